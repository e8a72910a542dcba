package ingest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tritext/corpus"
)

// htmlFormat is HTML and XHTML. Elements are blocks as browsers show them; what
// surrounds the text of a page (navigation, headers, lists of links) is taken
// out with the rule "boilerplate". Places lead to the bytes of the file.
var htmlFormat = Format{
	Name: "html", Suffixes: []string{".html", ".htm", ".xhtml", ".shtml"},
	sniff:  func(head []byte) bool { return htmlHead.Match(sniffText(head)) },
	decode: decodeHTML,
}

// htmlHead is how an HTML file begins, behind an XML declaration and comments.
var htmlHead = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]`)

// sniffText makes UTF-16 readable enough to be sniffed.
func sniffText(head []byte) []byte {
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	return bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
}

func decodeHTML(in input) (decoded, *Error) {
	source, fault := sourceText(in, htmlCharset)
	if fault != nil {
		return decoded{}, fault
	}
	main := mainTag(source.text)
	d, kept, fault := readHTML(in.path, source, main)
	if main != 0 && (fault != nil || 5*kept < len(d.text)) { // the page uses it for something else
		d, _, fault = readHTML(in.path, source, 0)
	}
	return d, fault
}

// sourceText decodes a file of markup, with the charset that it declares if that
// fits.
func sourceText(in input, declared *regexp.Regexp) (decoded, *Error) {
	head := in.data[:min(len(in.data), sniffBytes)]
	if m := declared.FindSubmatch(head); m != nil {
		if c := charsetNamed(string(m[1])); c != nil && firstBad(in.data) >= 0 {
			if text, ok := c.decode(in.data); ok {
				return decoded{text: text, charset: c.name, places: c.places(text, in.data)}, nil
			}
		}
	}
	return decodeText(in.path, in.data, in.lang)
}

// htmlCharset is a charset declared in a page's head.
var htmlCharset = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)`)

// charsetNamed gives the charset of that name on the web.
func charsetNamed(name string) *charset {
	name = strings.ToLower(name)
	for alias, iana := range map[string]string{
		"gb2312": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030", "gb_2312-80": "GB18030", "cp1251": "windows-1251",
		"big5-hkscs": "Big5", "koi8": "KOI8-R", "iso-8859-1": "windows-1252", "latin1": "windows-1252", "cp866": "IBM866",
	} {
		if alias == name {
			name = strings.ToLower(iana)
		}
	}
	for i := range legacy {
		if strings.ToLower(legacy[i].name) == name {
			return &legacy[i]
		}
	}
	return nil
}

// mainTag tells which element holds the text of a page: main, or a single
// article; 0 if neither does.
func mainTag(page string) atom.Atom {
	page = strings.ToLower(page)
	if strings.Contains(page, "<main") {
		return atom.Main
	}
	if strings.Count(page, "<article") == 1 {
		return atom.Article
	}
	return 0
}

// element is an open element.
type element struct {
	tag  atom.Atom
	name string
	out  bool   // its text is none
	lang string // ISO 639-1
	note bool   // a footnote
	list int    // number of the last item; of ordered lists
	kind byte   // of an ordered list: 1 a A i I
	sup  int    // where the text of a raised element begins
}

// mostDepth is the most elements inside each other; browsers end at 512.
const mostDepth = 512

// htmlReader walks the tokens of a page.
type htmlReader struct {
	x     *extract
	main  atom.Atom
	open  []element
	at    int // of the token in the source
	inner int // open elements of the main tag

	row      int // index of the first mark of the open row; -1 if none is open
	rowStart int // in the text
	cells    int
	links    int // bytes of links in the open block
	linked   []int
	inLink   int
	tooDeep  bool
}

// readHTML reads a page and tells how many bytes of its text were kept.
func readHTML(path string, source decoded, main atom.Atom) (decoded, int, *Error) {
	x := &extract{source: &corpus.Document{Raw: source.text, Source: corpus.Source{Places: source.places}}}
	r := &htmlReader{x: x, main: main, row: -1}
	r.read(source.text)
	d, fault := x.decoded(path, source.charset)
	if fault != nil {
		return d, 0, fault
	}
	if r.tooDeep {
		d.problems = append(d.problems, corpus.Problem{What: fmt.Sprintf("more than %d elements inside each other: the inner ones are not told apart", mostDepth)})
	}
	dropLinkLists(&d, r.linked)
	kept := 0
	for i := range d.marks {
		switch m := &d.marks[i]; {
		case m.Kind.Block():
			kept += m.Len()
		case m.Kind == corpus.MarkOut && m.Rule == ruleBoilerplate:
			kept -= m.Len()
		}
	}
	return d, kept, nil
}

// read walks the page.
func (r *htmlReader) read(page string) {
	z := html.NewTokenizer(strings.NewReader(page))
	if r.main != 0 {
		r.x.takeOut(ruleBoilerplate)
	}
	for !r.x.full() {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			if !r.silent() {
				before := r.x.text.Len()
				r.x.markup(raw, r.at)
				if r.inLink > 0 {
					r.links += r.x.text.Len() - before
				}
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			e := element{tag: atom.Lookup(name), name: string(name)}
			attrs := map[string]string{}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				attrs[string(k)] = string(v)
			}
			r.start(e, attrs)
			if kind == html.SelfClosingTagToken && !void(e.tag) && strings.HasSuffix(raw, "/>") && e.tag == 0 {
				r.stop(e.tag, e.name)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			r.stop(atom.Lookup(name), string(name))
		}
		r.at += len(raw)
	}
}

// silent elements have no text at all.
func (r *htmlReader) silent() bool {
	if n := len(r.open); n > 0 {
		switch r.open[n-1].tag {
		case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Title, atom.Textarea, atom.Select, atom.Option, atom.Svg, atom.Math, atom.Iframe, atom.Object:
			return true
		}
	}
	return slices.ContainsFunc(r.open, func(e element) bool { return e.tag == atom.Head || e.tag == atom.Svg || e.tag == atom.Select })
}

// void elements have no end.
func void(t atom.Atom) bool {
	switch t {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Area, atom.Base, atom.Col, atom.Embed, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// blockLevel elements begin and end a block.
func blockLevel(t atom.Atom) bool {
	switch t {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Address,
		atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Figure, atom.Figcaption, atom.Form,
		atom.Fieldset, atom.Hr, atom.Center, atom.Body, atom.Html, atom.Details, atom.Summary, atom.Hgroup, atom.Legend:
		return true
	}
	return false
}

// around is what stands around the text of a page, by the names that its
// authors give to elements.
var around = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|sidebar|share|social|banner|skip-link|pagination|toolbar|advert|ads)(?:$|[\s_-])`)

// footnoteName is how footnotes are called.
var footnoteName = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:footnotes?|endnotes?|fn|ftn|edn)(?:[\s_-]?\d+)?$`)

// isAround tells elements that are no text of the page.
func (r *htmlReader) isAround(e element, attrs map[string]string) bool {
	switch e.tag {
	case atom.Nav, atom.Aside, atom.Button:
		return true
	case atom.Header, atom.Footer: // of the page, not of an article
		return !slices.ContainsFunc(r.open, func(o element) bool { return o.tag == atom.Article || o.tag == atom.Main })
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	if _, ok := attrs["hidden"]; ok || attrs["aria-hidden"] == "true" || hiddenStyle.MatchString(attrs["style"]) {
		return true
	}
	switch attrs["role"] {
	case "navigation", "banner", "contentinfo", "search", "menu", "complementary":
		return true
	}
	return around.MatchString(attrs["class"]) || around.MatchString(attrs["id"])
}

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// start opens an element.
func (r *htmlReader) start(e element, attrs map[string]string) {
	switch e.tag {
	case atom.Br:
		r.x.newline(r.at)
		return
	case atom.Wbr:
		return
	}
	if void(e.tag) && e.tag != atom.Hr {
		return
	}
	// What HTML closes by itself.
	switch e.tag {
	case atom.Li:
		r.closeUpTo(atom.Li, atom.Ul, atom.Ol)
	case atom.Tr:
		r.closeUpTo(atom.Tr, atom.Table)
	case atom.Td, atom.Th:
		r.closeUpTo(atom.Td, atom.Tr, atom.Table)
		r.closeUpTo(atom.Th, atom.Tr, atom.Table)
	case atom.Dt, atom.Dd:
		r.closeUpTo(atom.Dt, atom.Dl)
		r.closeUpTo(atom.Dd, atom.Dl)
	case atom.Option:
		r.closeUpTo(atom.Option, atom.Select)
	}
	if blockLevel(e.tag) && e.tag != atom.Td && e.tag != atom.Th {
		r.closeUpTo(atom.P, atom.Div, atom.Td, atom.Th, atom.Li, atom.Body)
	}
	if len(r.open) >= mostDepth {
		r.tooDeep = true
		return
	}
	lang := attrs["lang"]
	if lang == "" {
		lang = attrs["xml:lang"]
	}
	if n := len(r.open); n > 0 {
		e.lang, e.note = r.open[n-1].lang, r.open[n-1].note
	}
	if lang != "" {
		e.lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	}
	e.note = e.note || footnoteName.MatchString(attrs["class"]) || footnoteName.MatchString(attrs["id"]) || strings.Contains(attrs["role"], "doc-footnote") || strings.Contains(attrs["epub:type"], "footnote")
	if e.out = r.isAround(e, attrs); e.out {
		r.block(e, attrs)
		r.x.takeOut(ruleBoilerplate)
		r.open = append(r.open, e)
		return
	}
	if e.tag == r.main && r.main != 0 {
		if r.inner++; r.inner == 1 {
			r.endBlock()
			r.x.keep()
		}
	}
	switch e.tag {
	case atom.Ol:
		e.kind = '1'
		if t := attrs["type"]; len(t) == 1 {
			e.kind = t[0]
		}
		e.list, _ = strconv.Atoi(attrs["start"])
		e.list = max(e.list-1, 0)
	case atom.A:
		if attrs["href"] != "" {
			r.inLink++
		}
	case atom.Sup:
		e.sup = r.x.text.Len()
	}
	r.block(e, attrs)
	if !void(e.tag) {
		r.open = append(r.open, e)
	}
}

// block begins and ends blocks and rows as an element opens.
func (r *htmlReader) block(e element, attrs map[string]string) {
	if !blockLevel(e.tag) {
		return
	}
	r.endBlock()
	m := corpus.Mark{Kind: corpus.MarkParagraph, Lang: e.lang, ID: ""}
	switch e.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		m.Kind, m.Level = corpus.MarkHeading, int(e.name[1]-'0')
	case atom.Li:
		m.Kind = corpus.MarkListItem
		for i := len(r.open) - 1; i >= 0; i-- {
			if o := &r.open[i]; o.tag == atom.Ul || o.tag == atom.Ol {
				m.Level++
				if m.Level == 1 && o.tag == atom.Ol {
					o.list++
					if n, err := strconv.Atoi(attrs["value"]); err == nil {
						o.list = n
					}
					m.Label = listLabel(o.kind, o.list) + "."
				}
			}
		}
	case atom.Blockquote:
		m.Kind = corpus.MarkQuote
	case atom.Caption, atom.Figcaption:
		m.Kind = corpus.MarkCaption
	case atom.Tr:
		r.row, r.rowStart, r.cells = len(r.x.marks), r.x.text.Len(), 0
		return
	case atom.Td, atom.Th:
		r.cells++
	case atom.Table, atom.Ul, atom.Hr:
		r.row = -1
		return
	}
	if e.note {
		m.Kind = corpus.MarkFootnote
	}
	r.x.begin(m)
	if m.Label != "" {
		r.x.put(m.Label+" ", r.at)
	}
}

// endBlock ends the open block and notes whether it is a link.
func (r *htmlReader) endBlock() {
	if r.x.open > 0 {
		i := r.x.open - 1
		n := r.x.text.Len() - r.x.marks[i].Start
		if n > 0 && 10*r.links > 7*n {
			r.linked = append(r.linked, i)
		}
	}
	r.links = 0
	r.x.end()
}

// closeUpTo ends the nearest open element of a kind, if none of the others
// stands between.
func (r *htmlReader) closeUpTo(tag atom.Atom, walls ...atom.Atom) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].tag == tag {
			r.stop(tag, r.open[i].name)
			return
		}
		if slices.Contains(walls, r.open[i].tag) {
			return
		}
	}
}

// stop closes an element and all inside it.
func (r *htmlReader) stop(tag atom.Atom, name string) {
	at := -1
	for i := len(r.open) - 1; i >= 0 && at < 0; i-- {
		if r.open[i].name == name {
			at = i
		}
	}
	if at < 0 {
		if tag == atom.P { // an empty paragraph
			r.endBlock()
		}
		return
	}
	for len(r.open) > at {
		e := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.close(e)
	}
}

// close ends one element.
func (r *htmlReader) close(e element) {
	switch e.tag {
	case atom.A:
		r.inLink = max(0, r.inLink-1)
	case atom.Sup:
		if start := e.sup; r.x.open > 0 && start > r.x.marks[r.x.open-1].Start && start < r.x.text.Len() && noteMark.MatchString(strings.TrimSpace(r.x.text.String()[start:])) {
			r.x.note(start)
		}
	}
	if blockLevel(e.tag) {
		r.endBlock()
	}
	if e.out {
		r.x.keep()
	}
	if e.tag == r.main && r.main != 0 {
		if r.inner--; r.inner == 0 {
			r.x.takeOut(ruleBoilerplate)
		}
	}
	if e.tag == atom.Tr {
		r.endRow()
	}
}

// endRow makes one block of the cells of a row, if each cell is one block.
func (r *htmlReader) endRow() {
	first := r.row
	r.row = -1
	if first < 0 || first >= len(r.x.marks) {
		return
	}
	blocks := 0
	for _, m := range r.x.marks[first:] {
		if m.Kind.Block() {
			blocks++
		}
	}
	if r.cells < 2 || blocks < 2 || blocks > r.cells {
		return // a table for layout
	}
	row := r.x.marks[first]
	row.Kind, row.End, row.Level, row.Label = corpus.MarkTableRow, r.x.text.Len()-1, 0, ""
	r.linked = slices.DeleteFunc(r.linked, func(i int) bool { return i >= first })
	rest := []corpus.Mark{row}
	for _, m := range r.x.marks[first:] {
		if !m.Kind.Block() {
			rest = append(rest, m)
		}
	}
	r.x.marks = append(r.x.marks[:first], rest...)
}

// listLabel writes the number of an item.
func listLabel(kind byte, n int) string {
	switch kind {
	case 'a':
		return letters26(n, 'a')
	case 'A':
		return letters26(n, 'A')
	case 'i':
		return strings.ToLower(roman(n))
	case 'I':
		return roman(n)
	}
	return strconv.Itoa(n)
}

// leastLinks is how many blocks of links in a row are a list of links.
const leastLinks = 3

// dropLinkLists takes out blocks that are links, where several stand together.
func dropLinkLists(d *decoded, linked []int) {
	order := map[int]int{} // block mark → its number among blocks
	n := 0
	for i := range d.marks {
		if d.marks[i].Kind.Block() {
			order[i] = n
			n++
		}
	}
	for lo := 0; lo < len(linked); {
		hi := lo + 1
		for hi < len(linked) && order[linked[hi]] == order[linked[hi-1]]+1 {
			hi++
		}
		if hi-lo >= leastLinks {
			for _, i := range linked[lo:hi] {
				d.marks[i].Kind, d.marks[i].Rule = corpus.MarkOut, ruleBoilerplate
			}
		}
		lo = hi
	}
}
