package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// Options of a report. The zero value is good.
type Options struct {
	Languages []string // columns of Group.Texts, at most three; nil: zh, en, ru
	Seed      uint64   // of every draw
	Rows      int      // documents listed; 0: 2000
	Checks    []Check  // quality checks that the corpus may have scores of
	// Judged are verdicts of people by the id of the group: is it right?
	Judged map[string]bool
}

// Builder gathers facts. First all versions are told, in the order of the
// corpus; then units, beads and groups, each kind in the order of the corpus:
// the three streams may come from three goroutines. Its memory grows with the
// number of documents, by about 300 bytes each.
type Builder struct {
	opt  Options
	docs []*docFacts
	at   map[string]*docFacts

	langs    map[string]*langFacts
	problems map[string]int

	beads  beadFacts
	groups groupFacts
	unitAt unitCursor
}

// docFacts is what is known of a document.
type docFacts struct {
	Document
	sections []string // types by number−1
	units    map[string]int

	aligned, nulls int // units
	sum            float64
	multi          int // groups of two and more languages
}

type langFacts struct {
	Language
	kinds       map[corpus.Kind]*Kind
	along, null [bins]int
}

const (
	rowsDefault = 2000
	sparkLength = 32
	alarmsKept  = 6   // of a document
	textKept    = 400 // characters of a sample
	titleKept   = 120 // characters of a title
)

// NewBuilder begins a report.
func NewBuilder(opt Options) *Builder {
	if opt.Languages == nil {
		opt.Languages = order
	}
	if len(opt.Languages) > 3 {
		panic("report: more than three languages")
	}
	if opt.Rows <= 0 {
		opt.Rows = rowsDefault
	}
	b := &Builder{opt: opt, at: map[string]*docFacts{}, langs: map[string]*langFacts{}, problems: map[string]int{}}
	b.beads.pairs = map[[2]string]*pairFacts{}
	b.groups.init(opt)
	return b
}

// Version tells of a language version of a document.
func (b *Builder) Version(v *Version) {
	d := b.at[v.Doc]
	if d == nil {
		d = &docFacts{units: map[string]int{}}
		d.ID = v.Doc
		b.at[v.Doc] = d
		b.docs = append(b.docs, d)
	}
	d.Languages = append(d.Languages, v.Lang)
	d.units[v.Lang] = v.Units
	d.Problems += len(v.Problems)
	if d.Title == "" || v.Lang == "en" && v.Title != "" {
		d.Title = cut(v.Title, titleKept)
	}
	d.Type = cmp.Or(d.Type, v.Type)
	if len(d.Symbols) == 0 {
		d.Symbols = v.Symbols
	}
	if y, err := strconv.Atoi(v.Date[:min(4, len(v.Date))]); err == nil && d.Year == 0 {
		d.Year = y
	}
	if len(v.Sections) > len(d.sections) {
		d.sections = nil
		for _, s := range v.Sections {
			d.sections = append(d.sections, s.Type)
		}
	}
	for _, p := range v.Problems {
		b.problems[p.Stage+": "+p.What]++
	}
	l := b.langs[v.Lang]
	if l == nil {
		l = &langFacts{kinds: map[corpus.Kind]*Kind{}}
		l.Lang, l.Name = v.Lang, nameOf(v.Lang)
		b.langs[v.Lang] = l
	}
	l.Versions++
	l.Units += v.Units
	l.Balance.Add(v.Balance)
}

// unitCursor knows where in a version the stream of units stands.
type unitCursor struct {
	doc  *docFacts
	lang *langFacts
	n    int
}

// Unit tells of a unit; all units of a version follow each other.
func (b *Builder) Unit(u *Unit) {
	c := &b.unitAt
	if c.doc == nil || c.doc.ID != u.Doc || c.lang.Lang != u.Lang {
		*c = unitCursor{b.at[u.Doc], b.langs[u.Lang], 0}
		if c.doc == nil || c.lang == nil { // of no document that we were told of
			c.doc = nil
			return
		}
	}
	l := c.lang
	k := l.kinds[u.Kind]
	if k == nil {
		k = &Kind{Kind: string(u.Kind), Apart: !u.Kind.Aligned()}
		l.kinds[u.Kind] = k
	}
	k.Units++
	if u.Reads != "" {
		l.Reads++
	}
	place := binOf(float64(c.n) / float64(max(1, c.doc.units[u.Lang])))
	c.n++
	if k.Apart || len(c.doc.Languages) < 2 {
		return
	}
	l.along[place]++
	c.doc.aligned++
	if !u.Partnered {
		k.Null++
		l.null[place]++
		c.doc.nulls++
	}
}

// Beyond is what the facts do not hold: the manifest of the corpus does.
type Beyond struct {
	Recipe   Recipe
	Cycle    Cycle
	SetAside []Aside
	Aside    int // files set aside, of which SetAside tells the first
}

// Report makes the report of all that was told.
func (b *Builder) Report(also Beyond) *Report {
	recipe := also.Recipe
	b.groups.endDocument()
	r := &Report{Recipe: recipe, Columns: b.opt.Languages, Documents: []Document{}, Calibration: calibrate(b.groups.judged)}
	r.Recipe.Seed = b.opt.Seed
	r.Counts.Documents = len(b.docs)
	for _, lang := range slices.SortedFunc(maps.Keys(b.langs), byOrder) {
		l := b.langs[lang]
		for i := range bins {
			if l.along[i] > 0 {
				l.NullAlong[i] = round(float64(l.null[i])/float64(l.along[i]), 4)
			}
		}
		for _, k := range slices.Sorted(maps.Keys(l.kinds)) {
			l.Kinds = append(l.Kinds, *l.kinds[k])
		}
		slices.SortStableFunc(l.Kinds, func(x, y Kind) int { return cmp.Compare(y.Units, x.Units) })
		r.Languages = append(r.Languages, l.Language)
		r.Counts.Versions += l.Versions
		r.Counts.Units += l.Units
	}
	b.beads.report(r)
	b.groups.report(r)
	for i := range r.Pairs {
		p := &r.Pairs[i]
		r.Counts.Beads += p.Beads + p.Nulls
	}
	for what, n := range b.problems {
		r.Problems = append(r.Problems, Count{cut(what, textKept), n})
	}
	slices.SortFunc(r.Problems, func(x, y Count) int { return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.What, y.What)) })
	r.Problems = r.Problems[:min(len(r.Problems), 30)]
	r.Cycle, r.SetAside, r.Counts.SetAside = also.Cycle, also.SetAside, also.Aside
	b.list(r)
	r.conclude()
	return r
}

// list fills the list of documents.
func (b *Builder) list(r *Report) {
	for _, d := range b.docs {
		if d.multi > 0 {
			d.Mean, d.Wrong = round(d.sum/float64(d.multi), 4), round(float64(d.multi)-d.sum, 2)
		}
		if d.aligned > 0 {
			d.Null = round(float64(d.nulls)/float64(d.aligned), 4)
		}
		slices.SortFunc(d.Languages, byOrder)
	}
	docs := slices.Clone(b.docs)
	slices.SortStableFunc(docs, func(x, y *docFacts) int {
		return cmp.Or(cmp.Compare(y.worry(), x.worry()), cmp.Compare(x.ID, y.ID))
	})
	if left := len(docs) - b.opt.Rows; left > 0 {
		r.Left = left
		worst := b.opt.Rows / 2
		kept := docs[:worst:worst]
		for _, i := range pick(len(docs)-worst, b.opt.Rows-worst, b.opt.Seed) {
			kept = append(kept, docs[worst+i])
		}
		docs = kept
	}
	for _, d := range docs {
		r.Documents = append(r.Documents, d.Document)
	}
}

// worry orders the documents: how much in them is expected to be wrong, the
// stretches under alarm counted twice, in a document of its length.
func (d *docFacts) worry() float64 {
	w := d.Wrong
	for _, a := range d.Alarms {
		w += a.Weight
	}
	return w + float64(d.Low)/2 + float64(d.nulls)/4 + float64(d.Problems)/100 - math.Sqrt(float64(d.multi))*.01
}

// sparkOf draws confidences along a document: the mean of each of up to 32
// stretches as a digit.
func sparkOf(c []float32) string {
	n := min(sparkLength, len(c))
	var s strings.Builder
	for i := range n {
		from, to := i*len(c)/n, (i+1)*len(c)/n
		sum := 0.0
		for _, x := range c[from:to] {
			sum += float64(x)
		}
		fmt.Fprint(&s, min(9, int(10*sum/float64(to-from))))
	}
	return s.String()
}
