package ingest

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"tritext/corpus"
)

// Collection is a file that holds many documents: a table with a row for each
// document and a column for each language, or texts that are aligned already. It
// is read as a stream, a document at a time, as often as Plan.All is called.
type Collection struct {
	Path    string   // of the file on disk, slash-separated; "-" for the standard input
	Member  string   // path inside an archive, "" if it stands in none
	Kind    string   // "JSONL", "CSV", "TSV", "Parquet", "TMX" …
	Columns []Column // that hold texts, in the order of their languages; nil where the kind has none
	ID      string   // column of the document ids; "" if rows are counted

	sides    []side  // texts in files of their own
	beads    []found // files of beads of the sides
	at       found
	kind     *kind
	stem     string // what ids begin with where the file gives none
	glossary *glossary
	tables   OpenTable
}

// Column is a column of texts in one language. A dot leads into a column of
// columns: "translation.zh".
type Column struct{ Lang, Name string }

// kind is a form of collections.
type kind struct {
	name     string
	suffixes []string // lower case, with the dot; nil: told by more than the name
	// head looks at the beginning and fills Columns and ID, as far as the user has
	// not. The error tells why this is no such collection.
	head func(c *Collection, r io.Reader, want Columns) error
	// read gives the families, one by one, until give is false; what cannot be used
	// goes with out.fault.
	read func(c *Collection, r io.Reader, out *output)
}

// kinds are all forms of collections. A new one is a file and a line here.
var kinds = []kind{
	jsonLines,
	commaTable,
	tabTable,
	parquetTable,
	tmx,
	xliff,
	beadFile,
}

// beadKind is beadFile in the list.
var beadKind = kindOf("a.beads")

// kindOf gives the form of collections by the name of a file, nil if it is none.
func kindOf(name string) *kind {
	bare, _ := unpacked(name)
	s := strings.ToLower(path.Ext(bare))
	for i := range kinds {
		if slices.Contains(kinds[i].suffixes, s) {
			return &kinds[i]
		}
	}
	return nil
}

// name is the collection's name in messages.
func (c *Collection) name() string {
	if c.Member == "" {
		return c.Path
	}
	return c.Path + "/" + c.Member
}

// Explain says in one line what the collection was taken for:
//
//	records.jsonl: JSONL, a document a row: en = en_text, ru = ru_text, zh = zh_text, id = record
func (c *Collection) Explain() string {
	s := c.name() + ": " + c.Kind
	if len(c.Columns) == 0 {
		for i, side := range c.sides {
			s += []string{": ", " + "}[min(i, 1)] + side.lang + " " + side.file.path
		}
		return s + ", aligned already: its beads are kept"
	}
	var parts []string
	for _, col := range c.Columns {
		parts = append(parts, col.Lang+" = "+col.Name)
	}
	if c.ID != "" {
		parts = append(parts, "id = "+c.ID)
	} else {
		parts = append(parts, "no id: rows are counted")
	}
	return s + ", a document a row: " + strings.Join(parts, ", ")
}

// families opens the collection and gives its families.
func (c *Collection) families(ids *ids, give func(Family) bool) {
	from, err := c.at.open()
	if err != nil {
		give(Family{Problems: []corpus.Problem{system(c.name(), err).Problem()}})
		return
	}
	c.familiesOf(from, ids, give)
}

// familiesOf gives the families that a stream holds, which it closes; false if no
// more are wanted.
func (c *Collection) familiesOf(from io.ReadCloser, ids *ids, give func(Family) bool) bool {
	out := &output{c: c, ids: ids, give: give, open: true}
	r, err := inflate(from)
	if err != nil {
		out.fault(0, "%s", inWords(err))
		return out.flush()
	}
	defer r.Close()
	c.kind.read(c, r, out)
	return out.flush()
}

// output takes what a collection gives.
type output struct {
	c      *Collection
	ids    *ids
	give   func(Family) bool
	open   bool // more is wanted
	faults []corpus.Problem
}

// fault notes what could not be used, with the line or row; 0 if it has none.
func (o *output) fault(line int, format string, args ...any) {
	o.problem(line, true, format, args...)
}

func (o *output) problem(line int, severe bool, format string, args ...any) {
	o.faults = append(o.faults, corpus.Problem{Stage: stage, Path: o.c.name(), Line: line, What: fmt.Sprintf(format, args...), Severe: severe})
	if len(o.faults) >= 1000 { // a file of nothing but faults must not fill the memory
		o.flush()
	}
}

// flush hands on what was told behind the last family.
func (o *output) flush() bool {
	if o.open && len(o.faults) > 0 {
		o.open = o.give(Family{Problems: o.faults})
		o.faults = nil
	}
	return o.open
}

// family hands a family on; its id is made safe and unique, and its files get it.
// line is where it begins. The result tells whether more is wanted.
func (o *output) family(line int, f Family) bool {
	if !o.open {
		return false
	}
	id := safe(f.ID)
	f.ID = o.ids.unique(id)
	if f.ID != id {
		o.problem(line, false, "a second document %q: it is called %s", id, f.ID)
	}
	for i := range f.Files {
		f.Files[i].ID = f.ID
	}
	f.Problems, o.faults = append(o.faults, f.Problems...), nil
	o.open = o.give(f)
	return o.open
}

// ids are the ids of families given so far, by their hashes.
type ids struct{ seen map[uint64]bool }

func newIDs(families []Family) *ids {
	s := &ids{seen: make(map[uint64]bool, len(families))}
	for i := range families {
		s.seen[xxh3.HashString(families[i].ID)] = true
	}
	return s
}

// unique gives the id, or one like it that was not given yet.
func (s *ids) unique(id string) string {
	name := id
	for n := 2; s.seen[xxh3.HashString(name)]; n++ {
		name = fmt.Sprintf("%s~%d", id, n)
	}
	s.seen[xxh3.HashString(name)] = true
	return name
}

// collections reads the heads of the collections found; what is none is left out,
// with a word if somebody may miss it.
func (d *discovery) collections(list []found) []*Collection {
	var all []*Collection
	for _, f := range list {
		file := f.path
		if f.file != "" {
			file = f.file
		}
		c := &Collection{Path: file, Member: f.member, at: f, kind: f.kind, Kind: f.kind.name, glossary: d.glossary, tables: d.opt.Tables}
		bare, _ := unpacked(f.rel)
		c.stem = strings.TrimSuffix(bare, path.Ext(bare))
		if err := c.look(d.opt.Columns); err != nil {
			var other *columnError
			switch {
			case f.named || len(d.opt.Columns.Texts) > 0 || !errors.As(err, &other):
				d.problems = append(d.problems, system(f.path, err).Problem())
			default:
				d.note(f.path, "left out: "+err.Error())
			}
			continue
		}
		all = append(all, c)
	}
	return all
}

// headOf of a collection is at most this many bytes: the rows from which columns are told.
const collectionHead = 4 << 20

// look reads the head of a collection.
func (c *Collection) look(want Columns) error {
	if c.kind.head == nil {
		return nil
	}
	if c.at.tape != nil {
		return c.at.tape.find(c.Member, func(r io.Reader) error { return c.kind.head(c, r, want) })
	}
	from, err := c.at.open()
	if err != nil {
		return err
	}
	r, err := inflate(from)
	if err != nil {
		return err
	}
	defer r.Close()
	return c.kind.head(c, r, want)
}

// find calls do with one member.
func (t *tape) find(member string, do func(io.Reader) error) error {
	err := t.each(nil, func(name string, r io.Reader) error {
		if name != member {
			return nil
		}
		in, err := inflate(io.NopCloser(r))
		if err == nil {
			err = do(in)
		}
		return &visitError{&foundError{err}}
	})
	if hit, ok := err.(*visitError); ok {
		err = hit.error
	}
	if hit, ok := err.(*foundError); ok {
		return hit.err
	}
	if err == nil {
		return fmt.Errorf("not there any more")
	}
	return err
}

// foundError ends the search for a member.
type foundError struct{ err error }

func (e *foundError) Error() string { return "found" }
