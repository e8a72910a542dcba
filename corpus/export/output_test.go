package export_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/corpus/export"
)

// Files that stand in the folder are not touched without force, and others never.
func TestFolderKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	write := func(force bool) error {
		out := export.ToFolder(dir, force, false)
		_, err := export.Named("moses").Write(out, stream(ferry()), export.Options{Languages: []string{"zh", "en"}})
		if err == nil {
			err = out.Commit()
		}
		return errors.Join(err, out.Abort())
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(false); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "corpus.zh-en.zh"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := write(false); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "corpus.zh-en.zh") {
		t.Errorf("a file there: %v", err)
	}
	if got := files(t, dir); got["corpus.zh-en.zh"] != "changed" || len(got) != 3 {
		t.Errorf("changed: %q", got)
	}
	if err := write(true); err != nil {
		t.Fatal(err)
	}
	got := files(t, dir)
	if len(got) != 3 || got["mine"] != "mine" || !strings.HasPrefix(got["corpus.zh-en.zh"], "渡轮") {
		t.Errorf("%q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".out*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// A file in the place of the folder stays, and the export fails.
func TestFolderIsFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(dir, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := export.ToFolder(dir, true, false)
	_, err := export.Named("moses").Write(out, stream(ferry()), export.Options{Languages: []string{"zh", "en"}})
	if err == nil {
		err = out.Commit()
	}
	if err == nil {
		t.Error("no error")
	}
	if got, _ := os.ReadFile(dir); string(got) != "mine" {
		t.Errorf("%q", got)
	}
}

// A reader that goes away ends the export with its error.
func TestClosedWriter(t *testing.T) {
	for _, f := range export.Formats {
		if f.Folder {
			continue
		}
		out := export.ToWriter(broken{})
		_, err := f.Write(out, stream(ferry(), plain()), export.Options{Languages: []string{"zh", "en"}})
		if err == nil {
			err = out.Commit()
		}
		if !errors.Is(err, errGone) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

type broken struct{}

var errGone = errors.New("gone")

func (broken) Write([]byte) (int, error) { return 0, errGone }
