package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Recover finishes what a killed program has begun: the replacement of a corpus
// by a new one that was whole already, of which only some folders had taken
// their places. It tells whether there was such a thing. A corpus that stands in
// dir is left alone.
func Recover(dir string) (bool, error) {
	there := func(elem ...string) bool {
		_, err := os.Lstat(filepath.Join(elem...))
		return !errors.Is(err, fs.ErrNotExist)
	}
	if there(dir, ManifestName) {
		return false, nil
	}
	found, err := filepath.Glob(filepath.Join(dir, PartialPrefix+"*"))
	if err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	for _, partial := range found {
		// The old manifest goes first and the new one comes last, see install.
		if !there(partial, "old", ManifestName) || !there(partial, ManifestName) {
			continue
		}
		for _, t := range Tables {
			name := string(t)
			if !there(partial, name) {
				continue // it has its place
			}
			if there(dir, name) {
				if err := os.Rename(filepath.Join(dir, name), filepath.Join(partial, "old", name)); err != nil {
					return false, fmt.Errorf("store: %w", err)
				}
			}
			if err := os.Rename(filepath.Join(partial, name), filepath.Join(dir, name)); err != nil {
				return false, fmt.Errorf("store: %w", err)
			}
		}
		if err := os.Rename(filepath.Join(partial, ManifestName), filepath.Join(dir, ManifestName)); err != nil {
			return false, fmt.Errorf("store: %w", err)
		}
		if err := os.RemoveAll(partial); err != nil {
			return true, fmt.Errorf("store: %w", err)
		}
		return true, syncFolder(dir)
	}
	return false, nil
}
