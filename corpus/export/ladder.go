package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tritext/corpus"
)

// hunalign is the ladder of hunalign (Varga et al. 2005): a rung is a source
// line, a target line and the score of the bead that begins there; the last rung
// stands behind both texts.
var hunalign = &Format{
	Name: "hunalign", Title: "hunalign: a file of sentences for every version, a ladder for every pair",
	Lacks:  "ids, direction, tokens, passages in another order (their sentences stand without partners), who checked what",
	Folder: true, Beads: true,
	write: func(j *job) error {
		return j.alignments("ladder", func(p *page, from, to *lines, beads []pairBead) {
			i, k := 0, 0
			for _, b := range ordered(from, to, beads) { // what lies between them has no partners
				j.rungs(p, &i, &k, from.at[b.from[0]]-i, to.at[b.to[0]]-k)
				p.printf("%d\t%d\t%.4f\n", i, k, b.Score)
				i, k = i+len(b.from), k+len(b.to)
				j.count.Records++
			}
			j.rungs(p, &i, &k, len(from.at)-i, len(to.at)-k)
			p.printf("%d\t%d\t0\n", i, k)
		})
	},
}

// rungs writes sentences without partners, one after the other.
func (j *job) rungs(p *page, i, k *int, x, y int) {
	for ; x > 0; x-- {
		p.printf("%d\t%d\t0\n", *i, *k)
		*i++
		j.count.Records++
	}
	for ; y > 0; y-- {
		p.printf("%d\t%d\t0\n", *i, *k)
		*k++
		j.count.Records++
	}
}

// vecalign is the beads of vecalign and Bertalign, which tritext align writes
// and tritext eval reads: [source lines]:[target lines]:score.
var vecalign = &Format{
	Name: "vecalign", Title: "vecalign, Bertalign, tritext eval: a file of sentences for every version, beads for every pair",
	Lacks:  "ids, direction, tokens, components of scores, who checked what; the score is not vecalign's cost: more is better",
	Folder: true, Beads: true,
	write: func(j *job) error {
		return j.alignments("beads", func(p *page, from, to *lines, beads []pairBead) {
			for _, b := range beads {
				p.printf("[%s]:[%s]:%.4f\n", from.list(b.from), to.list(b.to), b.Score)
				j.count.Records++
			}
		})
	},
}

// lines are the sentences of a version as they stand in its file.
type lines struct {
	at map[int]int // unit → line, from 0
}

// run tells whether the units are lines that follow each other.
func (l *lines) run(units []int) bool {
	for i, u := range units {
		if l.at[u] != l.at[units[0]]+i {
			return false
		}
	}
	return len(units) > 0
}

// ordered gives most of the beads with two sides that stand in the same order in
// both texts: a longest increasing subsequence (Schensted 1961).
func ordered(from, to *lines, beads []pairBead) []pairBead {
	var all []pairBead
	for _, b := range beads {
		if from.run(b.from) && to.run(b.to) {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b pairBead) int { return cmp.Compare(from.at[a.from[0]], from.at[b.from[0]]) })
	var ends []int                  // by length: the bead that ends the best chain of that length
	before := make([]int, len(all)) // bead before it in its chain, -1: none
	for n, b := range all {
		x := to.at[b.to[0]]
		at, _ := slices.BinarySearchFunc(ends, x, func(e, x int) int { return cmp.Compare(to.at[all[e].to[0]], x) })
		before[n] = -1
		if at > 0 {
			before[n] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, n)
		} else {
			ends[at] = n
		}
	}
	var chain []pairBead
	if len(ends) > 0 {
		for n := ends[len(ends)-1]; n >= 0; n = before[n] {
			chain = append(chain, all[n])
		}
	}
	slices.Reverse(chain)
	return chain
}

// list writes the lines of units.
func (l *lines) list(units []int) string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = fmt.Sprint(l.at[u])
	}
	return strings.Join(out, ", ")
}

// alignments writes the sentences of every version and an alignment of every
// pair: DOC.zh, DOC.en and DOC.zh-en.suffix.
func (j *job) alignments(suffix string, write func(p *page, from, to *lines, beads []pairBead)) error {
	return j.each(func(f *corpus.Family) error {
		texts := map[string]*lines{}
		for _, lang := range j.Languages {
			d := f.Version(lang)
			if d == nil {
				continue
			}
			p, err := j.out.create(fileName(f.ID) + "." + lang)
			if err != nil {
				return err
			}
			l := &lines{map[int]int{}}
			for n, u := range sentences(d) {
				l.at[u] = n
				p.printf("%s\n", oneLine(j.unitText(&d.Units[u])))
			}
			texts[lang] = l
			if err := p.Close(); err != nil {
				return err
			}
		}
		for _, pair := range j.pairs() {
			beads := j.beads(f, pair)
			if len(beads) == 0 {
				continue
			}
			p, err := j.out.create(fileName(f.ID) + "." + pair[0] + "-" + pair[1] + "." + suffix)
			if err != nil {
				return err
			}
			write(p, texts[pair[0]], texts[pair[1]], beads)
			if err := p.Close(); err != nil {
				return err
			}
		}
		return nil
	})
}
