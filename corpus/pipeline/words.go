package pipeline

import (
	"tritext/align"
	"tritext/corpus"
	"tritext/segment"
)

// wordLinks gives the links between the words of a bead by the tokens of its
// units: the aligner knows only their matching forms.
func wordLinks(b align.Bead, source, target *stream) []corpus.WordLink {
	if len(b.Links) == 0 {
		return nil
	}
	links := align.MapWordLinks(b.Links, source.tokenOf(b.Source), target.tokenOf(b.Target))
	out := make([]corpus.WordLink, len(links))
	for i, l := range links {
		out[i] = corpus.WordLink{
			SourceUnit: int(l.Source.Unit), SourceToken: int(l.Source.Token),
			TargetUnit: int(l.Target.Unit), TargetToken: int(l.Target.Token),
			P: float64(l.P),
		}
	}
	return out
}

// tokenOf gives a map from the places of forms in a range of units to those of
// their tokens, units counted from the start of the range.
func (s *stream) tokenOf(r align.Range) func(align.Word) align.Word {
	from := make([][]int, r.Len())
	for i := range from {
		from[i] = segment.FormTokens(nil, s.tokens[r.Lo+i])
	}
	return func(w align.Word) align.Word {
		u := w.Unit - int32(r.Lo)
		return align.Word{Unit: u, Token: int32(from[u][w.Token])}
	}
}
