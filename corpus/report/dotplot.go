package report

import (
	"fmt"
	"html/template"
	"strings"

	"tritext/corpus"
)

// dotPlot draws where the beads of two versions lie: a dot a link of units, the
// first version from left to right, the second from top to bottom; lines where
// sections begin, ticks at the edge for units without a partner.
func dotPlot(f *corpus.Family, source, target string) (ViewPlot, bool) {
	const size, pad = 300.0, 18.0
	s, t := f.Version(source), f.Version(target)
	if s == nil || t == nil || len(s.Units) == 0 || len(t.Units) == 0 {
		return ViewPlot{}, false
	}
	across, wides := ranks(s)
	down, highs := ranks(t)
	x := func(u int) float64 { return pad + (float64(across[u])+.5)/float64(wides)*(size-pad-4) }
	y := func(u int) float64 { return pad + (float64(down[u])+.5)/float64(highs)*(size-pad-4) }
	var dots [3]strings.Builder // by level
	var lone strings.Builder
	beads, nulls, low := 0, 0, 0
	for i := range f.Beads {
		b := &f.Beads[i]
		xs, ys := b.SourceUnits, b.TargetUnits
		switch {
		case b.Source == target && b.Target == source:
			xs, ys = ys, xs
		case b.Source != source || b.Target != target:
			continue
		}
		for _, u := range xs {
			if len(ys) == 0 {
				fmt.Fprintf(&lone, "M%.1f %.1fv5", x(u), pad-5)
				nulls++
			}
			for _, w := range ys {
				n := map[string]int{"high": 0, "mid": 1, "low": 2}[level(b.Confidence)]
				fmt.Fprintf(&dots[n], "M%.1f %.1fh0", x(u), y(w))
			}
		}
		for _, w := range ys {
			if len(xs) == 0 {
				fmt.Fprintf(&lone, "M%.1f %.1fh5", pad-5, y(w))
				nulls++
			}
		}
		if len(xs) > 0 && len(ys) > 0 {
			beads++
			if b.Confidence < lowConfidence {
				low++
			}
		}
	}
	if beads+nulls == 0 {
		return ViewPlot{}, false
	}
	wide := max(1.6, min(4, 420/float64(max(wides, highs))))
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg viewBox="0 0 %g %g" role="img" aria-label="Path of the alignment of %s and %s: %d beads, %d of low confidence, %d sentences without a partner">`,
		size, size, nameOf(source), nameOf(target), beads, low, nulls)
	fmt.Fprintf(&svg, `<rect x="%g" y="%g" width="%g" height="%g" fill="var(--panel)" stroke="var(--line)"/>`, pad, pad, size-pad-4, size-pad-4)
	border := func(d *corpus.Document, line func(at int) string) {
		for i, section := range d.Sections {
			if i == 0 || section.First < 0 {
				continue
			}
			for u := range d.Units {
				if d.Units[u].Section == i && d.Units[u].Kind.Aligned() {
					svg.WriteString(line(u))
					break
				}
			}
		}
	}
	border(s, func(u int) string {
		at := x(u) - .5/float64(wides)*(size-pad-4)
		return fmt.Sprintf(`<path d="M%.1f %gV%g" stroke="var(--muted)" stroke-dasharray="3 3" fill="none"/>`, at, pad, size-4)
	})
	border(t, func(u int) string {
		at := y(u) - .5/float64(highs)*(size-pad-4)
		return fmt.Sprintf(`<path d="M%g %.1fH%g" stroke="var(--muted)" stroke-dasharray="3 3" fill="none"/>`, pad, at, size-4)
	})
	for n, colour := range []string{"--accent", "--warn", "--bad"} {
		if dots[n].Len() > 0 {
			fmt.Fprintf(&svg, `<path d="%s" stroke="var(%s)" stroke-width="%.1f" stroke-linecap="round" fill="none"/>`, dots[n].String(), colour, wide+float64(n)*.6)
		}
	}
	if lone.Len() > 0 {
		fmt.Fprintf(&svg, `<path d="%s" stroke="var(--null)" stroke-width="1.6" fill="none"/>`, lone.String())
	}
	fmt.Fprintf(&svg, `<text x="%g" y="9" font-size="10" fill="var(--muted)">%s, %d units to align →</text>`, pad, nameOf(source), wides)
	fmt.Fprintf(&svg, `<text transform="translate(9 %g) rotate(90)" font-size="10" fill="var(--muted)">%s, %d units to align →</text></svg>`, pad, nameOf(target), highs)
	return ViewPlot{source, target, template.HTML(svg.String())}, true // numbers and names of languages only
}

// ranks gives each unit its place among those that take part in alignment.
func ranks(d *corpus.Document) (rank []int, n int) {
	rank = make([]int, len(d.Units))
	for u := range d.Units {
		rank[u] = n
		if d.Units[u].Kind.Aligned() {
			n++
		}
	}
	return rank, max(1, n)
}
