package report

import (
	"fmt"
	"strings"
)

// table is a table of the forms for reading without a browser: cells ready to print.
type table struct {
	title string
	head  []string
	lines [][]string
}

// listed is how many documents the forms for reading without a browser list.
const listed = 20

// tables are the report as Text and Markdown tell it.
func (r *Report) tables() (all []table) {
	add := func(t table) {
		if len(t.lines) > 0 {
			all = append(all, t)
		}
	}
	t := table{title: "Where the text went, in characters", head: []string{"language", "versions", "all", "aligned", "no partner", "kept apart", "removed"}}
	for _, l := range r.Languages {
		b := l.Balance
		t.lines = append(t.lines, []string{l.Name, thousands(l.Versions), thousands(b.Total.Chars), percent(part(b.Aligned.Chars, b.Total.Chars)),
			percent(part(b.Null.Chars, b.Total.Chars)), percent(part(b.Apart.Chars, b.Total.Chars)), percent(part(b.Removed.Chars, b.Total.Chars))})
	}
	add(t)
	t = table{title: "Pairs of languages", head: []string{"pair", "beads", "no partner", "expected precision", "expected recall", "below .5", "characters, ratio (95 %)", "types"}}
	for _, p := range r.Pairs {
		var types []string
		for _, x := range p.Types[:min(4, len(p.Types))] {
			types = append(types, x.Type+" "+percent(part(x.N, p.Beads+p.Nulls)))
		}
		t.lines = append(t.lines, []string{p.Source + "-" + p.Target, thousands(p.Beads), thousands(p.Nulls), digits(p.Precision), digits(p.Recall), thousands(p.Confidence.Low),
			fmt.Sprintf("%.2f (%.2f–%.2f)", p.Ratio.Median, p.Ratio.Low, p.Ratio.High), strings.Join(types, ", ")})
	}
	add(t)
	for _, by := range []struct {
		what    string
		tallies []Tally
	}{{"type of section", r.Sections}, {"original language", r.Directions}, {"type of document", r.Types}, {"year", r.Years}, {"split", r.Splits}} {
		if len(by.tallies) < 2 {
			continue
		}
		t = table{title: "Confidence of groups by " + by.what, head: []string{by.what, "groups", "mean", "below .5"}}
		for _, x := range by.tallies {
			t.lines = append(t.lines, []string{x.Key, thousands(x.N), digits(x.Mean), percent(part(x.Low, x.N))})
		}
		add(t)
	}
	t = table{title: "Flags and checks", head: []string{"name", "groups", "share", "what"}}
	for _, f := range append(append([]Flagged{}, r.Flags...), r.Checks...) {
		if f.Groups > 0 {
			t.lines = append(t.lines, []string{f.Name, thousands(f.Groups), percent(part(f.Groups, r.Counts.Groups)), f.Title})
		}
	}
	add(t)
	t = table{title: "Documents, the most doubtful first", head: []string{"document", "groups", "confidence", "expected wrong", "no partner", "flagged", "along it", "alarms"}}
	for _, d := range r.Documents[:min(listed, len(r.Documents))] {
		var said []string
		for _, a := range d.Alarms[:min(2, len(d.Alarms))] {
			said = append(said, a.Kind+" "+a.From+"-"+a.To)
		}
		t.lines = append(t.lines, []string{d.ID, thousands(d.Groups), digits(d.Mean), fmt.Sprintf("%.1f", d.Wrong), percent(d.Null), thousands(d.Flags), bars(d.Spark), strings.Join(said, ", ")})
	}
	add(t)
	t = table{title: "Terms", head: []string{"groups", "term", "renderings"}}
	for _, x := range r.Terms[:min(10, len(r.Terms))] {
		var with []string
		for _, w := range x.With {
			if w.Text != "" {
				with = append(with, w.Text+" "+percent(w.Share))
			}
		}
		t.lines = append(t.lines, []string{thousands(x.Count), x.Text, strings.Join(with, "; ")})
	}
	add(t)
	return all
}

// bars draws a spark with block characters.
func bars(spark string) string {
	blocks := []rune("▁▂▃▄▅▆▇█")
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return ' '
		}
		return blocks[int(r-'0')*(len(blocks)-1)/9]
	}, spark)
}

// headline is the verdict in lines.
func (r *Report) headline() []string {
	c := r.Counts
	lines := []string{
		fmt.Sprintf("%s in %s; %s groups: %s in three languages, %s in two, %s alone", plural(c.Documents, "document"), plural(c.Versions, "language version"),
			thousands(c.Groups), thousands(c.Trilingual), thousands(c.Bilingual), thousands(c.Monolingual)),
		fmt.Sprintf("%s of the running text has a partner; expected precision of the beads %s, recall %s", percent(r.Verdict.Coverage), percent(r.Verdict.Precision), percent(r.Verdict.Recall)),
	}
	if r.Cycle.Units > 0 {
		lines = append(lines, fmt.Sprintf("three languages agree on %s of %s units", percent(part(r.Cycle.Agree, r.Cycle.Units)), thousands(r.Cycle.Units)))
	}
	if j := r.Calibration; j.Judged > 0 {
		lines = append(lines, fmt.Sprintf("of %s judged, %s were right; the confidence expected %s (calibration error %s)", thousands(j.Judged), percent(j.Right), percent(j.Expected), digits(j.Error)))
	}
	if r.Repeats.Groups > 0 {
		lines = append(lines, fmt.Sprintf("%s groups with about %s different texts", thousands(r.Repeats.Groups), thousands(r.Repeats.Distinct)))
	}
	return lines
}
