package lexicon

import (
	"math"
	"sync"
	"unicode"
)

// part is a vocabulary or a table as it stands in a file: packed until it is
// first needed. Unpacked it is columns, each a length (uvarint) and its bytes.
//
// Of a vocabulary, for each word in order:
//
//	bytes shared with the word before       uvarint
//	bytes of the rest                       uvarint
//	share: −16·ln(share), 255 for 0         1 byte
//	the rest                                its bytes
//
// Of a table:
//
//	number of pairs of each source word     uvarint
//	distance to the target word before      uvarint, targets rising
//	forward probabilities                   1 byte each (Prob)
//	backward probabilities                  1 byte each
//	characters of the Spelling's chunks     uvarint each, distance to the one before
//	their letters                           string each
//	their probabilities                     1 byte each
type part struct {
	once   sync.Once
	packed []byte
	words  int // of a vocabulary
	size   int // bytes of all words; pairs of a table

	dims    int    // of a vocabulary's vectors, 0 if there are none
	vectors []byte // as Vectors.bytes gives them
	err     error
}

const shareStep = 16

// load unpacks vocabularies and tables, those that are not yet: side by side,
// for somebody waits for them.
func load(vocabularies []*Vocabulary, tables []*Table) error {
	var group sync.WaitGroup
	var parts []*part
	run := func(p *part, read func() error) {
		if p != nil {
			parts = append(parts, p)
			group.Go(func() { p.once.Do(func() { p.err, p.packed = read(), nil }) })
		}
	}
	for _, t := range tables { // the longest work first
		run(t.part, t.unpack)
	}
	for _, v := range vocabularies {
		run(v.part, v.unpack)
	}
	group.Wait()
	for _, p := range parts {
		if p.err != nil {
			return p.err
		}
	}
	return nil
}

func (v *Vocabulary) columns() [][]byte {
	var common, rest, share, text encoder
	last := ""
	for i, word := range v.Words {
		n := shared(last, word)
		common.uint(n)
		rest.uint(len(word) - n)
		share = append(share, packShare(v.Share[i]))
		text = append(text, word[n:]...)
		last = word
	}
	return [][]byte{common, rest, share, text}
}

func (v *Vocabulary) unpack() error {
	d, err := unpack(v.part.packed)
	if err != nil {
		return err
	}
	common, rest, share, text := d.column(), d.column(), d.column(), d.column()
	n := v.part.words
	if d.bad || len(d.data) != 0 || len(share.data) != n || v.part.size > n*maxString || v.part.size > maxPart {
		return ErrFormat
	}
	var value [256]float32
	for q := range 255 {
		value[q] = float32(math.Exp(-float64(q) / shareStep))
	}
	all := make([]byte, 0, min(v.part.size, len(text.data)*maxShared))
	ends := make([]int, n)
	from := 0 // where the word before starts
	for i := range n {
		k := common.uint(len(all) - from)
		b := text.bytes(rest.uint(len(text.data)))
		from, all = len(all), append(append(all, all[from:from+k]...), b...)
		ends[i] = len(all)
		if common.bad || rest.bad || text.bad || len(all) > v.part.size {
			return ErrFormat
		}
	}
	if len(all) != v.part.size || len(common.data)+len(rest.data)+len(text.data) != 0 {
		return ErrFormat
	}
	words, shares := make([]string, n), make([]float32, n)
	whole := string(all) // one string for all words
	from = 0
	for i, end := range ends {
		words[i], shares[i] = whole[from:end], value[share.data[i]]
		if i > 0 && words[i] <= words[i-1] {
			return ErrFormat
		}
		from = end
	}
	if v.part.dims > 0 {
		if v.Vectors, err = readVectors(v.part.vectors, v.part.dims, n); err != nil {
			return err
		}
	}
	v.Words, v.Share = words, shares
	return nil
}

// maxShared bounds the first guess at the room for a vocabulary's words: they
// share most of their bytes with the word before.
const maxShared = 4

func (t *Table) columns() [][]byte {
	var count, step, forward, backward encoder
	for i := range t.Source.Words {
		row := t.row(i)
		count.uint(len(row))
		last := uint32(0)
		for _, x := range row {
			step.uint(int(x.Target - last))
			forward, backward = append(forward, byte(x.Forward)), append(backward, byte(x.Backward))
			last = x.Target
		}
	}
	var runes, letters, p encoder
	if t.Spelling != nil {
		last := rune(0)
		for _, c := range t.Spelling.Chunks {
			runes.uint(int(c.Rune - last))
			letters.string(c.Letters)
			p = append(p, byte(c.P))
			last = c.Rune
		}
	}
	return [][]byte{count, step, forward, backward, runes, letters, p}
}

func (t *Table) unpack() error {
	d, err := unpack(t.part.packed)
	if err != nil {
		return err
	}
	count, step, forward, backward := d.column(), d.column(), d.column(), d.column()
	n, sources, targets := t.part.size, t.words(t.Source), t.words(t.Target)
	spelling, ok := unpackSpelling(d.column(), d.column(), d.column())
	if !ok || d.bad || len(d.data) != 0 || len(forward.data) != n || len(backward.data) != n || len(count.data) < sources {
		return ErrFormat
	}
	start, entries := make([]uint32, sources+1), make([]Entry, n)
	at := 0
	for i := range sources {
		end := at + count.uint(n-at)
		last := -1
		for ; at < end; at++ {
			s := step.uint(targets)
			if last < 0 {
				last = s
			} else if last += s; s == 0 {
				return ErrFormat
			}
			if last >= targets || step.bad {
				return ErrFormat
			}
			entries[at] = Entry{uint32(last), Prob(forward.data[at]), Prob(backward.data[at])}
		}
		start[i+1] = uint32(at)
	}
	if count.bad || at != n || len(count.data)+len(step.data) != 0 {
		return ErrFormat
	}
	t.Start, t.Entries, t.Spelling = start, entries, spelling
	return nil
}

// unpackSpelling reads the last columns of a table; no chunks are no Spelling.
func unpackSpelling(runes, letters, p decoder) (*Spelling, bool) {
	if len(p.data) == 0 {
		return nil, len(runes.data)+len(letters.data) == 0
	}
	s := &Spelling{}
	last := rune(0)
	for _, q := range p.data {
		last += rune(runes.uint(int(unicode.MaxRune - last)))
		s.Chunks = append(s.Chunks, Chunk{last, letters.string(), Prob(q)})
		if runes.bad || letters.bad {
			return nil, false
		}
	}
	return s, len(runes.data)+len(letters.data) == 0
}

// words is the size of a vocabulary, unpacked or not: the table may be ready first.
func (t *Table) words(v *Vocabulary) int {
	if v.part != nil {
		return v.part.words
	}
	return len(v.Words)
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
