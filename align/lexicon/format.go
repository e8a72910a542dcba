package lexicon

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// The file format, version 3: the magic, then
//
//	comment                     string
//	number of vocabularies      uvarint, then of each:
//	    language                string
//	    words, bytes of all     uvarint each
//	    length of its part      uvarint
//	    numbers of a vector     uvarint, 0 if there are no vectors
//	    length of the vectors   uvarint, if there are
//	number of tables            uvarint, then of each:
//	    source, target          uvarint each, places in the list of vocabularies
//	    pairs of words          uvarint
//	    length of its part      uvarint
//	the parts, in that order, each one zstd frame (part.go); behind that of a
//	vocabulary its vectors as they are: for each word the upper half of a
//	float32, the size of a step (0: no vector), 2 bytes, little endian; then of
//	each word with a vector its numbers of steps, 1 byte each; then the XXH3 of
//	all that, 8 bytes, little endian
//
// A string is its length in bytes (uvarint) and its bytes. Each part is read
// without the others, when a pair of languages is first asked for.
const magic = "tritext lexicon 3\n"

// Limits on what a file may claim, so that a damaged one cannot take all memory.
const (
	maxString = 1 << 16
	maxParts  = 1 << 10
	maxWords  = 1 << 24
	maxPart   = 1 << 30 // bytes, unpacked
)

// ErrFormat is the error for bytes that are no model of this format.
var ErrFormat = errors.New("lexicon: not a model file of version 3, or damaged")

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(w io.Writer) error {
	if err := load(m.Vocabularies, m.Tables); err != nil {
		return err
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	var parts [][]byte
	pack := func(columns [][]byte) int {
		p := z.EncodeAll(joined(columns), nil)
		parts = append(parts, p)
		return len(p)
	}
	var head encoder
	head.string(m.Comment)
	head.uint(len(m.Vocabularies))
	place := make(map[*Vocabulary]int)
	for k, v := range m.Vocabularies {
		place[v] = k
		size := 0
		for _, word := range v.Words {
			size += len(word)
		}
		head.string(v.Lang)
		head.uint(len(v.Words))
		head.uint(size)
		head.uint(pack(v.columns()))
		if v.Vectors == nil {
			head.uint(0)
			continue
		}
		head.uint(v.Vectors.Dims)
		parts = append(parts, v.Vectors.bytes())
		head.uint(len(parts[len(parts)-1]))
	}
	head.uint(len(m.Tables))
	for _, t := range m.Tables {
		head.uint(place[t.Source])
		head.uint(place[t.Target])
		head.uint(len(t.Entries))
		head.uint(pack(t.columns()))
	}
	for _, b := range append([][]byte{[]byte(magic), head}, parts...) {
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// Read reads a whole model that Write wrote.
func Read(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	m, err := parse(data)
	if err != nil {
		return nil, err
	}
	return m, load(m.Vocabularies, m.Tables)
}

// parse reads the head of a model; its parts stay packed in data until load.
func parse(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, ErrFormat
	}
	d := decoder{data: rest}
	m := &Model{Comment: d.string()}
	var lengths []int
	for range d.uint(maxParts) {
		v := &Vocabulary{Lang: d.string()}
		v.part = &part{words: d.uint(maxWords), size: d.uint(maxPart)}
		m.Vocabularies = append(m.Vocabularies, v)
		lengths = append(lengths, d.uint(len(d.data)))
		if v.part.dims = d.uint(mostDims); v.part.dims > 0 {
			lengths = append(lengths, d.uint(len(d.data)))
		}
	}
	for range d.uint(maxParts) {
		if len(m.Vocabularies) == 0 {
			return nil, ErrFormat
		}
		s, t := d.uint(len(m.Vocabularies)-1), d.uint(len(m.Vocabularies)-1)
		table := &Table{Source: m.Vocabularies[s], Target: m.Vocabularies[t]}
		table.part = &part{size: d.uint(maxPart)}
		m.Tables = append(m.Tables, table)
		lengths = append(lengths, d.uint(len(d.data)))
	}
	cut := func() []byte {
		n := min(lengths[0], len(d.data))
		d.bad = d.bad || n < lengths[0]
		b := d.data[:n:n]
		d.data, lengths = d.data[n:], lengths[1:]
		return b
	}
	for _, v := range m.Vocabularies {
		v.part.packed = cut()
		if v.part.dims > 0 {
			v.part.vectors = cut()
		}
	}
	for _, t := range m.Tables {
		t.part.packed = cut()
	}
	if d.bad || len(d.data) != 0 {
		return nil, ErrFormat
	}
	return m, nil
}

// encoder collects bytes.
type encoder []byte

func (e *encoder) uint(n int) { *e = binary.AppendUvarint(*e, uint64(n)) }

func (e *encoder) string(s string) {
	e.uint(len(s))
	*e = append(*e, s...)
}

// joined puts columns behind each other, each with its length before it.
func joined(columns [][]byte) []byte {
	var e encoder
	for _, c := range columns {
		e.string(string(c))
	}
	return e
}

// decoder reads from data; bad is set at the first fault, after which all is zero.
type decoder struct {
	data []byte
	bad  bool
}

// uint reads a number of at most most.
func (d *decoder) uint(most int) int {
	if len(d.data) > 0 && d.data[0] < 0x80 && int(d.data[0]) <= most { // the usual case
		v := d.data[0]
		d.data = d.data[1:]
		return int(v)
	}
	v, n := binary.Uvarint(d.data)
	if n <= 0 || v > uint64(max(0, most)) {
		d.bad, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return int(v)
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.data) {
		d.bad, d.data = true, nil
		return nil
	}
	b := d.data[:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) string() string { return string(d.bytes(d.uint(min(maxString, len(d.data))))) }

// column cuts the next column off.
func (d *decoder) column() decoder { return decoder{data: d.bytes(d.uint(len(d.data)))} }

// unpack gives the columns of a packed part.
func unpack(packed []byte) (decoder, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPart), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return decoder{}, err
	}
	defer z.Close()
	data, err := z.DecodeAll(packed, nil)
	if err != nil {
		return decoder{}, fmt.Errorf("%w: %v", ErrFormat, err)
	}
	return decoder{data: data}, nil
}
