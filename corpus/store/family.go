package store

import (
	"fmt"
	"iter"
)

// Need says what is read of the families. The zero value reads everything, as
// copying a corpus needs it.
type Need struct {
	// Document tells which documents are wanted; nil: all.
	Document func(id string) bool
	// NoUnits, NoBeads, NoParallel and NoRemoved leave a table out.
	NoUnits, NoBeads, NoParallel, NoRemoved bool
	// NoTokens leaves the tokens, repairs, changes and untouched texts of the units
	// unread: most of the bytes of a corpus.
	NoTokens bool
}

// Families yields the documents of the corpus one after the other, in the order
// of writing. All tables are read side by side, so that memory holds one
// document and a batch of rows of each table. A family is the caller's to keep.
// After an error nothing more is yielded.
func (c *Corpus) Families(need Need) iter.Seq2[*Family, error] {
	return func(yield func(*Family, error) bool) {
		units := Rows[UnitRow](c, TableUnits)
		if need.NoTokens {
			units = lightUnits(Rows[lightUnit](c, TableUnits))
		}
		documents := pull(c.Documents(), false)
		tables := familyTables{
			units: pull(units, need.NoUnits), beads: pull(c.Beads(), need.NoBeads),
			parallel: pull(c.Parallel(), need.NoParallel), removed: pull(c.Removed(), need.NoRemoved),
		}
		defer documents.stop()
		defer tables.stop()
		for documents.row != nil {
			f := &Family{ID: documents.row.ID}
			f.Documents = take(documents, f.ID, f.Documents)
			err := tables.fill(f)
			if err == nil {
				err = documents.err
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if need.Document != nil && !need.Document(f.ID) {
				continue
			}
			if !yield(f, nil) {
				return
			}
		}
		if err := tables.rest(); documents.err != nil || err != nil {
			if documents.err != nil {
				err = documents.err
			}
			yield(nil, err)
		}
	}
}

// Family reads the rows of one document; row groups that cannot hold it are not
// read. It fails if the corpus has no such document.
func (c *Corpus) Family(id string) (*Family, error) {
	f := &Family{ID: id}
	var err error
	if f.Documents, err = gather(RowsOf[DocumentRow](c, TableDocuments, id)); err != nil {
		return nil, err
	}
	if len(f.Documents) == 0 {
		return nil, fmt.Errorf("store: %s: no document %q", c.Dir, id)
	}
	if f.Units, err = gather(RowsOf[UnitRow](c, TableUnits, id)); err != nil {
		return nil, err
	}
	if f.Beads, err = gather(RowsOf[BeadRow](c, TableBeads, id)); err != nil {
		return nil, err
	}
	if f.Parallel, err = gather(RowsOf[ParallelRow](c, TableParallel, id)); err != nil {
		return nil, err
	}
	f.Removed, err = gather(RowsOf[RemovedRow](c, TableRemoved, id))
	return f, err
}

func gather[T any](rows iter.Seq2[*T, error]) (all []T, err error) {
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, *r)
	}
	return all, nil
}

// cursor stands on the next row of a table; row is nil behind the last one.
type cursor[T any] struct {
	row  *T
	err  error
	next func() (*T, error, bool)
	stop func()
}

// pull opens a cursor; one that skips its table has no rows.
func pull[T any](rows iter.Seq2[*T, error], skip bool) *cursor[T] {
	c := &cursor[T]{stop: func() {}}
	if !skip {
		c.next, c.stop = iter.Pull2(rows)
		c.step()
	}
	return c
}

func (c *cursor[T]) step() {
	row, err, ok := c.next()
	if !ok || err != nil {
		row = nil
	}
	c.row, c.err = row, err
}

// take appends the rows of the document, which stand together.
func take[T any, P interface {
	*T
	Keyed
}](c *cursor[T], id string, to []T) []T {
	for c.row != nil && P(c.row).Document() == id {
		to = append(to, *c.row)
		c.step()
	}
	return to
}

// familyTables are the cursors of the tables that follow table documents.
type familyTables struct {
	units    *cursor[UnitRow]
	beads    *cursor[BeadRow]
	parallel *cursor[ParallelRow]
	removed  *cursor[RemovedRow]
}

// fill takes the rows of the family.
func (t *familyTables) fill(f *Family) error {
	f.Units = take(t.units, f.ID, f.Units)
	f.Beads = take(t.beads, f.ID, f.Beads)
	f.Parallel = take(t.parallel, f.ID, f.Parallel)
	f.Removed = take(t.removed, f.ID, f.Removed)
	for _, err := range []error{t.units.err, t.beads.err, t.parallel.err, t.removed.err} {
		if err != nil {
			return err
		}
	}
	return nil
}

// rest fails if a table holds rows of a document that was not in its place.
func (t *familyTables) rest() error {
	for _, left := range []struct {
		table Table
		is    bool
		of    func() string
	}{
		{TableUnits, t.units.row != nil, func() string { return t.units.row.DocID }},
		{TableBeads, t.beads.row != nil, func() string { return t.beads.row.DocID }},
		{TableParallel, t.parallel.row != nil, func() string { return t.parallel.row.DocID }},
		{TableRemoved, t.removed.row != nil, func() string { return t.removed.row.DocID }},
	} {
		if left.is {
			return fmt.Errorf("store: table %s: rows of document %q are not in the order of table %s", left.table, left.of(), TableDocuments)
		}
	}
	return nil
}

func (t *familyTables) stop() {
	t.units.stop()
	t.beads.stop()
	t.parallel.stop()
	t.removed.stop()
}

// lightUnit is a unit without tokens, repairs and untouched text.
type lightUnit struct {
	ID       string   `parquet:"id"`
	DocID    string   `parquet:"doc_id,dict"`
	Lang     string   `parquet:"lang,dict"`
	Kind     string   `parquet:"kind,dict"`
	Section  int32    `parquet:"section"`
	Block    int32    `parquet:"block"`
	Sentence int32    `parquet:"sentence"`
	Label    string   `parquet:"label"`
	Text     string   `parquet:"text"`
	Norm     string   `parquet:"norm"`
	Start    int64    `parquet:"start"`
	End      int64    `parquet:"end"`
	Pieces   []Piece  `parquet:"pieces,list"`
	Partners []string `parquet:"partners,list"`
	Page     int32    `parquet:"page"`
	Origin   string   `parquet:"origin"`
	Reads    string   `parquet:"reads,dict"`
	MarkOf   string   `parquet:"mark_of"`
	MarkAt   int32    `parquet:"mark_at"`
}

func lightUnits(rows iter.Seq2[*lightUnit, error]) iter.Seq2[*UnitRow, error] {
	return func(yield func(*UnitRow, error) bool) {
		for u, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(&UnitRow{
				ID: u.ID, DocID: u.DocID, Lang: u.Lang, Kind: u.Kind, Section: u.Section, Block: u.Block, Sentence: u.Sentence,
				Label: u.Label, Text: u.Text, Norm: u.Norm, Start: u.Start, End: u.End, Pieces: u.Pieces,
				Partners: u.Partners, Page: u.Page, Origin: u.Origin, Reads: u.Reads, MarkOf: u.MarkOf, MarkAt: u.MarkAt,
			}, nil) {
				return
			}
		}
	}
}
