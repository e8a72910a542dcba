package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// beadFacts gathers beads.
type beadFacts struct{ pairs map[[2]string]*pairFacts }

type pairFacts struct {
	Pair
	types        map[[2]int]*Tally
	units, lost  float64 // units of beads that are not null; units that are expected to stand in the wrong place
	confidences  Tally
	known, right float64
}

// Bead tells of a bead.
func (b *Builder) Bead(x *Bead) {
	key := [2]string{x.Source, x.Target}
	p := b.beads.pairs[key]
	if p == nil {
		p = &pairFacts{types: map[[2]int]*Tally{}}
		p.Source, p.Target = x.Source, x.Target
		b.beads.pairs[key] = p
	}
	size := [2]int{x.Sources, x.Targets}
	t := p.types[size]
	if t == nil {
		t = &Tally{}
		p.types[size] = t
	}
	t.add(x.Confidence)
	switch x.Method {
	case "checked":
		p.Checked++
	case "given":
		p.Given++
	}
	p.lost += (1 - x.Confidence) * float64(x.Sources+x.Targets)
	if x.Sources == 0 || x.Targets == 0 {
		p.Nulls++
		return
	}
	p.Beads++
	p.units += float64(x.Sources + x.Targets)
	p.confidences.add(x.Confidence)
	p.right += x.Confidence
}

// typesListed is how many types of beads are listed one by one.
const typesListed = 12

// report fills the pairs and the verdict's expectations.
//
// Expected precision is the mean confidence of the beads that are not null.
// Expected recall takes as the number of beads that there should be those that
// are expected to be right, and those that the units expected to be in the wrong
// place would make: Σ(1−p)·units over all beads, null beads too, divided by the
// mean number of units of a bead.
func (f *beadFacts) report(r *Report) {
	var right, known, beads float64
	for _, p := range f.pairs {
		if p.Beads > 0 {
			p.known = p.right + p.lost/(p.units/float64(p.Beads))
			p.Precision, p.Recall = p.right/float64(p.Beads), p.right/p.known
		}
		right, known, beads = right+p.right, known+p.known, beads+float64(p.Beads)
		p.Confidence = p.confidences
		var rest Tally
		sizes := make([][2]int, 0, len(p.types))
		for s := range p.types {
			sizes = append(sizes, s)
		}
		slices.SortFunc(sizes, func(a, b [2]int) int {
			return cmp.Or(cmp.Compare(p.types[b].N, p.types[a].N), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
		})
		for i, s := range sizes {
			t := p.types[s]
			if i >= typesListed {
				rest.Mean = (rest.Mean*float64(rest.N) + t.Mean*float64(t.N)) / float64(rest.N+t.N)
				rest.N += t.N
				continue
			}
			p.Types = append(p.Types, TypeCount{fmt.Sprintf("%d-%d", s[0], s[1]), t.N, round(t.Mean, 4)})
		}
		if rest.N > 0 {
			p.Types = append(p.Types, TypeCount{"other", rest.N, round(rest.Mean, 4)})
		}
		r.Pairs = append(r.Pairs, p.Pair)
	}
	slices.SortFunc(r.Pairs, func(a, b Pair) int {
		return cmp.Or(byOrder(a.Source, b.Source), byOrder(a.Target, b.Target))
	})
	if beads > 0 {
		r.Verdict.Precision, r.Verdict.Recall = right/beads, right/known
	}
}

// calibrate compares judgements with their confidences, in ten bins.
func calibrate(judged []judgement) Calibration {
	const parts = 10
	var sum, right [parts]float64
	var n [parts]int
	c := Calibration{Judged: len(judged)}
	for _, j := range judged {
		k := max(0, min(parts-1, int(j.confidence*parts)))
		n[k]++
		sum[k] += j.confidence
		c.Expected += j.confidence
		if j.right {
			right[k]++
			c.Right++
		}
	}
	if c.Judged == 0 {
		return c
	}
	for k := range parts {
		if n[k] == 0 {
			continue
		}
		b := Calibrated{Mean: sum[k] / float64(n[k]), Right: right[k] / float64(n[k]), N: n[k]}
		b.Low, b.High = wilson(int(right[k]), n[k])
		c.Error += math.Abs(b.Mean-b.Right) * float64(n[k]) / float64(c.Judged)
		c.Bins = append(c.Bins, b)
	}
	c.Expected /= float64(c.Judged)
	c.Right /= float64(c.Judged)
	return c
}

// wilson gives the score interval at 95 % of a share (Wilson 1927).
func wilson(right, n int) (low, high float64) {
	const z = 1.959964
	p, m := float64(right)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, middle-half), min(1, middle+half)
}
