package pipeline

import (
	"cmp"
	"slices"
	"sort"

	"tritext/corpus"
	"tritext/segment"
)

// givenSentences are the sentences that the source itself marks, in order.
func givenSentences(marks []corpus.Mark) []corpus.Mark {
	var list []corpus.Mark
	for _, m := range marks {
		if m.Kind == corpus.MarkSentence && m.Len() > 0 {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b corpus.Mark) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

// sentencesIn gives those that begin in a block.
func sentencesIn(list []corpus.Mark, b *corpus.Block) []corpus.Mark {
	if len(list) == 0 || len(b.Spans) == 0 {
		return nil
	}
	at := func(place int) int {
		return sort.Search(len(list), func(i int) bool { return list[i].Start >= place })
	}
	return list[at(b.Spans[0].Start):at(b.Spans[len(b.Spans)-1].End)]
}

// spansOf gives the stretches of a block's text that the sentences take; what
// stands before the first or between them goes with the one before, or with the
// first.
func spansOf(b *corpus.Block, given []corpus.Mark) []segment.Span {
	var spans []segment.Span
	start := 0
	for i := 1; i < len(given); i++ {
		end := start + sort.Search(len(b.Text)-start, func(n int) bool { return placeOf(b, start+n) >= given[i].Start })
		if end > start {
			spans = append(spans, segment.Span{Start: start, End: end})
			start = end
		}
	}
	return append(spans, segment.Span{Start: start, End: len(b.Text)})
}

// placeOf gives the byte of Raw at which a byte of a block's text stands.
func placeOf(b *corpus.Block, text int) int {
	if pieces := b.Places(segment.Span{Start: text, End: len(b.Text)}); len(pieces) > 0 {
		return pieces[0].Start
	}
	return b.Spans[len(b.Spans)-1].End
}

// originOf gives the id of the sentence that a unit is made of.
func originOf(given []corpus.Mark, pieces []segment.Span) string {
	for _, p := range pieces {
		for i := range given {
			if given[i].Start < p.End && p.Start < given[i].End {
				return given[i].ID
			}
		}
	}
	return ""
}
