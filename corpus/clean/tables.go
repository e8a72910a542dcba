package clean

import (
	"regexp"
	"strings"

	"tritext/corpus"
)

var (
	// leaders are the dots between an entry of a list and its page or name; two
	// … are the Chinese mark of omission.
	leaders = regexp.MustCompile(`\.{5,}|(?:\. ){4,}|…{3,}`)
	piped   = regexp.MustCompile(`^\|.*\|$`)
	gap     = regexp.MustCompile(`\s{2,}|\t`)
	// numeric is a cell of figures: 1 234.5, (12), 5 - 39, –, $300, 40 %.
	numeric = regexp.MustCompile(`^(?:[-–—…]|[($€+-]{0,2}\d[\d\s.,–-]*[)%*]{0,2})$`)
)

// findTables is the step "tables". Dot leaders and pipes alone make a row; of
// rows of figures two must stand together.
func findTables(w *work) {
	var figures []int
	last := -2
	n := 0
	for i := range w.kept {
		l := &w.lines[i]
		n++
		switch {
		case l.kind != corpus.KindNone:
		case dotted(l.text) && leaders.MatchString(l.text), piped.MatchString(l.text):
			l.kind = corpus.KindTableRow
		case isFigures(l.text):
			if last == n-1 {
				l.kind = corpus.KindTableRow
				w.lines[figures[len(figures)-1]].kind = corpus.KindTableRow
			}
			figures = append(figures, i)
			last = n
		}
	}
}

// dotted tells by a look whether a line can have leaders.
func dotted(s string) bool {
	return strings.Contains(s, "..") || strings.Contains(s, ". .") || strings.Contains(s, "……")
}

// isFigures tells a row with at least three cells of which two are figures.
func isFigures(text string) bool {
	if !strings.Contains(text, "  ") && !strings.Contains(text, "\t") {
		return false
	}
	cells := gap.Split(text, -1)
	figures := 0
	for _, c := range cells {
		if numeric.MatchString(c) {
			figures++
		}
	}
	return len(cells) >= 3 && figures >= 2
}
