package align

import "slices"

// Score scores beads that are given, and does not look for better ones: every
// bead gets its components and their sum, after as many rounds of adaptation
// to these beads as an alignment takes, and as confidence its share among the
// paths of a band around the given one. Units that stand in no bead are scored
// as null beads of one unit, so the result covers both sides once, in order.
//
// What beads may be given, and the errors, are those of AlignLocked.
func (a *Aligner) Score(source, target []Unit, beads []Bead) (Result, error) {
	if err := checkBeads(beads, len(source), len(target)); err != nil {
		return Result{}, err
	}
	if exchanged(source, target) {
		return turned(a.turned().score(target, source, turnedBeads(beads))), nil
	}
	return a.score(source, target, beads), nil
}

func (a *Aligner) score(source, target []Unit, given []Bead) Result {
	f := a.fold(source, target, given)
	n, m := len(f.src.of), len(f.tgt.of)
	if n == 0 || m == 0 {
		return Result{Names: a.names(), Beads: f.unfold(nulls(n, m), false)}
	}
	beads := filled(f.beads, n, m)
	t := a.over(source, target, f.src, f.tgt).bind(f.src.units, f.tgt.units, nil)
	path := make([]point, len(beads)) // null beads too: the band must hold the whole path
	for i, b := range beads {
		path[i] = point{b.Source.Lo, b.Target.Lo}
	}
	for range a.opt.Rounds {
		w := t.weigh(t.search(path, nextRadius), beads, earlyPosterior)
		t.adapt(beads, w.habits(beads))
	}
	l := t.search(path, nextRadius)
	r := t.result(t.weigh(l, beads, keepPosterior), beads)
	r.Beads = f.unfold(r.Beads, false)
	return r
}

// filled gives the beads with null beads for the units between them: in every
// gap the source units first.
func filled(beads []Bead, n, m int) []Bead {
	var out []Bead
	i, j := 0, 0
	null := func(s, t int) {
		out = append(out, Bead{Source: Range{i, i + s}, Target: Range{j, j + t}})
		i, j = i+s, j+t
	}
	end := Bead{Source: Range{n, n + 1}, Target: Range{m, m + 1}}
	for _, b := range append(slices.Clone(beads), end) {
		if b.Null() {
			continue // the gap's units are null beads anyway
		}
		for i < b.Source.Lo {
			null(1, 0)
		}
		for j < b.Target.Lo {
			null(0, 1)
		}
		null(b.Source.Len(), b.Target.Len())
	}
	return out[:len(out)-1]
}
