package align

import (
	"cmp"
	"math"
	"slices"
)

// reordered puts the target units of the groups where their partners stand,
// looks once more with the path's beads beside them locked and all that was
// learnt from the texts, and gives by group the beads found, in units of the
// texts as they are.
func (t *bound) reordered(p *pool, groups [][]pairing) [][]Bead {
	group, key := p.moved(groups)
	beside := p.beside(groups)
	in := [2][]bool{slices.Clone(p.in[0]), slices.Clone(p.in[1])}
	for _, b := range beside {
		for side, r := range b.sides() {
			for u := range r.each {
				in[side][u] = true
			}
		}
	}
	f := &folded{src: &view{}, tgt: &view{}}
	var at [2][]int // by side, by unit: its place in the view
	for side, v := range []*view{f.src, f.tgt} {
		text := t.src.units
		if side == 1 {
			text = t.tgt.units
		}
		at[side] = make([]int, len(text))
		order := make([]int, 0, len(text))
		for u, is := range in[side] {
			if is {
				order = append(order, u)
			}
		}
		if side == 1 {
			slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key[a], key[b]) })
		}
		for n, u := range order {
			v.add(text, Range{u, u + 1})
			at[side][u] = n
		}
	}
	for _, b := range beside {
		lo, to := at[0][b.Source.Lo], at[1][b.Target.Lo]
		f.beads = append(f.beads, Bead{Source: Range{lo, lo + b.Source.Len()}, Target: Range{to, to + b.Target.Len()}})
	}
	k := f.locks()
	var near []seed
	for _, pairs := range groups {
		for _, x := range pairs {
			near = append(near, seed{at[0][x.i], at[1][x.j], x.score})
		}
	}
	o := t.looking(f.src, f.tgt, k)
	w := o.weighNear(chain(k.seeds(near), len(f.tgt.units)))
	again := o.result(w, w.best())

	found := make([][]Bead, len(groups))
	worth := make([]float64, len(groups))
	for _, b := range again.Beads {
		if b.Null() {
			continue
		}
		wordLinksBack(b.Links, f.src, f.tgt)
		b.Source, b.Target = f.src.back(b.Source), f.tgt.back(b.Target)
		if !p.in[0][b.Source.Lo] {
			for k, c := range p.cores {
				if c.Source == b.Source && c.Target == b.Target {
					p.cores[k] = b
				}
			}
			continue
		}
		g := group[b.Target.Lo]
		if g < 0 || slices.ContainsFunc(group[b.Target.Lo:b.Target.Hi], func(x int) bool { return x != g }) {
			continue
		}
		if v := p.lexicalOf(b); v > 0 || b.Confidence > crossingSure {
			b.Crossing = true
			found[g] = append(found[g], b)
			worth[g] += v
		}
	}
	for g := range found {
		if worth[g] < crossingLeast {
			found[g] = nil
		}
	}
	return found
}

// beside gives the beads of the path that stand next to a group on either side,
// and those that had swallowed something.
func (p *pool) beside(groups [][]pairing) []Bead {
	var next [2]map[int]bool // by side: units of groups
	for side := range next {
		next[side] = map[int]bool{}
	}
	for _, pairs := range groups {
		for _, x := range pairs {
			next[0][x.i], next[1][x.j] = true, true
		}
	}
	const reach = crossingSkip + crossingSides // units of the pool may lie between
	return slices.DeleteFunc(slices.Clone(p.beads), func(b Bead) bool {
		for side, r := range b.sides() {
			for d := 1; d <= reach; d++ {
				if next[side][r.Lo-d] || next[side][r.Hi-1+d] {
					return false
				}
			}
		}
		return !slices.ContainsFunc(p.cores, func(c Bead) bool { return c.Source == b.Source && c.Target == b.Target })
	})
}

// moved gives by target unit the group that it belongs to (−1: none) and the
// source unit where it stands now: of a unit of a group its partner's number, of
// any other that of the bead before it on the path.
func (p *pool) moved(groups [][]pairing) (group, key []int) {
	group, key = make([]int, len(p.in[1])), make([]int, len(p.in[1]))
	for j := range group {
		group[j] = -1
	}
	for g, pairs := range groups {
		for _, x := range pairs {
			group[x.j], key[x.j] = g, x.i
		}
	}
	// Units of the pool beside and between the pairs go with them.
	take := func(j, g, i int) bool {
		if j < 0 || j >= len(group) || group[j] >= 0 || !p.in[1][j] {
			return false
		}
		group[j], key[j] = g, i
		return true
	}
	for g, pairs := range groups {
		if len(pairs) < 2 || !slices.IsSortedFunc(pairs, func(a, b pairing) int { return cmp.Compare(a.j, b.j) }) {
			continue // a list, or a single unit
		}
		for k, x := range pairs {
			if k+1 < len(pairs) && pairs[k+1].j > x.j && pairs[k+1].j-x.j-1 <= crossingSkip {
				for j := x.j + 1; j < pairs[k+1].j; j++ {
					take(j, g, x.i)
				}
				continue
			}
			for j := x.j + 1; j <= x.j+crossingSides && take(j, g, x.i); j++ {
			}
		}
		first := pairs[0]
		for j := first.j - 1; j >= first.j-crossingSides && take(j, g, first.i); j-- {
		}
	}
	b, last := 0, -1
	for j := range group {
		for b < len(p.beads) && p.beads[b].Target.Lo <= j {
			last = p.beads[b].Source.Lo
			b++
		}
		if group[j] < 0 {
			key[j] = last
		}
	}
	return group, key
}

// withCrossings puts the beads of crossings in the place of what the path has
// for their units; what else stood in a bead that goes becomes a smaller bead
// or null beads.
func withCrossings(beads []Bead, crossings []Crossing) []Bead {
	w := &weaver{gone: [2]map[int]bool{{}, {}}}
	cores := map[int]Bead{} // by first source unit
	for _, c := range crossings {
		for _, b := range c.cores {
			cores[b.Source.Lo] = b
		}
		w.moved = append(w.moved, c.Beads...)
		for _, b := range c.Beads {
			for side, r := range b.sides() {
				for u := range r.each {
					w.gone[side][u] = true
				}
			}
		}
	}
	slices.SortFunc(w.moved, func(a, b Bead) int { return cmp.Compare(a.Source.Lo, b.Source.Lo) })
	for _, b := range beads {
		if !w.touches(b) {
			if b.Source.Len() > 0 {
				w.upTo(b.Source.Lo)
			}
			w.out = append(w.out, b)
			continue
		}
		core := Bead{Source: Range{b.Source.Hi, b.Source.Hi}, Target: Range{b.Target.Hi, b.Target.Hi}}
		for i := range b.Source.each {
			if c, is := cores[i]; is {
				core = c
			}
		}
		w.left(b, Range{b.Source.Lo, core.Source.Lo}, Range{b.Target.Lo, core.Target.Lo})
		if core.Source.Len() > 0 {
			core.Confidence = b.Confidence
			w.out = append(w.out, core)
		}
		w.left(b, Range{core.Source.Hi, b.Source.Hi}, Range{core.Target.Hi, b.Target.Hi})
	}
	w.upTo(math.MaxInt)
	return w.out
}

// weaver puts moved beads between those of the path.
type weaver struct {
	moved []Bead // by source, those that are not in yet
	gone  [2]map[int]bool
	out   []Bead
}

// upTo puts the moved beads in that begin at or before a source unit.
func (w *weaver) upTo(i int) {
	for len(w.moved) > 0 && w.moved[0].Source.Lo <= i {
		w.out, w.moved = append(w.out, w.moved[0]), w.moved[1:]
	}
}

func (w *weaver) touches(b Bead) bool {
	for side, r := range b.sides() {
		for u := range r.each {
			if w.gone[side][u] {
				return true
			}
		}
	}
	return false
}

// left makes null beads of the units of a bead whose partners went elsewhere.
func (w *weaver) left(b Bead, source, target Range) {
	n := Bead{Confidence: b.Confidence, Components: make([]float64, len(b.Components))}
	for i := range source.each {
		w.upTo(i)
		if !w.gone[0][i] {
			n.Source, n.Target = Range{i, i + 1}, Range{target.Lo, target.Lo}
			w.out = append(w.out, n)
		}
	}
	for j := range target.each {
		if !w.gone[1][j] {
			n.Source, n.Target = Range{source.Hi, source.Hi}, Range{j, j + 1}
			w.out = append(w.out, n)
		}
	}
}
