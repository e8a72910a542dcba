package ingest

import (
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// compression is a way in which a file may be packed. What a file is packed with
// is told by its first bytes; the suffix only tells that it is packed.
type compression struct {
	suffix string
	magic  string // "?" stands for any byte
	reader func(*bufio.Reader) (io.ReadCloser, error)
}

// compressions are those that are read.
var compressions = []compression{
	{".gz", "\x1f\x8b", func(r *bufio.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{".zst", "\x28\xb5\x2f\xfd", readZstd},
	{".xz", "\xfd7zXZ\x00", readXZ},
	{".bz2", "BZh?1AY&SY", func(r *bufio.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }},
}

// mostWindow is how much memory a packed file may ask for to be unpacked, in
// bytes: xz -9 asks for 64 MB, zstd --long for 128 MB.
const mostWindow = 256 << 20

func readZstd(r *bufio.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

func readXZ(r *bufio.Reader) (io.ReadCloser, error) {
	// The package takes as much memory as the file asks for, up to 4 GB. In the
	// head of the first block behind 12 bytes of the stream's: size, flags, the
	// filter LZMA2 (0x21), one byte of properties, the size of the dictionary as
	// 2 or 3 shifted (The .xz File Format 1.2.1, 3.1 and 5.3.1).
	if h, _ := r.Peek(17); len(h) == 17 && h[13]&0xC3 == 0 && h[14] == 0x21 && h[15] == 1 {
		if size := int64(2|h[16]&1) << (h[16]/2 + 11); size > mostWindow {
			return nil, &greedError{size}
		}
	}
	d, err := xz.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(d), nil
}

// unpacked gives a name without the suffix of its compression ("" if it has none).
func unpacked(name string) (bare, suffix string) {
	lower := strings.ToLower(name)
	for _, c := range compressions {
		if strings.HasSuffix(lower, c.suffix) && len(name) > len(c.suffix) {
			return name[:len(name)-len(c.suffix)], c.suffix
		}
	}
	switch {
	case strings.HasSuffix(lower, ".tgz"):
		return name[:len(name)-3] + "tar", ".gz"
	case strings.HasSuffix(lower, ".txz"):
		return name[:len(name)-3] + "tar", ".xz"
	case strings.HasSuffix(lower, ".tbz2"):
		return name[:len(name)-4] + "tar", ".bz2"
	}
	return name, ""
}

// Bounds against files that are small and unpack to what fills a disk. Text of
// the most repetitive kind (the same resolution a thousand times) packs 100 to 1;
// bombs 1,000 to 1 and more.
const (
	bombRatio = 250
	bombFree  = 64 << 20 // bytes from which on the ratio is looked at
)

// errBomb says that such a bound was passed.
var errBomb = fmt.Errorf("unpacks to more than %d times its size: not read on, lest it be a bomb", bombRatio)

// is tells whether a head is that of a file packed so.
func (c *compression) is(head []byte) bool {
	if len(head) < len(c.magic) {
		return false
	}
	for i := range c.magic {
		if c.magic[i] != '?' && c.magic[i] != head[i] {
			return false
		}
	}
	return true
}

// inflate reads what a stream holds, unpacked if its first bytes tell that it is
// packed. Close closes from too.
func inflate(from io.ReadCloser) (io.ReadCloser, error) {
	in := &counter{r: from}
	b := bufio.NewReaderSize(in, 64<<10)
	head, err := b.Peek(10)
	if err != nil && !errors.Is(err, io.EOF) {
		from.Close()
		return nil, err
	}
	for _, c := range compressions {
		if !c.is(head) {
			continue
		}
		r, err := c.reader(b)
		if err != nil {
			from.Close()
			return nil, packed(c, err)
		}
		return &inflater{c: c, r: r, in: in, from: from}, nil
	}
	return &inflater{r: io.NopCloser(b), in: in, from: from}, nil
}

// greedError says that unpacking a file would take too much memory.
type greedError struct{ bytes int64 }

func (e *greedError) Error() string {
	return fmt.Sprintf("asks for %d MB of memory, and no more than %d are given", e.bytes>>20, mostWindow>>20)
}

// packed tells what an unpacker says, in the words of this package.
func packed(c compression, err error) error {
	if greed := new(greedError); errors.As(err, &greed) {
		return greed
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("cut short: the end of the %s stream is missing", c.suffix[1:])
	}
	return fmt.Errorf("damaged %s stream: %s", c.suffix[1:], strings.TrimPrefix(err.Error(), c.suffix[1:]+": "))
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// inflater unpacks and watches how much comes out of how little.
type inflater struct {
	c    compression // without suffix: not packed
	r    io.ReadCloser
	in   *counter
	from io.Closer
	out  int64
}

func (f *inflater) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if f.c.suffix == "" {
		return n, err
	}
	f.out += int64(n)
	if f.out > bombFree && f.out/bombRatio > f.in.n {
		return 0, errBomb
	}
	if err != nil && err != io.EOF {
		err = packed(f.c, err)
	}
	return n, err
}

func (f *inflater) Close() error { return errors.Join(f.r.Close(), f.from.Close()) }
