package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// digitAt gives the value and the size in bytes of the decimal digit at
// text[i], ASCII or full-width; size 0 if there is none.
func digitAt(text string, i int) (value byte, size int) {
	if i >= len(text) {
		return 0, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		if '0' <= c && c <= '9' {
			return c - '0', 1
		}
		return 0, 0
	}
	// U+FF10 to U+FF19 are EF BC 90 to EF BC 99.
	if i+2 < len(text) && text[i] == 0xEF && text[i+1] == 0xBC && 0x90 <= text[i+2] && text[i+2] <= 0x99 {
		return text[i+2] - 0x90, 3
	}
	return 0, 0
}

// digits gives the end of the run of digits that starts at text[i] and how
// many there are.
func digits(text string, i int) (end, count int) {
	for {
		_, n := digitAt(text, i)
		if n == 0 {
			return i, count
		}
		i += n
		count++
	}
}

// groupLen is how many digits stand between separators of thousands.
const groupLen = 3

// thousandsSep gives the size of a separator of thousands at text[i], 0 if
// there is none: comma, space, and the no-break, narrow no-break and thin spaces.
func thousandsSep(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	switch text[i] {
	case ',', ' ':
		return 1
	case 0xC2:
		if strings.HasPrefix(text[i:], "\u00a0") {
			return 2
		}
	case 0xE2:
		if strings.HasPrefix(text[i:], "\u202f") || strings.HasPrefix(text[i:], "\u2009") {
			return 3
		}
	case 0xEF:
		if strings.HasPrefix(text[i:], "，") {
			// The full-width comma of Chinese separates, never groups.
			return 0
		}
	}
	return 0
}

// number finds the number that starts at text[i] (a digit), and its canonical
// form: ASCII digits, no separators of thousands, a decimal point. Section
// numbers (4.2.1), dates (12.05.2021) and times (10:30) are kept whole; the
// ending of an ordinal (7th, 7-е) belongs to the token and not to the form.
// decimalComma: a comma between digits is the decimal sign, as in Russian.
func number(text string, i int, decimalComma bool) (end int, form string) {
	start := i
	end, count := digits(text, i)
	plain := end-start == count // no full-width digit, no separator so far
	first, _ := digitAt(text, start)

	// Groups of thousands, all with the same separator.
	if count <= groupLen && first != 0 {
		const maxGroups = 6 // quintillions
		sep := ""
		for range maxGroups {
			n := thousandsSep(text, end)
			if n == 0 || sep != "" && text[end:end+n] != sep {
				break
			}
			next, c := digits(text, end+n)
			if c != groupLen {
				break
			}
			sep = text[end : end+n]
			end, plain = next, false
			count += c
		}
		// "1,000,00" is no grouped number but a list.
		if sep == "," && end < len(text) && text[end] == ',' {
			if _, c := digits(text, end+1); c > 0 {
				end, count = digits(text, start)
				plain = end-start == count
			}
		}
	}

	// Decimals, section numbers, dates.
	point := false
	for end < len(text) && text[end] == '.' {
		next, c := digits(text, end+1)
		if c == 0 {
			break
		}
		end, point = next, true
		plain = plain && end-next == 0 && isASCIIDigits(text[next-c:next])
	}
	comma := -1
	if decimalComma && !point && end < len(text) && text[end] == ',' && !inList(text, start) {
		if next, c := digits(text, end+1); c > 0 && (next >= len(text) || text[next] != ',') {
			comma = end
			end, plain = next, false
		}
	}
	// Times: 10:30, 10:30:05.
	const clockDigits = 2
	if plain && count <= clockDigits && !point {
		for end < len(text) && text[end] == ':' {
			next, c := digits(text, end+1)
			if c != clockDigits || next-end != clockDigits+1 {
				break
			}
			end = next
		}
	}
	if plain {
		form = text[start:end]
	} else {
		form = canonical(text[start:end], comma-start)
	}
	return end + ordinal(text[end:]), form
}

// inList tells whether a digit and a comma stand before text[i], as in 1,2,3.
func inList(text string, i int) bool {
	return i >= 2 && text[i-1] == ',' && isDigit(text[i-2])
}

func isASCIIDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// canonical writes a number with ASCII digits and points alone; comma is the
// place of the decimal comma, negative if there is none.
func canonical(s string, comma int) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		v, n := digitAt(s, i)
		switch {
		case n > 0:
			b = append(b, v+'0')
		case i == comma || s[i] == '.':
			b = append(b, '.')
		}
		if n == 0 {
			n = 1
		}
		i += n
	}
	return string(b)
}

// ordinal gives the length of the ending that makes an ordinal of the number
// before rest: English st, nd, rd, th, or a hyphen and up to three Cyrillic
// lower-case letters (7-е, 240-го, 1990-х).
func ordinal(rest string) int {
	if len(rest) >= 2 {
		switch rest[:2] {
		case "st", "nd", "rd", "th":
			if r, _ := utf8.DecodeRuneInString(rest[2:]); len(rest) == 2 || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return 2
			}
			return 0
		}
	}
	h := hyphen(rest, 0)
	if h == 0 {
		return 0
	}
	const maxEnding = 3
	i, letters := h, 0
	for i < len(rest) {
		r, n := utf8.DecodeRuneInString(rest[i:])
		if !unicode.Is(unicode.Cyrillic, r) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || hyphen(rest, i) > 0 {
				return 0
			}
			break
		}
		if letters++; letters > maxEnding || unicode.IsUpper(r) {
			return 0
		}
		i += n
	}
	if letters == 0 {
		return 0
	}
	return i
}

// hyphen gives the size of a hyphen at text[i] (hyphen-minus, U+2010, the
// no-break hyphen U+2011), 0 if there is none. Dashes are none.
func hyphen(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	if text[i] == '-' {
		return 1
	}
	if text[i] == 0xE2 && (strings.HasPrefix(text[i:], "\u2010") || strings.HasPrefix(text[i:], "\u2011")) {
		return 3
	}
	return 0
}
