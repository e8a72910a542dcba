package ingest

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

// zipSection reads one member of a zip file whose data begins at a byte.
func zipSection(at io.ReaderAt, offset int64, head *zip.FileHeader) io.ReadCloser {
	data := io.NewSectionReader(at, offset, int64(head.CompressedSize64))
	s := &section{sum: crc32.NewIEEE(), want: head.CRC32, left: head.UncompressedSize64}
	if head.Method == zip.Deflate {
		s.r = flate.NewReader(data)
	} else {
		s.r = io.NopCloser(data)
	}
	return s
}

// section is a member that is being read; its size and checksum are held to be
// what the archive's directory says.
type section struct {
	r    io.ReadCloser
	sum  hash.Hash32
	want uint32
	left uint64
}

func (s *section) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	_, _ = s.sum.Write(p[:n]) // never fails
	if uint64(n) > s.left {
		return 0, errors.New("more than the archive's directory says")
	}
	s.left -= uint64(n)
	if err == io.EOF && (s.left > 0 || s.sum.Sum32() != s.want) {
		return n, errors.New("size or checksum is not what the archive's directory says")
	}
	return n, err
}

func (s *section) Close() error { return s.r.Close() }

// newPeeker buffers a stream so that its head can be looked at.
func newPeeker(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, 64<<10) }
