package clean

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// noise is one way in which a layout comes.
type noise struct {
	name      string
	blank     bool     // a blank line between blocks
	every     bool     // a blank line after every line
	indent    bool     // first lines are indented, headings more
	trailing  bool     // a space at the end of each block
	pages     int      // lines a page; 0: no pages
	mark      string   // between pages: a form feed, a line of hyphens; "" if nothing
	header    []string // running header, a line each; %d is the page
	title     bool     // the header ends in the document's title
	bare      bool     // header and footer were lost with the page's end
	ragged    int      // proportional letters: the margin differs by so many columns
	hyphens   []string // Russian words are cut at the margin by these
	breaks    bool     // lines may end behind a hyphen that belongs to the word
	plain     bool     // paragraphs lose their numbers: only words and widths tell
	notes     bool     // footnotes under a rule at the foot of the page
	spread    bool     // titles are letter-spaced
	exploded  bool     // digits and symbols in pieces
	centred   bool     // headings are centred and wrapped early
	columns   int      // 2: text in two columns
	beside    bool     // … side by side, as "pdftotext -layout" gives them
	languages string   // "" for all
}

var noises = []noise{
	{name: "blank lines", blank: true},
	{name: "indents", indent: true},
	{name: "indents, blank lines, ragged", indent: true, blank: true, ragged: 3},
	{name: "sample letter", every: true, indent: true, trailing: true, pages: 24, bare: true},
	{name: "pages, symbol, form feeds", blank: true, pages: 30, mark: "\f", header: []string{"LC/21/4"}},
	{name: "pages, symbol and title", blank: true, pages: 30, header: []string{"LC/21/4"}, title: true, ragged: 3},
	{name: "pages, two symbols, page marks", blank: true, pages: 30, mark: "----", header: []string{"LC/21/4", "LM/2021/16"}, ragged: 3},
	{name: "footnotes", blank: true, pages: 36, header: []string{"LC/21/4"}, notes: true, ragged: 2},
	{name: "letter-spaced titles", blank: true, spread: true, ragged: 2},
	{name: "exploded digits", blank: true, exploded: true, ragged: 2, languages: "zh"},
	{name: "hyphens at line ends", blank: true, hyphens: []string{"-"}, ragged: 3, languages: "ru"},
	{name: "hyphens of words at line ends", blank: true, breaks: true, ragged: 3},
	{name: "soft and lost hyphens", blank: true, hyphens: []string{"\u00AD", "\uFFFE", "\u2010"}, ragged: 3, languages: "ru"},
	{name: "centred headings in lines", blank: true, centred: true, ragged: 2},
	{name: "two columns, one after the other", blank: true, columns: 2, pages: 30, header: []string{"LC/21/4"}, ragged: 2},
	{name: "two columns, side by side", blank: true, columns: 2, beside: true, pages: 30, header: []string{"LC/21/4"}, ragged: 2},
	{name: "line ends only", ragged: 3},
	{name: "line ends only, pages", pages: 30, mark: "\f", header: []string{"LC/21/4"}},
	{name: "no numbers, indents", plain: true, indent: true, ragged: 3},
	{name: "no numbers, line ends only", plain: true, ragged: 3},
}

// laid is a text with its layout, and what should come out.
type laid struct {
	raw    string
	starts map[int]bool // bytes of raw at which a block begins
	blocks []string     // their texts, in the order of the starts
}

// piece is a line in the making: text of a block, or furniture (block -1).
type piece struct {
	text  string
	lead  string // white space before it
	tail  string // … and behind
	block int
	first bool // of its block
	open  bool // the line goes on behind it
}

// page is what stands on one: its lines and notes.
type page struct {
	lines []piece // text "" is a blank line
	notes []piece
}

// layOut sets a text on pages. Furniture is not in what should come out, notes are.
func (n noise) layOut(blocks []string, lang string, random *rand.Rand) laid {
	var out laid
	var texts []string
	pages := n.paginate(blocks, lang, random, &texts)
	var b strings.Builder
	type start struct{ at, block int }
	var starts []start
	put := func(p piece) {
		b.WriteString(p.lead)
		if p.first {
			starts = append(starts, start{b.Len(), p.block})
		}
		b.WriteString(p.text + p.tail)
		if !p.open {
			b.WriteByte('\n')
		}
	}
	for k, p := range pages {
		if k > 0 {
			switch n.mark {
			case "\f":
				b.WriteString("\f")
			case "":
			default:
				b.WriteString(n.mark + "\n")
			}
			for i, h := range n.header {
				if n.title && i == len(n.header)-1 {
					h += " " + strings.TrimPrefix(blocks[0], "#")
				}
				b.WriteString(h + "\n")
			}
			if len(n.header) > 0 {
				b.WriteString("\n")
			}
		}
		if n.beside && len(p.lines) > 4 {
			n.putBeside(p.lines, put)
		} else {
			for _, l := range p.lines {
				put(l)
			}
		}
		if len(p.notes) > 0 {
			b.WriteString("____________\n")
			for _, l := range p.notes {
				put(l)
			}
		}
		if n.pages > 0 && !n.bare {
			b.WriteString("\n")
			if k%2 == 0 {
				fmt.Fprintf(&b, "21-00017 (E) %d\n", k+1)
			} else {
				fmt.Fprintf(&b, "%d 21-00017 (E)\n", k+1)
			}
		}
	}
	out.raw, out.starts = b.String(), map[int]bool{}
	if n.beside { // the columns' order is that of reading
		slices.SortStableFunc(starts, func(a, b start) int { return a.block - b.block })
	}
	for _, s := range starts {
		out.starts[s.at] = true
		out.blocks = append(out.blocks, texts[s.block])
	}
	return out
}

// paginate breaks the blocks into lines and the lines into pages.
func (n noise) paginate(blocks []string, lang string, random *rand.Rand, texts *[]string) []page {
	width := 60 + random.IntN(31) // columns: 30 to 45 Han characters
	if n.columns == 2 {
		width = 36 + random.IntN(9)
	}
	pages := []page{{}}
	count := 0 // lines on the page
	add := func(p piece) {
		last := &pages[len(pages)-1]
		if full := n.pages > 0 && count >= n.pages; full && p.text != "" {
			pages = append(pages, page{})
			last, count = &pages[len(pages)-1], 0
			if n.bare && len(p.lead) > 0 || n.bare && !p.first {
				p.lead += " " // the reader leaves a space behind a lost page end
			}
			if n.bare { // … and no blank line
				before := &pages[len(pages)-2].lines
				*before = (*before)[:len(*before)-1]
			}
		}
		last.lines = append(last.lines, p)
		if p.text != "" {
			count++
		}
		if n.every {
			last.lines = append(last.lines, piece{block: -1})
		}
	}
	fields := append([]string{"LC/21/4"}, n.header[min(len(n.header), 1):]...)
	for _, field := range append(fields, "21-00017 (E)") {
		*texts = append(*texts, field)
		tail := ""
		if n.trailing {
			tail = " "
		}
		add(piece{text: field, block: len(*texts) - 1, first: true, tail: tail})
	}
	if !n.every {
		add(piece{block: -1})
	}
	if n.spread {
		blocks = append([]string{map[string]string{"en": "#REPORT", "ru": "#ДОКЛАД", "zh": "#报告"}[lang]}, blocks...)
	}
	marks := 0
	for i, b := range blocks {
		text, heading := strings.CutPrefix(b, "#")
		if n.plain && !heading {
			text = paragraphNumber.ReplaceAllString(text, "")
		}
		note := ""
		if n.notes && !heading && i%4 == 1 {
			marks++
			text, note = noted(text, lang, marks, random)
		}
		*texts = append(*texts, text)
		id := len(*texts) - 1
		shown := text
		if n.exploded {
			shown = explode(shown, random)
		}
		if n.spread && heading {
			shown = spreadOut(shown, lang)
		}
		limit := width
		if heading && n.centred {
			limit = width * 6 / 10
		}
		broken := n.wrap(shown, limit, random)
		for k, l := range broken {
			p := piece{text: l, block: id, first: k == 0}
			switch {
			case heading && n.centred:
				p.lead = strings.Repeat(" ", max(0, (width-columns(l))/2))
			case n.indent && heading && (k == 0 || !n.every):
				p.lead = "  "
			case n.indent && k == 0:
				p.lead = " "
			}
			if n.trailing && k+1 == len(broken) {
				p.tail = " "
			}
			add(p)
			if note != "" && k == len(broken)-1 {
				*texts = append(*texts, note)
				last := &pages[len(pages)-1]
				for j, l := range n.wrap(note, width, random) {
					last.notes = append(last.notes, piece{text: l, block: len(*texts) - 1, first: j == 0})
					count++
				}
			}
		}
		if n.blank {
			add(piece{block: -1})
		}
	}
	return pages
}

// putBeside writes a page's lines as two columns side by side: the first half
// of the lines on the left.
func (n noise) putBeside(lines []piece, put func(piece)) {
	for len(lines) > 0 && lines[len(lines)-1].text == "" {
		lines = lines[:len(lines)-1]
	}
	half := (len(lines) + 1) / 2
	widest := 0
	for _, l := range lines[:half] {
		widest = max(widest, columns(l.text))
	}
	for i, l := range lines[:half] {
		if half+i >= len(lines) || lines[half+i].text == "" {
			put(l)
			continue
		}
		r := lines[half+i]
		r.lead = strings.Repeat(" ", widest+4-columns(l.text))
		l.open = true
		put(l)
		put(r)
	}
}

var paragraphNumber = regexp.MustCompile(`(?m)^\d+\. `)

// noted glues a footnote's mark to a sentence's end or a word and gives the note.
func noted(text, lang string, number int, random *rand.Rand) (body, note string) {
	mark := fmt.Sprint(number)
	notes := map[string][]string{
		"en": {"See decision 7/3, adopted by the Commission at its seventh session without a vote, and the statement that the harbour masters made on that occasion.", "Ibid.", "Report of the secretariat, paragraphs 4 to 9."},
		"ru": {"См. решение 7/3, принятое Комиссией на ее седьмой сессии без голосования, и заявление, с которым выступили по этому случаю начальники гаваней.", "Там же.", "Доклад секретариата, пункты 4–9."},
		"zh": {"见委员会第七届会议未经表决通过的第 7/3 号决定以及各港口主管在这一场合发表的声明，该声明已作为会议室文件分发给所有成员。", "同上。", "秘书处的报告，第4至9段。"},
	}[lang]
	note = mark + " " + notes[random.IntN(len(notes))]
	return text + mark, note
}

// explode puts spaces into numbers of dates: "2 0 19 年 1 0 月".
func explode(s string, random *rand.Rand) string {
	return explodable.ReplaceAllStringFunc(s, func(m string) string {
		var b strings.Builder
		for i, r := range m {
			if i > 0 && isDigit(r) && random.IntN(3) > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
		}
		return b.String()
	})
}

var explodable = regexp.MustCompile(`\d{1,4} ?[年月日届]`)

// spreadOut writes a title with spaces between its letters: Chinese characters
// by two, one word of another script by one.
func spreadOut(s, lang string) string {
	label, title, ok := strings.Cut(s, ". ")
	if label += ". "; !ok {
		label, title = "", s
	}
	if strings.ContainsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) }) || lang != "zh" && label != "" {
		return s
	}
	if lang == "zh" {
		return label + strings.Join(strings.Split(title, ""), "  ")
	}
	return strings.Join(strings.Split(title, ""), " ")
}
