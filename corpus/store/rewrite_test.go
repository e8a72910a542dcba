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
