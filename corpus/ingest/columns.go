package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// Columns say which columns of a collection hold what. The zero value lets their
// names tell.
type Columns struct {
	Texts map[string]string `json:"texts,omitempty"` // language, ISO 639-1 → name of the column; dots lead into columns of columns
	ID    string            `json:"id,omitempty"`    // column of the document ids
}

// ParseColumns reads "zh=zh_text,en=en_text,id=record". Languages are codes or
// names.
func ParseColumns(s string) (Columns, error) {
	var c Columns
	if s == "" {
		return c, nil
	}
	g := newGlossary(nil)
	c.Texts = map[string]string{}
	for _, part := range strings.Split(s, ",") {
		key, name, ok := strings.Cut(part, "=")
		key, name = strings.TrimSpace(key), strings.TrimSpace(name)
		code := g.whole(key)
		switch {
		case !ok || key == "" || name == "":
			return c, fmt.Errorf("%q is not LANGUAGE=COLUMN", part)
		case key == "id":
			c.ID = name
			continue
		case code == "" || !g.builds(code):
			return c, fmt.Errorf("language %q is not known; the languages are %s", key, strings.Join(g.built, ", "))
		case c.Texts[code] != "":
			return c, fmt.Errorf("two columns for language %s", code)
		}
		c.Texts[code] = name
	}
	if len(c.Texts) == 0 {
		return c, fmt.Errorf("%q names no column of a language", s)
	}
	return c, nil
}

// idColumns are usual names of the column that names the document, the best first.
var idColumns = []string{"id", "record", "doc_id", "document_id", "docid", "document", "record_id", "symbol", "文件名"}

// fillers are parts that names of text columns have beside the language.
var fillers = []string{"text", "texts", "content", "contents", "body", "doc", "document", "raw", "full", "translation", "translations", "sentence", "sentences"}

// columnError says that a table has not the columns of a collection: it may be
// some other table.
type columnError struct{ what string }

func (e *columnError) Error() string { return e.what }

func columnFault(format string, args ...any) error {
	return &columnError{fmt.Sprintf(format, args...)}
}

// choose fills the columns of a collection: those asked for, or those whose names
// tell a language. names are all columns there are.
func (c *Collection) choose(names []string, want Columns) error {
	if len(want.Texts) > 0 {
		for _, lang := range c.glossary.built {
			name := want.Texts[lang]
			if name == "" {
				continue
			}
			if !slices.Contains(names, name) {
				return columnFault("no column %s; its columns are %s", name, listed(names))
			}
			c.Columns = append(c.Columns, Column{lang, name})
		}
	} else if err := c.guessColumns(names); err != nil {
		return err
	}
	switch {
	case want.ID != "" && !slices.Contains(names, want.ID):
		return columnFault("no column %s; its columns are %s", want.ID, listed(names))
	case want.ID != "":
		c.ID = want.ID
	default:
		for _, id := range idColumns {
			if i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, id) }); i >= 0 {
				c.ID = names[i]
				break
			}
		}
	}
	return nil
}

// guessColumns takes the columns that are called zh, zh_text, text-zh, Chinese,
// translation.zh and the like, if no two of them vie.
func (c *Collection) guessColumns(names []string) error {
	for _, lang := range c.glossary.built {
		var best []string
		rank := 0
		for _, name := range names {
			code, r := c.glossary.column(name)
			if code != lang || r < rank {
				continue
			}
			if r > rank {
				best, rank = nil, r
			}
			best = append(best, name)
		}
		if len(best) > 1 {
			return columnFault("columns %s may all be %s: say with --columns which is", strings.Join(best, ", "), lang)
		}
		if len(best) == 1 {
			c.Columns = append(c.Columns, Column{lang, best[0]})
		}
	}
	if len(c.Columns) == 0 {
		return columnFault("no column is named by a language; its columns are %s: say with --columns which hold the texts", listed(names))
	}
	return nil
}

// column tells the language that the name of a column stands for; 2 if it is
// nothing else, 1 if it is a text in it.
func (g *glossary) column(name string) (code string, rank int) {
	if code := g.whole(name); code != "" {
		return code, 2
	}
	for _, p := range parts(strings.ToLower(name)) {
		switch found := g.names[p.text]; {
		case found != "" && code != "" && found != code:
			return "", 0
		case found != "":
			code = found
		case !slices.Contains(fillers, p.text) && !g.tails[code][p.text]:
			return "", 0
		}
	}
	if code == "" {
		return "", 0
	}
	return code, 1
}

// listed names columns, not too many.
func listed(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// row makes a family of the texts of a row, in the order of Columns; a missing
// text is "". number counts rows from 1, line is that of messages.
func (o *output) row(line, number int, id string, texts []string) bool {
	c := o.c
	f := Family{ID: strings.TrimSpace(id)}
	member := f.ID
	if member == "" {
		member = fmt.Sprint(number)
		f.ID = c.stem + "/" + member
		if c.ID != "" {
			o.problem(line, false, "no %s: the document is called %s", c.ID, f.ID)
		}
	}
	if c.Member != "" {
		member = c.Member + "#" + member
	}
	for i, text := range texts {
		if strings.TrimSpace(text) != "" {
			f.Files = append(f.Files, File{Path: c.Path, Member: member, Lang: c.Columns[i].Lang, Told: "column", Why: "row",
				format: c.Kind, open: fromMemory([]byte(text)), plain: true, row: true})
		}
	}
	if len(f.Files) == 0 {
		o.fault(line, "a row without text")
		return o.open
	}
	return o.family(line, f)
}
