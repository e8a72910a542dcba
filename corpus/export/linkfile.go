package export

import (
	"fmt"
	"io"
	"iter"
	"strings"
)

// linkFile is a kind of XML file of links.
type linkFile struct {
	root         string                            // its outermost element
	empty, other string                            // what is said of a file without elements, and of one of others
	group        func(*element) (linkGroup, error) // reads the head of a group of links
	mark         func(*Record, *element)           // notes what a link says of who confirmed it
}

func (k linkFile) read(r io.Reader, name string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		x := newXMLReader(r, name)
		var in linkGroup
		for {
			el, err := x.next()
			if err != nil || el == nil {
				if err == nil && x.elements == 0 {
					err = fmt.Errorf("%s: %s", name, k.empty)
				}
				if err != nil {
					yield(nil, err)
				}
				return
			}
			if x.elements == 1 && !el.end && el.name != k.root {
				yield(nil, fmt.Errorf("%s: %s <%s>", el.place, k.other, el.name))
				return
			}
			switch {
			case el.end:
			case el.name == "linkGrp":
				if in, err = k.group(el); err != nil {
					yield(nil, err)
					return
				}
			case el.name == "link":
				rec, err := in.record(el)
				if err != nil {
					yield(nil, err)
					return
				}
				k.mark(rec, el)
				if !yield(rec, nil) {
					return
				}
			}
		}
	}
}

// linkGroup is the document and the languages of a group of links.
type linkGroup struct{ doc, from, to string }

// record reads a link.
func (g linkGroup) record(el *element) (*Record, error) {
	from, to, ok := strings.Cut(el.attr["xtargets"], ";")
	if !ok || strings.Contains(to, ";") {
		return nil, fmt.Errorf("%s: xtargets=%q, want ids of both sides with a semicolon between", el.place, el.attr["xtargets"])
	}
	if g.doc == "" {
		return nil, fmt.Errorf("%s: a link outside of a linkGrp", el.place)
	}
	rec := &Record{Place: el.place, Document: g.doc, Langs: []string{g.from, g.to}, Units: map[string][]string{}}
	for lang, ids := range map[string]string{g.from: from, g.to: to} {
		for _, id := range strings.Fields(ids) {
			rec.Units[lang] = append(rec.Units[lang], fullID(g.doc, lang, id))
		}
	}
	if c := el.attr["certainty"]; c != "" {
		if _, err := fmt.Sscanf(c, "%g", &rec.Confidence); err != nil {
			return nil, fmt.Errorf("%s: certainty=%q is no number", el.place, c)
		}
	}
	return rec, nil
}
