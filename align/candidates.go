package align

import (
	"cmp"
	"math"
	"slices"
)

// A bead of the lattice is weighed again with all features if the best path
// through it is not much worse than the best of all: by these odds at most, with
// flattened scores. Rounds of adaptation need not look at so many.
const (
	keepPosterior  = 1e-3
	earlyPosterior = 1e-2
)

// temperature flattens the first scores: words of a bead are not independent,
// so sums of their evidence are too sure of themselves.
const temperature = 3.0

// candidate is a bead that is weighed again: the a source units before i and
// the c target units before j.
type candidate struct {
	i, j     int32
	a, c     uint8
	from, to int32   // places of its two cells in candidates.cells
	base     float32 // score in the lattice
}

func (x candidate) null() bool { return x.a == 0 || x.c == 0 }

// candidates is a lattice thinned to the beads that have a chance.
type candidates struct {
	n, m  int
	cells []point     // in order, from (0, 0) to (n, m)
	beads []candidate // by their end, in the order of the cells
}

// candidates keeps the beads of the lattice whose best path has at least the
// odds of the floor against the best path of all, and those of the given path.
func (l *lattice) candidates(best []Bead, floor float64) *candidates {
	b := l.band
	forward, backward := l.maxima()
	all := forward[len(forward)-1]
	n := len(b.lo) - 1
	out := &candidates{n: n, m: b.m}
	least := float32(math.Log(floor) * temperature)
	next := 0 // of best
	place := make([]int32, b.cells())
	for x := range place {
		place[x] = -1
	}
	use := func(at int) { place[at] = 0 }
	for i := 0; i <= n; i++ {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			at := b.at(i, j)
			onPath := shape{-1, -1}
			if next < len(best) && best[next].Source.Hi == i && best[next].Target.Hi == j {
				onPath = shape{best[next].Source.Len(), best[next].Target.Len()}
				next++
			}
			if forward[at]+backward[at]-all < least && onPath.a < 0 {
				continue
			}
			scores := l.scores(i, j)
			for x, s := range l.m.shapes {
				v := scores[x]
				if v == none {
					continue
				}
				from := b.at(i-s.a, j-s.b)
				if s != onPath && forward[from]+v+backward[at]-all < least {
					continue
				}
				use(at)
				use(from)
				out.beads = append(out.beads, candidate{i: int32(i), j: int32(j), a: uint8(s.a), c: uint8(s.b), base: v})
			}
		}
	}
	for i := 0; i <= n; i++ {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			if at := b.at(i, j); place[at] == 0 {
				place[at] = int32(len(out.cells))
				out.cells = append(out.cells, point{i, j})
			}
		}
	}
	for x := range out.beads {
		d := &out.beads[x]
		d.to = place[b.at(int(d.i), int(d.j))]
		d.from = place[b.at(int(d.i)-int(d.a), int(d.j)-int(d.c))]
	}
	return out
}

// maxima gives, for every cell of the band, the scores of the best path that
// leads to it and of the best that goes on from it.
func (l *lattice) maxima() (forward, backward []float32) {
	b := l.band
	forward, backward = make([]float32, b.cells()), make([]float32, b.cells())
	for c := range forward {
		forward[c], backward[c] = none, none
	}
	forward[0], backward[len(backward)-1] = 0, 0
	for i := range b.lo {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			at, scores := b.at(i, j), l.scores(i, j)
			for x, s := range l.m.shapes {
				if v := scores[x]; v != none {
					forward[at] = max(forward[at], forward[b.at(i-s.a, j-s.b)]+v)
				}
			}
		}
	}
	for i := len(b.lo) - 1; i >= 0; i-- {
		for j := b.hi[i]; j >= b.lo[i]; j-- {
			at, scores := b.at(i, j), l.scores(i, j)
			for x, s := range l.m.shapes {
				if v := scores[x]; v != none {
					from := b.at(i-s.a, j-s.b)
					backward[from] = max(backward[from], backward[at]+v)
				}
			}
		}
	}
	return forward, backward
}

// find gives the place of a bead among the candidates, −1 if it is none.
func (x *candidates) find(b Bead) int {
	i, j := int32(b.Source.Hi), int32(b.Target.Hi)
	at, _ := slices.BinarySearchFunc(x.beads, point{int(i), int(j)}, func(d candidate, p point) int {
		return cmp.Or(cmp.Compare(int(d.i), p.i), cmp.Compare(int(d.j), p.j))
	})
	for ; at < len(x.beads) && x.beads[at].i == i && x.beads[at].j == j; at++ {
		if int(x.beads[at].a) == b.Source.Len() && int(x.beads[at].c) == b.Target.Len() {
			return at
		}
	}
	return -1
}
