package clean

import (
	"slices"
	"strings"
	"unicode"
)

// settle is the last step. It knows nothing but the texts of the blocks, so
// that cleaning them again finds nothing: halves of a word are joined whatever
// the layout said, a block that begins with a closing mark goes to the one
// before, and a block that is page furniture by its words is taken out.
func settle(w *work) {
	slices.SortStableFunc(w.paras, func(a, b para) int { return a.parts[0].line - b.parts[0].line })
	for changed := true; changed; {
		changed = w.settleJoins()
		if w.settleFurniture() {
			changed = true
		}
	}
}

// settleJoins joins neighbours that cannot stand apart.
func (w *work) settleJoins() bool {
	changed := false
	out := w.paras[:0]
	for _, b := range w.paras {
		if n := len(out); n > 0 && w.goTogether(out[n-1].text, b.text) {
			a := &out[n-1]
			b.parts[0].sep, b.parts[0].rule = w.separator(a.text, b.text), "join"
			w.hyphenate(&b.parts[0], a.text, b.text)
			a.text = a.text[:len(a.text)-b.parts[0].cut] + b.parts[0].sep + b.text
			a.parts = append(a.parts, b.parts...)
			changed = true
			continue
		}
		out = append(out, b)
	}
	w.paras = out
	return changed
}

// goTogether tells whether two blocks are one by their texts alone.
func (w *work) goTogether(a, b string) bool {
	halves := endsInCutWord(a) && unicode.IsLower(firstOf(b))
	if !halves && !strings.ContainsRune(closersCJK, firstOf(b)) {
		return false
	}
	if halves { // «…общества, страна-» before an English line is no word
		last := lastOf(strings.TrimRight(a, hyphens))
		if unicode.Is(unicode.Cyrillic, last) != unicode.Is(unicode.Cyrillic, firstOf(b)) {
			return false
		}
	}
	return !w.alone(a) && !w.alone(b)
}

// settleFurniture takes out blocks that are page furniture by their words.
func (w *work) settleFurniture() bool {
	id := identify(func(yield func(string) bool) {
		for i := range w.paras {
			if !yield(w.paras[i].text) {
				return
			}
		}
	})
	said := map[string]bool{}
	changed := false
	out := w.paras[:0]
	for _, p := range w.paras {
		rule := id.furnitureRule(p.text, said)
		if rule == "" && pageMark.MatchString(p.text) {
			rule = "page-break"
		}
		if rule == "" && footnoteRule.MatchString(p.text) {
			rule = "footnote-rule"
		}
		if rule == "" {
			out = append(out, p)
			continue
		}
		for _, part := range p.parts {
			w.lines[part.line].drop = rule
		}
		changed = true
	}
	w.paras = out
	return changed
}
