package embed

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"strings"
	"unicode/utf8"
)

// Source gives the vectors of texts.
type Source interface {
	// Vectors gives a vector of length 1 for each text, in their order; nil for
	// a text that the source knows no vector of. All vectors of a source have
	// the same dimension. The caller must not change them.
	Vectors(ctx context.Context, texts []string) ([][]float32, error)
}

// Table is a Source of vectors made elsewhere, by text. Texts are the same if
// they differ only in the amount of white space. A Table may be asked by many
// goroutines at once, but not while vectors are added. The zero Table is empty.
type Table struct {
	dim   int
	known map[[16]byte]place // by hash of the text
	files []*rows
	held  [][]float32 // vectors that stand in no file
}

// place tells where a vector is: row number row of a file, or of Table.held.
type place struct{ file, row int32 }

// held is the file of vectors that stand in memory.
const held = -1

// Dim gives the dimension of the vectors, 0 of an empty table.
func (t *Table) Dim() int { return t.dim }

// Len gives the number of texts.
func (t *Table) Len() int { return len(t.known) }

// Add enters the vector of a text. It need not be of length 1. A vector of
// another dimension than those before it, of length 0, or with a value that is
// no number is an error. If the text is there already, its first vector stays.
func (t *Table) Add(text string, vector []float32) error {
	if err := t.agree(len(vector)); err != nil {
		return err
	}
	v := make([]float32, len(vector))
	copy(v, vector)
	if err := normalise(v); err != nil {
		return err
	}
	if t.enter(text, place{held, int32(len(t.held))}) {
		t.held = append(t.held, v)
	}
	return nil
}

// agree takes the dimension of the first vectors as that of all.
func (t *Table) agree(dim int) error {
	switch {
	case dim == 0:
		return errors.New("a vector without values")
	case t.dim == 0:
		t.dim = dim
	case t.dim != dim:
		return fmt.Errorf("%d values a vector, those before it have %d", dim, t.dim)
	}
	return nil
}

// enter keeps the place of a text's vector and tells whether the text is new.
func (t *Table) enter(text string, p place) bool {
	if t.known == nil {
		t.known = map[[16]byte]place{}
	}
	k := hash(text)
	if _, is := t.known[k]; is {
		return false
	}
	t.known[k] = p
	return true
}

// Vectors gives the vectors of texts; see Source. The error tells the file and
// the row of a vector that cannot be used.
func (t *Table) Vectors(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		p, is := t.known[hash(text)]
		switch {
		case !is:
		case p.file == held:
			out[i] = t.held[p.row]
		default:
			v, err := t.files[p.file].row(int(p.row))
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
	}
	return out, nil
}

// Close closes the files of the table.
func (t *Table) Close() error {
	var all error
	for _, f := range t.files {
		all = errors.Join(all, f.file.Close())
	}
	return all
}

const (
	// longestText is how many characters of a text vecalign gives an encoder.
	longestText = 10_000
	// blankLine is what vecalign writes for a line without words.
	blankLine = "BLANK_LINE"
)

// form brings a text into the form in which texts compare: as vecalign's
// overlap.py writes them, and runs of white space made one space.
func form(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return blankLine
	}
	if len(text) > longestText && utf8.RuneCountInString(text) > longestText {
		n := 0
		for i := range text {
			if n == longestText {
				return strings.TrimSpace(text[:i])
			}
			n++
		}
	}
	return text
}

func hash(text string) (k [16]byte) {
	h := fnv.New128a()
	h.Write([]byte(form(text))) // never fails
	h.Sum(k[:0])
	return k
}

// Faults of a vector.
var (
	errNumber = errors.New("a value that is no finite number")
	errZero   = errors.New("a vector of zeros")
)

// normalise brings a vector to length 1.
func normalise(v []float32) error {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	switch {
	case math.IsNaN(sum) || math.IsInf(sum, 0):
		return errNumber
	case sum == 0:
		return errZero
	}
	scale := 1 / math.Sqrt(sum)
	for i, x := range v {
		v[i] = float32(float64(x) * scale)
	}
	return nil
}
