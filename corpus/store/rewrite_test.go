package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus/store"
)

// A corpus that nothing changes in is made anew with the same bytes, and other
// files in its folder stay.
func TestRewriteNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"), trilingual("B"))
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if err := store.Rewrite(dir, func(f *store.Family) (*store.Family, error) { return f, nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// Beads that a person checked stand in the corpus, whose counts follow them.
func TestRewriteBeads(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{Signature: "s"}, trilingual("A"), trilingual("B"))
	err := store.Rewrite(dir, func(f *store.Family) (*store.Family, error) {
		if f.ID != "B" {
			return f, nil
		}
		view, err := f.Corpus()
		if err != nil {
			return nil, err
		}
		b := &view.Beads[0]
		b.Method, b.Editor, b.Edited = "checked", "Ольга", "2026-01-02T03:04:05Z"
		view.Join()
		return f.Realigned(view), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c := open(t, dir)
	checked := 0
	for b, err := range c.Beads() {
		if err != nil {
			t.Fatal(err)
		}
		if b.Method == "checked" {
			checked++
			if b.DocID != "B" || b.Editor != "Ольга" || b.Edited != "2026-01-02T03:04:05Z" {
				t.Errorf("bead %+v", b)
			}
		}
	}
	if checked != 1 || c.Manifest.Signature != "s" || c.Manifest.Counts.Families != 2 {
		t.Errorf("%d checked beads; manifest %+v", checked, c.Manifest)
	}
}

// After a failure the old corpus stands as it was.
func TestRewriteFails(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"), trilingual("B"))
	before := tree(t, dir)
	for name, change := range map[string]func(f *store.Family) (*store.Family, error){
		"an error": func(*store.Family) (*store.Family, error) { return nil, errors.New("no") },
		"nothing":  func(*store.Family) (*store.Family, error) { return nil, nil },
		"another":  func(f *store.Family) (*store.Family, error) { return &store.Family{ID: "C"}, nil },
		"text that is no text": func(f *store.Family) (*store.Family, error) {
			f.Units[0].Norm = "\xff"
			return f, nil
		},
	} {
		if err := store.Rewrite(dir, change); err == nil {
			t.Errorf("%s: no error", name)
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if err := store.Rewrite(filepath.Join(dir, "nowhere"), nil); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("no corpus: %v", err)
	}
}

// Killed after any of the moves that put a new corpus in the place of the old
// one, the new corpus can be had whole.
func TestRecover(t *testing.T) {
	old, want := t.TempDir(), t.TempDir()
	write(t, old, store.Options{}, trilingual("A"))
	write(t, want, store.Options{}, trilingual("A"), trilingual("B"))
	names := []string{store.ManifestName}
	for _, table := range store.Tables {
		names = append(names, string(table))
	}
	// The moves in their order: the old things out, the new tables in, the manifest last.
	type move struct{ from, to string }
	var moves []move
	for _, n := range names {
		moves = append(moves, move{n, "P/old/" + n})
	}
	for _, n := range append(names[1:], names[0]) {
		moves = append(moves, move{"P/" + n, n})
	}
	for done := range len(moves) + 1 {
		dir := t.TempDir()
		partial := store.PartialPrefix + "1"
		at := func(p string) string {
			return filepath.Join(dir, filepath.FromSlash(strings.Replace(p, "P/", partial+"/", 1)))
		}
		if err := errors.Join(os.CopyFS(dir, os.DirFS(old)), os.CopyFS(at("P/"), os.DirFS(want)), os.Mkdir(at("P/old"), 0o755)); err != nil {
			t.Fatal(err)
		}
		for _, m := range moves[:done] {
			if err := os.Rename(at(m.from), at(m.to)); err != nil {
				t.Fatal(err)
			}
		}
		began := done > 0 && done < len(moves)
		if did, err := store.Recover(dir); err != nil || did != began {
			t.Fatalf("after %d moves: %t, %v", done, did, err)
		}
		expect := want
		if done == 0 {
			expect = old
		}
		if err := os.RemoveAll(at("P/")); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tree(t, expect), tree(t, dir)); diff != "" {
			t.Errorf("after %d moves: %s", done, diff)
		}
	}
}
