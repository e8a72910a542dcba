package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// findColumns is the step "columns". A page in two columns that was printed
// side by side ("pdftotext -layout") has on each line a piece of the left and a
// piece of the right column with white space between:
//
//	The Council met      by other means. It
//	on 3 May and heard   then adjourned.
//
// Its lines are cut at the gutter, and the left pieces of a stretch of such
// lines go before its right ones. A stretch is believed if its left and right
// pieces look like lines of a column: many are full, and clauses go over them.
// Tables and mastheads, which have wide gaps too, do not.
func findColumns(w *work) {
	if w.isPlain() {
		return
	}
	known := 0 // where the right column of the last stretch began
	for i := 0; i < len(w.lines); {
		if from, n, c := w.columnsAt(i, known); n > 0 {
			i, known = from+n, c
		} else {
			i++
		}
	}
}

const (
	// gutter is the fewest spaces between two columns.
	gutter = 3
	// fewestRows and mostRows bound the lines with text in both columns, and the
	// lines of a stretch.
	fewestRows, mostRows = 5, 400
	// fewKnownRows are enough where another stretch has shown the gutter.
	fewKnownRows = 2
	// fullPieces is the share of pieces that are nearly as wide as their column.
	fullPieces = 0.4
	// gutterSlack is by how many columns the right pieces may start apart.
	gutterSlack = 2
)

// hole is white space inside a line: places in Raw, and the columns at which
// the text before it ends and goes on.
type hole struct {
	end, start   int
	left, resume int
}

// gaps are the wide gaps of a line.
func (w *work) gaps(l *line) []hole {
	if !strings.Contains(l.text, "   ") && !strings.Contains(l.text, "\t") {
		return nil
	}
	var out []hole
	col, white, from, at := l.indent, 0, 0, 0
	left := 0
	for i, r := range l.text {
		at = i
		if r == ' ' || r == '\t' || r == '\u00a0' {
			if white == 0 {
				from, left = at, col
			}
			n := 1
			if r == '\t' {
				n = 8 - col%8
			}
			white, col = white+n, col+n
			continue
		}
		if white >= gutter {
			out = append(out, hole{l.start + from, l.start + at, left, col})
		}
		white = 0
		col += runeColumns(r)
	}
	return out
}

// row is a line of a stretch: what stands in its two columns.
type row struct {
	line        int
	left, right bool
	gap         hole // of a row with both
}

// columnsAt tries whether line i is the first with text in both columns of a
// stretch, and sets its lines apart. It gives the first line of the stretch,
// how many there are now, and the column of the gutter's end; n is 0 if there is
// no stretch. Near a known gutter a few lines are enough, the end of a text.
func (w *work) columnsAt(i, known int) (from, n, c int) {
	for _, g := range w.gaps(&w.lines[i]) {
		from = i
		for k := i - 1; k >= 0 && !w.lines[k+1].feed && w.lines[k+1].no-w.lines[k].no <= 2; k-- {
			switch l := &w.lines[k]; { // the right column may begin higher up
			case abs(l.indent-g.resume) <= gutterSlack:
				from = k
			case l.column || isFooter(l.text) || l.indent > gutterSlack || l.indent+columns(l.text) > g.resume-gutter+1:
				k = 0
			}
		}
		least := fewestRows
		if known > 0 && abs(known-g.resume) <= 4*gutterSlack {
			least = fewKnownRows
		}
		if rows := w.stretch(from, g.resume); w.isText(rows, least) {
			return from, w.reorder(rows, g.resume), g.resume
		}
	}
	return i, 0, 0
}

// stretch follows the lines from i on for which the right column may begin at
// column c.
func (w *work) stretch(i, c int) []row {
	var rows []row
	last := 0 // rows up to the last one with both
	for k := i; k < len(w.lines) && len(rows) < mostRows; k++ {
		l := &w.lines[k]
		if k > i && (l.feed || l.no-w.lines[k-1].no > 3 || pageMark.MatchString(l.text) || footnoteRule.MatchString(l.text) || isFooter(l.text)) {
			break
		}
		r := row{line: k}
		switch {
		case l.indent >= c-gutterSlack:
			if l.indent > c+4*gutterSlack {
				return rows[:last]
			}
			r.right = true
		case l.indent+columns(l.text) <= c-gutter+1:
			r.left = true
		default:
			gaps := w.gaps(l)
			n := slices.IndexFunc(gaps, func(g hole) bool { return g.resume >= c-gutterSlack && g.resume <= c+4*gutterSlack })
			if n < 0 || gaps[n].left > c-gutter+1 || len(gaps) > n+1 && gaps[n+1].resume-gaps[n+1].left > 2*gutter {
				return rows[:w.tail(rows, last)]
			}
			r.left, r.right, r.gap = true, true, gaps[n]
			last = len(rows) + 1
		}
		rows = append(rows, r)
	}
	return rows[:w.tail(rows, last)]
}

// isFooter tells the page number, perhaps with the job number, below the columns.
func isFooter(text string) bool {
	return mayIdentify(text) && (pageAndJob.MatchString(text) || pageNumber.MatchString(text))
}

// tail is how many rows belong to a stretch: behind the last row with both
// columns, those that touch it.
func (w *work) tail(rows []row, last int) int {
	for last > 0 && last < len(rows) {
		l := &w.lines[rows[last].line]
		if l.no != w.lines[rows[last-1].line].no+1 || isFooter(l.text) {
			break
		}
		last++
	}
	return last
}

// isText tells whether the pieces of both columns look like lines of text.
func (w *work) isText(rows []row, least int) bool {
	both := 0
	var widths [2][]int
	unfinished := [2]int{}
	var before [2]string
	for _, r := range rows {
		l := &w.lines[r.line]
		var parts [2]string
		switch {
		case r.left && r.right:
			both++
			parts = [2]string{w.raw[l.start:r.gap.end], w.raw[r.gap.start:l.end]}
		case r.left:
			parts[0] = l.text
		default:
			parts[1] = l.text
		}
		for z, p := range parts {
			if p == "" {
				before[z] = ""
				continue
			}
			widths[z] = append(widths[z], columns(p))
			if goesOver(before[z], p) {
				unfinished[z]++
			}
			before[z] = p
		}
	}
	if both < least || 3*both < len(rows) {
		return false
	}
	for z := range widths {
		if len(widths[z]) < least || least == fewestRows && unfinished[z] < 2 || unfinished[0]+unfinished[1] < both/4 {
			return false
		}
		most, full := slices.Max(widths[z]), 0
		for _, n := range widths[z] {
			if float64(n) >= easily*float64(most) {
				full++
			}
		}
		if float64(full) < fullPieces*float64(len(widths[z])) {
			return false
		}
	}
	return true
}

// goesOver tells whether a clause goes over from one piece to the next, by
// letters alone.
func goesOver(a, b string) bool {
	r, _ := utf8.DecodeLastRuneInString(a)
	n := firstOf(b)
	switch {
	case a == "":
		return false
	case unicode.Is(unicode.Han, r):
		return unicode.Is(unicode.Han, n)
	case unicode.IsLetter(r), r == '-', r == ',':
		return unicode.IsLower(n)
	}
	return false
}

// reorder puts the left pieces of the rows before the right ones and gives how
// many lines there are now.
func (w *work) reorder(rows []row, c int) int {
	first := rows[0].line
	var left, right []line
	lastLeft, lastRight := 0, 0 // line numbers
	add := func(to *[]line, l line, last *int) {
		if len(*to) > 0 {
			l.blanks = max(0, l.no-*last-1)
		}
		*last = l.no
		*to = append(*to, l)
	}
	for _, r := range rows {
		l := w.lines[r.line]
		if r.left {
			p := l
			if r.right {
				p.end = r.gap.end
				p.text, p.trailing = w.raw[p.start:p.end], false
			}
			add(&left, p, &lastLeft)
		}
		if r.right {
			p := l
			if r.left {
				p.start, p.blanks, p.feed = r.gap.start, 0, false
				p.text, p.indent = w.raw[p.start:p.end], max(0, r.gap.resume-c)
			} else {
				p.indent = max(0, l.indent-c)
			}
			p.column = len(right) == 0
			add(&right, p, &lastRight)
		}
	}
	base := left
	if len(base) > 0 {
		least := base[0].indent
		for i := range base {
			least = min(least, base[i].indent)
		}
		for i := range base {
			base[i].indent -= least
		}
	}
	both := append(left, right...)
	w.lines = slices.Replace(w.lines, first, first+len(rows), both...)
	return len(both)
}
