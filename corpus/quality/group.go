package quality

import (
	"strings"
	"unicode/utf8"

	"tritext/align"
	"tritext/corpus"
	"tritext/segment"
)

// Group is what the checks see of a corpus.Group.
type Group struct {
	Sides      []Side  // of the languages that it has, in the order of their codes
	Confidence float64 // of the alignment, 0 to 1
	lexicon    func(source, target string) align.Lexicon
}

// Side is a group's text in one language.
type Side struct {
	Lang  string
	Text  string         // normalised, the units joined as in table parallel
	Units []*corpus.Unit // in order; one at least

	words   []segment.Token // of Text, with places in Text
	numbers []number        // stated in digits
	label   string          // number of the paragraph that it opens with: 12; "" if none
	known   []string        // values that are said in any way, sorted
	anchors []string        // dates and times
	letters letters
}

// letters counts the letters of a text by script.
type letters struct{ latin, cyrillic, han, all int }

// of gives the number of letters in the script of a language.
func (l letters) of(lang string) int {
	switch lang {
	case "zh":
		return l.han
	case "ru":
		return l.cyrillic
	}
	return l.latin
}

// view makes the checks' view of a group.
func view(f *corpus.Family, g *corpus.Group, opt *Options) *Group {
	v := &Group{Confidence: g.Confidence, lexicon: opt.Lexicon}
	for _, d := range f.Versions {
		members := g.Members[d.Lang]
		if len(members) == 0 {
			continue
		}
		s := Side{Lang: d.Lang, Units: make([]*corpus.Unit, len(members))}
		for i, m := range members {
			s.Units[i] = &d.Units[m]
		}
		s.fill()
		v.Sides = append(v.Sides, s)
	}
	return v
}

// fill reads from the units what several checks need.
func (s *Side) fill() {
	space := " "
	if s.Lang == "zh" {
		space = ""
	}
	texts := make([]string, len(s.Units))
	count := 0
	for i, u := range s.Units {
		texts[i] = u.Norm
		count += len(u.Tokens)
	}
	s.Text = strings.Join(texts, space)
	s.words = make([]segment.Token, 0, count)
	at := 0
	for _, u := range s.Units {
		for _, t := range u.Tokens {
			t.Start += at
			t.End += at
			s.words = append(s.words, t)
		}
		at += len(u.Norm) + len(space)
	}
	for i := 0; i < len(s.Text); {
		r, n := rune(s.Text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s.Text[i:])
		}
		i += n
		switch scriptOf(r) {
		case latin:
			s.letters.latin++
		case cyrillic:
			s.letters.cyrillic++
		case han:
			s.letters.han++
		case otherScript:
		default:
			continue
		}
		s.letters.all++
	}
	s.anchors = segment.Anchors(nil, s.words)
	s.readNumbers()
}

// pairs calls yield for each two sides.
func (g *Group) pairs(yield func(a, b *Side)) {
	for i := range g.Sides {
		for j := i + 1; j < len(g.Sides); j++ {
			yield(&g.Sides[i], &g.Sides[j])
		}
	}
}

// worst gives the largest of what score says of each two sides; it applies if it
// does to one pair at least.
func (g *Group) worst(score func(a, b *Side) (float64, bool)) (most float64, applies bool) {
	g.pairs(func(a, b *Side) {
		if x, ok := score(a, b); ok {
			most, applies = max(most, x), true
		}
	})
	return most, applies
}
