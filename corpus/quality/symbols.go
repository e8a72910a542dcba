package quality

import (
	"slices"

	"tritext/segment"
)

// Symbols finds document symbols that one side cites and another does not.
var Symbols = Check{
	Name: "symbols", Title: "document symbols differ",
	Help: "How many different document symbols (A/98/250) of one side the other does not cite, in the worst pair of languages.",
	Bad: Example{
		"en": "See document A/98/250.", "ru": "См. документ A/98/250.", "zh": "见A/98/252号文件。",
	},
	Good: Example{
		"en": "See document A/98/250.", "ru": "См. документ A/98/250.", "zh": "见A/98/250号文件。",
	},
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			x, y := a.forms(segment.Symbol), b.forms(segment.Symbol)
			if len(x)+len(y) == 0 {
				return 0, false
			}
			return float64(max(lacking(x, y), lacking(y, x))), true
		})
	},
}

// forms gives the forms of a kind of tokens, sorted, each once.
func (s *Side) forms(kind segment.Kind) (forms []string) {
	for i := range s.words {
		if s.words[i].Kind == kind {
			forms = append(forms, s.words[i].Form)
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// lacking counts what stands in a and not in b, both sorted.
func lacking(a, b []string) (n int) {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			n++
		}
	}
	return n
}
