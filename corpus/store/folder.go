package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// PartialPrefix begins the names of the hidden folders that unfinished corpora
// are written in. A killed run leaves one behind; it may be deleted.
const PartialPrefix = ".tritext-partial-"

// ErrExists says that a corpus stands in the folder already.
var ErrExists = errors.New("a corpus stands there already")

// names lists what a corpus puts into its folder, the manifest first.
func names() []string {
	all := []string{ManifestName}
	for _, t := range Tables {
		all = append(all, string(t))
	}
	return all
}

// existing lists the names of a corpus that stand in dir.
func existing(dir string) ([]string, error) {
	var found []string
	for _, name := range names() {
		switch _, err := os.Lstat(filepath.Join(dir, name)); {
		case err == nil:
			found = append(found, name)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("store: %w", err)
		}
	}
	return found, nil
}

// checkFolder says whether a corpus may be written into dir: nothing of a
// corpus stands there, or force is set and all of it is ours.
func checkFolder(dir string, force bool) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("store: %w", err)
	case !info.IsDir():
		return fmt.Errorf("store: %s: not a folder", dir)
	}
	found, err := existing(dir)
	if err != nil || len(found) == 0 {
		return err
	}
	if !force {
		return fmt.Errorf("store: %s: %w (%s)", dir, ErrExists, strings.Join(found, ", "))
	}
	return checkOurs(dir, found)
}

// checkOurs holds that what is about to be replaced was written by this
// package: the manifest says so, and the tables hold nothing but parts.
func checkOurs(dir string, found []string) error {
	m, err := readManifest(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("store: %s: %s without a %s: no corpus of ours, not replaced", dir, strings.Join(found, ", "), ManifestName)
	}
	if err != nil {
		return fmt.Errorf("%w: no corpus of ours, not replaced", err)
	}
	if m.Format != Format {
		return fmt.Errorf("store: %s: its %s is not that of a corpus (format %q): not replaced", dir, ManifestName, m.Format)
	}
	for _, name := range found[1:] {
		entries, err := os.ReadDir(filepath.Join(dir, name))
		if err != nil {
			return fmt.Errorf("store: %w: not replaced", err)
		}
		for _, e := range entries {
			if match, _ := filepath.Match("part-*.parquet", e.Name()); !match || !e.Type().IsRegular() {
				return fmt.Errorf("store: %s: holds %s/%s, which is not of a corpus: not replaced", dir, name, e.Name())
			}
		}
	}
	return nil
}

// makeFolder makes dir with the folders above it, and gives the topmost one
// that was made, "" if all were there.
func makeFolder(dir string) (made string, err error) {
	for up := filepath.Clean(dir); ; up = filepath.Dir(up) {
		if _, err := os.Stat(up); err == nil || filepath.Dir(up) == up {
			break
		}
		made = up
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return made, fmt.Errorf("store: %w", err)
	}
	return made, nil
}

// unmakeFolder removes the folders from dir up to made as far as they are empty.
func unmakeFolder(dir, made string) {
	if made == "" {
		return
	}
	for up := filepath.Clean(dir); ; up = filepath.Dir(up) {
		if os.Remove(up) != nil || up == made {
			return
		}
	}
}

// install moves the finished corpus from partial into dir, the manifest last,
// and what stood there out of the way, its manifest first. A failure on the
// way puts everything back.
func install(dir, partial string) error {
	old := filepath.Join(partial, "old")
	if err := os.Mkdir(old, 0o755); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	type move struct{ from, to string }
	var moves []move
	found, err := existing(dir)
	if err != nil {
		return err
	}
	for _, name := range found {
		moves = append(moves, move{filepath.Join(dir, name), filepath.Join(old, name)})
	}
	for _, t := range Tables {
		moves = append(moves, move{filepath.Join(partial, string(t)), filepath.Join(dir, string(t))})
	}
	moves = append(moves, move{filepath.Join(partial, ManifestName), filepath.Join(dir, ManifestName)})
	for i, m := range moves {
		if err := os.Rename(m.from, m.to); err != nil {
			for _, back := range moves[:i] {
				defer func() { _ = os.Rename(back.to, back.from) }() // last first
			}
			return fmt.Errorf("store: %w", err)
		}
	}
	return syncFolder(dir)
}

// syncFolder puts the names in a folder on the disk, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_ = d.Sync() // some file systems know no sync of folders
	return d.Close()
}
