package lexicon

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// The file format, version 1: the magic, then one zstd frame of
//
//	comment                              string
//	number of vocabularies               uvarint, then of each:
//	    language                         string
//	    number of words                  uvarint, then of each, in order:
//	        bytes shared with the word before   uvarint
//	        the rest                     string
//	        share                        1 byte: −16·ln(share), 255 for 0
//	number of tables                     uvarint, then of each:
//	    source, target vocabulary        uvarint each, places in the list
//	    of each source word:
//	        number of entries            uvarint, then of each, targets rising:
//	            distance to the target before   uvarint
//	            forward, backward        1 byte each (Prob)
//
// A string is its length in bytes (uvarint) and its bytes.
const magic = "tritext lexicon 1\n"

const shareStep = 16

// Limits on what a file may claim, so that a damaged one cannot take all memory.
const (
	maxString = 1 << 16
	maxWords  = 1 << 24
)

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(w io.Writer) error {
	if _, err := io.WriteString(w, magic); err != nil {
		return err
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	e := encoder{b}
	e.string(m.Comment)
	e.uint(len(m.Vocabularies))
	place := make(map[*Vocabulary]int)
	for k, v := range m.Vocabularies {
		place[v] = k
		e.string(v.Lang)
		e.uint(len(v.Words))
		last := ""
		for i, word := range v.Words {
			n := shared(last, word)
			e.uint(n)
			e.string(word[n:])
			b.WriteByte(packShare(v.Share[i]))
			last = word
		}
	}
	e.uint(len(m.Tables))
	for _, t := range m.Tables {
		e.uint(place[t.Source])
		e.uint(place[t.Target])
		for i := range t.Source.Words {
			row := t.row(i)
			e.uint(len(row))
			last := uint32(0)
			for _, x := range row {
				e.uint(int(x.Target - last))
				b.WriteByte(byte(x.Forward))
				b.WriteByte(byte(x.Backward))
				last = x.Target
			}
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}

type encoder struct{ w *bufio.Writer }

func (e encoder) uint(n int) {
	var b [binary.MaxVarintLen64]byte
	e.w.Write(b[:binary.PutUvarint(b[:], uint64(n))]) // a fault shows at Flush
}

func (e encoder) string(s string) {
	e.uint(len(s))
	e.w.WriteString(s)
}

func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func packShare(p float32) byte {
	if p <= 0 {
		return 255
	}
	return byte(math.Round(min(254, max(0, -shareStep*math.Log(float64(p))))))
}

// ErrFormat is the error for bytes that are no model of this format.
var ErrFormat = errors.New("lexicon: not a model file of version 1, or damaged")

// Read reads a model that Write wrote.
func Read(r io.Reader) (*Model, error) {
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(r, head); err != nil || string(head) != magic {
		return nil, ErrFormat
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrFormat, err)
	}
	d := decoder{data: data}
	m := d.model()
	if d.bad || len(d.data) != 0 {
		return nil, ErrFormat
	}
	return m, nil
}

// decoder reads from data; bad is set at the first fault, after which all is zero.
type decoder struct {
	data []byte
	bad  bool
}

func (d *decoder) model() *Model {
	var share [256]float32
	for q := range 255 {
		share[q] = float32(math.Exp(-float64(q) / shareStep))
	}
	m := &Model{Comment: d.string()}
	for range d.uint(maxString) {
		v := &Vocabulary{Lang: d.string()}
		n := d.uint(min(maxWords, len(d.data)))
		v.Words, v.Share = make([]string, 0, n), make([]float32, 0, n)
		last := ""
		for range n {
			k := d.uint(len(last))
			if d.bad {
				return m
			}
			word := last[:k] + d.string()
			if word <= last && last != "" {
				d.bad = true
			}
			v.Words, v.Share = append(v.Words, word), append(v.Share, share[d.byte()])
			last = word
		}
		m.Vocabularies = append(m.Vocabularies, v)
	}
	for range d.uint(maxString) {
		if len(m.Vocabularies) == 0 {
			d.bad = true
		}
		s, t := d.uint(len(m.Vocabularies)-1), d.uint(len(m.Vocabularies)-1)
		if d.bad {
			return m
		}
		m.Tables = append(m.Tables, d.table(m.Vocabularies[s], m.Vocabularies[t]))
	}
	return m
}

func (d *decoder) table(source, target *Vocabulary) *Table {
	t := &Table{Source: source, Target: target, Start: make([]uint32, 1, len(source.Words)+1)}
	for range source.Words {
		n, last := d.uint(len(target.Words)), 0
		for k := range n {
			step := d.uint(len(target.Words))
			last += step
			if last >= len(target.Words) || k > 0 && step == 0 {
				d.bad = true
			}
			if d.bad {
				return t
			}
			t.Entries = append(t.Entries, Entry{uint32(last), Prob(d.byte()), Prob(d.byte())})
		}
		t.Start = append(t.Start, uint32(len(t.Entries)))
	}
	return t
}

func (d *decoder) uint(most int) int {
	v, n := binary.Uvarint(d.data)
	if n <= 0 || v > uint64(max(0, most)) {
		d.bad, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return int(v)
}

func (d *decoder) byte() byte {
	if len(d.data) == 0 {
		d.bad = true
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) string() string {
	n := d.uint(min(maxString, len(d.data)))
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}
