package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"

	"tritext/corpus"
)

// epubFormat is EPUB: pages of XHTML in the order of the spine, read as HTML is.
var epubFormat = Format{
	Name: "epub", Suffixes: []string{".epub"},
	sniff: func(head []byte) bool {
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && (bytes.Contains(head[:min(len(head), 200)], []byte("application/epub+zip")) || bytes.Contains(head, []byte("META-INF/container.xml")))
	},
	decode: decodeEPUB,
}

func decodeEPUB(in input) (decoded, *Error) {
	fail := func(err error) (decoded, *Error) {
		return decoded{}, &Error{Path: in.path, What: "EPUB: " + err.Error(), Err: err}
	}
	p, err := openParts(in.data)
	if err != nil {
		return fail(err)
	}
	pages, err := spine(p)
	if err != nil {
		return fail(err)
	}
	var all decoded
	all.charset = "UTF-8"
	for _, name := range pages {
		data, err := p.read(name)
		if errors.Is(err, errNoPart) {
			all.problems = append(all.problems, corpus.Problem{What: "page " + name + " is missing"})
			continue
		}
		if err != nil {
			return fail(err)
		}
		source, fault := sourceText(input{path: in.path, data: data, lang: in.lang}, xmlCharset)
		if fault != nil {
			continue // a page without text
		}
		x := &extract{}
		(&htmlReader{x: x, row: -1}).read(source.text)
		x.end()
		shift := len(all.text)
		for _, m := range x.marks {
			m.Start, m.End = m.Start+shift, m.End+shift
			all.marks = append(all.marks, m)
		}
		all.text += x.text.String()
		if len(all.text) > mostExtract {
			return fail(fmt.Errorf("has more than %d MB of text", mostExtract>>20))
		}
	}
	return checkedText(in.path, all)
}

// spine gives the pages of a book in their order.
func spine(p *docParts) ([]string, error) {
	container, err := p.read("META-INF/container.xml")
	if err != nil {
		return nil, fmt.Errorf("its container.xml: %w", err)
	}
	opf := ""
	each(container, func(t xml.StartElement) {
		if t.Name.Local == "rootfile" && opf == "" {
			opf = attr(t, "full-path")
		}
	})
	list, err := p.read(opf)
	if err != nil {
		return nil, fmt.Errorf("its list of pages: %w", err)
	}
	href := map[string]string{}
	var pages []string
	each(list, func(t xml.StartElement) {
		switch t.Name.Local {
		case "item":
			if attr(t, "properties") != "nav" {
				href[attr(t, "id")] = attr(t, "href")
			}
		case "itemref":
			if h := href[attr(t, "idref")]; h != "" && attr(t, "linear") != "no" {
				pages = append(pages, path.Join(path.Dir(opf), h))
			}
		}
	})
	if len(pages) == 0 {
		return nil, errors.New("it lists no pages")
	}
	return pages, nil
}

// each calls f for each element that opens, as far as the XML goes.
func each(data []byte, f func(xml.StartElement)) {
	r := newXML(data)
	for {
		t, err := r.token()
		if err != nil {
			return
		}
		if e, ok := t.(xml.StartElement); ok {
			f(e)
		}
	}
}
