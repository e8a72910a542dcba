package align

import "math"

// model is everything that scores a bead of two bound texts in a band.
type model struct {
	src, tgt *side
	band     *band
	prior    *prior
	shapes   []shape // allowed sizes, null beads first
	lexical  *lexical
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
func (m *model) score(i, j int, s shape) float64 {
	v := m.prior.value[s.a][s.b]
	if s.a == 0 || s.b == 0 {
		return v
	}
	v += m.lexical.score(i, s.a, j, s.b)
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
	m     *model
	band  *band
	score []float32 // by cell, then shape
}

// newLattice scores all beads in the model's band; what is the same in an
// earlier lattice of another band (nil: none) is taken from there.
func newLattice(m *model, old *lattice) *lattice {
	b, k := m.band, len(m.shapes)
	l := &lattice{m: m, band: b, score: make([]float32, b.cells()*k)}
	same := 0 // rows up to this one that are the same in the old band
	for i := range b.lo {
		if old != nil && old.band.lo[i] == b.lo[i] && old.band.hi[i] == b.hi[i] {
			same++
		} else {
			same = 0
		}
		if same > min(i, maxSide) {
			copy(l.score[b.off[i]*k:b.off[i+1]*k], old.score[old.band.off[i]*k:old.band.off[i+1]*k])
			continue
		}
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			row := l.score[b.at(i, j)*k:][:k]
			for x, s := range m.shapes {
				if p, q := i-s.a, j-s.b; p < 0 || q < 0 || !b.has(p, q) || !m.locks.allow(i, j, s) {
					row[x] = none
				} else {
					row[x] = float32(m.score(i, j, s))
				}
			}
		}
	}
	return l
}

// best gives the path with the greatest sum of scores.
func (l *lattice) best() []Bead {
	b, k := l.m.band, len(l.m.shapes)
	sum := make([]float64, b.cells())
	back := make([]uint8, b.cells())
	for i := range b.lo {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			at := b.at(i, j)
			if i == 0 && j == 0 {
				continue
			}
			top := math.Inf(-1)
			for x, s := range l.m.shapes {
				if v := l.score[at*k+x]; v != none {
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
		at := b.at(i, j)
		s := l.m.shapes[back[at]]
		out = append(out, Bead{
			Source: Range{i - s.a, i}, Target: Range{j - s.b, j},
			Score: float64(l.score[at*k+int(back[at])]),
		})
		i, j = i-s.a, j-s.b
	}
	for x, y := 0, len(out)-1; x < y; x, y = x+1, y-1 {
		out[x], out[y] = out[y], out[x]
	}
	return out
}
