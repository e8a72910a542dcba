package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus/ingest/pdf"
)

// pageItem is a line of a page, or a row of a table.
type pageItem struct {
	line *pdf.Line
	row  [][]pdf.Line // cells, each with its lines
}

// top and bottom of an item, its baselines.
func (i pageItem) first() *pdf.Line {
	if i.row != nil {
		return &i.row[0][0]
	}
	return i.line
}

// uprightLines parts the lines that run across the page from the others. Where
// most run another way, the page is one that lies on its side, and is turned.
func uprightLines(p *pdf.Page) (upright, others []*pdf.Line) {
	count := map[float32]int{}
	for i := range p.Lines {
		count[p.Lines[i].Angle] += len(p.Lines[i].Words)
	}
	way := float32(0)
	for _, a := range []float32{90, 270} {
		if count[a] > count[way] {
			way = a
		}
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Angle != way {
			others = append(others, l)
			continue
		}
		if way != 0 {
			turn(l, way, p)
		}
		upright = append(upright, l)
	}
	return upright, others
}

// turn gives a line the place that it has when the page is turned upright.
func turn(l *pdf.Line, way float32, p *pdf.Page) {
	b := l.Box
	if way == 270 { // runs up
		l.Box = [4]float32{p.Height - b[3], b[0], p.Height - b[1], b[2]}
	} else {
		l.Box = [4]float32{b[1], p.Width - b[2], b[3], p.Width - b[0]}
	}
	l.Base = l.Box[3] - l.Size*0.2
	for i := range l.Words {
		l.Words[i].Left, l.Words[i].Right = 0, 0
	}
}

// readingOrder puts the lines of a page in the order in which they are read. The
// order of the file's content is it in most files, and is believed; but running
// headers and footers are often written first or last, cells of tables stand
// side by side, and some programs write two columns line by line.
func readingOrder(p *pdf.Page, lines []*pdf.Line) []pageItem {
	lines = mergeLines(splitLines(lines))
	items := rows(cells(lines), p)
	items = untangle(items)
	items = edges(items)
	if scrambled(items) {
		items = byPlace(items)
	}
	return items
}

// sameBase tells lines on one baseline.
func sameBase(a, b *pdf.Line) bool {
	d := a.Base - b.Base
	return max(d, -d) < 0.3*min(a.Size, b.Size)
}

// splitLines cuts lines at gaps: cells of a table, fields of a masthead.
func splitLines(lines []*pdf.Line) []*pdf.Line {
	var out []*pdf.Line
	for _, l := range lines {
		from := 0
		cut := func(to int) {
			one := *l
			one.Words = l.Words[from:to:to]
			one.Box[0], one.Box[2] = one.Words[0].Left, one.Words[len(one.Words)-1].Right
			one.Words[0].Space = false
			out = append(out, &one)
			from = to
		}
		gaps := gapsOf(l)
		if len(l.Words) < 4 && stretched(l, lines) {
			gaps = nil
		}
		if len(gaps) == 0 {
			out = append(out, l)
			continue
		}
		for _, i := range gaps {
			cut(i)
		}
		cut(len(l.Words))
	}
	return out
}

// stretched tells a line of few words that justification has pulled apart: it
// ends where other lines without gaps end, and begins about where they do.
func stretched(l *pdf.Line, lines []*pdf.Line) bool {
	n := 0
	for _, o := range lines {
		if o == l || len(o.Words) < 2 || len(gapsOf(o)) > 0 {
			continue
		}
		if right, left := o.Box[2]-l.Box[2], l.Box[0]-o.Box[0]; right > -1 && right < 1 && left > -1 && left < 4*l.Size {
			n++
		}
	}
	return n >= 3
}

// cellGap is the least gap between cells, and sureGap one that no justified line
// has, in font sizes; between them a gap has to be gapRatio times the least of
// its line.
const (
	cellGap  = 1.5
	sureGap  = 4
	gapRatio = 2.2
)

// gapsOf gives the words of a line before which a gap stands as between cells.
func gapsOf(l *pdf.Line) []int {
	least := float32(1e9)
	gap := func(i int) float32 {
		a, b := l.Words[i-1], l.Words[i]
		if !b.Space || a.Right <= 0 || b.Left <= 0 {
			return -1
		}
		return b.Left - a.Right
	}
	for i := 1; i < len(l.Words); i++ {
		if g := gap(i); g >= 0 {
			least = min(least, g)
		}
	}
	var out []int
	for i := 1; i < len(l.Words); i++ {
		g := gap(i)
		if wide := g > cellGap*l.Size && (g > gapRatio*least || len(l.Words) == 2 && g > 2*cellGap*l.Size) || g > sureGap*l.Size; wide && !(i == 1 && isLabel(l.Words[0].Text)) {
			out = append(out, i)
		}
	}
	return out
}

// labelGap is the widest gap behind the number of a paragraph, in font sizes.
const labelGap = 6

// isLabel tells the number, letter or bullet before a paragraph: "12.", "(a)",
// "一、", "•".
func isLabel(text string) bool {
	n := utf8.RuneCountInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return n <= 6 && (strings.ContainsRune(".)）、", last) || n == 1 && strings.ContainsRune("•–—-*▪●·", last))
}

// mergeLines puts together what the engine cut in the middle of a line, as it
// does at raised marks, and paragraphs with their numbers.
func mergeLines(lines []*pdf.Line) []*pdf.Line {
	var out []*pdf.Line
	for _, l := range lines {
		if n := len(out); n > 0 && sameBase(out[n-1], l) {
			a := out[n-1]
			if gap := l.Box[0] - a.Box[2]; gap > -0.5*l.Size && (gap < l.Size || gap < labelGap*l.Size && len(a.Words) == 1 && isLabel(a.Words[0].Text)) && a.Size < 1.2*l.Size && l.Size < 1.2*a.Size {
				first := &l.Words[0]
				first.Space = first.Space || gap > 0.15*l.Size
				a.Words = append(a.Words, l.Words...)
				a.Box = [4]float32{a.Box[0], min(a.Box[1], l.Box[1]), l.Box[2], max(a.Box[3], l.Box[3])}
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// cell is lines that stand below each other in the order of the content.
type cell struct {
	lines []*pdf.Line
	box   [4]float32
}

// cells groups lines: a new one begins where the next line does
// not stand below, or is the first of a row.
func cells(lines []*pdf.Line) []cell {
	var out []cell
	for i, l := range lines {
		row := i+1 < len(lines) && sameBase(l, lines[i+1]) && lines[i+1].Box[0] >= l.Box[2]
		if n := len(out); n > 0 && !row {
			c := &out[n-1]
			last := c.lines[len(c.lines)-1]
			below := l.Base > last.Base+0.3*l.Size && l.Base < last.Base+2*max(l.Size, last.Size)
			if out := l.Box[0] < c.box[0]-2*l.Size && len(c.lines) == 1; below && !out && l.Box[0] < c.box[2] && l.Box[2] > c.box[0] {
				c.lines = append(c.lines, l)
				grow(&c.box, l.Box)
				continue
			}
		}
		out = append(out, cell{[]*pdf.Line{l}, l.Box})
	}
	return out
}

// tallCell is the most lines of a cell; more are a column.
const tallCell = 8

// rows finds the rows of tables: cells that begin on about one height and stand
// beside each other. Two cells are a row only next to another row with a cell at
// the same place.
func rows(list []cell, p *pdf.Page) []pageItem {
	var groups [][]cell
	for _, c := range list {
		if n := len(groups); n > 0 {
			g := groups[n-1]
			last := g[len(g)-1]
			beside := c.box[0] >= last.box[2]-1 && c.box[1] < tallest(g) && c.box[3] > g[0].box[1]
			if beside && len(c.lines) <= tallCell && len(last.lines) <= tallCell {
				groups[n-1] = append(g, c)
				continue
			}
		}
		groups = append(groups, []cell{c})
	}
	// The first cell of the next row may stand below the last cell of this one.
	var items []pageItem
	masthead := p.No == 1 // fields of a masthead stand beside each other, too
	for i, g := range groups {
		masthead = masthead && g[0].box[2]-g[0].box[0] < wideLine*p.Width
		row := len(g) >= 3 && !masthead
		if len(g) == 2 && !masthead {
			row = i > 0 && lined(groups[i-1], g) || i+1 < len(groups) && lined(groups[i+1], g)
		}
		if !row {
			for _, c := range g {
				for _, l := range c.lines {
					items = append(items, pageItem{line: l})
				}
			}
			continue
		}
		item := pageItem{}
		for _, c := range g {
			var lines []pdf.Line
			for _, l := range c.lines {
				lines = append(lines, *l)
			}
			item.row = append(item.row, lines)
		}
		items = append(items, item)
	}
	return items
}

// wideLine is the share of a page's width that a line of text takes.
const wideLine = 0.55

// tallest is the bottom of the tallest cell.
func tallest(g []cell) float32 {
	b := g[0].box[3]
	for _, c := range g {
		b = max(b, c.box[3])
	}
	return b
}

// lined tells whether a group has two cells or more, one of them at the place of
// the second cell of a row.
func lined(other, row []cell) bool {
	if len(other) < 2 {
		return false
	}
	for _, c := range other[1:] {
		if d := c.box[0] - row[1].box[0]; d > -6 && d < 6 {
			return true
		}
	}
	return false
}

// leastColumn is how many lines side by side make columns, and wideColumn the
// share of the text's width that each of them takes.
const (
	leastColumn = 5
	wideColumn  = 0.3
)

// untangle takes apart what was written across two columns, line by line.
func untangle(items []pageItem) []pageItem {
	left, right := float32(1e9), float32(0)
	for _, i := range items {
		b := i.first().Box
		if i.row != nil {
			b = i.row[len(i.row)-1][0].Box
			left = min(left, i.first().Box[0])
		}
		left, right = min(left, b[0]), max(right, b[2])
	}
	var out []pageItem
	for at := 0; at < len(items); {
		end := at
		wide := 0
		for end < len(items) && len(items[end].row) == 2 && len(items[end].row[0]) == 1 && len(items[end].row[1]) == 1 {
			a, b := items[end].row[0][0].Box, items[end].row[1][0].Box
			if min(a[2]-a[0], b[2]-b[0]) > wideColumn*(right-left) {
				wide++
			}
			end++
		}
		if n := end - at; n >= leastColumn && 2*wide > n {
			for side := range 2 {
				for _, i := range items[at:end] {
					out = append(out, pageItem{line: &i.row[side][0]})
				}
			}
			at = end
			continue
		}
		out = append(out, items[at:max(end, at+1)]...)
		at = max(end, at+1)
	}
	return out
}

// edges moves what stands below all else but was written first to the end, and
// what stands above all else but was written last to the beginning.
func edges(items []pageItem) []pageItem {
	for range 4 { // lines of a footer and of a header
		n := len(items)
		if n < 3 {
			return items
		}
		rest := items[1:]
		if base := items[0].first().Base; base > slices.MaxFunc(rest, byBase).first().Base {
			items = append(slices.Clone(rest), items[0])
			continue
		}
		rest = items[:n-1]
		if base := items[n-1].first().Base; base < slices.MinFunc(rest, byBase).first().Base {
			items = append([]pageItem{items[n-1]}, rest...)
			continue
		}
		return items
	}
	return items
}

func byBase(a, b pageItem) int {
	switch x, y := a.first().Base, b.first().Base; {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// scrambled tells whether lines go up in their own column time and again.
func scrambled(items []pageItem) bool {
	up := 0
	for i := 1; i < len(items); i++ {
		a, b := items[i-1].first(), items[i].first()
		over := min(a.Box[2], b.Box[2]) - max(a.Box[0], b.Box[0])
		if b.Base < a.Base-a.Size/2 && over > 0.5*min(a.Box[2]-a.Box[0], b.Box[2]-b.Box[0]) {
			up++
		}
	}
	return up > 3 && 12*up > len(items)
}

// byPlace orders items by their place: down the page, left before right, and
// column by column where a gutter parts the page.
func byPlace(items []pageItem) []pageItem {
	out := slices.Clone(items)
	slices.SortStableFunc(out, byBase)
	left, right := float32(1e9), float32(0)
	for _, i := range out {
		b := i.first().Box
		left, right = min(left, b[0]), max(right, b[2])
	}
	middle := (left + right) / 2
	side := func(i pageItem) int { // 0: across
		switch b := i.first().Box; {
		case b[2] < middle+6:
			return -1
		case b[0] > middle-6:
			return 1
		}
		return 0
	}
	count := [3]int{}
	for _, i := range out {
		count[side(i)+1]++
	}
	if count[0] < leastColumn || count[2] < leastColumn || count[1] > len(out)/3 {
		slices.SortStableFunc(out, func(a, b pageItem) int {
			if sameBase(a.first(), b.first()) {
				return int(a.first().Box[0] - b.first().Box[0])
			}
			return byBase(a, b)
		})
		return out
	}
	var ordered, hold []pageItem // hold: the right column since the last line across
	for _, i := range out {
		switch side(i) {
		case 0:
			ordered = append(append(ordered, hold...), i)
			hold = nil
		case -1:
			ordered = append(ordered, i)
		default:
			hold = append(hold, i)
		}
	}
	return append(ordered, hold...)
}
