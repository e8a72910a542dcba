package quality

import (
	"strings"
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
	const labelLength = 6 // bytes: "a)", "12)", "iii)"
	var round, square, angle, corner, guillemets int
	quotes := 0
	closing := func(open *int, at int) {
		switch {
		case *open > 0:
			*open--
		case at < labelLength && !strings.Contains(text[:at], " "): // a label
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
			closing(&guillemets, utf8.UTFMax*labelLength)
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
