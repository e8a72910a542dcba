package clean

import (
	"math"
	"strings"
	"unicode"

	"tritext/corpus"
)

// para is a block in the making.
type para struct {
	parts []part
	text  string
	level int // of a heading or list item that the format or the font tells
}

// part is a line of a block with how it is joined to the line before.
type part struct {
	line int
	sep  string // put between; "" for nothing
	cut  int    // bytes of a hyphen taken off the end of the text before
	rule string // "join" or "hyphen"
}

// joinLines is the step "join".
func joinLines(w *work) {
	var current [2]int // index+1 into paras of the open block: text, notes
	var labels [2]label
	for i := range w.kept {
		l := &w.lines[i]
		z := 0
		if l.note {
			z = 1
		} else {
			current[1] = 0 // the next notes are another page's
		}
		if k := current[z] - 1; k >= 0 && !w.hard(&w.lines[w.paras[k].parts[0].line], &w.lines[w.paras[k].last()], l, labels[z]) {
			p := &w.paras[k]
			p.parts = append(p.parts, part{line: i, sep: w.separator(w.lines[p.last()].text, l.text), rule: "join"})
		} else {
			w.paras = append(w.paras, para{parts: []part{{line: i}}})
			current[z] = len(w.paras)
			if number, marked := noteNumber(l.text, 0); l.note && marked {
				labels[z] = label{'1', number}
			} else if m := labelOf(l.text); m.kind != 0 {
				labels[z] = m
			}
		}
	}
}

// last is the last line of the block.
func (p *para) last() int { return p.parts[len(p.parts)-1].line }

// The weights of the signs, as natural logarithms of odds that a line break
// ends a block. Set by hand on the layouts of generate_test.go (seeds 1 to 3) and
// the documents of the folder testdata/un. TestLayout and BenchmarkLayout measure
// a change on layouts of another seed, TestLineBreaks on real documents.
const (
	weightTrailing     = 5.0   // a space at the line's end where it marks ends
	weightIndented     = 4.0   // the next line is indented where first lines are
	weightFlush        = -2.0  // … and it is not
	weightShort        = 3.5   // the next word would have fitted easily
	weightFull         = -1.75 // it would not have fitted
	weightTerminal     = 1.0   // ends in . ! ? 。
	weightSemicolon    = 1.5
	weightColon        = 2.5
	weightComma        = -0.5
	weightUnfinished   = -1.5 // ends in a letter
	weightProse        = -2.0 // … and another sentence ended in it
	weightHeading      = 2.0  // a short line with the number of a heading
	weightHyphen       = -3.0
	weightFunctionWord = -5.0 // "the", "и": nothing ends so
	weightLower        = -3.0 // the next begins with a small letter
	weightLowerClause  = -0.5 // … behind a clause's mark in Cyrillic (resolutions), or behind a colon
	weightUpper        = 0.5
	weightGoesOn       = -6.0 // the next begins with a mark that cannot begin
	weightBullet       = 3.5
	weightDash         = -1.0 // … but the line before is full and unfinished: a dash inside a sentence
	weightLabel        = 4.0  // the next begins with the number that is due
	weightMayBeLabel   = 1.0  // … with some number or letter
	weightCapitals     = 3.0  // one line is all capitals, the other is not
	weightRefers       = -1.0 // the next begins with a word that points back
	weightNumbered     = -2.0 // … with none, where paragraphs have numbers
	weightOpens        = 4.0  // the next begins as clauses of resolutions do, behind a clause's mark
	weightApart        = -3.0
	weightCentred      = -4.0 // both lines are centred on the same column
	weightLone         = 3.0  // the next stands alone before a blank line, not closed, behind a closed one: a heading
	weightTitle        = -1.0 // both lines are short and neither ends a sentence
)

// easily is the share of the margin that a line and the next word reach
// together if the line was ended on purpose; between it and fullLine the sign
// fades.
const easily = 0.8

// hard tells whether the block that the line first opens ends between two
// lines that follow each other; last is the last label before them.
func (w *work) hard(first, a, b *line, last label) bool {
	m := &w.layout
	switch {
	case a.mark != nil && b.mark != nil:
		return w.hardOnPaper(first, a, b, last)
	case m.plain:
		return true
	case a.kind == corpus.KindTableRow || b.kind == corpus.KindTableRow:
		return true
	case w.alone(a.text), w.alone(b.text):
		return true
	case b.joint: // blank lines around page joints mean nothing
	case m.period && b.blanks > 1, !m.period && b.blanks > 0:
		return true
	}
	if !m.wrapped { // a paragraph a line, but for lines that cannot stand alone
		return !(m.loose && (pair{a, b}.goesOn() || a.ending == endFunctionWord && startOf(b.text) == startUpper) && a.cols >= leastMargin)
	}
	return w.score(first, a, b, last) > 0
}

// longField is the most bytes of a line that can stand alone.
const longField = 1024

// alone tells lines that are never joined to a neighbour.
func (w *work) alone(text string) bool {
	if len(text) > longField {
		return false
	}
	return w.opt.Standalone(text) || mayIdentify(text) && (anyJob.MatchString(text) || barcode.MatchString(text) || symbolLine.MatchString(text))
}

// score sums the weights of the signs.
func (w *work) score(first, a, b *line, last label) float64 {
	m := &w.layout
	s := 0.0
	p := pair{a, b}
	margin := m.margin[p.note()]
	fill := p.fill(margin)
	end, start := a.ending, startOf(b.text)

	if m.trailing && !a.joinedAcross(b) {
		shortEnd := fill < easily && (end == endTerminal || end == endColon || end == endSemicolon || strings.HasSuffix(a.text, "*"))
		if a.trailing || shortEnd {
			s += weightTrailing
		} else {
			s -= weightTrailing
		}
	}
	if m.indents && !strings.HasPrefix(b.text, "(") && !p.goesOn() {
		if b.indent > a.indent || b.indent > 0 && a.indent > 0 && a.cols < margin/2 {
			s += weightIndented
		} else if b.indent == 0 && first.indent > 0 {
			s += weightFlush
		}
	}
	// From full to short the weight changes evenly.
	if e := m.edge[pair{a, b}.note()]; e.p != nil {
		s += weightFull - math.Log(e.broken(a.cols, a.cols+max(1, firstWord(b.text))))
	} else {
		short := math.Min(1, math.Max(0, (fullLine-fill)/(fullLine-easily)))
		s += weightFull + short*(weightShort-weightFull)
	}

	s += w.scoreOfWords(a, b, last, fill > fullLine)
	if end == endLetter && innerStops(a.text) > 0 {
		s += weightProse
	}
	if k := labelOf(a.text).kind; a == first && (k == 'r' || k == '一') && fill < easily && end != endFunctionWord && end != endHyphen {
		s += weightHeading
	}
	if start == startBullet && end == endLetter && fill > fullLine {
		s += weightDash - weightBullet // a dash in a sentence, and no bullet
	}
	if inCapitals(a.text) != inCapitals(b.text) && a.cols >= leastMargin && b.cols >= leastMargin && end != endHyphen {
		s += weightCapitals
	}
	if end == endTerminal && start != startLower {
		s += m.odds
	}
	if end == endTerminal && refersBack(b.text) {
		s += weightRefers
	}
	if m.numbered && labelOf(b.text).kind == 0 && start != startBullet && end == endTerminal {
		s += weightNumbered
	}
	if m.apart && b.blanks == 0 && !b.joint {
		s += weightApart
	}
	if a.indent >= 6 && b.indent >= 6 && abs(2*a.indent+a.cols-2*b.indent-b.cols) <= 4 {
		s += weightCentred
	}
	if b.lone && m.apart && end == endTerminal && start != startLower {
		s += weightLone
	}
	if end == endLetter && start == startLower && fill < easily {
		s += weightTitle
	}
	return s
}

// scoreOfWords sums the weights of how a line ends and how the next begins: what
// text tells, whether columns or points measure the line; full says that it fills it.
func (w *work) scoreOfWords(a, b *line, last label, full bool) float64 {
	s := 0.0
	end, start := a.ending, startOf(b.text)
	switch end {
	case endTerminal:
		s += weightTerminal
	case endSemicolon:
		s += weightSemicolon
	case endColon:
		s += weightColon
	case endComma:
		s += weightComma
	case endHyphen:
		s += weightHyphen
	case endFunctionWord:
		s += weightFunctionWord
	case endLetter:
		s += weightUnfinished
	}
	switch start {
	case startLower:
		if end == endColon || unicode.Is(unicode.Cyrillic, firstLetter(b.text)) && (end == endComma || end == endSemicolon) {
			s += weightLowerClause
		} else {
			s += weightLower
		}
	case startUpper:
		s += weightUpper
	case startGoesOn:
		s += weightGoesOn
	case startBullet:
		s += weightBullet
	}
	midClause := end == endLetter || end == endFunctionWord || end == endComma
	if number, marked := noteNumber(b.text, last.n); b.note && marked && (number == 0 || last.n > 0 && number <= last.n+3) {
		s += weightLabel
	} else if l := labelOf(b.text); l.kind != 0 {
		switch {
		case l.follows(last) && !(midClause && full):
			s += weightLabel
		case !midClause:
			s += weightMayBeLabel
		}
	}
	if w.opt.Opens(b.text) && (end == endComma || end == endSemicolon || end == endTerminal || end == endColon) {
		s += weightOpens
	}
	return s
}

// joinedAcross tells whether notes or furniture stood between two lines: the
// white space at such a place is the page's, not the paragraph's.
func (l *line) joinedAcross(next *line) bool { return next.joint && next.blanks > 1 }

// separator is what stands between two joined lines.
func (w *work) separator(a, b string) string {
	last, first := lastOf(a), firstOf(b)
	wideLast, wideFirst := isCJK(last), isCJK(first)
	switch {
	case wideLast && wideFirst:
		return ""
	case unicode.Is(unicode.Han, last) && isDigit(first), isDigit(last) && unicode.Is(unicode.Han, first),
		unicode.Is(unicode.Han, last) && isASCIILetter(first), isASCIILetter(last) && unicode.Is(unicode.Han, first):
		if w.layout.spaced {
			return " " // the typesetter's own, lost at the line's end
		}
		return ""
	case wideLast, wideFirst:
		return ""
	case last == '/' && (unicode.IsLetter(first) || isDigit(first)): // inside a symbol
		return ""
	case strings.ContainsRune("([«„“", last), startOf(b) == startGoesOn:
		return ""
	case first == '/' && (unicode.IsLetter(last) || isDigit(last)):
		return ""
	}
	return " "
}

func isASCIILetter(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

// isCJK tells characters that are written without spaces.
func isCJK(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60
}
