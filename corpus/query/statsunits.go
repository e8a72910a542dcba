package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/store"
)

// This file counts units and their words.

// unitColumns are the columns that are scanned, in this order.
var unitColumns = []string{"doc_id", "lang", "kind", "section", "norm", "tokens.kind", "tokens.form", "id"}

// unitCounts is what one worker counts.
type unitCounts struct {
	table []Cell
	used  map[*version][]bool
	words []map[string]*word // by language
	unit  int                // number of the unit, from 1
	key   []byte
	last  *version // of the unit before
}

// units counts units, tokens, characters and forms.
func (s *counter) units(ctx context.Context) error {
	parts := make([]*unitCounts, s.opt.Workers)
	for i := range parts {
		parts[i] = &unitCounts{table: make([]Cell, len(s.table)), used: map[*version][]bool{}}
		for range s.langs {
			parts[i].words = append(parts[i].words, map[string]*word{})
		}
	}
	err := s.corpus.Scan(ctx, store.TableUnits, unitColumns, s.opt.Workers, func(worker int, ch *store.Chunk) error {
		p := parts[worker]
		p.last = nil // its key is in the memory of the chunk before
		for row := range ch.Rows {
			if !s.opt.Only.unit(ch.Columns[7].Text(row, 0)) {
				continue
			}
			if err := s.unit(p, ch, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for range s.langs {
		s.words = append(s.words, map[string]*word{})
	}
	for _, p := range parts {
		for i, c := range p.table {
			to := &s.table[i]
			to.Units += c.Units
			to.Sentences += c.Sentences
			to.Tokens += c.Tokens
			to.Chars += c.Chars
		}
		for v, used := range p.used {
			for i, is := range used {
				v.used[i] = v.used[i] || is
			}
		}
		for i, words := range p.words {
			for form, w := range words {
				to := s.words[i][form]
				if to == nil {
					s.words[i][form] = w
					continue
				}
				to.count += w.count
				to.units += w.units
				to.term = to.term || w.term
				for k := range w.cells {
					to.cells[k] |= w.cells[k]
				}
			}
		}
	}
	return nil
}

// unit counts one unit.
func (s *counter) unit(p *unitCounts, ch *store.Chunk, row int) error {
	doc, lang := ch.Columns[0].Text(row, 0), ch.Columns[1].Text(row, 0)
	if p.last == nil || p.last.id != string(doc) || p.last.lang != string(lang) {
		p.key = append(append(append(p.key[:0], doc...), 0), lang...)
		p.last = s.byKey[string(p.key)]
		if p.last == nil {
			return fmt.Errorf("query: a unit of %s in %s, which is not among the documents", doc, lang)
		}
	}
	v := p.last
	section := int(ch.Columns[3].Number(row, 0)) - 1
	if section < 0 || section >= len(v.cells) {
		section = 0
	}
	used := p.used[v]
	if used == nil {
		used = make([]bool, len(v.cells))
		p.used[v] = used
	}
	used[section] = true
	p.unit++
	words := p.words[slices.Index(s.langs, v.lang)]
	tokens := 0
	for k := range ch.Columns[6].Len(row) {
		kind := ch.Columns[5].Text(row, k)
		if len(kind) == 5 { // "space", "punct"; the others: word, number, symbol, latin
			if kind[1] == 'p' || kind[0] == 'p' {
				continue
			}
		}
		tokens++
		form := ch.Columns[6].Text(row, k)
		w := words[string(form)]
		if w == nil {
			w = &word{cells: make([]uint64, len(v.mask[section]))}
			words[string(form)] = w
		}
		w.term = w.term || string(kind) == "word" && utf8.RuneCount(form) >= 2
		w.count++
		if w.last != p.unit {
			w.last = p.unit
			w.units++
		}
		for i, m := range v.mask[section] {
			w.cells[i] |= m
		}
	}
	chars := utf8.RuneCount(ch.Columns[4].Text(row, 0))
	aligned := corpus.Kind(ch.Columns[2].Text(row, 0)).Aligned()
	for _, n := range v.cells[section] {
		c := &p.table[n]
		c.Units++
		c.Tokens += tokens
		c.Chars += chars
		if aligned {
			c.Sentences++
		}
	}
	return nil
}

// finish puts everything together.
func (s *counter) finish(ctx context.Context) (*Stats, error) {
	if s.opt.Only != nil { // documents of which something is left
		documents := map[string]bool{}
		s.out.Versions = 0
		for _, v := range s.versions {
			if slices.Contains(v.used, true) {
				s.out.Versions++
				documents[v.id] = true
			}
		}
		s.out.Documents = len(documents)
	}
	for _, v := range s.versions {
		seen := map[int]bool{}
		for i, is := range v.used {
			for _, n := range v.cells[i] {
				if is && !seen[n] {
					seen[n] = true
					s.table[n].Versions++
				}
			}
		}
	}
	for _, words := range s.words {
		for _, w := range words {
			for i, set := range w.cells {
				for ; set != 0; set &= set - 1 {
					s.table[i*64+bits.TrailingZeros64(set)].Types++
				}
			}
		}
	}
	s.out.Languages = s.table[:len(s.langs)]
	for _, c := range s.table[len(s.langs):] {
		if c.Versions > 0 {
			s.out.By = append(s.out.By, c)
		}
	}
	slices.SortFunc(s.out.By, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(slices.Index(Dimensions, a.Dimension), slices.Index(Dimensions, b.Dimension)),
			cmp.Compare(a.Value, b.Value), cmp.Compare(a.Lang, b.Lang))
	})
	s.out.Terms = map[string][]TermCount{}
	if s.opt.Terms > 0 {
		for i, lang := range s.langs {
			s.out.Terms[lang] = topTerms(s.words[i], s.table[i].Units, s.opt.Terms)
		}
		if err := s.spell(ctx); err != nil {
			return nil, err
		}
	}
	return &s.out, nil
}

// topTerms gives the most frequent words that are no function words.
func topTerms(words map[string]*word, units, n int) []TermCount {
	var terms []TermCount
	for form, w := range words {
		if w.term && float64(w.units) <= tooCommon*float64(units) {
			terms = append(terms, TermCount{Form: form, Count: w.count, Units: w.units})
		}
	}
	slices.SortFunc(terms, func(a, b TermCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Form, b.Form))
	})
	return terms[:min(n, len(terms))]
}

// spelled is how a unit's words are written.
type spelled struct {
	Lang   string `parquet:"lang"`
	Norm   string `parquet:"norm"`
	Tokens []struct {
		Start int32  `parquet:"start"`
		End   int32  `parquet:"end"`
		Form  string `parquet:"form"`
	} `parquet:"tokens,list"`
}

// spellUnits is how many units are read to see how terms are written.
const spellUnits = 50_000

// spell finds how the terms are mostly written. The form stands for a term that
// the first units do not hold.
func (s *counter) spell(ctx context.Context) error {
	seen := map[string]map[string]int{} // language and form → words
	for lang, terms := range s.out.Terms {
		for _, t := range terms {
			seen[lang+" "+t.Form] = map[string]int{}
		}
	}
	units := 0
	for u, err := range store.Rows[spelled](s.corpus, store.TableUnits) {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if units++; units > spellUnits {
			break
		}
		for _, t := range u.Tokens {
			if words := seen[u.Lang+" "+t.Form]; words != nil {
				words[u.Norm[t.Start:t.End]]++
			}
		}
	}
	for lang, terms := range s.out.Terms {
		for i := range terms {
			terms[i].Word = terms[i].Form
			words, most := seen[lang+" "+terms[i].Form], 0
			for _, w := range slices.Sorted(maps.Keys(words)) {
				if words[w] > most {
					terms[i].Word, most = w, words[w]
				}
			}
		}
	}
	return nil
}
