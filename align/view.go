package align

import "strings"

// view is another way to look at a text: several units as one (so that a bead
// of any size can be held together), or units in another order.
type view struct {
	text   []Unit
	units  []Unit
	of     []Range // the text's units behind each unit of the view
	breaks []int32 // by unit: units up to it that do not follow their neighbour in the text
}

func (v *view) add(text []Unit, r Range) {
	v.text = text
	b := int32(0)
	if n := len(v.of); n > 0 {
		b = v.breaks[n-1]
		if v.of[n-1].Hi != r.Lo {
			b++
		}
	}
	v.units, v.of, v.breaks = append(v.units, joined(text[r.Lo:r.Hi])), append(v.of, r), append(v.breaks, b)
}

// whole tells whether the units of the view stand side by side in the text.
func (v *view) whole(r Range) bool { return r.Len() < 2 || v.breaks[r.Lo] == v.breaks[r.Hi-1] }

// back gives the text's units behind a whole range of the view; an empty range
// stays behind the unit that it stood behind.
func (v *view) back(r Range) Range {
	switch {
	case r.Len() > 0:
		return Range{v.of[r.Lo].Lo, v.of[r.Hi-1].Hi}
	case r.Lo == 0:
		return Range{}
	}
	end := v.of[r.Lo-1].Hi
	return Range{end, end}
}

// joined makes one unit of several: its words are theirs, its place is the first one's.
func joined(units []Unit) Unit {
	if len(units) == 1 {
		return units[0]
	}
	u := Unit{Quotation: units[0].Quotation, Label: units[0].Label, Section: units[0].Section, Opens: units[0].Opens,
		Continues: units[0].Continues, Unfinished: units[len(units)-1].Unfinished}
	for k, x := range units {
		if k > 0 {
			u.Quotation = u.Quotation.then(x.Quotation)
		}
		u.Tokens, u.Anchors = append(u.Tokens, x.Tokens...), append(u.Anchors, x.Anchors...)
		u.Length += x.Length
		u.Text = strings.TrimSpace(u.Text + " " + x.Text)
	}
	return u
}

// over gives the aligner for views of two texts: other evidence is still asked
// about the texts themselves.
func (a *Aligner) over(source, target []Unit, src, tgt *view) *Aligner {
	o := &Aligner{lex: a.lex, opt: a.opt}
	o.opt.Extra = nil
	for _, s := range a.opt.Extra {
		o.opt.Extra = append(o.opt.Extra, viewScorer{s, source, target, src, tgt})
	}
	return o
}

type viewScorer struct {
	Scorer
	source, target []Unit
	src, tgt       *view
}

func (s viewScorer) Bind(_, _ []Unit) Cost {
	return viewCost{s.Scorer.Bind(s.source, s.target), s.src, s.tgt}
}

type viewCost struct {
	Cost
	src, tgt *view
}

// Learn passes the lesson on in units of the texts.
func (c viewCost) Learn(beads []Bead) {
	back := make([]Bead, len(beads))
	for i, b := range beads {
		back[i] = Bead{Source: c.src.back(b.Source), Target: c.tgt.back(b.Target)}
	}
	teach([]Cost{c.Cost}, back)
}

// Propose gives the pairs of units that the views have as they are.
func (c viewCost) Propose() []Proposal {
	source, target := c.src.places(), c.tgt.places()
	var pairs []Proposal
	for _, p := range proposals(c.Cost) {
		s, known := source[p.Source]
		t, knownT := target[p.Target]
		if known && knownT {
			pairs = append(pairs, Proposal{s, t, p.Score})
		}
	}
	return pairs
}

// places gives the unit of the view by unit of the text, of those that stand alone.
func (v *view) places() map[int]int {
	of := make(map[int]int, len(v.of))
	for k, r := range v.of {
		if r.Len() == 1 {
			of[r.Lo] = k
		}
	}
	return of
}

func (c viewCost) Score(source, target Range) float64 {
	if !c.src.whole(source) || !c.tgt.whole(target) {
		return 0 // no bead; the search forbids it
	}
	return c.Cost.Score(c.src.back(source), c.tgt.back(target))
}
