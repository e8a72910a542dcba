package embed

import (
	"math"

	"tritext/align"
)

const (
	// proposalWork bounds the products that proposals may cost, a side: some
	// tenths of a second. Of longer texts every so many units propose.
	proposalWork = 2e8
	// proposalFloor and proposalCap bound a proposal's score, in nats: weaker
	// ones are noise, and no pair is a trump.
	proposalFloor = 2.0
	proposalCap   = 15.0
	// leastSure is the share of units with a proposal from which vectors are
	// taken to mean something before anything is aligned: noise proposes for one
	// unit in fifty.
	leastSure = 0.2
	// firstTrust is what the first fit counts against later ones: the pairs were
	// chosen for being near, so it is too sure. Without any words, 1 gives .01 to
	// .03 more strict F1 than a half, and 0 .02 to .11 less; with words, which
	// start well by themselves, 0 is best by .001 to .006 (TestGold).
	firstTrust = 0.5
)

// candidate is a unit's best partner.
type candidate struct {
	s, t   int
	margin float64
	score  float64 // in nats
}

// Propose gives the pairs found when the texts were bound; see align.Proposer.
func (c *cost) Propose() []align.Proposal { return c.pairs }

// propose finds pairs of units that are much nearer to each other than chance
// has it, from either side, and fits the score to them until there are beads to
// learn from. The score of a pair is the logarithm of how many units one would
// have to look at to find as near a one by chance, the margins of wrong pairs
// being taken as normally distributed.
func (c *cost) propose() {
	forward := c.candidates(len(c.src.unit), len(c.tgt.unit), func(i, j int) (s, t int) { return i, j })
	backward := c.candidates(len(c.tgt.unit), len(c.src.unit), func(i, j int) (s, t int) { return j, i })
	var right, wrong []float64
	for _, x := range append(forward, backward...) {
		c.pairs = append(c.pairs, align.Proposal{Source: x.s, Target: x.t, Score: x.score})
		right = append(right, x.margin)
		for _, o := range offsets {
			if t := x.t + o; t >= 0 && t < len(c.tgt.unit) && c.tgt.unit[t] != nil {
				wrong = append(wrong, c.unitMargin(x.s, t))
			}
			if s := x.s + o; s >= 0 && s < len(c.src.unit) && c.src.unit[s] != nil {
				wrong = append(wrong, c.unitMargin(s, x.t))
			}
		}
	}
	c.fit = newFit(right, wrong)
	c.fit.slope *= firstTrust
}

// unitMargin is the margin of a 1-1 bead, which is not kept.
func (c *cost) unitMargin(s, t int) float64 {
	return dot(c.src.unit[s], c.tgt.unit[t]) - (c.src.base[s*MostJoined]+c.tgt.base[t*MostJoined])/2
}

// candidates gives the best partner of every unit of the one side (of n) among
// those of the other (of m), where it stands out. order turns their numbers
// into those of source and target.
func (c *cost) candidates(n, m int, order func(i, j int) (s, t int)) []candidate {
	dim := 0
	for _, v := range c.src.unit {
		if v != nil {
			dim = len(v)
			break
		}
	}
	if dim == 0 || n == 0 || m == 0 {
		return nil
	}
	step := 1 + int(float64(n)*float64(m)*float64(dim)/proposalWork)
	var best []candidate
	count, sum, squares := 0.0, 0.0, 0.0
	for i := step / 2; i < n; i += step {
		top := candidate{s: -1, margin: math.Inf(-1)}
		for j := range m {
			s, t := order(i, j)
			if c.src.unit[s] == nil || c.tgt.unit[t] == nil {
				continue
			}
			x := c.unitMargin(s, t)
			count, sum, squares = count+1, sum+x, squares+x*x
			if x > top.margin {
				top = candidate{s: s, t: t, margin: x}
			}
		}
		if top.s >= 0 {
			best = append(best, top)
		}
	}
	if count < 2 {
		return nil
	}
	mean := sum / count
	deviation := math.Sqrt(max(0, squares/count-mean*mean))
	if deviation < leastSpread {
		return nil
	}
	out := best[:0]
	for _, x := range best {
		z := (x.margin - mean) / deviation
		if z <= 1 {
			continue
		}
		// The tail of the normal distribution beyond z, from above (Mills).
		x.score = min(proposalCap, z*z/2+math.Log(z*math.Sqrt(2*math.Pi))-math.Log(float64(m)))
		if x.score >= proposalFloor {
			out = append(out, x)
		}
	}
	if float64(len(out)) < leastSure*float64(len(best)) {
		return nil // chance brings as many
	}
	return out
}
