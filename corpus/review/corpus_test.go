package review

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tritext/corpus"
	"tritext/corpus/pipeline"
	"tritext/corpus/store"
)

const library = "ferry-library"

var builtIn string // where the built corpus is; "" if no test wanted it

// built is a corpus of the documents of testdata/un, made once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tritext-review")
	if err != nil {
		return "", err
	}
	builtIn = dir
	_, err = pipeline.Build(context.Background(), pipeline.Options{Inputs: []string{"../../testdata/un/ferry-library_*.txt", "../../testdata/un/A_98_250-*.txt"}, Output: dir}, pipeline.Observer{})
	return dir, err
})

// realigner is made once.
var realigner = sync.OnceValues(func() (*pipeline.Realigner, error) { return pipeline.NewRealigner(pipeline.Options{}) })

func TestMain(m *testing.M) {
	status := m.Run()
	if builtIn != "" {
		os.RemoveAll(builtIn)
	}
	os.Exit(status)
}

// corpusOf gives a copy of the built corpus.
func corpusOf(t testing.TB) string {
	t.Helper()
	from, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func realign(f *corpus.Family, source, target string, locked []corpus.Bead) ([]corpus.Bead, error) {
	r, err := realigner()
	if err != nil {
		return nil, err
	}
	return r.Pair(f, source, target, locked)
}

// noon is the clock of the tests.
func noon() time.Time { return time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC) }

func openSession(t testing.TB, dir, editor string) *Session {
	t.Helper()
	s, err := Open(dir, Options{Editor: editor, Realign: realign, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func show(t testing.TB, s *Session, doc, view string) *View {
	t.Helper()
	v, err := s.Show(doc, view)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// do does an action at the version that the document has.
func do(t testing.TB, s *Session, doc, view, action string, at Place) *View {
	t.Helper()
	v, err := s.Do(Edit{Doc: doc, View: view, Version: show(t, s, doc, view).Version, Action: action, Place: at})
	if err != nil {
		t.Fatalf("%s at %+v: %v", action, at, err)
	}
	return v
}

// bare is a row by its units alone.
func bare(r ViewRow) Row {
	out := Row{Units: map[string][]string{}, Checked: r.Checked, Wrong: r.Wrong}
	for lang, units := range r.Units {
		for _, u := range units {
			out.Units[lang] = append(out.Units[lang], u.ID)
		}
	}
	return out
}

// printed are the rows of a view, each with its key and marks.
func printed(v *View) []string {
	var out []string
	for _, r := range v.Rows {
		mark := ""
		if r.Checked {
			mark = " checked"
		}
		if r.Wrong {
			mark += " wrong"
		}
		if r.Comment != "" {
			mark += " “" + r.Comment + "”"
		}
		out = append(out, bare(r).key(v.Languages)+mark)
	}
	return out
}

// rowOf finds the row of a view that is of such sizes and not checked.
func rowOf(t testing.TB, v *View, kind string) int {
	t.Helper()
	for i, r := range v.Rows {
		if r.Type == kind && !r.Checked {
			return i
		}
	}
	t.Fatalf("no row of type %s in %s", kind, v.ID)
	return -1
}

// checkCovered holds that the beads of the corpus cover every unit to align once in
// every pair, and its groups too.
func checkCovered(t testing.TB, dir, doc string) *store.Family {
	t.Helper()
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := c.Family(doc)
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[string]map[string]int{}
	for _, b := range f.Beads {
		p := b.SourceLang + "-" + b.TargetLang
		if pairs[p] == nil {
			pairs[p] = map[string]int{}
		}
		for _, id := range append(append([]string{}, b.SourceIDs...), b.TargetIDs...) {
			pairs[p][id]++
		}
	}
	groups := map[string]int{}
	for _, g := range f.Parallel {
		for _, id := range append(append(append([]string{}, g.ZhIDs...), g.EnIDs...), g.RuIDs...) {
			groups[id]++
		}
	}
	for _, u := range f.Units {
		if !corpus.Kind(u.Kind).Aligned() {
			continue
		}
		if groups[u.ID] != 1 {
			t.Errorf("%s stands in %d groups", u.ID, groups[u.ID])
		}
		for p, seen := range pairs {
			if (p[:2] == u.Lang || p[3:] == u.Lang) && seen[u.ID] != 1 {
				t.Errorf("%s stands in %d beads of %s", u.ID, seen[u.ID], p)
			}
		}
	}
	return f
}

func readAll(t testing.TB, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
