package align

import "slices"

// With gives an aligner that is like a and takes more evidence into account,
// behind that which a has. It is cheap: evidence that belongs to one document,
// such as the vectors of its sentences, gets an aligner of its own for it.
func (a *Aligner) With(extra ...Scorer) *Aligner {
	b := *a
	b.opt.Extra = append(slices.Clip(a.opt.Extra), extra...)
	return &b
}

// Learner is a Cost that learns from the beads found so far. After every round
// of adaptation but the last the aligner calls Learn with that round's beads,
// which cover both texts, before it asks for scores again. What a Cost says
// before its first lesson should be little: in the first round the other
// evidence speaks.
type Learner interface {
	Cost
	Learn(beads []Bead)
}

// teach hands the beads of a round to those that learn from them.
func teach(extra []Cost, beads []Bead) {
	for _, c := range extra {
		if l, ok := c.(Learner); ok {
			l.Learn(beads)
		}
	}
}
