package align

import (
	"cmp"
	"slices"
)

// Word is the place of a word: Token is an index into the Tokens of a unit.
type Word struct{ Unit, Token int32 }

// WordLink says that two words of a bead translate each other. A word may be
// in several links, or in none.
type WordLink struct {
	Source, Target Word
	// P is the geometric mean of the probabilities in both directions, 0 to 1.
	// Of the links of the word gold with P from .3 to .4 .55 are right, from .5 to
	// .6 .73, from .7 to .8 .85, above .9 all but one or two in 485.
	P float32
}

// compareWordLinks brings links into the order of the source, then the target.
func compareWordLinks(a, b WordLink) int {
	return cmp.Or(
		cmp.Compare(a.Source.Unit, b.Source.Unit), cmp.Compare(a.Source.Token, b.Source.Token),
		cmp.Compare(a.Target.Unit, b.Target.Unit), cmp.Compare(a.Target.Token, b.Target.Token),
	)
}

// turnWordLinks exchanges the sides of links.
func turnWordLinks(links []WordLink) {
	for i := range links {
		l := &links[i]
		l.Source, l.Target = l.Target, l.Source
	}
	slices.SortFunc(links, compareWordLinks)
}

// wordLinksBack brings links between words of views to those of the texts.
func wordLinksBack(links []WordLink, src, tgt *view) {
	for i := range links {
		links[i].Source, links[i].Target = src.word(links[i].Source), tgt.word(links[i].Target)
	}
}

// word gives the place in the text of a word of the view.
func (v *view) word(w Word) Word {
	u, k := v.of[w.Unit].Lo, int(w.Token)
	for k >= len(v.text[u].Tokens) {
		k -= len(v.text[u].Tokens)
		u++
	}
	return Word{int32(u), int32(k)}
}

// MapWordLinks brings links to other places of their words: those of the tokens
// that the matching forms were made of, of lines for units. Links that fall
// together become one with the greatest probability. The result is in the order
// of the source; links is not changed.
func MapWordLinks(links []WordLink, source, target func(Word) Word) []WordLink {
	if len(links) == 0 {
		return nil
	}
	out := make([]WordLink, len(links))
	for i, l := range links {
		out[i] = WordLink{source(l.Source), target(l.Target), l.P}
	}
	slices.SortFunc(out, func(a, b WordLink) int { return cmp.Or(compareWordLinks(a, b), cmp.Compare(b.P, a.P)) })
	return slices.CompactFunc(out, func(a, b WordLink) bool { return compareWordLinks(a, b) == 0 })
}
