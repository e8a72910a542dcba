package corpus

import "tritext/segment"

// Mark is what a format knows of a stretch of Raw and plain text cannot say.
//
// Blocks, where there are any, are authoritative: cleaning makes one Block of
// each and neither joins nor splits it, and what stands in no block is taken
// out with a rule. Sentences stand in blocks; the splitter keeps them. Lines
// come from pages that are laid out, and have no blocks around them: cleaning
// finds the blocks by geometry.
type Mark struct {
	segment.Span          // in Raw
	Kind         MarkKind // what the stretch is
	Level        int      // heading or list level, from 1; 0 elsewhere
	Label        string   // number, letter or footnote mark as printed
	Lang         string   // language attribute, ISO 639-1; "" if none
	ID           string   // id in the source (TEI "P:S"); "" if none
	// Rule is the rule by which a stretch that is no text is taken out
	// ("boilerplate", "running-header" …); of MarkOut only.
	Rule string
	Page int        // from 1; 0 if the source has no pages
	Size float32    // font size in points; 0 if not known
	Bold bool       // most of its letters are
	Box  [4]float32 // left, top, right, bottom in points from the page's top left corner; zero if not known
}

// MarkKind says what a Mark is.
type MarkKind string

// The kinds of marks.
const (
	MarkParagraph MarkKind = "paragraph"
	MarkHeading   MarkKind = "heading"
	MarkListItem  MarkKind = "list-item"
	MarkTableRow  MarkKind = "table-row"
	MarkFootnote  MarkKind = "footnote"
	MarkHeader    MarkKind = "header" // running, of pages
	MarkFooter    MarkKind = "footer"
	MarkCaption   MarkKind = "caption"
	MarkQuote     MarkKind = "quote"
	MarkSentence  MarkKind = "sentence" // given by the source
	MarkLine      MarkKind = "line"     // of a laid-out page
	MarkOut       MarkKind = "out"      // no text: hidden, boilerplate; Mark.Rule says why
)

// Block tells whether marks of this kind are blocks.
func (k MarkKind) Block() bool {
	switch k {
	case MarkSentence, MarkLine, MarkOut:
		return false
	}
	return true
}
