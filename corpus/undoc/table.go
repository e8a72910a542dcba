package undoc

import (
	"regexp"
	"strings"

	"tritext/corpus"
)

// wideGap parts the cells of a table: wider than what justified text has.
var wideGap = regexp.MustCompile(`\s{4,}|\t`)

// isTableHead tells a line of three cells or more with nothing like a
// sentence's end in any.
func isTableHead(line string) bool {
	if !strings.Contains(line, "    ") && !strings.Contains(line, "\t") {
		return false
	}
	cells := wideGap.Split(line, -1)
	if len(cells) < 3 {
		return false
	}
	for _, c := range cells {
		if endsSentence(c) && len(c) > 20 || endsClause(c) {
			return false
		}
	}
	return true
}

// contentsRow is a row of a table of contents without leaders: a title and
// numbers of paragraphs and pages.
var contentsRow = regexp.MustCompile(`\S\s+\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s+\d{1,4})?$`)

// tables marks the rows of tables and of tables of contents that the cleaning
// could not know: heads over rows, and rows of contents without leaders.
func tables(doc *corpus.Document) {
	b := doc.Blocks
	row := func(i int) bool { return i >= 0 && i < len(b) && b[i].Kind == corpus.KindTableRow }
	// entry tells what may be a row of a table of contents by its form.
	entry := func(i int) bool {
		return i < len(b) && runes(b[i].Text) <= 200 && !endsSentence(b[i].Text) && contentsRow.MatchString(b[i].Text) && !isNumbered(b[i].Text)
	}
	inside := false // a table of contents
	for i := range b {
		text := b[i].Text
		switch {
		case row(i):
		case b[i].Kind != corpus.KindNone:
		case isContents(text):
			inside = true
			continue
		case (inside || row(i+1)) && isColumnHead(text):
			b[i].Kind = corpus.KindTableRow
		case inside && entry(i):
			b[i].Kind = corpus.KindTableRow
		case inside && (row(i+1) || entry(i+1)) && !endsSentence(text) && runes(text) <= 200:
			b[i].Kind = corpus.KindTableRow // the first line of a row of two
		case isTableHead(text) && (row(i+1) || row(i-1)):
			b[i].Kind = corpus.KindTableRow
		default:
			inside = false
		}
	}
	for i := len(b) - 2; i >= 0; i-- { // heads of several lines, from the rows up
		if b[i].Kind == corpus.KindNone && row(i+1) && isTableHead(b[i].Text) {
			b[i].Kind = corpus.KindTableRow
		}
	}
}
