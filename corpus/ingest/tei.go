package ingest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// teiFormat is TEI XML, as the UN Parallel Corpus has it: paragraphs and
// sentences with their ids, which are kept ("3:1" is the first sentence of the
// third paragraph). Places lead to the bytes of the file. Of other XML nothing
// is known about what its elements are.
var teiFormat = Format{
	Name: "tei", Suffixes: []string{".tei", ".xml"},
	sniff:  func(head []byte) bool { return teiHead.Match(sniffText(head)) },
	decode: decodeTEI,
}

var teiHead = regexp.MustCompile(`(?s)^\s*(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE\s[^\[>]*(?:\[.*?\])?\s*>\s*)*<(?:\w+:)?(?:TEI|TEI\.2|teiCorpus(?:\.2)?)[\s>]`)

// xmlCharset is the charset that an XML declaration states.
var xmlCharset = regexp.MustCompile(`(?i)^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)`)

func decodeTEI(in input) (decoded, *Error) {
	source, fault := sourceText(in, xmlCharset)
	if fault != nil {
		return decoded{}, fault
	}
	x := &extract{source: &corpus.Document{Raw: source.text, Source: corpus.Source{Places: source.places}}}
	r := teiReader{x: x, xml: newXML([]byte(source.text)), source: source.text}
	if err := r.read(); err != nil {
		line := 1 + bytes.Count([]byte(source.text[:min(int(r.xml.InputOffset()), len(source.text))]), []byte("\n"))
		return decoded{}, &Error{Path: in.path, Line: line, What: "damaged XML: " + err.Error()}
	}
	return x.decoded(in.path, source.charset)
}

// teiReader walks the elements.
type teiReader struct {
	x      *extract
	xml    *xmlReader
	source string
	open   []teiElement
	body   int // open text elements
	silent int // open elements without text
	cells  int
}

// teiElement is an open element.
type teiElement struct {
	name, lang string
	sentence   int // index+1 into marks; 0 if it is none
}

func (r *teiReader) read() error {
	for {
		at := int(r.xml.InputOffset())
		t, err := r.xml.token()
		if err == io.EOF {
			if len(r.open) > 0 {
				return fmt.Errorf("it breaks off inside <%s>", r.open[len(r.open)-1].name)
			}
			return nil
		}
		if err != nil {
			if s, ok := err.(*xml.SyntaxError); ok {
				return fmt.Errorf("%s", s.Msg)
			}
			return err
		}
		if r.x.full() {
			return fmt.Errorf("more than %d MB of text", mostExtract>>20)
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.start(t, at)
		case xml.EndElement:
			if n := len(r.open); n == 0 || r.open[n-1].name != t.Name.Local {
				return fmt.Errorf("</%s> without its beginning", t.Name.Local)
			}
			r.stop(at)
		case xml.CharData:
			if r.body > 0 && r.silent == 0 {
				raw := r.source[at:min(int(r.xml.InputOffset()), len(r.source))]
				if strings.HasPrefix(raw, "<![CDATA[") {
					r.x.plain(strings.TrimSuffix(raw[9:], "]]>"), at+9)
				} else if r.x.open > 0 || strings.TrimSpace(raw) != "" {
					r.x.markup(raw, at)
				}
			}
		}
	}
}

// start opens an element.
func (r *teiReader) start(t xml.StartElement, at int) {
	e := teiElement{name: t.Name.Local}
	if n := len(r.open); n > 0 {
		e.lang = r.open[n-1].lang
	}
	if lang := attr(t, "lang"); lang != "" {
		e.lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	}
	id := attr(t, "id")
	m := corpus.Mark{Kind: corpus.MarkParagraph, Lang: e.lang, ID: id}
	switch t.Name.Local {
	case "text":
		r.body++
	case "teiHeader", "figure", "graphic", "fw":
		r.silent++
	case "head":
		m.Kind, m.Level = corpus.MarkHeading, 1
		for _, o := range r.open {
			if strings.HasPrefix(o.name, "div") {
				m.Level++
			}
		}
		m.Level = max(1, m.Level-1)
		r.x.begin(m)
	case "p", "ab", "l", "opener", "closer", "signed", "byline", "docTitle", "titlePart", "label":
		r.x.begin(m)
	case "item":
		m.Kind = corpus.MarkListItem
		for _, o := range r.open {
			if o.name == "list" {
				m.Level++
			}
		}
		r.x.begin(m)
	case "note":
		m.Kind, m.Label = corpus.MarkFootnote, attr(t, "n")
		r.x.begin(m)
	case "row":
		m.Kind = corpus.MarkTableRow
		r.x.begin(m)
		r.cells = 0
	case "cell":
		if r.cells++; r.cells > 1 {
			r.x.tab(at)
		}
	case "lb", "pb":
		r.x.newline(at)
	case "s":
		// A sentence begins behind the space that parts it from the one before.
		r.x.block()
		if r.x.last != 0 && !r.x.space {
			r.x.space, r.x.spot = true, at
		}
		r.x.marks = append(r.x.marks, corpus.Mark{Span: segment.Span{Start: r.x.text.Len()}, Kind: corpus.MarkSentence, Lang: e.lang, ID: id})
		e.sentence = len(r.x.marks)
	}
	r.open = append(r.open, e)
}

// stop closes the last element.
func (r *teiReader) stop(at int) {
	e := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch e.name {
	case "text":
		r.body--
		r.x.end()
	case "teiHeader", "figure", "graphic", "fw":
		r.silent--
	case "head", "p", "ab", "l", "opener", "closer", "signed", "byline", "docTitle", "titlePart", "label", "item", "note", "row":
		r.x.end()
	case "s":
		if e.sentence <= len(r.x.marks) {
			m := &r.x.marks[e.sentence-1]
			m.End = r.x.text.Len()
			for m.Start < m.End && r.x.text.String()[m.Start] == ' ' {
				m.Start++
			}
		}
		if r.x.last != 0 {
			r.x.space, r.x.line, r.x.spot = true, true, at
		}
	}
}
