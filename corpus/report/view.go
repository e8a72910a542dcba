package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
)

// View is a document as its page shows it: a column a language, a row for what
// belongs together, and between the rows what stands apart.
type View struct {
	ID        string
	Title     string
	Languages []string // the columns
	Versions  []ViewVersion
	Rows      []ViewRow
	Plots     []ViewPlot
	Linked    bool // the corpus was built with links between words
	Beads     int
	Expected  float64 // sum of the confidences: how many beads are expected to be right
	Doubtful  int     // rows of low confidence or with a flag
	Problems  []string
	Back      string // address of the report; "" if there is none
}

// ViewVersion is the head of a column.
type ViewVersion struct {
	Lang, Name string
	Fields     []Field // masthead and source
}

// Field is a name with a value.
type Field struct{ Name, Value string }

// ViewRow is a group, or (Loose) units and removals that stand in no group.
type ViewRow struct {
	ID         string // of the group; "" if loose
	Number     string // g12 of DOC#g12
	Loose      bool
	Section    string // heading of a section that begins here; "" elsewhere
	Colour     int    // 0 to 5
	Type       string // units by column, "" if one each: 1·2·1
	Confidence float64
	Level      string // low, mid, high
	Alone      bool   // a group of one language
	Flags      []string
	Relay      bool
	Checked    bool
	Doubt      bool
	Cells      []ViewCell
}

// ViewCell is a language's side of a row.
type ViewCell struct {
	Lang  string
	Items []ViewItem
}

// ViewItem is a unit, or (Rule) a stretch that was removed.
type ViewItem struct {
	ID    string
	Kind  string
	Label string
	Page  int
	Reads string
	Apart bool
	Long  bool // folded at first
	Rule  string
	Words []ViewWord
}

// ViewWord is a piece of the text of a unit.
type ViewWord struct {
	Text  string
	Class string // "", num, sym
	N     int    // number of a word with links in its row, from 1; 0: no links
	To    string // numbers of its partners in the row
}

// Removed is a stretch that was taken out of a version, with its text.
type Removed struct {
	Start int // byte of the file
	Rule  string
	Text  string
}

// order is the order of the columns: the languages that we know first.
var order = []string{"zh", "en", "ru"}

// names of languages, for readers.
var names = map[string]string{"zh": "Chinese", "en": "English", "ru": "Russian", "fr": "French", "es": "Spanish", "ar": "Arabic"}

func nameOf(code string) string {
	if n, ok := names[code]; ok {
		return n
	}
	return code
}

// byOrder sorts codes as the columns are.
func byOrder(a, b string) int {
	at := func(code string) int {
		if i := slices.Index(order, code); i >= 0 {
			return i
		}
		return len(order)
	}
	return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a, b))
}

// Confidence below low is a doubt, from high on there is none to speak of.
const (
	lowConfidence  = .5
	highConfidence = .9
)

// level names a confidence.
func level(p float64) string {
	switch {
	case p < lowConfidence:
		return "low"
	case p < highConfidence:
		return "mid"
	}
	return "high"
}

// Many tells whether there are so many rows that a browser should lay out only
// those that are seen.
func (v *View) Many() bool { return len(v.Rows) > 500 }

// longUnit is the length in characters from which a unit is folded.
const longUnit = 1200

// NewView makes the view of a family as store.Family.Corpus gives it; removed
// are the stretches by language, in the order of the text (layout, which is
// white space, is not shown).
func NewView(f *corpus.Family, removed map[string][]Removed) *View {
	v := &View{ID: f.ID}
	for _, d := range f.Versions {
		v.Languages = append(v.Languages, d.Lang)
	}
	slices.SortFunc(v.Languages, byOrder)
	for _, lang := range v.Languages {
		d := f.Version(lang)
		v.Versions = append(v.Versions, version(d))
		if v.Title == "" || lang == "en" && d.Masthead.Title != "" {
			v.Title = d.Masthead.Title
		}
		for _, p := range d.Problems {
			v.Problems = append(v.Problems, problemText(lang, p))
		}
	}
	for i := range f.Beads {
		v.Beads++
		v.Expected += f.Beads[i].Confidence
		v.Linked = v.Linked || len(f.Beads[i].Links) > 0
	}
	layRows(v, f, removed)
	for _, r := range v.Rows {
		if r.Doubt {
			v.Doubtful++
		}
	}
	for i, a := range v.Languages {
		for _, b := range v.Languages[i+1:] {
			if p, ok := dotPlot(f, a, b); ok {
				v.Plots = append(v.Plots, p)
			}
		}
	}
	return v
}

func problemText(lang string, p corpus.Problem) string {
	where := lang
	if p.Line > 0 {
		where += fmt.Sprintf(", line %d", p.Line)
	}
	return fmt.Sprintf("%s (%s): %s", where, p.Stage, p.What)
}

// version makes the head of a column: what the masthead says, and the source.
func version(d *corpus.Document) ViewVersion {
	out := ViewVersion{Lang: d.Lang, Name: nameOf(d.Lang)}
	m := &d.Masthead
	for _, f := range []Field{
		{"Title", m.Title}, {"Symbols", strings.Join(m.Symbols, ", ")}, {"Type", m.Type}, {"Date", m.Date},
		{"Bodies", strings.Join(m.Bodies, ", ")}, {"Distribution", m.Distribution}, {"Session", strings.Join(m.Sessions, "; ")},
		{"Agenda items", strings.Join(m.AgendaItems, ", ")}, {"Job number", m.JobNumber}, {"Original", codes(m.Original)},
		{"File", d.Source.Path}, {"Member", d.Source.Member}, {"Charset", d.Source.Charset},
	} {
		if f.Value != "" {
			out.Fields = append(out.Fields, f)
		}
	}
	for _, s := range d.Sections {
		if len(s.Original) > 0 {
			out.Fields = append(out.Fields, Field{strings.TrimSpace(s.Type + " " + s.Label), "original " + codes(s.Original) + " (" + string(s.Evidence) + ")"})
		}
	}
	return out
}

func codes(all []string) string {
	var out []string
	for _, c := range all {
		out = append(out, nameOf(c))
	}
	return strings.Join(out, ", ")
}

// layRows fills the rows: the groups in their order, before each what stands
// apart in front of it.
func layRows(v *View, f *corpus.Family, removed map[string][]Removed) {
	cols := make([]*column, len(v.Languages))
	for i, lang := range v.Languages {
		cols[i] = newColumn(f, lang, removed[lang])
	}
	grouped := map[string]map[int]bool{}
	for _, c := range cols {
		grouped[c.doc.Lang] = map[int]bool{}
	}
	for i := range f.Groups {
		for lang, units := range f.Groups[i].Members {
			for _, u := range units {
				grouped[lang][u] = true
			}
		}
	}
	section := ""
	loose := func(before func(c *column) int) {
		row := ViewRow{Loose: true}
		any := false
		for _, c := range cols {
			cell := ViewCell{Lang: c.doc.Lang, Items: c.upTo(before(c), grouped[c.doc.Lang])}
			any = any || len(cell.Items) > 0
			row.Cells = append(row.Cells, cell)
		}
		if any {
			v.Rows = append(v.Rows, row)
		}
	}
	for i := range f.Groups {
		g := &f.Groups[i]
		loose(func(c *column) int {
			if units := g.Members[c.doc.Lang]; len(units) > 0 {
				return units[0]
			}
			if i == 0 { // mastheads stand on top, side by side
				return c.lead(grouped[c.doc.Lang])
			}
			return c.next
		})
		row := groupRow(f, g, cols)
		row.Colour = i % 6
		if name := sectionOf(f, g); name != section {
			row.Section, section = name, name
		}
		v.Rows = append(v.Rows, row)
	}
	loose(func(c *column) int { return len(c.doc.Units) })
}

// sectionOf names the section in which a group stands.
func sectionOf(f *corpus.Family, g *corpus.Group) string {
	for _, lang := range []string{"en", "ru", "zh"} {
		d := f.Version(lang)
		if d == nil || len(g.Members[lang]) == 0 {
			continue
		}
		n := d.Units[g.Members[lang][0]].Section
		if n < 0 || n >= len(d.Sections) || len(d.Sections) == 1 && len(d.Sections[0].Original) == 0 {
			return ""
		}
		s := d.Sections[n]
		name := strings.TrimSpace(strings.ToUpper(s.Type[:min(1, len(s.Type))]) + s.Type[min(1, len(s.Type)):] + " " + s.Label)
		if len(s.Original) > 0 {
			name += " — original: " + codes(s.Original)
		}
		return name
	}
	return ""
}

func groupRow(f *corpus.Family, g *corpus.Group, cols []*column) ViewRow {
	_, number, _ := strings.Cut(g.ID, "#")
	row := ViewRow{
		ID: g.ID, Number: number, Confidence: g.Confidence, Level: level(g.Confidence), Flags: g.Flags, Relay: g.Relay,
		Alone: len(g.Members) < 2, Checked: len(g.Beads) > 0,
	}
	for _, b := range g.Beads {
		row.Checked = row.Checked && f.Beads[b].Method == "checked"
	}
	row.Doubt = row.Level == "low" || len(g.Flags) > 0
	links := newLinker(f, g)
	for _, c := range cols {
		cell := ViewCell{Lang: c.doc.Lang}
		for _, u := range g.Members[c.doc.Lang] {
			cell.Items = append(cell.Items, unitItem(&c.doc.Units[u], func(t int) (int, string) { return links.of(c.doc.Lang, u, t) }))
		}
		row.Cells = append(row.Cells, cell)
	}
	row.Type = sizes(row.Cells)
	return row
}

// sizes tells how many units stand in each column: 1·2·1, "" if one in each.
func sizes(cells []ViewCell) string {
	var out []string
	ones := true
	for _, c := range cells {
		out = append(out, fmt.Sprint(len(c.Items)))
		ones = ones && len(c.Items) == 1
	}
	if ones {
		return ""
	}
	return strings.Join(out, "·")
}

// column walks through a version: its units and removals in order.
type column struct {
	doc     *corpus.Document
	removed []Removed
	next    int // unit that was not shown yet
}

func newColumn(f *corpus.Family, lang string, removed []Removed) *column {
	c := &column{doc: f.Version(lang)}
	for _, r := range removed {
		if r.Rule != "layout" && strings.TrimSpace(r.Text) != "" {
			c.removed = append(c.removed, r)
		}
	}
	return c
}

// lead gives the first unit that is in a group.
func (c *column) lead(grouped map[int]bool) int {
	for u := range c.doc.Units {
		if grouped[u] {
			return u
		}
	}
	return 0
}

// upTo gives what stands before a unit, was not shown, and is in no group.
func (c *column) upTo(unit int, grouped map[int]bool) (items []ViewItem) {
	at := func(u int) int {
		if u < len(c.doc.Units) && len(c.doc.Units[u].Spans) > 0 {
			return c.doc.Units[u].Spans[0].Start
		}
		return 1 << 60
	}
	for {
		u := c.next
		switch {
		case len(c.removed) > 0 && (u <= unit) && c.removed[0].Start < at(min(u, unit)):
			r := c.removed[0]
			c.removed = c.removed[1:]
			items = append(items, ViewItem{Rule: r.Rule, Words: []ViewWord{{Text: strings.TrimSpace(r.Text)}}})
		case u >= unit:
			return items
		default:
			c.next++
			if !grouped[u] {
				item := unitItem(&c.doc.Units[u], nil)
				item.Apart = true
				items = append(items, item)
			}
		}
	}
}

// unitItem makes the item of a unit; link gives a token's number and partners.
func unitItem(u *corpus.Unit, link func(token int) (int, string)) ViewItem {
	item := ViewItem{ID: u.ID, Kind: string(u.Kind), Label: u.Label, Page: u.Page, Reads: u.Reads, Long: utf8.RuneCountInString(u.Norm) > longUnit}
	if len(u.Tokens) == 0 { // a corpus that was read without them
		item.Words = []ViewWord{{Text: u.Norm}}
		return item
	}
	plain := ViewWord{}
	flush := func() {
		if plain.Text != "" {
			item.Words = append(item.Words, plain)
			plain = ViewWord{}
		}
	}
	end := 0
	for i, t := range u.Tokens {
		if t.Start < end || t.End > len(u.Norm) { // rows of another program
			continue
		}
		w := ViewWord{Text: u.Norm[end:t.End]}
		end = t.End
		switch t.Kind {
		case segment.Number:
			w.Class = "num"
		case segment.Symbol:
			w.Class = "sym"
		}
		if link != nil {
			w.N, w.To = link(i)
		}
		if w.Class == "" && w.N == 0 {
			plain.Text += w.Text
			continue
		}
		flush()
		item.Words = append(item.Words, w)
	}
	plain.Text += u.Norm[end:]
	flush()
	return item
}

// linker numbers the words of a group that have links.
type linker struct {
	numbers map[wordKey]int
	to      map[wordKey][]int
}

type wordKey struct {
	lang        string
	unit, token int
}

func newLinker(f *corpus.Family, g *corpus.Group) *linker {
	l := &linker{map[wordKey]int{}, map[wordKey][]int{}}
	number := func(k wordKey) int {
		if l.numbers[k] == 0 {
			l.numbers[k] = len(l.numbers) + 1
		}
		return l.numbers[k]
	}
	join := func(b *corpus.Bead) {
		for _, x := range b.Links {
			if x.SourceUnit >= len(b.SourceUnits) || x.TargetUnit >= len(b.TargetUnits) {
				continue
			}
			s := wordKey{b.Source, b.SourceUnits[x.SourceUnit], x.SourceToken}
			t := wordKey{b.Target, b.TargetUnits[x.TargetUnit], x.TargetToken}
			from, to := number(s), number(t)
			l.to[s], l.to[t] = append(l.to[s], to), append(l.to[t], from)
		}
	}
	for _, i := range g.Beads {
		join(&f.Beads[i])
	}
	return l
}

func (l *linker) of(lang string, unit, token int) (int, string) {
	k := wordKey{lang, unit, token}
	n := l.numbers[k]
	if n == 0 {
		return 0, ""
	}
	slices.Sort(l.to[k])
	return n, strings.Trim(fmt.Sprint(slices.Compact(l.to[k])), "[]")
}

// ViewPlot is the path of the alignment of two versions.
type ViewPlot struct {
	Source, Target string
	SVG            template.HTML
}
