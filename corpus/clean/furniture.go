package clean

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	// jobPattern is a UN job number: "17-03714 (C)", "V.03-80680", "GE.06-45961 (R)".
	jobPattern = `(?:(?:GE|V|K|NA)\.)?(\d{2}-\d{5,6})(?:\s?\([ACEFRS]\))?`
	// symbolPattern is one UN document symbol as a header prints it, generously:
	// "A/75/860", "S/RES/2446 (2018)", "CCPR/C/RUS/CO/6". Package undoc reads
	// the grammar; here a line of the right look is compared with another.
	symbolPattern = `[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.()-]*)+(?: ?\(\d{4}\))?`
)

var (
	// pageAndJob is a footer: "112 17-03714 (C)" on even pages,
	// "17-03714 (C) 115" on odd ones, "2/4 21-05318" in the style since 2014.
	pageAndJob = regexp.MustCompile(`^(?:` + jobPattern + `\s+\d{1,4}(?:/\d{1,4})?|\d{1,4}(?:/\d{1,4})?\s+` + jobPattern + `)$`)
	anyJob     = regexp.MustCompile(`^` + jobPattern + `(?:\s+\d{6})*$`)
	bareJob    = regexp.MustCompile(`^` + jobPattern + `$`)
	barcode    = regexp.MustCompile(`^\*\s?(\d{6,8})\s?\*$`)
	anySymbol  = regexp.MustCompile(symbolPattern)
	symbolLine = regexp.MustCompile(`^` + symbolPattern + `(?:\s*[–—−-]?\s*` + symbolPattern + `)*\*?$`)
)

// identity is what a document's first page says about itself.
type identity struct {
	job, barcode string
	symbols      []string
}

// firstPage is how many lines from the start a document has to name itself in.
const firstPage = 40

// longHeader is the most columns a running header or footer has: one line of a page.
const longHeader = 140

// identify reads what the first lines say, in their order.
func identify(lines func(yield func(text string) bool)) identity {
	var id identity
	n := 0
	for text := range lines {
		if n++; n > firstPage {
			break
		}
		if !mayIdentify(text) {
			continue
		}
		if m := anyJob.FindStringSubmatch(text); m != nil && id.job == "" {
			id.job = m[1]
		}
		if m := barcode.FindStringSubmatch(text); m != nil && id.barcode == "" {
			id.barcode = m[1]
		}
		// A masthead line is a symbol, perhaps behind the name of the organisation.
		if len(id.symbols) == 0 && columns(text) <= 80 {
			if at := anySymbol.FindStringIndex(text); at != nil && symbolLine.MatchString(text[at[0]:]) && len(strings.Fields(text[:at[0]])) <= 6 {
				id.symbols = anySymbol.FindAllString(text, -1)
			}
		}
	}
	return id
}

// repeats tells the rule by which a line repeats what the first page says; ""
// if it does not. The first line that says it must not be asked.
func (id *identity) repeats(text string) string {
	if m := bareJob.FindStringSubmatch(text); m != nil && m[1] == id.job {
		return "running-footer"
	}
	if m := barcode.FindStringSubmatch(text); m != nil && m[1] == id.barcode {
		return "barcode"
	}
	if len(id.symbols) > 0 && symbolLine.MatchString(text) {
		for _, s := range anySymbol.FindAllString(text, -1) {
			if !slices.Contains(id.symbols, s) {
				return ""
			}
		}
		return "running-header"
	}
	return ""
}

// mayIdentify tells by a look whether a line can be a job number, barcode,
// symbol or page number: it is short and has a digit or a slash.
func mayIdentify(text string) bool {
	return len(text) <= 3*longHeader && strings.ContainsAny(text, "/0123456789")
}

// says tells whether a line states the job number, barcode or symbols.
func (id *identity) says(text string) bool {
	if id.repeats(text) != "" {
		return true
	}
	if m := anyJob.FindStringSubmatch(text); m != nil {
		return m[1] == id.job
	}
	return len(id.symbols) > 0 && strings.Contains(text, id.symbols[0]) && columns(text) <= 80 && slices.Equal(anySymbol.FindAllString(text, -1), id.symbols)
}

// furnitureRule is the rule by which a text is page furniture wherever it
// stands, given what the first page says and which of it was said before.
func (id *identity) furnitureRule(text string, said map[string]bool) string {
	if !mayIdentify(text) || !strings.ContainsAny(text, "-*/") || columns(text) > longHeader {
		return ""
	}
	if pageAndJob.MatchString(text) {
		return "running-footer"
	}
	rule := id.repeats(text)
	if rule != "" && said[rule] {
		return rule
	}
	if id.says(text) {
		if rule == "" && anyJob.MatchString(text) {
			rule = "running-footer"
		} else if rule == "" {
			rule = "running-header"
		}
		said[rule] = true
	}
	return ""
}

// findFurniture is the step "furniture".
func findFurniture(w *work) {
	if w.layout.plain {
		return // settle looks at it
	}
	id := identify(func(yield func(string) bool) {
		for i := range w.kept {
			if !yield(w.lines[i].text) {
				return
			}
		}
	})
	said := map[string]bool{}
	for i := range w.kept {
		l := &w.lines[i]
		l.drop = id.furnitureRule(l.text, said)
	}
	w.dropTitledHeaders(&id)
	w.jointsBehindFurniture()
	w.dropTitlesBelowHeaders()
	w.dropPageNumbers()
	w.jointsBehindFurniture()
	if !w.laidOut { // of those furnitureByPlace knows more
		w.dropRepeated(&id)
	}
	w.jointsBehindFurniture()
}

// jointsBehindFurniture marks the first line that stays behind furniture as
// the first of a page.
func (w *work) jointsBehindFurniture() {
	dropped, stayed := false, false
	for i := range w.lines {
		l := &w.lines[i]
		if l.drop == "" {
			l.joint = l.joint || dropped && stayed
			dropped, stayed = false, true
		} else {
			dropped = dropped || l.drop != "barcode"
		}
	}
}

// dropTitledHeaders takes out lines of the document's symbol with a title
// ("A/RES/80/6 Report of the Court") that are repeated.
func (w *work) dropTitledHeaders(id *identity) {
	if len(id.symbols) == 0 {
		return
	}
	count := map[string]int{}
	first, n := map[string]bool{}, 0 // lines of the first page
	header := func(l *line) bool {
		return l.cols <= longHeader && l.text != id.symbols[0] &&
			(strings.HasPrefix(l.text, id.symbols[0]+" ") || strings.HasSuffix(l.text, " "+id.symbols[0]))
	}
	for i := range w.kept {
		if header(&w.lines[i]) {
			count[w.lines[i].text]++
		} else if n++; n <= firstPage {
			first[flat(w.lines[i].text)] = true
		}
	}
	said := false // the symbol stood before
	for i := range w.kept {
		l := &w.lines[i]
		if !header(l) {
			said = said || id.says(l.text)
			continue
		}
		title := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(l.text, id.symbols[0]), id.symbols[0]))
		if count[l.text] >= 2 && !id.says(l.text) || said && first[flat(title)] {
			l.drop = "running-header"
		}
		said = true
	}
}

// dropTitlesBelowHeaders takes out lines right below a running header that
// repeat a line of the first page: the document's title.
func (w *work) dropTitlesBelowHeaders() {
	if !slices.ContainsFunc(w.lines, func(l line) bool { return l.drop == "running-header" }) {
		return
	}
	first := map[string]bool{}
	n := 0
	below := false
	for i := range w.lines {
		l := &w.lines[i]
		switch {
		case l.drop != "":
			below = l.drop == "running-header"
		case below && first[flat(l.text)] && l.cols <= longHeader:
			l.drop = "running-header"
			if i+1 < len(w.lines) {
				w.lines[i+1].joint = true
			}
		default:
			if n++; n <= firstPage {
				first[flat(l.text)] = true
				// "70/1. Transforming our world" is repeated without its number.
				if number, title, _ := strings.Cut(l.text, ". "); len(number) <= longNumber {
					first[flat(title)] = true
				}
			}
			below = false
		}
	}
}

// longNumber is the most bytes of a resolution's number before its title.
const longNumber = 12

// zone is how many lines at a page's top and bottom may be furniture.
const zone = 3

// dropRepeated takes out lines at the tops and bottoms of pages that stand on
// most pages. Digits count as the same, so that numbers in headers do not
// matter. The first page keeps its lines: they are its masthead or title.
func (w *work) dropRepeated(id *identity) {
	var pages [][]int
	for i := range w.kept {
		if l := &w.lines[i]; l.joint && !l.column || len(pages) == 0 {
			pages = append(pages, nil)
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], i)
	}
	if len(pages) < 3 {
		return
	}
	edges := func(page []int) []int {
		page = page[:len(page)-w.notesAtEnd(page)]
		if len(page) <= 2*zone {
			return page
		}
		return append(slices.Clone(page[:zone]), page[len(page)-zone:]...)
	}
	type tally struct {
		all, even, odd int
		page, number   int  // where it was seen last, and the first number in it
		counts         bool // its numbers do not rise with the pages: "Article 9" on one, "Article 19" on the next
	}
	seen := map[string]*tally{}
	for p, page := range pages {
		here := map[string]bool{}
		for _, i := range edges(page) {
			key := fold(w.lines[i].text)
			if here[key] || w.lines[i].cols > longHeader {
				continue
			}
			here[key] = true
			number := firstNumber(w.lines[i].text)
			if seen[key] == nil {
				seen[key] = &tally{page: p, number: number}
			}
			t := seen[key]
			if step := number - t.number; step < 0 || step > 2*(p-t.page) {
				t.counts = true
			}
			t.page, t.number = p, number
			seen[key].all++
			if p%2 == 0 {
				seen[key].even++
			} else {
				seen[key].odd++
			}
		}
	}
	n := len(pages)
	often := func(t *tally) bool {
		if t.counts {
			return false
		}
		if n >= 5 && 3*t.all > 2*n || t.all >= n-1 {
			return true // the shares at which MNBVC takes a line for furniture
		}
		// Left and right pages have headers of their own.
		return t.even >= 3 && t.even >= (n+1)/2-1 || t.odd >= 3 && t.odd >= n/2
	}
	for p, page := range pages {
		top := 0
		for k, i := range edges(page) {
			l := &w.lines[i]
			t := seen[fold(l.text)]
			if t == nil || l.cols > longHeader || !often(t) || p == 0 || footnoteRule.MatchString(l.text) {
				continue
			}
			rule := "running-footer"
			if k == top {
				rule, top = "running-header", top+1
			}
			l.drop = rule
		}
	}
}

// notesAtEnd is how many of a page's last lines are footnotes under a rule: they
// are none of its furniture, which was taken out behind them or is not there.
func (w *work) notesAtEnd(page []int) int {
	for k := len(page) - 1; k >= 0; k-- {
		if footnoteRule.MatchString(w.lines[page[k]].text) {
			if last := page[len(page)-1]; last+1 < len(w.lines) && w.lines[last+1].drop != "" {
				return len(page) - k
			}
			return 0
		}
	}
	return 0
}

// firstNumber is the first number in a text, at most six digits of it; 0 if none.
func firstNumber(s string) int {
	i := strings.IndexFunc(s, isDigit)
	if i < 0 {
		return 0
	}
	n := 0
	for _, r := range s[i:min(len(s), i+6)] {
		if !isDigit(r) {
			break
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// flat gives the form in which two printings of a title are the same: no
// spaces, small letters.
func flat(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// fold gives the form in which headers of different pages are the same:
// digits as 0, no spaces, small letters.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case unicode.IsDigit(r):
			return '0'
		}
		return unicode.ToLower(r)
	}, s)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
