package quality

import (
	"strings"

	"tritext/align"
	"tritext/segment"
)

// ListOrder finds lists in the order of each language's alphabet.
var ListOrder = Check{
	Name: "list-order", Title: "list in another order",
	Help: "Of two lists of four items or more in a sentence, the share of items, 0 to 1, that stand in another order, in the worst pair of languages: lists of " +
		"States follow the alphabet of each language. Such sentences translate each other, but word by word they do not run side by side.",
	Bad: Example{
		"en": "Austria (2044), Belgium (2043), China (2045), Denmark (2044), Egypt (2043)", "ru": "Австрия (2044), Бельгия (2043), Дания (2044), Египет (2043), Китай (2045)",
	},
	Good: Example{
		"en": "Austria, Belgium, China, Denmark, Egypt, Finland", "zh": "奥地利、比利时、中国、丹麦、埃及、芬兰",
	},
	Limit: .15,
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			if !listed(a.Text) || !listed(b.Text) {
				return 0, false
			}
			x, y := a.items(), b.items()
			if len(x) < listItems || len(x) != len(y) {
				return 0, false
			}
			order := g.match(a, b, x, y)
			if len(order) < listItems {
				return 0, false
			}
			return 1 - float64(longestRising(order))/float64(len(order)), true
		})
	},
}

// Bounds of a list.
const (
	listItems = 4 // at least
	itemWords = 6 // at most: longer ones are clauses
)

func listed(text string) bool {
	return strings.Count(text, ",")+strings.Count(text, ";")+strings.Count(text, "、")+strings.Count(text, "；")+strings.Count(text, "，") >= listItems-1
}

// items cuts a list at its separators; nil if the pieces are not items.
func (s *Side) items() [][]string {
	var items [][]string
	var words []segment.Token
	flush := func() bool {
		forms := segment.Forms(nil, words)
		words = words[:0]
		items = append(items, forms)
		return len(forms) <= itemWords
	}
	for i := range s.words {
		t := &s.words[i]
		switch t.Kind {
		case segment.Punct:
			mark := t.In(s.Text)
			if strings.Contains(",;、；，", mark) && !flush() || strings.Contains(".。!?:：", mark) && i < len(s.words)-1 {
				return nil
			}
		case segment.Space:
		default:
			words = append(words, *t)
		}
	}
	if !flush() {
		return nil
	}
	return items
}

// match finds for each item of a the item of b that it is, by the lexicon and by
// numbers; those without one are left out.
func (g *Group) match(a, b *Side, x, y [][]string) (order []int) {
	var lex align.Lexicon
	turned := false
	if g.lexicon != nil {
		if lex = g.lexicon(a.Lang, b.Lang); lex == nil {
			lex, turned = g.lexicon(b.Lang, a.Lang), true
		}
	}
	used := make([]bool, len(y))
	for _, item := range x {
		best, most := -1, 0.0
		for j := range y {
			if used[j] {
				continue
			}
			if p := likeness(lex, turned, item, y[j]); p > most {
				best, most = j, p
			}
		}
		if best >= 0 {
			used[best] = true
			order = append(order, best)
		}
	}
	return order
}

// likeness adds up what two items have in common.
func likeness(lex align.Lexicon, turned bool, x, y []string) (sum float64) {
	for _, v := range x {
		for _, w := range y {
			if v == w {
				sum++
			}
		}
	}
	if lex == nil {
		return sum
	}
	if turned {
		x, y = y, x
	}
	lex.Links(x, y, func(_, _ int, p, q float32) { sum += 2 * float64(p+q) })
	return sum
}

// longestRising is the length of the longest rising subsequence: the items that
// can stay where they are.
func longestRising(order []int) int {
	var tails []int
	for _, v := range order {
		at := 0
		for at < len(tails) && tails[at] < v {
			at++
		}
		if at == len(tails) {
			tails = append(tails, v)
		} else {
			tails[at] = v
		}
	}
	return len(tails)
}
