package align

import (
	"cmp"
	"slices"
)

// Passages that stand in another order in the other text (a moved annex, a
// list in the order of each language's alphabet) are out of a monotone path's
// reach. They are looked for among what the path left over:
//
//  1. The pool: units without a partner, units of beads whose words hardly speak
//     for them, and units that a bead has swallowed and would be better without.
//  2. Candidates: pairs of the pool that share rare linked words (as seeds do),
//     each scored as a bead of one unit a side.
//  3. Blocks: chains of candidates that rise on both sides with small gaps. A
//     block must be worth more than such a block would be by chance; a single
//     moved sentence needs strong evidence, a block little a unit.
//  4. Lists: runs of the pool whose units are each other's best partners, one
//     to one, whatever their order.
//  5. The target is put into the order that this says, the rest of the path is
//     locked, and the search runs once more: it finds the beads in the blocks.

// Crossing is a passage that stands in another order in the other text.
type Crossing struct {
	Source, Target Range   // from the passage's first unit to its last
	Beads          []Bead  // in order of the source; with Options.AllowCrossing they stand in Result.Beads too
	Score          float64 // of its beads together, as Bead.Score

	cores []Bead // what remains of beads of the path that had swallowed units of it
}

const (
	crossingLexical = 3.0  // nats for each unit of the larger side: beads whose words give no more are in the pool
	crossingSwallow = 1.0  // nats that a bead gains by leaving a unit out which it swallowed for want of a partner
	crossingUnit    = 4.0  // nats that each pair of a block must bring before it counts
	crossingLeast   = 10.0 // nats above that for a block
	crossingGap     = 1.0  // nats for each unit left out between two pairs
	crossingSure    = 0.9  // confidence of a bead within a block whose words alone do not speak for it
	crossingSkip    = 4    // units at most left out between two pairs
	crossingSides   = 2    // units of the pool beside a block that may belong to its first and last bead

	listLeast  = 4   // pairs of a list
	listShare  = 0.6 // of its units that must have found each other
	listPair   = 2.5 // nats of a pair
	listMargin = 1.5 // nats to the next best partner, on both sides
)

// pairing is a candidate: a source and a target unit that may translate each other.
type pairing struct {
	i, j   int
	score  float64
	margin float64 // above the best other partner of either unit; negative if that is better
}

// crossings finds the crossing passages of a finished alignment.
func (t *bound) crossings(r *Result, w *weighed) {
	p := t.newPool(r.Beads, w)
	if p == nil {
		return
	}
	pairs := t.candidates(p)
	groups := p.blocks(pairs)
	groups = append(groups, p.lists(pairs, groups)...)
	groups = p.crossing(groups)
	if len(groups) == 0 {
		return
	}
	found := t.reordered(p, groups)
	for g := range groups {
		c := Crossing{Beads: found[g]}
		if len(c.Beads) == 0 {
			continue
		}
		c.cores = p.cores
		for k, b := range c.Beads {
			if k == 0 {
				c.Source, c.Target = b.Source, b.Target
			}
			c.Source = Range{min(c.Source.Lo, b.Source.Lo), max(c.Source.Hi, b.Source.Hi)}
			c.Target = Range{min(c.Target.Lo, b.Target.Lo), max(c.Target.Hi, b.Target.Hi)}
			c.Score += b.Score
		}
		r.Crossings = append(r.Crossings, c)
	}
	slices.SortFunc(r.Crossings, compareCrossings)
}

func compareCrossings(a, b Crossing) int {
	return cmp.Or(cmp.Compare(a.Source.Lo, b.Source.Lo), cmp.Compare(a.Target.Lo, b.Target.Lo))
}

// pool is what the path left over.
type pool struct {
	*direct
	beads  []Bead    // of the path that are not in the pool, without what they swallowed
	cores  []Bead    // of these, those that had swallowed something
	in     [2][]bool // by side, by unit
	before [2][]int  // by side, by unit: beads that end before it
}

func (t *bound) newPool(beads []Bead, w *weighed) *pool {
	n, m := len(t.src.units), len(t.tgt.units)
	d := newDirect(t)
	p := &pool{direct: d, in: [2][]bool{make([]bool, n), make([]bool, m)}, before: [2][]int{make([]int, n), make([]int, m)}}
	var size [2]int
	cores := make([]Bead, len(beads))
	half := len(beads) / 2
	find := func(d *direct, lo, hi int) {
		for k := lo; k < hi; k++ {
			if b := beads[k]; b.Source.Len() == 1 && b.Target.Len() == 1 {
				cores[k] = d.kept(b, float64(w.lexical[w.find(b)]))
			} else {
				cores[k] = d.core(b)
			}
		}
	}
	both(func() { find(d, 0, half) }, func() { find(newDirect(t), half, len(beads)) })
	for k, b := range beads {
		core := cores[k]
		for side, r := range b.sides() {
			c := core.sides()[side]
			for u := range r.each {
				p.in[side][u], p.before[side][u] = u < c.Lo || u >= c.Hi, len(p.beads)
				if u >= c.Hi && c.Len() > 0 {
					p.before[side][u]++
				}
			}
			size[side] += r.Len() - c.Len()
		}
		if core.Null() {
			continue
		}
		p.beads = append(p.beads, core)
		if core.Source != b.Source || core.Target != b.Target {
			p.cores = append(p.cores, core)
		}
	}
	if size[0] == 0 || size[1] == 0 {
		return nil
	}
	return p
}

// candidates are the pairs of the pool that share rare linked words, by i, then
// j. Their score is what words and lengths say for them, above what they say
// for the best other partner of either unit, in the pool or not: a formula that
// stands everywhere has not moved.
func (t *bound) candidates(p *pool) []pairing {
	all := [2][]bool{make([]bool, len(t.src.units)), make([]bool, len(t.tgt.units))}
	for side := range all {
		for u := range all[side] {
			all[side][u] = true
		}
	}
	value := make(map[[2]int]float64)
	var order [][2]int
	find := func(src, tgt *side, from, to []int, l *links, turned bool) {
		for _, s := range seeds(src, tgt, l) {
			k := [2]int{from[s.i], to[s.j]}
			if turned {
				k = [2]int{to[s.j], from[s.i]}
			}
			if _, known := value[k]; !known {
				order = append(order, k)
				value[k] = p.together(Bead{Source: Range{k[0], k[0] + 1}, Target: Range{k[1], k[1] + 1}})
			}
		}
	}
	src, from := t.src.pick(p.in[0])
	tgt, to := t.tgt.pick(p.in[1])
	every, ids := t.tgt.pick(all[1])
	find(src, every, from, ids, t.words, false)
	every, ids = t.src.pick(all[0])
	find(tgt, every, to, ids, &links{forward: t.words.backward, backward: t.words.forward}, true)

	// The two best of every unit.
	type two struct{ first, second float64 }
	best := [2]map[int]two{{}, {}}
	for _, k := range order {
		for side, u := range k {
			b, v := best[side][u], value[k]
			if v > b.first {
				b = two{v, b.first}
			} else {
				b.second = max(b.second, v)
			}
			best[side][u] = b
		}
	}
	var out []pairing
	for _, k := range order {
		v := value[k]
		if v <= 0 || !p.in[0][k[0]] || !p.in[1][k[1]] {
			continue
		}
		other := 0.0
		for side, u := range k {
			if b := best[side][u]; v < b.first {
				other = max(other, b.first)
			} else {
				other = max(other, b.second)
			}
		}
		out = append(out, pairing{k[0], k[1], v, v - other})
	}
	slices.SortFunc(out, func(a, b pairing) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	return out
}

// pick gives the units that are in, with the same numbers of words, and what
// their own numbers were.
func (s *side) pick(in []bool) (*side, []int) {
	p := &side{vocab: s.vocab, share: s.share, df: make([]int32, len(s.vocab))}
	var of []int
	for i, is := range in {
		if !is {
			continue
		}
		of = append(of, i)
		p.units, p.words = append(p.units, s.units[i]), append(p.words, s.words[i])
		for _, w := range s.words[i] {
			p.df[w]++
		}
	}
	return p, of
}

// blocks are the best chains of pairs, the best one first; no unit is in two.
func (p *pool) blocks(pairs []pairing) [][]pairing {
	var out [][]pairing
	used := [2]map[int]bool{{}, {}}
	for {
		pairs = slices.DeleteFunc(slices.Clone(pairs), func(x pairing) bool { return used[0][x.i] || used[1][x.j] })
		chains := p.chains(pairs)
		if len(chains) == 0 {
			return out
		}
		for _, c := range chains {
			// Of the chains found at once, those that share no unit with a better one.
			if slices.ContainsFunc(c, func(x pairing) bool { return used[0][x.i] || used[1][x.j] }) {
				continue
			}
			for _, x := range c {
				used[0][x.i], used[1][x.j] = true, true
			}
			out = append(out, c)
		}
	}
}

// chains gives the best chain that ends at each pair and is worth enough, best first.
func (p *pool) chains(pairs []pairing) [][]pairing {
	value, from := make([]float64, len(pairs)), make([]int, len(pairs))
	next := make([]bool, len(pairs)) // some better chain goes on from it
	for k, x := range pairs {
		worth := max(0, min(x.score, x.margin)) - crossingUnit
		value[k], from[k] = worth, -1
		for q := k - 1; q >= 0 && pairs[q].i >= x.i-crossingSkip-1; q-- {
			y := pairs[q]
			gap := x.i - y.i - 1 + x.j - y.j - 1
			if y.i == x.i || y.j >= x.j || x.j-y.j-1 > crossingSkip {
				continue
			}
			if v := value[q] - crossingGap*float64(gap) + worth; v > value[k] {
				value[k], from[k] = v, q
			}
		}
		if q := from[k]; q >= 0 && value[k] >= value[q] {
			next[q] = true
		}
	}
	var ends []int
	for k := range pairs {
		if value[k] >= crossingLeast && !next[k] {
			ends = append(ends, k)
		}
	}
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(value[b], value[a]) })
	var out [][]pairing
	for _, k := range ends {
		var c []pairing
		for ; k >= 0; k = from[k] {
			c = append(c, pairs[k])
		}
		slices.Reverse(c)
		out = append(out, c)
	}
	return out
}

// lists are pairs of runs of the pool whose units are each other's best
// partners. Pairs that are in blocks already stay there, but count for the share.
func (p *pool) lists(pairs []pairing, blocks [][]pairing) [][]pairing {
	used := [2]map[int]bool{{}, {}}
	for _, b := range blocks {
		for _, x := range b {
			used[0][x.i], used[1][x.j] = true, true
		}
	}
	type runs struct{ source, target int }
	mutual := make(map[runs][]pairing)
	var order []runs
	run := [2][]int{p.runs(0), p.runs(1)}
	for _, x := range pairs {
		if x.score < listPair || x.margin < listMargin {
			continue
		}
		k := runs{run[0][x.i], run[1][x.j]}
		if mutual[k] == nil {
			order = append(order, k)
		}
		mutual[k] = append(mutual[k], x)
	}
	var out [][]pairing
	for _, k := range order {
		all := mutual[k]
		var size [2]int
		for side, id := range [2]int{k.source, k.target} {
			for _, r := range run[side] {
				if r == id {
					size[side]++
				}
			}
		}
		if len(all) < listLeast || float64(len(all)) < listShare*float64(min(size[0], size[1])) {
			continue
		}
		// It is a list: what is left of it is matched one to one, the best first.
		rest := slices.DeleteFunc(slices.Clone(pairs), func(x pairing) bool {
			return run[0][x.i] != k.source || run[1][x.j] != k.target || x.score < listPair
		})
		slices.SortStableFunc(rest, func(a, b pairing) int { return cmp.Compare(b.score, a.score) })
		var list []pairing
		for _, x := range rest {
			if !used[0][x.i] && !used[1][x.j] {
				used[0][x.i], used[1][x.j] = true, true
				list = append(list, x)
			}
		}
		if len(list) > 0 {
			slices.SortFunc(list, func(a, b pairing) int { return cmp.Compare(a.i, b.i) })
			out = append(out, list)
		}
	}
	return out
}

// runs numbers the runs of the pool on one side, from 1: neighbours with hardly
// anything of the path between them; 0 is outside of the pool.
func (p *pool) runs(side int) []int {
	id, last := 0, -crossingSkip-2
	of := make([]int, len(p.in[side]))
	for u, is := range p.in[side] {
		if !is {
			continue
		}
		if u-last-1 > crossingSkip {
			id++
		}
		of[u], last = id, u
	}
	return of
}

// crossing leaves only the groups of which a pair crosses the path, or a pair
// of its own or another group.
func (p *pool) crossing(groups [][]pairing) [][]pairing {
	all := slices.Concat(groups...)
	crosses := func(x pairing) bool {
		return p.before[0][x.i] != p.before[1][x.j] || slices.ContainsFunc(all, func(y pairing) bool {
			return x.i < y.i && x.j > y.j || x.i > y.i && x.j < y.j
		})
	}
	return slices.DeleteFunc(groups, func(g []pairing) bool { return !slices.ContainsFunc(g, crosses) })
}
