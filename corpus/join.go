package corpus

import (
	"fmt"
	"slices"
)

// Join makes the groups of a family from its beads, and tells each unit its
// partners. It fills Family.Groups and Unit.Partners.
//
// One language is the pivot (see Pivot). The units that the pivot's beads
// connect, directly or through each other, are one group; beads that a person
// has checked count as the pivot's, whatever their languages, so that each of
// them stands in one group. The beads of the other pairs then
//
//   - attach units without a partner in the pivot to a group that lacks their
//     language, or make groups of their own where the pivot has nothing;
//   - put a doubt ("inconsistent") on every group that they contradict; the
//     pivot's word stands.
//
// Units that stand in null beads only become groups of one language. The
// groups are in the order of the pivot's units; a group without the pivot
// stands before the first group that goes on after it in one of its languages.
func (f *Family) Join() { f.JoinBy(f.Pivot()) }

// JoinBy makes the groups as Join does, with the language of that code as pivot.
func (f *Family) JoinBy(pivot string) {
	j := newJoiner(f)
	j.partners()
	j.joinPivot(pivot)
	j.joinOthers(pivot)
	f.Groups = j.groups(pivot)
}

// pivotOrder says which language joins the others when the original is not
// known: Chinese, which every corpus of ours is about, then English.
var pivotOrder = []string{"zh", "en", "ru"}

// Pivot is the language whose alignments make the groups: the original
// language of most of the text, if a version in it is there, else Chinese,
// else English, else the first version's; "" if there are no versions.
func (f *Family) Pivot() string {
	votes := map[string]int{} // language → units of sections written in it first
	for _, d := range f.Versions {
		for i := range d.Units {
			if !d.Units[i].Kind.Aligned() {
				continue
			}
			if s := d.section(d.Units[i].Section); s != nil {
				for _, lang := range s.Original {
					votes[lang]++
				}
			}
		}
	}
	candidates := slices.Clone(pivotOrder)
	for _, d := range f.Versions {
		if !slices.Contains(candidates, d.Lang) {
			candidates = append(candidates, d.Lang)
		}
	}
	best := ""
	for _, lang := range candidates {
		if f.Version(lang) != nil && (best == "" || votes[lang] > votes[best]) {
			best = lang
		}
	}
	return best
}

func (d *Document) section(i int) *Section {
	if i < 0 || i >= len(d.Sections) {
		return nil
	}
	return &d.Sections[i]
}

// A member is one unit of one version.
type member struct{ version, unit int }

// joiner holds the components while Join works: a forest over all units of all
// versions, numbered through.
type joiner struct {
	family   *Family
	first    []int   // number of each version's first unit
	parent   []int   // of the forest; a root is its own parent
	anchored []bool  // by root: the component has a unit of the pivot
	doubts   []bool  // by root: some bead contradicts the component
	made     [][]int // by root: beads that joined its units, ascending
	langs    [][]int // by root: versions that it has units of, as a sorted set
}

func newJoiner(f *Family) *joiner {
	j := &joiner{family: f}
	total := 0
	for _, d := range f.Versions {
		j.first = append(j.first, total)
		total += len(d.Units)
	}
	j.parent = make([]int, total)
	j.anchored = make([]bool, total)
	j.doubts = make([]bool, total)
	j.made = make([][]int, total)
	j.langs = make([][]int, total)
	for v, d := range f.Versions {
		for u := range d.Units {
			n := j.first[v] + u
			j.parent[n] = n
			j.langs[n] = []int{v}
		}
	}
	return j
}

func (j *joiner) root(n int) int {
	for j.parent[n] != n {
		j.parent[n] = j.parent[j.parent[n]]
		n = j.parent[n]
	}
	return n
}

// join makes one component of two and gives its root, the smaller of the two.
func (j *joiner) join(a, b int) int {
	a, b = j.root(a), j.root(b)
	if a == b {
		return a
	}
	a, b = min(a, b), max(a, b)
	j.parent[b] = a
	j.anchored[a] = j.anchored[a] || j.anchored[b]
	j.doubts[a] = j.doubts[a] || j.doubts[b]
	j.made[a] = merge(j.made[a], j.made[b])
	j.langs[a] = merge(j.langs[a], j.langs[b])
	return a
}

func merge(a, b []int) []int {
	a = append(a, b...)
	slices.Sort(a)
	return slices.Compact(a)
}

// version is the index of the version in that language, -1 if there is none.
func (j *joiner) version(lang string) int {
	return slices.IndexFunc(j.family.Versions, func(d *Document) bool { return d.Lang == lang })
}

// members gives the units of a bead by their numbers. A bead whose language has
// no version gives none.
func (j *joiner) members(b *Bead) []int {
	s, t := j.version(b.Source), j.version(b.Target)
	if s < 0 || t < 0 {
		return nil
	}
	var all []int
	for _, u := range b.SourceUnits {
		all = append(all, j.first[s]+u)
	}
	for _, u := range b.TargetUnits {
		all = append(all, j.first[t]+u)
	}
	return all
}

// Null tells whether the bead's units have no partner.
func (b *Bead) Null() bool { return len(b.SourceUnits) == 0 || len(b.TargetUnits) == 0 }

// Type gives the bead's sizes: "1-2" is one source and two target units.
func (b *Bead) Type() string { return fmt.Sprintf("%d-%d", len(b.SourceUnits), len(b.TargetUnits)) }

// MethodChecked is the Method of a bead that a person has checked.
const MethodChecked = "checked"

// Checked tells whether a person has checked the bead.
func (b *Bead) Checked() bool { return b.Method == MethodChecked }

func (b *Bead) has(lang string) bool { return b.Source == lang || b.Target == lang }

func (j *joiner) partners() {
	f := j.family
	for _, d := range f.Versions { // those of beads that were there before
		for i := range d.Units {
			d.Units[i].Partners = nil
		}
	}
	note := func(lang, partner string, units []int) {
		d := f.Version(lang)
		if d == nil {
			return
		}
		for _, i := range units {
			u := &d.Units[i]
			if at, found := slices.BinarySearch(u.Partners, partner); !found {
				u.Partners = slices.Insert(slices.Clip(u.Partners), at, partner)
			}
		}
	}
	for i := range f.Beads {
		if b := &f.Beads[i]; !b.Null() {
			note(b.Source, b.Target, b.SourceUnits)
			note(b.Target, b.Source, b.TargetUnits)
		}
	}
}

// joinPivot makes the components of the pivot's beads and of those that a person
// has checked.
func (j *joiner) joinPivot(pivot string) {
	for i := range j.family.Beads {
		b := &j.family.Beads[i]
		if b.Null() || !b.has(pivot) && !b.Checked() {
			continue
		}
		units := j.members(b)
		for _, n := range units[min(1, len(units)):] {
			j.join(units[0], n)
		}
		if len(units) > 0 {
			r := j.root(units[0])
			j.anchored[r] = true
			j.made[r] = merge(j.made[r], []int{i})
		}
	}
	if v := j.version(pivot); v >= 0 { // units of the pivot without any partner
		for u := range j.family.Versions[v].Units {
			j.anchored[j.root(j.first[v]+u)] = true
		}
	}
}

// joinOthers lets the beads between the other languages attach what the pivot
// left alone, and marks what they contradict.
func (j *joiner) joinOthers(pivot string) {
	for i := range j.family.Beads {
		b := &j.family.Beads[i]
		if b.Null() || b.has(pivot) || b.Checked() {
			continue
		}
		units := j.members(b)
		var free []int
		var groups []int // roots of the pivot's components
		for _, n := range units {
			if r := j.root(n); j.anchored[r] {
				groups = merge(groups, []int{r})
			} else {
				free = append(free, n)
			}
		}
		switch {
		case len(groups) == 0 && len(free) > 0:
			for _, n := range free[1:] {
				j.join(free[0], n)
			}
			r := j.root(free[0])
			j.made[r] = merge(j.made[r], []int{i})
		case len(groups) == 1:
			group, had := groups[0], j.langs[groups[0]]
			attached := false
			for _, n := range free {
				if !slices.Contains(had, j.versionOf(n)) {
					group, attached = j.join(group, n), true
				}
			}
			if attached {
				j.made[group] = merge(j.made[group], []int{i})
			}
		}
	}
	// Doubts last, when the components are final.
	for i := range j.family.Beads {
		b := &j.family.Beads[i]
		if b.has(pivot) {
			continue
		}
		var groups []int
		for _, n := range j.members(b) {
			groups = merge(groups, []int{j.root(n)})
		}
		switch {
		case len(groups) > 1:
			for _, r := range groups {
				j.doubts[r] = true
			}
		case len(groups) == 1 && b.Null():
			both := j.langs[groups[0]]
			if slices.Contains(both, j.version(b.Source)) && slices.Contains(both, j.version(b.Target)) {
				j.doubts[groups[0]] = true
			}
		}
	}
}

// versionOf is the index of the version that the unit with that number is of.
func (j *joiner) versionOf(n int) int {
	v, found := slices.BinarySearch(j.first, n)
	if !found {
		return v - 1
	}
	for v+1 < len(j.first) && j.first[v+1] == n { // versions without units share their first number
		v++
	}
	return v
}
