package align

import (
	"cmp"
	"slices"
)

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

// Proposal is a source and a target unit that may translate each other.
type Proposal struct {
	Source, Target int
	Score          float64 // in nats, above 0: how much likelier that is than chance
}

// Proposer is a Cost that knows of likely pairs before anything is aligned. They
// stand among the pairs that share rare words, from which the search takes its
// first path; where the words tell little, the path is theirs.
type Proposer interface {
	Cost
	Propose() []Proposal
}

// proposed adds the pairs that other evidence proposes to the seeds; a pair that
// is there already gains the score.
func proposed(all []seed, extra []Cost) []seed {
	n := len(all)
	for _, c := range extra {
		for _, p := range proposals(c) {
			all = append(all, seed{p.Source, p.Target, p.Score})
		}
	}
	if len(all) == n {
		return all
	}
	slices.SortStableFunc(all, func(a, b seed) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	out := all[:0]
	for _, s := range all {
		if k := len(out) - 1; k >= 0 && out[k].i == s.i && out[k].j == s.j {
			out[k].score += s.score
			continue
		}
		out = append(out, s)
	}
	return out
}

func proposals(c Cost) []Proposal {
	if p, ok := c.(Proposer); ok {
		return p.Propose()
	}
	return nil
}
