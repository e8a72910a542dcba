package eval

import "slices"

// Place is where systems and gold differ: sentences that hang together by beads
// on which they do not agree.
type Place struct {
	Source, Target []int  // numbers of the sentences, in order
	Gold           []Bead // beads of the gold with these sentences
	// Tests holds the beads of each system with these sentences; Right tells which
	// of them are beads of the gold.
	Tests [][]Bead
	Right [][]bool
}

// The kinds of errors, the gravest first; see Place.Kind.
const (
	NullInvented = "said to have no partner" // sentences that have one
	NullMissed   = "given a partner"         // sentences that have none
	Merged       = "joined too much"
	Split        = "split too much"
	Moved        = "border in another place"
	NoError      = ""
)

// Kinds lists the kinds of errors.
var Kinds = []string{NullInvented, NullMissed, Merged, Split, Moved}

// Kind says what is wrong with what a system says, in a word; NoError if nothing is.
func (p *Place) Kind(system int) string {
	test := p.Tests[system]
	if !slices.Contains(p.Right[system], false) && len(test) == len(p.Gold) {
		return NoError
	}
	gold, said := nullSentences(p.Gold), nullSentences(test)
	pairsGold, pairsTest := len(pairs(p.Gold)), len(pairs(test))
	switch {
	case len(said) > agree(gold, said).Right: // some that have a partner
		return NullInvented
	case len(gold) > agree(gold, said).Right:
		return NullMissed
	case pairsTest < pairsGold:
		return Merged
	case pairsTest > pairsGold:
		return Split
	}
	return Moved
}

// Places gives where any of the systems differs from the gold, in the order of
// the gold's beads.
func Places(gold []Bead, tests ...[]Bead) []Place {
	gold, goldSet := normal(gold)
	parent := map[int]int{} // sentences of both sides: 2n of the source, 2n+1 of the target
	var root func(int) int
	root = func(n int) int {
		if p, ok := parent[n]; ok && p != n {
			parent[n] = root(p)
			return parent[n]
		}
		return n
	}
	nodes := func(b Bead) (all []int) {
		for _, i := range b.Source {
			all = append(all, 2*i)
		}
		for _, i := range b.Target {
			all = append(all, 2*i+1)
		}
		return all
	}
	join := func(b Bead) {
		all := nodes(b)
		for _, n := range all {
			if _, ok := parent[n]; !ok {
				parent[n] = n
			}
			parent[root(n)] = root(all[0])
		}
	}
	normals := make([][]Bead, len(tests))
	for i, t := range tests {
		var set map[string]bool
		normals[i], set = normal(t)
		for _, b := range normals[i] {
			if !goldSet[b.key()] {
				join(b)
			}
		}
		for _, b := range gold {
			if !set[b.key()] {
				join(b)
			}
		}
	}
	at := map[int]*Place{}
	var order []*Place
	of := func(b Bead) *Place {
		for _, n := range nodes(b) {
			if _, ok := parent[n]; !ok {
				continue
			}
			p := at[root(n)]
			if p == nil {
				p = &Place{Tests: make([][]Bead, len(tests)), Right: make([][]bool, len(tests))}
				at[root(n)] = p
				order = append(order, p)
			}
			return p
		}
		return nil
	}
	for _, b := range gold {
		if p := of(b); p != nil {
			p.Gold = append(p.Gold, b)
			p.Source, p.Target = append(p.Source, b.Source...), append(p.Target, b.Target...)
		}
	}
	for i, test := range normals {
		for _, b := range test {
			if p := of(b); p != nil {
				p.Tests[i], p.Right[i] = append(p.Tests[i], b), append(p.Right[i], goldSet[b.key()])
				p.Source, p.Target = append(p.Source, b.Source...), append(p.Target, b.Target...)
			}
		}
	}
	out := make([]Place, len(order))
	for i, p := range order {
		p.Source, p.Target = unique(p.Source), unique(p.Target)
		out[i] = *p
	}
	return out
}

func unique(n []int) []int {
	slices.Sort(n)
	return slices.Compact(n)
}
