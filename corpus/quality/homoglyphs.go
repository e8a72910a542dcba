package quality

import (
	"unicode"
	"unicode/utf8"
)

// Homoglyphs finds words that mix letters which look alike.
var Homoglyphs = Check{
	Name: "homoglyphs", Title: "look-alike letters of two scripts",
	Help: "How many words of the cleaned text mix Latin with Cyrillic or Greek letters. The normalised text has them repaired where it is clear what " +
		"was meant; the flag stays, because other programs read the cleaned text.",
	Bad: Example{
		"en": "The ferry stops on Wednesday.", "ru": "Паром останавливается в cреду.", "zh": "渡轮星期三停靠。",
	},
	Good: Example{
		"en": "The ferry stops on Wednesday.", "ru": "Паром останавливается в среду.", "zh": "渡轮星期三停靠。",
	},
	Score: func(g *Group) (score float64, applies bool) {
		for i := range g.Sides {
			for _, u := range g.Sides[i].Units {
				score += float64(mixedWords(u.Text))
			}
		}
		return score, true
	},
}

// mixedWords counts the words with letters of two alphabets.
func mixedWords(text string) (n int) {
	var latinSeen, otherSeen bool
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch s := scriptOf(r); {
		case s == latin:
			latinSeen = true
		case s == cyrillic, s == otherScript && unicode.Is(unicode.Greek, r):
			otherSeen = true
		default:
			if latinSeen && otherSeen {
				n++
			}
			latinSeen, otherSeen = false, false
		}
	}
	if latinSeen && otherSeen {
		n++
	}
	return n
}
