package choose

import (
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// Row is what an expression sees of a group. A reader that has no corpus.Family
// fills those fields that Choice.Columns names.
type Row struct {
	ID         string   `expr:"id"`
	Doc        string   `expr:"doc"`
	En         string   `expr:"en"`
	Ru         string   `expr:"ru"`
	Zh         string   `expr:"zh"`
	Langs      []string `expr:"langs"`
	Type       string   `expr:"type"`
	OrigLang   string   `expr:"orig_lang"` // several are joined by commas
	Direction  string   `expr:"direction"` // Direction gives it
	Evidence   string   `expr:"evidence"`
	Relay      bool     `expr:"relay"`
	Score      float64  `expr:"score"`
	Confidence float64  `expr:"confidence"`
	Flags      []string `expr:"flags"`
	Split      string   `expr:"split"`

	Symbol  string   `expr:"symbol"` // the first of Symbols
	Symbols []string `expr:"symbols"`
	DocType string   `expr:"doc_type"`
	Title   string   `expr:"title"`
	Date    string   `expr:"date"`
	Year    int      `expr:"year"` // Year gives it
	Session int      `expr:"session"`
	Agenda  []string `expr:"agenda"`
	Path    string   `expr:"path"`
	Format  string   `expr:"format"`

	Section string `expr:"section"`
	Kind    string `expr:"kind"`
	Page    int    `expr:"page"`

	Checks []corpus.CheckScore `expr:"-"` // what check() reads
}

// Column is a name that an expression may use.
type Column struct {
	Name string `json:"name"` // in expressions
	From string `json:"from"` // table and column of the corpus: "parallel.confidence"
	Doc  string `json:"doc"`  // what it is, with its values
}

// Columns lists the names in the order of the help.
var Columns = []Column{
	{"confidence", "parallel.confidence", "probability, 0 to 1, that the group is exactly right"},
	{"score", "parallel.score", "mean score of its beads, nats a unit"},
	{"type", "parallel.type", `sizes in en, ru and zh: "1-1-1", "0-1-2"`},
	{"langs", "parallel.translation", `languages that the group has: ["en", "zh"]`},
	{"en", "parallel.translation", "text, empty if there is none; len(en) counts characters"},
	{"ru", "parallel.translation", "text"},
	{"zh", "parallel.translation", "text"},
	{"orig_lang", "parallel.orig_lang", `original language of the section: "ru"; empty if not known`},
	{"direction", "parallel.orig_lang", `original and other languages: "ru>en+zh"; empty if not known`},
	{"evidence", "parallel.evidence", `where the original was read: "bracket", "speech", "masthead", "sibling", "none"`},
	{"relay", "parallel.relay", "a side may have been translated through a third language"},
	{"flags", "parallel.flags", "doubts by name; flag(NAME) asks for one"},
	{"split", "parallel.split", `"train", "dev", "test" or empty`},
	{"id", "parallel.id", "of the group"},
	{"doc", "parallel.doc_id", "of the document"},
	{"symbol", "documents.symbols", `first symbol of the document: "A/75/860"`},
	{"symbols", "documents.symbols", "all its symbols"},
	{"doc_type", "documents.type", `"letter", "resolution", "report", "record", "statement", "draft", "note" or empty`},
	{"title", "documents.title", "of the document"},
	{"date", "documents.date", `"2021-04-16", compares as text; empty if not known`},
	{"year", "documents.date", "number; 0 if not known"},
	{"session", "documents.masthead.session_no", "number; 0 if not known"},
	{"agenda", "documents.masthead.agenda_items", `agenda items: ["130(t)"]`},
	{"path", "documents.source.path", "file of the first version"},
	{"format", "documents.source.format", `of that file: "plain text", "pdf" …`},
	{"section", "documents.sections.type", `"body", "letter", "annex", "appendix", "enclosure", "speech", "reply"`},
	{"kind", "units.kind", `of its first unit: "sentence", "heading", "operative", "list_item", "signature" …`},
	{"page", "units.page", "on which its first unit begins; 0 if there are no pages"},
}

// Function is one of ours that an expression may call.
type Function struct {
	Call string `json:"call"` // an example
	From string `json:"from"` // table and column
	Doc  string `json:"doc"`
}

// Functions lists them.
var Functions = []Function{
	{`flag("numbers")`, "parallel.flags", "the group has that flag"},
	{`check("length")`, "parallel.checks", "score of a quality check, 0 if it found nothing"},
	{`has("ru")`, "parallel.translation", "the group has that language"},
}

// Year gives the year of an ISO date; otherwise, if there is no date, other.
func Year(date string, other int) int {
	const digits = 4
	if len(date) < digits {
		return other
	}
	y, err := strconv.Atoi(date[:digits])
	if err != nil {
		return other
	}
	return y
}

// Direction writes original languages and the languages of a group: "ru>en+zh";
// empty if the original is not known.
func Direction(original, langs []string) string {
	if len(original) == 0 {
		return ""
	}
	var others []string
	for _, l := range langs {
		if !slices.Contains(original, l) {
			others = append(others, l)
		}
	}
	return strings.Join(original, ",") + ">" + strings.Join(others, "+")
}

// Fill makes the row of a group. Versions tell of the document in the order of
// their languages; the first that knows something is believed.
func (r *Row) Fill(f *corpus.Family, g *corpus.Group) {
	*r = Row{
		ID: g.ID, Doc: f.ID, Type: sizes(g), OrigLang: strings.Join(g.Original, ","), Evidence: string(g.Evidence),
		Relay: g.Relay, Score: g.Score, Confidence: g.Confidence, Flags: g.Flags, Split: g.Split, Checks: g.Checks, Langs: r.Langs[:0],
	}
	for _, d := range f.Versions {
		r.document(d)
		members := g.Members[d.Lang]
		if len(members) == 0 {
			continue
		}
		r.Langs = append(r.Langs, d.Lang)
		r.text(d, members)
		u := &d.Units[members[0]]
		if r.Kind == "" {
			r.Kind, r.Page = string(u.Kind), u.Page
		}
		if r.Section == "" && u.Section >= 0 && u.Section < len(d.Sections) {
			r.Section = d.Sections[u.Section].Type
		}
	}
	r.Direction = Direction(g.Original, r.Langs)
}

// sizes gives the type as table parallel has it.
func sizes(g *corpus.Group) string {
	var b [3]string
	for i, lang := range []string{"en", "ru", "zh"} {
		b[i] = strconv.Itoa(len(g.Members[lang]))
	}
	return strings.Join(b[:], "-")
}

func (r *Row) text(d *corpus.Document, members []int) {
	parts := make([]string, len(members))
	for i, u := range members {
		parts[i] = d.Units[u].Norm
	}
	switch d.Lang {
	case "en":
		r.En = strings.Join(parts, " ")
	case "ru":
		r.Ru = strings.Join(parts, " ")
	case "zh":
		r.Zh = strings.Join(parts, "")
	}
}

func (r *Row) document(d *corpus.Document) {
	m := &d.Masthead
	first := func(to *string, s string) {
		if *to == "" {
			*to = s
		}
	}
	first(&r.DocType, m.Type)
	first(&r.Title, m.Title)
	first(&r.Date, m.Date)
	first(&r.Path, d.Source.Path)
	first(&r.Format, d.Source.Format)
	if len(r.Symbols) == 0 && len(m.Symbols) > 0 {
		r.Symbols, r.Symbol = m.Symbols, m.Symbols[0]
	}
	if r.Session == 0 {
		r.Session = m.SessionNo
	}
	if len(r.Agenda) == 0 {
		r.Agenda = m.AgendaItems
	}
	if r.Year == 0 {
		r.Year = Year(r.Date, m.Year)
	}
}
