package ingest

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
)

// extract collects the text of a document with structure: its blocks, what is no
// text, and the way back to the source.
//
// White space is collapsed as in HTML: a run is one space, none at the edges of a
// block, and none where a line is broken between two Chinese characters.
type extract struct {
	text  strings.Builder
	marks []corpus.Mark

	// source is the document that offsets are places in; nil if there are none.
	source *corpus.Document
	places []corpus.Place
	next   corpus.Place // where the next character would be if nothing was left out

	open  int  // index+1 into marks of the open block
	space bool // white space waits to be written
	line  bool // … with a line's end in it
	spot  int  // … at this offset
	last  rune // the last character of the open block
	outs  []int
	depth int // open elements that are no text
	rule  string
}

// mostExtract is the most bytes of text that a document is read for.
const mostExtract = 64 << 20

// full tells that there is more text than any document has.
func (x *extract) full() bool { return x.text.Len() > mostExtract }

// begin opens a block; the open one ends. It is written down when text comes.
func (x *extract) begin(m corpus.Mark) {
	x.end()
	m.Start = x.text.Len()
	m.End = -1
	x.marks = append(x.marks, m)
	x.open = len(x.marks)
	x.last, x.space, x.line = 0, false, false
}

// end closes the open block, and forgets it if it is empty.
func (x *extract) end() {
	if x.open == 0 {
		return
	}
	m := &x.marks[x.open-1]
	x.closeOut()
	m.End = x.text.Len()
	if m.Len() == 0 {
		x.marks = x.marks[:x.open-1]
	} else {
		x.text.WriteByte('\n')
	}
	x.open = 0
	x.space, x.line, x.last = false, false, 0
}

// block gives the open block, and opens a paragraph if there is none.
func (x *extract) block() *corpus.Mark {
	if x.open == 0 {
		x.begin(corpus.Mark{Kind: corpus.MarkParagraph})
	}
	return &x.marks[x.open-1]
}

// entity is a character reference.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?`)

// markup writes text as it stands in the source at a place, with references.
func (x *extract) markup(raw string, at int) {
	for raw != "" {
		ref := entity.FindStringIndex(raw)
		if ref == nil {
			x.plain(raw, at)
			return
		}
		x.plain(raw[:ref[0]], at)
		name := raw[ref[0]:ref[1]]
		if text := html.UnescapeString(name); text != name {
			for _, r := range text {
				x.rune(r, at+ref[0], len(name))
			}
		} else {
			x.plain(name, at+ref[0])
		}
		raw, at = raw[ref[1]:], at+ref[1]
	}
}

// plain writes text that stands so in the source.
func (x *extract) plain(text string, at int) {
	for i, r := range text {
		x.rune(r, at+i, utf8.RuneLen(r))
	}
}

// put writes text that is in no source.
func (x *extract) put(text string, at int) {
	for _, r := range text {
		x.rune(r, at, 0)
	}
}

// rune writes a character that takes width bytes of the source at a place.
func (x *extract) rune(r rune, at, width int) {
	if r == '\u00A0' {
		x.write(r, at, width)
		return
	}
	if unicode.IsSpace(r) {
		if !x.space {
			x.spot = at
		}
		x.space = true
		x.line = x.line || r == '\n' || r == '\r'
		return
	}
	if r < ' ' || r == 0x7F || r == utf8.RuneError && width <= 1 {
		return // no text
	}
	x.block()
	if x.space && x.last != 0 && !(x.line && wide(x.last) && wide(r)) && x.last != '\n' && x.last != '\t' {
		x.write(' ', x.spot, 1)
	}
	x.space, x.line = false, false
	x.write(r, at, width)
}

// write writes a character.
func (x *extract) write(r rune, at, width int) {
	x.block()
	if x.depth > 0 && len(x.outs) == 0 {
		x.marks = append(x.marks, corpus.Mark{Span: segment.Span{Start: x.text.Len()}, Kind: corpus.MarkOut, Rule: x.rule})
		x.outs = append(x.outs, len(x.marks)-1)
	}
	x.place(at, width, utf8.RuneLen(r))
	x.text.WriteRune(r)
	x.last = r
}

// place notes where the next character stands in the source.
func (x *extract) place(at, width, size int) {
	if x.source == nil {
		return
	}
	file := x.source.FilePlace(at)
	wide := width
	if width > 0 {
		wide = x.source.FilePlace(at+width) - file
	}
	if wide == size {
		wide = 0
	}
	raw := x.text.Len()
	if n := len(x.places); n == 0 || x.next.File != file || x.places[n-1].Width != wide {
		x.places = append(x.places, corpus.Place{Raw: raw, File: file, Width: wide})
	}
	x.next.File = file + max(wide, 0)
	if wide == 0 {
		x.next.File = file + size
	}
}

// wide tells characters that are written without spaces.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60
}

// newline writes a forced line's end inside a block.
func (x *extract) newline(at int) {
	if x.open > 0 && x.last != 0 {
		x.space, x.line = false, false
		x.write('\n', at, 0)
	}
}

// tab parts the cells of a row.
func (x *extract) tab(at int) {
	x.space, x.line = false, false
	if x.open > 0 {
		x.write('\t', at, 0)
	}
}

// takeOut begins a stretch that is no text; keep ends it. They nest.
func (x *extract) takeOut(rule string) {
	if x.depth++; x.depth == 1 {
		x.rule = rule
	}
}

func (x *extract) keep() {
	if x.depth == 0 {
		return
	}
	if x.depth--; x.depth == 0 {
		x.closeOut()
	}
}

// closeOut ends the mark of what is no text.
func (x *extract) closeOut() {
	for _, i := range x.outs {
		if i < len(x.marks) {
			x.marks[i].End = x.text.Len()
		}
	}
	x.outs = x.outs[:0]
}

// note marks the text since start as the mark of a footnote.
func (x *extract) note(start int) {
	label := strings.TrimSpace(x.text.String()[start:])
	x.marks = append(x.marks, corpus.Mark{
		Span: segment.Span{Start: start, End: x.text.Len()}, Kind: corpus.MarkOut, Rule: ruleNoteMark, Label: strings.Trim(label, "[]()"),
	})
}

// noteMark is what stands raised behind a word and is the mark of a note.
var noteMark = regexp.MustCompile(`^[\[(]?(?:\d{1,3}|\*{1,4}|[a-z]|†|‡)[\])]?$`)

// decoded gives what was collected.
func (x *extract) decoded(path, charset string) (decoded, *Error) {
	x.end()
	d := decoded{text: x.text.String(), charset: charset, marks: x.marks, places: x.places}
	kept := false
	for i := range d.marks {
		kept = kept || d.marks[i].Kind.Block()
	}
	if !kept || strings.TrimSpace(d.text) == "" {
		return decoded{}, &Error{Path: path, What: "no text in it"}
	}
	return checked(path, d)
}
