package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Brackets finds brackets and quotation marks that are open on one side only.
var Brackets = Check{
	Name: "brackets", Title: "brackets or quotes do not close",
	Help: "How many brackets and quotation marks of one side have no partner in the sentence, above what the best side has; doubled ones ([[) count. " +
		"What is open on all sides alike, as in a quotation of several paragraphs, counts nothing.",
	Bad: Example{
		"en": "The ferry (built in 2041 has two decks.", "ru": "Паром (построен в 2041 году) имеет две палубы.", "zh": "渡轮（2041年建造）有两层甲板。",
	},
	Good: Example{
		"en": "The ferry (built in 2041) has two decks.", "ru": "Паром (построен в 2041 году) имеет две палубы.", "zh": "渡轮（2041年建造）有两层甲板。",
	},
	Score: func(g *Group) (float64, bool) {
		least, most, any := -1, 0, false
		for i := range g.Sides {
			n, seen := unbalanced(g.Sides[i].Text)
			any = any || seen
			most = max(most, n)
			if least < 0 || n < least {
				least = n
			}
		}
		if len(g.Sides) < 2 {
			least = 0
		}
		return float64(most - max(least, 0)), any
	},
}

// unbalanced counts what opens and does not close, what closes and was not open,
// and brackets that are doubled; seen tells whether there are any.
func unbalanced(text string) (count int, seen bool) {
	if !strings.ContainsAny(text, "()[]（）【】《》«»“”„\"「」『』") {
		return 0, false
	}
	text = strings.TrimSpace(text)
	var round, square, angle, corner, guillemets int
	quotes := 0
	closing := func(open *int, at int) {
		switch {
		case *open > 0:
			*open--
		case isLabel(text[:at]):
		default:
			count++
		}
	}
	var last rune
	for i, r := range text {
		switch r {
		case '(', '（':
			round++
		case ')', '）':
			closing(&round, i)
		case '[', '【':
			square++
			if last == r {
				count++
			}
		case ']', '】':
			closing(&square, i)
		case '《':
			angle++
		case '》':
			closing(&angle, i)
		case '「', '『':
			corner++
		case '」', '』':
			closing(&corner, i)
		case '«':
			guillemets++
		case '»':
			closing(&guillemets, 0)
		case '"', '“', '”', '„':
			quotes++
		default:
			last = r
			continue
		}
		last, seen = r, true
	}
	return count + round + square + angle + corner + guillemets + quotes%2, seen
}

// isLabel tells whether a closing bracket behind this text ends a label, as
// Russian and others write it: a), 3 b), 12), iii).
func isLabel(before string) bool {
	const longest = 3 // letters or digits
	n := 0
	for len(before) > 0 {
		r, size := utf8.DecodeLastRuneInString(before)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return n > 0 && (unicode.IsSpace(r) || unicode.IsPunct(r))
		}
		if n++; n > longest {
			return false
		}
		before = before[:len(before)-size]
	}
	return n > 0
}
