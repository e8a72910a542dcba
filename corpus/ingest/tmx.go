package ingest

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// tmx is the Translation Memory eXchange, 1.4 and older: units of segments in
// several languages. A unit may tell its document in a prop.
var tmx = kind{name: "TMX", suffixes: []string{".tmx"}, read: readTMX}

// documentProps are the types of props that tell a unit's document, without "x-"
// and in lower case.
var documentProps = []string{"document", "doc", "docid", "doc-id", "document-id", "file", "filename", "file-name", "source-file", "original", "symbol"}

// tmxCodes are inline elements whose content is codes of another program, not text.
func tmxCodes(name string) bool {
	return slices.Contains([]string{"bpt", "ept", "ph", "it", "ut", "sub"}, name)
}

// unitReader gathers aligned units to documents.
type unitReader struct {
	c    *Collection
	out  *output
	doc  string // of the units gathered; "" where the source tells none
	line int    // of the first of them
	part int    // of the documents without a name, from 1
	p    *parallel
	seen int // units
	left map[string]bool
}

func newUnits(c *Collection, out *output) *unitReader {
	return &unitReader{c: c, out: out, p: newParallel(), left: map[string]bool{}}
}

// unit adds a unit: languages as the source names them, with their texts.
func (u *unitReader) unit(line int, doc, id string, langs, texts []string) {
	if doc != u.doc || doc == "" && len(u.p.rows) >= alignedRows {
		u.flush()
		u.doc = doc
	}
	if len(u.p.rows) == 0 {
		u.line = line
	}
	u.seen++
	if id == "" {
		id = fmt.Sprint(u.seen)
	}
	row := map[string][]int{}
	for i, name := range langs {
		code := u.c.glossary.language(name)
		switch {
		case code == "" || !u.c.glossary.builds(code):
			if !u.left[name] {
				u.left[name] = true
				u.out.problem(line, false, "left out: language %q, and only %s are read", name, strings.Join(u.c.glossary.built, ", "))
			}
		case row[code] != nil:
			u.out.problem(line, false, "a second text in %s of unit %s is left out", code, id)
		default:
			row[code] = u.p.add(code, id, texts[i])
		}
	}
	if len(row) > 0 {
		u.p.rows = append(u.p.rows, row)
	}
}

// flush hands on the document gathered so far.
func (u *unitReader) flush() {
	id, member := u.doc, u.c.inMember(u.doc)
	if u.doc == "" {
		if len(u.p.rows) > 0 {
			u.part++
		}
		id, member = partID(u.c.stem, u.part), u.c.partMember(u.part)
	}
	if f := u.p.family(u.c, id, member); f != nil {
		u.out.family(u.line, *f)
	}
	u.p = newParallel()
}

// language reads the name of a language in a file: "zh", "zh-CN", "EN-US", "zh_Hant_TW".
func (g *glossary) language(name string) string {
	if code := g.whole(name); code != "" {
		return code
	}
	head, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(name), "_", "-"), "-")
	return g.names[head]
}

func readTMX(c *Collection, r io.Reader, out *output) {
	x := streamXML(r)
	u := newUnits(c, out)
	defer u.flush()
	var doc, id, lang string
	var langs, texts []string
	var line int
	root := true
	for out.open {
		t, err := x.next()
		if err == io.EOF {
			return
		}
		if e, ok := t.(xml.StartElement); ok && err == nil {
			if root && e.Name.Local != "tmx" {
				out.fault(x.line(), "no TMX: its root is %s", e.Name.Local)
				return
			}
			root = false
			switch e.Name.Local {
			case "tu":
				doc, id, line, langs, texts = "", attrOf(e, "tuid"), x.line(), nil, nil
			case "prop":
				kind := strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(attrOf(e, "type")), "x-"), "_", "-")
				var value string
				if value, err = x.text(func(string) bool { return false }); err == nil && slices.Contains(documentProps, kind) && line > 0 {
					doc = oneLine(value)
				}
			case "tuv":
				lang = attrOf(e, "lang")
			case "seg":
				var text string
				if text, err = x.text(tmxCodes); err == nil {
					langs, texts = append(langs, lang), append(texts, text)
				}
			}
		}
		if e, ok := t.(xml.EndElement); ok && err == nil && e.Name.Local == "tu" {
			u.unit(line, doc, id, langs, texts)
			line = 0
		}
		if err != nil {
			out.fault(x.line(), "%s: not read on", xmlFault(err))
			return
		}
	}
}
