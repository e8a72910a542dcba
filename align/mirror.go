package align

import (
	"cmp"
	"slices"
)

// The search looks at its sides in different ways (seeds are kept by source
// unit, ties go to the first shape). So that exchanging the texts mirrors the
// beads exactly, every pair of texts is aligned in one orientation, which its
// content decides.

// exchanged tells whether the texts are aligned the other way round: the
// shorter one is the source, and of equally long ones that which comes first by its words.
func exchanged(source, target []Unit) bool {
	return cmp.Or(cmp.Compare(len(source), len(target)), slices.CompareFunc(source, target, compareUnits)) > 0
}

func compareUnits(a, b Unit) int {
	return cmp.Or(
		slices.Compare(a.Tokens, b.Tokens), slices.Compare(a.Anchors, b.Anchors),
		cmp.Compare(a.Length, b.Length), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Section, b.Section),
		cmp.Compare(a.Text, b.Text),
	)
}

// turned gives the aligner for exchanged texts.
func (a *Aligner) turned() *Aligner {
	t := &Aligner{opt: a.opt}
	if a.lex != nil {
		t.lex = turnedLexicon{a.lex}
	}
	t.opt.Extra = nil
	for _, s := range a.opt.Extra {
		t.opt.Extra = append(t.opt.Extra, turnedScorer{s})
	}
	return t
}

// turned gives the result for texts exchanged back.
func turned(r Result) Result {
	r.Beads = turnedBeads(r.Beads)
	for i := range r.Beads {
		turnWordLinks(r.Beads[i].Links)
	}
	r.Crossings = slices.Clone(r.Crossings)
	for i, c := range r.Crossings {
		beads := turnedBeads(c.Beads)
		for k := range beads {
			turnWordLinks(beads[k].Links)
		}
		slices.SortFunc(beads, func(a, b Bead) int { return cmp.Compare(a.Source.Lo, b.Source.Lo) })
		r.Crossings[i] = Crossing{Source: c.Target, Target: c.Source, Beads: beads, Score: c.Score, cores: turnedBeads(c.cores)}
	}
	slices.SortFunc(r.Crossings, compareCrossings)
	return r
}

// turnedBeads gives the beads with their sides exchanged.
func turnedBeads(beads []Bead) []Bead {
	out := slices.Clone(beads)
	for i, b := range out {
		out[i].Source, out[i].Target = b.Target, b.Source
	}
	return out
}

type turnedLexicon struct{ Lexicon }

func (t turnedLexicon) Links(source, target []string, yield func(i, j int, forward, backward float32)) {
	t.Lexicon.Links(target, source, func(i, j int, f, b float32) { yield(j, i, b, f) })
}

func (t turnedLexicon) SourceShares(words []string) []float64 { return t.Lexicon.TargetShares(words) }

func (t turnedLexicon) TargetShares(words []string) []float64 { return t.Lexicon.SourceShares(words) }

type turnedScorer struct{ Scorer }

func (t turnedScorer) Bind(source, target []Unit) Cost {
	return turnedCost{t.Scorer.Bind(target, source)}
}

type turnedCost struct{ Cost }

// Learn passes the lesson on in the order that the Cost knows the texts by.
func (t turnedCost) Learn(beads []Bead) { teach([]Cost{t.Cost}, turnedBeads(beads)) }

// Propose gives the pairs turned.
func (t turnedCost) Propose() []Proposal {
	pairs := slices.Clone(proposals(t.Cost))
	for i, p := range pairs {
		pairs[i].Source, pairs[i].Target = p.Target, p.Source
	}
	return pairs
}

func (t turnedCost) Score(source, target Range) float64 { return t.Cost.Score(target, source) }
