package clean

import (
	"cmp"
	"slices"
	"strings"

	"tritext/corpus"
)

// hasBlocks tells whether the format told the blocks. Rows of tables alone are
// found on laid-out pages, too.
func hasBlocks(marks []corpus.Mark) bool {
	blocks := false
	for i := range marks {
		if marks[i].Kind == corpus.MarkLine {
			return false
		}
		blocks = blocks || marks[i].Kind.Block()
	}
	return blocks
}

// MarkRules are the rules of removals that come from marks, beside those that a
// mark itself names.
var MarkRules = []string{"running-header", "running-footer", ruleUnmarked}

// ruleUnmarked takes out text that stands in no block of a format with blocks.
const ruleUnmarked = "unmarked"

// byMarks makes a block of each mark of a block.
func (w *work) byMarks() {
	w.layout.spaced = spacedDigits(w.raw)
	outs := w.outs()
	at := 0
	for i := range w.doc.Marks {
		m := &w.doc.Marks[i]
		if !m.Kind.Block() || m.Start < at {
			continue
		}
		w.between(at, m.Start, outs)
		w.blockOf(m, outs)
		at = m.End
	}
	w.between(at, len(w.raw), outs)
	joinHyphens(w)
}

// outs are the marks of what is no text, in order of place.
func (w *work) outs() []corpus.Mark {
	var list []corpus.Mark
	for _, m := range w.doc.Marks {
		if m.Kind == corpus.MarkOut && m.Len() > 0 {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b corpus.Mark) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

// within gives the marks of the list that begin in a stretch.
func within(list []corpus.Mark, start, end int) []corpus.Mark {
	byStart := func(m corpus.Mark, at int) int { return cmp.Compare(m.Start, at) }
	lo, _ := slices.BinarySearchFunc(list, start, byStart)
	hi, _ := slices.BinarySearchFunc(list, end, byStart)
	return list[lo:max(lo, hi)]
}

// between writes lines for what stands between blocks: it is taken out.
func (w *work) between(start, end int, outs []corpus.Mark) {
	rest := func(from, to int) {
		for _, l := range w.linesOf(from, to) {
			l.drop = ruleUnmarked
			w.lines = append(w.lines, l)
		}
	}
	for _, m := range within(outs, start, end) {
		if m.Start < start {
			continue
		}
		rest(start, m.Start)
		for _, l := range w.linesOf(m.Start, min(m.End, end)) {
			l.drop = m.Rule
			w.lines = append(w.lines, l)
		}
		start = min(m.End, end)
	}
	rest(start, end)
}

// blockOf makes the block of a mark.
func (w *work) blockOf(m *corpus.Mark, outs []corpus.Mark) {
	inside := within(outs, m.Start, m.End)
	p := para{}
	for _, l := range w.linesOf(m.Start, m.End) {
		l.mark = m
		l.takeOut(w.raw, inside)
		switch m.Kind {
		case corpus.MarkTableRow:
			l.kind = corpus.KindTableRow
		case corpus.MarkFootnote:
			l.kind, l.note = corpus.KindFootnote, true
		case corpus.MarkListItem:
			if m.Label == "" {
				l.kind = corpus.KindListItem
			}
		case corpus.MarkHeader:
			l.drop = "running-header"
		case corpus.MarkFooter:
			l.drop = "running-footer"
		}
		if strings.TrimFunc(l.text, isEdge) == "" && l.drop == "" {
			l.drop = "layout"
			if len(l.edits) > 0 {
				l.drop = l.edits[0].rule
			}
		}
		w.lines = append(w.lines, l)
		if l.drop != "" {
			continue
		}
		one := part{line: len(w.lines) - 1}
		if len(p.parts) > 0 {
			one.sep, one.rule = w.separator(w.lines[p.last()].text, l.text), "join"
			if m.Kind == corpus.MarkTableRow { // between cells
				one.sep = "\t"
			}
		}
		p.parts = append(p.parts, one)
	}
	if len(p.parts) > 0 {
		if m.Kind == corpus.MarkHeading || m.Kind == corpus.MarkListItem && m.Label == "" {
			p.level = max(1, m.Level)
		}
		w.paras = append(w.paras, p)
	}
}

// linesOf cuts a stretch of Raw into lines with visible text.
func (w *work) linesOf(start, end int) []line {
	var list []line
	for at := start; at < end; {
		stop, next, _, _ := lineEnd(w.raw[:end], at)
		text := w.raw[at:stop]
		from := at + len(text) - len(strings.TrimLeftFunc(text, isEdge))
		to := at + len(strings.TrimRightFunc(text, isEdge))
		if from < to {
			l := line{start: from, end: to, text: w.raw[from:to], no: w.lineNo(from)}
			if strings.IndexFunc(l.text, isOdd) >= 0 {
				l.fix()
			}
			l.cols, l.ending = columns(l.text), endOf(l.text)
			list = append(list, l)
		}
		at = next
	}
	return list
}

// lineNo gives the number of the line of a place; places come in order.
func (w *work) lineNo(at int) int {
	if at < w.counted.at {
		w.counted.at, w.counted.lines = 0, 0
	}
	w.counted.lines += strings.Count(w.raw[w.counted.at:at], "\n")
	w.counted.at = at
	return w.counted.lines + 1
}

// takeOut takes marked stretches out of a line's text.
func (l *line) takeOut(raw string, outs []corpus.Mark) {
	changed := false
	for _, m := range outs {
		from, to := max(m.Start, l.start), min(m.End, l.end)
		if from >= to {
			continue
		}
		l.edits = slices.DeleteFunc(l.edits, func(e edit) bool { return e.start >= from && e.end <= to })
		l.edits = append(l.edits, edit{start: from, end: to, rule: m.Rule})
		changed = true
	}
	if !changed {
		return
	}
	slices.SortFunc(l.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	at := l.start
	for _, e := range l.edits {
		b.WriteString(raw[at:max(at, e.start)])
		b.WriteString(e.now)
		at = e.end
	}
	b.WriteString(raw[at:l.end])
	l.text = b.String()
}
