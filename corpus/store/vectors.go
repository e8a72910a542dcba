package store

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// VectorRow is a row of a Parquet file of vectors made elsewhere.
type VectorRow struct {
	Text   string // of a text column; "" of a column of numbers
	Number int64  // of a column of numbers; otherwise that of the row, from 0
	Vector []float32
}

// VectorColumns names the columns of a Parquet file of vectors. An empty name
// takes the first column there is of the usual names.
type VectorColumns struct {
	Key    string // texts, or whole numbers; usual: text, sentence, line, id; without any of them rows are counted
	Vector string // lists of floats or doubles; usual: embedding, vector, embeddings, vectors
}

var (
	keyColumns    = []string{"text", "sentence", "line", "id"}
	vectorColumns = []string{"embedding", "vector", "embeddings", "vectors"}
)

// ReadVectors yields the rows of a Parquet file that is not ours: sentence
// vectors that another program made. Errors tell the file and, where a row is
// at fault, its number from 1; after an error nothing more is yielded.
func ReadVectors(path string, columns VectorColumns) iter.Seq2[VectorRow, error] {
	return func(yield func(VectorRow, error) bool) {
		if err := readVectors(path, columns, func(r VectorRow) bool { return yield(r, nil) }); err != nil {
			yield(VectorRow{}, fmt.Errorf("store: %s: %w", path, err))
		}
	}
}

func readVectors(path string, columns VectorColumns, yield func(VectorRow) bool) error {
	f, err := os.Open(path)
	if err != nil {
		return errors.Unwrap(err) // the path is in front already
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return fmt.Errorf("no Parquet file: %w", err)
	}
	vector, err := findColumn(file, columns.Vector, vectorColumns)
	if err != nil {
		return err
	}
	if vector == nil {
		return fmt.Errorf("no column %s; its columns are %s", strings.Join(vectorColumns, ", "), strings.Join(topColumns(file), ", "))
	}
	if k := vector.Node.Type().Kind(); vector.MaxRepetitionLevel != 1 || k != parquet.Float && k != parquet.Double {
		return fmt.Errorf("column %s is no list of floats or doubles", vector.name)
	}
	key, err := findColumn(file, columns.Key, keyColumns)
	if err != nil {
		return err
	}
	if key != nil {
		if k := key.Node.Type().Kind(); key.MaxRepetitionLevel != 0 || k != parquet.ByteArray && k != parquet.Int32 && k != parquet.Int64 {
			return fmt.Errorf("column %s holds neither texts nor whole numbers", key.name)
		}
	}
	row := int64(0)
	for _, group := range file.RowGroups() {
		more, err := vectorGroup(group, vector, key, &row, yield)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// leafColumn is the leaf of a column at the top of a file.
type leafColumn struct {
	parquet.LeafColumn
	name string
}

// topColumns names the columns at the top of a file, in its order.
func topColumns(file *parquet.File) []string {
	var names []string
	for _, f := range file.Schema().Fields() {
		names = append(names, f.Name())
	}
	return names
}

// findColumn finds a column by its name, or else the first of the usual names;
// nil if none of these is there.
func findColumn(file *parquet.File, name string, usual []string) (*leafColumn, error) {
	tops := map[string][][]string{}
	for _, path := range file.Schema().Columns() {
		tops[path[0]] = append(tops[path[0]], path)
	}
	if name != "" {
		usual = []string{name}
		if tops[name] == nil {
			return nil, fmt.Errorf("no column %s; its columns are %s", name, strings.Join(topColumns(file), ", "))
		}
	}
	for _, u := range usual {
		if paths := tops[u]; len(paths) == 1 {
			leaf, _ := file.Schema().Lookup(paths[0]...)
			return &leafColumn{leaf, u}, nil
		} else if len(paths) > 1 {
			return nil, fmt.Errorf("column %s has parts", u)
		}
	}
	return nil, nil
}

// vectorGroup yields the rows of a row group; row counts them over the file.
func vectorGroup(group parquet.RowGroup, vector, key *leafColumn, row *int64, yield func(VectorRow) bool) (more bool, err error) {
	chunks := group.ColumnChunks()
	vectors := &valueReader{pages: chunks[vector.ColumnIndex].Pages()}
	defer vectors.pages.Close()
	var keys *valueReader
	if key != nil {
		keys = &valueReader{pages: chunks[key.ColumnIndex].Pages()}
		defer keys.pages.Close()
	}
	var values []float32
	for range group.NumRows() {
		*row++
		r := VectorRow{Number: *row - 1}
		if keys != nil {
			k, err := keys.next()
			switch {
			case err != nil:
				return false, fmt.Errorf("row %d: %w", *row, err)
			case k.IsNull():
				return false, fmt.Errorf("row %d: column %s is empty", *row, key.name)
			case k.Kind() == parquet.ByteArray:
				r.Text = string(k.ByteArray())
			case k.Kind() == parquet.Int32:
				r.Number = int64(k.Int32())
			default:
				r.Number = k.Int64()
			}
		}
		values = values[:0]
		for first := true; ; first = false {
			v, err := vectors.peek()
			if errors.Is(err, io.EOF) && !first || err == nil && !first && v.RepetitionLevel() == 0 {
				break
			}
			if err != nil {
				return false, fmt.Errorf("row %d: %w", *row, err)
			}
			vectors.at++
			switch {
			case v.IsNull() && first: // an empty list: the value ends the row
			case v.IsNull():
				return false, fmt.Errorf("row %d: a value of column %s is missing", *row, vector.name)
			case v.Kind() == parquet.Double:
				values = append(values, float32(v.Double()))
			default:
				values = append(values, v.Float())
			}
		}
		r.Vector = slices.Clone(values)
		if len(r.Vector) == 0 {
			return false, fmt.Errorf("row %d: column %s is empty", *row, vector.name)
		}
		if !yield(r) {
			return false, nil
		}
	}
	return true, nil
}

// valuesAtOnce is how many values of a page are unpacked at once: what a damaged
// page says of their number is not believed.
const valuesAtOnce = 4096

// valueReader reads the values of a column one by one.
type valueReader struct {
	pages  parquet.Pages
	values parquet.ValueReader // of the page at hand
	buffer []parquet.Value
	held   []parquet.Value // the part of buffer that is filled
	at     int
}

// peek gives the next value and leaves it; io.EOF behind the last.
func (r *valueReader) peek() (parquet.Value, error) {
	for r.at == len(r.held) {
		if r.values == nil {
			page, err := r.pages.ReadPage()
			if err != nil {
				return parquet.Value{}, err
			}
			r.values = page.Values()
		}
		if r.buffer == nil {
			r.buffer = make([]parquet.Value, valuesAtOnce)
		}
		n, err := r.values.ReadValues(r.buffer)
		if err != nil && !errors.Is(err, io.EOF) {
			return parquet.Value{}, err
		}
		if err != nil || n == 0 {
			r.values = nil
		}
		r.held, r.at = r.buffer[:n], 0
	}
	return r.held[r.at], nil
}

func (r *valueReader) next() (parquet.Value, error) {
	v, err := r.peek()
	if err == nil {
		r.at++
	}
	return v, err
}
