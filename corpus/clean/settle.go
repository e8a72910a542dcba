package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	var grown []byte // the text of the last block of out, if it has grown
	end := func() {
		if grown != nil {
			out[len(out)-1].text, grown = string(grown), nil
		}
	}
	for _, b := range w.paras {
		if n := len(out); n > 0 {
			a := &out[n-1]
			text := a.text
			if grown != nil {
				text = tail(grown)
			}
			if w.goTogether(text, b.text) {
				p := &b.parts[0]
				p.sep, p.rule = w.separator(text, b.text), "join"
				w.hyphenate(p, text, b.text)
				if grown == nil {
					grown = []byte(a.text)
				}
				grown = append(append(grown[:len(grown)-p.cut], p.sep...), b.text...)
				a.parts = append(a.parts, b.parts...)
				changed = true
				continue
			}
		}
		end()
		out = append(out, b)
	}
	end()
	w.paras = out
	return changed
}

// tail is the end of a text, as much of it as anyone looks at, so that a file
// of which all lines are one block does not cost the square of its length.
func tail(text []byte) string {
	if len(text) <= longField {
		return string(text)
	}
	at := len(text) - longField - 1 // more than longField: alone knows that it is no field
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return string(text[at:])
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
