package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Output is where a format's files go. Nothing is to be seen under its final
// name before Commit; end an output by Commit or Abort.
type Output struct {
	stream  io.Writer // ToWriter
	path    string    // of the file or the folder
	partial string    // the hidden file or folder beside it
	folder  bool
	force   bool // replace files
	gzip    bool
	made    int // files
	open    []*page
	err     error // the first fault of a write
}

// ToWriter writes the one file of a format to w as it comes.
func ToWriter(w io.Writer) *Output { return &Output{stream: w} }

// ToFile writes the one file of a format to path, compressed if it ends with .gz.
// A file that stands there is replaced; what is no file is written to as it comes.
func ToFile(path string) *Output {
	return &Output{path: path, gzip: strings.HasSuffix(path, ".gz"), force: true}
}

// ToFolder writes the files of a format into a folder, which is made if it is
// not there. Files that stand there already are an error, or are replaced if
// force is set; all others stay. With zip, text files are compressed and their
// names end with .gz.
func ToFolder(path string, force, zip bool) *Output {
	return &Output{path: path, folder: true, force: force, gzip: zip}
}

// page is one file that is being written. Faults of writing are kept: they come
// from Close.
type page struct {
	*bufio.Writer
	out  *Output
	zip  *gzip.Writer
	file *os.File
}

// create begins a text file of that name inside a folder; of a single file the
// name does not matter.
func (o *Output) create(name string) (*page, error) { return o.begin(name, o.gzip) }

// createRaw begins a file that is never compressed.
func (o *Output) createRaw(name string) (*page, error) { return o.begin(name, false) }

func (o *Output) begin(name string, zip bool) (*page, error) {
	o.made++
	if o.made > 1 && !o.folder {
		return nil, errors.New("export: the format has several files and needs a folder")
	}
	p := &page{out: o}
	var to io.Writer = o.stream
	if o.stream == nil {
		var err error
		if p.file, err = o.temporary(name, zip); err != nil {
			return nil, err
		}
		to = p.file
	}
	to = &noting{to, o}
	if zip {
		p.zip, _ = gzip.NewWriterLevel(to, gzip.DefaultCompression) // without time and name: the same bytes every time
		to = p.zip
	}
	p.Writer = bufio.NewWriterSize(to, 64<<10)
	o.open = append(o.open, p)
	return p, nil
}

// temporary makes the file that a page is written to.
func (o *Output) temporary(name string, zip bool) (*os.File, error) {
	if !o.folder {
		// What is no file, /dev/null or a pipe, stays what it is.
		if info, err := os.Stat(o.path); err == nil && !info.Mode().IsRegular() {
			f, err := os.OpenFile(o.path, os.O_WRONLY, 0)
			if err != nil {
				return nil, fmt.Errorf("export: %w", err)
			}
			return f, nil
		}
		f, err := os.CreateTemp(filepath.Dir(o.path), "."+filepath.Base(o.path)+".*")
		if err != nil {
			return nil, fmt.Errorf("export: %s cannot be written: %w", o.path, err)
		}
		o.partial = f.Name()
		return f, f.Chmod(0o644)
	}
	if zip {
		name += ".gz"
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, fmt.Errorf("export: %s: no name inside a folder", name)
	}
	if o.partial == "" {
		if err := os.MkdirAll(filepath.Dir(filepath.Clean(o.path)), 0o755); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
		dir, err := os.MkdirTemp(filepath.Dir(filepath.Clean(o.path)), "."+filepath.Base(filepath.Clean(o.path))+".*")
		if err != nil {
			return nil, fmt.Errorf("export: %s cannot be written: %w", o.path, err)
		}
		o.partial = dir
		if err := os.Chmod(dir, 0o755); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
	}
	path := filepath.Join(o.partial, filepath.FromSlash(name))
	if err := o.free(name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return f, nil
}

// free tells whether the file may be written under its final name.
func (o *Output) free(name string) error {
	if _, err := os.Lstat(filepath.Join(o.path, filepath.FromSlash(name))); err == nil && !o.force {
		return fmt.Errorf("export: %s: %w there", o.path, &fs.PathError{Op: "write", Path: name, Err: fs.ErrExist})
	}
	return nil
}

// rename gives a finished file of a folder another name.
func (o *Output) rename(from, to string) error {
	if err := o.free(to); err != nil {
		return err
	}
	return os.Rename(filepath.Join(o.partial, filepath.FromSlash(from)), filepath.Join(o.partial, filepath.FromSlash(to)))
}

// noting keeps the first fault of its output.
type noting struct {
	io.Writer
	out *Output
}

func (n *noting) Write(b []byte) (int, error) {
	k, err := n.Writer.Write(b)
	if err != nil && n.out.err == nil {
		n.out.err = err
	}
	return k, err
}

// printf writes; a fault comes from Close.
func (p *page) printf(format string, args ...any) { fmt.Fprintf(p.Writer, format, args...) }

// Close finishes the file.
func (p *page) Close() error {
	if p.Writer == nil {
		return nil
	}
	err := p.Flush()
	p.Writer = nil
	if p.zip != nil {
		err = errors.Join(err, p.zip.Close())
	}
	if p.file != nil {
		err = errors.Join(err, p.file.Close())
	}
	return err
}

// Commit puts what was written under its final name.
func (o *Output) Commit() error {
	for _, p := range o.open {
		if err := p.Close(); err != nil {
			return errors.Join(err, o.Abort())
		}
	}
	if o.partial == "" && o.folder { // nothing to write
		return os.MkdirAll(o.path, 0o755)
	}
	if o.partial == "" {
		return nil
	}
	err := o.install()
	if err != nil {
		return errors.Join(fmt.Errorf("export: %w", err), o.Abort())
	}
	o.partial = ""
	return nil
}

func (o *Output) install() error {
	if !o.folder {
		return os.Rename(o.partial, o.path)
	}
	// A folder of its own is moved as a whole, into one that is there file by file.
	info, err := os.Stat(o.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.Rename(o.partial, o.path)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s: not a folder", o.path)
	case os.Remove(o.path) == nil: // it was empty
		return os.Rename(o.partial, o.path)
	}
	err = filepath.WalkDir(o.partial, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == o.partial {
			return err
		}
		name, err := filepath.Rel(o.partial, path)
		if err != nil {
			return err
		}
		to := filepath.Join(o.path, name)
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		return os.Rename(path, to)
	})
	return errors.Join(err, os.RemoveAll(o.partial))
}

// Abort removes what was not committed; after Commit it does nothing.
func (o *Output) Abort() error {
	for _, p := range o.open {
		if p.Writer != nil {
			p.Writer = nil
			if p.file != nil {
				_ = p.file.Close()
			}
		}
	}
	if o.partial == "" {
		return nil
	}
	err := os.RemoveAll(o.partial)
	o.partial = ""
	return err
}
