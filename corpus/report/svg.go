package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// drawing is an SVG under way. What is written into it is numbers, names of our
// own and text by text(), which escapes it.
type drawing struct {
	strings.Builder
	width, height float64
}

// draw begins a picture with a text for those who do not see it.
func draw(width, height float64, label string) *drawing {
	d := &drawing{width: width, height: height}
	fmt.Fprintf(d, `<svg viewBox="0 0 %g %g" role="img" aria-label="%s">`, width, height, template.HTMLEscapeString(label))
	return d
}

func (d *drawing) html() template.HTML {
	d.WriteString("</svg>")
	return template.HTML(d.String())
}

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(d, format, args...) }

// text writes a label; anchor is start, middle or end.
func (d *drawing) text(x, y float64, anchor, class, text string) {
	d.add(`<text x="%.1f" y="%.1f" text-anchor="%s" class="%s">%s</text>`, x, y, anchor, class, template.HTMLEscapeString(text))
}

// title puts a text under the mouse into the element that is open.
func title(text string) string { return "<title>" + template.HTMLEscapeString(text) + "</title>" }

// balanceChart draws where each language's text went.
func balanceChart(r *Report) template.HTML {
	if len(r.Languages) == 0 {
		return ""
	}
	const left, wide, step = 74.0, 520.0, 34.0
	var say []string
	for _, l := range r.Languages {
		b := l.Balance
		say = append(say, fmt.Sprintf("%s: %s aligned, %s without a partner, %s kept apart, %s removed", l.Name, percent(part(b.Aligned.Chars, b.Total.Chars)),
			percent(part(b.Null.Chars, b.Total.Chars)), percent(part(b.Apart.Chars, b.Total.Chars)), percent(part(b.Removed.Chars, b.Total.Chars))))
	}
	d := draw(left+wide+6, step*float64(len(r.Languages))+4, strings.Join(say, ". "))
	for i, l := range r.Languages {
		y, x := step*float64(i)+4, left
		d.text(left-8, y+18, "end", "label "+class(l.Lang), l.Name)
		for _, p := range []struct {
			name  string
			chars int
		}{{"aligned", l.Balance.Aligned.Chars}, {"null", l.Balance.Null.Chars}, {"apart", l.Balance.Apart.Chars}, {"removed", l.Balance.Removed.Chars}} {
			w := part(p.chars, l.Balance.Total.Chars) * wide
			if !(w > 0) {
				continue
			}
			d.add(`<rect x="%.2f" y="%.1f" width="%.2f" height="26" fill="var(--%s)">%s</rect>`, x, y, w, p.name,
				title(fmt.Sprintf("%s, %s: %s characters, %s", l.Name, balanceNames[p.name], thousands(p.chars), percent(w/wide))))
			if w > 60 {
				d.text(x+w/2, y+18, "middle", "on-"+p.name, percent(w/wide))
			}
			x += w
		}
	}
	return d.html()
}

var balanceNames = map[string]string{"aligned": "aligned", "null": "without a partner", "apart": "kept apart by its kind", "removed": "removed"}

func class(lang string) string {
	if _, ok := names[lang]; ok {
		return lang
	}
	return "other"
}

func part(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// histogram draws counts of confidences on a logarithmic scale, so that the few
// doubtful beads can be seen beside the many good ones.
func histogram(t *Tally, what string) template.HTML {
	const w, h, left, bottom = 320.0, 150.0, 40.0, 30.0
	most := 1
	for _, n := range t.Bins {
		most = max(most, n)
	}
	top := math.Ceil(math.Log10(float64(most) + 1))
	y := func(n float64) float64 { return 8 + (h-bottom-8)*(1-math.Log10(n+1)/top) }
	d := draw(w, h, fmt.Sprintf("Confidence of %s %s: %s on average, %s of them below one half", thousands(t.N), what, digits(t.Mean), thousands(t.Low)))
	for e := 0.0; e <= top; e++ {
		n := math.Pow(10, e)
		d.add(`<path d="M%g %.1fH%g" class="grid"/>`, left, y(n-1), w-4)
		if e > 0 || top <= 3 {
			d.text(left-5, y(n-1)+4, "end", "axis", short(n-map[bool]float64{true: 1}[e == 0]))
		}
	}
	for i, n := range t.Bins {
		x, step := left+float64(i)*(w-left-4)/bins, (w-left-4)/bins
		if n > 0 {
			colour := "--accent"
			if i < bins/2 {
				colour = "--bad"
			} else if i < bins*9/10 {
				colour = "--warn"
			}
			d.add(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="var(%s)">%s</rect>`, x+.5, y(float64(n)), step-1, h-bottom-y(float64(n)), colour,
				title(fmt.Sprintf("%.2f to %.2f: %s", float64(i)/bins, float64(i+1)/bins, thousands(n))))
		}
	}
	for _, v := range []float64{0, .25, .5, .75, 1} {
		d.text(left+v*(w-left-4), h-bottom+14, map[bool]string{true: "end", false: "middle"}[v == 1], "axis", fmt.Sprint(v))
	}
	d.text(left+(w-left)/2, h-3, "middle", "axis", "confidence → (count on a logarithmic scale ↑)")
	return d.html()
}

// short writes a large number for an axis: 10k.
func short(x float64) string {
	switch {
	case x >= 1e6:
		return fmt.Sprintf("%gM", x/1e6)
	case x >= 1e3:
		return fmt.Sprintf("%gk", x/1e3)
	}
	return fmt.Sprintf("%g", x)
}

// typeBars draws the types of beads of a pair.
func typeBars(p *Pair) template.HTML {
	const w, left, step = 320.0, 46.0, 19.0
	shown := p.Types[:min(8, len(p.Types))]
	total, most := 0, 1
	for _, t := range p.Types {
		total += t.N
	}
	for _, t := range shown {
		most = max(most, t.N)
	}
	var say []string
	for _, t := range shown {
		say = append(say, fmt.Sprintf("%s %s", t.Type, percent(part(t.N, total))))
	}
	d := draw(w, step*float64(len(shown))+6, "Types of beads: "+strings.Join(say, ", "))
	for i, t := range shown {
		y := step * float64(i)
		long := math.Sqrt(float64(t.N)/float64(most)) * (w - left - 110)
		d.text(left-6, y+15, "end", "axis", t.Type)
		colour := "--accent"
		if strings.HasPrefix(t.Type, "0-") || strings.HasSuffix(t.Type, "-0") {
			colour = "--null"
		}
		d.add(`<rect x="%g" y="%.1f" width="%.1f" height="14" rx="2" fill="var(%s)">%s</rect>`, left, y+4, max(1, long), colour,
			title(fmt.Sprintf("%s: %s beads, confidence %s on average", t.Type, thousands(t.N), digits(t.Mean))))
		d.text(left+max(1, long)+6, y+15, "start", "axis", thousands(t.N)+" · "+percent(part(t.N, total)))
	}
	return d.html()
}

// hexbin draws the density of the lengths of both sides, and the outliers as
// dots that can be clicked.
func hexbin(p *Pair, index int) template.HTML {
	const width, height, left, bottom = 420.0, 330.0, 40.0, 36.0
	f := &p.Ratio
	if f.N == 0 {
		return ""
	}
	lowX, highX, lowY, highY := lengthEnd, 1.0, lengthEnd, 1.0
	for _, h := range f.Hexes {
		lowX, highX, lowY, highY = min(lowX, h.X), max(highX, h.X), min(lowY, h.Y), max(highY, h.Y)
	}
	margin := 2.0 * lengthEnd / hexes
	lowX, highX, lowY, highY = max(-.1, lowX-margin), highX+margin, max(-.1, lowY-margin), highY+margin
	x := func(v float64) float64 { return left + (v-lowX)/(highX-lowX)*(width-left-6) }
	y := func(v float64) float64 { return height - bottom - (v-lowY)/(highY-lowY)*(height-bottom-6) }
	most := 1
	for _, h := range f.Hexes {
		most = max(most, h.N)
	}
	d := draw(width, height, fmt.Sprintf("Lengths of %s and %s in %s groups: %.2f characters of %s for one of %s; %d outliers can be looked at",
		nameOf(p.Source), nameOf(p.Target), thousands(f.N), f.Median, nameOf(p.Target), nameOf(p.Source), len(f.Outliers)))
	for _, n := range []float64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000} {
		if e := math.Log10(n); e >= lowX && e <= highX {
			d.add(`<path d="M%.1f %gV%.1f" class="grid"/>`, x(e), 6.0, height-bottom)
			d.text(x(e), height-bottom+14, "middle", "axis", short(n))
		}
		if e := math.Log10(n); e >= lowY && e <= highY {
			d.add(`<path d="M%g %.1fH%g" class="grid"/>`, left, y(e), width-6)
			d.text(left-5, y(e)+4, "end", "axis", short(n))
		}
	}
	r := lengthEnd / hexes / math.Sqrt(3) * 1.02
	var shades [5]strings.Builder
	for _, h := range f.Hexes {
		s := min(4, int(5*math.Log(float64(h.N)+1)/math.Log(float64(most)+2)))
		for k := range 6 {
			a := math.Pi/6 + float64(k)*math.Pi/3
			fmt.Fprintf(&shades[s], "%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[k == 0], x(h.X+r*math.Cos(a)), y(h.Y+r*math.Sin(a)))
		}
		shades[s].WriteByte('z')
	}
	for s := range shades {
		if shades[s].Len() > 0 {
			d.add(`<path d="%s" fill="var(--accent)" fill-opacity="%.2f"/>`, shades[s].String(), .15+.2*float64(s))
		}
	}
	if f.Median > 0 {
		m := math.Log10(f.Median)
		from, to := max(lowX, lowY-m), min(highX, highY-m)
		d.add(`<path d="M%.1f %.1fL%.1f %.1f" stroke="var(--ink)" stroke-dasharray="5 4" opacity=".6" fill="none"/>`, x(from), y(from+m), x(to), y(to+m))
	}
	for k, o := range f.Outliers {
		d.add(`<circle class="outlier" tabindex="0" role="button" data-pair="%d" data-outlier="%d" cx="%.1f" cy="%.1f" r="4.5" aria-label="Outlier: %d and %d characters">%s</circle>`,
			index, k, x(math.Log10(max(1, float64(o.A)))), y(math.Log10(max(1, float64(o.B)))), o.A, o.B, title(fmt.Sprintf("%d : %d characters – click to read", o.A, o.B)))
	}
	d.text(left+(width-left)/2, height-6, "middle", "axis", nameOf(p.Source)+", characters →")
	d.add(`<text transform="translate(11 %g) rotate(-90)" text-anchor="middle" class="axis">%s, characters →</text>`, (height-bottom)/2, template.HTMLEscapeString(nameOf(p.Target)))
	return d.html()
}

// nullChart draws the share of units without a partner along the documents.
func nullChart(r *Report) template.HTML {
	const w, h, left, bottom = 620.0, 190.0, 46.0, 34.0
	most := .01
	for _, l := range r.Languages {
		for _, v := range l.NullAlong {
			most = max(most, v)
		}
	}
	most = math.Ceil(most*50) / 50
	var say []string
	for _, l := range r.Languages {
		say = append(say, fmt.Sprintf("%s %s at the beginning, %s in the middle, %s at the end", l.Name, percent(l.NullAlong[0]), percent(l.NullAlong[bins/2]), percent(l.NullAlong[bins-1])))
	}
	d := draw(w, h, "Share of units without a partner along the documents: "+strings.Join(say, "; "))
	x := func(i int) float64 { return left + (float64(i)+.5)*(w-left-70)/bins }
	y := func(v float64) float64 { return h - bottom - v/most*(h-bottom-10) }
	for _, v := range []float64{0, most / 2, most} {
		d.add(`<path d="M%g %.1fH%g" class="grid"/>`, left, y(v), w-70)
		d.text(left-5, y(v)+4, "end", "axis", fmt.Sprintf("%.3g %%", 100*v))
	}
	dash := []string{"", "6 3", "2 3"}
	last := map[int]bool{}
	for n, l := range r.Languages {
		var path strings.Builder
		for i, v := range l.NullAlong {
			fmt.Fprintf(&path, "%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[i == 0], x(i), y(v))
		}
		d.add(`<path d="%s" fill="none" stroke="var(--%s)" stroke-width="2" stroke-dasharray="%s"/>`, path.String(), class(l.Lang), dash[n%3])
		at := int(y(l.NullAlong[bins-1]) / 14)
		for last[at] { // labels do not lie upon each other
			at--
		}
		last[at] = true
		d.text(x(bins-1)+10, float64(at)*14+10, "start", "axis "+class(l.Lang), l.Name)
	}
	d.text(left, h-bottom+16, "start", "axis", "beginning of the document")
	d.text(w-70, h-bottom+16, "end", "axis", "end")
	return d.html()
}

// reliability draws how often what was said with a confidence was right.
func reliability(c *Calibration) template.HTML {
	const size, left, bottom = 300.0, 40.0, 34.0
	d := draw(size, size, fmt.Sprintf("Reliability: of %d judged, %s were right and %s were expected to be", c.Judged, percent(c.Right), percent(c.Expected)))
	x := func(v float64) float64 { return left + v*(size-left-8) }
	y := func(v float64) float64 { return size - bottom - v*(size-bottom-8) }
	for _, v := range []float64{0, .25, .5, .75, 1} {
		d.add(`<path d="M%.1f %gV%.1fM%g %.1fH%g" class="grid"/>`, x(v), 8.0, size-bottom, left, y(v), size-8)
		d.text(x(v), size-bottom+14, "middle", "axis", fmt.Sprint(v))
		d.text(left-5, y(v)+4, "end", "axis", fmt.Sprint(v))
	}
	d.add(`<path d="M%.1f %.1fL%.1f %.1f" stroke="var(--muted)" stroke-dasharray="5 4" fill="none"/>`, x(0), y(0), x(1), y(1))
	for _, b := range c.Bins {
		d.add(`<path d="M%.1f %.1fV%.1f" stroke="var(--accent)" stroke-width="2" fill="none"/>`, x(b.Mean), y(b.Low), y(b.High))
		d.add(`<circle cx="%.1f" cy="%.1f" r="%.1f" fill="var(--accent)">%s</circle>`, x(b.Mean), y(b.Right), 3+1.5*math.Log10(float64(b.N)),
			title(fmt.Sprintf("confidence %.2f: %.2f right, 95 %% %.2f to %.2f, %d judged", b.Mean, b.Right, b.Low, b.High, b.N)))
	}
	d.text(left+(size-left)/2, size-4, "middle", "axis", "confidence →")
	d.add(`<text transform="translate(11 %g) rotate(-90)" text-anchor="middle" class="axis">share that is right →</text>`, (size-bottom)/2)
	return d.html()
}

// strip draws the confidences of a tally as a line of twenty shades.
func strip(t *Tally) template.HTML {
	most := 1
	for _, n := range t.Bins {
		most = max(most, n)
	}
	d := draw(122, 20, fmt.Sprintf("%d of %d below one half", t.Low, t.N))
	for i, n := range t.Bins {
		if n > 0 {
			h := 3 + 15*math.Log(float64(n)+1)/math.Log(float64(most)+1)
			d.add(`<rect x="%d" y="%.1f" width="5" height="%.1f" fill="var(%s)"/>`, 1+6*i, 19-h, h, map[bool]string{true: "--bad", false: "--accent"}[i < bins/2])
		}
	}
	d.add(`<path d="M0 19.5H122" class="grid"/>`)
	return d.html()
}
