package clean

import (
	"strings"
	"unicode/utf8"
)

const (
	softHyphen = '\u00AD'
	// lostHyphen is what PDF readers built on pdfium write for a hyphen at a
	// line's end, sometimes with the line's end already gone; it is no character.
	lostHyphen = '\uFFFE'
	byteOrder  = '\uFEFF'
)

// isZeroWidth tells characters that have no width and mean nothing in Chinese,
// Russian or English text: zero-width space and joiners, direction marks, word
// joiner, byte order mark.
func isZeroWidth(r rune) bool {
	return r >= '\u200B' && r <= '\u200F' || r == '\u2060' || r == byteOrder
}

// fixCharacters is the step "characters".
func fixCharacters(w *work) {
	for i := range w.lines {
		l := &w.lines[i]
		if strings.IndexFunc(l.text, isOdd) >= 0 {
			l.fix()
		}
		l.cols, l.ending = columns(l.text), endOf(l.text)
	}
}

func isOdd(r rune) bool { return isZeroWidth(r) || r == softHyphen || r == lostHyphen }

// fix drops or replaces odd characters of a line. A soft hyphen at the line's
// end is a hyphen that somebody saw: it stays, as "-", for the step "hyphen".
func (l *line) fix() {
	var b strings.Builder
	from := 0
	for at, r := range l.text {
		if !isOdd(r) {
			continue
		}
		b.WriteString(l.text[from:at])
		from = at + utf8.RuneLen(r)
		e := edit{start: l.start + at, end: l.start + from}
		switch last := from == len(l.text); {
		case r == softHyphen && !last:
			e.rule = "soft-hyphen"
		case r == softHyphen, r == lostHyphen:
			e.rule, e.now = "lost-hyphen", "-"
		case r == byteOrder:
			e.rule = "byte-order-mark"
		default:
			e.rule = "zero-width"
		}
		b.WriteString(e.now)
		l.edits = append(l.edits, e)
	}
	b.WriteString(l.text[from:])
	l.text = b.String()
}
