package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align/eval"
	"tritext/corpus/report"
)

// placesShown is how many places where systems differ from the gold a page
// shows: about 2 MB.
const placesShown = 1000

// page writes the page of an evaluation: everything that is counted, whatever
// the other flags ask for.
func (r *evaluation) page(c *cli.Context, path string) error {
	all := *r
	all.Figures, all.Types, all.ByDocument = nil, nil, nil
	all.count(eval.Conventions)
	e := &report.Evaluation{
		Title: "Alignment against gold", Summary: all.summary(), Systems: []string{r.Test}, Languages: pairLanguages(r.Pair, r.Gold),
		Documents: all.Documents, Notes: all.notes(), Table: all.paper(), Command: evalLine(c), Version: release, Seed: r.bootstrap.Seed,
	}
	if r.Compare != "" {
		e.Systems = append(e.Systems, r.Compare)
	}
	for _, conv := range eval.Conventions {
		for _, k := range []struct {
			name string
			of   func(eval.Counts) eval.Measure
		}{{"strict", conv.Strict}, {"lax", conv.Lax}} {
			if k.of == nil {
				continue
			}
			f := r.figure(k.of)
			f.Name, f.Title, f.Source = conv.Name, conv.Title, conv.Source
			if conv.Lax != nil {
				f.Count = k.name
			}
			e.Figures = append(e.Figures, f)
		}
	}
	for _, t := range r.types() {
		f := r.figure(func(c eval.Counts) eval.Measure { return measureOf(c, t) })
		f.Name, f.Gain = t.String(), nil
		e.Types = append(e.Types, f)
	}
	r.errors(e)
	if err := writeFile(path, e.HTML); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	logger(c).Info(path + " written")
	return nil
}

// systems are the counts of the documents by system.
func (r *evaluation) systems() [][]eval.Counts {
	all := make([][]eval.Counts, 1)
	if r.Compare != "" {
		all = make([][]eval.Counts, 2)
	}
	for _, d := range r.docs {
		all[0] = append(all[0], d.one)
		if len(all) > 1 {
			all[1] = append(all[1], d.two)
		}
	}
	return all
}

// figure counts one measure of all systems.
func (r *evaluation) figure(of func(eval.Counts) eval.Measure) report.EvalFigure {
	var f report.EvalFigure
	systems := r.systems()
	for _, docs := range systems {
		m := eval.Measure{}
		for _, d := range docs {
			m = m.Add(of(d))
		}
		f.Known = m.Known
		f.Systems = append(f.Systems, report.EvalSystem{
			Said: m.Said, Precision: m.Precision(), Recall: m.Recall(), F1: m.F1(), Interval: rangeOf(r.bootstrap.F1(docs, of)),
		})
	}
	if len(systems) > 1 {
		d := r.bootstrap.Difference(systems[0], systems[1], of)
		f.Gain = &report.EvalGain{Value: d.Value, Interval: rangeOf(d)}
		if !math.IsNaN(d.Above) && d.Low != d.High {
			p := min(1, 2*min(d.Above, 1-d.Above))
			f.Gain.P = &p
		}
	}
	return f
}

func rangeOf(i eval.Interval) *report.Interval {
	if math.IsNaN(i.Low) {
		return nil
	}
	return &report.Interval{Low: i.Low, High: i.High}
}

// types are the types of the beads of gold and systems.
func (r *evaluation) types() (all []eval.Type) {
	for _, docs := range r.systems() {
		for _, t := range eval.Sum(docs).Types {
			all = append(all, t.Type)
		}
	}
	slices.SortFunc(all, eval.Type.Compare)
	return slices.Compact(all)
}

func measureOf(c eval.Counts, t eval.Type) eval.Measure {
	for _, m := range c.Types {
		if m.Type == t {
			return m.Measure
		}
	}
	return eval.Measure{}
}

// errors fills the documents and the places where systems differ from the gold.
func (r *evaluation) errors(e *report.Evaluation) {
	counts := make([]map[string]int, len(e.Systems))
	for i := range counts {
		counts[i] = map[string]int{}
	}
	type found struct {
		doc   int
		place eval.Place
		kind  string
	}
	var all []found
	for n := range r.docs {
		d := &r.docs[n]
		line := report.EvalDocument{
			Name: d.name, Gold: d.one.WithNulls.Known, F1: []float64{d.one.F1()}, Lax: []float64{d.one.Lax.F1()}, Nulls: []float64{d.one.Nulls.F1()}, Unsaid: d.one.Unsaid,
		}
		tests := [][]eval.Bead{d.beadsOne}
		if len(e.Systems) > 1 {
			line.F1, line.Lax, line.Nulls = append(line.F1, d.two.F1()), append(line.Lax, d.two.Lax.F1()), append(line.Nulls, d.two.Nulls.F1())
			tests = append(tests, d.beadsTwo)
		}
		for _, p := range eval.Places(d.gold, tests...) {
			f := found{n, p, eval.NoError}
			for i := range tests {
				kind := p.Kind(i)
				if kind == eval.NoError {
					continue
				}
				counts[i][kind]++
				if f.kind == eval.NoError {
					f.kind = kind
				}
				if i == 0 {
					line.Errors++
				}
			}
			all = append(all, f)
		}
		e.Docs = append(e.Docs, line)
	}
	for _, kind := range eval.Kinds {
		k := report.EvalKind{Kind: kind}
		any := 0
		for i := range counts {
			k.Counts = append(k.Counts, counts[i][kind])
			any += counts[i][kind]
		}
		if any > 0 {
			e.Kinds = append(e.Kinds, k)
		}
	}
	if left := len(all) - placesShown; left > 0 {
		e.Left = left
		draw := rand.New(rand.NewPCG(r.bootstrap.Seed, uint64(len(all)))).Perm(len(all))[:placesShown]
		slices.Sort(draw)
		for i, n := range draw {
			all[i] = all[n]
		}
		all = all[:placesShown]
	}
	texts := goldTexts{languages: e.Languages}
	e.Errors = []report.EvalError{}
	for _, f := range all {
		d := &r.docs[f.doc]
		texts.read(d)
		x := report.EvalError{Document: d.name, Kind: f.kind, Source: texts.of(0, f.place.Source), Target: texts.of(1, f.place.Target)}
		for _, b := range f.place.Gold {
			x.Gold = append(x.Gold, b.String())
		}
		for i, test := range f.place.Tests {
			beads := []report.EvalBead{}
			for k, b := range test {
				beads = append(beads, report.EvalBead{Bead: b.String(), Right: f.place.Right[i][k]})
			}
			x.Systems = append(x.Systems, beads)
		}
		e.Errors = append(e.Errors, x)
	}
}

// goldTexts are the sentences beside a file of gold: DOC.zh and DOC.en of
// DOC.zh-en.gold; of a document without them, numbers have to do.
type goldTexts struct {
	languages []string
	doc       *document
	lines     [2][]string
}

func (t *goldTexts) read(d *document) {
	if t.doc == d {
		return
	}
	t.doc, t.lines = d, [2][]string{}
	if len(t.languages) != 2 {
		return
	}
	stem := strings.TrimSuffix(d.path, "."+t.languages[0]+"-"+t.languages[1]+goldSuffix)
	for i, lang := range t.languages {
		if b, err := os.ReadFile(stem + "." + lang); err == nil {
			t.lines[i] = strings.Split(strings.ToValidUTF8(string(b), "\ufffd"), "\n")
		}
	}
}

// of gives sentences of a side.
func (t *goldTexts) of(side int, numbers []int) []report.EvalLine {
	out := []report.EvalLine{}
	for _, n := range numbers {
		line := report.EvalLine{Number: n}
		if n < len(t.lines[side]) {
			line.Text = strings.TrimSuffix(t.lines[side][n], "\r")
		}
		out = append(out, line)
	}
	return out
}

// pairLanguages gives the languages of a pair, or of the name of a file of gold
// such as DOC.zh-en.gold; nil if it does not tell.
func pairLanguages(pair, gold string) []string {
	if pair == "" {
		stem, is := strings.CutSuffix(filepath.Base(gold), goldSuffix)
		if !is {
			return nil
		}
		pair = stem[strings.LastIndexByte(stem, '.')+1:]
	}
	source, target, ok := strings.Cut(pair, "-")
	if !ok || source == "" || target == "" {
		return nil
	}
	return []string{source, target}
}

// paper is the table for a paper: precision, recall and F1 by convention.
func (r *evaluation) paper() string {
	var b strings.Builder
	b.WriteString("| convention | count | system | precision | recall | F1 | 95 % of F1 |\n|---|---|---|--:|--:|--:|---|\n")
	names := []string{filepath.Base(filepath.Clean(r.Test)), filepath.Base(filepath.Clean(r.Compare))}
	for _, conv := range eval.Conventions {
		for _, k := range []struct {
			name string
			of   func(eval.Counts) eval.Measure
		}{{"strict", conv.Strict}, {"lax", conv.Lax}} {
			if k.of == nil {
				continue
			}
			f := r.figure(k.of)
			for i, s := range f.Systems {
				in := "–"
				if s.Interval != nil {
					in = fmt.Sprintf("%.3f–%.3f", s.Interval.Low, s.Interval.High)
				}
				fmt.Fprintf(&b, "| %s | %s | %s | %.3f | %.3f | %.3f | %s |\n", conv.Name, k.name, strings.ReplaceAll(names[i], "|", `\|`), s.Precision, s.Recall, s.F1, in)
			}
			if g := f.Gain; g != nil && g.Interval != nil {
				fmt.Fprintf(&b, "| %s | %s | difference | | | %+.3f | %+.3f to %+.3f |\n", conv.Name, k.name, g.Value, g.Interval.Low, g.Interval.High)
			}
		}
	}
	return b.String()
}

// evalLine is the command that makes the page again.
func evalLine(c *cli.Context) string {
	line := "tritext eval"
	for _, name := range []string{"batch", "pair", "coarse", "compare", "seed", "report"} {
		switch {
		case !c.IsSet(name):
		case name == "batch" || name == "coarse":
			line += " --" + name
		default:
			line += fmt.Sprintf(" --%s %v", name, c.Value(name))
		}
	}
	return line + " " + strings.Join(c.Args().Slice(), " ")
}
