package align

import "math"

// prior scores bead types: how usual is a 1-2 bead against a 1-1 bead.
type prior struct {
	maxBead int
	value   [maxSide + 1][maxSide + 1]float64 // by source and target size; 1-1 is 0
}

// maxMany is the greatest number of units on either side of a many-to-many bead.
const maxMany = 3

// maxSide is the greatest number of units on one side of a bead.
const maxSide = 7

// First values, in nats below 1-1, before the document's own counts are known;
// tuned on the open gold sets.
const (
	nullCost  = 8.0
	mergeCost = 3.0 // 1-2 and 2-1
	mergeMore = 1.5 // each unit more
	manyCost  = 6.0 // 2-2
	manyMore  = 2.0 // each unit more

	priorStrength = 30  // beads that the first values count for against the document's
	priorScale    = 1.2 // the adapted logarithms are sharpened
)

// allowed tells whether beads of these sizes are searched for: null beads of one
// unit, merges, and many-to-many beads up to 3 units on the smaller side.
func (p *prior) allowed(a, b int) bool {
	switch {
	case a == 0 || b == 0:
		return a+b == 1
	case a+b > p.maxBead:
		return false
	}
	return min(a, b) == 1 || max(a, b) <= maxMany
}

func newPrior(maxBead int) *prior {
	p := &prior{maxBead: maxBead}
	p.each(func(a, b int) { p.value[a][b] = firstValue(a, b) })
	return p
}

// firstValue is a bead's prior before anything is known of the texts; also for
// beads larger than any that is searched for.
func firstValue(a, b int) float64 {
	switch {
	case a == 0 || b == 0:
		return -nullCost
	case a == 1 && b == 1:
		return 0
	case a == 1 || b == 1:
		return -mergeCost - mergeMore*float64(a+b-3)
	}
	return -manyCost - manyMore*float64(a+b-4)
}

func (p *prior) each(f func(a, b int)) {
	for a := 0; a <= maxSide; a++ {
		for b := 0; b <= maxSide; b++ {
			if p.allowed(a, b) {
				f(a, b)
			}
		}
	}
}

// adapted gives the prior re-estimated on numbers of beads, this one being the Dirichlet prior.
func (p *prior) adapted(count typeCounts) *prior {
	all := 0.0
	for _, row := range count {
		for _, n := range row {
			all += n
		}
	}
	sum := 0.0
	p.each(func(a, b int) {
		if a != 1 || b != 0 {
			sum += math.Exp(p.value[a][b])
		}
	})
	q := &prior{maxBead: p.maxBead}
	at := func(a, b int) float64 {
		return math.Log((count[a][b] + priorStrength*math.Exp(p.value[a][b])/sum) / (all + priorStrength))
	}
	one := at(1, 1)
	p.each(func(a, b int) {
		if a == 1 && b == 0 {
			q.value[a][b] = (at(0, 1) - one) * priorScale
			return
		}
		q.value[a][b] = (at(a, b) - one) * priorScale
	})
	return q
}
