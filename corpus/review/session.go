package review

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tritext/corpus/store"
)

// Options of a Session.
type Options struct {
	Editor  string           // who reviews; stands in the journal and in the corpus
	Realign Realign          // how versions are aligned around locked beads
	Now     func() time.Time // nil: the clock
	Look    bool             // change nothing, and let others review meanwhile
}

// Session is one run of the review of a corpus. Its methods may be called by
// many goroutines; they wait for each other.
type Session struct {
	opt      Options
	dir      string
	ReadOnly error // why nothing can be changed; nil if all can
	mu       sync.Mutex
	corpus   *store.Corpus
	journal  *Journal
	comments map[string]map[string]string // by document, of records that stand in the corpus
	versions map[string]int               // records of a document in the whole journal
	docs     map[string]*Document
	recent   []string // ids of docs, the latest last
	queue    *Queue
}

// keptDocuments is how many documents are kept in memory.
const keptDocuments = 8

// Open opens the corpus in dir for review. If nothing can be written there the
// session is ReadOnly; it fails if the journal is broken, if another program
// reviews the corpus (ErrBusy), or if there is no corpus.
func Open(dir string, opt Options) (*Session, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if !opt.Look { // if the program was killed while it wrote the corpus
		if _, err := store.Recover(dir); err != nil {
			return nil, err
		}
	}
	c, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	s := &Session{opt: opt, dir: dir, corpus: c}
	path := filepath.Join(dir, JournalName)
	if opt.Look {
		s.ReadOnly = errors.New("opened to look only")
		s.journal, err = ReadJournal(path)
	} else {
		s.journal, err = OpenJournal(path)
	}
	if errors.Is(err, os.ErrPermission) || isReadOnly(err) {
		s.ReadOnly = err
		s.journal, err = ReadJournal(path)
	}
	if err != nil {
		return nil, err
	}
	if err := s.load(); err != nil {
		return nil, errors.Join(err, s.journal.Close())
	}
	return s, nil
}

// isReadOnly tells whether a file system takes no writes.
func isReadOnly(err error) bool {
	return err != nil && strings.Contains(err.Error(), "read-only file system")
}

// load makes everything that follows from corpus and journal.
func (s *Session) load() error {
	said := func(records []Record) (map[string]*State, error) {
		all, err := states(records)
		if err != nil {
			err = fmt.Errorf("%w (%s)", err, s.journal.path)
		}
		return all, err
	}
	pending := s.journal.pending()
	whole, err := said(s.journal.Records)
	if err != nil {
		return err
	}
	applied, err := said(s.journal.Records[:len(s.journal.Records)-len(pending)])
	if err != nil {
		return err
	}
	s.versions, s.comments = map[string]int{}, map[string]map[string]string{}
	for id, st := range whole {
		s.versions[id] = st.version
	}
	for id, st := range applied {
		s.comments[id] = st.comments
	}
	s.docs, s.recent = map[string]*Document{}, nil
	s.queue = nil
	return nil
}

// Torn tells whether the journal ended with a torn line, which counts for nothing.
func (s *Session) Torn() bool { return s.journal.Torn }

// Dir is the folder of the corpus.
func (s *Session) Dir() string { return s.dir }

// Pending is the number of records that do not stand in the corpus yet.
func (s *Session) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.journal.pending())
}

// document opens a document, with the state that its records make.
func (s *Session) document(id string) (*Document, error) {
	if d := s.docs[id]; d != nil {
		i := slices.Index(s.recent, id)
		s.recent = append(slices.Delete(s.recent, i, i+1), id)
		return d, nil
	}
	rows, err := s.corpus.Family(id)
	if err != nil {
		return nil, err
	}
	st := newState()
	d, err := newDocument(rows, s.opt.Realign, st)
	if err != nil {
		return nil, err
	}
	st.comments = maps.Clone(s.comments[id])
	if st.comments == nil {
		st.comments = map[string]string{}
	}
	pending := s.journal.pending()
	for i := range pending {
		if pending[i].Doc == id {
			if err := st.add(&pending[i]); err != nil {
				return nil, err
			}
		}
	}
	st.version = s.versions[id]
	s.docs[id], s.recent = d, append(s.recent, id)
	if len(s.recent) > keptDocuments {
		delete(s.docs, s.recent[0])
		s.recent = s.recent[1:]
	}
	return d, nil
}

// ConflictError says that a document was changed since the page that asks has
// read it.
type ConflictError struct {
	Doc       string
	Have, Ask int
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("document %s was changed in another window (version %d, this page has %d)", e.Doc, e.Have, e.Ask)
}

// Edit is what a page asks for.
type Edit struct {
	Doc     string `json:"doc"`
	View    string `json:"view"`    // "zh-en-ru"; "" for all languages
	Version int    `json:"version"` // of the document that the page shows
	Action  string `json:"action"`  // of Actions, or "comment", "undo", "redo"
	Place
	Comment string `json:"comment"` // of "comment"
}

// maxComment bounds a comment, in bytes.
const maxComment = 10_000

// Do does what a page asks for: the record is on the disk when Do returns. The
// error is a *RefusedError if it cannot be done there, a *ConflictError if the
// page is old.
func (s *Session) Do(e Edit) (*View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ReadOnly != nil {
		return nil, refuse("the corpus cannot be written: %v", s.ReadOnly)
	}
	d, err := s.document(e.Doc)
	if err != nil {
		return nil, err
	}
	if e.Version != d.state.version {
		return nil, &ConflictError{e.Doc, d.state.version, e.Version}
	}
	languages, err := d.view(e.View)
	if err != nil {
		return nil, err
	}
	old, err := d.lines(languages)
	if err != nil {
		return nil, err
	}
	r := Record{N: s.journal.next, Doc: e.Doc, Action: e.Action, Editor: s.opt.Editor, Time: s.opt.Now().UTC().Format(time.RFC3339)}
	switch e.Action {
	case "undo":
		if len(d.state.done) == 0 {
			return nil, refuse("there is nothing to undo")
		}
		r.Of = d.state.done[len(d.state.done)-1].n
	case "redo":
		if len(d.state.undone) == 0 {
			return nil, refuse("there is nothing to do again")
		}
		r.Of = d.state.undone[len(d.state.undone)-1].n
	case "comment":
		if e.Row < 0 || e.Row >= len(old) {
			return nil, refuse("there is no row %d", e.Row+1)
		}
		if len(e.Comment) > maxComment {
			return nil, refuse("the comment is longer than %d bytes", maxComment)
		}
		r.Unit, r.Comment = old[e.Row].first(languages), strings.TrimSpace(strings.ToValidUTF8(e.Comment, "\uFFFD"))
		if r.Comment == d.state.comments[r.Unit] {
			return nil, refuse("the comment is the same")
		}
	default:
		a := actionOf(e.Action)
		if a == nil {
			return nil, refuse("there is no action %q", e.Action)
		}
		sh := &sheet{languages: languages, length: d.length, joins: d.joins}
		for i := range old {
			sh.rows = append(sh.rows, old[i].Row)
		}
		r.Languages = languages
		if r.Before, r.After, err = sh.run(a, e.Place); err != nil {
			return nil, err
		}
	}
	// First what would follow, then the journal: nothing that fails is written.
	back := d.state.clone()
	fail := func(err error) (*View, error) {
		d.state, d.computed = back, false
		return nil, errors.Join(err, d.compute())
	}
	if err := d.state.add(&r); err != nil {
		return fail(err)
	}
	d.computed = false
	start := time.Now()
	if err := d.compute(); err != nil {
		return fail(err)
	}
	took := time.Since(start)
	if _, err := s.journal.Append(r); err != nil {
		return fail(err)
	}
	s.versions[e.Doc] = d.state.version
	if s.queue != nil {
		if err := s.queue.update(d); err != nil {
			return nil, err
		}
	}
	v, err := d.show(languages)
	if err != nil {
		return nil, err
	}
	v.Milliseconds = float64(took.Microseconds()) / 1000
	v.compare(old, r, languages)
	return v, nil
}

// clone copies the state, so that a step can be taken back.
func (s *State) clone() *State {
	return &State{maps.Clone(s.locks), maps.Clone(s.comments), slices.Clone(s.done), slices.Clone(s.undone), s.version}
}

// Show gives a document as a view of it.
func (s *Session) Show(doc, view string) (*View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.document(doc)
	if err != nil {
		return nil, err
	}
	languages, err := d.view(view)
	if err != nil {
		return nil, err
	}
	return d.show(languages)
}

// Apply writes what the journal says into the corpus: the new corpus takes the
// place of the old one when it is whole. Without records there is nothing to do.
func (s *Session) Apply() (records int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pending := len(s.journal.pending())
	if pending == 0 {
		return 0, nil
	}
	if s.ReadOnly != nil {
		return 0, fmt.Errorf("review: %s: cannot be written: %w", s.dir, s.ReadOnly)
	}
	changed := map[string]bool{}
	for _, r := range s.journal.pending() {
		if r.Doc != "" && r.Action != "comment" {
			changed[r.Doc] = true
		}
	}
	if len(changed) > 0 {
		if err := store.Rewrite(s.dir, func(f *store.Family) (*store.Family, error) {
			if !changed[f.ID] {
				return f, nil
			}
			delete(changed, f.ID)
			d, err := s.document(f.ID)
			if err != nil {
				return nil, err
			}
			return d.store()
		}); err != nil {
			return 0, err
		}
		for id := range changed {
			return 0, fmt.Errorf("review: %s: no document %s, of which the journal tells", s.dir, id)
		}
	}
	if _, err := s.journal.Append(Record{Action: "apply", Editor: s.opt.Editor, Time: s.opt.Now().UTC().Format(time.RFC3339)}); err != nil {
		return 0, err
	}
	if s.corpus, err = store.Open(s.dir); err != nil {
		return 0, err
	}
	return pending, s.load()
}

// Close ends the session; what is in the journal stays there.
func (s *Session) Close() error { return s.journal.Close() }
