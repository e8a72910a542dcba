package report

import (
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strings"
)

// Evaluation is systems of alignment held against gold. Its JSON form is the
// struct.
type Evaluation struct {
	Title     string   `json:"title"`
	Summary   string   `json:"summary"` // what was scored
	Systems   []string `json:"systems"` // one or two
	Languages []string `json:"languages,omitempty"`
	Documents int      `json:"documents"`
	// Figures are by convention, the first to rank by; Types and Docs are the
	// strict count of the first convention.
	Figures []EvalFigure   `json:"figures"`
	Types   []EvalFigure   `json:"by_type"`
	Docs    []EvalDocument `json:"by_document"`
	Errors  []EvalError    `json:"errors"`
	Left    int            `json:"errors_left_out"`
	Kinds   []EvalKind     `json:"error_kinds"`
	Notes   []string       `json:"notes"`
	Table   string         `json:"markdown"` // for a paper
	Command string         `json:"command"`
	Version string         `json:"version"`
	Seed    uint64         `json:"seed"`
}

// EvalFigure is a count of one or two systems.
type EvalFigure struct {
	Name    string       `json:"name"`
	Count   string       `json:"count,omitempty"` // strict or lax
	Title   string       `json:"title,omitempty"`
	Source  string       `json:"source,omitempty"`
	Known   int          `json:"gold"` // items of the gold
	Systems []EvalSystem `json:"systems"`
	Gain    *EvalGain    `json:"gain,omitempty"` // of the second
}

// EvalSystem is what one system reaches.
type EvalSystem struct {
	Said      int       `json:"said"`
	Precision float64   `json:"precision"`
	Recall    float64   `json:"recall"`
	F1        float64   `json:"f1"`
	Interval  *Interval `json:"f1_interval,omitempty"` // absent with one document
}

// Interval is a range of 95 %.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// EvalGain is the difference of F1.
type EvalGain struct {
	Value    float64   `json:"value"`
	Interval *Interval `json:"interval,omitempty"`
	P        *float64  `json:"p,omitempty"` // two-sided, of the paired bootstrap
}

// EvalDocument is one document.
type EvalDocument struct {
	Name   string    `json:"name"`
	Gold   int       `json:"gold_beads"`
	F1     []float64 `json:"strict_f1"` // by system
	Lax    []float64 `json:"lax_f1"`
	Nulls  []float64 `json:"nulls_f1"`
	Unsaid int       `json:"unsaid_sentences"`
	Errors int       `json:"errors"` // places where the first system differs from the gold
}

// EvalKind counts errors of a kind by system.
type EvalKind struct {
	Kind   string `json:"kind"`
	Counts []int  `json:"counts"`
}

// EvalError is a place where a system differs from the gold.
type EvalError struct {
	Document string       `json:"document"`
	Kind     string       `json:"kind"` // of the first system's error; that of the second's if the first has none
	Source   []EvalLine   `json:"source"`
	Target   []EvalLine   `json:"target"`
	Gold     []string     `json:"gold"`    // beads
	Systems  [][]EvalBead `json:"systems"` // beads by system
}

// EvalLine is a sentence.
type EvalLine struct {
	Number int    `json:"n"` // from 0
	Text   string `json:"text,omitempty"`
}

// EvalBead is a bead of a system.
type EvalBead struct {
	Bead  string `json:"bead"`
	Right bool   `json:"right"`
}

// HTML writes the evaluation as one page.
func (e *Evaluation) HTML(w io.Writer) error {
	return page(w, Frame{
		Title: e.Title + " – tritext", Style: []string{"base.css", "document.css", "report.css"}, Script: []string{"base.js", "evaluation.js"}, Data: e,
	}, "evaluation", e)
}

// evaluationFunctions are the functions of its template.
var evaluationFunctions = template.FuncMap{
	"forest": forest, "gains": gains,
	"frequent": func(types []EvalFigure) []EvalFigure { // those that a figure says something of
		out := slices.Clone(types)
		slices.SortStableFunc(out, func(a, b EvalFigure) int { return b.Known - a.Known })
		return slices.DeleteFunc(out[:min(10, len(out))], func(f EvalFigure) bool { return f.Known == 0 })
	},
	"of": func(x float64, n int) string {
		if n == 0 {
			return "–"
		}
		return digits(x)
	},
	"interval": func(i *Interval) string {
		if i == nil {
			return "–"
		}
		return fmt.Sprintf("%.3f–%.3f", i.Low, i.High)
	},
	"signed": func(g *EvalGain) string {
		if g == nil {
			return ""
		}
		return fmt.Sprintf("%+.3f", g.Value)
	},
	"signedInterval": func(i *Interval) string {
		if i == nil {
			return "–"
		}
		return fmt.Sprintf("%+.3f to %+.3f", i.Low, i.High)
	},
	"pvalue": func(p *float64) string {
		switch {
		case p == nil:
			return "–"
		case *p < .001:
			return "< 0.001"
		}
		return fmt.Sprintf("%.3f", *p)
	},
	"significant": func(g *EvalGain) string {
		switch {
		case g == nil || g.Interval == nil:
			return "With one document nothing can be said of its significance."
		case g.Interval.Low > 0:
			return "The second is better: the interval lies above zero."
		case g.Interval.High < 0:
			return "The second is worse: the interval lies below zero."
		}
		return "The difference is not significant: the interval holds zero."
	},
	"difference": func(x []float64) string {
		if len(x) < 2 {
			return ""
		}
		return fmt.Sprintf("%+.3f", x[1]-x[0])
	},
	"errorsAll": func(e *Evaluation) int { return len(e.Errors) + e.Left },
	"side": func(e *Evaluation, n int) string {
		if n < len(e.Languages) {
			return e.Languages[n]
		}
		return ""
	},
	"list":   func(beads []string) string { return strings.Join(beads, "  ") },
	"letter": func(i int) string { return string(rune('A' + i)) },
}

// forest draws F1 with its interval for every figure and system.
func forest(e *Evaluation, figures []EvalFigure) template.HTML {
	const left, width, step = 170.0, 620.0, 20.0
	rows := 0
	low := 1.0
	for _, f := range figures {
		rows += len(f.Systems)
		for _, s := range f.Systems {
			low = min(low, s.F1)
			if s.Interval != nil {
				low = min(low, s.Interval.Low)
			}
		}
	}
	if rows == 0 {
		return ""
	}
	low = math.Floor(low*10) / 10
	if low == 1 {
		low = .9
	}
	gap := 8.0
	height := step*float64(rows) + gap*float64(len(figures)) + 26
	x := func(v float64) float64 { return left + (v-low)/(1-low)*(width-left-60) }
	d := draw(width, height, fmt.Sprintf("F1 of %d figures with intervals of 95 %%; the first is %.3f", len(figures), figures[0].Systems[0].F1))
	for k := 0; ; k++ {
		v := low + float64(k)*(1-low)/5
		if v > 1.0001 {
			break
		}
		d.add(`<path d="M%.1f 4V%.1f" class="grid"/>`, x(v), height-20)
		d.text(x(v), height-6, "middle", "axis", fmt.Sprintf("%.2f", v))
	}
	y := 4.0
	for _, f := range figures {
		d.text(left-10, y+14, "end", "axis", strings.TrimSpace(f.Name+" "+f.Count))
		for k, s := range f.Systems {
			colour := []string{"--accent", "--null"}[k%2]
			if s.Interval != nil {
				d.add(`<path d="M%.1f %.1fH%.1f" stroke="var(%s)" stroke-width="3" opacity=".45" fill="none"/>`, x(s.Interval.Low), y+10, x(s.Interval.High), colour)
			}
			if k == 0 {
				d.add(`<circle cx="%.1f" cy="%.1f" r="5" fill="var(%s)"/>`, x(s.F1), y+10, colour)
			} else {
				d.add(`<rect x="%.1f" y="%.1f" width="9" height="9" fill="var(%s)"/>`, x(s.F1)-4.5, y+5.5, colour)
			}
			d.text(width-4, y+14, "end", "axis", fmt.Sprintf("%.3f", s.F1))
			y += step
		}
		y += gap
	}
	return d.html()
}

// gains draws the difference of the two systems with its interval.
func gains(e *Evaluation) template.HTML {
	const left, width, step = 170.0, 620.0, 24.0
	most := .005
	rows := 0
	for _, f := range e.Figures {
		if f.Gain != nil {
			rows++
			most = max(most, math.Abs(f.Gain.Value))
			if f.Gain.Interval != nil {
				most = max(most, math.Abs(f.Gain.Interval.Low), math.Abs(f.Gain.Interval.High))
			}
		}
	}
	if rows == 0 {
		return ""
	}
	height := step*float64(rows) + 26
	x := func(v float64) float64 { return left + (v+most)/(2*most)*(width-left-70) }
	d := draw(width, height, fmt.Sprintf("Difference of F1 of the two systems; the first is %+.3f", e.Figures[0].Gain.Value))
	for _, v := range []float64{-most, 0, most} {
		d.add(`<path d="M%.1f 4V%.1f" class="grid"%s/>`, x(v), height-20, map[bool]string{true: ` style="stroke: var(--ink)"`}[v == 0])
		d.text(x(v), height-6, "middle", "axis", fmt.Sprintf("%+.3f", v))
	}
	y := 2.0
	for _, f := range e.Figures {
		g := f.Gain
		if g == nil {
			continue
		}
		colour := "--muted"
		if g.Interval != nil {
			switch {
			case g.Interval.Low > 0:
				colour = "--good"
			case g.Interval.High < 0:
				colour = "--bad"
			}
			d.add(`<path d="M%.1f %.1fH%.1f" stroke="var(%s)" stroke-width="3" opacity=".5" fill="none"/>`, x(g.Interval.Low), y+12, x(g.Interval.High), colour)
		}
		d.add(`<circle cx="%.1f" cy="%.1f" r="5" fill="var(%s)"/>`, x(g.Value), y+12, colour)
		d.text(left-10, y+16, "end", "axis", strings.TrimSpace(f.Name+" "+f.Count))
		d.text(width-4, y+16, "end", "axis", fmt.Sprintf("%+.3f", g.Value))
		y += step
	}
	return d.html()
}
