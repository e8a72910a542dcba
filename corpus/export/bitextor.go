package export

import (
	"fmt"
	"strings"

	"tritext/corpus"
)

// bitextor is the columns of Bitextor's and ParaCrawl's raw files, without a
// line of names, as Bitextor writes them.
var bitextor = &Format{
	Name: "bitextor", Title: "Bitextor columns: files, texts, score and paragraphs of two languages, a group a line",
	Lacks: "a third language, direction, tokens, groups that lack one of the languages; the score is the confidence",
	Pair:  true,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".raw")
		if err != nil {
			return err
		}
		return j.each(func(f *corpus.Family) error {
			for _, g := range j.complete(f) {
				var urls, texts, paragraphs []string
				for _, lang := range j.Languages {
					d := f.Version(lang)
					urls = append(urls, oneLine(sourceURL(d)))
					texts = append(texts, oneLine(j.joined(d, g.Members[lang])))
					paragraphs = append(paragraphs, paragraph(d, g.Members[lang]))
				}
				p.printf("%s\t%s\t%.4f\t%s\n", strings.Join(urls, "\t"), strings.Join(texts, "\t"), g.Confidence, strings.Join(paragraphs, "\t"))
				j.count.Records++
			}
			return nil
		})
	},
}

// sourceURL names the file of a version, with the part of an archive.
func sourceURL(d *corpus.Document) string {
	if d.Source.Member != "" {
		return d.Source.Path + "#" + d.Source.Member
	}
	return d.Source.Path
}

// paragraph is the place of units as Bitextor writes it, p2s1/3: paragraph,
// sentence and sentences of the paragraph, from 1; several units with a +.
func paragraph(d *corpus.Document, units []int) string {
	out := make([]string, len(units))
	for i, u := range units {
		first, last := u, u
		for first > 0 && d.Units[first-1].Block == d.Units[u].Block {
			first--
		}
		for last+1 < len(d.Units) && d.Units[last+1].Block == d.Units[u].Block {
			last++
		}
		out[i] = fmt.Sprintf("p%ds%d/%d", d.Units[u].Block+1, u-first+1, last-first+1)
	}
	return strings.Join(out, "+")
}
