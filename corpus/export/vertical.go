package export

import (
	"fmt"
	"slices"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// vertical is what corpus engines are fed with: for each language a token a
// line (word, tag, form) with the structures doc, section, p and s, and for each
// pair the alignment of the s: for Manatee (Sketch Engine, NoSketch Engine,
// KonText) by numbers of structures, for CWB by corpus positions.
var vertical = &Format{
	Name: "vertical", Title: "vertical files for Sketch Engine, NoSketch Engine and CWB, and their alignment maps",
	Lacks:  "scores, repairs; a token that begins with < is written &lt;; CWB has no null beads; beads of sentences that are no neighbours",
	Folder: true, Tokens: true, Beads: true,
	write: func(j *job) error {
		v := &verticals{job: j, text: map[string]*vertText{}, maps: map[[2]string]*page{}, aligns: map[[2]string]*page{}}
		for _, lang := range j.Languages {
			p, err := j.out.create(lang + ".vert")
			if err != nil {
				return err
			}
			v.text[lang] = &vertText{page: p}
		}
		for _, pair := range j.pairs() {
			var err error
			if v.maps[pair], err = j.out.create(pair[0] + "-" + pair[1] + ".map"); err != nil {
				return err
			}
			for _, p := range [][2]string{pair, {pair[1], pair[0]}} {
				if v.aligns[p], err = j.out.create(p[0] + "-" + p[1] + ".align"); err != nil {
					return err
				}
				v.aligns[p].printf("%s\ts\t%s\ts\n", v.corpusID(p[0]), v.corpusID(p[1]))
			}
		}
		if err := j.each(func(f *corpus.Family) error { v.family(f); return nil }); err != nil {
			return err
		}
		p, err := j.out.createRaw("README.txt")
		if err != nil {
			return err
		}
		v.readme(p)
		return nil
	},
}

// verticals is one run.
type verticals struct {
	*job
	text         map[string]*vertText // by language
	maps, aligns map[[2]string]*page
}

// vertText is the file of a language with what was written to it so far.
type vertText struct {
	*page
	sentences int          // s
	tokens    int          // corpus positions
	at        map[int]vert // unit of the present document → its place
}

// vert is the place of a sentence: its number and its corpus positions,
// half-open.
type vert struct{ number, start, end int }

// corpusID is the name of a language's corpus in CWB: UN_ZH.
func (v *verticals) corpusID(lang string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToUpper(v.Name+"_"+lang))
	if id[0] >= '0' && id[0] <= '9' {
		id = "C" + id
	}
	return id
}

func (v *verticals) family(f *corpus.Family) {
	for _, lang := range v.Languages {
		if d := f.Version(lang); d != nil {
			v.version(f, d)
		}
	}
	for _, pair := range v.pairs() {
		from, to := v.text[pair[0]], v.text[pair[1]]
		beads := v.beads(f, pair)
		for _, b := range beads {
			x, okX := from.numbers(b.from)
			y, okY := to.numbers(b.to)
			if okX && okY {
				v.maps[pair].printf("%s\t%s\n", x, y)
				v.count.Records++
			}
		}
		v.cwb(v.aligns[pair], from, to, beads)
		turned := slices.Clone(beads)
		for i := range turned {
			turned[i].from, turned[i].to = turned[i].to, turned[i].from
		}
		v.cwb(v.aligns[[2]string{pair[1], pair[0]}], to, from, turned)
	}
}

// numbers writes sentences as Manatee wants them: 4, or 4,6, or -1 for none.
func (t *vertText) numbers(units []int) (string, bool) {
	if len(units) == 0 {
		return "-1", true
	}
	first, ok := t.at[units[0]]
	for i, u := range units {
		place, there := t.at[u]
		ok = ok && there && place.number == first.number+i
	}
	if len(units) == 1 {
		return fmt.Sprint(first.number), ok
	}
	return fmt.Sprintf("%d,%d", first.number, first.number+len(units)-1), ok
}

// cwb writes beads for cwb-align-encode: inclusive corpus positions of both
// sides and the type, in the order of the source.
func (v *verticals) cwb(p *page, from, to *vertText, beads []pairBead) {
	type row struct {
		from, to [2]int
		typ      string
	}
	var rows []row
	for _, b := range beads {
		_, okX := from.numbers(b.from)
		_, okY := to.numbers(b.to)
		if len(b.from) == 0 || len(b.to) == 0 || !okX || !okY {
			continue
		}
		r := row{
			[2]int{from.at[b.from[0]].start, from.at[b.from[len(b.from)-1]].end},
			[2]int{to.at[b.to[0]].start, to.at[b.to[len(b.to)-1]].end},
			fmt.Sprintf("%d:%d", len(b.from), len(b.to)),
		}
		if r.from[0] < r.from[1] && r.to[0] < r.to[1] { // sentences without tokens have no positions
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return a.from[0] - b.from[0] })
	for _, r := range rows {
		p.printf("%d\t%d\t%d\t%d\t%s\n", r.from[0], r.from[1]-1, r.to[0], r.to[1]-1, r.typ)
	}
}

// version writes the sentences of a version, in the order of its beads.
func (v *verticals) version(f *corpus.Family, d *corpus.Document) {
	t := v.text[d.Lang]
	t.at = map[int]vert{}
	t.printf("<doc id=\"%s\" lang=\"%s\" symbol=\"%s\" type=\"%s\" date=\"%s\">\n", xmlText(d.ID), d.Lang, xmlText(symbol(f)), d.Masthead.Type, d.Masthead.Date)
	sect, block := -1, -1
	closing := func(p, s bool) {
		if p && block >= 0 {
			t.printf("</p>\n")
		}
		if s && sect >= 0 {
			t.printf("</section>\n")
		}
	}
	for _, i := range sentences(d) {
		u := &d.Units[i]
		if u.Section != sect {
			closing(true, true)
			sect, block = u.Section, -1
			s := section(d, i)
			if s == nil {
				s = &corpus.Section{}
			}
			t.printf("<section n=\"%d\" type=\"%s\" label=\"%s\" origlang=\"%s\">\n", sect+1, s.Type, xmlText(s.Label), strings.Join(s.Original, "|"))
		}
		if u.Block != block {
			closing(true, false)
			block = u.Block
			t.printf("<p n=\"%d\">\n", block+1)
		}
		t.sentence(u, i)
	}
	closing(true, true)
	t.printf("</doc>\n")
}

// sentence writes the tokens of a unit, with <g/> where no space is between two.
func (t *vertText) sentence(u *corpus.Unit, at int) {
	place := vert{number: t.sentences, start: t.tokens}
	t.printf("<s id=\"%s\" kind=\"%s\">\n", xmlText(u.ID), u.Kind)
	glued := false
	for _, k := range u.Tokens {
		word := strings.Join(strings.Fields(k.In(u.Norm)), "_")
		if k.Kind == segment.Space || word == "" {
			glued = false
			continue
		}
		if glued {
			t.printf("<g/>\n")
		}
		glued = true
		tag := k.Tag
		if tag == "" {
			tag = k.Kind.String()
		}
		form := k.Form
		if form == "" {
			form = word
		}
		if word[0] == '<' {
			word = "&lt;" + word[1:]
		}
		if form[0] == '<' {
			form = "&lt;" + form[1:]
		}
		t.printf("%s\t%s\t%s\n", word, tag, oneLine(form))
		t.tokens++
	}
	t.printf("</s>\n")
	place.end = t.tokens
	t.at[at] = place
	t.sentences++
}

// readme tells how the files are loaded.
func (v *verticals) readme(p *page) {
	p.printf("Corpus %s in %s, for corpus engines.\n\n", v.Name, strings.Join(v.Languages, ", "))
	p.printf("LANG.vert   a token a line: word, tag, form; structures doc, section, p, s; <g/> where no space is between two tokens\n")
	p.printf("A-B.map     alignment for Manatee: numbers of s, from 0\nA-B.align   alignment for CWB: corpus positions\n\nCWB\n")
	for _, lang := range v.Languages {
		id := v.corpusID(lang)
		p.printf("  cwb-encode -d data/%s -f %s.vert -R registry/%s -xsB -c utf8 -P tag -P form -S doc:0+id+lang+symbol+type+date -S section:0+n+type+label+origlang -S p:0+n -S s:0+id+kind -0 g\n",
			strings.ToLower(id), lang, strings.ToLower(id))
		p.printf("  cwb-makeall -r registry -V %s\n", id)
	}
	for _, a := range v.Languages {
		for _, b := range v.Languages {
			if a != b {
				p.printf("  echo 'ALIGNED %s' >> registry/%s && cwb-align-encode -r registry -D %s-%s.align\n",
					strings.ToLower(v.corpusID(b)), strings.ToLower(v.corpusID(a)), a, b)
			}
		}
	}
	p.printf("\nManatee: in each registry file ATTRIBUTE word, tag, form; STRUCTURE doc, section, p, g, s { ATTRIBUTE id };\nALIGNED with the other languages, ALIGNSTRUCT \"s\", ALIGNDEF with the maps; then compilecorp, and mkalign of A-B.map.\n")
}
