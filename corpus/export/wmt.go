package export

import (
	"strings"

	"tritext/corpus"
)

// wmt is the XML of the test sets of the Conference on Machine Translation
// (wmt-schema): the first language is the source, the others are references. A
// document of ours becomes one for each section, because the original language
// differs inside a document.
var wmt = &Format{
	Name: "wmt", Title: "WMT XML: test set with a source and references, a document a section with its origlang",
	Lacks: "ids, scores, tokens, groups that lack one of the languages; several original languages are told as mul, an unknown one as und",
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".xml")
		if err != nil {
			return err
		}
		p.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dataset id=\"%s\">\n<collection id=\"%[1]s\">\n", xmlText(j.Name))
		err = j.each(func(f *corpus.Family) error {
			j.wmtDocs(p, f)
			return nil
		})
		p.printf("</collection>\n</dataset>\n")
		return err
	},
}

// wmtDocs writes the sections of a document, by the source's numbering.
func (j *job) wmtDocs(p *page, f *corpus.Family) {
	groups := j.complete(f)
	if len(groups) == 0 {
		return
	}
	source := f.Version(j.Languages[0])
	first := func(g *corpus.Group) *corpus.Unit { return &source.Units[g.Members[source.Lang][0]] }
	var order []int // sections as they come; a group out of order joins its section
	parts := map[int][]*corpus.Group{}
	for _, g := range groups {
		s := first(g).Section
		if parts[s] == nil {
			order = append(order, s)
		}
		parts[s] = append(parts[s], g)
	}
	for _, s := range order {
		part := parts[s]
		id := tail(first(part[0]).ID)
		if at := strings.IndexByte(id, '.'); at >= 0 {
			id = id[:at]
		}
		p.printf("<doc origlang=\"%s\" id=\"%s#%s\">\n", origLang(part[0]), xmlText(f.ID), xmlText(id))
		for i, lang := range j.Languages {
			tag := "ref"
			if i == 0 {
				tag = "src"
			}
			p.printf("<%s lang=\"%s\">\n", tag, lang)
			for n, g := range part {
				if n == 0 || first(g).Block != first(part[n-1]).Block {
					if n > 0 {
						p.printf("</p>\n")
					}
					p.printf("<p>\n")
				}
				p.printf("<seg id=\"%d\">%s</seg>\n", n+1, xmlText(oneLine(j.side(f, g, lang))))
			}
			p.printf("</p>\n</%s>\n", tag)
		}
		p.printf("</doc>\n")
		j.count.Records += len(part)
	}
}

// origLang is the original language as WMT and ISO 639 write it.
func origLang(g *corpus.Group) string {
	switch len(g.Original) {
	case 0:
		return "und"
	case 1:
		return xmlText(g.Original[0])
	}
	return "mul"
}
