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

// list gives the names in dir, hidden ones too.
func list(tb testing.TB, dir string) (all []string) {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func put(tb testing.TB, text string, elem ...string) {
	tb.Helper()
	path := filepath.Join(elem...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

func TestExistingCorpusNeedsForce(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"))
	before := tree(t, dir)
	if _, err := store.Create(dir, store.Options{}); !errors.Is(err, store.ErrExists) {
		t.Fatalf("error %v, want ErrExists", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	w, err := store.Create(dir, store.Options{Force: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(trilingual("B")); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, open(t, dir).Documents())[0].ID; got != "A" {
		t.Errorf("before Commit the corpus is of %s, want A", got)
	}
	if err := w.Commit(store.Manifest{}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, open(t, dir).Documents())[0].ID; got != "B" {
		t.Errorf("after Commit the corpus is of %s, want B", got)
	}
	if diff := cmp.Diff([]string{"beads", "documents", "manifest.json", "parallel", "removed", "units"}, list(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestForceReplacesNothingForeign(t *testing.T) {
	for name, c := range map[string]struct {
		put  func(dir string)
		want string
	}{
		"a folder of that name":      {func(dir string) { put(t, "mine", dir, "units", "notes.txt") }, "without a manifest.json"},
		"a manifest of another tool": {func(dir string) { put(t, `{"name":"app"}`, dir, "manifest.json") }, "not that of a corpus"},
		"a manifest that is no JSON": {func(dir string) { put(t, `version: 1`, dir, "manifest.json") }, "no corpus of ours"},
		"a file in a table's folder": {func(dir string) {
			write(t, dir, store.Options{}, trilingual("A"))
			put(t, "mine", dir, "units", "notes.txt")
		}, "units/notes.txt"},
		"a folder in a table's folder": {func(dir string) {
			write(t, dir, store.Options{}, trilingual("A"))
			put(t, "mine", dir, "units", "part-1.parquet", "notes.txt")
		}, "units/part-1.parquet"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.put(dir)
			before := tree(t, dir)
			if _, err := store.Create(dir, store.Options{Force: true}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Other things may stand in the folder: in a checkout, ./corpus is source code.
func TestBesideOtherFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, "package corpus", dir, "doc.go")
	put(t, "package store", dir, "store", "doc.go")
	write(t, dir, store.Options{}, trilingual("A"))
	if diff := cmp.Diff([]string{"beads", "doc.go", "documents", "manifest.json", "parallel", "removed", "store", "units"}, list(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestNothingHalfWritten(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "new", "place")
	w, err := store.Create(dir, store.Options{PartRows: 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(trilingual("A")); err != nil {
		t.Fatal(err)
	}
	for _, name := range list(t, dir) {
		if !strings.HasPrefix(name, store.PartialPrefix) {
			t.Errorf("%s is to be seen before Commit", name)
		}
	}
	if _, err := store.Open(dir); err == nil {
		t.Error("an unfinished corpus opens")
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if left := list(t, top); len(left) != 0 {
		t.Errorf("Abort leaves %v", left)
	}
	if err := w.Abort(); err != nil {
		t.Errorf("a second Abort: %v", err)
	}
	if err := w.Commit(store.Manifest{}); err == nil {
		t.Error("Commit after Abort")
	}
}

// A Commit that fails on the way leaves what stood there.
func TestFailedCommit(t *testing.T) {
	dir := t.TempDir()
	w, err := store.Create(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(trilingual("A")); err != nil {
		t.Fatal(err)
	}
	write(t, dir, store.Options{}, trilingual("B")) // another run is faster
	before := tree(t, dir)
	for name := range before {
		if strings.HasPrefix(name, store.PartialPrefix) {
			delete(before, name)
		}
	}
	if err := w.Commit(store.Manifest{}); !errors.Is(err, store.ErrExists) {
		t.Errorf("error %v, want ErrExists", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, "", file)
	for _, dir := range []string{file, filepath.Join(file, "in")} {
		if _, err := store.Create(dir, store.Options{}); err == nil {
			t.Errorf("%s: no error", dir)
		}
	}
}
