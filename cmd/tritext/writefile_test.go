package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What stands under the name of an output is replaced only if it is a file; a
// link to it, or to what is no file, stays.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	link := func(to, name string) {
		if err := os.Symlink(to, at(name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if err := os.WriteFile(at("old.txt"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	link("old.txt", "link.txt")
	link(os.DevNull, "null")
	write := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	content := func(name string) string {
		b, _ := os.ReadFile(at(name))
		return string(b)
	}
	isLink := func(name string) bool {
		info, err := os.Lstat(at(name))
		return err == nil && info.Mode()&os.ModeSymlink != 0
	}

	fault := errors.New("half way")
	if err := writeFile(at("old.txt"), func(w io.Writer) error { return errors.Join(write(w), fault) }); !errors.Is(err, fault) || content("old.txt") != "old" {
		t.Errorf("%v, %q: an output that failed is seen", err, content("old.txt"))
	}
	if err := writeFile(at("link.txt"), write); err != nil || !isLink("link.txt") || content("old.txt") != "new" {
		t.Errorf("%v, %q: the link must stay, and lead to the new file", err, content("old.txt"))
	}
	if err := writeFile(at("null"), write); err != nil || !isLink("null") {
		t.Errorf("%v: what is no file must stay", err)
	}
	if err := writeFile(dir, write); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if err := writeFile(at("missing/new.txt"), write); err == nil {
		t.Error("a folder that is not there")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 {
		t.Errorf("%v, %v: more than the three files", err, left)
	}
}
