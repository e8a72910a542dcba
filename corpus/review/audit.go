package review

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// AuditName is the file in a corpus that holds the Estimate of its last audit.
const AuditName = "audit.json"

// JudgementsName is the file in a corpus that holds the judgements of audits, one
// a line.
const JudgementsName = "audit.jsonl"

// Judgement is what a person says of a group of a sample.
type Judgement struct {
	Time    string `json:"time"`
	Editor  string `json:"editor"`
	N       int    `json:"n"` // of the sample
	Seed    uint64 `json:"seed"`
	ID      string `json:"id"`      // of the group
	Verdict string `json:"verdict"` // "right", "wrong"; "" takes it back
	Comment string `json:"comment,omitempty"`
	Text    string `json:"text"` // mark of the texts that were judged: an audit does not outlive them
}

// Audit is a sample with its judgements.
type Audit struct {
	Sample   *Sample
	editor   string
	now      func() time.Time
	dir      string
	mu       sync.Mutex
	verdicts map[string]Judgement // by group
	file     *os.File             // nil until something is judged on the page
}

// NewAudit opens the audit of a sample of the corpus in dir: what was judged in
// earlier runs with the same number and seed, and of the same texts, counts.
func NewAudit(dir string, s *Sample, editor string, now func() time.Time) (*Audit, error) {
	if now == nil {
		now = time.Now
	}
	a := &Audit{Sample: s, editor: editor, now: now, dir: dir, verdicts: map[string]Judgement{}}
	path := filepath.Join(dir, JudgementsName)
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("review: %w", err)
	}
	marks := map[string]string{}
	for i := range s.Items {
		marks[s.Items[i].ID] = s.Items[i].mark()
	}
	for n, line := range bytes.SplitAfter(b, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 || line[len(line)-1] != '\n' { // torn
			continue
		}
		var j Judgement
		if err := json.Unmarshal(line, &j); err != nil {
			return nil, fmt.Errorf("review: %s:%d: no judgement: %w", path, n+1, err)
		}
		if j.N != s.N || j.Seed != s.Seed || marks[j.ID] != j.Text {
			continue
		}
		a.take(j)
	}
	return a, nil
}

func (a *Audit) take(j Judgement) {
	if j.Verdict == "" {
		delete(a.verdicts, j.ID)
	} else {
		a.verdicts[j.ID] = j
	}
}

// The verdicts.
const (
	right    = "right"
	notRight = "wrong"
)

// Judge keeps a judgement: it is on the disk when Judge returns.
func (a *Audit) Judge(j Judgement) (*AuditPage, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	i := slices.IndexFunc(a.Sample.Items, func(it Item) bool { return it.ID == j.ID })
	if i < 0 {
		return nil, refuse("group %q is not in the sample", j.ID)
	}
	if !slices.Contains([]string{"", right, notRight}, j.Verdict) {
		return nil, refuse("there is no verdict %q", j.Verdict)
	}
	if len(j.Comment) > maxComment {
		return nil, refuse("the comment is longer than %d bytes", maxComment)
	}
	j.Time, j.Editor, j.N, j.Seed = a.now().UTC().Format(time.RFC3339), a.editor, a.Sample.N, a.Sample.Seed
	j.Text = a.Sample.Items[i].mark()
	if err := a.write(j); err != nil {
		return nil, err
	}
	a.take(j)
	return a.pageNow(), nil
}

// write brings a judgement to the disk.
func (a *Audit) write(j Judgement) error {
	line, err := json.Marshal(j)
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	if a.file == nil {
		if a.file, err = os.OpenFile(filepath.Join(a.dir, JudgementsName), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644); err != nil {
			return fmt.Errorf("review: %w", err)
		}
		if err := cutTorn(a.file); err != nil {
			return fmt.Errorf("review: %w", err)
		}
	}
	if _, err := a.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("review: %w", err)
	}
	if err := a.file.Sync(); err != nil {
		return fmt.Errorf("review: %w", err)
	}
	return nil
}

// cutTorn takes away what stands behind the last whole line of a file.
func cutTorn(f *os.File) error {
	b, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	return f.Truncate(int64(bytes.LastIndexByte(b, '\n') + 1))
}

// AuditPage is an audit as a page shows it.
type AuditPage struct {
	*Sample
	Verdicts map[string]Judgement `json:"verdicts"`
	Estimate Estimate             `json:"estimate"`
}

func (a *Audit) page() *AuditPage {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.pageNow()
}

func (a *Audit) pageNow() *AuditPage {
	verdicts := map[string]Judgement{}
	for id, j := range a.verdicts {
		verdicts[id] = j
	}
	return &AuditPage{a.Sample, verdicts, a.estimate()}
}

// Estimate gives the precision of the corpus by what is judged so far.
func (a *Audit) Estimate() Estimate {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.estimate()
}

func (a *Audit) estimate() Estimate {
	at := map[string]int{}
	var all []Tally
	for _, name := range sortedKeys(a.Sample.Strata) {
		at[name] = len(all)
		all = append(all, Tally{Name: name, Groups: a.Sample.Strata[name]})
	}
	date, editors := "", []string{}
	for _, it := range a.Sample.Items {
		j, ok := a.verdicts[it.ID]
		if !ok {
			continue
		}
		t := &all[at[it.Stratum]]
		t.Judged++
		if j.Verdict == right {
			t.Correct++
		}
		date = max(date, j.Time)
		if !slices.Contains(editors, j.Editor) {
			editors = append(editors, j.Editor)
		}
	}
	e := estimate(all)
	slices.Sort(editors)
	e.N, e.Seed, e.Date, e.Editor = len(a.Sample.Items), a.Sample.Seed, date, joined(editors)
	return e
}

// Save writes the estimate into the corpus, for the data card. Without judgements
// there is nothing to write.
func (a *Audit) Save() error {
	e := a.Estimate()
	if e.Judged == 0 {
		return nil
	}
	b, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	return writeWhole(filepath.Join(a.dir, AuditName), append(b, '\n'))
}

// Close ends the writing of judgements.
func (a *Audit) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.file == nil {
		return nil
	}
	err := a.file.Close()
	a.file = nil
	return err
}

// writeWhole writes a file that appears under its name when it is whole.
func writeWhole(path string, b []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriter(f)
	_, _ = w.Write(b) // Flush tells
	if err := errors.Join(w.Flush(), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("review: %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
