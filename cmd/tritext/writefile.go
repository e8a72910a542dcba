package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

// writeFile writes a file that appears under its name only when it is whole:
// it is written beside it, brought to the disk, and renamed. (The library that
// does this, renameio, leaves Windows out.)
func writeFile(path string, write func(io.Writer) error) (err error) {
	const mode = 0o644 // as other tools make files; a temporary file is private
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, err) // err names the file beside it
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// writeTo gives write a file that appears only when it is whole, or standard
// output where the path is "-" or empty.
func writeTo(c *cli.Context, path string, write func(io.Writer) error) error {
	if path != "" && path != stdinName {
		return writeFile(path, write)
	}
	w := bufio.NewWriter(c.App.Writer)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}
