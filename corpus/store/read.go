package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// Corpus reads a corpus. It holds no file open between reads.
type Corpus struct {
	Dir      string
	Manifest *Manifest
}

// Open reads the manifest of the corpus in dir. It fails if there is none, or
// if its tables are of a later version than this program knows.
func Open(dir string) (*Corpus, error) {
	m, err := readManifest(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, err
	}
	if m.Format != Format {
		return nil, fmt.Errorf("store: %s: its %s is not that of a corpus (format %q)", dir, ManifestName, m.Format)
	}
	if m.Schema < 1 || m.Schema > SchemaVersion {
		return nil, fmt.Errorf("store: %s: schema version %d; this program knows 1 to %d", dir, m.Schema, SchemaVersion)
	}
	return &Corpus{Dir: dir, Manifest: m}, nil
}

// Documents yields table documents in the order of writing.
func (c *Corpus) Documents() iter.Seq2[*DocumentRow, error] {
	return Rows[DocumentRow](c, TableDocuments)
}

// Units yields table units in the order of writing: by document, by language,
// in the order of the text.
func (c *Corpus) Units() iter.Seq2[*UnitRow, error] { return Rows[UnitRow](c, TableUnits) }

// Beads yields table beads in the order of writing.
func (c *Corpus) Beads() iter.Seq2[*BeadRow, error] { return Rows[BeadRow](c, TableBeads) }

// Parallel yields table parallel in the order of writing.
func (c *Corpus) Parallel() iter.Seq2[*ParallelRow, error] {
	return Rows[ParallelRow](c, TableParallel)
}

// Removed yields table removed in the order of writing.
func (c *Corpus) Removed() iter.Seq2[*RemovedRow, error] { return Rows[RemovedRow](c, TableRemoved) }

// Rows yields the rows of a table. T is the table's row type or a smaller
// struct with the same tags on some of its columns: only those are read. The
// row is the caller's to keep. After an error nothing more is yielded.
func Rows[T any](c *Corpus, table Table) iter.Seq2[*T, error] {
	return rowsWhere[T](c, table, nil)
}

// Keyed is a row that knows its document. The row types are; a smaller struct
// needs the method to be read by RowsOf.
type Keyed interface{ Document() string }

// RowsOf yields the rows of one document. Row groups that cannot hold the
// document are not read, and of the others only the rows around it.
func RowsOf[T any, P interface {
	*T
	Keyed
}](c *Corpus, table Table, document string) iter.Seq2[*T, error] {
	span := func(g parquet.RowGroup) (rowSpan, error) { return spanOf[docKey](g, "doc_id", document) }
	if table == TableDocuments {
		span = func(g parquet.RowGroup) (rowSpan, error) { return spanOf[idKey](g, "id", document) }
	}
	return func(yield func(*T, error) bool) {
		for r, err := range rowsWhere[T](c, table, span) {
			if err == nil && P(r).Document() != document {
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// rowSpan is a half-open range of rows of a row group.
type rowSpan struct{ lo, hi int64 }

// docKey and idKey are rows of which only the document is read.
type (
	docKey struct {
		ID string `parquet:"doc_id,dict"`
	}
	idKey struct {
		ID string `parquet:"id"`
	}
)

func (k *docKey) Document() string { return k.ID }
func (k *idKey) Document() string  { return k.ID }

// spanOf finds the rows from the first to the last one of a document.
func spanOf[K any, P interface {
	*K
	Keyed
}](g parquet.RowGroup, column, document string) (found rowSpan, err error) {
	if !mayHold(g, column, []byte(document)) {
		return found, nil
	}
	at := int64(0)
	_, err = readGroup(g, rowSpan{0, g.NumRows()}, func(k *K, _ error) bool {
		if P(k).Document() == document {
			if found.hi == 0 {
				found.lo = at
			}
			found.hi = at + 1
		}
		at++
		return true
	})
	return found, err
}

// mayHold tells from the bounds of the pages whether a row group can hold the
// value in that column.
func mayHold(g parquet.RowGroup, column string, value []byte) bool {
	leaf, ok := g.Schema().Lookup(column)
	if !ok {
		return true
	}
	index, err := g.ColumnChunks()[leaf.ColumnIndex].ColumnIndex()
	if err != nil {
		return true
	}
	for i := range index.NumPages() {
		if bytes.Compare(index.MinValue(i).ByteArray(), value) <= 0 && bytes.Compare(value, index.MaxValue(i).ByteArray()) <= 0 {
			return true
		}
	}
	return false
}

// rowsWhere yields rows of a table: of each row group those that where says; nil:
// all.
func rowsWhere[T any](c *Corpus, table Table, where func(parquet.RowGroup) (rowSpan, error)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		stopped := false
		next := func(r *T, err error) bool {
			stopped = !yield(r, err)
			return !stopped
		}
		for _, part := range c.Manifest.Tables[table] {
			more, err := readPart(filepath.Join(c.Dir, filepath.FromSlash(part.File)), where, next)
			if err != nil && !stopped {
				yield(nil, fmt.Errorf("store: %s: %w", filepath.Join(c.Dir, part.File), err))
				return
			}
			if !more {
				return
			}
		}
	}
}

func readPart[T any](path string, where func(parquet.RowGroup) (rowSpan, error), yield func(*T, error) bool) (more bool, err error) {
	err = withFile(path, func(pf *parquet.File) error {
		for _, g := range pf.RowGroups() {
			span := rowSpan{0, g.NumRows()}
			var err error
			if where != nil {
				if span, err = where(g); err != nil {
					return err
				}
			}
			if span.lo == span.hi {
				continue
			}
			if more, err = readGroup(g, span, yield); err != nil || !more {
				more = false
				return err
			}
		}
		more = true
		return nil
	})
	return more, err
}

func readGroup[T any](g parquet.RowGroup, span rowSpan, yield func(*T, error) bool) (more bool, err error) {
	r := parquet.NewGenericRowGroupReader[T](g)
	defer func() { err = errors.Join(err, r.Close()) }()
	if span.lo > 0 {
		if err := r.SeekToRow(span.lo); err != nil {
			return false, err
		}
	}
	for left := span.hi - span.lo; left > 0; {
		batch := make([]T, min(batchRows, left)) // the caller keeps the rows
		n, err := r.Read(batch)
		left -= int64(n)
		for i := range batch[:n] {
			if !yield(&batch[i], nil) {
				return false, nil
			}
		}
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// Inputs yields the document versions that the manifest lists.
func (c *Corpus) Inputs() iter.Seq2[*Input, error] { return listed[Input](c, "documents") }

// Asides yields the files that were set aside.
func (c *Corpus) Asides() iter.Seq2[*Aside, error] { return listed[Aside](c, "set_aside") }

// Notes yields the remarks on files of which no document tells.
func (c *Corpus) Notes() iter.Seq2[*Aside, error] { return listed[Aside](c, "notes") }

func listed[T any](c *Corpus, list string) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		stopped := false
		err := walkManifest(filepath.Join(c.Dir, ManifestName), func(key string, dec *json.Decoder) (bool, error) {
			if key != list {
				if slices.Contains(longLists, key) { // long: read it piece by piece too
					return true, eachElement(dec, func(*json.RawMessage) bool { return true })
				}
				var skip json.RawMessage
				return true, dec.Decode(&skip)
			}
			return false, eachElement(dec, func(v *T) bool {
				stopped = !yield(v, nil)
				return !stopped
			})
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

// eachElement decodes the elements of the list that the decoder stands before,
// until visit says no.
func eachElement[T any](dec *json.Decoder, visit func(*T) bool) error {
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return errors.Join(errors.New("not a list"), err)
	}
	for dec.More() {
		v := new(T)
		if err := dec.Decode(v); err != nil {
			return err
		}
		if !visit(v) {
			return nil
		}
	}
	_, err := dec.Token()
	return err
}
