package review

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
	"tritext/corpus/store"
)

// Each action is in the journal at once and, after Apply, in the corpus.
func TestEachActionReachesTheCorpus(t *testing.T) {
	for _, c := range []struct {
		name string
		at   func(t *testing.T, v *View) Place
	}{
		{"accept", func(t *testing.T, v *View) Place { return Place{Row: rowOf(t, v, "1-1-1")} }},
		{"merge", func(t *testing.T, v *View) Place { return Place{Row: rowOf(t, v, "1-1-1")} }},
		{"split", func(t *testing.T, v *View) Place { return Place{rowOf(t, v, "1-2-2"), "en", 1} }},
		{"up", func(t *testing.T, v *View) Place { return Place{rowOf(t, v, "1-2-2"), "en", 0} }},
		{"down", func(t *testing.T, v *View) Place { return Place{rowOf(t, v, "1-2-2"), "ru", 1} }},
		{"null", func(t *testing.T, v *View) Place { return Place{rowOf(t, v, "1-2-2"), "en", 1} }},
		{"apart", func(t *testing.T, v *View) Place { return Place{Row: rowOf(t, v, "1-2-2")} }},
		{"wrong", func(t *testing.T, v *View) Place { return Place{Row: rowOf(t, v, "1-1-1")} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := corpusOf(t)
			s := openSession(t, dir, "Анна")
			v := do(t, s, library, "", c.name, c.at(t, show(t, s, library, "")))
			if len(v.Edited) == 0 || s.Pending() != 1 {
				t.Fatalf("edited %v, %d records", v.Edited, s.Pending())
			}
			want := printed(v)
			if n, err := s.Apply(); err != nil || n != 1 {
				t.Fatalf("applied %d: %v", n, err)
			}
			f := checkCovered(t, dir, library)
			wrong := false
			for _, g := range f.Parallel {
				wrong = wrong || slices.Contains(g.Flags, WrongFlag)
			}
			if wrong != (c.name == "wrong") {
				t.Errorf("a group with the flag: %t", wrong)
			}
			checked := 0
			for _, b := range f.Beads {
				if b.Method == "checked" {
					checked++
					if b.Editor != "Анна" || b.Edited != "2030-01-02T12:00:00Z" || b.Confidence != 1 {
						t.Errorf("bead %+v", b)
					}
				}
			}
			if checked == 0 {
				t.Error("no bead is checked")
			}
			// Another run shows the same.
			s.Close()
			if diff := cmp.Diff(want, printed(show(t, openSession(t, dir, "Boris"), library, ""))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A check that is taken back leaves nothing of itself, also after Apply.
func TestReopen(t *testing.T) {
	dir := corpusOf(t)
	s := openSession(t, dir, "Анна")
	before := printed(show(t, s, library, ""))
	do(t, s, library, "", "accept", Place{Row: 2})
	if _, err := s.Apply(); err != nil {
		t.Fatal(err)
	}
	v := do(t, s, library, "", "reopen", Place{Row: 2})
	if diff := cmp.Diff(before, printed(v)); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Apply(); err != nil {
		t.Fatal(err)
	}
	for _, b := range checkCovered(t, dir, library).Beads {
		if b.Method != "tritext" || b.Editor != "" {
			t.Errorf("bead %+v", b)
		}
	}
}

// Undo gives what was, all the way back, and redo what was done.
func TestUndoRedo(t *testing.T) {
	for _, view := range []string{"", "zh-en"} {
		s := openSession(t, corpusOf(t), "Анна")
		seen := [][]string{printed(show(t, s, library, view))}
		for _, x := range []struct {
			action string
			at     Place
		}{{"accept", Place{Row: 0}}, {"merge", Place{Row: 3}}, {"down", Place{1, "en", 0}}, {"wrong", Place{Row: 5}}, {"apart", Place{Row: 6}}} {
			seen = append(seen, printed(do(t, s, library, view, x.action, x.at)))
		}
		for i := len(seen) - 2; i >= 0; i-- {
			if diff := cmp.Diff(seen[i], printed(do(t, s, library, view, "undo", Place{}))); diff != "" {
				t.Errorf("view %q, undo to step %d: %s", view, i, diff)
			}
		}
		if _, err := s.Do(Edit{Doc: library, Action: "undo", Version: show(t, s, library, "").Version}); err == nil {
			t.Error("there was something to undo before the beginning")
		}
		for i := 1; i < len(seen); i++ {
			if diff := cmp.Diff(seen[i], printed(do(t, s, library, view, "redo", Place{}))); diff != "" {
				t.Errorf("view %q, redo to step %d: %s", view, i, diff)
			}
		}
	}
}

// What a killed program has left in the journal is shown by the next run, and
// can be undone there; it reaches the corpus even if the program is killed
// between the new corpus and the note of it in the journal.
func TestKilled(t *testing.T) {
	dir := corpusOf(t)
	s := openSession(t, dir, "Анна")
	do(t, s, library, "", "merge", Place{Row: 3})
	want := printed(do(t, s, library, "", "accept", Place{Row: 0}))
	s.Close() // as a kill does
	journal := readAll(t, dir, JournalName)

	s = openSession(t, dir, "Boris")
	if s.Pending() != 2 {
		t.Errorf("%d records", s.Pending())
	}
	if diff := cmp.Diff(want, printed(show(t, s, library, ""))); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Apply(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	after := readAll(t, dir, "beads/part-00000.parquet")
	if err := os.WriteFile(filepath.Join(dir, JournalName), []byte(journal), 0o644); err != nil { // the note was not written
		t.Fatal(err)
	}
	s = openSession(t, dir, "Boris")
	if diff := cmp.Diff(want, printed(show(t, s, library, ""))); diff != "" {
		t.Error(diff)
	}
	if n, err := s.Apply(); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if readAll(t, dir, "beads/part-00000.parquet") != after {
		t.Error("applied twice, the corpus is another")
	}
}

// A page that is old is told so, and changes nothing.
func TestConflict(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	v := show(t, s, library, "")
	do(t, s, library, "", "accept", Place{Row: 1})
	_, err := s.Do(Edit{Doc: library, Version: v.Version, Action: "accept", Place: Place{Row: 2}})
	var conflict *ConflictError
	if !errors.As(err, &conflict) || conflict.Have != 1 || s.Pending() != 1 {
		t.Errorf("%v, %d records", err, s.Pending())
	}
	// Another document is another matter.
	do(t, s, "A_98_250", "", "accept", Place{Row: 0})
}

// Wrong beads of the corpus: one correction brings the rest back into order.
func TestRealignsTheRest(t *testing.T) {
	dir := corpusOf(t)
	good := printed(show(t, openLook(t, dir), library, "zh-en"))
	// The path is made to slip: every English unit one row too late.
	if err := store.Rewrite(dir, func(f *store.Family) (*store.Family, error) {
		if f.ID != library {
			return f, nil
		}
		view, err := f.Corpus()
		if err != nil {
			return nil, err
		}
		var beads []corpus.Bead
		for _, b := range view.Beads {
			if b.Source != "zh" || b.Target != "en" {
				beads = append(beads, b)
			}
		}
		n, m := len(view.Version("zh").Units), len(view.Version("en").Units)
		for i := range max(n, m+2) {
			b := corpus.Bead{ID: library + "#zh-en.x", Source: "zh", Target: "en", Confidence: .3, Method: "tritext"}
			if i < n {
				b.SourceUnits = []int{i}
			}
			if i >= 2 && i-2 < m {
				b.TargetUnits = []int{i - 2}
			}
			if len(b.SourceUnits)+len(b.TargetUnits) > 0 {
				beads = append(beads, b)
			}
		}
		view.Beads = beads
		view.Rejoin()
		return f.Realigned(view), nil
	}); err != nil {
		t.Fatal(err)
	}
	s := openSession(t, dir, "Анна")
	v := show(t, s, library, "zh-en")
	if len(v.Rows) < 18 || v.Rows[2].Type != "1-1" {
		t.Fatalf("rows %v", printed(v))
	}
	// The title is brought back to its own: it moves up by one, and by one more.
	v = do(t, s, library, "zh-en", "up", Place{2, "en", 0})
	if len(v.Changed) == 0 {
		t.Error("no other row was realigned")
	}
	at := slices.IndexFunc(v.Rows, func(r ViewRow) bool { return len(r.Units["en"]) > 0 })
	v = do(t, s, library, "zh-en", "up", Place{at, "en", 0})
	got := printed(v)
	for i := range got {
		got[i] = strings.TrimSuffix(got[i], " checked")
	}
	same := 0
	for _, r := range got {
		if slices.Contains(good, r) {
			same++
		}
	}
	if same < len(good)-2 {
		t.Errorf("%d of %d rows are right: %v", same, len(good), got)
	}
}

func openLook(t testing.TB, dir string) *Session {
	t.Helper()
	s, err := Open(dir, Options{Look: true, Realign: realign})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Comments stay with their sentence over other steps, over Apply and runs.
func TestComments(t *testing.T) {
	dir := corpusOf(t)
	s := openSession(t, dir, "Анна")
	comment := func(row int, text string) (*View, error) {
		return s.Do(Edit{Doc: library, Version: show(t, s, library, "").Version, Action: "comment", Place: Place{Row: row}, Comment: text})
	}
	v, err := comment(4, " see </script> page 3 ")
	if err != nil || v.Rows[4].Comment != "see </script> page 3" {
		t.Fatalf("%v, %v", v, err)
	}
	if _, err := comment(4, strings.Repeat("я", maxComment)); err == nil {
		t.Error("a comment of 20,000 bytes")
	}
	if _, err := s.Apply(); err != nil {
		t.Fatal(err)
	}
	if v := do(t, s, library, "", "merge", Place{Row: 0}); v.Rows[3].Comment == "" {
		t.Error("the comment is lost")
	}
	if v, err = comment(3, ""); err != nil || v.Rows[3].Comment != "" {
		t.Errorf("%v: the comment is still there", err)
	}
	if v := do(t, s, library, "", "undo", Place{}); v.Rows[3].Comment != "see </script> page 3" {
		t.Errorf("comment %q", v.Rows[3].Comment)
	}
}

// The queue puts the worst first, and follows what is done.
func TestQueue(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	q, err := s.Queue()
	if err != nil {
		t.Fatal(err)
	}
	share := func(d Summary) float64 { return d.Doubt / float64(d.Groups) }
	if len(q.Documents) != 2 || !slices.IsSortedFunc(q.Documents, func(a, b Summary) int { return -compare(share(a), share(b)) }) {
		t.Fatalf("documents %+v", q.Documents)
	}
	if len(q.Places) == 0 || !slices.IsSortedFunc(q.Places, func(a, b Doubtful) int { return -compare(a.Doubt, b.Doubt) }) {
		t.Fatalf("places %+v", q.Places)
	}
	worst := q.Places[0]
	v := show(t, s, worst.Doc, "")
	row := slices.IndexFunc(v.Rows, func(r ViewRow) bool {
		return slices.ContainsFunc(r.Units["zh"], func(u ViewUnit) bool { return u.ID == worst.Unit }) ||
			slices.ContainsFunc(r.Units["en"], func(u ViewUnit) bool { return u.ID == worst.Unit })
	})
	if row < 0 {
		t.Fatalf("the place %s is not in %s", worst.Unit, worst.Doc)
	}
	for i := range worst.Groups {
		do(t, s, worst.Doc, "", "accept", Place{Row: row + i})
	}
	q, err = s.Queue()
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(q.Places, func(p Doubtful) bool { return p.Doc == worst.Doc && p.Unit == worst.Unit }) {
		t.Error("the place that was mended is still in the queue")
	}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Of a folder that cannot be written the page shows everything and changes nothing.
func TestReadOnly(t *testing.T) {
	s := openLook(t, corpusOf(t))
	_, err := s.Do(Edit{Doc: library, Action: "accept"})
	var refused *RefusedError
	if !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Join(s.Dir(), JournalName)); err == nil {
		t.Error("a journal was made")
	}
}

// Faults of what a page asks for.
func TestAskedWrong(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	for _, e := range []Edit{
		{Doc: "no such", Action: "accept"}, {Doc: library, View: "zh-fr", Action: "accept"}, {Doc: library, Action: "format"},
		{Doc: library, Action: "comment", Place: Place{Row: 999}}, {Doc: library, Action: "apply"}, {Doc: library, Action: "redo"},
	} {
		if _, err := s.Do(e); err == nil {
			t.Errorf("%+v was done", e)
		}
	}
	if s.Pending() != 0 {
		t.Errorf("%d records", s.Pending())
	}
}
