package quality

import "tritext/segment"

// scriptLetters is how many letters a side needs to be asked for its language.
const scriptLetters = 8

// Script finds text in another language or script than its side should have.
var Script = Check{
	Name: "script", Title: "wrong language or script",
	Help: "The share of a side's letters, 0 to 1, that are not of its language's script (document symbols left out, a Chinese character as four letters); the highest of all sides. " +
		"1 too for Latin text whose little words are those of another language than English, and for a unit that was read as another language.",
	Bad: Example{
		"en": "Le traversier part à sept heures et revient dans la soirée.", "ru": "Паром отходит в семь и возвращается вечером.", "zh": "渡轮七点出发，晚上返回。",
	},
	Good: Example{
		"en": "The ferry leaves at seven and comes back in the evening.", "ru": "Паром отходит в семь и возвращается вечером.", "zh": "渡轮七点出发，晚上返回。",
	},
	Limit: .5,
	Score: func(g *Group) (score float64, applies bool) {
		for i := range g.Sides {
			s := &g.Sides[i]
			own, all := s.letters.of(s.Lang), s.letters.all
			for j := range s.words {
				if t := &s.words[j]; t.Kind == segment.Symbol { // Latin letters in any language
					n := asciiLetters(t.In(s.Text))
					all -= n
					if s.Lang == "en" {
						own -= n
					}
				}
			}
			if all < scriptLetters {
				continue
			}
			applies = true
			weight := 1.0
			if s.Lang == "zh" {
				weight = 1 / latinInChinese // a character says as much as some letters
			}
			others := float64(all - own)
			score = max(score, others/(others+weight*float64(own)))
			if s.Lang == "en" && s.foreign() {
				score = 1
			}
			for _, u := range s.Units {
				if u.Reads != "" && u.Reads != s.Lang {
					score = 1
				}
			}
		}
		return score, applies
	},
}

func asciiLetters(text string) (n int) {
	for i := range len(text) {
		if c := text[i] | 0x20; 'a' <= c && c <= 'z' {
			n++
		}
	}
	return n
}

// Little words that no running text of a language goes without.
var (
	littleEnglish = wordSet("the of and to in for on by with that is are was were be been has have had its it as at from this which not an or shall should their his her he we they all")
	littleOthers  = wordSet("le la les des du et une un dans pour sur que qui est par au aux el los las del y en por con una para se su der die und das den von zu mit ist für auf dem des eine")
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	start := 0
	for i := 0; i <= len(words); i++ {
		if i == len(words) || words[i] == ' ' {
			m[words[start:i]] = true
			start = i + 1
		}
	}
	return m
}

// foreign tells whether Latin text is of another language than English: it has
// three little words of others and more than of English.
func (s *Side) foreign() bool {
	const least = 3
	english, others := 0, 0
	for i := range s.words {
		if s.words[i].Kind != segment.Word {
			continue
		}
		w := s.words[i].In(s.Text)
		if littleEnglish[w] {
			english++
		} else if littleOthers[w] {
			others++
		}
	}
	return others >= least && others > english
}
