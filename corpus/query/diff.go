package query

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// Difference is what two corpora say differently of one document.
type Difference struct {
	Document string       `json:"document"`
	Only     string       `json:"only,omitempty"`    // "first" or "second" if the other has no such document; then the rest is empty
	Sources  []string     `json:"sources,omitempty"` // languages whose source files differ
	Units    []UnitChange `json:"units,omitempty"`
	Beads    []BeadChange `json:"beads,omitempty"`
	Same     int          `json:"same"` // beads that both have
	// Confidence is the mean of how far the confidences of those differ, from 0
	// to 1.
	Confidence float64 `json:"confidence"`
}

// UnitChange is a unit whose text or kind differs, or that only one has.
type UnitChange struct {
	First, Second *DiffUnit `json:",omitempty"`
}

// DiffUnit is what is compared of a unit.
type DiffUnit struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Norm string `json:"norm"`
}

// BeadChange is a stretch of the alignment of two languages that the corpora
// cut differently: the beads of each that have text in common.
type BeadChange struct {
	Pair   string     `json:"pair"` // "zh-en"
	First  []DiffBead `json:"first"`
	Second []DiffBead `json:"second"`
}

// DiffBead is a bead with its texts.
type DiffBead struct {
	ID         string   `json:"id"`
	Source     []string `json:"source"` // texts of its units
	Target     []string `json:"target"`
	Confidence float64  `json:"confidence"`
	Method     string   `json:"method"`
}

// Changed tells whether there is any difference.
func (d *Difference) Changed() bool {
	return d.Only != "" || len(d.Sources) > 0 || len(d.Units) > 0 || len(d.Beads) > 0 || d.Confidence > 0
}

// Diff compares two corpora document by document and hands every document that
// one of them has to visit, those of the first in its order, then those that
// only the second has, until visit says no. Units are the same if they stand in
// the same place of the same file (in files that differ: if they have the same
// text); beads if they join the same units. One document of each corpus is held
// in memory at a time.
func Diff(ctx context.Context, first, second *store.Corpus, visit func(*Difference) bool) error {
	ours, err := documentIDs(first)
	if err != nil {
		return err
	}
	order, err := documentIDs(second)
	if err != nil {
		return err
	}
	mine, theirs := map[string]bool{}, map[string]bool{}
	for _, id := range ours {
		mine[id] = true
	}
	for _, id := range order {
		theirs[id] = true
	}
	partner := newFollower(second, mine)
	defer partner.stop()
	for f, err := range first.Families(store.Need{}) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		d := &Difference{Document: f.ID, Only: "first"}
		if theirs[f.ID] {
			g, err := partner.family(f.ID)
			if err != nil {
				return err
			}
			d = diffFamilies(f, g)
		}
		if !visit(d) {
			return nil
		}
	}
	for _, id := range order {
		if !mine[id] && !visit(&Difference{Document: id, Only: "second"}) {
			return nil
		}
	}
	return nil
}

// documentIDs lists the documents of a corpus in the order of writing.
func documentIDs(c *store.Corpus) (ids []string, err error) {
	for r, err := range store.Rows[key](c, store.TableDocuments) {
		if err != nil {
			return nil, err
		}
		if n := len(ids); n == 0 || ids[n-1] != r.ID {
			ids = append(ids, r.ID)
		}
	}
	return ids, nil
}

// follower reads documents of a corpus on demand: two corpora of the same
// inputs have them in the same order, so that the next one is mostly the one
// that is wanted. The others are looked up.
type follower struct {
	c    *store.Corpus
	next func() (*store.Family, error, bool)
	stop func()
	held *store.Family // read and not yet wanted
}

// newFollower begins at the first document; those that are not wanted are
// passed over.
func newFollower(c *store.Corpus, wanted map[string]bool) *follower {
	f := &follower{c: c}
	f.next, f.stop = iter.Pull2(c.Families(store.Need{Document: func(id string) bool { return wanted[id] }}))
	return f
}

func (f *follower) family(id string) (*store.Family, error) {
	if f.held == nil {
		next, err, ok := f.next()
		if ok && err != nil {
			return nil, err
		}
		f.held = next
	}
	if f.held != nil && f.held.ID == id {
		held := f.held
		f.held = nil
		return held, nil
	}
	return f.c.Family(id)
}

// diffFamilies compares two versions of a document.
func diffFamilies(a, b *store.Family) *Difference {
	d := &Difference{Document: a.ID}
	hashes := func(f *store.Family) map[string]string {
		m := map[string]string{}
		for i := range f.Documents {
			m[f.Documents[i].Lang] = f.Documents[i].Source.SHA256
		}
		return m
	}
	ha, hb := hashes(a), hashes(b)
	changed := map[string]bool{}
	for _, m := range []map[string]string{ha, hb} {
		for lang := range m {
			if ha[lang] != hb[lang] {
				changed[lang] = true
			}
		}
	}
	for lang := range changed {
		d.Sources = append(d.Sources, lang)
	}
	slices.Sort(d.Sources)
	ka, kb := unitKeys(a, changed), unitKeys(b, changed)
	d.Units = diffUnits(a, b, ka, kb)
	d.diffBeads(a, b, ka, kb)
	return d
}

// unitKeys gives every unit a name by which it is known in the other corpus: its
// place, or its text where the files differ.
func unitKeys(f *store.Family, changed map[string]bool) map[string]string {
	keys := make(map[string]string, len(f.Units))
	again := map[string]int{}
	for i := range f.Units {
		u := &f.Units[i]
		key := fmt.Sprintf("%s %d-%d", u.Lang, u.Start, u.End)
		if changed[u.Lang] {
			key = u.Lang + " " + u.Text
		}
		if n := again[key]; n > 0 { // the same text once more
			again[key]++
			key = fmt.Sprintf("%s #%d", key, n)
		}
		again[key]++
		keys[u.ID] = key
	}
	return keys
}

func diffUnits(a, b *store.Family, ka, kb map[string]string) (out []UnitChange) {
	of := func(u *store.UnitRow) *DiffUnit { return &DiffUnit{u.ID, u.Kind, u.Norm} }
	theirs := map[string]*store.UnitRow{}
	for i := range b.Units {
		theirs[kb[b.Units[i].ID]] = &b.Units[i]
	}
	for i := range a.Units {
		u := &a.Units[i]
		w := theirs[ka[u.ID]]
		delete(theirs, ka[u.ID])
		switch {
		case w == nil:
			out = append(out, UnitChange{First: of(u)})
		case u.Norm != w.Norm || u.Kind != w.Kind:
			out = append(out, UnitChange{of(u), of(w)})
		}
	}
	for i := range b.Units {
		if u := &b.Units[i]; theirs[kb[u.ID]] == u {
			out = append(out, UnitChange{Second: of(u)})
		}
	}
	return out
}

// diffBeads fills Beads, Same and Confidence.
func (d *Difference) diffBeads(a, b *store.Family, ka, kb map[string]string) {
	name := func(r *store.BeadRow, keys map[string]string) string {
		parts := []string{r.SourceLang, r.TargetLang}
		for _, id := range r.SourceIDs {
			parts = append(parts, keys[id])
		}
		parts = append(parts, "|")
		for _, id := range r.TargetIDs {
			parts = append(parts, keys[id])
		}
		return strings.Join(parts, "\x00")
	}
	theirs := map[string]*store.BeadRow{}
	for i := range b.Beads {
		theirs[name(&b.Beads[i], kb)] = &b.Beads[i]
	}
	r := newRegions()
	for i := range a.Beads {
		x := &a.Beads[i]
		key := name(x, ka)
		if y := theirs[key]; y != nil {
			delete(theirs, key)
			d.Same++
			d.Confidence += math.Abs(x.Confidence - y.Confidence)
			continue
		}
		r.add(x, ka, true)
	}
	for i := range b.Beads {
		if y := &b.Beads[i]; theirs[name(y, kb)] == y {
			r.add(y, kb, false)
		}
	}
	if d.Same > 0 {
		d.Confidence /= float64(d.Same)
	}
	d.Beads = r.changes(texts(a), texts(b))
}

func texts(f *store.Family) map[string]string {
	m := make(map[string]string, len(f.Units))
	for i := range f.Units {
		m[f.Units[i].ID] = f.Units[i].Norm
	}
	return m
}

// regions joins the beads that differ into stretches: beads of the same pair
// that hold the same unit, directly or through others.
type regions struct {
	beads  []*store.BeadRow
	first  []bool
	parent []int
	owner  map[string]int // pair and key of a unit → a bead that holds it
}

func newRegions() *regions { return &regions{owner: map[string]int{}} }

func (r *regions) root(i int) int {
	for r.parent[i] != i {
		r.parent[i] = r.parent[r.parent[i]]
		i = r.parent[i]
	}
	return i
}

func (r *regions) add(b *store.BeadRow, keys map[string]string, first bool) {
	n := len(r.beads)
	r.beads, r.first, r.parent = append(r.beads, b), append(r.first, first), append(r.parent, n)
	for _, id := range slices.Concat(b.SourceIDs, b.TargetIDs) {
		key := b.SourceLang + "-" + b.TargetLang + " " + keys[id]
		if other, held := r.owner[key]; held {
			x, y := r.root(n), r.root(other)
			r.parent[max(x, y)] = min(x, y)
		}
		r.owner[key] = n
	}
}

// changes gives the stretches in the order of their first beads.
func (r *regions) changes(first, second map[string]string) (out []BeadChange) {
	at := map[int]int{}
	for i, b := range r.beads {
		root := r.root(i)
		n, seen := at[root]
		if !seen {
			n = len(out)
			at[root] = n
			out = append(out, BeadChange{Pair: b.SourceLang + "-" + b.TargetLang})
		}
		text, to := first, &out[n].First
		if !r.first[i] {
			text, to = second, &out[n].Second
		}
		bead := DiffBead{ID: b.ID, Confidence: b.Confidence, Method: b.Method, Source: []string{}, Target: []string{}}
		for _, id := range b.SourceIDs {
			bead.Source = append(bead.Source, text[id])
		}
		for _, id := range b.TargetIDs {
			bead.Target = append(bead.Target, text[id])
		}
		*to = append(*to, bead)
	}
	return out
}
