package clean

import (
	"regexp"
	"slices"
	"strconv"

	"tritext/corpus"
)

var (
	footnoteRule = regexp.MustCompile(`^[_\s]{5,}$`)
	// gluedRule is a footnote whose rule stands on the same line.
	gluedRule = regexp.MustCompile(`^_{5,}\s*(?:\*|\d)`)
	// noteMarker opens a footnote: "12 See", "* The", "a Including", "¹ …".
	noteMarker = regexp.MustCompile(`^(?:\*{1,4}|†|‡|(\d{1,3})[)/]?|[a-z]/?|[¹²³⁴-⁹⁰]+)\s*[^\s\d.]`)
)

// findFootnotes is the step "footnotes". A rule of underscores opens a block of
// notes that runs to the end of the page, or to the first line that no note
// goes on to, where the page's end cannot be seen.
func findFootnotes(w *work) {
	w.partNotes()
	every := w.blankEvery()
	inside, last := false, 0
	opened := false // the rule has just been passed
	for i := range w.lines {
		l := &w.lines[i]
		if l.drop != "" {
			continue
		}
		if footnoteRule.MatchString(l.text) {
			l.drop = "footnote-rule"
			opened, inside = true, false
			continue
		}
		if gluedRule.MatchString(l.text) {
			l.kind, l.note = corpus.KindFootnote, true
			opened, inside = false, true
			continue
		}
		if inside && !w.layout.plain && mayIdentify(l.text) && pageNumber.MatchString(l.text) { // the page's end behind its notes
			l.drop, inside, opened = "page-number", false, false
			if i+1 < len(w.lines) {
				w.lines[i+1].joint = true
			}
			continue
		}
		number, marked := noteNumber(l.text, last)
		switch {
		case opened:
			inside = marked && !l.joint
		case inside && l.joint, inside && w.alone(l.text):
			inside = false
		case inside && !marked && (l.blanks > 1 || l.blanks == 1 && !every):
			inside = false
		}
		if wasNote := i > 0 && !inside && (opened || w.lines[i-1].note); wasNote {
			l.joint = true // the text goes on where the notes end
		}
		opened = false
		if inside {
			l.note, l.kind = true, corpus.KindFootnote
			if marked && number > 0 {
				last = number
			}
		}
	}
}

// nextNote is where another note may begin on the line of one: behind a stop.
var nextNote = regexp.MustCompile(`[.)\]>;:。）] (\d{1,3}) \p{Lu}`)

// partNotes cuts lines below a rule that hold several notes, one after the other
// by their numbers: a reader of the file has lost the ends of lines.
func (w *work) partNotes() {
	below, last := false, 0
	for i := 0; i < len(w.lines); i++ {
		l := &w.lines[i]
		if footnoteRule.MatchString(l.text) {
			below, last = true, 0
			continue
		}
		if !below || l.drop != "" {
			continue
		}
		if m := noteMarker.FindStringSubmatch(l.text); m != nil && m[1] != "" {
			if n, _ := strconv.Atoi(m[1]); last == 0 || n == last+1 {
				last = n
			}
		}
		if last == 0 || len(l.edits) > 0 {
			continue
		}
		for _, m := range nextNote.FindAllStringSubmatchIndex(l.text, -1) {
			if l.text[m[2]:m[3]] != strconv.Itoa(last+1) {
				continue
			}
			rest := *l
			rest.start, rest.blanks, rest.indent, rest.feed, rest.joint = l.start+m[2], 0, 0, false, false
			rest.text = w.raw[rest.start:rest.end]
			l.end, l.trailing = l.start+m[2]-1, true
			l.text = w.raw[l.start:l.end]
			l.cols, l.ending = columns(l.text), endOf(l.text)
			rest.cols = columns(rest.text)
			w.lines = slices.Insert(w.lines, i+1, rest)
			break // the rest is the next line
		}
	}
}

// noteNumber tells whether a line opens a footnote and gives its number, 0 for
// notes marked by a star or letter. Numbers rise.
func noteNumber(text string, last int) (number int, ok bool) {
	m := noteMarker.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	if m[1] == "" {
		return 0, true
	}
	number, _ = strconv.Atoi(m[1])
	return number, last == 0 || number > last && number <= last+20
}

// blankEvery tells whether single blank lines part most lines.
func (w *work) blankEvery() bool {
	pairs, single, touching := 0, 0, 0
	first := true
	for i := range w.kept {
		if first {
			first = false
			continue
		}
		pairs++
		switch w.lines[i].blanks {
		case 0:
			touching++
		case 1:
			single++
		}
	}
	// Half of the gaps are single blank lines; the touching lines are page
	// joints, and a page has 20 lines at least.
	return 2*single >= pairs && touching <= 2+pairs/20
}
