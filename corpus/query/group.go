package query

import (
	"context"
	"strconv"
	"strings"

	"github.com/zeebo/xxh3"

	"tritext/corpus"
	"tritext/corpus/choose"
	"tritext/corpus/store"
)

// Group is a group as a concordance, a sample or a filter sees it; its columns
// are those of store.ParallelRow.
type Group struct {
	ID          string             `parquet:"id" json:"id"`
	DocID       string             `parquet:"doc_id,dict" json:"doc_id"`
	Translation store.Translation  `parquet:"translation" json:"translation"`
	EnIDs       []string           `parquet:"en_ids,list" json:"en_ids"`
	RuIDs       []string           `parquet:"ru_ids,list" json:"ru_ids"`
	ZhIDs       []string           `parquet:"zh_ids,list" json:"zh_ids"`
	BeadIDs     []string           `parquet:"bead_ids,list" json:"bead_ids"`
	Type        string             `parquet:"type,dict" json:"type"`
	OrigLang    []string           `parquet:"orig_lang,list" json:"orig_lang"`
	Evidence    string             `parquet:"evidence,dict" json:"evidence"`
	Relay       bool               `parquet:"relay" json:"relay"`
	Score       float64            `parquet:"score" json:"score"`
	Confidence  float64            `parquet:"confidence" json:"confidence"`
	Flags       []string           `parquet:"flags,list" json:"flags"`
	Checks      []store.CheckScore `parquet:"checks,list" json:"checks"`
	Split       string             `parquet:"split,dict" json:"split"`
}

// side is the text and the units of one language.
type side struct {
	lang string
	text *string
	ids  []string
}

func (g *Group) sides() [3]side {
	t := &g.Translation
	return [3]side{{"en", t.En, g.EnIDs}, {"ru", t.Ru, g.RuIDs}, {"zh", t.Zh, g.ZhIDs}}
}

// Text gives the text in a language, "" if there is none.
func (g *Group) Text(lang string) string {
	for _, s := range g.sides() {
		if s.lang == lang && s.text != nil {
			return *s.text
		}
	}
	return ""
}

// Filler makes what expressions see (choose.Row) of groups that were read
// without their documents: it holds what the other tables say. It is for one
// goroutine.
type Filler struct {
	row       choose.Row
	documents map[string][]*fillDocument
	units     map[uint64]fillUnit // by hash of the id; nil unless an expression reads units
}

type fillDocument struct {
	ID       string   `parquet:"id"`
	Lang     string   `parquet:"lang,dict"`
	Symbols  []string `parquet:"symbols,list"`
	Type     string   `parquet:"type,dict"`
	Title    string   `parquet:"title"`
	Date     string   `parquet:"date"`
	Masthead struct {
		SessionNo   int32    `parquet:"session_no"`
		Year        int32    `parquet:"year"`
		AgendaItems []string `parquet:"agenda_items,list"`
	} `parquet:"masthead"`
	Source struct {
		Path   string `parquet:"path"`
		Format string `parquet:"format,dict"`
	} `parquet:"source"`
	Sections []struct {
		Type string `parquet:"type,dict"`
	} `parquet:"sections,list"`
}

type fillUnit struct {
	kind string
	page int
}

// NewFiller reads what the choice needs of tables documents and units.
func NewFiller(ctx context.Context, c *store.Corpus, choice *choose.Choice) (*Filler, error) {
	f := &Filler{documents: map[string][]*fillDocument{}}
	if choice.Reads("documents") {
		for d, err := range store.Rows[fillDocument](c, store.TableDocuments) {
			if err != nil {
				return nil, err
			}
			f.documents[d.ID] = append(f.documents[d.ID], d)
		}
	}
	if !choice.Reads("units") {
		return f, nil
	}
	f.units = map[uint64]fillUnit{}
	kinds := map[string]string{}
	return f, c.Scan(ctx, store.TableUnits, []string{"id", "kind", "page"}, 1, func(_ int, ch *store.Chunk) error {
		for row := range ch.Rows {
			kind := string(ch.Columns[1].Text(row, 0))
			if kinds[kind] == "" {
				kinds[kind] = kind // one copy of each
			}
			f.units[xxh3.Hash(ch.Columns[0].Text(row, 0))] = fillUnit{kinds[kind], int(ch.Columns[2].Number(row, 0))}
		}
		return nil
	})
}

// Row gives what an expression sees of the group, as choose.Row.Fill does of a
// family; it is valid until the next call.
func (f *Filler) Row(g *Group) *choose.Row {
	r := &f.row
	*r = choose.Row{
		ID: g.ID, Doc: g.DocID, Langs: r.Langs[:0], Type: g.Type, OrigLang: strings.Join(g.OrigLang, ","), Evidence: g.Evidence,
		Relay: g.Relay, Score: g.Score, Confidence: g.Confidence, Flags: g.Flags, Split: g.Split,
		En: g.Text("en"), Ru: g.Text("ru"), Zh: g.Text("zh"),
	}
	for _, c := range g.Checks {
		r.Checks = append(r.Checks, corpus.CheckScore(c))
	}
	versions := f.documents[g.DocID]
	for _, d := range versions {
		f.document(d)
	}
	for _, s := range g.sides() {
		if len(s.ids) == 0 {
			continue
		}
		r.Langs = append(r.Langs, s.lang)
		if u := f.units[xxh3.HashString(s.ids[0])]; r.Kind == "" {
			r.Kind, r.Page = u.kind, u.page
		}
		for _, d := range versions {
			if n := sectionNumber(s.ids[0]) - 1; d.Lang == s.lang && r.Section == "" && n >= 0 && n < len(d.Sections) {
				r.Section = d.Sections[n].Type
			}
		}
	}
	r.Direction = choose.Direction(g.OrigLang, r.Langs)
	return r
}

// document takes over what no version before it told.
func (f *Filler) document(d *fillDocument) {
	r := &f.row
	for _, x := range []struct {
		to   *string
		from string
	}{{&r.DocType, d.Type}, {&r.Title, d.Title}, {&r.Date, d.Date}, {&r.Path, d.Source.Path}, {&r.Format, d.Source.Format}} {
		if *x.to == "" {
			*x.to = x.from
		}
	}
	if len(r.Symbols) == 0 && len(d.Symbols) > 0 {
		r.Symbols, r.Symbol = d.Symbols, d.Symbols[0]
	}
	if r.Session == 0 {
		r.Session = int(d.Masthead.SessionNo)
	}
	if len(r.Agenda) == 0 {
		r.Agenda = d.Masthead.AgendaItems
	}
	if r.Year == 0 {
		r.Year = choose.Year(r.Date, int(d.Masthead.Year))
	}
}

// sectionNumber reads the section in a unit's id, DOC/LANG#SECTION.BLOCK.SENTENCE.
func sectionNumber(id string) int {
	number, _, _ := strings.Cut(id[strings.LastIndexByte(id, '#')+1:], ".")
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return n
}

// Chosen is a part of a corpus: the groups that a filter kept, their units and
// their beads.
type Chosen struct {
	groups []bool // by row of table parallel
	units  map[uint64]bool
	beads  map[uint64]bool
}

// ChooseGroups asks keep of every group, in the order of the corpus.
func ChooseGroups(ctx context.Context, c *store.Corpus, keep func(*Group) (bool, error)) (*Chosen, error) {
	x := &Chosen{units: map[uint64]bool{}, beads: map[uint64]bool{}}
	for g, err := range store.Rows[Group](c, store.TableParallel) {
		if err == nil {
			err = ctx.Err()
		}
		kept := false
		if err == nil {
			kept, err = keep(g)
		}
		if err != nil {
			return nil, err
		}
		x.groups = append(x.groups, kept)
		if !kept {
			continue
		}
		for _, s := range g.sides() {
			for _, id := range s.ids {
				x.units[xxh3.HashString(id)] = true
			}
		}
		for _, id := range g.BeadIDs {
			x.beads[xxh3.HashString(id)] = true
		}
	}
	return x, nil
}

// group, unit and bead tell whether something is of the part; a nil Chosen is
// the whole corpus.
func (x *Chosen) group(row int) bool { return x == nil || x.groups[row] }

func (x *Chosen) unit(id []byte) bool { return x == nil || x.units[xxh3.Hash(id)] }

func (x *Chosen) bead(id []byte) bool { return x == nil || x.beads[xxh3.Hash(id)] }
