package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"tritext/corpus"
)

// line is one line of Raw that has visible text.
type line struct {
	start, end int    // of the text in Raw, white space around it not included
	text       string // the text with its characters fixed
	edits      []edit // what fixCharacters changed, places in Raw
	indent     int    // characters of white space before the text
	trailing   bool   // white space between the text and the line's end
	blanks     int    // blank lines before it
	no         int    // line number in Raw, from 1
	feed       bool   // a form feed or page mark stands between it and the line before
	joint      bool   // a page or column ends before it
	column     bool   // … a column
	drop       string // rule by which it is taken out; "" if it stays
	kind       corpus.Kind
	note       bool // it stands below a footnote rule
	lone       bool // a blank line follows, and no mark ends it
	ending     lineEndKind
	cols       int          // width in columns: 2 for wide characters, 1 for others
	mark       *corpus.Mark // what the format says of it; nil if nothing
	measure    [2]float64   // left and right edge in points of the column that it stands in; of laid-out lines
}

// edit is a change inside a line.
type edit struct {
	start, end int // in Raw
	now, rule  string
}

// cutLines is the step "lines".
func cutLines(w *work) {
	raw := w.raw
	no, blanks, at := 1, 0, 0
	feed := false
	for at < len(raw) {
		end, next, fed, newLine := lineEnd(raw, at)
		text := raw[at:end]
		start := at + len(text) - len(strings.TrimLeftFunc(text, func(r rune) bool { return isEdge(r) || r == softHyphen }))
		stop := at + len(strings.TrimRightFunc(text, isEdge))
		if start >= stop {
			if newLine {
				blanks++
			}
		} else {
			w.lines = append(w.lines, line{
				start: start, end: stop, text: raw[start:stop],
				indent: utf8.RuneCountInString(raw[at:start]), trailing: stop < end,
				blanks: blanks, no: no, feed: feed,
			})
			blanks, feed = 0, false
		}
		feed = feed || fed
		if newLine {
			no++
		}
		at = next
	}
}

// lineEnd finds the end of the line that begins at a place: the end of its
// text, the start of the next line, whether a form feed stands between, and
// whether a reader of the file would count a new line (LF, CR LF, CR).
func lineEnd(raw string, at int) (end, next int, feed, newLine bool) {
	for i := at; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\n':
			return i, i + 1, false, true
		case c == '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				return i, i + 2, false, true
			}
			return i, i + 1, false, true
		case c == '\f':
			return i, i + 1, true, false
		case c == '\v':
			return i, i + 1, false, false
		case c == 0xC2 && strings.HasPrefix(raw[i:], "\u0085"):
			return i, i + 2, false, false
		case c == 0xE2 && (strings.HasPrefix(raw[i:], "\u2028") || strings.HasPrefix(raw[i:], "\u2029")):
			return i, i + 3, false, false
		}
	}
	return len(raw), len(raw), false, false
}

// isEdge tells what is trimmed from both ends of a line: white space and what
// cannot be seen at all.
func isEdge(r rune) bool { return unicode.IsSpace(r) || isZeroWidth(r) }

// columns is the width of a text as on a typewriter: wide characters count 2,
// combining marks and control characters 0.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x20 || r == 0x7f:
		return 0
	case r < 0x300, r >= 0x400 && r < 0x483:
		return 1
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3001 && r <= 0x303E: // most of Chinese, without a look at the tables
		return 2
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// kept calls yield with the indices of the lines that stay, in order.
func (w *work) kept(yield func(i int) bool) {
	for i := range w.lines {
		if w.lines[i].drop == "" && !yield(i) {
			return
		}
	}
}
