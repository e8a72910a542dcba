package align

import (
	"fmt"
	"strings"
)

// Unit is what an aligner needs to know of a sentence. It knows no document,
// file or language.
type Unit struct {
	// Tokens are the matching forms in the order of the text, repeats
	// included: stems, words, numbers, shared punctuation classes.
	Tokens []string
	// Anchors are things that every language writes in its own way, already
	// brought to one form: "2021-04-16", "11:00". They match as copies do.
	Anchors []string
	Length  float64 // in characters of English text: letters times the language's density
	Label   string  // of the paragraph that the unit opens, in a comparable form: "12", "a"; "" if none
	Section int     // number of the section that the unit stands in, from 0, never falling
	Opens   bool    // the unit is the first of its paragraph
	// Continues and Unfinished tell of a unit that begins in lower case, and of
	// one that ends with a comma or another mark of a clause: pieces of a
	// sentence that was cut.
	Continues, Unfinished bool
	// Quotation tells whether it begins or ends within quoted speech.
	Quotation Quotation
	Text      string // the sentence itself; the aligner does not read it, a Scorer may
}

// Range is a half-open range of units, Lo ≤ Hi.
type Range struct{ Lo, Hi int }

// Len is the number of units in the range.
func (r Range) Len() int { return r.Hi - r.Lo }

// Bead joins a range of source units with a range of target units that
// translate each other; one of them is empty in a null bead.
type Bead struct {
	Source, Target Range
	Score          float64    // nats, the sum of the components; the score of a path is its log probability up to a constant
	Components     []float64  // by kind of evidence, in the order of Result.Names
	Confidence     float64    // probability, 0 to 1, that the bead is exactly right
	Locked         bool       // given to AlignLocked; its confidence is 1
	Links          []WordLink // between words, in the order of the source; nil unless Options.WordLinks asks for them
	Crossing       bool       // of a passage that stands in another order in the other text
}

// Type gives the bead's sizes: "1-2" is one source and two target units.
func (b Bead) Type() string { return fmt.Sprintf("%d-%d", b.Source.Len(), b.Target.Len()) }

// Null tells whether the bead's units have no partner.
func (b Bead) Null() bool { return b.Source.Len() == 0 || b.Target.Len() == 0 }

// String writes the bead as vecalign and Bertalign do, with the score behind:
// "[0, 1]:[0]:4.2130". Numbers count from 0.
func (b Bead) String() string {
	return fmt.Sprintf("%s:%s:%.4f", b.Source, b.Target, b.Score)
}

// String lists the range's numbers: "[3, 4]".
func (r Range) String() string {
	var s strings.Builder
	s.WriteByte('[')
	for i := r.Lo; i < r.Hi; i++ {
		if i > r.Lo {
			s.WriteString(", ")
		}
		fmt.Fprintf(&s, "%d", i)
	}
	s.WriteByte(']')
	return s.String()
}

// Result is an alignment: beads that cover both sides once, in order (with
// Options.AllowCrossing, in the order of the source).
type Result struct {
	Beads     []Bead
	Names     []string   // of the scorers behind Bead.Components
	Crossings []Crossing // passages that stand in another order in the other text, by source
}

// Lexicon knows how likely words translate each other. Package lexicon has one.
type Lexicon interface {
	// Links calls yield for every pair (source[i], target[j]) of words that the
	// lexicon knows as translations, with p(target|source) and p(source|target),
	// each above 0 and at most 1. No pair comes twice.
	Links(source, target []string, yield func(i, j int, forward, backward float32))
	// SourceShares gives each source word's share of running text, 0 if unknown.
	SourceShares(words []string) []float64
	// TargetShares does the same for target words.
	TargetShares(words []string) []float64
}

// Scorer is one more source of evidence, bound anew for every pair of texts.
type Scorer interface {
	Name() string // a short noun: "embeddings"
	Bind(source, target []Unit) Cost
}

// Cost scores beads of the texts that its Scorer was bound to.
type Cost interface {
	// Score gives the natural logarithm of the likelihood ratio between "these
	// units translate each other" and "they are any text", from this evidence
	// alone. Null beads are not asked for.
	Score(source, target Range) float64
}
