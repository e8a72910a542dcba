package export

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
)

// conllu is the CoNLL-U of Universal Dependencies with all that is known before
// a parser has run: words with their places; the fields of syntax are empty.
var conllu = &Format{
	Name: "conllu", Title: "CoNLL-U: a file a language, tokens with their places, the sentences that translate them in comments",
	Lacks:  "scores; lemmas, universal tags and syntax are left to a parser",
	Folder: true, Tokens: true,
	write: func(j *job) error {
		pages := map[string]*page{}
		for _, lang := range j.Languages {
			p, err := j.out.create(lang + ".conllu")
			if err != nil {
				return err
			}
			pages[lang] = p
		}
		return j.each(func(f *corpus.Family) error {
			groups := map[string]map[int]*corpus.Group{}
			for _, lang := range j.Languages {
				groups[lang] = map[int]*corpus.Group{}
			}
			for _, g := range j.with(f, 1) {
				for _, lang := range j.Languages {
					for _, u := range g.Members[lang] {
						groups[lang][u] = g
					}
				}
			}
			for _, lang := range j.Languages {
				if d := f.Version(lang); d != nil {
					j.conlluVersion(pages[lang], f, d, groups[lang])
				}
			}
			return nil
		})
	},
}

func (j *job) conlluVersion(p *page, f *corpus.Family, d *corpus.Document, groups map[int]*corpus.Group) {
	fresh, block := true, -1
	for i := range d.Units {
		u := &d.Units[i]
		g := groups[i]
		if !u.Kind.Aligned() || g == nil && (j.Keep != nil || len(f.Groups) == 0) || len(u.Tokens) == 0 {
			continue
		}
		if fresh {
			p.printf("# newdoc id = %s/%s\n", d.ID, d.Lang)
			fresh = false
		}
		if u.Block != block {
			block = u.Block
			p.printf("# newpar id = %s/%s:%d\n", d.ID, d.Lang, block+1)
		}
		p.printf("# sent_id = %s\n# text = %s\n", u.ID, oneLine(u.Norm))
		if len(u.Spans) > 0 {
			p.printf("# source = %s bytes %d-%d\n", oneLine(sourceURL(d)), u.Spans[0].Start, u.Spans[len(u.Spans)-1].End)
		}
		if s := section(d, i); s != nil && len(s.Original) > 0 {
			p.printf("# orig_lang = %s\n", strings.Join(s.Original, " "))
		}
		if g != nil {
			p.printf("# group = %s\n", g.ID)
			for _, lang := range j.Languages {
				if lang != d.Lang && len(g.Members[lang]) > 0 {
					p.printf("# translation_%s = %s\n", lang, strings.Join(unitIDs(f.Version(lang), g.Members[lang]), " "))
				}
			}
		}
		conlluTokens(p, u)
		p.printf("\n")
		j.count.Records++
	}
}

// conlluTokens writes the tokens of a unit but for spaces. TokenRange counts
// characters of the sentence, half-open.
func conlluTokens(p *page, u *corpus.Unit) {
	n, at, chars := 0, 0, 0
	for i, t := range u.Tokens {
		chars += utf8.RuneCountInString(u.Norm[at:t.Start])
		at = t.Start
		word := strings.Join(strings.Fields(t.In(u.Norm)), " ")
		if t.Kind == segment.Space || word == "" {
			continue
		}
		n++
		misc := []string{}
		if t.Form != "" && t.Form != word {
			misc = append(misc, "Form="+strings.ReplaceAll(oneLine(t.Form), "|", "/"))
		}
		if i+1 == len(u.Tokens) || u.Tokens[i+1].Kind != segment.Space {
			misc = append(misc, "SpaceAfter=No")
		}
		misc = append(misc, fmt.Sprintf("TokenRange=%d:%d", chars, chars+utf8.RuneCountInString(t.In(u.Norm))))
		upos, tag := "_", t.Tag
		switch t.Kind {
		case segment.Punct:
			upos = "PUNCT"
		case segment.Number:
			upos = "NUM"
		}
		if tag == "" {
			tag = "_"
		}
		p.printf("%d\t%s\t_\t%s\t%s\t_\t_\t_\t_\t%s\n", n, word, upos, tag, strings.Join(misc, "|"))
	}
}
