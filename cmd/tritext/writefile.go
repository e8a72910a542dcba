package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

// newFile is a file that appears under its name only when it is whole: it is
// written beside it, brought to the disk, and renamed. (The library that does
// this, renameio, leaves Windows out.) What is no file, /dev/null or a pipe, is
// written as it comes and stays what it is; a link stays too, and what it leads
// to is replaced. End it by commit or abort.
type newFile struct {
	*bufio.Writer
	file *os.File
	path string // to rename it to; "" for what is no file
}

func createFile(path string) (*newFile, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("%s cannot be written: %w", path, err)
	case info.IsDir():
		return nil, fmt.Errorf("%s cannot be written: it is a folder", path)
	case !info.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &newFile{Writer: bufio.NewWriter(f), file: f}, nil
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, fmt.Errorf("%s cannot be written: %w", path, err) // err names the file beside it
	}
	return &newFile{Writer: bufio.NewWriter(f), file: f, path: path}, nil
}

// commit finishes the file and gives it its name; if it cannot, no file stays.
func (n *newFile) commit() error {
	err := n.Flush()
	if n.path != "" {
		const mode = 0o644 // as other tools make files; a temporary file is private
		err = errors.Join(err, n.file.Chmod(mode), n.file.Sync())
	}
	err = errors.Join(err, n.file.Close())
	if n.path == "" {
		return err
	}
	if err == nil {
		err = os.Rename(n.file.Name(), n.path)
	}
	if err != nil {
		os.Remove(n.file.Name())
	}
	return err
}

func (n *newFile) abort() {
	n.file.Close()
	if n.path != "" {
		os.Remove(n.file.Name())
	}
}

// writeFile writes a file that appears under its name only when it is whole.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := createFile(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.abort()
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.commit()
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
