package clean

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// para is a block in the making.
type para struct {
	parts []part
	text  string
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
// ends a block. Set by hand on the documents of generate_test.go (16 layouts in
// three languages, none from a real document); a change is measured by
// BenchmarkLineBreaks.
const (
	weightTrailing     = 5.0  // a space at the line's end where it marks ends
	weightIndented     = 4.0  // the next line is indented where first lines are
	weightFlush        = -2.0 // … and it is not
	weightShort        = 3.5  // the next word would have fitted easily
	weightFull         = -1.5 // it would not have fitted
	weightTerminal     = 1.0  // ends in . ! ? 。
	weightSemicolon    = 1.5
	weightColon        = 2.5
	weightComma        = -0.5
	weightUnfinished   = -1.5 // ends in a letter
	weightHyphen       = -3.0
	weightFunctionWord = -3.0 // "the", "и": nothing ends so
	weightLower        = -3.0 // the next begins with a small letter
	weightLowerClause  = -0.5 // … behind a clause's mark in Cyrillic (resolutions), or behind a colon
	weightUpper        = 0.5
	weightGoesOn       = -6.0 // the next begins with a mark that cannot begin
	weightBullet       = 3.5
	weightLabel        = 4.0 // the next begins with the number that is due
	weightMayBeLabel   = 1.0 // … with some number or letter
	weightOpens        = 4.0 // the next begins as clauses of resolutions do, behind a clause's mark
	weightApart        = -2.0
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
	case m.plain, !m.wrapped:
		return true
	case a.kind == corpus.KindTableRow || b.kind == corpus.KindTableRow:
		return true
	case w.alone(a.text), w.alone(b.text):
		return true
	case b.joint: // blank lines around page joints mean nothing
	case m.period && b.blanks > 1, !m.period && b.blanks > 0:
		return true
	}
	return w.score(first, a, b, last) > 0
}

// alone tells lines that are never joined to a neighbour.
func (w *work) alone(text string) bool {
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
	if m.indents && !strings.HasPrefix(b.text, "(") {
		if b.indent > a.indent || b.indent > 0 && a.indent > 0 && a.cols < margin/2 {
			s += weightIndented
		} else if b.indent == 0 && first.indent > 0 {
			s += weightFlush
		}
	}
	// From full to short the weight changes evenly.
	short := math.Min(1, math.Max(0, (fullLine-fill)/(fullLine-easily)))
	s += weightFull + short*(weightShort-weightFull)

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
	if number, marked := noteNumber(b.text, last.n); b.note && marked && (number == 0 || last.n > 0 && number <= last.n+3) {
		s += weightLabel
	} else if l := labelOf(b.text); l.kind != 0 {
		switch midClause := end == endLetter || end == endFunctionWord || end == endComma; {
		case l.follows(last) && !(midClause && fill > fullLine):
			s += weightLabel
		case !midClause:
			s += weightMayBeLabel
		}
	}
	if w.opt.Opens(b.text) && (end == endComma || end == endSemicolon || end == endTerminal || end == endColon) {
		s += weightOpens
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

// joinedAcross tells whether notes or furniture stood between two lines: the
// white space at such a place is the page's, not the paragraph's.
func (l *line) joinedAcross(next *line) bool { return next.joint && next.blanks > 1 }

// lineEndKind is how a line ends.
type lineEndKind int

const (
	endOther lineEndKind = iota
	endTerminal
	endSemicolon
	endColon
	endComma
	endHyphen
	endFunctionWord
	endLetter
)

const (
	closers    = `”’»"')]}`
	closersCJK = "，。、；：？！）》〉」』】〕％"
)

// withoutNote takes a footnote's mark off the end of a line: up to three digits
// or stars glued to a mark ("development,9") or a word ("Crime1").
func withoutNote(s string) string {
	bare := strings.TrimRight(s, "*")
	if bare == s {
		bare = strings.TrimRight(s, "0123456789")
	}
	if n := len(s) - len(bare); n == 0 || n > 3 || bare == "" {
		return s
	}
	r, n := utf8.DecodeLastRuneInString(bare)
	if strings.ContainsRune(`.,;:?!”"»)。，；：？！）》`, r) ||
		unicode.IsLetter(r) && unicode.IsLetter(lastOf(bare[:len(bare)-n])) {
		return bare
	}
	return s
}

// openWords are words (with their full stops) that end no sentence, title or
// clause: articles, prepositions, conjunctions, abbreviations before a number
// or name. Sorted.
var openWords = []string{
	"a", "an", "and", "are", "art.", "arts.", "as", "at", "be", "between", "by", "chap.", "dr.", "for", "from", "had", "has", "have", "in", "into", "is", "its",
	"mr.", "mrs.", "ms.", "no.", "nos.", "of", "on", "or", "p.", "para.", "paras.", "pp.", "sect.", "that", "the", "their", "these", "this", "to", "vol.", "was", "were", "which", "with",
	"без", "в", "во", "гл.", "для", "до", "его", "ее", "за", "и", "из", "или", "им.", "их", "к", "как", "ко", "между", "на", "не", "о", "об", "от", "п.", "по", "под", "пп.", "при", "рис.", "с", "см.", "со", "ст.", "стр.", "табл.", "у", "что", "№",
}

func endOf(s string) lineEndKind {
	s = withoutNote(s)
	trimmed := strings.TrimRight(s, closers+"）》〉」』】")
	if trimmed == "" {
		return endOther
	}
	r, _ := utf8.DecodeLastRuneInString(trimmed)
	switch r {
	case '.', '!', '?', '。', '！', '？', '…':
		if isOpenWord(lastWord(trimmed)) {
			return endFunctionWord
		}
		return endTerminal
	case ';', '；':
		return endSemicolon
	case ':', '：':
		return endColon
	case ',', '，', '、':
		return endComma
	case '-', '‐':
		if p := strings.TrimRight(trimmed, "-‐"); p != "" && !unicode.IsSpace(lastOf(p)) {
			return endHyphen
		}
	}
	if unicode.IsLetter(r) {
		if s == trimmed && isOpenWord(lastWord(trimmed)) {
			return endFunctionWord
		}
		return endLetter
	}
	return endOther
}

func lastOf(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isOpenWord(word string) bool {
	word = strings.ToLower(strings.TrimLeft(word, `("«“[`))
	for _, o := range openWords { // a hundred short words, asked once a line
		if o == word {
			return true
		}
	}
	return false
}

// lineStartKind is how a line begins.
type lineStartKind int

const (
	startOther lineStartKind = iota
	startLower
	startUpper
	startGoesOn
	startBullet
)

func startOf(s string) lineStartKind {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune(closersCJK, r), r != '"' && r != '\'' && strings.ContainsRune(closers, r), strings.ContainsRune(",;:%", r):
		return startGoesOn
	case strings.ContainsRune("–—•▪●·-−", r) && n < len(s) && unicode.IsSpace(firstOf(s[n:])):
		return startBullet
	}
	switch r := firstLetter(s); {
	case unicode.IsLower(r):
		return startLower
	case unicode.IsUpper(r):
		return startUpper
	}
	return startOther
}

func firstOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// firstLetter is the first character behind opening quotes and brackets.
func firstLetter(s string) rune {
	return firstOf(strings.TrimLeft(s, `"'“‘«„([《「`))
}

// label is the number or letter at the start of a paragraph or list item.
type label struct {
	kind rune // '1' for a footnote, '.' for "12.", '(' for "(a)", ')' for "а)", 'r' and '[' roman, '一' and '㈠' Han; 0: none
	n    int
}

var (
	labelDot   = regexp.MustCompile(`^(\d{1,3})\.(?:\s|\pL)`)
	labelParen = regexp.MustCompile(`^[(（]?([a-zа-я]|[ivx]{1,5}|\d{1,2})[)）]\s?\S`)
	labelRoman = regexp.MustCompile(`^([IVX]{1,6}|[A-HА-ЕСВ])\.\s+\S`)
	labelHan   = regexp.MustCompile(`^(?:([一二三四五六七八九十]{1,3})[、.．]|[(（]([一二三四五六七八九十]{1,3})[)）])\s?\S`)
)

func labelOf(s string) label {
	first := firstOf(s)
	switch {
	case isDigit(first):
		if m := labelDot.FindStringSubmatch(s); m != nil {
			n, _ := strconv.Atoi(m[1])
			return label{'.', n}
		}
	case unicode.Is(unicode.Han, first):
		if m := labelHan.FindStringSubmatch(s); m != nil {
			return label{'一', hanNumber(m[1])}
		}
		return label{}
	case unicode.IsUpper(first):
		if m := labelRoman.FindStringSubmatch(s); m != nil {
			return label{kind: 'r'}
		}
		return label{}
	}
	if m := labelParen.FindStringSubmatch(s); m != nil {
		open := ')'
		if first == '(' || first == '（' {
			open = '('
		}
		return label{kind: open}
	}
	if m := labelHan.FindStringSubmatch(s); m != nil {
		return label{'㈠', hanNumber(m[2])}
	}
	return label{}
}

// follows tells whether a label is due behind the last one: paragraph numbers
// go on counting, everything else may begin anywhere.
func (l label) follows(last label) bool {
	if l.kind != '.' {
		return true
	}
	if last.kind != '.' {
		return l.n >= 1
	}
	return l.n == last.n+1 || l.n == 1
}

// hanNumber reads 一 to 九十九; 0 if it is none.
func hanNumber(s string) int {
	n, digit := 0, 0
	for _, r := range s {
		if r == '十' {
			n += 10 * max(1, digit)
			digit = 0
			continue
		}
		digit = 1 + strings.IndexRune("一二三四五六七八九", r)/len("一")
	}
	return n + digit
}

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
