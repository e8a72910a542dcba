package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences cuts a block of joined text into sentences that tile it, for any
// bytes; white space belongs to the sentence before it. A line break is a
// boundary only if it is double.
//
// A sentence ends after a mark (。！？ always; . ? ! … if white space and no
// lower-case letter follow) with the closing quotation marks and brackets and
// the footnote marks behind it, unless
//
//   - the mark stands behind an opening bracket or quotation mark: “……, (?);
//   - a comma, semicolon or colon follows: “…！”，他说;
//   - the point belongs to a label at the sentence's head (51. The …, II., 一.),
//     to an abbreviation or to an initial, as the rules say.
//
// A semicolon ends a sentence only between numbered paragraphs that were
// flattened into one: "1. Calls upon …; 2. Decides …".
func (r *Rules) Sentences(text string) []Span {
	if text == "" {
		return nil
	}
	s := splitter{rules: r, text: text}
	for i := 0; i < len(text); {
		i = s.step(i)
	}
	if s.start < len(text) {
		s.spans = append(s.spans, Span{s.start, len(text)})
	}
	return s.spans
}

// maxLook is how many bytes a decision looks back for a word or a label, and
// ahead for a letter: more than any word has, and a bound on the work that one
// mark makes in a text of nothing but marks.
const maxLook = 128

// splitter is the state of one run over a text.
type splitter struct {
	rules  *Rules
	text   string
	start  int // of the sentence at hand
	quotes int // ASCII quotation marks since the paragraph began
	spans  []Span
}

// cut ends the sentence at hand after the white space at end and gives the
// place where the next one starts.
func (s *splitter) cut(end int) int {
	end, _ = s.skipSpace(end)
	s.spans = append(s.spans, Span{s.start, end})
	s.start = end
	return end
}

// step looks at the character at i and gives the next place to look at.
func (s *splitter) step(i int) int {
	c := s.text[i]
	switch {
	case c == '.' || c == '?' || c == '!':
		return s.marks(i)
	case c == '"':
		s.quotes++
	case c == '\n':
		if end, blank := s.skipSpace(i); blank {
			s.quotes = 0
			return s.cut(end)
		}
	case c == ';':
		return s.semicolon(i, 1)
	case c == 0xE2 || c == 0xE3 || c == 0xEF: // the lead bytes of … 。 ！？；
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if r == '；' {
			return s.semicolon(i, n)
		}
		if markOf(r) != noMark {
			return s.marks(i)
		}
		return i + n
	}
	return i + 1
}

// back gives the place n bytes before i, or the start of the sentence at hand
// if that is nearer.
func (s *splitter) back(i, n int) int { return max(s.start, i-n) }

// skipSpace gives the end of the white space at i and whether an empty line is in it.
func (s *splitter) skipSpace(i int) (end int, blank bool) {
	lines := 0
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			break
		}
		if r == '\n' || r == '\u2029' {
			lines++
		}
		i += n
	}
	return i, lines > 1
}

// mark is the strength of a mark that may end a sentence.
type mark uint8

const (
	noMark mark = iota
	point       // .
	dots        // … and ..
	query       // ? ! and their like
	stop        // 。
)

func markOf(r rune) mark {
	switch r {
	case '.':
		return point
	case '…', '‥':
		return dots
	case '?', '!', '？', '！', '‼', '⁇', '⁈', '⁉':
		return query
	case '。', '｡':
		return stop
	}
	return noMark
}

func isOpener(r rune) bool {
	switch r {
	case '“', '‘', '«', '„', '「', '『', '《', '〈', '(', '（', '[', '［', '【', '〔', '"', '\'', '¿', '¡', '‹', '<':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case '”', '’', '»', '」', '』', '》', '〉', ')', '）', ']', '］', '】', '〕', '›':
		return true
	}
	return false
}

func isDash(r rune) bool {
	return r == '—' || r == '–' || r == '-' || r == '―' || r == '•' || r == '*'
}

// marks decides about the run of marks that starts at i and gives the next
// place to look at.
func (s *splitter) marks(i int) int {
	text := s.text
	strongest, runes, end := noMark, 0, i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		m := markOf(r)
		if m == noMark {
			// Marks with spaces between them are one run: ". . .", "! ?".
			if at, ok := s.markAfterSpace(end); ok {
				end = at
				continue
			}
			break
		}
		strongest = max(strongest, m)
		runes++
		end += n
	}
	if strongest == point && runes > 1 {
		strongest = dots
	}
	before, _ := utf8.DecodeLastRuneInString(text[s.start:i])
	if i == s.start || isOpener(before) && before != '"' && before != '\'' && before != '<' {
		return end // “……, (?), [...]
	}
	quotes := s.quotes
	c := s.closers(end)
	if s.ends(i, end, strongest, before, &c) {
		return s.cut(c.end)
	}
	s.quotes = quotes
	return end
}

// markAfterSpace gives the place of the next mark of a run if only spaces
// stand between it and i. A point that opens a word (.org) is none.
func (s *splitter) markAfterSpace(i int) (at int, ok bool) {
	at = i
	for at < len(s.text) && s.text[at] == ' ' {
		at++
	}
	if at == i || at >= len(s.text) {
		return i, false
	}
	r, n := utf8.DecodeRuneInString(s.text[at:])
	switch markOf(r) {
	case noMark, stop:
		return i, false
	case point:
		next, _ := utf8.DecodeRuneInString(s.text[at+n:])
		return at, at+n >= len(s.text) || !unicode.IsLetter(next) && !unicode.IsDigit(next)
	}
	return at, true
}

// ends decides whether the marks text[i:end] with what closes behind them end
// the sentence; it may move c.end over the digits of a footnote mark.
func (s *splitter) ends(i, end int, m mark, before rune, c *closing) bool {
	text := s.text
	next, blank := s.skipSpace(c.end)
	if next >= len(text) || blank {
		return true
	}
	spaced := next > c.end
	after, _ := utf8.DecodeRuneInString(text[next:])
	if continues(after) && !(spaced && isDash(after)) {
		return false
	}
	kind, at := s.opening(next)
	if kind == opensNothing {
		return false // what is left holds no letter: it belongs here
	}
	if before == ' ' && m != point {
		before, _ = utf8.DecodeLastRuneInString(strings.TrimRight(text[s.start:i], " "))
	}
	chinese := isHan(before) || isHan(after) && !spaced || isWide(before)
	switch m {
	case stop:
		return !(c.quote && isParticle(after))
	case query:
		first, _ := utf8.DecodeRuneInString(text[i:])
		if chinese || first >= utf8.RuneSelf {
			return !c.title && !(c.bracket && !spaced) && !(c.quote && isParticle(after)) && !isDash(after)
		}
	case dots:
		if chinese {
			return c.quote && !isParticle(after) || c.end == end && isQuoteOpener(after)
		}
	case point:
		if !spaced && s.footnote(i, before, c) {
			return true
		}
	}
	if !spaced {
		return s.glued(i, end, m, c)
	}
	if kind == opensLower {
		return false
	}
	if m == dots {
		// "I... I can't": the pronoun tells nothing.
		return kind != opensDigit && !isPronoun(text[at:])
	}
	if m == point {
		return c.quote && isQuote(after) || s.pointEnds(i, before, kind, at, c)
	}
	return true
}

// isQuote tells whether r opens a quotation.
func isQuote(r rune) bool { return isQuoteOpener(r) || r == '"' || r == '«' || r == '„' }

// isPronoun tells whether text opens with the word I.
func isPronoun(text string) bool {
	if text[0] != 'I' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[1:])
	return len(text) == 1 || !unicode.IsLetter(r)
}

// continues tells whether r behind closing marks says that the sentence goes on.
func continues(r rune) bool {
	switch r {
	case '，', '、', '；', '：', ',', ';', ':', '）', ')', '—', '–', '”', '’', '」', '』', '》', '·':
		return true
	}
	return false
}

// isParticle tells whether r is a Chinese particle that joins a quotation to
// what follows: “……？”的问题.
func isParticle(r rune) bool { return r == '的' || r == '等' || r == '之' || r == '地' }

func isQuoteOpener(r rune) bool { return r == '“' || r == '「' || r == '『' || r == '‘' }

// isWide tells whether r is a full-width mark, which only Chinese text has.
func isWide(r rune) bool {
	return isCloser(r) && r > 0x3000 || fold(r) != r || r == '、' || r == '。'
}

// opens is what the text behind a mark begins with.
type opens uint8

const (
	opensNothing opens = iota
	opensLower
	opensUpper
	opensDigit
	opensHan
)

// opening looks through marks and symbols at i for the first letter or digit
// of the paragraph and gives its kind and place.
func (s *splitter) opening(i int) (opens, int) {
	limit := min(len(s.text), i+maxLook)
	for i < limit {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		switch {
		case isHan(r):
			return opensHan, i
		case unicode.IsLower(r):
			return opensLower, i
		case unicode.IsLetter(r):
			return opensUpper, i
		case unicode.IsDigit(r):
			return opensDigit, i
		case r == '\n':
			end, blank := s.skipSpace(i)
			if blank {
				return opensNothing, i
			}
			n = end - i
		}
		i += n
	}
	return opensNothing, i
}

// glued decides where no space follows the marks: only two sentences that lost
// the space between them end here (said.The).
func (s *splitter) glued(i, end int, m mark, c *closing) bool {
	if m == dots || c.end != end {
		return false
	}
	w := s.wordBefore(i)
	if strings.ContainsAny(w, ".@/-_") || utf8.RuneCountInString(w) < 2 {
		return false
	}
	for _, r := range w {
		if !unicode.IsLetter(r) || isHan(r) {
			return false
		}
	}
	last, _ := utf8.DecodeLastRuneInString(w)
	a, n := utf8.DecodeRuneInString(s.text[end:])
	b, _ := utf8.DecodeRuneInString(s.text[end+n:])
	_, known := s.rules.ending(w)
	rest := strings.TrimLeftFunc(s.text[end:], unicode.IsLetter)
	if r, _ := utf8.DecodeRuneInString(rest); isCloser(r) || r == '"' {
		return false // a name: «Новости.Ру»
	}
	return !known && ScriptOf(last) == ScriptOf(a) && unicode.IsLower(last) && unicode.IsUpper(a) && unicode.IsLower(b) && !s.inAddress(i)
}

// inAddress tells whether the characters around i, up to white space, look
// like a web or mail address.
func (s *splitter) inAddress(i int) bool {
	from, to := s.back(i, maxLook), min(len(s.text), i+maxLook)
	from += strings.LastIndexAny(s.text[from:i], " \n\t") + 1
	if n := strings.IndexAny(s.text[i:to], " \n\t"); n >= 0 {
		to = i + n
	}
	return strings.ContainsAny(s.text[from:to], "/@\\_")
}

// footnote reads a footnote mark glued to the stop (website.3 The …): up to
// three digits behind a lower-case word or a closing mark, and then a space
// and a capital or the end.
func (s *splitter) footnote(i int, before rune, c *closing) bool {
	const maxNote = 3
	e, count := digits(s.text, c.end)
	if count == 0 || count > maxNote {
		return false
	}
	if c.end == i+1 && !isCloser(before) && before != '"' {
		w := s.wordBefore(i)
		if _, known := s.rules.ending(w); known || utf8.RuneCountInString(w) < 2 || strings.ContainsAny(w, "./") {
			return false
		}
		if strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLower(r) }) > 0 || !unicode.IsLower(before) {
			return false
		}
	}
	next, _ := s.skipSpace(e)
	if next == e && next < len(s.text) {
		return false
	}
	if kind, _ := s.opening(next); next < len(s.text) && kind != opensUpper {
		return false
	}
	c.end, c.note = e, true
	return true
}

// semicolon decides about the semicolon of n bytes at i.
func (s *splitter) semicolon(i, n int) int {
	next, _ := s.skipSpace(i + n)
	const maxLabel = 3
	e, count := digits(s.text, next)
	if count == 0 || count > maxLabel || e >= len(s.text) || s.text[e] != '.' {
		return i + n
	}
	at, _ := s.skipSpace(e + 1)
	if at == e+1 || next == i+n && n == 1 {
		return i + n
	}
	if kind, first := s.opening(at); first != at || kind != opensUpper && kind != opensHan || !s.numbered() {
		return i + n
	}
	return s.cut(i + n)
}

// numbered tells whether the sentence at hand opens with a paragraph number.
func (s *splitter) numbered() bool {
	at := s.start
	for at < min(len(s.text), s.start+maxLook) && (s.text[at] == ' ' || s.text[at] == '\n') {
		at++
	}
	e, count := digits(s.text, at)
	return count > 0 && e < len(s.text) && s.text[e] == '.'
}
