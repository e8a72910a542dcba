package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/sync/errgroup"
)

// Chunk is some columns of one row group, unpacked: what a scan over millions
// of rows looks at without making rows of them.
type Chunk struct {
	Table   Table
	Number  int // of the row group in the table, from 0
	First   int // number of its first row in the table, from 0
	Rows    int
	Columns []Column // in the order asked for

	part  string // path of the file
	group int    // of the row group in the file
}

// Column is the values of one leaf column, row by row: one a row, any number
// for a list, none where the value is null or the corpus is older than the
// column.
type Column struct {
	bytes   []byte
	ends    []int     // of the texts in bytes
	numbers []float64 // of columns of numbers and truth values (0, 1)
	first   []int     // by row: its first value; one more at the end
}

// Len is the number of values in a row.
func (c *Column) Len(row int) int { return c.first[row+1] - c.first[row] }

// Text is the k-th value in a row of texts; nil if there is none. It is valid
// until the visit ends.
func (c *Column) Text(row, k int) []byte {
	if k >= c.Len(row) {
		return nil
	}
	n := c.first[row] + k
	start := 0
	if n > 0 {
		start = c.ends[n-1]
	}
	return c.bytes[start:c.ends[n]:c.ends[n]]
}

// Number is the k-th value in a row of numbers; 0 if there is none.
func (c *Column) Number(row, k int) float64 {
	if k >= c.Len(row) {
		return 0
	}
	return c.numbers[c.first[row]+k]
}

// Scan unpacks the named columns of a table, row group by row group, with so
// many workers at a time (at least 1), and hands each chunk to visit together
// with the number of the worker, from 0. Chunks come in no order; the memory of
// a chunk is used again after the visit. A column is named by its path without
// the levels that Parquet puts into lists: "lang", "translation.en",
// "tokens.form". After an error of visit nothing more is visited.
func (c *Corpus) Scan(ctx context.Context, table Table, columns []string, workers int, visit func(worker int, chunk *Chunk) error) error {
	type job struct {
		part                 string
		group, number, first int
	}
	var jobs []job
	first := 0
	for _, part := range c.Manifest.Tables[table] {
		path := filepath.Join(c.Dir, filepath.FromSlash(part.File))
		groups, err := groupSizes(path)
		if err != nil {
			return fmt.Errorf("store: %s: %w", path, err)
		}
		for g, rows := range groups {
			jobs = append(jobs, job{path, g, len(jobs), first})
			first += rows
		}
	}
	todo := make(chan job)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(todo)
		for _, j := range jobs {
			select {
			case todo <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for worker := range max(1, workers) {
		g.Go(func() error {
			chunk := &Chunk{Table: table, Columns: make([]Column, len(columns))}
			for j := range todo {
				chunk.part, chunk.group, chunk.Number, chunk.First = j.part, j.group, j.number, j.first
				if err := chunk.read(columns); err != nil {
					return fmt.Errorf("store: %s: %w", j.part, err)
				}
				if err := visit(worker, chunk); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// groupSizes gives the rows of each row group of a part.
func groupSizes(path string) (rows []int, err error) {
	err = withFile(path, func(f *parquet.File) error {
		for _, g := range f.RowGroups() {
			rows = append(rows, int(g.NumRows()))
		}
		return nil
	})
	return rows, err
}

// withFile opens a part for as long as use needs it.
func withFile(path string, use func(*parquet.File) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	pf, err := parquet.OpenFile(file, info.Size())
	if err != nil {
		return err
	}
	return use(pf)
}

// read fills the chunk from its row group.
func (ch *Chunk) read(columns []string) error {
	return withFile(ch.part, func(pf *parquet.File) error {
		g := pf.RowGroups()[ch.group]
		ch.Rows = int(g.NumRows())
		leaves := leafNames(g.Schema())
		for i, name := range columns {
			col := &ch.Columns[i]
			col.bytes, col.ends, col.numbers, col.first = col.bytes[:0], col.ends[:0], col.numbers[:0], col.first[:0]
			at, ok := leaves[name]
			if !ok { // of a later schema than the file
				for range ch.Rows + 1 {
					col.first = append(col.first, 0)
				}
				continue
			}
			if err := col.read(g.ColumnChunks()[at]); err != nil {
				return fmt.Errorf("column %s: %w", name, err)
			}
			if len(col.first) != ch.Rows+1 {
				return fmt.Errorf("column %s: %d rows of %d", name, len(col.first)-1, ch.Rows)
			}
		}
		return nil
	})
}

// leafNames gives the number of every leaf column by its path, without the
// levels of lists.
func leafNames(schema *parquet.Schema) map[string]int {
	leaves := map[string]int{}
	for i, path := range schema.Columns() {
		leaves[strings.ReplaceAll(strings.Join(path, "."), ".list.element", "")] = i
	}
	return leaves
}

// scanValues is how many values are unpacked at a time.
const scanValues = 4096

func (col *Column) read(chunk parquet.ColumnChunk) (err error) {
	pages := chunk.Pages()
	defer func() { err = errors.Join(err, pages.Close()) }()
	values := make([]parquet.Value, scanValues)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			col.first = append(col.first, max(len(col.ends), len(col.numbers)))
			return nil
		}
		if err != nil {
			return err
		}
		for in := page.Values(); ; {
			n, err := in.ReadValues(values)
			for i := range values[:n] {
				col.add(&values[i])
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				parquet.Release(page)
				return err
			}
		}
		parquet.Release(page)
	}
}

func (col *Column) add(v *parquet.Value) {
	if v.RepetitionLevel() == 0 {
		col.first = append(col.first, max(len(col.ends), len(col.numbers)))
	}
	switch v.Kind() {
	case parquet.ByteArray:
		col.bytes = append(col.bytes, v.ByteArray()...)
		col.ends = append(col.ends, len(col.bytes))
	case parquet.Int32:
		col.numbers = append(col.numbers, float64(v.Int32()))
	case parquet.Int64:
		col.numbers = append(col.numbers, float64(v.Int64()))
	case parquet.Double:
		col.numbers = append(col.numbers, v.Double())
	case parquet.Float:
		col.numbers = append(col.numbers, float64(v.Float()))
	case parquet.Boolean:
		x := 0.
		if v.Boolean() {
			x = 1
		}
		col.numbers = append(col.numbers, x)
	}
}

// RowsAt reads rows of the chunk's row group, whose numbers in it ascend, with
// the columns of T. The rows between them are passed over page by page.
func RowsAt[T any](ch *Chunk, numbers []int) (rows []*T, err error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	err = withFile(ch.part, func(pf *parquet.File) error {
		r := parquet.NewGenericRowGroupReader[T](pf.RowGroups()[ch.group])
		defer func() { _ = r.Close() }() // read only
		at := 0                          // row that is read next
		batch := make([]T, batchRows)
		for len(numbers) > 0 {
			if numbers[0]-at > batchRows {
				if err := r.SeekToRow(int64(numbers[0])); err != nil {
					return err
				}
				at = numbers[0]
			}
			clear(batch)
			n, err := r.Read(batch[:min(batchRows, numbers[len(numbers)-1]-at+1)])
			for len(numbers) > 0 && numbers[0] < at+n {
				row := batch[numbers[0]-at]
				rows = append(rows, &row)
				numbers = numbers[1:]
			}
			at += n
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			if n == 0 && len(numbers) > 0 {
				return fmt.Errorf("row %d is not there", numbers[0])
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", ch.part, err)
	}
	return rows, nil
}
