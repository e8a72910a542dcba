package align

import "fmt"

// Unit is what an aligner needs to know of a sentence. It knows no document,
// file or language.
type Unit struct {
	Tokens  []string // matching forms in order of the text (stems, words, numbers, punctuation classes), repeats included
	Length  float64  // in characters of English text: letters times the language's density
	Label   string   // of the paragraph that the unit opens: "12", "(a)"; "" if none
	Section int      // number of the section that it stands in, from 0, never falling
	Opens   bool     // the unit is the first of its paragraph
}

// Range is a half-open range of units, Lo ≤ Hi.
type Range struct{ Lo, Hi int }

// Len is the number of units in the range.
func (r Range) Len() int { return r.Hi - r.Lo }

// Bead joins a range of source units with a range of target units that
// translate each other; one of them is empty in a null bead.
type Bead struct {
	Source, Target Range
	Score          float64   // natural logarithm of a likelihood ratio, of all components together
	Components     []float64 // by scorer, in the order of Result.Names
	Confidence     float64   // probability, 0 to 1, that the bead is exactly right
}

// Type gives the bead's sizes: "1-2" is one source and two target units.
func (b Bead) Type() string { return fmt.Sprintf("%d-%d", b.Source.Len(), b.Target.Len()) }

// Null tells whether the bead's units have no partner.
func (b Bead) Null() bool { return b.Source.Len() == 0 || b.Target.Len() == 0 }

// Result is an alignment: beads that cover both sides once, in order.
type Result struct {
	Beads []Bead
	Names []string // of the scorers behind Bead.Components
}

// Lexicon knows how likely words translate each other. Package lexicon has one.
type Lexicon interface {
	// Links calls yield for every pair (source[i], target[j]) of words that the
	// lexicon knows as translations, with p(target|source) and p(source|target).
	Links(source, target []string, yield func(i, j int, forward, backward float32))
	// Shares gives each word's share of running text, 0 if the lexicon does not
	// know it: of source words, and of target words.
	SourceShares(words []string) []float64
	TargetShares(words []string) []float64
}
