package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// prose tells whether blocks of this kind are cut into sentences; the others
// are one unit each, however many full stops they hold.
func prose(k corpus.Kind) bool {
	switch k {
	case corpus.KindNone, corpus.KindSentence, corpus.KindPreambular, corpus.KindOperative, corpus.KindListItem, corpus.KindFootnote:
		return true
	}
	return false
}

// split cuts the blocks into units: it fills doc.Units. The units' spans tile
// the spans of the blocks.
func split(doc *corpus.Document, language *segment.Language, normalize func(text string) (string, []corpus.Repair)) {
	numbers := map[int]int{} // section → blocks so far
	given := givenSentences(doc.Marks)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		numbers[b.Section]++
		repairs := b.Repairs
		marks := sentencesIn(given, b)
		for n, s := range sentences(b, language, marks) {
			u := corpus.Unit{
				ID:      fmt.Sprintf("%s/%s#%d.%d.%d", doc.ID, doc.Lang, b.Section+1, numbers[b.Section], n+1),
				Kind:    b.Kind,
				Section: b.Section,
				Block:   i,
				Page:    b.Page,
				Spans:   s.pieces,
				Text:    strings.TrimSpace(s.In(b.Text)),
			}
			if n == 0 {
				u.Label = b.Label
			}
			u.Page = b.Page
			u.Origin = originOf(marks, s.pieces)
			u.Repairs, repairs = before(repairs, s)
			u.Norm, u.NormLog = normalize(u.Text)
			u.Tokens = language.Tokens(u.Norm)
			doc.Units = append(doc.Units, u)
		}
	}
}

// sentence is a span of a block's text with its pieces of the source.
type sentence struct {
	segment.Span
	pieces []segment.Span
	last   bool // of its block
}

// sentences cuts a block. A stretch of white space, or of text that was put in
// and has no place in the source, is no sentence: it goes with the one before,
// or with the one behind where none is before.
//
// Sentences that the source gives are kept as they are.
func sentences(b *corpus.Block, language *segment.Language, given []corpus.Mark) []sentence {
	spans := []segment.Span{{Start: 0, End: len(b.Text)}}
	switch {
	case len(given) > 0:
		spans = spansOf(b, given)
	case prose(b.Kind):
		spans = language.Sentences(b.Text)
	}
	var list []sentence
	open := 0 // start of the stretch that is not yet in the list
	for i, s := range spans {
		last := i == len(spans)-1
		s.Start = open
		pieces := b.Places(s)
		if empty := len(pieces) == 0 || strings.TrimSpace(s.In(b.Text)) == ""; empty {
			switch {
			case len(list) > 0:
				l := &list[len(list)-1]
				l.End = s.End
				l.pieces = b.Places(l.Span)
				open = s.End
				continue
			case !last:
				continue // stays open
			}
		}
		list = append(list, sentence{Span: s, pieces: pieces})
		open = s.End
	}
	if len(list) == 0 { // a block without text: its bytes still have a unit
		list = []sentence{{Span: segment.Span{Start: 0, End: len(b.Text)}, pieces: b.Places(segment.Span{Start: 0, End: len(b.Text)})}}
	}
	list[len(list)-1].last = true
	return list
}

// before parts the repairs, which are in reading order as the pieces are, behind
// the last one in the pieces of a sentence; what was put in at a piece's very
// end belongs to it. All that are left belong to a block's last sentence.
func before(repairs []corpus.Repair, s sentence) (in, rest []corpus.Repair) {
	n := 0
	for n < len(repairs) && (s.last || slices.ContainsFunc(s.pieces, func(p segment.Span) bool {
		at := repairs[n].Start
		return at >= p.Start && (at < p.End || at == p.End && repairs[n].Len() == 0)
	})) {
		n++
	}
	return repairs[:n:n], repairs[n:]
}
