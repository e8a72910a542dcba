package export

import (
	"fmt"
	"strings"

	"tritext/corpus"
)

// unpc is the form of the United Nations Parallel Corpus v1.0 (Ziemski,
// Junczys-Dowmunt and Pouliquen, LREC 2016): TEI of every version, and links of
// every pair of versions by paragraph and sentence number, "P:S".
var unpc = &Format{
	Name: "unpc", Title: "UN Parallel Corpus: TEI of every document and its link files",
	Lacks:  "ids of ours, components of scores, tokens; direction stands as a term of the header; groups of three languages as links of pairs",
	Folder: true, Beads: true,
	write: func(j *job) error {
		return j.each(func(f *corpus.Family) error {
			numbers := map[string]map[int]string{}
			for _, lang := range j.Languages {
				if d := f.Version(lang); d != nil {
					var err error
					if numbers[lang], err = j.tei(d); err != nil {
						return err
					}
				}
			}
			for _, pair := range j.pairs() {
				beads := j.beads(f, pair)
				if len(beads) == 0 {
					continue
				}
				if err := j.unpcLinks(f, pair, beads, numbers); err != nil {
					return err
				}
			}
			return nil
		})
	},
}

// unpcLinks writes the links of two versions.
func (j *job) unpcLinks(f *corpus.Family, pair [2]string, beads []pairBead, numbers map[string]map[int]string) error {
	p, err := j.out.create("links/" + pair[0] + "_" + pair[1] + "/" + fileName(f.ID) + ".lnk")
	if err != nil {
		return err
	}
	sum := 0.0
	for _, b := range beads {
		sum += b.Score
	}
	p.printf("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<linkGrp fromDoc=\"xml/%s/%s.xml\" toDoc=\"xml/%s/%s.xml\" score=\"%.4f\">\n",
		pair[0], xmlText(fileName(f.ID)), pair[1], xmlText(fileName(f.ID)), sum/float64(len(beads)))
	list := func(lang string, units []int) string {
		out := make([]string, len(units))
		for i, u := range units {
			out[i] = numbers[lang][u]
		}
		return strings.Join(out, " ")
	}
	for _, b := range beads {
		p.printf("<link type=\"%s\" xtargets=\"%s;%s\" score=\"%.4f\"/>\n", b.typ(), list(pair[0], b.from), list(pair[1], b.to), b.Score)
		j.count.Records++
	}
	p.printf("</linkGrp>\n")
	return p.Close()
}

// tei writes a version and gives the number P:S of each unit.
func (j *job) tei(d *corpus.Document) (map[int]string, error) {
	p, err := j.out.create("xml/" + d.Lang + "/" + fileName(d.ID) + ".xml")
	if err != nil {
		return nil, err
	}
	numbers := map[int]string{}
	m := &d.Masthead
	p.printf("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<TEI.2>\n<teiHeader>\n<fileDesc>\n<titleStmt><title>%s</title></titleStmt>\n<publicationStmt>\n", xmlText(oneLine(m.Title)))
	if m.Date != "" {
		p.printf("<date>%s</date>\n", strings.ReplaceAll(m.Date, "-", ""))
	}
	for _, s := range m.Symbols {
		p.printf("<idno type=\"symbol\">%s</idno>\n", xmlText(s))
	}
	if m.JobNumber != "" {
		p.printf("<idno type=\"jobno\">%s</idno>\n", xmlText(m.JobNumber))
	}
	p.printf("<idno type=\"document\">%s</idno>\n</publicationStmt>\n</fileDesc>\n<profileDesc>\n<langUsage><language id=\"%s\"/></langUsage>\n<textClass>\n<keywords>\n",
		xmlText(d.ID), d.Lang)
	for i := range d.Sections {
		if s := &d.Sections[i]; len(s.Original) > 0 {
			p.printf("<term>original of %s: %s</term>\n", xmlText(strings.TrimSpace(s.Type+" "+s.Label)), xmlText(strings.Join(s.Original, " ")))
		}
	}
	p.printf("</keywords>\n</textClass>\n</profileDesc>\n</teiHeader>\n<text>\n<body>\n")
	n := 0
	j.paragraphs(d, func(_ int, units []int) {
		n++
		p.printf("<p id=\"%d\">\n", n)
		for i, u := range units {
			numbers[u] = fmt.Sprintf("%d:%d", n, i+1)
			p.printf("<s id=\"%s\" lang=\"%s\">%s</s>\n", numbers[u], d.Lang, xmlText(oneLine(j.unitText(&d.Units[u]))))
		}
		p.printf("</p>\n")
	})
	p.printf("</body>\n</text>\n</TEI.2>\n")
	return numbers, p.Close()
}
