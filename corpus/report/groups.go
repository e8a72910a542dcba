package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// groupFacts gathers groups.
type groupFacts struct {
	opt      Options
	counts   Counts
	all      Tally
	sections tallies
	origins  tallies
	types    tallies
	years    tallies
	splits   tallies
	ratios   map[[2]int]*ratios
	flags    map[string]*flagFacts
	checked  bool
	byLevel  [5]sample[Sample]
	repeats  repeats
	terms    sample[[]string]
	judged   []judgement
	doc      *docFacts
	steps    []step
	along    []float32
}

type flagFacts struct {
	groups, scored int
	samples        sample[Sample]
}

const (
	samplesOfFlag  = 4
	samplesOfLevel = 4
	termGroups     = 6_000 // groups that terms are looked for in
)

func (f *groupFacts) init(opt Options) {
	f.opt = opt
	f.sections, f.origins, f.types, f.years, f.splits = tallies{}, tallies{}, tallies{}, tallies{}, tallies{}
	f.ratios, f.flags = map[[2]int]*ratios{}, map[string]*flagFacts{}
	for i := range f.byLevel {
		f.byLevel[i] = sample[Sample]{most: samplesOfLevel, seed: opt.Seed + uint64(i)}
	}
	f.terms = sample[[]string]{most: termGroups, seed: opt.Seed}
	for a := range opt.Languages {
		for b := a + 1; b < len(opt.Languages); b++ {
			f.ratios[[2]int{a, b}] = newRatios()
		}
	}
	f.repeats.init(len(opt.Languages))
}

// Group tells of a group.
func (b *Builder) Group(g *Group) {
	f := &b.groups
	if f.doc == nil || f.doc.ID != g.Doc {
		f.endDocument()
		f.doc = b.at[g.Doc]
		if f.doc == nil {
			return
		}
	}
	d := f.doc
	d.Groups++
	f.counts.Groups++
	if g.Relay {
		f.counts.Relay++
	}
	n := g.Languages()
	switch {
	case n < 2:
		f.counts.Monolingual++
	case n == 2:
		f.counts.Bilingual++
	default:
		f.counts.Trilingual++
	}
	f.flagged(g)
	if n < 2 {
		return
	}
	d.multi++
	d.sum += g.Confidence
	if g.Confidence < lowConfidence {
		d.Low++
	}
	if doubts(g.Flags) {
		d.Flags++
	}
	f.all.add(g.Confidence)
	if right, yes := f.opt.Judged[g.ID]; yes {
		f.judged = append(f.judged, judgement{g.Confidence, right})
	}
	section := "not known"
	if g.Section >= 1 && g.Section <= len(d.sections) {
		section = cmp.Or(d.sections[g.Section-1], section)
	}
	f.sections.of(section).add(g.Confidence)
	f.origins.of(cmp.Or(codes(g.Original), "not known")).add(g.Confidence)
	f.types.of(cmp.Or(d.Type, "not known")).add(g.Confidence)
	year := "not known"
	if d.Year > 0 {
		year = strconv.Itoa(d.Year)
	}
	f.years.of(year).add(g.Confidence)
	if g.Split != "" {
		f.splits.of(g.Split).add(g.Confidence)
	}
	f.lengths(g)
	level := &f.byLevel[min(4, int(g.Confidence*5))]
	if lot, yes := level.wants(g.ID); yes {
		level.put(lot, g.ID, sampleOf(g))
	}
	f.repeats.add(g)
	if lot, yes := f.terms.wants(g.ID); yes && f.terms.most > 0 {
		texts := make([]string, len(g.Texts))
		for i, t := range g.Texts {
			texts[i] = strings.Clone(t)
		}
		f.terms.put(lot, g.ID, texts)
	}
}

// lengths takes the lengths and anchors of a group.
func (f *groupFacts) lengths(g *Group) {
	s := step{confidence: g.Confidence, slip: slices.Contains(g.Flags, "slip")}
	if i := strings.LastIndex(g.ID, "#g"); i >= 0 {
		s.number, _ = strconv.Atoi(g.ID[i+2:])
	}
	for i, t := range g.Texts {
		if t != "" {
			s.lengths[i], s.anchors[i] = chars(t), anchorsOf(t)
		}
	}
	f.steps = append(f.steps, s)
	f.along = append(f.along, float32(g.Confidence))
	for pair, r := range f.ratios {
		if a, b := s.lengths[pair[0]], s.lengths[pair[1]]; a > 0 && b > 0 {
			r.add(g.ID, a, b, func() []string { return textsOf(g) })
		}
	}
}

func textsOf(g *Group) []string {
	out := make([]string, len(g.Texts))
	for i, t := range g.Texts {
		out[i] = strings.Clone(cut(t, textKept)) // the row's memory is not held
	}
	return out
}

func sampleOf(g *Group) Sample {
	return Sample{ID: g.ID, Confidence: round(g.Confidence, 4), Flags: g.Flags, Texts: textsOf(g)}
}

// flagged counts flags and checks.
func (f *groupFacts) flagged(g *Group) {
	of := func(name string) *flagFacts {
		x := f.flags[name]
		if x == nil {
			x = &flagFacts{samples: sample[Sample]{most: samplesOfFlag, seed: f.opt.Seed}}
			f.flags[name] = x
		}
		return x
	}
	for _, name := range g.Flags {
		x := of(name)
		x.groups++
		if lot, yes := x.samples.wants(g.ID); yes {
			x.samples.put(lot, g.ID, sampleOf(g))
		}
	}
	for i := range g.Checks {
		f.checked = true
		if g.Checks[i].Score > 0 {
			of(g.Checks[i].Name).scored++
		}
	}
}

// endDocument closes the document that the groups were of.
func (f *groupFacts) endDocument() {
	if f.doc != nil {
		f.doc.Spark = sparkOf(f.along)
		f.doc.Alarms = alarms(f.steps, f.opt.Languages)
		if len(f.doc.Alarms) > alarmsKept {
			f.doc.Alarms = f.doc.Alarms[:alarmsKept:alarmsKept]
		}
	}
	f.doc, f.steps, f.along = nil, f.steps[:0], f.along[:0]
}

// report fills what the groups tell.
func (f *groupFacts) report(r *Report) {
	c := &r.Counts
	c.Groups, c.Trilingual, c.Bilingual, c.Monolingual, c.Relay = f.counts.Groups, f.counts.Trilingual, f.counts.Bilingual, f.counts.Monolingual, f.counts.Relay
	r.Confidence = f.all
	r.Sections, r.Directions, r.Types, r.Splits = f.sections.sorted(), f.origins.sorted(), f.types.sorted(), f.splits.sorted()
	r.Years = f.years.sorted()
	slices.SortFunc(r.Years, func(a, b Tally) int { return cmp.Compare(a.Key, b.Key) })
	for pair, x := range f.ratios {
		s, t := f.opt.Languages[pair[0]], f.opt.Languages[pair[1]]
		for i := range r.Pairs {
			if p := &r.Pairs[i]; p.Source == s && p.Target == t || p.Source == t && p.Target == s {
				p.Ratio = x.figures()
			}
		}
	}
	known := map[string]bool{}
	fill := func(checks []Check) (out []Flagged) {
		for _, check := range checks {
			known[check.Name] = true
			x := Flagged{Check: check}
			if y := f.flags[check.Name]; y != nil {
				x.Groups, x.Scored, x.Samples = y.groups, y.scored, y.samples.all()
			}
			out = append(out, x)
		}
		return out
	}
	r.Flags, r.Checks, r.Checked = fill(alignmentFlags), fill(f.opt.Checks), f.checked
	for _, name := range sortedKeys(f.flags) { // of a program that knows more than we
		if y := f.flags[name]; !known[name] {
			r.Flags = append(r.Flags, Flagged{Check: Check{Name: name, Title: name}, Groups: y.groups, Scored: y.scored, Samples: y.samples.all()})
		}
	}
	slices.SortStableFunc(r.Checks, func(a, b Flagged) int { return cmp.Compare(b.Groups, a.Groups) })
	for i := range f.byLevel {
		r.Samples = append(r.Samples, f.byLevel[i].all()...)
	}
	r.Repeats = f.repeats.figures(f.all.N)
	r.Terms = terms(f.terms.all(), f.opt.Languages)
}
