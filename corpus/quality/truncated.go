package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/segment"
)

// Truncated finds sentences that were cut.
var Truncated = Check{
	Name: "truncated", Title: "sentence cut",
	Help: "Signs that a side is only a part of a sentence, added up over the side that has most: 1 each for a hyphen at the end, a mark such as a comma at the " +
		"beginning, a last word that cannot be last (“of the”, 和); 0.5 each for a beginning in lower case or with a bracket where another side begins with a capital, and for no " +
		"full stop where the others have one. Flagged from 1.",
	Bad: Example{
		"en": "The library was opened at the end of", "ru": "Библиотека открылась в конце октября 2043 года.", "zh": "图书馆于2043年10月底开放。",
	},
	Good: Example{
		"en": "The library was opened at the end of October 2043.", "ru": "Библиотека открылась в конце октября 2043 года.", "zh": "图书馆于2043年10月底开放。",
	},
	Limit: .9,
	Score: func(g *Group) (score float64, applies bool) {
		capital, stop := 0, 0 // sides that begin with a capital, that end with a full stop
		for i := range g.Sides {
			text := g.Sides[i].Text
			if r := firstLetter(text); unicode.IsUpper(r) {
				capital++
			}
			if stopped(text) {
				stop++
			}
		}
		for i := range g.Sides {
			s := &g.Sides[i]
			x := s.cut()
			if len(g.Sides) > 1 {
				if capital > 0 && unicode.IsLower(firstLetter(s.Text)) {
					x += .5
				}
				if stop == len(g.Sides)-1 && stop > 0 && !stopped(s.Text) {
					x += .5
				}
			}
			score = max(score, x)
		}
		return score, true
	},
}

// cut adds up the signs that need no other side.
func (s *Side) cut() (score float64) {
	text := strings.TrimSpace(s.Text)
	first, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("，。、；：,;:）”’]", first) && size < len(text) || first == '.' && !strings.HasPrefix(text, "..") {
		score++
	}
	last, size := utf8.DecodeLastRuneInString(text)
	if last == '-' {
		if before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size]); unicode.IsLetter(before) {
			score++
		}
	}
	for i := len(s.words) - 1; i >= 0; i-- {
		t := &s.words[i]
		if t.Kind == segment.Space {
			continue
		}
		if t.Kind == segment.Word && neverLast[t.In(s.Text)] {
			score++
		}
		break
	}
	return score
}

// neverLast are words that a sentence or heading does not end with.
var neverLast = wordSet("the a an of and or to for with from by at on in into its their his that which as under between among within " +
	"и или в во на с со к ко от до для из за по о об при над под между без через его их " +
	"和 或 与 及 以及 在 把 被 对 对于 关于 根据 按照 为了")

func firstLetter(text string) rune {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return r
		}
		if unicode.IsDigit(r) {
			return 0
		}
	}
	return 0
}

// stopped tells whether a text ends as a sentence does, brackets and quotes
// behind the stop forgiven.
func stopped(text string) bool {
	text = strings.TrimRight(text, " \"”’»)）]」』")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".。!！?？;；:：…", r)
}
