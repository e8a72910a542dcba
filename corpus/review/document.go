package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"tritext/corpus"
	"tritext/corpus/store"
)

// WrongFlag is the flag of groups whose translation a person calls wrong.
const WrongFlag = "wrong-translation"

// The methods of beads, see corpus.Bead.
const (
	methodOurs    = "tritext"
	methodGiven   = "given"
	methodChecked = "checked"
)

// Realign gives the beads of two versions of a family around locked ones, see
// pipeline.Realigner.
type Realign func(f *corpus.Family, source, target string, locked []corpus.Bead) ([]corpus.Bead, error)

// Document is a document of a corpus with what was said of it.
type Document struct {
	rows      *store.Family // as the corpus has it
	family    *corpus.Family
	base      []corpus.Bead // of the corpus
	groups    []corpus.Group
	languages []string // in the order of the pairs
	pairs     [][2]string
	place     map[string]place
	realign   Realign
	state     *State
	computed  bool // family holds what follows from state
}

// place is where a unit stands.
type place struct {
	lang   string
	unit   int // in its version
	stream int // 0: text, 1: footnotes; −1: it takes no part in alignment
	at     int // among the units of its stream
}

// newDocument opens a document, and takes the beads that the corpus calls
// checked into the state.
func newDocument(rows *store.Family, realign Realign, state *State) (*Document, error) {
	f, err := rows.Corpus()
	if err != nil {
		return nil, err
	}
	d := &Document{rows: rows, family: f, base: f.Beads, groups: f.Groups, realign: realign, place: map[string]place{}, state: state}
	for _, v := range f.Versions {
		var count [2]int
		for i := range v.Units {
			u := &v.Units[i]
			p := place{lang: v.Lang, unit: i, stream: -1}
			if u.Kind.Aligned() {
				p.stream = 0
				if u.Kind == corpus.KindFootnote {
					p.stream = 1
				}
				p.at = count[p.stream]
				count[p.stream]++
			}
			d.place[u.ID] = p
		}
	}
	for i := range d.base {
		pair := [2]string{d.base[i].Source, d.base[i].Target}
		if !slices.Contains(d.pairs, pair) {
			d.pairs = append(d.pairs, pair)
		}
	}
	for _, p := range d.pairs { // the source of any pair stands before its target
		for _, lang := range p {
			if !slices.Contains(d.languages, lang) {
				d.languages = append(d.languages, lang)
			}
		}
	}
	d.seed()
	return d, nil
}

// seed takes the beads that the corpus calls checked into the state.
func (d *Document) seed() {
	wrong := map[int]bool{}
	for i := range d.groups {
		if slices.Contains(d.groups[i].Flags, WrongFlag) {
			for _, b := range d.groups[i].Beads {
				wrong[b] = true
			}
		}
	}
	for i := range d.base {
		b := &d.base[i]
		if b.Method != methodChecked {
			continue
		}
		for _, l := range d.locksOf(b) {
			l.editor, l.edited, l.wrong = b.Editor, b.Edited, wrong[i]
			if _, ok := d.state.locks[l.key()]; !ok {
				d.state.locks[l.key()] = l
			}
		}
	}
}

// locksOf gives a bead as locks: a null bead by its units.
func (d *Document) locksOf(b *corpus.Bead) []lock {
	r := Row{Units: map[string][]string{b.Source: d.ids(b.Source, b.SourceUnits), b.Target: d.ids(b.Target, b.TargetUnits)}}
	return r.implied([]string{b.Source, b.Target})
}

func (d *Document) ids(lang string, units []int) []string {
	v := d.family.Version(lang)
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = v.Units[u].ID
	}
	return ids
}

// units gives the places of ids in their version.
func (d *Document) units(lang string, ids []string) ([]int, error) {
	var out []int
	for _, id := range ids {
		p, ok := d.place[id]
		if !ok || p.lang != lang || p.stream < 0 {
			return nil, fmt.Errorf("review: document %s has no unit %s to align", d.rows.ID, id)
		}
		out = append(out, p.unit)
	}
	return out, nil
}

// joins tells whether b follows a in its text.
func (d *Document) joins(a, b string) bool {
	p, q := d.place[a], d.place[b]
	return p.lang == q.lang && p.stream == q.stream && p.stream >= 0 && q.at == p.at+1
}

// length of a unit in characters.
func (d *Document) length(id string) int {
	p := d.place[id]
	return len([]rune(d.family.Version(p.lang).Units[p.unit].Norm))
}

// compute brings beads and groups to the state: pairs whose locked beads the
// corpus does not all have are aligned anew, the pairs at the same time.
func (d *Document) compute() error {
	if d.computed {
		return nil
	}
	found := make([][]corpus.Bead, len(d.pairs))
	faults := make([]error, len(d.pairs))
	var wait sync.WaitGroup
	for i, pair := range d.pairs {
		wait.Go(func() { found[i], faults[i] = d.beads(pair) })
	}
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return err
		}
	}
	d.family.Beads, d.family.Groups = slices.Concat(found...), slices.Clone(d.groups)
	for i := range d.family.Groups {
		g := &d.family.Groups[i]
		g.Flags = slices.DeleteFunc(slices.Clone(g.Flags), func(f string) bool { return f == WrongFlag })
	}
	d.family.Rejoin()
	for i := range d.family.Groups {
		g := &d.family.Groups[i]
		if d.wrong(g) {
			g.Flags = append(g.Flags, WrongFlag)
			slices.Sort(g.Flags)
		}
	}
	d.computed = true
	return nil
}

// wrong tells whether a bead of the group is called a wrong translation.
func (d *Document) wrong(g *corpus.Group) bool {
	return len(g.Members) > 1 && slices.ContainsFunc(g.Beads, func(b int) bool {
		return slices.ContainsFunc(d.locksOf(&d.family.Beads[b]), func(l lock) bool { return d.state.locks[l.key()].wrong })
	})
}

// beads gives the beads of a pair by the state.
func (d *Document) beads(pair [2]string) ([]corpus.Bead, error) {
	locks := map[string]lock{}
	taken := map[string]bool{} // units of locked beads
	for k, l := range d.state.locks {
		if l.source == pair[0] && l.target == pair[1] {
			locks[k] = l
			for _, id := range slices.Concat(l.sourceIDs, l.targetIDs) {
				taken[id] = true
			}
		}
	}
	var base, given []corpus.Bead
	stands := 0
	for i := range d.base {
		b := d.base[i]
		if b.Source != pair[0] || b.Target != pair[1] {
			continue
		}
		all := d.locksOf(&b)
		locked, free := 0, true
		for _, l := range all {
			if is, ok := locks[l.key()]; ok {
				locked++
				b.Editor, b.Edited = is.editor, is.edited
			}
			for _, id := range slices.Concat(l.sourceIDs, l.targetIDs) {
				free = free && !taken[id]
			}
		}
		stands += locked
		if free && (b.Method == methodGiven || b.Crossing) {
			given = append(given, b)
		}
		switch {
		case locked == len(all):
			b.Method, b.Confidence, b.Slip = methodChecked, 1, false
		case b.Method == methodChecked: // its check was taken back
			b.Method, b.Editor, b.Edited = methodOurs, "", ""
		default:
			b.Editor, b.Edited = "", ""
		}
		base = append(base, b)
	}
	if stands == len(locks) {
		return base, nil
	}
	around := given // what other means than ours have found stays where it can
	for _, k := range slices.Sorted(maps.Keys(locks)) {
		l := locks[k]
		b := corpus.Bead{Source: l.source, Target: l.target, Method: methodChecked, Editor: l.editor, Edited: l.edited}
		var err error
		if b.SourceUnits, err = d.units(l.source, l.sourceIDs); err != nil {
			return nil, err
		}
		if b.TargetUnits, err = d.units(l.target, l.targetIDs); err != nil {
			return nil, err
		}
		around = append(around, b)
	}
	return d.realign(d.family, pair[0], pair[1], around)
}

// store gives the rows of the document as they shall stand in the corpus.
func (d *Document) store() (*store.Family, error) {
	if err := d.compute(); err != nil {
		return nil, err
	}
	return d.rows.Realigned(d.family), nil
}

// line is a row with all that a page shows of it.
type line struct {
	Row
	confidence, score float64
	flags             []string
	beads             []int // into family.Beads
	editor, edited    string
}

// lines gives the rows of a view: of two languages their beads, else the groups.
func (d *Document) lines(languages []string) ([]line, error) {
	if err := d.compute(); err != nil {
		return nil, err
	}
	var out []line
	if len(languages) == 2 {
		flags := map[int][]string{}
		for i := range d.family.Groups {
			for _, b := range d.family.Groups[i].Beads {
				flags[b] = d.family.Groups[i].Flags
			}
		}
		for i := range d.family.Beads {
			b := &d.family.Beads[i]
			if b.Source != languages[0] || b.Target != languages[1] {
				continue
			}
			l := line{Row: Row{Units: map[string][]string{}}, confidence: b.Confidence, score: b.Score, beads: []int{i}, flags: flags[i]}
			for lang, units := range map[string][]int{b.Source: b.SourceUnits, b.Target: b.TargetUnits} {
				if len(units) > 0 {
					l.Units[lang] = d.ids(lang, units)
				}
			}
			out = append(out, l)
		}
	} else {
		for i := range d.family.Groups {
			g := &d.family.Groups[i]
			l := line{Row: Row{Units: map[string][]string{}}, confidence: g.Confidence, score: g.Score, beads: g.Beads, flags: g.Flags}
			for lang, units := range g.Members {
				l.Units[lang] = d.ids(lang, units)
			}
			out = append(out, l)
		}
	}
	for i := range out {
		l := &out[i]
		l.Checked, l.Wrong, l.editor, l.edited = d.state.locked(l.Row, languages)
	}
	return out, nil
}

// views lists the sets of languages that the document can be seen in: all, then
// the pairs.
func (d *Document) views() [][]string {
	out := [][]string{d.languages}
	if len(d.pairs) > 1 {
		for _, p := range d.pairs {
			out = append(out, []string{p[0], p[1]})
		}
	}
	return out
}

// view finds a view by its name: "zh-en-ru"; "" is the first.
func (d *Document) view(name string) ([]string, error) {
	for _, v := range d.views() {
		if name == "" || strings.Join(v, "-") == name {
			return v, nil
		}
	}
	return nil, refuse("document %s has no view %q", d.rows.ID, name)
}
