package review

import (
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// View is a document as a page shows it.
type View struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Symbols   []string  `json:"symbols"`
	Original  string    `json:"original"` // languages of the original, as the masthead states them
	Version   int       `json:"version"`
	View      string    `json:"view"`
	Views     []string  `json:"views"`
	Languages []string  `json:"languages"`
	Rows      []ViewRow `json:"rows"`
	Problems  []string  `json:"problems"`
	CanUndo   bool      `json:"canUndo"`
	CanRedo   bool      `json:"canRedo"`
	Checked   int       `json:"checked"` // rows
	// Of what was just done: the rows that a person made, and the others that
	// became different because the rest was aligned anew.
	Edited       []int   `json:"edited,omitempty"`
	Changed      []int   `json:"changed,omitempty"`
	Milliseconds float64 `json:"milliseconds,omitempty"` // that aligning anew took
}

// ViewRow is a row of a View.
type ViewRow struct {
	Units      map[string][]ViewUnit `json:"units"`
	Type       string                `json:"type"` // sizes in the order of the languages: "1-2-1"
	Confidence float64               `json:"confidence"`
	Flags      []string              `json:"flags,omitempty"`
	Checked    bool                  `json:"checked,omitempty"`
	Wrong      bool                  `json:"wrong,omitempty"`
	Editor     string                `json:"editor,omitempty"`
	Edited     string                `json:"edited,omitempty"`
	Comment    string                `json:"comment,omitempty"`
	Section    string                `json:"section,omitempty"` // where it begins: "annex II"
	Beads      []ViewBead            `json:"beads"`
}

// ViewUnit is a unit of a ViewRow.
type ViewUnit struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Kind  string `json:"kind"`
	Label string `json:"label,omitempty"`
}

// ViewBead is a bead behind a row.
type ViewBead struct {
	ID         string             `json:"id"`
	Pair       string             `json:"pair"`
	Type       string             `json:"type"`
	Confidence float64            `json:"confidence"`
	Score      float64            `json:"score"`
	Method     string             `json:"method"`
	Components []corpus.Component `json:"components,omitempty"`
}

// show makes a view of the document as its state is.
func (d *Document) show(languages []string) (*View, error) {
	lines, err := d.lines(languages)
	if err != nil {
		return nil, err
	}
	v := &View{
		ID: d.rows.ID, Version: d.state.version, View: strings.Join(languages, "-"), Languages: languages,
		CanUndo: len(d.state.done) > 0, CanRedo: len(d.state.undone) > 0, Problems: []string{}, Rows: []ViewRow{},
	}
	for _, x := range d.views() {
		v.Views = append(v.Views, strings.Join(x, "-"))
	}
	for i := range d.family.Versions {
		m := &d.family.Versions[i].Masthead
		if v.Title == "" || d.family.Versions[i].Lang == "en" && m.Title != "" {
			v.Title = m.Title
		}
		if len(m.Symbols) > len(v.Symbols) {
			v.Symbols = m.Symbols
		}
		if v.Original == "" {
			v.Original = strings.Join(m.Original, ", ")
		}
		for _, p := range d.family.Versions[i].Problems {
			if p.Stage == "align" {
				v.Problems = append(v.Problems, p.What)
			}
		}
	}
	section := ""
	for i := range lines {
		l := &lines[i]
		r := ViewRow{
			Units: map[string][]ViewUnit{}, Confidence: l.confidence, Flags: l.flags,
			Checked: l.Checked, Wrong: l.Wrong, Editor: l.editor, Edited: l.edited,
		}
		var sizes []string
		for _, lang := range languages {
			ids := l.Units[lang]
			sizes = append(sizes, strconv.Itoa(len(ids)))
			for _, id := range ids {
				if text, ok := d.state.comments[id]; ok {
					r.Comment = strings.TrimSpace(r.Comment + "\n" + text)
				}
				u := &d.family.Version(lang).Units[d.place[id].unit]
				r.Units[lang] = append(r.Units[lang], ViewUnit{ID: id, Text: u.Norm, Kind: string(u.Kind), Label: u.Label})
			}
		}
		r.Type = strings.Join(sizes, "-")
		if s := d.sectionOf(l.first(languages)); s != section {
			section, r.Section = s, s
		}
		for _, b := range l.beads {
			bead := &d.family.Beads[b]
			r.Beads = append(r.Beads, ViewBead{
				ID: bead.ID, Pair: bead.Source + "-" + bead.Target, Type: bead.Type(), Confidence: bead.Confidence,
				Score: bead.Score, Method: bead.Method, Components: bead.Components,
			})
		}
		if r.Checked {
			v.Checked++
		}
		v.Rows = append(v.Rows, r)
	}
	return v, nil
}

// sectionOf names the section of a unit: "annex II".
func (d *Document) sectionOf(id string) string {
	p, ok := d.place[id]
	if !ok {
		return ""
	}
	if p.stream == 1 {
		return "footnotes"
	}
	v := d.family.Version(p.lang)
	n := v.Units[p.unit].Section
	if n < 0 || n >= len(v.Sections) {
		return ""
	}
	return strings.TrimSpace(v.Sections[n].Type + " " + v.Sections[n].Label)
}

// compare tells which rows a record made, and which others are not as they were.
func (v *View) compare(old []line, r Record, languages []string) {
	was, made := map[string]bool{}, map[string]bool{}
	for i := range old {
		was[old[i].key(languages)] = true
	}
	for _, row := range r.After {
		made[row.key(languages)] = true
	}
	for i := range v.Rows {
		row := Row{Units: map[string][]string{}}
		for lang, units := range v.Rows[i].Units {
			for _, u := range units {
				row.Units[lang] = append(row.Units[lang], u.ID)
			}
		}
		switch k := row.key(languages); {
		case made[k]:
			v.Edited = append(v.Edited, i)
		case !was[k] && (r.Action == "undo" || r.Action == "redo"):
			v.Edited = append(v.Edited, i)
		case !was[k]:
			v.Changed = append(v.Changed, i)
		}
	}
}

// Context is what stands around a unit, for the fourth column.
type Context struct {
	Lang     string        `json:"lang"`
	Section  string        `json:"section"`  // type, label and title
	Original string        `json:"original"` // languages that the section was written in
	Path     string        `json:"path"`     // of the source file
	Page     int           `json:"page,omitempty"`
	Masthead string        `json:"masthead"`
	Around   []ContextUnit `json:"around"`
}

// ContextUnit is a unit with its untouched text.
type ContextUnit struct {
	Raw  string `json:"raw"`
	Kind string `json:"kind"`
	Here bool   `json:"here,omitempty"` // of the row itself
}

// neighbours is how many units are shown before and behind a row.
const neighbours = 2

// context gives what stands around the units of a row, by language.
func (d *Document) context(languages []string, ids []string) []Context {
	out := []Context{}
	for _, lang := range languages {
		v := d.family.Version(lang)
		if v == nil {
			continue
		}
		var units []int
		for _, id := range ids {
			if p, ok := d.place[id]; ok && p.lang == lang {
				units = append(units, p.unit)
			}
		}
		if len(units) == 0 {
			continue
		}
		first, last := slices.Min(units), slices.Max(units)
		c := Context{Lang: lang, Path: v.Source.Path, Page: v.Units[first].Page, Masthead: masthead(v)}
		if n := v.Units[first].Section; n >= 0 && n < len(v.Sections) {
			s := &v.Sections[n]
			c.Section = strings.TrimSpace(s.Type + " " + s.Label)
			if s.Title != "" {
				c.Section += ": " + s.Title
			}
			c.Original = strings.Join(s.Original, ", ")
		}
		row := 0
		for i := range d.rows.Units {
			if d.rows.Units[i].Lang != lang {
				continue
			}
			if row >= first-neighbours && row <= last+neighbours {
				u := &d.rows.Units[i]
				c.Around = append(c.Around, ContextUnit{Raw: u.Raw, Kind: u.Kind, Here: slices.Contains(units, row)})
			}
			row++
		}
		out = append(out, c)
	}
	return out
}

// masthead tells the fields that help to know a document, on one line.
func masthead(v *corpus.Document) string {
	m := &v.Masthead
	var parts []string
	for _, x := range []string{strings.Join(m.Symbols, ", "), m.Type, m.Date} {
		if x != "" {
			parts = append(parts, x)
		}
	}
	if len(m.Original) > 0 {
		parts = append(parts, "original: "+strings.Join(m.Original, ", "))
	}
	return strings.Join(parts, " · ")
}

// Context gives what stands around the units of a row.
func (s *Session) Context(doc string, ids []string) ([]Context, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.document(doc)
	if err != nil {
		return nil, err
	}
	return d.context(d.languages, ids), nil
}
