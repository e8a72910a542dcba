package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// bytes reads the document, unpacked.
func (f *File) bytes(limit int64) ([]byte, error) {
	open := f.open
	if open == nil {
		// Not opened before it is known to be a file: a pipe would wait for ever.
		info, err := os.Stat(filepath.FromSlash(f.Path))
		if err != nil {
			return nil, system(f.Name(), err)
		}
		if !info.Mode().IsRegular() {
			return nil, &Error{Path: f.Name(), What: "not a file"}
		}
		if info.Size() > limit {
			return nil, &Error{Path: f.Name(), What: fmt.Sprintf("%d bytes, more than the limit of %d", info.Size(), limit)}
		}
		open = fromDisk(f.Path)
	}
	data, fault := readOpened(open, f.Name(), limit)
	if fault != nil {
		return nil, fault
	}
	return data, nil
}

// content is the name by which the document's format goes: that of the member,
// without the suffix of its compression.
func (f *File) content() string {
	name := f.Path
	if f.Member != "" && !f.row {
		name = f.Member
	}
	bare, _ := unpacked(name)
	return bare
}

// fromMemory opens what stands in memory.
func fromMemory(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// unpackHeld opens what stands in memory, packed by us.
func unpackHeld(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		d, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
}

// onDisk gives the file behind a stream that is not packed.
func onDisk(r io.Reader) (io.ReaderAt, int64, bool) {
	in, ok := r.(*inflater)
	if !ok || in.c.suffix != "" {
		return nil, 0, false
	}
	f, ok := in.from.(*os.File)
	if !ok {
		return nil, 0, false
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, 0, false
	}
	return f, info.Size(), true
}

// fromDisk opens a file.
func fromDisk(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return os.Open(filepath.FromSlash(name)) }
}

// readLimited reads a stream to its end, if it is not too long.
func readLimited(r io.Reader, name string, limit int64) ([]byte, *Error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, system(name, err)
	}
	if int64(len(data)) > limit {
		return nil, &Error{Path: name, What: fmt.Sprintf("more than the limit of %d bytes", limit)}
	}
	return data, nil
}

// readOpened reads what an opener gives, unpacked if it is packed.
func readOpened(open func() (io.ReadCloser, error), name string, limit int64) ([]byte, *Error) {
	from, err := open()
	if err != nil {
		return nil, system(name, err)
	}
	r, err := inflate(from)
	if err != nil {
		return nil, system(name, err)
	}
	data, fault := readLimited(r, name, limit)
	if err := r.Close(); err != nil && fault == nil && !errors.Is(err, os.ErrClosed) {
		return nil, system(name, err)
	}
	return data, fault
}
