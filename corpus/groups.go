package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// This file makes groups of the components that Join found.

// groups makes the groups from the components, in order.
func (j *joiner) groups(pivot string) []Group {
	f := j.family
	inBead := make([]bool, len(j.parent))
	nulls := make(map[int][]int) // unit without partners in that pair → its null beads
	for i := range f.Beads {
		for _, n := range j.members(&f.Beads[i]) {
			inBead[n] = true
			if f.Beads[i].Null() {
				nulls[n] = append(nulls[n], i)
			}
		}
	}
	var order []int // roots by the first appearance of their units
	units := map[int][]member{}
	for v, d := range f.Versions {
		for u := range d.Units {
			n := j.first[v] + u
			if !inBead[n] {
				continue
			}
			r := j.root(n)
			if units[r] == nil {
				order = append(order, r)
			}
			units[r] = append(units[r], member{v, u})
		}
	}
	order = j.sort(order, units, j.version(pivot))
	groups := make([]Group, 0, len(order))
	for _, r := range order {
		g := j.group(r, units[r], nulls)
		g.ID = fmt.Sprintf("%s#g%d", f.ID, len(groups)+1)
		groups = append(groups, g)
	}
	return groups
}

// sort puts the components in the order of the pivot's units; the others
// follow the order of their own languages between them.
func (j *joiner) sort(roots []int, units map[int][]member, pivot int) []int {
	at := func(r, version int) int { // first unit of the component in that version, -1 if it has none
		for _, m := range units[r] {
			if m.version == version {
				return m.unit
			}
		}
		return -1
	}
	var with []int
	rest := make([][]int, len(j.family.Versions)) // components without the pivot, by version, in order
	for _, r := range roots {
		if at(r, pivot) >= 0 {
			with = append(with, r)
			continue
		}
		for v := range rest {
			if at(r, v) >= 0 {
				rest[v] = append(rest[v], r)
			}
		}
	}
	slices.SortFunc(with, func(a, b int) int { return cmp.Compare(at(a, pivot), at(b, pivot)) })
	for v := range rest {
		slices.SortFunc(rest[v], func(a, b int) int { return cmp.Compare(at(a, v), at(b, v)) })
	}
	var sorted []int
	done := make(map[int]bool, len(roots))
	emit := func(v, before int) { // all of that version that stand before that unit
		for len(rest[v]) > 0 && at(rest[v][0], v) < before {
			if r := rest[v][0]; !done[r] {
				done[r] = true
				sorted = append(sorted, r)
			}
			rest[v] = rest[v][1:]
		}
	}
	for _, r := range with {
		for v := range rest {
			if u := at(r, v); u >= 0 {
				emit(v, u)
			}
		}
		sorted = append(sorted, r)
	}
	for v := range rest {
		emit(v, len(j.family.Versions[v].Units))
	}
	return sorted
}

func (j *joiner) group(root int, units []member, nulls map[int][]int) Group {
	f := j.family
	g := Group{Members: map[string][]int{}, Beads: j.made[root], Confidence: 1}
	if len(g.Beads) == 0 { // one language: the beads that say so
		for _, m := range units {
			g.Beads = merge(g.Beads, nulls[j.first[m.version]+m.unit])
		}
	}
	for _, m := range units {
		lang := f.Versions[m.version].Lang
		g.Members[lang] = append(g.Members[lang], m.unit)
	}
	var sizes []string
	for _, d := range f.Versions {
		sizes = append(sizes, fmt.Sprint(len(g.Members[d.Lang])))
	}
	g.Type = strings.Join(sizes, "-")
	var score float64
	var count int
	for _, i := range g.Beads {
		b := &f.Beads[i]
		score += b.Score
		count += len(b.SourceUnits) + len(b.TargetUnits)
		g.Confidence *= b.Confidence
	}
	if count > 0 {
		g.Score = score / float64(count)
	}
	g.direction(f, units)
	if j.doubts[root] {
		g.Flags = append(g.Flags, "inconsistent")
	}
	if slices.ContainsFunc(g.Beads, func(i int) bool { return f.Beads[i].Crossing }) {
		g.Flags = append(g.Flags, "crossing")
	}
	if slices.ContainsFunc(g.Beads, func(i int) bool { return f.Beads[i].Slip }) {
		g.Flags = append(g.Flags, "slip")
	}
	if slices.ContainsFunc(units, func(m member) bool { return f.Versions[m.version].Units[m.unit].Reads != "" }) {
		g.Flags = append(g.Flags, "language")
	}
	if crossesSections(f, units) {
		g.Flags = append(g.Flags, "cross-section")
	}
	slices.Sort(g.Flags)
	return g
}
