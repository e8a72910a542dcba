package lexicon

import (
	"math"
	"sync"
)

// batch is one step of a VectorTrainer. What is done side by side writes to
// places of its own, and sums are taken in order: the number of cores makes no
// difference.
//
// With x and y the vectors of length 1 of the texts and their translations,
// s = sharpness · x yᵀ, P the softmax of its rows and Q that of its columns, the
// loss is −½ Σ (log Pᵢᵢ + log Qᵢᵢ), and its gradient by s is ½ (P + Q) − 1.
type batch struct {
	t      *VectorTrainer
	text   [2][]float32 // x and y, a row for each pair
	length []float32    // of the sums, [side·batchSize + row]
	parts  [2][][]weighed
	p      []float32 // e^(s − sharpness), then the gradient by s
	column []float32 // sums of the columns
	grad   [2][]float32
	hit    []bool

	slot  []int32 // by feature: its place in used, +1
	used  []int32
	delta []float32 // gradients of the features used
}

func newBatch(t *VectorTrainer) *batch {
	d := t.opt.Dims
	b := &batch{
		t: t, length: make([]float32, 2*batchSize), p: make([]float32, batchSize*batchSize),
		column: make([]float32, batchSize), hit: make([]bool, batchSize), slot: make([]int32, len(t.squares)),
	}
	for k := range 2 {
		b.text[k], b.grad[k] = make([]float32, batchSize*d), make([]float32, batchSize*d)
		b.parts[k] = make([][]weighed, batchSize)
	}
	return b
}

// step learns from the pairs of one batch and gives how many texts found their
// translation.
func (b *batch) step(list []int32, rate float32) (found int) {
	n := len(list)
	halves(n, func(lo, hi int) { b.encode(list, lo, hi) })
	halves(n, func(lo, hi int) { b.compare(list, lo, hi) })
	clear(b.column[:n])
	for r := range n {
		for c, v := range b.p[r*n : (r+1)*n] {
			b.column[c] += v
		}
	}
	halves(n, func(lo, hi int) { b.rows(n, lo, hi) })
	halves(n, func(lo, hi int) { b.columns(n, lo, hi) })
	b.collect(n)
	halves(len(b.used), func(lo, hi int) { b.apply(rate, lo, hi) })
	for _, hit := range b.hit[:n] {
		if hit {
			found++
		}
	}
	return found
}

// row is the r-th row of a matrix with rows of a vector's length.
func (b *batch) row(of []float32, r int) []float32 {
	d := b.t.opt.Dims
	return of[r*d : (r+1)*d]
}

// encode makes the vectors of the texts.
func (b *batch) encode(list []int32, lo, hi int) {
	for r := lo; r < hi; r++ {
		p := &b.t.pairs[list[r]]
		for k := range 2 {
			v := b.row(b.text[k], r)
			clear(v)
			b.parts[k][r] = b.t.features(p.lang[k], p.words[k], b.parts[k][r][:0])
			for _, f := range b.parts[k][r] {
				axpy(f.weight, b.t.vector(f.at), v)
			}
			length := float32(math.Sqrt(float64(dot(v, v)))) + 1e-6
			for d := range v {
				v[d] /= length
			}
			b.length[k*batchSize+r] = length
		}
	}
}

// compare fills the matrix; a text that stands in two pairs is no wrong answer
// in either.
func (b *batch) compare(list []int32, lo, hi int) {
	n := len(list)
	for r := lo; r < hi; r++ {
		own := b.t.pairs[list[r]].text
		x, row := b.row(b.text[0], r), b.p[r*n:(r+1)*n]
		for c := range row {
			other := b.t.pairs[list[c]].text
			if c != r && (own[0] == other[0] || own[1] == other[1] || own[0] == other[1] || own[1] == other[0]) {
				row[c] = 0
				continue
			}
			row[c] = float32(math.Exp(float64(sharpness * (dot(x, b.row(b.text[1], c)) - 1))))
		}
	}
}

// rows turns the matrix into the gradient, and gives that of the texts.
func (b *batch) rows(n, lo, hi int) {
	for r := lo; r < hi; r++ {
		p := b.p[r*n : (r+1)*n]
		sum, best := float32(0), 0
		for c, v := range p {
			sum += v
			if v > p[best] {
				best = c
			}
		}
		b.hit[r] = best == r
		for c, v := range p {
			if v > 0 {
				p[c] = (v/sum + v/b.column[c]) * sharpness / 2
			}
		}
		p[r] -= sharpness
		g := b.row(b.grad[0], r)
		clear(g)
		for c, w := range p {
			if w > tinyWeight || w < -tinyWeight {
				axpy(w, b.row(b.text[1], c), g)
			}
		}
		tangent(g, b.row(b.text[0], r), b.length[r])
	}
}

// columns gives the gradient of the translations.
func (b *batch) columns(n, lo, hi int) {
	for c := lo; c < hi; c++ {
		g := b.row(b.grad[1], c)
		clear(g)
		for r := range n {
			if w := b.p[r*n+c]; w > tinyWeight || w < -tinyWeight {
				axpy(w, b.row(b.text[0], r), g)
			}
		}
		tangent(g, b.row(b.text[1], c), b.length[batchSize+c])
	}
}

// collect sums the gradients by feature.
func (b *batch) collect(n int) {
	d := b.t.opt.Dims
	b.used, b.delta = b.used[:0], b.delta[:0]
	for k := range 2 {
		for r := range n {
			for _, f := range b.parts[k][r] {
				if b.slot[f.at] == 0 {
					b.used = append(b.used, f.at)
					b.slot[f.at] = int32(len(b.used))
					for range d {
						b.delta = append(b.delta, 0)
					}
				}
				axpy(f.weight, b.row(b.grad[k], r), b.row(b.delta, int(b.slot[f.at])-1))
			}
		}
	}
}

// apply moves the features' vectors (Adagrad, Duchi et al. 2011, with one rate
// for a whole vector).
func (b *batch) apply(rate float32, lo, hi int) {
	for u := lo; u < hi; u++ {
		at, g := b.used[u], b.row(b.delta, u)
		b.t.squares[at] += dot(g, g) / float32(b.t.opt.Dims)
		axpy(-rate/float32(math.Sqrt(float64(b.t.squares[at]))), g, b.t.vector(at))
		b.slot[at] = 0
	}
}

// tangent makes the gradient by a vector of length 1 that by the vector it was
// scaled from: what only changes the length falls out.
func tangent(g, x []float32, length float32) {
	along := dot(g, x)
	for d := range g {
		g[d] = (g[d] - x[d]*along) / length
	}
}

// halves runs the two halves of a loop side by side.
func halves(n int, f func(lo, hi int)) {
	var g sync.WaitGroup
	g.Go(func() { f(0, n/2) })
	f(n/2, n)
	g.Wait()
}

// dot is the product of two vectors whose length is a multiple of 8.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 8 {
		x, y := a[:8:8], b[:8:8]
		s0 += x[0]*y[0] + x[4]*y[4]
		s1 += x[1]*y[1] + x[5]*y[5]
		s2 += x[2]*y[2] + x[6]*y[6]
		s3 += x[3]*y[3] + x[7]*y[7]
		a, b = a[8:], b[8:]
	}
	return s0 + s1 + s2 + s3
}

// axpy adds w times a to a vector whose length is a multiple of 8.
func axpy(w float32, a, to []float32) {
	to = to[:len(a)]
	for len(a) >= 8 {
		x, y := a[:8:8], to[:8:8]
		y[0] += w * x[0]
		y[1] += w * x[1]
		y[2] += w * x[2]
		y[3] += w * x[3]
		y[4] += w * x[4]
		y[5] += w * x[5]
		y[6] += w * x[6]
		y[7] += w * x[7]
		a, to = a[8:], to[8:]
	}
}
