package clean

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// layout is what was measured of a file: which signs hold in it.
type layout struct {
	plain    bool    // single blank lines and no other white space part all lines: clean already
	wrapped  bool    // lines end where the paper did; otherwise every line is a block
	loose    bool    // not wrapped, but many lines go on with the one before
	period   bool    // a blank line stands after every line and parts nothing
	margin   [2]int  // columns of a full line: of the text, of footnotes
	edge     [2]edge // where lines end: of the text, of footnotes
	trailing bool    // a space at a line's end marks the end of a block
	indents  bool    // first lines of paragraphs are indented, others are not
	apart    bool    // blank lines part paragraphs
	odds     float64 // log odds that a sentence's end is a paragraph's, where only line ends tell
	numbered bool    // paragraphs begin with numbers or other labels
	spaced   bool    // Chinese text has spaces around digits
}

const (
	// leastMargin and mostMargin bound the columns of a full line: half a column
	// of a page in two columns, and the widest paper of a line printer.
	leastMargin, mostMargin = 24, 160
	// fullLine is the share of the margin that a full line and the next word
	// reach together. Fonts are proportional, so that a full line of many
	// broad letters has fewer of them.
	fullLine = 0.9
	// wideLine is the share of the margin beyond which a line cannot be of the
	// same paper.
	wideLine = 1.35
)

// measure is the step "measure". The first question is whether the file is
// wrapped at all. It looks at unfinished lines, those that end in the middle
// of a clause before a line that goes on with a small letter or a Han
// character. In a wrapped file there are many, they are all full, and no line
// is much longer; in a file of a paragraph, sentence or title a line they are
// few, or of all lengths.
func measure(w *work) {
	m := &w.layout
	m.spaced = spacedDigits(w.raw)
	if m.plain {
		return
	}
	every := w.blankEvery()
	m.period = every
	pairs := w.pairs(every)
	var widths [2][]int // of unfinished lines: text, notes
	for _, p := range pairs {
		if p.unfinished() {
			widths[p.note()] = append(widths[p.note()], p.a.cols)
		}
	}
	m.margin = [2]int{usual(widths[0]), usual(widths[1])}
	for z := range m.margin { // too few lines of one kind: the other's margin
		if len(widths[z]) < 2 && m.margin[1-z] > 0 {
			m.margin[z] = max(m.margin[z], m.margin[1-z])
		}
	}
	unfinished, full, beyond, open := 0, 0, 0, 0
	for _, p := range pairs {
		margin := m.margin[p.note()]
		// A line of less than half the width is a heading, not an unfinished line.
		if p.unfinished() && 2*p.a.cols >= margin {
			unfinished++
			if p.open() {
				open++
			}
			if p.full(margin) && !tooWide(p.a, margin) {
				full++
			}
		}
		if tooWide(p.a, margin) {
			beyond++
		}
	}
	margin := max(m.margin[0], m.margin[1])
	paper := unfinished > 0 && margin >= leastMargin && margin <= mostMargin
	many := 10*full >= 7*unfinished && 8*beyond <= len(pairs) && 8*unfinished >= len(pairs)
	// Lines that end in "of" or 的 prove it even where titles blur the widths.
	proved := open >= 2 && 25*open >= len(pairs) && 10*full >= 3*unfinished && 4*beyond <= len(pairs)
	m.wrapped = paper && (many || proved)
	if unfinished == 1 { // one pair proves little: it must look like lines of a page
		m.wrapped = m.wrapped && margin >= 50 && len(pairs) <= 4
	}
	if !m.wrapped {
		m.period = false
		goOn := 0
		for _, p := range pairs {
			if p.goesOn() && !w.opt.Opens(p.b.text) {
				goOn++
			}
		}
		m.loose = goOn >= 2 && 10*goOn >= len(pairs)
		return
	}
	if every {
		for i := range w.kept { // lines that touch: a page's end, and its furniture lost
			if l := &w.lines[i]; l.blanks == 0 && i > 0 {
				l.joint = true
				l.indent = max(0, l.indent-1) // the joint itself leaves one space
			}
		}
	}
	w.measureEdges(pairs)
	w.measureNumbers(pairs)
	w.measureTrailing(pairs)
	w.measureIndents(pairs)
	w.measureBlanks()
	if !m.apart && !m.indents && !m.trailing {
		m.odds = (w.paragraphOdds(pairs) - usualOdds) / 2
	}
}

// pair is two lines that follow each other and may belong together.
type pair struct{ a, b *line }

// note is the index of the pair's margin.
func (p pair) note() int {
	if p.a.note {
		return 1
	}
	return 0
}

// pairs gives the neighbours among the lines that stay, text and notes apart;
// with every, those with a blank line between them too.
func (w *work) pairs(every bool) []pair {
	var out []pair
	var last [2]*line
	for i := range w.kept {
		l := &w.lines[i]
		z := 0
		if l.note {
			z = 1
		} else {
			last[1] = nil
		}
		if a := last[z]; a != nil && a.kind != corpus.KindTableRow && l.kind != corpus.KindTableRow && (l.joint || l.blanks == 0 || every && l.blanks == 1) {
			out = append(out, pair{a, l})
		}
		last[z] = l
	}
	return out
}

// unfinished tells whether the first line ends in the middle of a clause and
// the second goes on with it, by letters alone.
func (p pair) unfinished() bool {
	r, _ := utf8.DecodeLastRuneInString(p.a.text)
	n, _ := utf8.DecodeRuneInString(p.b.text)
	switch {
	case unicode.Is(unicode.Han, r):
		return unicode.Is(unicode.Han, n) || strings.ContainsRune(closersCJK, n)
	case unicode.IsLetter(r), r == '-':
		return unicode.IsLower(n)
	}
	return false
}

// goesOn tells whether the second line goes on with the first by letters alone,
// in a script that has small ones, and is no item of a list.
func (p pair) goesOn() bool {
	return p.unfinished() && unicode.IsLower(firstOf(p.b.text)) && labelOf(p.b.text).kind == 0
}

// open tells whether the first line ends in a word that nothing ends in.
func (p pair) open() bool {
	return p.a.ending == endFunctionWord || strings.ContainsRune("的和与在及或对将把被向从为", lastOf(p.a.text))
}

// full tells whether the second line's first word would not have fitted into
// the first line.
func (p pair) full(margin int) bool { return p.fill(margin) > fullLine }

// fill is how far the first line with the next word would have reached, as a
// share of the margin.
func (p pair) fill(margin int) float64 {
	if margin == 0 {
		return 1
	}
	return float64(p.a.cols+firstWord(p.b.text)) / float64(margin)
}

// longWord is the most columns of a word that a typesetter sends to the next
// line whole.
const longWord = 24

// firstWord is the width of what cannot be parted at the start of a line, with
// the space before it: a Han character with the marks behind it, or a word.
func firstWord(s string) int {
	n := 0
	for i, r := range s {
		if unicode.IsSpace(r) || n > longWord {
			break
		}
		wide := runeColumns(r) == 2
		if i > 0 && wide && !strings.ContainsRune(closersCJK, r) {
			break
		}
		n += runeColumns(r)
	}
	if r, _ := utf8.DecodeRuneInString(s); runeColumns(r) == 1 {
		n++
	}
	return n
}

// tooWide tells a line that was not broken where the paper ended.
func tooWide(l *line, margin int) bool { return float64(l.cols) > wideLine*float64(margin) }

// usual is the right edge of the range in which most full lines end: the width
// m for which the most of the given widths lie between nine tenths of m and m.
// Of several, the greatest. 0 of none.
func usual(widths []int) int {
	w := slices.Clone(widths)
	slices.Sort(w)
	best, most := 0, 0
	lo := 0
	for hi := range w {
		for float64(w[lo]) < fullLine*float64(w[hi]) {
			lo++
		}
		if n := hi - lo + 1; n >= most {
			best, most = w[hi], n
		}
	}
	return best
}

// A sign holds when it explains this share of the lines.
const holds = 0.85

// measureTrailing asks whether a space at a line's end marks the end of a
// block: lines without one are full, lines with one are not, or end a clause.
func (w *work) measureTrailing(pairs []pair) {
	var with, without, withRight, withoutRight float64
	for _, p := range pairs {
		full := p.full(w.layout.margin[p.note()])
		if p.a.trailing {
			with++
			if !full || p.a.ending == endTerminal || p.a.ending == endColon {
				withRight++
			}
		} else {
			without++
			if full || strings.ContainsAny(lastRune(p.a.text), "。；：*;:.") {
				withoutRight++
			}
		}
	}
	w.layout.trailing = with >= 3 && without >= 3 && withRight >= holds*with && withoutRight >= holds*without
}

// measureNumbers asks whether paragraphs begin with numbers or other labels:
// those behind a line that was surely ended on purpose do, but for headings.
func (w *work) measureNumbers(pairs []pair) {
	labelled, not := 0, 0
	for i, p := range pairs {
		if p.a.ending != endTerminal || w.layout.edge[p.note()].broken(p.a.cols, p.a.cols+firstWord(p.b.text)) > surelyEnded || p.note() > 0 {
			continue
		}
		switch heading := p.b.ending == endLetter && (i+1 == len(pairs) || pairs[i+1].a != p.b || 3*p.b.cols < 2*w.layout.margin[0]); {
		case labelOf(p.b.text).kind != 0 || startOf(p.b.text) == startBullet:
			labelled++
		case !heading:
			not++
		}
	}
	w.layout.numbered = labelled >= 4 && float64(labelled) >= holds*float64(labelled+not)
}

const (
	// usualOdds are those that the weights were set for: 0.45 paragraphs a sentence.
	usualOdds = 0.2
	// mostOdds bounds what short files say.
	mostOdds = 1.5
)

// paragraphOdds are the log odds that a sentence which ends at a line's end ends
// a paragraph too: the paragraphs whose last lines are surely short, against
// the sentences that end inside lines.
func (w *work) paragraphOdds(pairs []pair) float64 {
	ended, inner := 1.0, 1.0
	for _, p := range pairs {
		if p.note() > 0 {
			continue
		}
		if p.a.ending == endTerminal && startOf(p.b.text) != startLower && w.layout.edge[0].broken(p.a.cols, p.a.cols+firstWord(p.b.text)) < surelyEnded {
			ended++
		}
		inner += float64(innerStops(p.a.text))
	}
	return math.Max(-mostOdds, math.Min(mostOdds, math.Log(ended/inner)))
}

// innerStops is how many sentences end inside a text, about.
func innerStops(s string) int {
	n := 0
	letters := 0
	for at, r := range s {
		switch {
		case strings.ContainsRune("。！？", r) && at+utf8.RuneLen(r) < len(s):
			n++
		case (r == '.' || r == '!' || r == '?') && letters > 3:
			rest, ok := strings.CutPrefix(s[at+1:], " ")
			if ok && unicode.IsUpper(firstOf(rest)) {
				n++
			}
		}
		if letters++; !unicode.IsLetter(r) {
			letters = 0
		}
	}
	return n
}

// surelyEnded is the probability of a line to be broken by the paper below
// which it was ended on purpose.
const surelyEnded = 0.05

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// measureIndents asks whether white space before a line marks a paragraph's
// first line: lines that go on with an unfinished one have none, and some
// lines behind finished ones have.
func (w *work) measureIndents(pairs []pair) {
	var on, onFlush, first float64
	for _, p := range pairs {
		switch {
		case p.unfinished() && p.full(w.layout.margin[p.note()]):
			on++
			if p.b.indent == 0 {
				onFlush++
			}
		case p.b.indent > 0:
			first++
		}
	}
	w.layout.indents = first >= 2 && on >= 2 && onFlush >= holds*on
}

// measureBlanks asks whether blank lines part paragraphs.
func (w *work) measureBlanks() {
	if w.layout.period {
		return
	}
	n, blank := 0, 0
	var last *line
	for i := range w.kept {
		l := &w.lines[i]
		n++
		if l.blanks > 0 {
			blank++
			if last != nil {
				last.lone = last.ending == endLetter || last.ending == endOther
			}
		}
		last = l
	}
	// Masthead and headings alone have blank lines around them in files that
	// part no paragraphs; a paragraph has some eight lines.
	w.layout.apart = 10*blank >= n
}

// spacedDigits tells whether the file's Chinese text has a space between Han
// characters and digits more often than not.
func spacedDigits(raw string) bool {
	spaced, glued := 0, 0
	var last, before rune
	for _, r := range raw {
		if isDigit(r) {
			switch {
			case unicode.Is(unicode.Han, last):
				glued++
			case last == ' ' && unicode.Is(unicode.Han, before):
				spaced++
			}
		}
		before, last = last, r
	}
	return spaced > glued
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
