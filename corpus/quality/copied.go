package quality

import (
	"slices"

	"tritext/segment"
)

// copiedLetters is how many letters a side needs: "UNESCO" may be the same everywhere.
const copiedLetters = 12

// Copied finds text that was left untranslated.
var Copied = Check{
	Name: "copied", Title: "not translated",
	Help: "The share of a side's letters, 0 to 1, that stand in words which another side has letter by letter; the highest of all pairs. " +
		"Asked of sides with 12 letters or more. References and addresses may be the same in all languages for good reason.",
	Bad: Example{
		"en": "The ferry leaves at seven every morning.", "ru": "The ferry leaves at seven every morning.", "zh": "渡轮每天早上七点开航。",
	},
	Good: Example{
		"en": "The ferry leaves at seven every morning.", "ru": "Паром отходит в семь каждое утро.", "zh": "渡轮每天早上七点开航。",
	},
	Limit: .5,
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			if a.letters.all < copiedLetters || b.letters.all < copiedLetters {
				return 0, false
			}
			return max(a.copiedFrom(b), b.copiedFrom(a)), true
		})
	},
}

// copiedFrom gives the share of a side's letters in words that the other has too.
func (s *Side) copiedFrom(other *Side) float64 {
	// Only a script that both write in can be copied.
	if min(s.letters.latin, other.letters.latin)+min(s.letters.cyrillic, other.letters.cyrillic)+min(s.letters.han, other.letters.han) == 0 {
		return 0
	}
	var theirs []string
	for i := range other.words {
		if t := &other.words[i]; t.Kind == segment.Word || t.Kind == segment.Latin {
			theirs = append(theirs, t.In(other.Text))
		}
	}
	slices.Sort(theirs)
	same, all := 0, 0
	for i := range s.words {
		t := &s.words[i]
		if t.Kind != segment.Word && t.Kind != segment.Latin {
			continue
		}
		all += t.Len()
		if _, ok := slices.BinarySearch(theirs, t.In(s.Text)); ok {
			same += t.Len()
		}
	}
	if all == 0 {
		return 0
	}
	return float64(same) / float64(all)
}
