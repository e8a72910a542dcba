package report

import (
	"html/template"
	"io"
	"maps"
	"slices"
)

// HTML writes the report as one page.
func (r *Report) HTML(w io.Writer) error {
	return page(w, Frame{
		Title: "Report on " + r.Recipe.Corpus + " – tritext",
		Style: []string{"base.css", "document.css", "report.css"}, Script: []string{"base.js", "report.js"}, Data: r,
	}, "report", r)
}

// text is a text of a sample with its language.
type text struct{ Lang, Text string }

// charts are the functions of the report's template.
var charts = template.FuncMap{
	"balance": balanceChart, "typeBars": func(p Pair) template.HTML { return typeBars(&p) },
	"histogram": func(t Tally, what string) template.HTML { return histogram(&t, what) },
	"hexbin":    func(p Pair, index int) template.HTML { return hexbin(&p, index) }, "nullChart": nullChart,
	"reliability": func(c Calibration) template.HTML { return reliability(&c) }, "strip": func(t Tally) template.HTML { return strip(&t) }, "share": part,
	"kindRows": kindRows,
	"balanceChars": func(l Language) []int {
		b := l.Balance
		return []int{b.Total.Chars, b.Aligned.Chars, b.Null.Chars, b.Apart.Chars, b.Removed.Chars}
	},
	"pair":       func(p Pair) string { return nameOf(p.Source) + " – " + nameOf(p.Target) },
	"pairTotal":  func(p Pair) int { return p.Beads + p.Nulls },
	"consistent": func(c Cycle) float64 { return part(c.Agree, c.Units) },
	"alone":      func(c Cycle) float64 { return part(c.AloneAgree, c.AloneUnits) },
	"texts": func(r *Report, texts []string) []text {
		var out []text
		for i, t := range texts {
			if i < len(r.Columns) {
				out = append(out, text{r.Columns[i], t})
			}
		}
		return out
	},
	"examples": func(m map[string]string) []text {
		var out []text
		for _, lang := range slices.SortedFunc(maps.Keys(m), byOrder) {
			out = append(out, text{lang, m[lang]})
		}
		return out
	},
	"breakdowns": func(r *Report) []breakdown {
		all := []breakdown{
			{"section", "By type of section", r.Sections}, {"direction", "By original language of the section", r.Directions},
			{"type", "By type of document", r.Types}, {"year", "By year of the document", r.Years},
		}
		if len(r.Splits) > 0 {
			all = append(all, breakdown{"split", "By split", r.Splits})
		}
		return all
	},
	"args":  func(a ...any) []any { return a },
	"first": func(n int, d []Document) []Document { return d[:min(n, len(d))] },
	"spark": func(s string) template.HTML {
		if s == "" {
			return ""
		}
		d := draw(float64(4*len(s)), 20, "")
		for i, c := range s {
			h := float64(c-'0')*1.8 + 2
			d.add(`<rect x="%d" y="%.1f" width="3" height="%.1f" fill="var(%s)"/>`, 4*i, 20-h, h, map[bool]string{true: "--bad", false: "--accent"}[c < '5'])
		}
		return d.html()
	},
	"hasPages": func(r *Report) bool {
		return slices.ContainsFunc(r.Documents, func(d Document) bool { return d.Page != "" })
	},
	"sum":   func(c Counts) int { return c.Trilingual + c.Bilingual },
	"meter": func(a, b int) float64 { return 100 * part(a, b) },
}

// breakdown is confidences by a property of the groups.
type breakdown struct {
	Name, Title string
	Tallies     []Tally
}

// kindRow is the counts of one kind of units, a cell a language.
type kindRow struct {
	Kind  string
	Cells []Kind
}

// kindRows puts the kinds of all languages side by side, in the order in which
// the first language that has them does.
func kindRows(languages []Language) []kindRow {
	var rows []kindRow
	at := map[string]int{}
	for i, l := range languages {
		for _, k := range l.Kinds {
			n, seen := at[k.Kind]
			if !seen {
				n = len(rows)
				at[k.Kind] = n
				rows = append(rows, kindRow{Kind: k.Kind, Cells: make([]Kind, len(languages))})
			}
			rows[n].Cells[i] = k
		}
	}
	return rows
}
