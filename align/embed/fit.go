package embed

import (
	"math"
	"slices"

	"tritext/align"
)

// fit turns a margin into a log likelihood ratio. The margins of right and of
// wrong pairs are taken as normally distributed with one spread, so that the
// ratio is a straight line (Fisher's linear discriminant); it is 0 where
// nothing has been learnt. The zero fit says nothing.
type fit struct {
	slope  float64 // nats for a margin of 1
	middle float64 // margin at which right and wrong are equally likely
}

const (
	// weight of the ratio against the other evidence, which speaks of the same
	// words; tuned on the open gold sets with vectors made of noise around the
	// gold beads, flat from 0.15 to 0.3.
	weight = 0.25
	// most is what the vectors of two units may say, in nats: an encoder may be
	// sure and wrong.
	most = 8.0
	// perUnit is how much more each unit beyond a 1-1 bead counts, as a share of
	// what a unit of a 1-1 bead does: two sentences say more than one, but the
	// second may be foretold by the first. Tuned as weight was; 0 and 1 lose .0017
	// and nothing of the mean F1.
	perUnit = 0.5
	// leastBeads is the number of 1-1 beads without which there is no fit.
	leastBeads = 6
	// doubt is how many standard errors of the mean are taken off the distance
	// of right and wrong: chance alone must say nothing.
	doubt = 2.0
)

// score of a margin, in nats.
func (f fit) score(margin float64) float64 {
	return max(-most, min(most, f.slope*(margin-f.middle)))
}

// offsets are how far from their own target unit the wrong partners of a source
// unit stand, in 1-1 beads: neighbours, which the search has to tell apart.
var offsets = []int{1, -1, 2, -2, 3, -3, 5, -5, 8, -8}

// Learn fits the score to the 1-1 beads found so far: their margins are those
// of right pairs, the margins across neighbouring beads those of wrong ones.
// The beads were found by other evidence at first, so vectors that say nothing
// fit to nothing.
func (c *cost) Learn(beads []align.Bead) {
	var ones []align.Bead
	for _, b := range beads {
		if b.Source.Len() == 1 && b.Target.Len() == 1 && c.src.whole(b.Source.Lo, b.Source.Hi) && c.tgt.whole(b.Target.Lo, b.Target.Hi) {
			ones = append(ones, b)
		}
	}
	var right, wrong []float64
	for k, b := range ones {
		right = append(right, c.margin(b.Source, b.Target))
		for _, o := range offsets {
			if k+o >= 0 && k+o < len(ones) {
				wrong = append(wrong, c.margin(b.Source, ones[k+o].Target))
			}
		}
	}
	c.fit = newFit(right, wrong)
}

func newFit(right, wrong []float64) fit {
	if len(right) < leastBeads || len(wrong) < leastBeads {
		return fit{}
	}
	one, oneSpread := spread(right)
	zero, zeroSpread := spread(wrong)
	s := math.Sqrt((oneSpread*oneSpread + zeroSpread*zeroSpread) / 2)
	if s < leastSpread {
		return fit{} // all alike
	}
	distance := (one-zero)/s - doubt/math.Sqrt(float64(len(right)))
	if distance <= 0 {
		return fit{}
	}
	return fit{slope: weight * distance / s, middle: (one + zero) / 2}
}

// leastSpread is the standard deviation of margins below which they are one value.
const leastSpread = 1e-6

// spread gives the median of values and the standard deviation of a normal
// distribution with their median absolute deviation: some of the beads are wrong.
func spread(values []float64) (middle, deviation float64) {
	v := slices.Clone(values)
	slices.Sort(v)
	middle = v[len(v)/2]
	for i, x := range v {
		v[i] = math.Abs(x - middle)
	}
	slices.Sort(v)
	return middle, 1.4826 * v[len(v)/2]
}
