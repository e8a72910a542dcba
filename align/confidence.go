package align

import "math"

// temperature flattens the path distribution: words of a bead are not
// independent, so the raw posteriors are far too sure of themselves. Chosen so
// that the mean confidence on the open gold sets is close to the share of
// beads that are right.
const temperature = 3.0

// sums gives, for every cell of the band, the logarithm of the summed weights
// of all paths that lead to it and that go on from it (forward-backward,
// Rabiner 1989, with scores divided by the temperature).
func (l *lattice) sums() (forward, backward []float64) {
	b, k := l.m.band, len(l.m.shapes)
	n := len(b.lo) - 1
	forward = make([]float64, b.cells())
	backward = make([]float64, b.cells())
	for c := range forward {
		forward[c], backward[c] = math.Inf(-1), math.Inf(-1)
	}
	forward[0] = 0
	for i := 0; i <= n; i++ {
		for j := b.lo[i]; j <= b.hi[i]; j++ {
			at := b.at(i, j)
			for x, s := range l.m.shapes {
				if v := l.score[at*k+x]; v != none {
					forward[at] = logAdd(forward[at], forward[b.at(i-s.a, j-s.b)]+float64(v)/temperature)
				}
			}
		}
	}
	backward[len(backward)-1] = 0
	for i := n; i >= 0; i-- {
		for j := b.hi[i]; j >= b.lo[i]; j-- {
			at := b.at(i, j)
			for x, s := range l.m.shapes {
				if v := l.score[at*k+x]; v != none {
					p := b.at(i-s.a, j-s.b)
					backward[p] = logAdd(backward[p], backward[at]+float64(v)/temperature)
				}
			}
		}
	}
	return forward, backward
}

// logAdd gives log(exp(a) + exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -25 { // below, the sum is a to double precision of the result's use
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
