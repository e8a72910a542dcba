package corpus

import "tritext/segment"

// Kind says what a unit (or block) is.
type Kind string

// The kinds. Align tells which of them take part in sentence alignment.
const (
	KindNone       Kind = ""
	KindSentence   Kind = "sentence"   // of running prose
	KindHeading    Kind = "heading"    // titles and headings
	KindPreambular Kind = "preambular" // paragraph of a preamble: "Recalling …,"
	KindOperative  Kind = "operative"  // paragraph of an operative part: "1. Decides …;"
	KindListItem   Kind = "list_item"  // (a) …
	KindMasthead   Kind = "masthead"   // symbol, distribution, date, session, agenda item, bodies
	KindSignature  Kind = "signature"  // name, title, (Signed)
	KindFootnote   Kind = "footnote"   // aligned apart
	KindTableRow   Kind = "table_row"  // table, table of contents, roster
	KindOriginal   Kind = "original"   // "[Original: Russian]"
	KindState      Kind = "state"      // name of a State in a list in the order of its language's alphabet: aligned by name, not by order
	KindSpeaker    Kind = "speaker"    // speaker's line of a verbatim record
	KindFurniture  Kind = "furniture"  // kept in place but no text: rules of dots and the like
)

// Aligned tells whether units of this kind take part in sentence alignment.
func (k Kind) Aligned() bool {
	switch k {
	case KindMasthead, KindTableRow, KindOriginal, KindFurniture, KindNone:
		return false
	}
	return true
}

// Unit is one sentence or other smallest piece of a document.
type Unit struct {
	ID      string // DOC/LANG#SECTION.BLOCK.SENTENCE, numbers from 1
	Kind    Kind
	Section int    // index into Document.Sections
	Block   int    // index into Document.Blocks
	Label   string // of its block, on the block's first unit only
	// Spans are the unit's pieces of Document.Raw, trailing white space
	// included, so that the units of a block tile the block's pieces.
	Spans   []segment.Span
	Text    string          // cleaned: lines joined, furniture out; trimmed
	Norm    string          // normalised for matching and training (clean.Normalize); what the corpus pairs
	Repairs []Repair        // from Raw to Text, places in Raw
	NormLog []Repair        // from Text to Norm, places in Text
	Tokens  []segment.Token // of Norm
	// Partners are the codes of the languages in which some unit translates
	// this one, in order of the codes; Family.Join fills it from the beads. Nil
	// for a unit without a partner and for one kept out of alignment.
	Partners []string
	Page     int    // on which it begins, from 1; 0 if the source has no pages
	Origin   string // id that the source itself gives the sentence; "" if none
	// MarkOf is, of a footnote's first unit, the ID of the unit in which the note's
	// mark stands, and MarkAt the byte of that unit's Text at which it stands; ""
	// and 0 where the mark was not found. Norm goes without the mark.
	MarkOf string
	MarkAt int
	Reads  string // code of the language that the unit reads as if that is not the version's; else ""
}

// Raw gives the unit's untouched text: its pieces of the source put together.
func (u *Unit) Raw(doc *Document) string {
	if len(u.Spans) == 1 {
		return u.Spans[0].In(doc.Raw)
	}
	var b []byte
	for _, s := range u.Spans {
		b = append(b, s.In(doc.Raw)...)
	}
	return string(b)
}
