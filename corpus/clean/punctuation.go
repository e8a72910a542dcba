package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// The marks that web pages with folded widths (NFKC) write in half width.
// Parentheses are not among them: UN documents in Chinese have them half-width.
const (
	narrowMarks = ",;:?!"
	wideMarks   = "，；：？！"
)

// widenPunctuation writes marks behind Chinese characters as Chinese ones. A
// full stop needs Chinese, a closing mark or nothing behind it, and a clause
// before it: "一. 导言" is a number.
func widenPunctuation(text, lang string, _ NormalOptions) []corpus.Repair {
	if lang != "zh" || !strings.ContainsAny(text, narrowMarks+".") {
		return nil
	}
	var out []corpus.Repair
	var last rune
	for at, r := range text {
		behind := unicode.Is(unicode.Han, last) || strings.ContainsRune("》”’）」』】", last) || last == ')' && hanBefore(text[:at])
		if k := strings.IndexRune(narrowMarks, r); k >= 0 && behind {
			out = append(out, repair(at, at+1, string([]rune(wideMarks)[k])))
		} else if r == '.' && behind && endsClause(text, at) {
			out = append(out, repair(at, at+1, "。"))
		}
		last = r
	}
	return out
}

// hanBefore tells whether the clause that a closing parenthesis ends is
// Chinese: a Han character stands in the last few before its opening one.
func hanBefore(text string) bool {
	open := strings.LastIndexByte(text, '(')
	return open > 0 && unicode.Is(unicode.Han, lastOf(strings.TrimRightFunc(text[:open], unicode.IsSpace)))
}

// endsClause tells whether a full stop at a place ends a Chinese clause.
func endsClause(text string, at int) bool {
	next, n := utf8.DecodeRuneInString(strings.TrimLeft(text[at+1:], " "))
	if n > 0 && !unicode.Is(unicode.Han, next) && !strings.ContainsRune("“‘《（(”’》）)0123456789", next) || next == '.' {
		return false
	}
	const numeral = "一二三四五六七八九十"
	head := strings.TrimLeft(text[:at], " ")
	return strings.Trim(head, numeral) != ""
}
