package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordBefore gives the word that ends at i: letters, digits and marks inside
// words, within the sentence at hand. Single letters with points and spaces
// between them are one word without the spaces: "т. д" is "т.д".
func (s *splitter) wordBefore(i int) string {
	at := s.wordStart(i)
	w := s.text[at:i]
	for isSingle(w) || strings.IndexByte(w, '.') > 0 && isDotted(w) {
		// Look for "X. " before it.
		from := s.back(at, maxLook)
		before := strings.TrimRight(s.text[from:at], " \u00a0\u202f")
		if len(before) == at-from || !strings.HasSuffix(before, ".") || len(w) > maxLook {
			break
		}
		p := from + len(before) - 1
		q := s.wordStart(p)
		if !isSingle(s.text[q:p]) {
			break
		}
		w = s.text[q:p] + "." + w
		at = q
	}
	return w
}

// wordStart gives the start of the word that ends at i.
func (s *splitter) wordStart(i int) int {
	at, from := i, s.back(i, maxLook)
	for at > from {
		r, n := utf8.DecodeLastRuneInString(s.text[from:at])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			joins := r == '.' || r == '\'' || r == '’' || hyphen(s.text, at-n) > 0
			if !joins || at == i {
				break
			}
		}
		at -= n
	}
	for at < i {
		r, n := utf8.DecodeRuneInString(s.text[at:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		at += n
	}
	return at
}

// isSingle tells whether w is one letter.
func isSingle(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	return n > 0 && n == len(w) && unicode.IsLetter(r) && !isHan(r)
}

// pointEnds decides about one point at i with white space behind it; kind and
// at are what the text goes on with.
func (s *splitter) pointEnds(i int, before rune, kind opens, at int, c *closing) bool {
	text := s.text
	if unicode.IsSpace(before) {
		// "word . Next" of tokenised text; but not "C . 12" of exploded symbols.
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text[s.start:i], unicode.IsSpace))
		return (unicode.IsLower(r) || isCloser(r) || r == '"') && kind == opensUpper
	}
	start := s.wordStart(i)
	if isLabel(text[start:i]) && s.onlyLabels(start) {
		return false
	}
	if isHan(before) {
		return true
	}
	w := s.wordBefore(i)
	next := text[at:]
	if e, known := s.rules.ending(w); known {
		if c.bracket && !c.quote && e != EndLabel {
			return false // the point of "(etc.)"
		}
		switch e {
		case EndNever:
			return false
		case EndNumber:
			return kind != opensDigit && !(kind == opensUpper && isNumeral(next))
		case EndStarter:
			r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[c.end:], " "))
			return kind == opensHan || s.rules.starter(next) && !isDash(r)
		case EndYear:
			return s.numberBefore(start) && s.rules.starter(next)
		case EndCapital:
			return kind != opensDigit
		case EndUnit:
			return kind == opensUpper && s.numberBefore(start) && !isNumeral(next)
		}
	}
	if isDigitWord(w) {
		// "Article 5. Title": the number belongs to a heading.
		return !s.headingNumber(start) && !s.listNumber(w, start)
	}
	first, _ := utf8.DecodeRuneInString(w)
	if isSingle(w) || isInitials(w) {
		if unicode.IsLower(first) {
			return strings.IndexByte(w, '.') < 0
		}
		if kind == opensHan || s.rules.starter(next) {
			return true
		}
		// A Latin letter before a Russian word is no initial: дело A. Суд …
		r, _ := utf8.DecodeRuneInString(next)
		if isSingle(w) && ScriptOf(first) == LatinScript && ScriptOf(r) == CyrillicScript {
			return true
		}
		// Nor is the letter of "annex A. Further …".
		e, known := s.rules.ending(strings.ToLower(s.wordBefore(trimmedEnd(text[:start]))))
		return known && e == EndLabel
	}
	return true
}

// trimmedEnd gives the end of text without white space behind it.
func trimmedEnd(text string) int { return len(strings.TrimRightFunc(text, unicode.IsSpace)) }

// isLabel tells whether w can be the number of a paragraph or heading: digits,
// roman numerals and single letters with points between them, Chinese numerals.
func isLabel(w string) bool {
	if w == "" {
		return false
	}
	for piece, rest, more := strings.Cut(w, "."); more; piece, rest, more = strings.Cut(rest, ".") {
		if !isLabel(piece) {
			return false
		}
		w = rest
	}
	if isSingle(w) || isDigitWord(w) || isRoman(w) {
		return true
	}
	for _, r := range w {
		if !strings.ContainsRune("一二三四五六七八九十百", r) {
			return false
		}
	}
	return true
}

func isDigitWord(w string) bool {
	if w == "" {
		return false
	}
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) && w[i] != '.' {
			return false
		}
	}
	return true
}

// isRoman tells whether w is a roman numeral in capitals or lower case.
func isRoman(w string) bool {
	return w != "" && (strings.Trim(w, "IVXLCDM") == "" || strings.Trim(w, "ivxl") == "")
}

// isNumeral tells whether text opens with a roman numeral or a single capital
// (the "number" of "No. A", "para. IV").
func isNumeral(text string) bool {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	w := text[:end]
	if !isRoman(w) && !isSingle(w) {
		return false
	}
	// "I", "А", "В" are words too when a word follows.
	if isSingle(w) {
		rest := strings.TrimLeft(text[end:], " \u00a0")
		r, _ := utf8.DecodeRuneInString(rest)
		return len(rest) == 0 || len(rest) == len(text[end:]) || !unicode.IsLower(r)
	}
	return true
}

// isInitials tells whether w is single letters with points, perhaps with
// hyphens, between them: С.В, H.E, Ж.-Ж.
func isInitials(w string) bool {
	if strings.IndexByte(w, '.') < 0 {
		return false
	}
	return isDotted(strings.ReplaceAll(w, "-", ""))
}

// onlyLabels tells whether nothing but labels and opening marks stand in the
// sentence at hand before the place end.
func (s *splitter) onlyLabels(end int) bool {
	if end-s.start > maxLook {
		return false
	}
	for i := s.start; i < end; {
		r, n := utf8.DecodeRuneInString(s.text[i:end])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !unicode.IsSpace(r) && !isOpener(r) && !isDash(r) && r != '.' && r != ')' && r != '）' {
				return false
			}
			i += n
			continue
		}
		j := i
		for j < end {
			r, n := utf8.DecodeRuneInString(s.text[j:end])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			j += n
		}
		if !isLabel(s.text[i:j]) || j < end && s.text[j] != '.' && s.text[j] != ')' {
			return false
		}
		i = j
	}
	return true
}

// headingNumber tells whether the number that starts at start follows a word
// such as Article or Статья that opens the sentence.
func (s *splitter) headingNumber(start int) bool {
	end := s.start + trimmedEnd(s.text[s.start:start])
	at := s.wordStart(end)
	e, known := s.rules.ending(s.text[at:end])
	first, _ := utf8.DecodeRuneInString(s.text[at:])
	return known && e == EndLabel && unicode.IsUpper(first) && s.onlyLabels(at)
}

// listNumber tells whether the number w that starts at start counts the items
// of a list inside the sentence: "as follows: 1. Item; 2. Item".
func (s *splitter) listNumber(w string, start int) bool {
	const maxDigits = 2
	before := strings.TrimRight(s.text[s.start:start], " \u00a0")
	return len(w) <= maxDigits && (strings.HasSuffix(before, ":") || strings.HasSuffix(before, ";") || strings.HasSuffix(before, "："))
}

// numberBefore tells whether a number, or the slash of "km/h", stands before
// the place i.
func (s *splitter) numberBefore(i int) bool {
	before := strings.TrimRight(s.text[s.start:i], " \u00a0\u202f")
	return before != "" && (isDigit(before[len(before)-1]) || strings.HasSuffix(before, "/"))
}
