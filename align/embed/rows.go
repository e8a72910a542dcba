package embed

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// rows is a file that holds vectors of one dimension one behind the other.
// They are read when they are asked for: a file of vectors is far greater than
// the part of it that one document needs.
type rows struct {
	file   *os.File
	path   string
	start  int64 // byte at which the first vector begins
	dim    int
	count  int
	number number
}

// number is how a value is written.
type number struct {
	size int // bytes
	read func([]byte) float32
}

// The numbers that files hold; float32 in little-endian order is vecalign's.
var (
	float16le = number{2, func(b []byte) float32 { return float16(binary.LittleEndian.Uint16(b)) }}
	float32le = number{4, func(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }}
	float64le = number{8, func(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }}
	float16be = number{2, func(b []byte) float32 { return float16(binary.BigEndian.Uint16(b)) }}
	float32be = number{4, func(b []byte) float32 { return math.Float32frombits(binary.BigEndian.Uint32(b)) }}
	float64be = number{8, func(b []byte) float32 { return float32(math.Float64frombits(binary.BigEndian.Uint64(b))) }}
)

// float16 widens an IEEE 754 half.
func float16(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, int(h>>10)&31, uint32(h&1023)
	switch exp {
	case 0: // zero and the numbers below the smallest normal one
		v := float32(frac) / (1 << 24)
		if sign != 0 {
			v = -v
		}
		return v
	case 31:
		return math.Float32frombits(sign | 255<<23 | frac<<13)
	}
	return math.Float32frombits(sign | uint32(exp-15+127)<<23 | frac<<13)
}

// row reads a vector, counting from 0, and brings it to length 1.
func (r *rows) row(i int) ([]float32, error) {
	raw := make([]byte, r.dim*r.number.size)
	if _, err := r.file.ReadAt(raw, r.start+int64(i)*int64(len(raw))); err != nil {
		return nil, fmt.Errorf("embed: %s: row %d: %w", r.path, i+1, err)
	}
	v := make([]float32, r.dim)
	for k := range v {
		v[k] = r.number.read(raw[k*r.number.size:])
	}
	if err := normalise(v); err != nil {
		return nil, fmt.Errorf("embed: %s: row %d: %w", r.path, i+1, err)
	}
	return v, nil
}

// AddFiles enters the lines of the text file, each with the row of the same
// number of the vector file. The vector file is a NumPy array (.npy) of two
// dimensions, floats of 2, 4 or 8 bytes in C order, or, without NumPy's header,
// the floats of 4 bytes in little-endian order one behind the other that
// vecalign reads, whose dimension is the number of floats divided by that of
// the lines. The pair is what vecalign takes (the output of its overlap.py and
// the vectors of it), or a text and an array with a row for each of its lines.
//
// The vector file stays open, and its rows are read when they are asked for.
func (t *Table) AddFiles(texts, vectors string) error {
	lines, err := readLines(texts)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return fmt.Errorf("embed: %s: no lines", texts)
	}
	r, err := openRows(vectors, texts, len(lines))
	if err != nil {
		return err
	}
	if err := t.agree(r.dim); err != nil {
		r.file.Close()
		return fmt.Errorf("embed: %s: %w", vectors, err)
	}
	t.files = append(t.files, r)
	for i, line := range lines {
		t.enter(line, place{int32(len(t.files) - 1), int32(i)})
	}
	return nil
}

// readLines reads the lines of a file. The end of the last line opens no
// further one.
func readLines(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	if text == "" {
		return nil, nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n"), nil
}

// openRows opens a file of vectors that are those of n lines of the file texts.
func openRows(path, texts string, n int) (r *rows, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	defer func() {
		if err != nil {
			f.Close()
			err = fmt.Errorf("embed: %s: %w", path, err)
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("a folder, not a file of vectors")
	}
	r = &rows{file: f, path: path, count: n, number: float32le}
	head := make([]byte, len(npyMagic))
	if k, err := io.ReadFull(f, head); err == nil && string(head[:k]) == npyMagic {
		if err := r.readNPY(bufio.NewReader(f)); err != nil {
			return nil, err
		}
		if r.count != n {
			return nil, fmt.Errorf("%d rows, but %s has %d lines", r.count, texts, n)
		}
		if want := r.start + int64(r.count)*int64(r.dim)*int64(r.number.size); info.Size() != want {
			return nil, fmt.Errorf("%d bytes, its header promises %d", info.Size(), want)
		}
		return r, nil
	}
	size, row := info.Size(), int64(n)*int64(r.number.size)
	if size == 0 {
		return nil, errors.New("empty")
	}
	if size%row != 0 {
		return nil, fmt.Errorf("%d bytes are not a whole number of floats of 4 bytes for each of the %d lines of %s", size, n, texts)
	}
	r.dim = int(size / row)
	return r, nil
}
