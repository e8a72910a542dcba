package quality

import (
	"strings"
	"unicode/utf8"

	"tritext/segment"
)

// Names finds names in Latin letters that the English side does not have.
var Names = Check{
	Name: "names", Title: "names missing",
	Help: "The share, 0 to 1, of the Latin words in Chinese or Russian text (names, abbreviations, addresses that are not translated) which " +
		"the English side does not have. Words of one letter do not count.",
	Bad: Example{
		"en": "The ship was built by a yard in the north.", "ru": "Судно построила северная верфь Kvalsund.", "zh": "这艘船由北方Kvalsund船厂建造。",
	},
	Good: Example{
		"en": "The ship was built by Kvalsund.", "ru": "Судно построила верфь Kvalsund.", "zh": "这艘船由Kvalsund船厂建造。",
	},
	Limit: .5,
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			if a.Lang != "en" || b.Lang == "en" {
				return 0, false
			}
			all, missing := 0, 0
			english := ""
			for i := range b.words {
				t := &b.words[i]
				w := t.In(b.Text)
				if t.Kind != segment.Latin || utf8.RuneCountInString(w) < 2 || romanNumeral(w) {
					continue
				}
				if english == "" {
					english = strings.ToLower(a.Text)
				}
				all++
				if !strings.Contains(english, strings.ToLower(w)) {
					missing++
				}
			}
			if all == 0 {
				return 0, false
			}
			return float64(missing) / float64(all), true
		})
	},
}

// romanNumeral tells whether a word is a number: chapters and sessions are
// counted in other ways in other languages.
func romanNumeral(w string) bool { return strings.Trim(w, "IVXLC") == "" }
