package clean

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

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
