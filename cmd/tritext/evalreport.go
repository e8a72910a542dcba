package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"tritext/align/eval"
)

// evaluation is the report of tritext eval; its JSON form is the struct.
type evaluation struct {
	Gold    string `json:"gold"`
	Test    string `json:"test"`
	Compare string `json:"compare,omitempty"`
	Pair    string `json:"pair,omitempty"`
	Coarse  bool   `json:"coarse"`

	Documents int `json:"documents"`
	GoldBeads int `json:"gold_beads"`
	TestBeads int `json:"test_beads"`
	// Unsaid is how many sentences of the gold stand in no bead of the test.
	Unsaid     int          `json:"unsaid_sentences"`
	Figures    []figure     `json:"figures"`
	Types      []typeFigure `json:"types,omitempty"`
	ByDocument []docFigure  `json:"by_document,omitempty"`
	Faults     []string     `json:"faults,omitempty"`

	docs      []document
	faulty    int // documents with a fault
	bootstrap eval.Bootstrap
	keep      bool // the beads of the documents, for a page
}

// figure is one line of the report: a convention's strict or lax count.
type figure struct {
	Convention string  `json:"convention"`
	Count      string  `json:"count,omitempty"` // "strict" or "lax" where the convention has both
	Title      string  `json:"title"`
	Source     string  `json:"source"`
	Precision  float64 `json:"precision"`
	Recall     float64 `json:"recall"`
	F1         float64 `json:"f1"`
	Right      int     `json:"right"`
	Said       int     `json:"said"`
	Found      int     `json:"found"`
	Known      int     `json:"known"`
	// Interval of F1 at 95 %, absent with one document.
	Interval *interval `json:"f1_interval,omitempty"`
	// Gain of the second system, of --compare.
	Gain *gain `json:"gain,omitempty"`
}

type interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

type gain struct {
	F1       float64   `json:"f1"`
	Value    float64   `json:"difference"`
	Interval *interval `json:"interval,omitempty"`
	Better   *float64  `json:"share_of_draws_better,omitempty"`
}

type typeFigure struct {
	Type      string  `json:"type"`
	Known     int     `json:"gold"`
	Found     int     `json:"found"`
	Recall    float64 `json:"recall"`
	Said      int     `json:"test"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
}

type docFigure struct {
	Document string  `json:"document"`
	Known    int     `json:"gold_beads"`
	Strict   float64 `json:"strict_f1"`
	Lax      float64 `json:"lax_f1"`
	Nulls    float64 `json:"nulls_f1"`
	Unsaid   int     `json:"unsaid_sentences"`
	Gain     float64 `json:"gain,omitempty"` // of the strict F1
}

// count fills the figures from the documents.
func (r *evaluation) count(conventions []eval.Convention) {
	var one, two []eval.Counts
	for _, d := range r.docs {
		one, two = append(one, d.one), append(two, d.two)
	}
	sum := eval.Sum(one)
	r.Documents, r.Unsaid = sum.Documents, sum.Unsaid
	for _, c := range conventions {
		counts := []struct {
			name string
			of   func(eval.Counts) eval.Measure
		}{{"strict", c.Strict}, {"lax", c.Lax}}
		if c.Lax == nil {
			counts[0].name, counts = "", counts[:1]
		}
		for _, k := range counts {
			m := k.of(sum)
			f := figure{
				Convention: c.Name, Count: k.name, Title: c.Title, Source: c.Source,
				Precision: m.Precision(), Recall: m.Recall(), F1: m.F1(),
				Right: m.Right, Said: m.Said, Found: m.Found, Known: m.Known,
				Interval: spread(r.bootstrap.F1(one, k.of)),
			}
			if r.Compare != "" {
				d := r.bootstrap.Difference(one, two, k.of)
				f.Gain = &gain{F1: k.of(eval.Sum(two)).F1(), Value: d.Value, Interval: spread(d)}
				if !math.IsNaN(d.Above) {
					f.Gain.Better = &d.Above
				}
			}
			r.Figures = append(r.Figures, f)
		}
	}
	for _, t := range sum.Types {
		r.GoldBeads += t.Known
		r.TestBeads += t.Said
		r.Types = append(r.Types, typeFigure{t.Type.String(), t.Known, t.Found, t.Recall(), t.Said, t.Right, t.Precision()})
	}
	for _, d := range r.docs {
		f := docFigure{Document: d.name, Known: d.one.WithNulls.Known, Strict: d.one.F1(), Lax: d.one.Lax.F1(), Nulls: d.one.Nulls.F1(), Unsaid: d.one.Unsaid}
		if r.Compare != "" {
			f.Gain = d.two.F1() - d.one.F1()
		}
		r.ByDocument = append(r.ByDocument, f)
	}
}

func spread(i eval.Interval) *interval {
	if math.IsNaN(i.Low) {
		return nil
	}
	return &interval{i.Low, i.High}
}

func (r *evaluation) write(w io.Writer, format string) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	case "md":
		return r.markdown(w)
	default:
		return r.text(w)
	}
}

// table is the heads and the lines of a table, all cells ready to print.
type table struct {
	head  []string
	lines [][]string
}

func (r *evaluation) tables() []table {
	main := table{head: []string{"convention", "count", "precision", "recall", "F1"}}
	if r.Documents > 1 {
		main.head = append(main.head, "95 % of F1")
	}
	if r.Compare != "" {
		main.head = append(main.head, "F1 of second", "gain")
		if r.Documents > 1 {
			main.head = append(main.head, "95 % of gain", "better in")
		}
	}
	main.head = append(main.head, "what is counted")
	for _, f := range r.Figures {
		line := []string{f.Convention, f.Count, share(f.Precision, f.Said), share(f.Recall, f.Known), digits(f.F1)}
		if r.Documents > 1 {
			line = append(line, f.Interval.String())
		}
		if g := f.Gain; g != nil {
			line = append(line, digits(g.F1), fmt.Sprintf("%+.3f", g.Value))
			if r.Documents > 1 {
				line = append(line, fmt.Sprintf("%+.3f to %+.3f", g.Interval.Low, g.Interval.High), fmt.Sprintf("%.0f %%", 100**g.Better))
			}
		}
		main.lines = append(main.lines, append(line, f.Title))
	}
	all := []table{main}
	if r.Types != nil {
		t := table{head: []string{"type", "in gold", "found", "recall", "in test", "right", "precision"}}
		for _, f := range r.Types {
			t.lines = append(t.lines, []string{f.Type, fmt.Sprint(f.Known), fmt.Sprint(f.Found), share(f.Recall, f.Known), fmt.Sprint(f.Said), fmt.Sprint(f.Right), share(f.Precision, f.Said)})
		}
		all = append(all, t)
	}
	if r.ByDocument != nil {
		t := table{head: []string{"document", "gold beads", "strict F1", "lax F1", "nulls F1", "unsaid"}}
		if r.Compare != "" {
			t.head = append(t.head, "gain")
		}
		for _, f := range r.ByDocument {
			line := []string{f.Document, fmt.Sprint(f.Known), digits(f.Strict), digits(f.Lax), digits(f.Nulls), fmt.Sprint(f.Unsaid)}
			if r.Compare != "" {
				line = append(line, fmt.Sprintf("%+.3f", f.Gain))
			}
			t.lines = append(t.lines, line)
		}
		all = append(all, t)
	}
	return all
}

// summary says what was scored, and notes say how to read the numbers.
func (r *evaluation) summary() string {
	what := fmt.Sprintf("%d documents", r.Documents)
	if r.Documents == 1 {
		what = r.docs[0].name
	}
	if r.Pair != "" {
		what += ", " + r.Pair
	}
	return fmt.Sprintf("%s: %d gold beads, %d test beads", what, r.GoldBeads, r.TestBeads)
}

func (r *evaluation) notes() []string {
	notes := []string{"Precision: of what the test says, so much is right. Recall: of what the gold knows, so much was found. F1: their harmonic mean."}
	if r.Coarse {
		notes = append(notes, "Coarse: neighbouring test beads inside one gold bead were joined before counting.")
	}
	if r.Documents > 1 {
		notes = append(notes, fmt.Sprintf("95 %%: bootstrap over the %d documents, seed %d.", r.Documents, r.bootstrap.Seed))
	}
	if r.Compare != "" {
		notes = append(notes, "Gain: "+r.Compare+" minus "+r.Test+".")
	}
	if r.Unsaid > 0 {
		notes = append(notes, fmt.Sprintf("%d sentences of the gold stand in no bead of the test; vecalign's convention does not punish that where they have no partner.", r.Unsaid))
	}
	return notes
}

func (r *evaluation) text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s\n", r.summary())
	for _, tab := range r.tables() {
		fmt.Fprintf(t, "\n%s\n", strings.Join(tab.head, "\t"))
		for _, line := range tab.lines {
			fmt.Fprintln(t, strings.Join(line, "\t"))
		}
	}
	fmt.Fprintln(t)
	for _, n := range r.notes() {
		fmt.Fprintln(t, n)
	}
	return t.Flush()
}

func (r *evaluation) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.summary())
	for _, tab := range r.tables() {
		fmt.Fprintf(&b, "\n| %s |\n|%s\n", strings.Join(tab.head, " | "), strings.Repeat("---|", len(tab.head)))
		for _, line := range tab.lines {
			for _, cell := range line {
				b.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
			}
			b.WriteString("|\n")
		}
	}
	fmt.Fprintln(&b)
	for _, n := range r.notes() {
		fmt.Fprintf(&b, "- %s\n", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String writes the interval as tables have it.
func (i *interval) String() string {
	if i == nil {
		return "-"
	}
	return digits(i.Low) + " to " + digits(i.High)
}

// digits writes a share of 1 as the literature does, to the third decimal.
func digits(x float64) string { return fmt.Sprintf("%.3f", x) }

// share writes a share of n, or a dash where there is nothing to have a share of.
func share(x float64, n int) string {
	if n == 0 {
		return "-"
	}
	return digits(x)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
