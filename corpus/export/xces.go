package export

import (
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"tritext/corpus"
)

// xces is how OPUS gives its corpora away: for each pair of languages one file
// of links (cesAlign), whose ids stand in the sentence files of the documents.
var xces = &Format{
	Name: "xces", Title: "OPUS: sentence files of every document and XCES (cesAlign) links of each pair",
	Lacks:  "components of scores, direction, tokens; groups of three languages stand as links of pairs",
	Folder: true, Beads: true,
	Read: readXCES,
	write: func(j *job) error {
		links := map[[2]string]*page{}
		for _, pair := range j.pairs() {
			p, err := j.out.create(pair[0] + "-" + pair[1] + ".xml")
			if err != nil {
				return err
			}
			p.printf("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n<cesAlign version=\"1.0\">\n")
			links[pair] = p
		}
		end := ".xml"
		if j.out.gzip {
			end += ".gz"
		}
		err := j.each(func(f *corpus.Family) error {
			for _, lang := range j.Languages {
				if d := f.Version(lang); d != nil {
					if err := j.xcesText(d); err != nil {
						return err
					}
				}
			}
			for _, pair := range j.pairs() {
				beads := j.beads(f, pair)
				if len(beads) == 0 {
					continue
				}
				from, to := f.Version(pair[0]), f.Version(pair[1])
				p := links[pair]
				p.printf(" <linkGrp targType=\"s\" fromDoc=\"%s\" toDoc=\"%s\">\n", xmlText(xcesPath(from)+end), xmlText(xcesPath(to)+end))
				for n, b := range beads {
					p.printf("  <link id=\"SL%d\" xtargets=\"%s;%s\" certainty=\"%.4f\"", n+1, tails(from, b.from), tails(to, b.to), b.Confidence)
					if b.Checked() { // an attribute of our own: OPUS has none
						p.printf(" checked=\"%s\"", xmlText(strings.TrimSpace(b.Edited+" "+b.Editor)))
					}
					p.printf("/>\n")
					j.count.Records++
				}
				p.printf(" </linkGrp>\n")
			}
			return nil
		})
		for _, p := range links {
			p.printf("</cesAlign>\n")
		}
		return err
	},
}

// xcesPath is the path of a version's sentences, without .xml.
func xcesPath(d *corpus.Document) string { return d.Lang + "/" + fileName(d.ID) }

// xcesText writes the sentences of a version by paragraph.
func (j *job) xcesText(d *corpus.Document) error {
	p, err := j.out.create(xcesPath(d) + ".xml")
	if err != nil {
		return err
	}
	p.printf("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<document id=\"%s\" lang=\"%s\">\n", xmlText(d.ID), d.Lang)
	j.paragraphs(d, func(block int, units []int) {
		p.printf("<p id=\"%d\">\n", block+1)
		for _, u := range units {
			p.printf("<s id=\"%s\">%s</s>\n", tail(d.Units[u].ID), xmlText(oneLine(j.unitText(&d.Units[u]))))
		}
		p.printf("</p>\n")
	})
	p.printf("</document>\n")
	return p.Close() // one after the other: there may be many
}

// paragraphs calls do for the units of every block that takes part in alignment.
func (j *job) paragraphs(d *corpus.Document, do func(block int, units []int)) {
	for from := 0; from < len(d.Units); {
		to := from + 1
		for to < len(d.Units) && d.Units[to].Block == d.Units[from].Block {
			to++
		}
		var units []int
		for u := from; u < to; u++ {
			if d.Units[u].Kind.Aligned() {
				units = append(units, u)
			}
		}
		if len(units) > 0 {
			do(d.Units[from].Block, units)
		}
		from = to
	}
}

// readXCES reads a file of links.
func readXCES(r io.Reader, name string) iter.Seq2[*Record, error] {
	return linkFile{
		root: "cesAlign", empty: "no XCES file", other: "no XCES file of links (cesAlign) but one of", group: xcesGroup,
		mark: func(rec *Record, el *element) {
			if when, ok := el.attr["checked"]; ok {
				rec.Confirmed = true
				rec.Edited, rec.Editor, _ = strings.Cut(when, " ")
			}
		},
	}.read(r, name)
}

// xcesGroup reads "zh/DOC.xml.gz" of both sides.
func xcesGroup(el *element) (linkGroup, error) {
	var docs, langs [2]string
	for i, key := range []string{"fromDoc", "toDoc"} {
		file := strings.TrimSuffix(strings.TrimSuffix(el.attr[key], ".gz"), ".xml")
		lang, rest, ok := strings.Cut(file, "/")
		if !ok || lang == "" || rest == "" {
			return linkGroup{}, fmt.Errorf("%s: %s=%q, want LANG/DOCUMENT.xml", el.place, key, el.attr[key])
		}
		langs[i], docs[i] = lang, documentID(rest)
	}
	if docs[0] != docs[1] {
		return linkGroup{}, fmt.Errorf("%s: links %s with %s, which are two documents", el.place, path.Base(docs[0]), path.Base(docs[1]))
	}
	return linkGroup{docs[0], langs[0], langs[1]}, nil
}
