package corpus

import (
	"sort"
	"unicode/utf8"

	"tritext/segment"
)

// Places leads from a span of b.Text back to the pieces of Raw that it was
// made from.
//
// The law: spans that tile the text give pieces that tile the block's Spans, in
// order and with nothing lost. What a repair took out belongs to the piece
// before it (to the first piece where nothing stands before); a repair with
// several bytes belongs whole to the piece in which its new text begins. A
// span of inserted text alone has no place in Raw and gives nil.
func (b *Block) Places(text segment.Span) []segment.Span {
	from, to := 0, b.rawLen()
	if text.Start > 0 {
		from = b.rawPlace(text.Start)
	}
	if text.End < len(b.Text) {
		to = b.rawPlace(text.End)
	}
	if text.End <= 0 {
		to = 0
	}
	var out []segment.Span
	for _, s := range b.Spans {
		if lo, hi := max(from, 0), min(to, s.Len()); lo < hi {
			out = append(out, segment.Span{Start: s.Start + lo, End: s.Start + hi})
		}
		from -= s.Len()
		to -= s.Len()
	}
	return out
}

// rawLen is the length of the block's pieces put together.
func (b *Block) rawLen() int {
	n := 0
	for _, s := range b.Spans {
		n += s.Len()
	}
	return n
}

// rawPlace gives for a byte of Text the byte of the pieces put together that
// it starts at, as far right as possible: behind everything that was taken out
// before it.
func (b *Block) rawPlace(text int) int {
	raw, at := 0, 0 // bytes of the pieces and of Text that are behind us
	next := 0       // index into Repairs
	for _, s := range b.Spans {
		here := s.Start
		for next < len(b.Repairs) && b.Repairs[next].Start >= s.Start && b.Repairs[next].End <= s.End {
			r := b.Repairs[next]
			copied := r.Start - here
			if at+copied > text {
				return raw + text - at
			}
			raw, at = raw+copied, at+copied
			if at == text && r.Now != "" {
				return raw
			}
			raw, at, here = raw+r.Len(), at+len(r.Now), r.End
			if at > text { // inside the new text: the whole repair belongs before
				return raw
			}
			next++
		}
		copied := s.End - here
		if at+copied > text {
			return raw + text - at
		}
		raw, at = raw+copied, at+copied
	}
	return raw
}

// FilePlace gives the byte of the file in which a byte of Raw stands. A place
// inside a character of Raw gives the first byte of that character in the file
// where the charsets differ.
func (d *Document) FilePlace(raw int) int {
	places := d.Source.Places
	i := sort.Search(len(places), func(i int) bool { return places[i].Raw > raw })
	if i == 0 {
		return raw
	}
	p := places[i-1]
	if p.Width == 0 {
		return p.File + raw - p.Raw
	}
	raw = min(raw, len(d.Raw))
	for raw > p.Raw && raw < len(d.Raw) && !utf8.RuneStart(d.Raw[raw]) {
		raw--
	}
	return p.File + p.Width*utf8.RuneCountInString(d.Raw[p.Raw:raw])
}

// LineCol gives the line of a byte of Raw and its column in characters, both
// from 1. Lines end with LF, CR LF or CR; the end of a line belongs to it.
func (d *Document) LineCol(raw int) (line, col int) {
	raw = min(raw, len(d.Raw))
	line = 1
	start := 0
	for i := 0; i < raw; i++ {
		switch d.Raw[i] {
		case '\r':
			if i+1 < len(d.Raw) && d.Raw[i+1] == '\n' {
				continue
			}
			line, start = line+1, i+1
		case '\n':
			line, start = line+1, i+1
		}
	}
	for raw > start && raw < len(d.Raw) && !utf8.RuneStart(d.Raw[raw]) {
		raw--
	}
	return line, 1 + utf8.RuneCountInString(d.Raw[start:raw])
}
