package export

import (
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// fastAlign is the input of the word aligners fast_align and eflomal: source
// tokens, " ||| ", target tokens, a space between tokens.
var fastAlign = &Format{
	Name: "fastalign", Title: "fast_align and eflomal: tokens of two languages with ||| between, a group a line",
	Lacks: "ids, scores, direction, the spaces of the text, a token |||, and groups that lack one of the languages",
	Pair:  true, Tokens: true,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".txt")
		if err != nil {
			return err
		}
		return j.each(func(f *corpus.Family) error {
			for _, g := range j.complete(f) {
				for i, lang := range j.Languages {
					if i > 0 {
						_, _ = p.WriteString(" ||| ")
					}
					_, _ = p.WriteString(strings.Join(words(f.Version(lang), g.Members[lang]), " "))
				}
				_ = p.WriteByte('\n')
				j.count.Records++
			}
			return nil
		})
	},
}

// words gives the tokens of some units as they stand in the text, spaces left
// out. No token has white space in it, or is the separator.
func words(d *corpus.Document, units []int) (out []string) {
	for _, u := range units {
		for _, t := range d.Units[u].Tokens {
			if t.Kind == segment.Space {
				continue
			}
			w := strings.Join(strings.Fields(t.In(d.Units[u].Norm)), "_")
			if w == "|||" {
				w = "||"
			}
			if w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}
