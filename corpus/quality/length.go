package quality

import (
	"math"

	"tritext/segment"
)

// band is how many characters a text has for each of its translation: the
// median and the percentiles 1 and 99 of sentences of 50 English characters and
// more.
type band struct{ low, median, high float64 }

// bands by pair of languages: the 8,000 sentences of the development and test
// sets of the UN Parallel Corpus 1.0 (Ziemski, Junczys-Dowmunt and Pouliquen 2016).
var bands = map[[2]string]band{
	{"zh", "en"}: {.179, .263, .500},
	{"zh", "ru"}: {.151, .238, .478},
	{"ru", "en"}: {.750, 1.101, 1.681},
}

// bandLength is from how many English characters on the bands hold; they were
// measured from 50 on, where most sentences are longer than 100. The
// variance of a length grows with the length itself (Gale and Church 1993), so
// that a ratio's band gets wider as 1/√length for shorter texts.
const bandLength = 100

// Length finds texts that are too short or too long for their translation.
var Length = Check{
	Name: "length", Title: "length out of proportion",
	Help: "How far the ratio of the lengths in characters is from the usual one, in the worst pair of languages: 0 in the middle, 1 at the " +
		"bound that 98 of 100 good UN sentences keep, 2 twice as far (on a logarithmic scale). The bounds are wider for sentences under 100 characters.",
	Bad: Example{
		"en": "The council asked the library on the ferry to stay open during the winter, when the roads along the coast are closed.",
		"ru": "когда дороги закрыты.", "zh": "理事会要求渡轮图书馆在沿海道路封闭的冬季继续开放。",
	},
	Good: Example{
		"en": "The council asked the library on the ferry to stay open in winter, when the roads are closed.",
		"ru": "Совет просил библиотеку на пароме оставаться открытой и зимой, когда дороги закрыты.", "zh": "理事会要求渡轮图书馆在道路封闭的冬季继续开放。",
	},
	Limit: 1.1,
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			band, ok := bands[[2]string{a.Lang, b.Lang}]
			if !ok {
				a, b = b, a
				if band, ok = bands[[2]string{a.Lang, b.Lang}]; !ok {
					return 0, false
				}
			}
			x, y := a.chars(), b.chars()
			if x == 0 || y == 0 {
				return 0, false
			}
			far := math.Log(x / y / band.median)
			bound := math.Log(band.high / band.median)
			if far < 0 {
				bound = math.Log(band.low / band.median)
			}
			english := max(segment.Length(a.Text), segment.Length(b.Text))
			return far / bound * min(1, math.Sqrt(english/bandLength)), true
		})
	},
}

// latinInChinese is how many Chinese characters a Latin letter in Chinese text
// counts as: the name is as long in English.
const latinInChinese = .263

// chars is the length of the text in characters, spaces counted.
func (s *Side) chars() float64 {
	n := 0
	for i := range len(s.Text) {
		if s.Text[i]&0xC0 != 0x80 { // the first byte of a character
			n++
		}
	}
	if s.Lang == "zh" {
		return float64(n) - (1-latinInChinese)*float64(s.letters.latin)
	}
	return float64(n)
}
