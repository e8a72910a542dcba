package align

import "math"

// Embedder is a Lexicon that also has vectors of words, in one space for both
// languages: the vector of a sentence, the sum of its words', points where that
// of its translation points. Where translation tables are silent, because two
// words never stood together, the vectors still tell that they are of one field.
type Embedder interface {
	Lexicon
	// Vectors gives the vectors of source (or target) words, one behind the
	// other, dims numbers each, zeros for an unknown word; dims is 0 if the
	// lexicon has none.
	Vectors(source bool, words []string) (dims int, vectors []float32)
}

func (x turnedLexicon) Vectors(source bool, words []string) (int, []float32) {
	if e, ok := x.Lexicon.(Embedder); ok {
		return e.Vectors(!source, words)
	}
	return 0, nil
}

// vectors are those of a side's units, and their products with those behind
// them: norms and cosines of beads are made of products of units.
type vectors struct {
	dims int
	v    []float32              // by unit
	near [][maxSide + 1]float32 // near[i][k] is unit i · unit i+k
}

// newVectors asks the lexicon, if it knows any, for the vectors of a side's words.
func newVectors(s *side, lex Lexicon, source bool) *vectors {
	e, ok := lex.(Embedder)
	if !ok {
		return nil
	}
	dims, words := e.Vectors(source, s.vocab)
	if dims == 0 {
		return nil
	}
	x := &vectors{dims: dims, v: make([]float32, dims*len(s.units))}
	for i, ws := range s.words {
		for _, w := range ws {
			x.add(i, words[int(w)*dims:int(w+1)*dims])
		}
	}
	x.multiply()
	return x
}

func (x *vectors) add(i int, v []float32) {
	for d, y := range v {
		x.v[i*x.dims+d] += y
	}
}

// multiply fills near.
func (x *vectors) multiply() {
	x.near = make([][maxSide + 1]float32, x.n())
	for i := range x.near {
		for k := range min(maxSide+1, x.n()-i) {
			x.near[i][k] = dot(x.of(i), x.of(i+k))
		}
	}
}

// through gives the vectors of the side seen through a view.
func (x *vectors) through(v *view) *vectors {
	if x == nil {
		return nil
	}
	o := &vectors{dims: x.dims, v: make([]float32, x.dims*len(v.of))}
	for i, r := range v.of {
		for u := range r.each {
			o.add(i, x.of(u))
		}
	}
	o.multiply()
	return o
}

func (x *vectors) of(i int) []float32 { return x.v[i*x.dims : (i+1)*x.dims] }

func (x *vectors) n() int { return len(x.v) / x.dims }

// square is the squared length of the sum of units lo to hi.
func (x *vectors) square(lo, hi int) float64 {
	sum := 0.0
	for i := lo; i < hi; i++ {
		sum += float64(x.near[i][0])
		for k := 1; k < hi-i; k++ {
			sum += 2 * float64(x.near[i][k])
		}
	}
	return sum
}

// dot is the product of two vectors of the same length.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 { // four sums at a time keep the processor busy
		x, y := a[:4:4], b[:4:4]
		s0 += x[0] * y[0]
		s1 += x[1] * y[1]
		s2 += x[2] * y[2]
		s3 += x[3] * y[3]
		a, b = a[4:], b[4:]
	}
	for k, x := range a {
		s0 += x * b[k]
	}
	return s0 + s1 + s2 + s3
}

// products are those of the vectors of source units with those of target
// units near them, by rows as evidence has them.
type products struct {
	src, tgt *vectors
	rows     [evidenceRows]productRow
}

type productRow struct {
	lo int
	p  []float32 // of target units from lo on
}

// fill makes the row of source unit u for target units lo to hi.
func (x *products) fill(u, lo, hi int) {
	r := &x.rows[u%evidenceRows]
	r.lo, r.p = lo, r.p[:0]
	for v := lo; v < hi; v++ {
		r.p = append(r.p, dot(x.src.of(u), x.tgt.of(v)))
	}
}

// sum is the product of the sums of source units i0 to i and target units j0 to j.
func (x *products) sum(i0, i, j0, j int) float64 {
	sum := 0.0
	for u := i0; u < i; u++ {
		r := &x.rows[u%evidenceRows]
		for _, p := range r.p[j0-r.lo : j-r.lo] {
			sum += float64(p)
		}
	}
	return sum
}

// cosine is that of the sums of two ranges, 0 if one has no vector.
func (x *products) cosine(i0, i, j0, j int) float64 {
	n := x.src.square(i0, i) * x.tgt.square(j0, j)
	if n <= 0 {
		return 0
	}
	return x.sum(i0, i, j0, j) / math.Sqrt(n)
}

// usualCosine is the cosine of a bead in ordinary documents, and usualCosineBeads
// the number of beads for which it counts. The features are cosines times 5 or 10,
// so that they are as large as others.
const (
	usualCosine      = 0.6
	usualCosineBeads = 20
	badCosine        = 0.2 // this much below the usual one
)

// vectorFeatures sets the features of the vectors and gives the bead's cosine.
func (x *measurer) vectorFeatures(d candidate, f []float32) float64 {
	v := x.vectors
	if v == nil {
		return usualCosine
	}
	i, j := int(d.i), int(d.j)
	i0, j0 := i-int(d.a), j-int(d.c)
	c := v.cosine(i0, i, j0, j)
	var gain, drop float64 // of a unit more or less, the greatest
	if i < v.src.n() {
		gain = max(gain, v.cosine(i0, i+1, j0, j)-c)
	}
	if i0 > 0 {
		gain = max(gain, v.cosine(i0-1, i, j0, j)-c)
	}
	if j < v.tgt.n() {
		gain = max(gain, v.cosine(i0, i, j0, j+1)-c)
	}
	if j0 > 0 {
		gain = max(gain, v.cosine(i0, i, j0-1, j)-c)
	}
	if d.a > 1 {
		drop = max(drop, v.cosine(i0+1, i, j0, j)-c, v.cosine(i0, i-1, j0, j)-c)
	}
	if d.c > 1 {
		drop = max(drop, v.cosine(i0, i, j0+1, j)-c, v.cosine(i0, i, j0, j-1)-c)
	}
	f[fVec] = float32(5 * (c - x.habits.cosine))
	f[fVecBad] = float32(5 * max(0, x.habits.cosine-badCosine-c))
	f[fVecGain], f[fVecDrop] = float32(10*gain), float32(10*drop)
	if d.a+d.c > 2 {
		f[fVecMany] = f[fVec]
	}
	return c
}

// vectorNull sets how near unit u of side k alone is to the units beside its
// place, before unit other of the other side.
func (x *measurer) vectorNull(k, u, other int, f []float32) {
	v := x.vectors
	if v == nil {
		return
	}
	best := 0.0
	for o := max(0, other-1); o <= min(other, x.m.of(1-k).vec.n()-1); o++ {
		if k == 0 {
			best = max(best, v.cosine(u, u+1, o, o+1))
		} else {
			best = max(best, v.cosine(o, o+1, u, u+1))
		}
	}
	f[fVecNull] = float32(5 * best)
}
