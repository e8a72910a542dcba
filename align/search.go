package align

import (
	"iter"
	"math"
	"sync/atomic"
)

// model is everything that scores a bead of two bound texts in a band.
type model struct {
	src, tgt *side
	prior    *prior
	shapes   []shape // allowed sizes, null beads first
	length   *lengthModel
	layout   *structure
	extra    []Cost
	locks    *locks // nil if every bead is free
}

// shape is the sizes of a bead.
type shape struct{ a, b int }

func shapes(p *prior) []shape {
	var out []shape
	p.each(func(a, b int) { out = append(out, shape{a, b}) })
	return out
}

// score of the bead that ends before source unit i and target unit j.
func (m *model) score(i, j int, s shape, words *lexical) float64 {
	v := m.prior.value[s.a][s.b]
	if s.a == 0 || s.b == 0 {
		return v
	}
	if s.a+s.b > 2 {
		v += swallowed(m.src, m.tgt, i-s.a, i, j-s.b, j)
	}
	v += words.score(i, s.a, j, s.b)
	v += m.length.score(i-s.a, i, j-s.b, j)
	v += m.layout.score(i-s.a, i, j-s.b, j)
	for _, c := range m.extra {
		v += c.Score(Range{i - s.a, i}, Range{j - s.b, j})
	}
	return v
}

// none marks a shape that does not lead to a cell.
var none = float32(math.Inf(-1))

// lattice holds, for every cell of the band and every shape, the score of the
// bead that ends there (none where it would leave the band).
type lattice struct {
	m    *model
	band *band
	rows [][]float32 // by row, then cell, then shape
}

// scores are those of the beads that end at cell (i, j), by shape.
func (l *lattice) scores(i, j int) []float32 {
	k := len(l.m.shapes)
	return l.rows[i][(j-l.band.lo[i])*k:][:k]
}

// block is how many rows of the band are scored together: few enough for the
// tables of words to stay small, many enough for the rows that two blocks share
// not to count.
const block = 256

// newLattice scores all beads in a band; rows that are the same in an earlier
// lattice of another band (nil: none) are shared with it. Two blocks of rows
// are scored at the same time.
func (t *bound) newLattice(b *band, old *lattice) *lattice {
	k := len(t.shapes)
	l := &lattice{m: t.model, band: b, rows: make([][]float32, len(b.lo))}
	taken := make([]bool, len(b.lo)) // by row: the same as in the old lattice
	same := 0                        // rows up to this one that are the same in the old band
	for i := range b.lo {
		if old != nil && old.band.lo[i] == b.lo[i] && old.band.hi[i] == b.hi[i] {
			same++
		} else {
			same = 0
		}
		if taken[i] = same > min(i, maxSide); taken[i] {
			l.rows[i] = old.rows[i]
		}
	}
	sizes := 1
	for _, s := range t.shapes {
		sizes = max(sizes, s.a, s.b)
	}
	var next atomic.Int64
	work := func() {
		var x *lexical
		for {
			from := int(next.Add(block)) - block
			if from >= len(b.lo) {
				return
			}
			to := min(from+block, len(b.lo))
			for lo, hi := range runs(taken, from, to) {
				if x == nil {
					x = t.newLexical(sizes)
				}
				x.fill(b.strip(lo, hi))
				flat := make([]float32, (b.off[hi]-b.off[lo])*k)
				for i := lo; i < hi; i++ {
					if !taken[i] {
						l.rows[i] = flat[(b.off[i]-b.off[lo])*k:][:(b.off[i+1]-b.off[i])*k]
						l.fill(i, x)
					}
				}
			}
		}
	}
	if len(b.lo) <= block {
		work()
	} else {
		both(work, work)
	}
	return l
}

// runs gives the stretches of rows that are not taken. Stretches with a small
// gap between them are one: each looks at the units of some rows before it.
func runs(taken []bool, from, to int) iter.Seq2[int, int] {
	return func(yield func(lo, hi int) bool) {
		for lo := from; lo < to; {
			if taken[lo] {
				lo++
				continue
			}
			hi := lo + 1
			for i := hi; i < to && i-hi <= maxSide; i++ {
				if !taken[i] {
					hi = i + 1
				}
			}
			if !yield(lo, hi) {
				return
			}
			lo = hi
		}
	}
}

// fill scores the beads that end in row i.
func (l *lattice) fill(i int, words *lexical) {
	b := l.band
	for j := b.lo[i]; j <= b.hi[i]; j++ {
		row := l.scores(i, j)
		for x, s := range l.m.shapes {
			if p, q := i-s.a, j-s.b; p < 0 || q < 0 || !b.has(p, q) || !l.m.locks.allow(i, j, s) {
				row[x] = none
			} else {
				row[x] = float32(l.m.score(i, j, s, words))
			}
		}
	}
}

// best gives the path with the greatest sum of scores.
func (l *lattice) best() []Bead {
	b := l.band
	sum := make([]float64, b.cells())
	back := make([]uint8, b.cells())
	for i := range b.lo {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			at := b.at(i, j)
			if i == 0 && j == 0 {
				continue
			}
			top, scores := math.Inf(-1), l.scores(i, j)
			for x, s := range l.m.shapes {
				if v := scores[x]; v != none {
					if w := sum[b.at(i-s.a, j-s.b)] + float64(v); w > top {
						top, back[at] = w, uint8(x)
					}
				}
			}
			sum[at] = top
		}
	}
	var out []Bead
	for i, j := len(b.lo)-1, b.m; i > 0 || j > 0; {
		x := back[b.at(i, j)]
		s := l.m.shapes[x]
		out = append(out, Bead{
			Source: Range{i - s.a, i}, Target: Range{j - s.b, j},
			Score: float64(l.scores(i, j)[x]),
		})
		i, j = i-s.a, j-s.b
	}
	for x, y := 0, len(out)-1; x < y; x, y = x+1, y-1 {
		out[x], out[y] = out[y], out[x]
	}
	return out
}
