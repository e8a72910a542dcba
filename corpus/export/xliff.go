package export

import (
	"fmt"
	"strings"

	"tritext/corpus"
)

// xliff is XLIFF 2.1 (OASIS 2018), for computer-aided translation: a file a
// document, a unit a group, a segment with its source and target.
var xliff = &Format{
	Name: "xliff", Title: "XLIFF 2.1: documents of two languages for translation tools",
	Lacks: "a third language, tokens, groups that lack one of the languages, control characters",
	Pair:  true, Beads: true,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".xlf")
		if err != nil {
			return err
		}
		p.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"%s\" trgLang=\"%s\">\n",
			j.Languages[0], j.Languages[1])
		files := 0
		err = j.each(func(f *corpus.Family) error {
			groups := j.complete(f)
			if len(groups) == 0 { // a file holds a unit at least
				return nil
			}
			files++
			p.printf("<file id=\"f%d\" original=\"%s\">\n", files, xmlText(f.ID))
			for i, g := range groups {
				j.xliffUnit(p, f, g, i+1)
				j.count.Records++
			}
			p.printf("</file>\n")
			return nil
		})
		if files == 0 && err == nil { // xliff holds a file at least, that a unit
			p.printf("<file id=\"f1\"><unit id=\"u1\"><segment><source/></segment></unit></file>\n")
		}
		p.printf("</xliff>\n")
		return err
	},
}

func (j *job) xliffUnit(p *page, f *corpus.Family, g *corpus.Group, n int) {
	p.printf("<unit id=\"u%d\" name=\"%s\">\n<notes>", n, xmlText(g.ID))
	note := func(category, value string) {
		if value != "" {
			p.printf("<note category=\"%s\">%s</note>", category, xmlText(value))
		}
	}
	for i, lang := range j.Languages {
		note([]string{"source-units", "target-units"}[i], strings.Join(unitIDs(f.Version(lang), g.Members[lang]), " "))
	}
	note("original-language", strings.Join(g.Original, " "))
	note("confidence", fmt.Sprintf("%.4f", g.Confidence))
	note("score", fmt.Sprintf("%.4f", g.Score))
	note("flags", strings.Join(g.Flags, " "))
	state := "translated"
	if editor, edited, ok := checked(f, g); ok {
		state = "reviewed"
		note("checked", strings.TrimSpace(edited+" "+editor))
	}
	p.printf("</notes>\n<segment state=\"%s\"><source>%s</source><target>%s</target></segment>\n</unit>\n", state,
		xmlText(oneLine(j.side(f, g, j.Languages[0]))), xmlText(oneLine(j.side(f, g, j.Languages[1]))))
}
