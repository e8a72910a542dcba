package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
)

// assemble puts the text of a block together.
func (w *work) assemble(p *para) {
	if len(p.parts) == 1 {
		p.text = w.lines[p.parts[0].line].text
		return
	}
	var b strings.Builder
	for i, part := range p.parts {
		text := w.lines[part.line].text
		b.WriteString(part.sep)
		if i+1 < len(p.parts) {
			text = text[:len(text)-p.parts[i+1].cut]
		}
		b.WriteString(text)
	}
	p.text = b.String()
}

// emit writes the blocks and removals of the document.
func (w *work) emit() {
	pages := make([]int, len(w.lines)) // page of each line
	page := 1
	for i := range w.lines {
		if l := &w.lines[i]; l.joint && !l.column && l.drop == "" {
			page++
		}
		pages[i] = page
	}
	w.doc.Blocks = make([]corpus.Block, 0, len(w.paras))
	for k := range w.paras {
		b := w.block(&w.paras[k])
		if first := w.paras[k].parts[0].line; w.lines[first].mark != nil {
			b.Page, b.Level = w.lines[first].mark.Page, w.paras[k].level
		} else if page > 1 {
			b.Page = pages[first]
		}
		w.doc.Blocks = append(w.doc.Blocks, b)
	}
	w.removals()
}

// block makes one block with its pieces and repairs.
func (w *work) block(p *para) corpus.Block {
	first := &w.lines[p.parts[0].line]
	b := corpus.Block{Kind: first.kind, Text: p.text, Indent: first.indent, Line: first.no}
	piece := segment.Span{Start: first.start}
	for i, part := range p.parts {
		l := &w.lines[part.line]
		if i > 0 {
			before := &w.lines[p.parts[i-1].line]
			repair := corpus.Repair{Rule: part.rule, Now: part.sep}
			repair.Start = w.cutPlace(before, part.cut)
			if w.clear(before.end, l.start) {
				repair.End = l.start
			} else {
				repair.End = before.end
				piece.End = before.end
				b.Spans = append(b.Spans, piece)
				piece = segment.Span{Start: l.start}
			}
			if repair.Len() > 0 || repair.Now != "" {
				b.Repairs = append(b.Repairs, repair)
			}
		}
		stop := l.end
		if i+1 < len(p.parts) {
			stop = w.cutPlace(l, p.parts[i+1].cut)
		}
		edits := make([]corpus.Repair, 0, len(l.edits))
		for _, e := range l.edits {
			if e.end <= stop {
				edits = append(edits, corpus.Repair{Span: segment.Span{Start: e.start, End: e.end}, Rule: e.rule, Now: e.now})
			}
		}
		b.Repairs = append(b.Repairs, edits...)
	}
	piece.End = w.lines[p.last()].end
	b.Spans = append(b.Spans, piece)
	return b
}

// cutPlace is the place in Raw behind a line's text without its last cut bytes,
// which are one hyphen.
func (w *work) cutPlace(l *line, cut int) int {
	if cut == 0 {
		return l.end
	}
	if n := len(l.edits); n > 0 && l.edits[n-1].end == l.end {
		return l.edits[n-1].start // the hyphen was restored from another character
	}
	return l.end - cut
}

// clear tells whether nothing but white space stands between two places: then
// a block's piece goes over it. A form feed is a page's end, not white space.
func (w *work) clear(start, end int) bool {
	if start > end { // the next column begins higher up
		return false
	}
	for _, r := range w.raw[start:end] {
		if !unicode.IsSpace(r) || r == '\f' {
			return false
		}
	}
	return true
}

// removals writes down all that is in no block.
func (w *work) removals() {
	var taken []segment.Span
	for i := range w.doc.Blocks {
		taken = append(taken, w.doc.Blocks[i].Spans...)
	}
	slices.SortFunc(taken, func(a, b segment.Span) int { return a.Start - b.Start })
	lines := slices.Clone(w.lines) // by place: columns are in reading order
	slices.SortFunc(lines, func(a, b line) int { return a.start - b.start })
	next := 0
	remove := func(start, end int) {
		for start < end {
			for next < len(lines) && lines[next].end <= start {
				next++
			}
			if next < len(lines) && lines[next].start <= start {
				l := &lines[next]
				w.remove(start, min(l.end, end), l.drop)
				start = min(l.end, end)
				continue
			}
			stop := end
			if next < len(lines) {
				stop = min(end, lines[next].start)
			}
			for start < stop {
				n, rule := edgeRun(w.raw[start:stop])
				w.remove(start, start+n, rule)
				start += n
			}
		}
	}
	at := 0
	for _, s := range taken {
		remove(at, s.Start)
		at = s.End
	}
	remove(at, len(w.raw))
}

func (w *work) remove(start, end int, rule string) {
	w.doc.Removed = append(w.doc.Removed, corpus.Removal{Span: segment.Span{Start: start, End: end}, Rule: rule})
}

// edgeRun is the length of the run of one kind of invisible characters that a
// text begins with, and the rule that takes it out.
func edgeRun(s string) (n int, rule string) {
	for _, r := range s {
		if k := edgeRule(r); rule == "" {
			rule = k
		} else if k != rule {
			return n, rule
		}
		n += utf8.RuneLen(r)
	}
	return n, rule
}

func edgeRule(r rune) string {
	switch {
	case r == '\f':
		return "page-break"
	case r == softHyphen:
		return "soft-hyphen"
	case r == byteOrder:
		return "byte-order-mark"
	case isZeroWidth(r):
		return "zero-width"
	}
	return "layout"
}
