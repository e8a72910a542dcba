package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// Review says who changed a file and when, where the file itself does not.
type Review struct {
	Editor string
	Date   string // ISO 8601
}

// Applied says what Apply did.
type Applied struct {
	Changed   []Changed // beads as a person wants them
	Confirmed int       // beads that a person found right as they were
	Stale     int       // sides of records whose ids say something else than their text, which counts
	Broken    int       // beads that lost units to changed ones; what is left of them has a confidence of 0
}

// Changed is a bead that a person made, with the ids of its units.
type Changed struct {
	ID, Source, Target       string
	SourceUnits, TargetUnits []string
	Place                    string // in the file
}

// Any tells whether anything was done.
func (a *Applied) Any() bool { return len(a.Changed) > 0 || a.Confirmed > 0 }

// Apply brings what records say of a family's beads into the family. A record
// that says what the corpus has changes nothing, unless a person confirmed it;
// one that says something else makes a bead of method "checked", with a
// confidence of 1, of each pair of its languages in which it differs. Units of
// which no record speaks stay where they are. Groups are made anew; those that
// have the same units keep their checks and their split.
//
// It fails with the place in the file, and leaves the family in an undefined
// state, if a record names a unit that is not there or takes no part in
// alignment, if its text is not one of whole units, or if two records have a
// unit of one pair in common.
func Apply(f *corpus.Family, records []*Record, by Review) (*Applied, error) {
	a := &applier{family: f, by: by, at: map[string]map[string]int{}, pairs: map[[2]string]*pairChange{}}
	for _, d := range f.Versions {
		places := make(map[string]int, len(d.Units))
		for i := range d.Units {
			places[d.Units[i].ID] = i
		}
		a.at[d.Lang] = places
	}
	for _, r := range records {
		if err := a.record(r); err != nil {
			return nil, err
		}
	}
	if len(a.done.Changed)+a.done.Confirmed > 0 {
		a.finish()
	}
	return &a.done, nil
}

// applier is one run of Apply.
type applier struct {
	family *corpus.Family
	by     Review
	at     map[string]map[string]int // by language: id of a unit → its place in Units
	pairs  map[[2]string]*pairChange // by source and target of the beads
	groups map[string]*corpus.Group  // by id
	done   Applied
}

// pairChange is what records say of one pair of languages.
type pairChange struct {
	beads []int              // of the pair, into Family.Beads
	of    [2]map[int]int     // by side: unit → its bead, into Family.Beads
	said  [2]map[int]*saying // by side: unit → what a record says of it
	fresh []*freshBead
}

// saying is what a record says of some units.
type saying struct {
	place    string
	from, to []int
}

// freshBead is a bead that a record asks for.
type freshBead struct {
	corpus.Bead
	place string
}

// pair gives the change of two languages and whether their order is that of the
// beads.
func (a *applier) pair(x, y string) (p *pairChange, turned bool) {
	if p := a.pairs[[2]string{x, y}]; p != nil {
		return p, false
	}
	if p := a.pairs[[2]string{y, x}]; p != nil {
		return p, true
	}
	p = &pairChange{}
	for i := range 2 {
		p.of[i], p.said[i] = map[int]int{}, map[int]*saying{}
	}
	for i := range a.family.Beads {
		b := &a.family.Beads[i]
		if b.Source == y && b.Target == x {
			turned = true
		} else if b.Source != x || b.Target != y {
			continue
		}
		p.beads = append(p.beads, i)
		for side, units := range [][]int{b.SourceUnits, b.TargetUnits} {
			for _, u := range units {
				p.of[side][u] = i
			}
		}
	}
	if turned {
		x, y = y, x
	}
	a.pairs[[2]string{x, y}] = p
	return p, turned
}

// record takes one record.
func (a *applier) record(r *Record) error {
	sides := map[string][]int{}
	for _, lang := range r.Langs {
		units, err := a.resolve(r, lang)
		if err != nil {
			return err
		}
		sides[lang] = units
	}
	for lang, ids := range r.Units {
		if !slices.Contains(r.Langs, lang) && len(ids) > 0 {
			return fmt.Errorf("%s: sentences in %s, of which the file does not speak", r.Place, lang)
		}
	}
	for i, x := range r.Langs {
		for _, y := range r.Langs[i+1:] {
			if a.family.Version(x) == nil || a.family.Version(y) == nil || len(sides[x])+len(sides[y]) == 0 {
				continue
			}
			p, turned := a.pair(x, y)
			from, to := sides[x], sides[y]
			source, target := x, y
			if turned {
				from, to, source, target = to, from, y, x
			}
			if err := a.bead(r, p, source, target, from, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// bead takes what a record says of a pair.
func (a *applier) bead(r *Record, p *pairChange, source, target string, from, to []int) error {
	now, again := &saying{r.Place, from, to}, false
	for side, units := range [][]int{from, to} {
		lang := []string{source, target}[side]
		for _, u := range units {
			before := p.said[side][u]
			if before != nil && (!slices.Equal(before.from, from) || !slices.Equal(before.to, to)) {
				return fmt.Errorf("%s: sentence %s stands in %s too", r.Place, a.family.Version(lang).Units[u].ID, before.place)
			}
			again = again || before != nil // two files may say the same
			p.said[side][u] = now
		}
	}
	same := a.same(r, p, source, target, from, to)
	if again && !same {
		return nil
	}
	if same {
		if r.Confirmed {
			a.confirm(r, p, from, to)
		}
		return nil
	}
	b := &freshBead{place: r.Place, Bead: corpus.Bead{
		Source: source, Target: target, SourceUnits: from, TargetUnits: to, Confidence: 1,
		Method: corpus.MethodChecked, Editor: cmp.Or(r.Editor, a.by.Editor), Edited: cmp.Or(r.Edited, a.by.Date),
	}}
	// A file that tells who checked a line tells of the line as it was: what is
	// different now was changed later.
	if r.ID != "" && r.Edited != "" {
		b.Editor, b.Edited = cmp.Or(a.by.Editor, r.Editor), cmp.Or(a.by.Date, r.Edited)
	}
	p.fresh = append(p.fresh, b)
	a.done.Changed = append(a.done.Changed, Changed{
		Source: source, Target: target, Place: r.Place,
		SourceUnits: unitIDs(a.family.Version(source), from), TargetUnits: unitIDs(a.family.Version(target), to),
	})
	return nil
}

// same tells whether the corpus says the same of these units.
func (a *applier) same(r *Record, p *pairChange, source, target string, from, to []int) bool {
	if len(from) == 0 || len(to) == 0 { // null beads may be taken together
		for side, units := range [][]int{from, to} {
			for _, u := range units {
				b, ok := p.of[side][u]
				if ok && !a.family.Beads[b].Null() {
					return a.sameGroup(r, source, target, from, to)
				}
			}
		}
		return true
	}
	if b, ok := p.of[0][from[0]]; ok && slices.Equal(a.family.Beads[b].SourceUnits, from) && slices.Equal(a.family.Beads[b].TargetUnits, to) {
		return true
	}
	return a.sameGroup(r, source, target, from, to)
}

// sameGroup tells whether a group of the corpus has these units in the two
// languages: its beads may be smaller.
func (a *applier) sameGroup(r *Record, source, target string, from, to []int) bool {
	if r.ID == "" { // a bead
		return false
	}
	for i := range a.family.Groups {
		g := &a.family.Groups[i]
		if slices.Equal(g.Members[source], from) && slices.Equal(g.Members[target], to) {
			return true
		}
	}
	return false
}

// group gives the group of that id, nil if there is none.
func (a *applier) group(id string) *corpus.Group {
	if a.groups == nil {
		a.groups = map[string]*corpus.Group{}
		for i := range a.family.Groups {
			a.groups[a.family.Groups[i].ID] = &a.family.Groups[i]
		}
	}
	return a.groups[id]
}

// confirm marks the beads of these units as checked.
func (a *applier) confirm(r *Record, p *pairChange, from, to []int) {
	for side, units := range [][]int{from, to} {
		for _, u := range units {
			i, ok := p.of[side][u]
			if !ok || a.family.Beads[i].Checked() {
				continue
			}
			b := &a.family.Beads[i]
			b.Method, b.Confidence, b.Crossing, b.Slip = corpus.MethodChecked, 1, false, false
			b.Editor, b.Edited = cmp.Or(r.Editor, a.by.Editor), cmp.Or(r.Edited, a.by.Date)
			a.done.Confirmed++
		}
	}
}

// finish puts the new beads into the family and makes the groups anew.
func (a *applier) finish() {
	f := a.family
	old := f.Groups
	gone := make([]bool, len(f.Beads))
	more := map[[2]string][]corpus.Bead{}
	for pair, p := range a.pairs {
		if len(p.fresh) > 0 {
			more[pair] = a.pairBeads(pair, p)
			for _, i := range p.beads {
				gone[i] = true
			}
		}
	}
	var beads []corpus.Bead
	for i := range f.Beads {
		pair := [2]string{f.Beads[i].Source, f.Beads[i].Target}
		if !gone[i] {
			beads = append(beads, f.Beads[i])
		} else if all, ok := more[pair]; ok { // in the place of the first of the pair
			beads = append(beads, all...)
			delete(more, pair)
		}
	}
	for _, pair := range slices.SortedFunc(keys(more), func(x, y [2]string) int { return slices.Compare(x[:], y[:]) }) {
		beads = append(beads, more[pair]...) // a pair without any bead before
	}
	f.Beads = beads
	a.name()
	for _, d := range f.Versions {
		for i := range d.Units {
			d.Units[i].Partners = nil
		}
	}
	f.Join()
	inherit(f, old)
}

// keys yields the keys of a map.
func keys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// pairBeads gives the beads of a pair with the new ones among them.
func (a *applier) pairBeads(pair [2]string, p *pairChange) []corpus.Bead {
	taken := [2]map[int]bool{{}, {}}
	for _, b := range p.fresh {
		for side, units := range [][]int{b.SourceUnits, b.TargetUnits} {
			for _, u := range units {
				taken[side][u] = true
			}
		}
	}
	var all []corpus.Bead
	var free []string // ids of beads that are gone
	highest := 0
	for _, i := range p.beads {
		b := a.family.Beads[i]
		highest = max(highest, number(b.ID))
		rest := func(side int, units []int) (out []int) {
			for _, u := range units {
				if !taken[side][u] {
					out = append(out, u)
				}
			}
			return out
		}
		from, to := rest(0, b.SourceUnits), rest(1, b.TargetUnits)
		switch {
		case len(from) == len(b.SourceUnits) && len(to) == len(b.TargetUnits):
			all = append(all, b)
			continue
		case len(from)+len(to) == 0:
			free = append(free, b.ID)
			continue
		}
		a.done.Broken++
		b.Score, b.Confidence, b.Components, b.Links, b.Crossing, b.Slip = 0, 0, nil, nil, false, false
		b.Method, b.Editor, b.Edited = methodBroken, "", ""
		b.SourceUnits, b.TargetUnits = from, to
		if len(from) > 0 && len(to) > 0 {
			all = append(all, b)
			continue
		}
		for n, u := range slices.Concat(from, to) { // null beads have one unit each
			x := b
			x.SourceUnits, x.TargetUnits = nil, nil
			if len(from) > 0 {
				x.SourceUnits = []int{u}
			} else {
				x.TargetUnits = []int{u}
			}
			if n > 0 {
				x.ID = ""
			}
			all = append(all, x)
		}
	}
	for _, b := range p.fresh {
		if len(free) > 0 {
			b.ID, free = free[0], free[1:]
		}
		all = append(all, b.Bead)
	}
	for i := range all {
		if all[i].ID == "" {
			highest++
			all[i].ID = fmt.Sprintf("%s#%s-%s.%d", a.family.ID, pair[0], pair[1], highest)
		}
	}
	return inOrder(all, a.family.Version(pair[0]), a.family.Version(pair[1]))
}

// methodBroken is the method of what is left of a bead: nobody has checked it.
const methodBroken = "tritext"

// name tells in Applied which ids the changed beads got.
func (a *applier) name() {
	for i := range a.done.Changed {
		c := &a.done.Changed[i]
		for k := range a.family.Beads {
			b := &a.family.Beads[k]
			if b.Source == c.Source && b.Target == c.Target && b.Checked() &&
				slices.Equal(unitIDs(a.family.Version(b.Source), b.SourceUnits), c.SourceUnits) &&
				slices.Equal(unitIDs(a.family.Version(b.Target), b.TargetUnits), c.TargetUnits) {
				c.ID = b.ID
			}
		}
	}
}

// number is the N of a bead's id DOC#zh-en.N.
func number(id string) int {
	n, err := strconv.Atoi(id[strings.LastIndexByte(id, '.')+1:])
	if err != nil {
		return 0
	}
	return n
}

// inOrder sorts the beads of a pair: by the source, null beads of the target
// before the first bead that goes on behind them.
func inOrder(beads []corpus.Bead, source, target *corpus.Document) []corpus.Bead {
	place := func(d *corpus.Document) map[int]int {
		at := map[int]int{}
		for n, u := range sentences(d) {
			at[u] = n
		}
		return at
	}
	from, to := place(source), place(target)
	var full, left, right []corpus.Bead
	for _, b := range beads {
		switch {
		case len(b.TargetUnits) == 0:
			left = append(left, b)
		case len(b.SourceUnits) == 0:
			right = append(right, b)
		default:
			full = append(full, b)
		}
	}
	slices.SortStableFunc(full, func(x, y corpus.Bead) int { return cmp.Compare(from[x.SourceUnits[0]], from[y.SourceUnits[0]]) })
	slices.SortStableFunc(left, func(x, y corpus.Bead) int { return cmp.Compare(from[x.SourceUnits[0]], from[y.SourceUnits[0]]) })
	slices.SortStableFunc(right, func(x, y corpus.Bead) int { return cmp.Compare(to[x.TargetUnits[0]], to[y.TargetUnits[0]]) })
	out := make([]corpus.Bead, 0, len(beads))
	for _, b := range full {
		for len(left) > 0 && from[left[0].SourceUnits[0]] < from[b.SourceUnits[0]] {
			out, left = append(out, left[0]), left[1:]
		}
		for len(right) > 0 && to[right[0].TargetUnits[0]] < to[b.TargetUnits[0]] {
			out, right = append(out, right[0]), right[1:]
		}
		out = append(out, b)
	}
	return slices.Concat(out, left, right)
}

// inherit gives the new groups the checks and the split of the old ones: those
// of the same units both, others the split of the first that they share a unit
// with.
func inherit(f *corpus.Family, old []corpus.Group) {
	of := map[string]map[int]*corpus.Group{}
	for i := range old {
		for lang, units := range old[i].Members {
			if of[lang] == nil {
				of[lang] = map[int]*corpus.Group{}
			}
			for _, u := range units {
				of[lang][u] = &old[i]
			}
		}
	}
	for i := range f.Groups {
		g := &f.Groups[i]
		for _, d := range f.Versions {
			if len(g.Members[d.Lang]) == 0 {
				continue
			}
			before := of[d.Lang][g.Members[d.Lang][0]]
			if before == nil {
				continue
			}
			g.Split = cmp.Or(g.Split, before.Split)
			if sameMembers(g, before) {
				g.Checks = before.Checks
				for _, flag := range before.Flags { // of checks
					if !slices.Contains(g.Flags, flag) && !slices.Contains(joinFlags, flag) {
						g.Flags = append(slices.Clip(g.Flags), flag)
					}
				}
				slices.Sort(g.Flags)
			}
			break
		}
	}
}

// joinFlags are the flags that Family.Join gives.
var joinFlags = []string{"inconsistent", "crossing", "slip", "cross-section"}

func sameMembers(g, h *corpus.Group) bool {
	if len(g.Members) != len(h.Members) {
		return false
	}
	for lang, units := range g.Members {
		if !slices.Equal(units, h.Members[lang]) {
			return false
		}
	}
	return true
}
