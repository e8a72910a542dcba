package clean

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
)

// Of a laid-out page more is known than lines of text tell: where each line
// begins and ends in points, how far it is from the next, how large its letters
// are. So nothing has to be guessed from columns of characters: a line is short
// if the first word of the next would have fitted, an indent is one of points,
// a heading has a larger or bolder font, notes stand in smaller letters at the
// foot, and what stands in the same place of several pages is furniture.

// paper is what was measured of the pages.
type paper struct {
	body    float64         // font size of most letters
	leading map[int]float64 // half points of font size → usual distance of baselines
	apart   bool            // paragraphs have more space between them than lines
	indents bool            // first lines of paragraphs are indented
}

// byGeometry cleans the lines of laid-out pages.
func (w *work) byGeometry() {
	w.laidOut = true
	cutLines(w)
	fixCharacters(w)
	w.attach()
	findPages(w)
	w.layout.plain = false
	w.furnitureByPlace()
	findFurniture(w)
	w.jointsByPage()
	findFootnotes(w)
	w.measurePaper()
	w.notesBySize()
	findTables(w)
	w.layout.spaced = spacedDigits(w.raw)
	joinLines(w)
	joinHyphens(w)
	w.headingsByFont()
	settle(w)
}

// attach gives each line its mark, and takes out what is no text.
func (w *work) attach() {
	outs := w.outs()
	next := 0
	var marks []*corpus.Mark
	for i := range w.doc.Marks {
		if m := &w.doc.Marks[i]; m.Kind == corpus.MarkLine || m.Kind == corpus.MarkTableRow {
			marks = append(marks, m)
		}
	}
	for i := range w.lines {
		l := &w.lines[i]
		for next < len(marks) && marks[next].End <= l.start {
			next++
		}
		if next < len(marks) && marks[next].Start <= l.start {
			l.mark = marks[next]
			if l.mark.Kind == corpus.MarkTableRow {
				l.kind = corpus.KindTableRow
			}
		}
		inside := within(outs, l.start, l.end)
		if len(inside) > 0 && inside[0].Start <= l.start && inside[0].End >= l.end {
			l.drop = inside[0].Rule
			continue
		}
		if len(inside) > 0 {
			l.takeOut(w.raw, inside)
			l.text = strings.TrimRightFunc(l.text, isEdge)
			l.cols, l.ending = columns(l.text), endOf(l.text)
		}
	}
}

// left, right, base and size of a line, in points.
func (l *line) left() float64  { return float64(l.mark.Box[0]) }
func (l *line) right() float64 { return float64(l.mark.Box[2]) }
func (l *line) base() float64  { return float64(l.mark.Box[3]) }
func (l *line) size() float64  { return float64(l.mark.Size) }

// edge is what a line tells of the right edge of its column: Chinese marks may hang
// over it.
func (l *line) edge() float64 {
	if r, _ := utf8.DecodeLastRuneInString(l.text); strings.ContainsRune(hanging, r) {
		return l.right() - l.size()
	}
	return l.right()
}

// hanging are the marks that may stand outside a column.
const hanging = "，。、；："

// laid calls yield with the lines that stay and have a place.
func (w *work) laid(yield func(l *line) bool) {
	for i := range w.lines {
		if l := &w.lines[i]; l.drop == "" && l.mark != nil && l.mark.Size > 0 && !yield(l) {
			return
		}
	}
}

// sureLeading is how many distances of lines prove what is usual.
const sureLeading = 5

// furnitureLines is how many lines at the top and the bottom of a page may be
// furniture.
const furnitureLines = 4

// samePlace is how far apart in points furniture of two pages may stand.
const samePlace = 6

// furnitureByPlace takes out what stands in the same place on several pages,
// numbers apart. The first page keeps its lines unless they are page numbers.
func (w *work) furnitureByPlace() {
	pages := map[int][]*line{}
	last := 0
	for l := range w.laid {
		pages[l.mark.Page] = append(pages[l.mark.Page], l)
		last = max(last, l.mark.Page)
	}
	type key struct {
		text string
		y    int
	}
	// The same text, or the same but for a number that counts the pages.
	keys := func(l *line, y int) (list []key) {
		for _, text := range pageFolds(l.text, l.mark.Page) {
			list = append(list, key{text, y})
		}
		return list
	}
	place := func(l *line) int { return int(math.Round(l.base() / samePlace)) }
	count := map[key]int{}
	edges := map[*line]bool{}
	for p := 1; p <= last; p++ {
		lines := slices.Clone(pages[p])
		slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(a.base(), b.base()) })
		for i, l := range lines {
			if (i < furnitureLines || i >= len(lines)-furnitureLines) && l.cols <= longHeader {
				edges[l] = true
				for _, k := range keys(l, place(l)) {
					count[k]++
				}
			}
		}
	}
	for p := 1; p <= last; p++ {
		middle := 0.
		for _, l := range pages[p] {
			middle += l.base() / float64(len(pages[p]))
		}
		for _, l := range pages[p] {
			if !edges[l] {
				continue
			}
			n := 0
			for i := range keys(l, 0) {
				sum := 0
				for y := place(l) - 1; y <= place(l)+1; y++ {
					sum += count[keys(l, y)[i]]
				}
				// Numbers of headings may go on from page to page by chance.
				if i == 0 || sum >= 3 && 2*sum >= last || pageNumber.MatchString(l.text) {
					n = max(n, sum)
				}
			}
			number := pageNumber.MatchString(l.text)
			switch {
			case n < 2, 4*n < last, p == 1 && !number, l.kind == corpus.KindTableRow:
			case number && n >= min(2, last):
				l.drop = "page-number"
			case number, labelOf(l.text).kind != 0:
			case l.base() < middle:
				l.drop = "running-header"
			default:
				l.drop = "running-footer"
			}
		}
	}
}

// pageFolds gives the forms in which furniture of different pages is the same:
// as it is, and with its first or last number told as distance from the page.
func pageFolds(text string, page int) []string {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	list := []string{text}
	for _, at := range [][]int{anyNumber.FindStringIndex(text), lastNumber.FindStringIndex(text)} {
		if at == nil {
			break
		}
		n, _ := strconv.Atoi(text[at[0]:at[1]])
		list = append(list, text[:at[0]]+"#"+strconv.Itoa(n-page)+text[at[1]:])
	}
	return list
}

var (
	anyNumber  = regexp.MustCompile(`\d{1,4}`)
	lastNumber = regexp.MustCompile(`\d{1,4}$`)
)

// jointsByPage marks the first line that stays of each page.
func (w *work) jointsByPage() {
	page := 0
	for l := range w.laid {
		l.joint = page > 0 && l.mark.Page != page
		page = l.mark.Page
	}
}

// half is a font size in half points.
func half(size float64) int { return int(math.Round(2 * size)) }

// measurePaper measures what is usual.
func (w *work) measurePaper() {
	letters := map[int]int{}
	gaps := map[int]map[int]int{} // half points of size → tenths of points of distance → how often
	var flow []*line
	close := func() {
		setColumns(flow)
		flow = flow[:0]
	}
	for l := range w.laid {
		letters[half(l.size())] += l.cols
		if n := len(flow); n > 0 {
			a := flow[n-1]
			if !follows(a, l) {
				close()
			} else if h := half(l.size()); h == half(a.size()) {
				if gaps[h] == nil {
					gaps[h] = map[int]int{}
				}
				gaps[h][int(math.Round(2*(l.base()-a.base())))]++
			}
		}
		flow = append(flow, l)
	}
	close()
	w.borrowColumns()
	p := &w.paper
	p.body = float64(most(letters)) / 2
	p.leading = map[int]float64{}
	larger, usual := 0, 0
	for h, g := range gaps {
		// Lines stand closer than paragraphs: the least distance that is no rarity.
		all, best := 0, 0
		for _, n := range g {
			all += n
		}
		for _, d := range slices.Sorted(keysOf(g)) {
			if 8*g[d] >= all || g[d] >= 4 {
				best = d
				break
			}
		}
		if best == 0 {
			best = most(g)
		}
		if all >= sureLeading {
			p.leading[h] = float64(best) / 2
		}
		for d, n := range g {
			if float64(d) > 1.25*float64(best) {
				larger += n
			} else {
				usual += n
			}
		}
	}
	p.apart = 12*larger >= usual
	indented, flush := 0, 0
	for l := range w.laid {
		switch in := l.left() - l.measure[0]; {
		case in > 0.8*l.size() && in < 6*l.size():
			indented++
		case in < 0.3*l.size():
			flush++
		}
	}
	p.indents = indented >= 2 && 25*indented >= flush && flush >= indented
}

func keysOf(m map[int]int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// most is the key that stands for the most, the least of several.
func most(m map[int]int) int {
	best, n := 0, 0
	for _, k := range slices.Sorted(keysOf(m)) {
		if m[k] > n {
			best, n = k, m[k]
		}
	}
	return best
}

// follows tells whether a line stands below another in one column of a page.
func follows(a, b *line) bool {
	return a.mark.Page == b.mark.Page && b.base() > a.base() && b.base() < a.base()+6*max(a.size(), b.size()) &&
		b.left() < a.right()+nearby*a.size() && b.right() > a.left()-nearby*a.size()
}

// nearby is how far in font sizes a short line may stand beside the next one of
// its column; gutters are as wide, but there the next line goes up.
const nearby = 4

// nearLines is how many lines before and behind one say how wide its column is.
const nearLines = 25

// setColumns gives the lines of a flow the edges of their column: those of the
// lines around them that are about as large and begin about there.
func setColumns(flow []*line) {
	for i, l := range flow {
		left, right := l.left(), l.edge()
		for k := max(0, i-nearLines); k < min(len(flow), i+nearLines+1); k++ {
			o := flow[k]
			if o.kind == corpus.KindTableRow || math.Abs(o.size()-l.size()) > 0.15*l.size() || math.Abs(o.left()-l.left()) > 6*l.size() {
				continue
			}
			left, right = min(left, o.left()), max(right, o.edge())
		}
		l.measure = [2]float64{left, right}
	}
}

// sureColumn is how many lines prove a column.
const sureColumn = 5

// borrowColumns gives lines that stand too much alone to show their column the
// narrowest one of other lines into which they fit.
func (w *work) borrowColumns() {
	type edges struct{ left, right int }
	count := map[edges]int{}
	of := func(l *line) edges { return edges{int(math.Round(l.measure[0])), int(math.Round(l.measure[1]))} }
	for l := range w.laid {
		if l.kind == corpus.KindNone {
			count[of(l)]++
		}
	}
	var sure []edges
	for e, n := range count {
		if n >= sureColumn {
			sure = append(sure, e)
		}
	}
	slices.SortFunc(sure, func(a, b edges) int {
		return cmp.Or(cmp.Compare(a.right-a.left, b.right-b.left), cmp.Compare(a.left, b.left))
	})
	for l := range w.laid {
		if l.kind != corpus.KindNone || count[of(l)] >= sureColumn {
			continue
		}
		for _, e := range sure {
			if float64(e.left) <= l.left()+2 && float64(e.right) >= l.right()-2 {
				l.measure = [2]float64{float64(e.left), float64(e.right)}
				break
			}
		}
	}
}

// smaller is the share of the text's font size that notes have at most.
const smaller = 0.93

// notesBySize marks footnotes: lines at the foot of a page or column in smaller
// letters, from the first that begins as a note does.
func (w *work) notesBySize() {
	var page []*line
	flush := func() {
		from := len(page)
		for i := len(page) - 1; i >= 0; i-- {
			l := page[i]
			if l.size() > smaller*w.paper.body || l.kind != corpus.KindNone {
				break
			}
			if _, ok := noteNumber(l.text, 0); ok {
				from = i
			}
		}
		if from == 0 { // a whole page in small letters is an annex or a table
			from = len(page)
		}
		for _, l := range page[from:] {
			l.note, l.kind = true, corpus.KindFootnote
		}
		page = page[:0]
	}
	for l := range w.laid {
		if n := len(page); n > 0 && (page[n-1].mark.Page != l.mark.Page || !(l.base() > page[n-1].base())) {
			flush()
		}
		page = append(page, l)
	}
	flush()
	notes := false
	for l := range w.laid { // the text goes on where the notes end
		if notes && !l.note {
			l.joint = true
		}
		notes = l.note
	}
}

// headingsByFont gives blocks in larger or bolder letters the level of a heading.
func (w *work) headingsByFont() {
	largest := func(p *para) float64 {
		size := 0.
		for _, part := range p.parts {
			if m := w.lines[part.line].mark; m != nil {
				size = max(size, float64(m.Size))
			}
		}
		return size
	}
	bold := func(p *para) bool {
		for _, part := range p.parts {
			if m := w.lines[part.line].mark; m == nil || !m.Bold {
				return false
			}
		}
		return true
	}
	ordinary := func(p *para) bool {
		l := &w.lines[p.parts[0].line]
		return l.mark == nil || l.kind != corpus.KindNone || len(p.text) > longHeading || endOf(p.text) == endSemicolon || endOf(p.text) == endComma
	}
	letters, bolds := 0, 0
	for k := range w.paras {
		letters += len(w.paras[k].text)
		if bold(&w.paras[k]) {
			bolds += len(w.paras[k].text)
		}
	}
	ranks := map[int]bool{}
	for k := range w.paras {
		if p := &w.paras[k]; !ordinary(p) && largest(p) > largerFont*w.paper.body {
			ranks[half(largest(p))] = true
		}
	}
	var sizes []int
	for h := range ranks {
		sizes = append(sizes, h)
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	for k := range w.paras {
		p := &w.paras[k]
		if ordinary(p) {
			continue
		}
		if at := slices.Index(sizes, half(largest(p))); at >= 0 {
			p.level = at + 1
		} else if bold(p) && 3*bolds < letters && endOf(p.text) != endTerminal {
			p.level = len(sizes) + 1
		}
	}
}

const (
	// largerFont is how much larger than the text a heading is at least.
	largerFont = 1.12
	// longHeading is the most bytes of a heading.
	longHeading = 600
)

// hardOnPaper tells whether the block that the line first opens ends between
// two lines that follow each other on laid-out pages.
func (w *work) hardOnPaper(first, a, b *line, last label) bool {
	switch {
	case a.kind == corpus.KindTableRow || b.kind == corpus.KindTableRow:
		return true
	case w.alone(a.text), w.alone(b.text):
		return true
	case math.Abs(a.size()-b.size()) > 0.1*max(a.size(), b.size()):
		return true
	}
	return w.scoreOnPaper(first, a, b, last) > 0
}

// The weights of what geometry tells, beside those of score.
const (
	weightFarApart  = 5.0  // more space than between lines
	weightClose     = -2.5 // as much as between lines, where paragraphs have more
	weightRoom      = 4.5  // the next word would have fitted
	weightNoRoom    = -2.0
	weightFirstLine = 4.0  // the next line is indented against this one
	weightHanging   = -3.0 // … behind the first line of an item
	weightBack      = -2.0 // the next goes back to the edge behind an indented first line
	weightOut       = 3.0  // … behind another line: the block was indented
	weightBold      = 2.5  // one is bold and the other is not
	weightAxis      = -6.0 // both are centred on one axis
)

// scoreOnPaper sums the weights.
func (w *work) scoreOnPaper(first, a, b *line, last label) float64 {
	p := &w.paper
	s := 0.0
	size := a.size()
	flow := follows(a, b)
	leading := p.leading[half(size)]
	if leading == 0 { // too few lines of that size: as the text has it
		leading = 1.25 * size
		if usual := p.leading[half(p.body)]; usual > 0 {
			leading = usual / p.body * size
		}
	}
	far := false
	if flow {
		switch gap := b.base() - a.base(); {
		case gap > 2.5*leading:
			return 1
		case gap > 1.2*leading+0.5:
			s += weightFarApart
			far = true
		case p.apart:
			s += weightClose
		}
	}
	// Would the first word of the next line have fitted?
	colA, colB := a.measure, b.measure
	need := wideWord*wordWidth(b) + 0.5*size
	room := colA[1] - a.right()
	inset := func(l *line, by float64) bool { return l.left()-l.measure[0] > by && l.measure[1]-l.right() > by }
	centred := flow && !far && math.Abs(a.left()+a.right()-b.left()-b.right()) < size && inset(b, size) && (inset(a, size) || inset(b, 4*size))
	switch {
	case centred:
		s += weightAxis
	case room > need:
		s += weightRoom
	default:
		s += weightNoRoom
	}
	// Indents, each against its own column.
	inA, inB := a.left()-colA[0], b.left()-colB[0]
	switch d := inB - inA; {
	case centred:
	case d > 0.8*size && a == first && (labelOf(a.text).kind != 0 || startOf(a.text) == startBullet || a.note):
		s += weightHanging
	case d > 0.8*size:
		s += weightFirstLine
	case d < -0.8*size && a == first:
		s += weightBack
	case d < -0.8*size:
		s += weightOut
	case p.indents && a == first && inA > 0.8*size:
		s += weightUpper // two first lines
	}
	if p.indents && inB < 0.3*size && !centred {
		s += weightFlush
	}
	if a.mark.Bold != b.mark.Bold {
		s += weightBold
	}
	if a.ending == endLetter && size > largerFont*p.body {
		s -= weightUnfinished // headings end in letters
	}
	return s + w.scoreOfWords(a, b, last, room <= need)
}

// wideWord is how much wider than its letters' mean a word may be.
const wideWord = 1.15

// wordWidth is the width in points of the first word of a line, taken from the
// mean width of its letters, with the space before it; of Chinese, of a character and the mark behind it.
func wordWidth(l *line) float64 {
	if l.cols == 0 {
		return 0
	}
	return float64(firstWord(l.text)) * (l.right() - l.left()) / float64(l.cols)
}
