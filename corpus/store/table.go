package store

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Texts is a Parquet file that is not ours, opened to read texts from it.
type Texts struct {
	file *parquet.File
	// Columns that hold one text or whole number a row, in the order of the file;
	// dots lead into columns of columns ("translation.zh").
	Columns []string
}

// OpenTexts opens a Parquet file of that many bytes.
func OpenTexts(r io.ReaderAt, size int64) (t *Texts, err error) {
	defer caught(&err) // a damaged footer may lead the package astray
	file, err := parquet.OpenFile(r, size)
	if err != nil {
		return nil, fmt.Errorf("no readable Parquet file: %w", err)
	}
	t = &Texts{file: file}
	for _, path := range file.Schema().Columns() {
		if leaf, ok := file.Schema().Lookup(path...); ok && leaf.MaxRepetitionLevel == 0 && isText(leaf.Node) {
			t.Columns = append(t.Columns, strings.Join(path, "."))
		}
	}
	return t, nil
}

// isText tells columns of texts and of whole numbers.
func isText(n parquet.Node) bool {
	switch n.Type().Kind() {
	case parquet.ByteArray, parquet.Int32, parquet.Int64:
		return true
	}
	return false
}

// caught makes an error of a panic.
func caught(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("damaged: %v", fault)
	}
}

// Rows gives the values of some of the Columns row by row, numbers in digits and
// missing ones as "". Behind an error nothing comes. The slice is good until the
// next row.
func (t *Texts) Rows(columns []string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		if len(columns) == 0 {
			return
		}
		row := make([]string, len(columns))
		for _, group := range t.file.RowGroups() {
			readers, err := t.open(group, columns)
			for n := int64(0); err == nil && n < group.NumRows(); n++ {
				if err = readRow(readers, row); err == nil && !yield(row, nil) {
					closeAll(readers)
					return
				}
			}
			closeAll(readers)
			if err != nil {
				yield(row, err)
				return
			}
		}
	}
}

// open opens the columns of a row group.
func (t *Texts) open(group parquet.RowGroup, columns []string) (readers []*valueReader, err error) {
	defer caught(&err)
	for _, name := range columns {
		var leaf *parquet.LeafColumn
		for _, path := range t.file.Schema().Columns() {
			if l, ok := t.file.Schema().Lookup(path...); ok && strings.Join(path, ".") == name {
				leaf = &l
				break
			}
		}
		if leaf == nil {
			return readers, fmt.Errorf("no column %s", name)
		}
		readers = append(readers, &valueReader{pages: group.ColumnChunks()[leaf.ColumnIndex].Pages()})
	}
	return readers, nil
}

// readRow reads the next value of each column.
func readRow(readers []*valueReader, row []string) (err error) {
	defer caught(&err)
	for i, r := range readers {
		v, err := r.next()
		if errors.Is(err, io.EOF) {
			return errors.New("cut short: a column has fewer rows than the file says")
		}
		if err != nil {
			return err
		}
		switch {
		case v.IsNull():
			row[i] = ""
		case v.Kind() == parquet.ByteArray:
			row[i] = string(v.ByteArray())
		case v.Kind() == parquet.Int32:
			row[i] = strconv.Itoa(int(v.Int32()))
		default:
			row[i] = strconv.FormatInt(v.Int64(), 10)
		}
	}
	return nil
}

func closeAll(readers []*valueReader) {
	for _, r := range readers {
		_ = r.pages.Close() // nothing was written
	}
}
