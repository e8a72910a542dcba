package align

import (
	"cmp"
	"fmt"
	"slices"
)

// AlignLocked aligns two texts around beads that are given: every one of them
// stands in the result as it is, marked Locked and with a confidence of 1, and
// everything else is aligned between them and learns from them.
//
// The beads may have any sizes, also one side empty (then the place of the
// empty side counts for nothing). They must be in order on both sides, and no
// unit may stand in two of them; a *BeadError names the first bead that is at
// fault. Only the beads' ranges are read.
func (a *Aligner) AlignLocked(source, target []Unit, locked []Bead) (Result, error) {
	if err := checkBeads(locked, len(source), len(target)); err != nil {
		return Result{}, err
	}
	if exchanged(source, target) {
		return turned(a.turned().alignLocked(target, source, turnedBeads(locked))), nil
	}
	return a.alignLocked(source, target, locked), nil
}

func (a *Aligner) alignLocked(source, target []Unit, locked []Bead) Result {
	f := a.fold(source, target, locked)
	r := a.over(source, target, f.src, f.tgt).alignWithin(f.src.units, f.tgt.units, f.locks())
	r.Beads = f.unfold(r.Beads, true)
	for i := range r.Beads {
		if r.Beads[i].Locked {
			r.Beads[i].Confidence = 1
		}
	}
	return r
}

// BeadError says what is wrong with a bead that was given.
type BeadError struct {
	Number int  // of the bead among those given, from 0
	Bead   Bead // as given
	What   string
}

// Error names the bead: "align: bead 3 ([4, 5]:[6]): …".
func (e *BeadError) Error() string {
	return fmt.Sprintf("align: bead %d (%s:%s): %s", e.Number, e.Bead.Source, e.Bead.Target, e.What)
}

// checkBeads tells what is wrong with given beads of texts of n and m units.
func checkBeads(beads []Bead, n, m int) error {
	var end [2]int // of the beads so far
	for k, b := range beads {
		if b.Source.Len() == 0 && b.Target.Len() == 0 {
			return &BeadError{k, b, "both sides are empty"}
		}
		for side, r := range b.sides() {
			name, units := "source", n
			if side == 1 {
				name, units = "target", m
			}
			switch {
			case r.Len() == 0:
				continue
			case r.Len() < 0 || r.Lo < 0 || r.Hi > units:
				return &BeadError{k, b, fmt.Sprintf("%s units outside of the text, which has %d", name, units)}
			case r.Lo < end[side]:
				return &BeadError{k, b, fmt.Sprintf("overlaps or crosses a bead before it on the %s side", name)}
			}
			end[side] = r.Hi
		}
	}
	return nil
}

// folded is two texts with given beads in a form that the search knows: beads
// larger than any that it looks for are one unit a side, null beads single units.
type folded struct {
	src, tgt *view
	sizes    *prior
	beads    []Bead // the given ones, in units of the views
	given    []int  // by bead: number of the given bead that it is (a part of)
}

func (a *Aligner) fold(source, target []Unit, given []Bead) *folded {
	f := &folded{src: &view{}, tgt: &view{}, sizes: newPrior(a.opt.MaxBead)}
	// upTo puts the single units before the end into the view.
	upTo := func(v *view, text []Unit, end int) {
		from := 0
		if n := len(v.of); n > 0 {
			from = v.of[n-1].Hi
		}
		for ; from < end; from++ {
			v.add(text, Range{from, from + 1})
		}
	}
	for k, b := range given {
		if !b.Null() {
			upTo(f.src, source, b.Source.Lo)
			upTo(f.tgt, target, b.Target.Lo)
			at := Bead{Source: Range{len(f.src.of), 0}, Target: Range{len(f.tgt.of), 0}}
			if f.sizes.allowed(b.Source.Len(), b.Target.Len()) {
				upTo(f.src, source, b.Source.Hi)
				upTo(f.tgt, target, b.Target.Hi)
			} else {
				f.src.add(source, b.Source)
				f.tgt.add(target, b.Target)
			}
			at.Source.Hi, at.Target.Hi = len(f.src.of), len(f.tgt.of)
			f.beads, f.given = append(f.beads, at), append(f.given, k)
			continue
		}
		for i := b.Source.Lo; i < b.Source.Hi; i++ {
			upTo(f.src, source, i+1)
			n := len(f.src.of)
			f.beads, f.given = append(f.beads, Bead{Source: Range{n - 1, n}}), append(f.given, k)
		}
		for j := b.Target.Lo; j < b.Target.Hi; j++ {
			upTo(f.tgt, target, j+1)
			n := len(f.tgt.of)
			f.beads, f.given = append(f.beads, Bead{Target: Range{n - 1, n}}), append(f.given, k)
		}
	}
	upTo(f.src, source, len(source))
	upTo(f.tgt, target, len(target))
	return f
}

// unfold gives the beads in units of the texts; those that are parts of one
// given null bead are put together again. locked marks the given ones.
func (f *folded) unfold(beads []Bead, locked bool) []Bead {
	givenOf := [2][]int{f.numbers(f.src, 0), f.numbers(f.tgt, 1)}
	out := make([]Bead, 0, len(beads))
	last := [2]int{-1, -1} // by side: the bead of out that holds the null units of …
	from := [2]int{-1, -1} // … this given bead
	for _, b := range beads {
		side, r := 0, b.Source
		if r.Len() == 0 {
			side, r = 1, b.Target
		}
		null, k := b.Null(), givenOf[side][r.Lo]
		wordLinksBack(b.Links, f.src, f.tgt)
		b.Source, b.Target = f.src.back(b.Source), f.tgt.back(b.Target)
		if k >= 0 && null && from[side] == k {
			p := &out[last[side]]
			p.Score += b.Score
			p.Confidence = min(p.Confidence, b.Confidence)
			p.Components = slices.Clone(p.Components)
			for x := range p.Components {
				p.Components[x] += b.Components[x]
			}
			if side == 0 {
				p.Source.Hi = b.Source.Hi
			} else {
				p.Target.Hi = b.Target.Hi
			}
			continue
		}
		if x, y := b.Source.Len(), b.Target.Len(); !null && !f.sizes.allowed(x, y) {
			// It was scored as one unit a side.
			d := firstValue(x, y)
			b.Score += d
			b.Components = slices.Clone(b.Components)
			b.Components[cType] += d
		}
		b.Locked = locked && k >= 0
		if k >= 0 && null {
			from[side], last[side] = k, len(out)
		}
		out = append(out, b)
	}
	place(out)
	return out
}

// numbers gives, by unit of the view, the number of the given bead; −1: none.
func (f *folded) numbers(v *view, side int) []int {
	of := make([]int, len(v.of))
	for i := range of {
		of[i] = -1
	}
	for x, b := range f.beads {
		for i := range b.sides()[side].each {
			of[i] = f.given[x]
		}
	}
	return of
}

// sides gives both ranges.
func (b Bead) sides() [2]Range { return [2]Range{b.Source, b.Target} }

// each yields the numbers in the range.
func (r Range) each(yield func(int) bool) {
	for i := r.Lo; i < r.Hi && yield(i); i++ {
	}
}

// place puts the empty sides of null beads where the beads before them end.
func place(beads []Bead) {
	i, j := 0, 0
	for k := range beads {
		b := &beads[k]
		if b.Source.Len() == 0 {
			b.Source = Range{i, i}
		}
		if b.Target.Len() == 0 {
			b.Target = Range{j, j}
		}
		i, j = b.Source.Hi, b.Target.Hi
	}
}

// locks are beads that the search must leave as they are.
type locks struct {
	beads    []Bead
	of       [2][]int32 // by side, by unit: number of its locked bead, from 1; 0 if it is free
	before   [2][]int32 // by side, by unit: locked beads with two sides that end before it
	src, tgt *view
}

func (f *folded) locks() *locks {
	k := &locks{beads: f.beads, src: f.src, tgt: f.tgt}
	for side, n := range []int{len(f.src.of), len(f.tgt.of)} {
		k.of[side], k.before[side] = make([]int32, n), make([]int32, n)
		for x, b := range f.beads {
			for i := range b.sides()[side].each {
				k.of[side][i] = int32(x) + 1
			}
		}
		passed := int32(0)
		for i := range n {
			k.before[side][i] = passed
			if x := k.of[side][i]; x > 0 && !f.beads[x-1].Null() && f.beads[x-1].sides()[side].Hi == i+1 {
				passed++
			}
		}
	}
	return k
}

// allow tells whether the bead of these sizes that ends before source unit i
// and target unit j is free of locked units, or is a locked bead itself.
func (k *locks) allow(i, j int, s shape) bool {
	if k == nil {
		return true
	}
	b := Bead{Source: Range{i - s.a, i}, Target: Range{j - s.b, j}}
	for side, r := range b.sides() {
		for u := r.Lo; u < r.Hi; u++ {
			if x := k.of[side][u]; x > 0 {
				l := &k.beads[x-1]
				return l.Null() && b.Null() || l.Source == b.Source && l.Target == b.Target
			}
		}
	}
	return k.src.whole(b.Source) && k.tgt.whole(b.Target)
}

// lockedSeed is the score of a locked bead among the seeds, in nats: above that
// of any way around it.
const lockedSeed = 1e6

// seeds leaves out the candidates that the locked beads forbid, and puts the
// locked beads' first and last units in.
func (k *locks) seeds(all []seed) []seed {
	if k == nil {
		return all
	}
	out := make([]seed, 0, len(all)+2*len(k.beads))
	for _, s := range all {
		if k.of[0][s.i] == 0 && k.of[1][s.j] == 0 && k.before[0][s.i] == k.before[1][s.j] {
			out = append(out, s)
		}
	}
	for _, b := range k.beads {
		if b.Null() {
			continue
		}
		out = append(out, seed{b.Source.Lo, b.Target.Lo, lockedSeed})
		if b.Source.Len() > 1 && b.Target.Len() > 1 {
			out = append(out, seed{b.Source.Hi - 1, b.Target.Hi - 1, lockedSeed})
		}
	}
	slices.SortFunc(out, func(a, b seed) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	return out
}
