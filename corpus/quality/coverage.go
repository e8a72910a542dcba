package quality

import (
	"tritext/align"
	"tritext/segment"
)

// Coverage finds groups whose words do not translate each other.
var Coverage = Check{
	Name: "coverage", Title: "words without their translation",
	Help: "The share, 0 to 1, of the words of a text that the translation model knows and of which it finds no translation on the other side; the higher of both directions, in the " +
		"worst pair of languages; of three languages, each with English. Words of grammar count less than rare ones. Asked of texts with four known words and more.",
	Bad: Example{
		"en": "The government bought a new ship for the islands.", "zh": "会议通过了议程并选举了主席。",
	},
	Good: Example{
		"en": "The conference adopted the agenda and elected the President.", "zh": "会议通过了议程并选举了主席。",
	},
	Limit: .8,
	Score: func(g *Group) (float64, bool) {
		if g.lexicon == nil {
			return 0, false
		}
		const all = 3
		return g.worst(func(a, b *Side) (float64, bool) {
			if len(g.Sides) == all && a.Lang != "en" && b.Lang != "en" {
				return 0, false // each was compared with English
			}
			source, target := a, b
			lex := g.lexicon(a.Lang, b.Lang)
			if lex == nil {
				source, target = b, a
				if lex = g.lexicon(b.Lang, a.Lang); lex == nil {
					return 0, false
				}
			}
			return uncovered(lex, source.lexical(), target.lexical())
		})
	},
}

// Bounds of what coverage counts.
const (
	knownWords = 4    // of a text, at least
	grammar    = 2e-3 // share of running text from which a word weighs less
)

// lexical gives the forms of words, numbers and names.
func (s *Side) lexical() []string {
	words := make([]segment.Token, 0, len(s.words))
	for i := range s.words {
		switch s.words[i].Kind {
		case segment.Word, segment.Latin, segment.Number, segment.Symbol:
			words = append(words, s.words[i])
		}
	}
	return segment.Forms(nil, words)
}

// uncovered gives the share of known words without a translation, the higher of
// both directions.
func uncovered(lex align.Lexicon, source, target []string) (float64, bool) {
	linked, reached := make([]bool, len(source)), make([]bool, len(target))
	lex.Links(source, target, func(i, j int, _, _ float32) { linked[i], reached[j] = true, true })
	x, ok := missing(linked, lex.SourceShares(source))
	y, ok2 := missing(reached, lex.TargetShares(target))
	return max(x, y), ok && ok2
}

func missing(linked []bool, shares []float64) (float64, bool) {
	known, without, weight := 0, 0.0, 0.0
	for i, p := range shares {
		if p == 0 {
			continue
		}
		known++
		w := 1.0
		if p > grammar {
			w = grammar / p
		}
		weight += w
		if !linked[i] {
			without += w
		}
	}
	if known < knownWords {
		return 0, false
	}
	return without / weight, true
}
