package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tritext/corpus/store"
)

// A corpus that is copied family by family has the same bytes.
func TestCopyOfFamilies(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	write(t, from, store.Options{}, trilingual("A"), trilingual("B/1"), trilingual("C"))
	w, err := store.Create(to, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	c, families := open(t, from), 0
	for f, err := range c.Families(store.Need{}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := w.WriteFamily(f); err != nil {
			t.Fatal(err)
		}
		families++
	}
	if err := w.TakeOver(c); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(*c.Manifest); err != nil {
		t.Fatal(err)
	}
	if families != 3 {
		t.Errorf("%d families, want 3", families)
	}
	if diff := cmp.Diff(tree(t, from), tree(t, to)); diff != "" {
		t.Error(diff)
	}
}

// What Corpus gives, joined anew from the same beads, makes the same rows.
func TestRealignedAlike(t *testing.T) {
	dir := t.TempDir()
	f := trilingual("A")
	f.Join()
	write(t, dir, store.Options{}, f)
	rows, err := open(t, dir).Family("A")
	if err != nil {
		t.Fatal(err)
	}
	view, err := rows.Corpus()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range view.Versions {
		for i := range d.Units {
			d.Units[i].Partners = nil
		}
	}
	view.Join()
	again := rows.Realigned(view)
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"documents", again.Documents, rows.Documents}, {"units", again.Units, rows.Units},
		{"beads", again.Beads, rows.Beads}, {"parallel", again.Parallel, rows.Parallel}, {"removed", again.Removed, rows.Removed},
	} {
		if diff := cmp.Diff(c.want, c.got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestFamilyFaults(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"))
	if _, err := open(t, dir).Family("B"); err == nil {
		t.Error("a document that is not there was found")
	}
	rows, err := open(t, dir).Family("A")
	if err != nil {
		t.Fatal(err)
	}
	rows.Units = rows.Units[1:]
	if _, err := rows.Corpus(); err == nil {
		t.Error("a bead of a unit that is not there was taken")
	}
}

// Need leaves out what is not wanted, and nothing else.
func TestNeed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"), trilingual("B"))
	for f, err := range open(t, dir).Families(store.Need{
		Document: func(id string) bool { return id == "B" }, NoTokens: true, NoRemoved: true,
	}) {
		if err != nil {
			t.Fatal(err)
		}
		if f.ID != "B" || len(f.Units) != 5 || len(f.Removed) != 0 || len(f.Units[0].Tokens) != 0 || f.Units[0].Norm == "" {
			t.Errorf("family %s with %d units, %d removals, %d tokens", f.ID, len(f.Units), len(f.Removed), len(f.Units[0].Tokens))
		}
	}
}

// A corpus of schema 2, written by the program of that time, is read: its texts
// are what they were, and the columns of later versions are empty.
func TestReadsSchema2(t *testing.T) {
	c := open(t, filepath.Join("testdata", "schema2"))
	if c.Manifest.Schema != 2 {
		t.Fatalf("schema %d", c.Manifest.Schema)
	}
	families := 0
	for f, err := range c.Families(store.Need{}) {
		if err != nil {
			t.Fatal(err)
		}
		families++
		if len(f.Documents) != 3 || len(f.Units) == 0 || len(f.Beads) == 0 || len(f.Parallel) == 0 {
			t.Errorf("%s: %d documents, %d units, %d beads, %d groups", f.ID, len(f.Documents), len(f.Units), len(f.Beads), len(f.Parallel))
		}
		for _, u := range f.Units {
			if u.Norm == "" || u.Page != 0 || u.Origin != "" || u.Reads != "" {
				t.Errorf("unit %+v", u)
			}
		}
		if _, err := f.Corpus(); err != nil {
			t.Error(err)
		}
	}
	if families != c.Manifest.Counts.Families {
		t.Errorf("%d families, the manifest says %d", families, c.Manifest.Counts.Families)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, store.ManifestName)); err != nil {
		t.Error(err)
	}
}
