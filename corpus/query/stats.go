package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// Stats says how much there is of what in a corpus.
type Stats struct {
	Documents int                    `json:"documents"` // all language versions of one together
	Versions  int                    `json:"versions"`
	Groups    GroupCounts            `json:"groups"`
	Pairs     []PairCounts           `json:"pairs"`     // by pair of languages
	Languages []Cell                 `json:"languages"` // each language as a whole
	By        []Cell                 `json:"by"`        // by dimension, value and language
	Terms     map[string][]TermCount `json:"terms"`     // by language, the most frequent first
}

// GroupCounts counts groups.
type GroupCounts struct {
	All        int            `json:"all"`
	ByLangs    [4]int         `json:"by_languages"`  // index: number of languages
	Flags      map[string]int `json:"flags"`         // groups that have the flag
	Types      map[string]int `json:"types"`         // units in en, ru and zh: "1-1-2"
	Formulas   float64        `json:"formula_share"` // share of the groups of two languages and more with the flag "formula", 0 to 1
	Confidence float64        `json:"confidence"`    // mean over those groups: their expected precision
}

// PairCounts counts the beads of two languages.
type PairCounts struct {
	Pair       string         `json:"pair"` // "zh-en"
	Beads      int            `json:"beads"`
	Types      map[string]int `json:"types"`      // "1-2" → beads
	Confidence float64        `json:"confidence"` // mean: the expected share of beads that are exactly right
}

// Cell counts the text of one language for one value of a dimension.
type Cell struct {
	Dimension string `json:"dimension,omitempty"` // see Dimensions; "" for a language as a whole
	Value     string `json:"value,omitempty"`     // "?" if not known
	Lang      string `json:"lang"`
	Versions  int    `json:"versions"` // documents that have such text
	Units     int    `json:"units"`
	Sentences int    `json:"sentences"` // units that take part in alignment
	Tokens    int    `json:"tokens"`    // words, numbers, symbols, Latin words
	Types     int    `json:"types"`     // different forms of tokens (stems; Chinese words)
	Chars     int    `json:"chars"`     // code points of the normalised text
}

// TermCount is a word with how often it stands.
type TermCount struct {
	Form  string `json:"form"`  // stem, Chinese word
	Word  string `json:"word"`  // how it is mostly written, in a part of the corpus
	Count int    `json:"count"` // times
	Units int    `json:"units"` // in so many units
}

// Dimensions are what Stats counts by.
var Dimensions = []string{"section", "type", "direction", "year", "split"}

// FlagFormula is the flag of groups that hold a formula.
const FlagFormula = "formula"

// StatsOptions of GetStats. The zero value is good.
type StatsOptions struct {
	Terms   int // how many terms of each language; 0: none
	Workers int // row groups that are looked at at a time; 0: 1
	// Only is the part of the corpus that counts: groups, their beads and their
	// units; nil: all, units without a group too.
	Only *Chosen
}

// tooCommon is the share of the units of a language above which a word is taken
// for a function word and left out of the terms.
const tooCommon = .05

// GetStats counts a corpus. Its columns are scanned once; memory grows with the
// number of documents and of different words.
func GetStats(ctx context.Context, c *store.Corpus, opt StatsOptions) (*Stats, error) {
	opt.Workers = max(1, opt.Workers)
	s := &counter{corpus: c, opt: opt}
	for _, step := range []func(context.Context) error{s.documents, s.groups, s.cells, s.units, s.beads} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return s.finish(ctx)
}

// counter is one run of GetStats.
type counter struct {
	corpus *store.Corpus
	opt    StatsOptions
	out    Stats

	versions []*version
	byKey    map[string]*version // "doc\x00lang"
	docs     map[string]*docCounts
	table    []Cell             // all cells
	cellOf   map[string]int     // dimension, value, language → place in table
	words    []map[string]*word // by language
	langs    []string
}

// version is what the documents table tells of a language version.
type version struct {
	id, lang, kind, year string
	sections             []string   // type of each
	directions           []string   // original language of each
	cells                [][]int    // by section: the cells that its units count in
	used                 []bool     // by section: it has units
	mask                 [][]uint64 // by section: the cells as bits
}

type docCounts struct{ split string }

// word is one form of a language.
type word struct {
	count, units int
	last         int      // unit that it was last seen in
	term         bool     // a word that may be a term: no number, symbol or single letter
	cells        []uint64 // bits of the cells in which it stands
}

type documentKey struct {
	ID       string `parquet:"id"`
	Lang     string `parquet:"lang"`
	Type     string `parquet:"type"`
	Date     string `parquet:"date"`
	Sections []struct {
		Type     string   `parquet:"type"`
		Original []string `parquet:"orig_lang,list"`
	} `parquet:"sections,list"`
}

// known gives "?" for what is not known.
func known(s string) string {
	if s == "" {
		return "?"
	}
	return s
}

// documents reads what the table of documents tells.
func (s *counter) documents(context.Context) error {
	s.byKey, s.docs = map[string]*version{}, map[string]*docCounts{}
	for r, err := range store.Rows[documentKey](s.corpus, store.TableDocuments) {
		if err != nil {
			return err
		}
		if s.docs[r.ID] == nil {
			s.docs[r.ID] = &docCounts{}
		}
		v := &version{id: r.ID, lang: r.Lang, kind: known(r.Type), year: "?"}
		if len(r.Date) >= 4 {
			v.year = r.Date[:4]
		}
		for _, x := range r.Sections {
			v.sections = append(v.sections, known(x.Type))
			v.directions = append(v.directions, known(strings.Join(x.Original, "+")))
		}
		s.versions = append(s.versions, v)
		s.byKey[r.ID+"\x00"+r.Lang] = v
		if !slices.Contains(s.langs, r.Lang) {
			s.langs = append(s.langs, r.Lang)
		}
	}
	slices.Sort(s.langs)
	s.out.Documents, s.out.Versions = len(s.docs), len(s.versions)
	return nil
}

// groups counts groups and finds the split of every document.
func (s *counter) groups(ctx context.Context) error {
	type part struct {
		GroupCounts
		sum      float64
		formulas int
		splits   map[string]string
	}
	parts := make([]part, s.opt.Workers)
	for i := range parts {
		parts[i] = part{GroupCounts: GroupCounts{Flags: map[string]int{}, Types: map[string]int{}}, splits: map[string]string{}}
	}
	err := s.corpus.Scan(ctx, store.TableParallel, []string{"doc_id", "type", "flags", "confidence", "split"}, s.opt.Workers,
		func(worker int, ch *store.Chunk) error {
			p := &parts[worker]
			for row := range ch.Rows {
				doc := ch.Columns[0].Text(row, 0)
				if !s.opt.Only.group(ch.First + row) {
					continue
				}
				p.All++
				kind := string(ch.Columns[1].Text(row, 0))
				p.Types[kind]++
				langs := 0
				for _, n := range strings.Split(kind, "-") {
					if n != "0" {
						langs++
					}
				}
				if langs < len(p.ByLangs) {
					p.ByLangs[langs]++
				}
				formula := false
				for k := range ch.Columns[2].Len(row) {
					flag := string(ch.Columns[2].Text(row, k))
					p.Flags[flag]++
					formula = formula || flag == FlagFormula
				}
				if langs > 1 {
					p.sum += ch.Columns[3].Number(row, 0)
					if formula {
						p.formulas++
					}
				}
				if split := ch.Columns[4].Text(row, 0); len(split) > 0 && p.splits[string(doc)] == "" {
					p.splits[string(doc)] = string(split)
				}
			}
			return nil
		})
	if err != nil {
		return err
	}
	g := &s.out.Groups
	g.Flags, g.Types = map[string]int{}, map[string]int{}
	formulas := 0
	for _, p := range parts {
		g.All += p.All
		for i, n := range p.ByLangs {
			g.ByLangs[i] += n
		}
		addCounts(g.Flags, p.Flags)
		addCounts(g.Types, p.Types)
		g.Confidence += p.sum
		formulas += p.formulas
		for doc, split := range p.splits {
			if d := s.docs[doc]; d != nil {
				d.split = split
			}
		}
	}
	if n := g.ByLangs[2] + g.ByLangs[3]; n > 0 {
		g.Confidence /= float64(n)
		g.Formulas = float64(formulas) / float64(n)
	}
	return nil
}

func addCounts(to, from map[string]int) {
	for k, n := range from {
		to[k] += n
	}
}

// cells lays out the cells and says which of them each section counts in.
func (s *counter) cells(context.Context) error {
	s.cellOf = map[string]int{}
	cell := func(dimension, value, lang string) int {
		key := dimension + "\x00" + value + "\x00" + lang
		n, ok := s.cellOf[key]
		if !ok {
			n = len(s.table)
			s.cellOf[key] = n
			s.table = append(s.table, Cell{Dimension: dimension, Value: value, Lang: lang})
		}
		return n
	}
	for _, lang := range s.langs {
		cell("", "", lang) // the first cells are the languages as a whole
	}
	for _, v := range s.versions {
		sections, directions := v.sections, v.directions
		if len(sections) == 0 {
			sections, directions = []string{"?"}, []string{"?"}
		}
		for i := range sections {
			v.cells = append(v.cells, []int{
				cell("", "", v.lang), cell("section", sections[i], v.lang), cell("type", v.kind, v.lang),
				cell("direction", directions[i], v.lang), cell("year", v.year, v.lang), cell("split", known(s.docs[v.id].split), v.lang),
			})
		}
		v.used = make([]bool, len(v.cells))
	}
	for _, v := range s.versions {
		for _, cells := range v.cells {
			mask := make([]uint64, (len(s.table)+63)/64)
			for _, n := range cells {
				mask[n/64] |= 1 << (n % 64)
			}
			v.mask = append(v.mask, mask)
		}
	}
	return nil
}

// beads counts beads by pair.
func (s *counter) beads(ctx context.Context) error {
	parts := make([]map[string]*PairCounts, s.opt.Workers)
	for i := range parts {
		parts[i] = map[string]*PairCounts{}
	}
	err := s.corpus.Scan(ctx, store.TableBeads, []string{"id", "source_lang", "target_lang", "type", "confidence"}, s.opt.Workers,
		func(worker int, ch *store.Chunk) error {
			for row := range ch.Rows {
				if !s.opt.Only.bead(ch.Columns[0].Text(row, 0)) {
					continue
				}
				pair := string(ch.Columns[1].Text(row, 0)) + "-" + string(ch.Columns[2].Text(row, 0))
				p := parts[worker][pair]
				if p == nil {
					p = &PairCounts{Pair: pair, Types: map[string]int{}}
					parts[worker][pair] = p
				}
				p.Beads++
				p.Types[string(ch.Columns[3].Text(row, 0))]++
				p.Confidence += ch.Columns[4].Number(row, 0)
			}
			return nil
		})
	if err != nil {
		return err
	}
	all := map[string]*PairCounts{}
	for _, part := range parts {
		for pair, p := range part {
			if all[pair] == nil {
				all[pair] = &PairCounts{Pair: pair, Types: map[string]int{}}
			}
			all[pair].Beads += p.Beads
			all[pair].Confidence += p.Confidence
			addCounts(all[pair].Types, p.Types)
		}
	}
	for _, p := range all {
		p.Confidence /= float64(p.Beads)
		s.out.Pairs = append(s.out.Pairs, *p)
	}
	slices.SortFunc(s.out.Pairs, func(a, b PairCounts) int { return cmp.Compare(a.Pair, b.Pair) })
	return nil
}
