package export

import (
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"tritext/corpus"
)

// interText is what InterText and InterText Editor (Vondřička) read and write:
// the sentences of each version, and for each pair a file of links with their
// status: auto, or man once a person has confirmed it. The links name toDoc's
// sentences first, as InterText does.
var interText = &Format{
	Name: "intertext", Title: "InterText: texts and alignments of every document, to be reviewed by people",
	Lacks:  "scores, direction, tokens; who checked what; groups of three languages stand as links of pairs",
	Folder: true, Beads: true,
	Read: readInterText,
	write: func(j *job) error {
		return j.each(func(f *corpus.Family) error {
			for _, lang := range j.Languages {
				if d := f.Version(lang); d != nil {
					if err := j.interTextText(d); err != nil {
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
				base := flatName(f.ID)
				p, err := j.out.create(base + "." + pair[0] + "." + pair[1] + ".xml")
				if err != nil {
					return err
				}
				p.printf("<?xml version='1.0' encoding='utf-8'?>\n<linkGrp toDoc='%s.%s.xml' fromDoc='%s.%s.xml'>\n", xmlText(base), pair[1], xmlText(base), pair[0])
				for _, b := range beads {
					status := "auto"
					if b.Checked() {
						status = "man"
					}
					p.printf("<link type='%d-%d' xtargets='%s;%s' status='%s'/>\n", len(b.to), len(b.from), tails(to, b.to), tails(from, b.from), status)
					j.count.Records++
				}
				p.printf("</linkGrp>\n")
				if err := p.Close(); err != nil {
					return err
				}
			}
			return nil
		})
	},
}

// flatName is a name for a text of InterText, which wants one without folders and
// without full stops: they end the name.
func flatName(id string) string {
	return strings.NewReplacer("/", "%2F", ".", "%2E").Replace(fileName(id))
}

// interTextText writes the sentences of a version: DOC.zh.xml.
func (j *job) interTextText(d *corpus.Document) error {
	p, err := j.out.create(flatName(d.ID) + "." + d.Lang + ".xml")
	if err != nil {
		return err
	}
	p.printf("<?xml version='1.0' encoding='utf-8'?>\n<text id='%s' lang='%s'>\n", xmlText(d.ID), d.Lang)
	j.paragraphs(d, func(block int, units []int) {
		p.printf("<p id='%d'>\n", block+1)
		for _, u := range units {
			p.printf("<s id='%s'>%s</s>\n", tail(d.Units[u].ID), xmlText(oneLine(j.unitText(&d.Units[u]))))
		}
		p.printf("</p>\n")
	})
	p.printf("</text>\n")
	return p.Close()
}

// readInterText reads a file of links; it needs no texts, because their
// sentences keep their ids.
func readInterText(r io.Reader, name string) iter.Seq2[*Record, error] {
	return linkFile{
		root: "linkGrp", empty: "no alignment of InterText", other: "no alignment of InterText (linkGrp) but a file of", group: interTextGroup,
		mark: func(rec *Record, el *element) { rec.Confirmed = el.attr["status"] == "man" },
	}.read(r, name)
}

// interTextGroup reads DOC.zh.xml of both sides.
func interTextGroup(el *element) (linkGroup, error) {
	var docs, langs [2]string
	for i, key := range []string{"toDoc", "fromDoc"} { // toDoc's sentences stand first
		file := strings.TrimSuffix(path.Base(el.attr[key]), ".xml")
		at := strings.LastIndexByte(file, '.')
		if at <= 0 || at == len(file)-1 {
			return linkGroup{}, fmt.Errorf("%s: %s=%q, want DOCUMENT.LANG.xml", el.place, key, el.attr[key])
		}
		docs[i], langs[i] = documentID(file[:at]), file[at+1:]
	}
	if docs[0] != docs[1] {
		return linkGroup{}, fmt.Errorf("%s: links %s with %s, which are two documents", el.place, docs[0], docs[1])
	}
	return linkGroup{docs[0], langs[0], langs[1]}, nil
}
