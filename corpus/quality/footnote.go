package quality

import (
	"unicode"
	"unicode/utf8"
)

// Footnote finds marks of footnotes that are glued to words.
var Footnote = Check{
	Name: "footnote", Title: "footnote mark in the text",
	Help: "How many marks of footnotes stand glued to a word or behind the end of a sentence: Convention12, agenda*item, “by law.3 The”.",
	Bad: Example{
		"en": "The harbour act12 applies to ferries.", "ru": "К паромам применяется закон о портах.", "zh": "《港口法》适用于渡轮。",
	},
	Good: Example{
		"en": "The harbour act applies to 12 ferries.", "ru": "Закон о портах применяется к 12 паромам.", "zh": "《港口法》适用于12艘渡轮。",
	},
	Score: func(g *Group) (score float64, applies bool) {
		for i := range g.Sides {
			score += float64(glued(g.Sides[i].Text))
		}
		return score, true
	},
}

// glued counts the marks: one or two digits at the end of a word whose last
// three letters are in lower case, or between a full stop behind such letters and
// a space; an asterisk between Chinese characters.
func glued(text string) (n int) {
	const lettersBefore, mostDigits = 3, 2
	lower := 0 // letters in lower case just before, a full stop behind them forgiven
	digits := 0
	var last rune
	point := false
	end := func(next rune) {
		if lower >= lettersBefore && 0 < digits && digits <= mostDigits && !unicode.IsLetter(next) && next != '.' && next != '-' && next != '/' && next != '%' && next != ',' &&
			(!point || next == ' ') {
			n++
		}
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case '0' <= r && r <= '9':
			digits++
		case digits == 0 && r == '.' && lower >= lettersBefore && !point:
			point = true
		default:
			end(r)
			digits, point = 0, false
			switch {
			case unicode.IsLower(r):
				lower++
			default:
				lower = 0
			}
			if last == '*' && unicode.Is(unicode.Han, r) && starBehindHan(text[:i-size-1]) {
				n++
			}
		}
		last = r
	}
	end(' ')
	return n
}

func starBehindHan(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.Is(unicode.Han, r)
}
