package lexicon

import (
	"encoding/binary"
	"math"

	"github.com/zeebo/xxh3"
)

// Vectors are those of a vocabulary's words, in one space for all languages of
// a model: the sum of a sentence's word vectors points where that of its
// translation points (see VectorTrainer). They are kept as bytes, as they stand
// in the file, and read word by word.
type Vectors struct {
	Dims  int
	Scale []uint16 // by word: upper half of a float32, the size of a step; 0: the word has no vector
	Steps []byte   // of the words that have a vector, Dims each, −127 to 127 as two's complement, in the order of the words
	rank  []int32  // by word: its place among the words that have a vector
}

// mostDims is what a file may claim.
const mostDims = 1 << 10

// newVectors packs the vectors of n words; of gives nil for a word that has none.
func newVectors(dims, n int, of func(word int) []float32) *Vectors {
	v := &Vectors{Dims: dims, Scale: make([]uint16, n)}
	for k := range n {
		x := of(k)
		most := float32(0)
		for _, y := range x {
			most = max(most, float32(math.Abs(float64(y))))
		}
		step := uint16(math.Float32bits(most/math.MaxInt8) >> 16)
		if step == 0 {
			continue
		}
		v.Scale[k] = step
		for _, y := range x {
			// The step was cut to half its digits: it may be a hair too small.
			q := math.Round(float64(y) / float64(stepSize(step)))
			v.Steps = append(v.Steps, byte(int8(max(-math.MaxInt8, min(math.MaxInt8, q)))))
		}
	}
	v.index()
	return v
}

func stepSize(s uint16) float32 { return math.Float32frombits(uint32(s) << 16) }

// checksum is the bytes of that behind the vectors.
const checksum = 8

// bytes is the vectors as they stand in a file.
func (v *Vectors) bytes() []byte {
	out := make([]byte, 0, 2*len(v.Scale)+len(v.Steps))
	for _, s := range v.Scale {
		out = binary.LittleEndian.AppendUint16(out, s)
	}
	out = append(out, v.Steps...)
	return binary.LittleEndian.AppendUint64(out, xxh3.Hash(out))
}

// readVectors reads what bytes gave, for n words; it keeps a part of data.
func readVectors(data []byte, dims, n int) (*Vectors, error) {
	end := len(data) - checksum
	if end < 2*n || xxh3.Hash(data[:end]) != binary.LittleEndian.Uint64(data[end:]) {
		return nil, ErrFormat
	}
	data = data[:end]
	v := &Vectors{Dims: dims, Scale: make([]uint16, n), Steps: data[2*n:]}
	have := 0
	for k := range n {
		v.Scale[k] = binary.LittleEndian.Uint16(data[2*k:])
		if v.Scale[k] > 0 {
			have++
		}
		if s := stepSize(v.Scale[k]); !(s >= 0 && s < 1e6) {
			return nil, ErrFormat
		}
	}
	if len(v.Steps) != have*dims {
		return nil, ErrFormat
	}
	v.index()
	return v, nil
}

func (v *Vectors) index() {
	v.rank = make([]int32, len(v.Scale))
	n := int32(0)
	for k, s := range v.Scale {
		v.rank[k] = n
		if s > 0 {
			n++
		}
	}
}

// add adds the weighed vector of a word; it tells whether the word has one.
func (v *Vectors) add(word int, weight float32, to []float32) bool {
	s := v.Scale[word]
	if s == 0 {
		return false
	}
	at := int(v.rank[word]) * v.Dims
	step := weight * stepSize(s)
	for d, q := range v.Steps[at : at+v.Dims] {
		to[d] += step * float32(int8(q))
	}
	return true
}

// Vectors gives the vectors of source (or target) words, one behind the other,
// dims numbers each: zeros for a word that is not known. An unknown word in
// Chinese characters has the vector of its characters. dims is 0 if the model
// has no vectors.
func (p *Pair) Vectors(source bool, words []string) (dims int, vectors []float32) {
	v := p.vocabulary(source)
	if v.Vectors == nil {
		return 0, nil
	}
	dims = v.Vectors.Dims
	vectors = make([]float32, dims*len(words))
	for k, w := range words {
		to := vectors[k*dims : (k+1)*dims]
		if at := v.find(w); at >= 0 && v.Vectors.add(at, 1, to) {
			continue
		}
		for _, c := range characters(w) {
			if at := v.find(c); at >= 0 {
				v.Vectors.add(at, characterWeight, to)
			}
		}
	}
	return dims, vectors
}

// characterWeight is the weight of a Chinese word's characters beside the word.
const characterWeight = 0.3

// characters gives the characters of a word written in two or more Han characters.
func characters(w string) (out []string) {
	cut := cuts(w)
	for k := 1; k < len(cut); k++ {
		out = append(out, w[cut[k-1]:cut[k]])
	}
	return out
}
