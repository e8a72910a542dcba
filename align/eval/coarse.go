package eval

import "slices"

// Coarse gives the test's beads with neighbours joined that lie wholly inside
// one and the same bead of the gold. It is for gold that is coarser than the
// sentence (verses, paragraphs), where a finer alignment is no fault; score the
// result. In the spirit of eval_bible.py of Bertalign (Liu and Zhu 2022).
func Coarse(gold, test []Bead) []Bead {
	const none = -1
	source, target := map[int]int{}, map[int]int{} // sentence → the gold's bead
	for n, b := range gold {
		for _, i := range b.Source {
			source[i] = n
		}
		for _, i := range b.Target {
			target[i] = n
		}
	}
	// within gives the gold's one bead that holds all sentences of b.
	within := func(b Bead) int {
		inside := none
		for s, side := range [][]int{b.Source, b.Target} {
			of := source
			if s == 1 {
				of = target
			}
			for _, i := range side {
				n, known := of[i]
				if !known || inside != none && n != inside {
					return none
				}
				inside = n
			}
		}
		return inside
	}
	var out []Bead
	last := none
	for _, b := range test {
		in := within(b)
		if in != none && in == last {
			into := &out[len(out)-1]
			into.Source = append(into.Source, b.Source...)
			into.Target = append(into.Target, b.Target...)
		} else {
			out = append(out, Bead{slices.Clone(b.Source), slices.Clone(b.Target)})
		}
		last = in
	}
	return out
}
