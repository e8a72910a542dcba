package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"tritext/align"
	"tritext/align/lexicon"
	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/corpus/ingest/pdf"
	"tritext/corpus/undoc"
	"tritext/segment"
	"tritext/segment/lang"
)

// PairOptions of Pair; the zero value is a good default but for Inputs.
type PairOptions struct {
	Inputs    []string // files, folders, globs, archives
	Jobs      int      // documents read at a time; 0: one a processor
	ModelFile string   // of a translation model in place of the one inside
	// Least is the least confidence of a pair that is proposed, 0 to 1; 0: .5.
	Least float64
	// Office converts DOC, RTF and ODT; nil: such files are set aside.
	Office *ingest.Office
	PDF    *pdf.Engine // reads PDF files; nil: one is made with its defaults
}

// Pairing is what Pair proposes.
type Pairing struct {
	Documents []Proposed // in the order of their ids
	Alone     []PairedFile
	Problems  []corpus.Problem
}

// Proposed is versions that may be of one document.
type Proposed struct {
	ID    string
	Files []PairedFile // in the order of their languages
}

// PairedFile is one version.
type PairedFile struct {
	Path       string  // slash-separated
	Lang       string  // ISO 639-1
	Confidence float64 // probability, 0 to 1, that it belongs to the others; of a file alone, of the best candidate
	Reason     string  // what speaks for it
}

// pairBytes is how much of a document is looked at.
const pairBytes = 128 << 10

// Pair finds out which documents translate each other: those that names, symbols
// and mastheads join, and of the rest those whose content does. What is wrong with
// a file is among the Problems; the error tells of inputs that do not exist.
func Pair(ctx context.Context, opt PairOptions, tell func(done, total int)) (*Pairing, error) {
	if opt.PDF == nil {
		opt.PDF = pdf.New(pdf.Options{})
		defer opt.PDF.Close()
	}
	plan, err := ingest.Discover(opt.Inputs, ingest.Options{Peek: undoc.Peek, Detect: lang.Detect, PDF: opt.PDF, Office: opt.Office})
	if err != nil {
		return nil, err
	}
	model, err := lexicon.Load(opt.ModelFile)
	if err != nil {
		return nil, err
	}
	if opt.Least == 0 {
		opt.Least = .5
	}
	if opt.Jobs <= 0 {
		opt.Jobs = Options{}.withDefaults().Jobs
	}
	out := &Pairing{Problems: plan.Problems}
	p := &pairer{Pairing: out, least: opt.Least}
	for _, c := range plan.Collections {
		out.Problems = append(out.Problems, corpus.Problem{Stage: "pipeline", Path: c.Path, What: "left out: a collection says itself what belongs together"})
	}
	type item struct {
		file   ingest.File
		family int
	}
	var items []item
	for k, f := range plan.Families {
		for _, file := range f.Files {
			if file.Member != "" {
				out.Problems = append(out.Problems, corpus.Problem{Stage: "pipeline", Path: file.Name(), What: "left out: a manifest names files, no members of archives"})
				continue
			}
			items = append(items, item{file, k})
		}
	}
	if tell != nil {
		tell(0, len(items))
	}
	type read struct {
		item
		bag
		err error
	}
	done := 0
	err = ordered(ctx, opt.Jobs, slices.Values(items), func(ctx context.Context, it item) (read, error) {
		d, err := ingest.Read(ctx, it.file, ingest.ReadOptions{Detect: lang.Detect, PDF: opt.PDF, Office: opt.Office})
		if err != nil {
			return read{item: it, err: err}, nil
		}
		return read{item: it, bag: bagOf(d)}, nil
	}, func(r read) error {
		if done++; tell != nil {
			tell(done, len(items))
		}
		if r.err != nil {
			p.Problems = append(p.Problems, problemOf(r.file, r.err))
			return nil
		}
		p.bags = append(p.bags, r.bag)
		p.files = append(p.files, r.file)
		p.family = append(p.family, r.item.family)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []match
	for _, pair := range align.Pairs(len(languages), 0) {
		source, target := languages[pair[0]], languages[pair[1]]
		lex, err := model.Pair(source, target)
		if err != nil {
			return nil, err
		}
		all = append(all, matches(p.bags, source, target, lex)...)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	p.join(all)
	p.propose(plan)
	return out, nil
}

// bagOf tells what a document holds.
func bagOf(d *corpus.Document) bag {
	text := d.Raw
	if len(text) > pairBytes {
		text = strings.ToValidUTF8(text[:pairBytes], "")
	}
	b := bag{lang: d.Lang, words: map[string]int{}, exact: map[string]int{}, latin: map[string]int{}, length: segment.Length(d.Raw)}
	if symbols, _ := undoc.Peek(text); len(symbols) > 0 {
		b.symbol = symbols[0]
	}
	language, ok := lang.ByCode(d.Lang)
	if !ok {
		return b
	}
	last := ""
	for line := range strings.Lines(text) {
		tokens := language.Tokens(line)
		for _, a := range segment.Anchors(nil, tokens) {
			b.exact[a]++
		}
		for _, t := range tokens {
			switch {
			case t.Form == "":
			case t.Kind == segment.Word:
				b.words[t.Form]++
			case t.Kind == segment.Number:
				if len(t.Form) > 1 {
					b.exact[t.Form]++
				}
				if last != "" && (len(t.Form) > 1 || len(last) > 1) {
					b.exact[last+" "+t.Form]++
				}
				last = t.Form
			case t.Kind == segment.Symbol:
				b.exact[t.Form]++
			case t.Kind == segment.Latin && len(t.Form) > 1:
				b.latin[t.Form]++
			}
		}
	}
	return b
}

// pairer joins documents to families.
type pairer struct {
	*Pairing
	least  float64
	bags   []bag
	files  []ingest.File
	family []int // by file, its family in the plan
	parent []int
	by     []*match // the match by which a file came to its family, nil for those that names joined
	best   []*match // of files that stay alone: the best match that was not taken
}

func (p *pairer) root(n int) int {
	for p.parent[n] != n {
		n = p.parent[n]
	}
	return n
}

// join joins the likeliest first, one of each language.
func (p *pairer) join(all []match) {
	n := len(p.files)
	p.parent, p.by, p.best = make([]int, n), make([]*match, n), make([]*match, n)
	langs := make([]map[string]bool, n)
	first := map[int]int{} // family → its first file
	for i := range n {
		p.parent[i] = i
		langs[i] = map[string]bool{p.files[i].Lang: true, p.bags[i].lang: true}
		delete(langs[i], "")
		if f, known := first[p.family[i]]; known {
			p.parent[i] = f
			langs[f][p.bags[i].lang] = true
		} else {
			first[p.family[i]] = i
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(-cmp.Compare(a.p, b.p), -cmp.Compare(a.score, b.score), cmp.Compare(a.source, b.source), cmp.Compare(a.target, b.target))
	})
	for i := range all {
		m := &all[i]
		a, b := p.root(m.source), p.root(m.target)
		if a == b {
			continue
		}
		clash := false
		for l := range langs[b] {
			clash = clash || langs[a][l]
		}
		if clash || m.p < p.least {
			for _, k := range []int{m.source, m.target} {
				if p.best[k] == nil {
					p.best[k] = m
				}
			}
			continue
		}
		p.parent[b] = a
		for l := range langs[b] {
			langs[a][l] = true
		}
		for _, k := range []int{m.source, m.target} {
			if p.by[k] == nil {
				p.by[k] = m
			}
		}
	}
}

// propose writes the families.
func (p *pairer) propose(plan *ingest.Plan) {
	members := map[int][]int{}
	var roots []int
	for i := range p.files {
		r := p.root(i)
		if members[r] == nil {
			roots = append(roots, r)
		}
		members[r] = append(members[r], i)
	}
	taken := map[string]bool{}
	for _, r := range roots {
		list := members[r]
		slices.SortFunc(list, func(a, b int) int { return cmp.Compare(p.bags[a].lang, p.bags[b].lang) })
		if len(list) == 1 {
			f := p.files[list[0]]
			alone := PairedFile{Path: f.Path, Lang: p.bags[list[0]].lang, Reason: "no candidate"}
			if m := p.best[list[0]]; m != nil {
				other := m.source
				if other == list[0] {
					other = m.target
				}
				alone.Confidence, alone.Reason = m.p, "best candidate: "+p.files[other].Path
			}
			p.Alone = append(p.Alone, alone)
			continue
		}
		one := Proposed{ID: p.name(list, plan)}
		for n := 2; taken[one.ID]; n++ {
			one.ID = fmt.Sprintf("%s~%d", p.name(list, plan), n)
		}
		taken[one.ID] = true
		for _, i := range list {
			f := PairedFile{Path: p.files[i].Path, Lang: p.bags[i].lang, Confidence: 1, Reason: "by name"}
			switch m := p.by[i]; {
			case m != nil && p.bags[m.source].symbol != "" && p.bags[m.source].symbol == p.bags[m.target].symbol:
				f.Confidence, f.Reason = m.p, "the same symbol "+p.bags[m.source].symbol
			case m != nil:
				f.Confidence = m.p
				f.Reason = fmt.Sprintf("content: likeness %.2f, next best %.2f, %.0f %% of numbers, dates and names", m.score, max(m.rival, 0), 100*m.exact)
			case p.files[i].Why == "symbol":
				f.Reason = "the same symbol " + p.files[i].Symbol
			}
			f.Confidence = math.Round(f.Confidence*1000) / 1000
			one.Files = append(one.Files, f)
		}
		p.Documents = append(p.Documents, one)
	}
	slices.SortFunc(p.Documents, func(a, b Proposed) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Alone, func(a, b PairedFile) int { return cmp.Compare(a.Path, b.Path) })
}

// name makes the id of a family: of the plan if that joined some of it, else the
// symbol of its masthead, else the name of its first file.
func (p *pairer) name(list []int, plan *ingest.Plan) string {
	for _, i := range list {
		if f := &plan.Families[p.family[i]]; len(f.Files) > 1 {
			return f.ID
		}
	}
	for _, i := range list {
		if p.bags[i].symbol != "" {
			return p.bags[i].symbol
		}
	}
	if id := plan.Families[p.family[list[0]]].ID; id != "" {
		return id
	}
	return strings.TrimSuffix(path.Base(p.files[list[0]].Path), path.Ext(p.files[list[0]].Path))
}
