package eval

import (
	"cmp"
	"slices"
)

// rung is a place between sentences that no bead spans: source sentences below
// the first number and target sentences below the second are the beads before it.
type rung struct{ source, target int }

// rungs compares the ladders of two alignments as hunalign's -hand does
// (Varga et al. 2005; scoreTrailOrBisentenceList): which of the places between
// beads agree, the two ends counted. Where hunalign takes the order of null
// beads from the file, both ladders here step over the source's null sentences
// first, so that the order of lines makes no difference.
func rungs(gold, test []Bead) Measure {
	end := rung{}
	for _, beads := range [][]Bead{gold, test} {
		for _, b := range beads {
			for _, s := range b.Source {
				end.source = max(end.source, s+1)
			}
			for _, t := range b.Target {
				end.target = max(end.target, t+1)
			}
		}
	}
	if end == (rung{}) {
		return Measure{}
	}
	return agree(ladder(gold, end), ladder(test, end))
}

// block is a stretch of both sides that no rung can divide: a bead, or beads
// that cross each other.
type block struct{ from, to rung }

// ladder gives the rungs of an alignment in normal form.
func ladder(beads []Bead, end rung) map[rung]bool {
	set := map[rung]bool{{}: true, end: true}
	var sources, targets []int // last sentences of the null beads
	for _, b := range beads {
		switch {
		case len(b.Target) == 0:
			sources = append(sources, b.Source[len(b.Source)-1])
		case len(b.Source) == 0:
			targets = append(targets, b.Target[len(b.Target)-1])
		}
	}
	slices.Sort(sources)
	slices.Sort(targets)
	last := rung{} // where the block before ends
	for _, b := range append(blocks(beads), block{from: end, to: end}) {
		for len(sources) > 0 && sources[0] < b.from.source {
			if sources[0] >= last.source {
				set[rung{sources[0] + 1, last.target}] = true
				last.source = sources[0] + 1
			}
			sources = sources[1:]
		}
		for len(targets) > 0 && targets[0] < b.from.target {
			if targets[0] >= last.target {
				set[rung{b.from.source, targets[0] + 1}] = true
			}
			targets = targets[1:]
		}
		set[b.from], set[b.to] = true, true
		last = b.to
	}
	return set
}

// blocks puts the beads that are not null in order and joins those that cross.
func blocks(beads []Bead) []block {
	var all []block
	for _, b := range pairs(beads) {
		all = append(all, block{
			from: rung{b.Source[0], b.Target[0]},
			to:   rung{b.Source[len(b.Source)-1] + 1, b.Target[len(b.Target)-1] + 1},
		})
	}
	slices.SortFunc(all, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.from.source, b.from.source), cmp.Compare(a.from.target, b.from.target))
	})
	var out []block
	for _, b := range all {
		// What reaches over the start of b on either side belongs to b's block;
		// the blocks before it ended earlier, so that one look back at a time is enough.
		for len(out) > 0 {
			prev := out[len(out)-1]
			if prev.to.source <= b.from.source && prev.to.target <= b.from.target {
				break
			}
			b.from.source = min(b.from.source, prev.from.source)
			b.from.target = min(b.from.target, prev.from.target)
			b.to.source = max(b.to.source, prev.to.source)
			b.to.target = max(b.to.target, prev.to.target)
			out = out[:len(out)-1]
		}
		out = append(out, b)
	}
	return out
}
