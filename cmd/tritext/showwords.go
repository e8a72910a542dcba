package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// unitWords finds where the words of units stand in their texts; it keeps the
// units of one document.
type unitWords struct {
	corpus *store.Corpus
	doc    string
	units  map[string]*unitTokens
}

// unitTokens is what of a unit tells where its words stand.
type unitTokens struct {
	ID     string      `parquet:"id"`
	DocID  string      `parquet:"doc_id,dict"`
	Norm   string      `parquet:"norm"`
	Tokens []tokenSpan `parquet:"tokens,list"`
}

type tokenSpan struct {
	Start int32 `parquet:"start"`
	End   int32 `parquet:"end"`
}

// Document gives the id of the unit's document.
func (u *unitTokens) Document() string { return u.DocID }

func (u *unitWords) load(doc string) error {
	if u.doc == doc && u.units != nil {
		return nil
	}
	u.doc, u.units = doc, map[string]*unitTokens{}
	for r, err := range store.RowsOf[unitTokens](u.corpus, store.TableUnits, doc) {
		if err != nil {
			return err
		}
		u.units[r.ID] = r
	}
	return nil
}

// span gives the text of the unit and the place of a token in it. A link that
// leads nowhere is a fault of the corpus.
func (u *unitWords) span(w linkedWord) (text string, at tokenSpan, err error) {
	unit := u.units[w.unit]
	if unit == nil || int(w.token) < 0 || int(w.token) >= len(unit.Tokens) {
		return "", at, fmt.Errorf("show: %s: a link leads to token %d of %s, which is not there", u.corpus.Dir, w.token, w.unit)
	}
	return unit.Norm, unit.Tokens[w.token], nil
}

// linkedWord is one word of a unit.
type linkedWord struct {
	unit  string
	token int32
}

// linkedPlace is a linked word in its order: by language, unit, token.
type linkedPlace struct {
	lang, unit int
	linkedWord
}

// wordGroups are the words that beads of up to three languages link with each
// other, directly or through others: a forest over their places.
type wordGroups struct {
	langs  []string
	places []linkedPlace
	parent []int
	known  map[linkedWord]int
}

// showLangs is the order of languages in which words and texts are shown.
var showLangs = []string{"zh", "en", "ru"}

func newWordGroups(beads []*store.BeadRow) (*wordGroups, error) {
	g := &wordGroups{known: map[linkedWord]int{}}
	order := func(lang string) int {
		if at := slices.Index(showLangs, lang); at >= 0 {
			return at
		}
		return len(showLangs)
	}
	units := map[string]int{} // in the order of the beads, which is that of the text
	for _, b := range beads {
		for _, lang := range []string{b.SourceLang, b.TargetLang} {
			if len(b.Links) > 0 && !slices.Contains(g.langs, lang) {
				g.langs = append(g.langs, lang)
			}
		}
		for _, id := range slices.Concat(b.SourceIDs, b.TargetIDs) {
			if _, ok := units[id]; !ok {
				units[id] = len(units)
			}
		}
	}
	slices.SortStableFunc(g.langs, func(a, b string) int { return cmp.Compare(order(a), order(b)) })
	for _, b := range beads {
		for _, l := range b.Links {
			if int(l.SourceUnit) >= len(b.SourceIDs) || int(l.TargetUnit) >= len(b.TargetIDs) || l.SourceUnit < 0 || l.TargetUnit < 0 {
				return nil, fmt.Errorf("show: bead %s has a link to a unit that is not in it", b.ID)
			}
			source, target := b.SourceIDs[l.SourceUnit], b.TargetIDs[l.TargetUnit]
			x := g.node(linkedPlace{slices.Index(g.langs, b.SourceLang), units[source], linkedWord{source, l.SourceToken}})
			y := g.node(linkedPlace{slices.Index(g.langs, b.TargetLang), units[target], linkedWord{target, l.TargetToken}})
			g.parent[g.root(y)] = g.root(x)
		}
	}
	return g, nil
}

func (g *wordGroups) node(p linkedPlace) int {
	n, ok := g.known[p.linkedWord]
	if !ok {
		n = len(g.places)
		g.known[p.linkedWord] = n
		g.places, g.parent = append(g.places, p), append(g.parent, n)
	}
	return n
}

func (g *wordGroups) root(n int) int {
	for g.parent[n] != n {
		n = g.parent[n]
	}
	return n
}

// words writes the words of beads that translate each other, in the order of
// the first language: "图书馆=library=библиотека · 大=large=–". Words that stand
// apart have … between them.
func (s *show) words(beads []*store.BeadRow) error {
	g, err := newWordGroups(beads)
	if err != nil || len(g.places) == 0 {
		return err
	}
	if err := s.tokens.load(beads[0].DocID); err != nil {
		return err
	}
	order := make([]int, len(g.places))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &g.places[a], &g.places[b]
		return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.unit, y.unit), cmp.Compare(x.token, y.token))
	})
	texts := map[int][]string{} // by root: its words by language
	last := map[[2]int]int{}    // by root and language: its last place so far
	var roots []int
	for _, n := range order {
		p, r := &g.places[n], g.root(n)
		if texts[r] == nil {
			roots, texts[r] = append(roots, r), make([]string, len(g.langs))
		}
		text, at, err := s.tokens.span(p.linkedWord)
		if err != nil {
			return err
		}
		between := ""
		if before, ok := last[[2]int{r, p.lang}]; ok {
			between = "…"
			if q := &g.places[before]; q.linkedWord.unit == p.linkedWord.unit {
				_, from, err := s.tokens.span(q.linkedWord)
				if err != nil {
					return err
				}
				if gap := text[from.End:at.Start]; strings.TrimSpace(gap) == "" {
					between = gap
				}
			}
		}
		texts[r][p.lang] += between + text[at.Start:at.End]
		last[[2]int{r, p.lang}] = n
	}
	lines := make([]string, len(roots))
	for i, r := range roots {
		for k, t := range texts[r] {
			texts[r][k] = cmp.Or(t, "–")
		}
		lines[i] = strings.Join(texts[r], "=")
	}
	_, err = fmt.Fprintf(s, "  words %s  %s\n", strings.Join(g.langs, "="), oneLine(strings.Join(lines, " · ")))
	return err
}
