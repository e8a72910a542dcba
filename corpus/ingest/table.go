package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// The tables with a head: comma- and tab-separated values (RFC 4180; a quoted
// cell may hold line ends), and Parquet.
var (
	commaTable   = kind{name: "CSV", suffixes: []string{".csv"}, head: csvHead, read: readCSV}
	tabTable     = kind{name: "TSV", suffixes: []string{".tsv", ".tab"}, head: csvHead, read: readCSV}
	parquetTable = kind{name: "Parquet", suffixes: []string{".parquet"}, head: parquetHead, read: readParquet}
)

// rowGuard fails if a row takes more bytes than rows may: a quote that is never
// closed would read all that follows into one cell.
type rowGuard struct {
	r    io.Reader
	left int
	err  error // when nothing is left
}

var errLongRow = fmt.Errorf("a row of more than %d MB: is a quote not closed?", mostRow>>20)

func (g *rowGuard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, g.err
	}
	n, err := g.r.Read(p)
	g.left -= n
	return n, err
}

// openCSV reads a table; a byte order mark is passed over.
func openCSV(c *Collection, r io.Reader) (*csv.Reader, *rowGuard) {
	b := newPeeker(r)
	if head, _ := b.Peek(3); bytes.Equal(head, []byte("\uFEFF")) {
		_, _ = b.Discard(3) // they are there
	}
	guard := &rowGuard{b, mostRow, errLongRow}
	in := csv.NewReader(guard)
	in.ReuseRecord = true
	if c.kind.name == "TSV" {
		in.Comma = '\t'
		in.LazyQuotes = true // a quote inside of a cell is common where no cell is quoted
	}
	return in, guard
}

func csvHead(c *Collection, r io.Reader, want Columns) error {
	in, _ := openCSV(c, io.LimitReader(r, collectionHead))
	names, err := in.Read()
	if err == io.EOF {
		return columnFault("an empty table")
	}
	if err != nil {
		return fmt.Errorf("no table: %s", csvFault(err))
	}
	names = append([]string(nil), names...)
	if err := c.choose(names, want); err != nil {
		return err
	}
	if !c.at.named && len(want.Texts) == 0 && len(c.Columns) < 2 {
		// A list of files has a cell "zh" in its first line, too.
		return columnFault("a table in whose head only %s stands for a language; name it as an input if it is one of texts", c.Columns[0].Name)
	}
	return nil
}

// csvFault writes an error of encoding/csv without its places, which messages have.
func csvFault(err error) string {
	var p *csv.ParseError
	if errors.As(err, &p) {
		switch p.Err {
		case csv.ErrQuote:
			return fmt.Sprintf("a quote that is not closed, or is followed by more than a comma (column %d)", p.Column)
		case csv.ErrBareQuote:
			return fmt.Sprintf("a quote inside of a cell without quotes (column %d)", p.Column)
		}
		return p.Err.Error()
	}
	return inWords(err)
}

func readCSV(c *Collection, r io.Reader, out *output) {
	in, guard := openCSV(c, r)
	head, err := in.Read()
	if err != nil {
		out.fault(1, "%s: not read on", csvFault(err))
		return
	}
	at := make([]int, len(c.Columns))
	id := -1
	for i, name := range head {
		for k := range c.Columns {
			if c.Columns[k].Name == name {
				at[k] = i
			}
		}
		if name == c.ID && c.ID != "" {
			id = i
		}
	}
	texts := make([]string, len(at))
	for number := 1; out.open; number++ {
		guard.left = mostRow
		cells, err := in.Read()
		if err == io.EOF {
			return
		}
		var p *csv.ParseError
		if errors.As(err, &p) {
			out.fault(p.StartLine, "%s", csvRowFault(p, len(cells), len(head)))
			continue
		}
		if err != nil {
			out.fault(0, "row %d: %s: not read on", number, inWords(err))
			return
		}
		line, _ := in.FieldPos(0)
		bad := false
		for k, i := range at {
			texts[k] = strings.Clone(cells[i])
			bad = bad || !utf8.ValidString(texts[k])
		}
		if bad {
			out.fault(line, "not UTF-8")
			continue
		}
		name := ""
		if id >= 0 {
			name = strings.Clone(cells[id])
		}
		out.row(line, number, name, texts)
	}
}

func csvRowFault(p *csv.ParseError, cells, want int) string {
	if errors.Is(p, csv.ErrFieldCount) {
		return fmt.Sprintf("%d columns, and the head has %d", cells, want)
	}
	return csvFault(p)
}

// Table is a Parquet file that has been opened.
type Table struct {
	Columns []string // that hold text, dots leading into columns of columns
	// Rows gives the texts of some columns, row by row; a missing one is "". Behind
	// an error nothing comes. The slice is good until the next row.
	Rows func(columns []string) iter.Seq2[[]string, error]
}

// OpenTable opens a Parquet file of that many bytes.
type OpenTable func(r io.ReaderAt, size int64) (*Table, error)

// mostTable is the largest Parquet file that is read out of a packed archive, for
// which it must stand in memory, in bytes.
const mostTable = 256 << 20

// table opens the Parquet file that a stream holds: where it is if it stands on
// disk, or else in memory.
func (c *Collection) table(r io.Reader) (*Table, error) {
	if c.tables == nil {
		return nil, errors.New("no Parquet is read here")
	}
	if at, size, ok := onDisk(r); ok {
		return c.tables(at, size)
	}
	data, fault := readLimited(r, c.name(), mostTable)
	if fault != nil {
		return nil, errors.New(fault.What + "; a Parquet file this large must be unpacked")
	}
	return c.tables(bytes.NewReader(data), int64(len(data)))
}

func parquetHead(c *Collection, r io.Reader, want Columns) error {
	t, err := c.table(r)
	if err != nil {
		return err
	}
	return c.choose(t.Columns, want)
}

func readParquet(c *Collection, r io.Reader, out *output) {
	t, err := c.table(r)
	if err != nil {
		out.fault(0, "%s", inWords(err))
		return
	}
	var names []string
	for _, col := range c.Columns {
		names = append(names, col.Name)
	}
	if c.ID != "" {
		names = append(names, c.ID)
	}
	number := 0
	for cells, err := range t.Rows(names) {
		number++
		if err != nil {
			out.fault(number, "%s: not read on", inWords(err))
			return
		}
		bad := false
		for _, cell := range cells {
			bad = bad || !utf8.ValidString(cell)
		}
		id := ""
		if c.ID != "" {
			id = cells[len(cells)-1]
		}
		switch {
		case bad:
			out.fault(number, "not UTF-8")
		case !out.row(number, number, id, cells[:len(c.Columns)]):
			return
		}
	}
}
