package quality

import (
	"strings"
	"unicode"

	"tritext/segment"
)

// Hyphens finds Russian words that have lost their hyphen.
var Hyphens = Check{
	Name: "hyphens", Title: "hyphen lost",
	Help: "How many Russian words stand without their hyphen: попрежнему, гн, 7366го. Older corpora lost the hyphens that may not break a line.",
	Bad: Example{
		"en": "Mr. Tolm still opens the 12th meeting.", "ru": "Гн Тольм попрежнему открывает 12е заседание.", "zh": "托尔姆先生仍主持第12次会议开幕。",
	},
	Good: Example{
		"en": "Mr. Tolm still opens the 12th meeting.", "ru": "Г-н Тольм по-прежнему открывает 12-е заседание.", "zh": "托尔姆先生仍主持第12次会议开幕。",
	},
	Score: func(g *Group) (score float64, applies bool) {
		for i := range g.Sides {
			s := &g.Sides[i]
			if s.Lang != "ru" {
				continue
			}
			applies = true
			for j := range s.words {
				if s.words[j].Kind != segment.Number && lostHyphen(s.words[j].In(s.Text)) {
					score++
				}
			}
		}
		return score, applies
	},
}

// unhyphened are words that have a hyphen when they are right.
var unhyphened = wordSet("гн гна гну гном гже гжа гжи гжу попрежнему понастоящему повидимому посвоему всетаки изза изпод какаялибо какойлибо " +
	"каколибо какоелибо какиелибо какихлибо какогонибудь чтолибо ктолибо чтото ктото комулибо чеголибо гделибо когдалибо какимлибо какуюлибо какойнибудь какиенибудь")

// ordinalEndings are what stands behind the hyphen of an ordinal.
var ordinalEndings = wordSet("го м е й х я му ми ю ая ое ый ой ые")

func lostHyphen(word string) bool {
	if word == "" {
		return false
	}
	if digit(word[0]) {
		return ordinalEndings[strings.TrimLeftFunc(word, unicode.IsDigit)]
	}
	const longest = 40 // bytes
	if len(word) > longest {
		return false
	}
	return unhyphened[strings.ToLower(word)]
}
