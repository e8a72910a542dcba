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
	given := givenSentences(doc.Marks)
	numbers := map[int]int{}              // section → blocks so far
	marks := map[int][]note{}             // block → footnotes' marks in it
	first := make([]int, len(doc.Blocks)) // block → its first unit
	for i := range doc.Blocks {
		if m := doc.Blocks[i].Note; m != nil {
			marks[m.Block] = append(marks[m.Block], note{*m, i, -1, 0})
		}
	}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		numbers[b.Section]++
		repairs := b.Repairs
		origins := sentencesIn(given, b)
		first[i] = len(doc.Units)
		for n, s := range sentences(b, language, origins) {
			whole := s.In(b.Text)
			u := corpus.Unit{
				ID:      fmt.Sprintf("%s/%s#%d.%d.%d", doc.ID, doc.Lang, b.Section+1, numbers[b.Section], n+1),
				Kind:    b.Kind,
				Section: b.Section,
				Block:   i,
				Spans:   s.pieces,
				Text:    strings.TrimSpace(whole),
			}
			if n == 0 && b.Lead > 0 {
				u.Kind = corpus.KindSpeaker
			}
			if n == 0 {
				u.Label = b.Label
			}
			u.Page = b.Page
			u.Origin = originOf(origins, s.pieces)
			u.Repairs, repairs = before(repairs, s)
			start := s.Start + strings.Index(whole, u.Text)
			var cuts []segment.Span
			for k := range marks[i] {
				if m := &marks[i][k]; m.At >= start && m.At+m.Len <= start+len(u.Text) {
					m.unit, m.place = len(doc.Units), m.At-start
					cuts = append(cuts, segment.Span{Start: m.place, End: m.place + m.Len})
				}
			}
			u.Norm, u.NormLog = without(u.Text, cuts, normalize)
			u.Tokens = language.Tokens(u.Norm)
			doc.Units = append(doc.Units, u)
		}
	}
	for _, list := range marks {
		for _, m := range list {
			if m.unit >= 0 && first[m.block] < len(doc.Units) {
				u := &doc.Units[first[m.block]]
				u.MarkOf, u.MarkAt = doc.Units[m.unit].ID, m.place
			}
		}
	}
}

// note is a footnote's mark with its note and its place among the units.
type note struct {
	corpus.NoteMark
	block       int // of the note
	unit, place int // of the mark: index into Units, -1 if none, and byte of its Text
}

// without normalises a text that goes without some of its stretches: each is in
// the log as taken out.
func without(text string, cuts []segment.Span, normalize func(text string) (string, []corpus.Repair)) (string, []corpus.Repair) {
	if len(cuts) == 0 {
		return normalize(text)
	}
	slices.SortFunc(cuts, func(a, b segment.Span) int { return a.Start - b.Start })
	var rest strings.Builder
	at := 0
	for _, c := range cuts {
		if c.Start < at { // two notes with one mark
			continue
		}
		rest.WriteString(text[at:c.Start])
		at = c.End
	}
	rest.WriteString(text[at:])
	norm, log := normalize(rest.String())
	// back is the place in text of one in the rest; what begins at a cut begins
	// behind it, what ends at one ends before it.
	back := func(p int, end bool) int {
		for _, c := range cuts {
			if p > c.Start || p == c.Start && !end {
				p += c.Len()
			}
		}
		return p
	}
	var out []corpus.Repair
	for _, r := range log {
		empty := r.Len() == 0
		r.Start = back(r.Start, false)
		if empty {
			r.End = r.Start
		} else {
			r.End = back(r.End, true)
		}
		out = append(out, r)
	}
	last := -1
	for _, c := range cuts {
		if c.Start < last || slices.ContainsFunc(out, func(r corpus.Repair) bool { return r.Start <= c.Start && r.End >= c.End }) {
			continue // inside another change
		}
		out = append(out, corpus.Repair{Span: c, Rule: "footnote-mark"})
		last = c.End
	}
	slices.SortStableFunc(out, func(a, b corpus.Repair) int { return a.Start - b.Start })
	return norm, out
}

// sentence is a span of a block's text with its pieces of the source.
type sentence struct {
	segment.Span
	pieces []segment.Span
	last   bool // of its block
}

// sentences cuts a block. A stretch of white space, a footnote's mark, or text that was put in
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
		spans = language.Sentences(b.Text[b.Lead:])
		if b.Lead > 0 { // the speaker is a unit of its own
			for i := range spans {
				spans[i].Start, spans[i].End = spans[i].Start+b.Lead, spans[i].End+b.Lead
			}
			spans = slices.Insert(spans, 0, segment.Span{Start: 0, End: b.Lead})
		}
	}
	var list []sentence
	open := 0 // start of the stretch that is not yet in the list
	for i, s := range spans {
		last := i == len(spans)-1
		s.Start = open
		pieces := b.Places(s)
		if empty := len(pieces) == 0 || isRest(s.In(b.Text), len(list) > 0 && len(given) == 0); empty {
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

// isRest tells a stretch that is no sentence: white space or, behind a sentence,
// a footnote's mark alone.
func isRest(text string, behind bool) bool {
	text = strings.TrimSpace(text)
	return text == "" || behind && len(text) <= 3 && (strings.Trim(text, "0123456789") == "" || strings.Trim(text, "*") == "")
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
