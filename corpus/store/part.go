package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
	"github.com/zeebo/xxh3"
)

// Bounds of files and memory. A row group is what a writer holds in memory and
// a reader reads at once; a part is what is lost when a disk fault hits a file.
const (
	defaultPartRows = 500_000  // rows a part
	groupRows       = 20_000   // rows a row group
	groupBytes      = 16 << 20 // bytes of text a row group, for corpora of long units
	pageBytes       = 1 << 20  // bytes a page; 12 % smaller files than parquet-go's default of 256 KiB (measured)
	batchRows       = 512      // rows handed over or read at once
)

// tableWriter writes one table in parts.
type tableWriter[T any, P interface {
	*T
	row
}] struct {
	table   Table
	dir     string // of the unfinished corpus
	options []parquet.WriterOption
	most    int // rows a part

	file    *os.File
	writer  *parquet.GenericWriter[T]
	digest  *xxh3.Hasher // of all strings of the part
	rows    int          // of the part
	pending int          // bytes of text in the open row group
	parts   []Part
}

func newTableWriter[T any, P interface {
	*T
	row
}](table Table, dir string, opt Options) *tableWriter[T, P] {
	options := []parquet.WriterOption{
		parquet.Compression(&parquet.Zstd), // by option only: a struct tag would win and has no level
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.PageBufferSize(pageBytes),
		parquet.CreatedBy("tritext", opt.Version, ""), // the default holds build information
		parquet.KeyValueMetadata("tritext.table", string(table)),
		parquet.KeyValueMetadata("tritext.schema", fmt.Sprint(SchemaVersion)),
		parquet.KeyValueMetadata("tritext.signature", opt.Signature),
	}
	if table == TableParallel {
		options = append(options, parquet.KeyValueMetadata("huggingface", huggingFace))
	}
	for _, path := range longTexts[table] {
		options = append(options, parquet.SkipPageBounds(path...), parquet.SkipPageStatistics(path...))
	}
	most := opt.PartRows
	if most <= 0 {
		most = defaultPartRows
	}
	return &tableWriter[T, P]{table: table, dir: dir, options: options, most: most, digest: xxh3.New()}
}

// write adds rows; check their text before.
func (w *tableWriter[T, P]) write(all []T) error {
	for len(all) > 0 {
		if w.file == nil {
			if err := w.open(); err != nil {
				return err
			}
		}
		n, size := 0, 0
		for n < min(len(all), batchRows, w.most-w.rows) && w.pending+size < groupBytes {
			size += digestRow(w.digest, P(&all[n]))
			n++
		}
		if _, err := w.writer.Write(all[:n]); err != nil {
			return fmt.Errorf("store: %s: %w", w.name(), err)
		}
		w.rows += n
		w.pending += size
		if w.pending >= groupBytes {
			if err := w.writer.Flush(); err != nil {
				return fmt.Errorf("store: %s: %w", w.name(), err)
			}
			w.pending = 0
		}
		if w.rows >= w.most {
			if err := w.close(); err != nil {
				return err
			}
		}
		all = all[n:]
	}
	return nil
}

// digestRow adds the strings of a row to the digest, each with its length so
// that moved boundaries are seen; it returns their bytes.
func digestRow(h *xxh3.Hasher, r row) int {
	size := 0
	r.texts(func(s string) {
		n := len(s)
		_, _ = h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) // never fails
		_, _ = h.WriteString(s)
		size += n
	})
	return size
}

// name is the path of the open part inside the corpus.
func (w *tableWriter[T, P]) name() string { return partName(w.table, len(w.parts)) }

func partName(table Table, n int) string { return fmt.Sprintf("%s/part-%05d.parquet", table, n) }

func (w *tableWriter[T, P]) open() error {
	path := filepath.Join(w.dir, filepath.FromSlash(w.name()))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	w.file, w.writer = file, parquet.NewGenericWriter[T](file, w.options...)
	w.digest.Reset()
	w.rows, w.pending = 0, 0
	return nil
}

// close finishes the part, puts it on the disk and reads it again.
func (w *tableWriter[T, P]) close() error {
	name := w.name()
	err := w.writer.Close() // the footer; "disk full" may come here only
	if err == nil {
		err = w.file.Sync()
	}
	if err == nil {
		err = w.verify()
	}
	var size int64
	if info, e := w.file.Stat(); e == nil {
		size = info.Size()
	}
	if e := w.file.Close(); err == nil {
		err = e
	}
	w.file, w.writer = nil, nil
	if err != nil {
		return fmt.Errorf("store: %s: %w", name, err)
	}
	w.parts = append(w.parts, Part{File: name, Rows: w.rows, Bytes: size})
	return nil
}

// verify reads the part that was written and compares it with what was meant:
// the number of rows and all strings. The checksums of the pages cover the rest.
func (w *tableWriter[T, P]) verify() error {
	reader := parquet.NewGenericReader[T](w.file)
	digest, rows := xxh3.New(), 0
	batch := make([]T, batchRows)
	for {
		n, err := reader.Read(batch)
		for i := range batch[:n] {
			digestRow(digest, P(&batch[i]))
		}
		rows += n
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(fmt.Errorf("reading it again: %w", err), reader.Close())
		}
	}
	if err := reader.Close(); err != nil {
		return err
	}
	if rows != w.rows || digest.Sum64() != w.digest.Sum64() {
		return fmt.Errorf("reading it again gives other rows than were written (%d of %d)", rows, w.rows)
	}
	return nil
}

// finish closes the last part; a table without rows gets an empty one, so that
// every table can be read.
func (w *tableWriter[T, P]) finish() error {
	if w.file == nil && len(w.parts) == 0 {
		if err := w.open(); err != nil {
			return err
		}
	}
	if w.file == nil {
		return nil
	}
	return w.close()
}

// drop closes the open part without finishing it.
func (w *tableWriter[T, P]) drop() {
	if w.file != nil {
		_ = w.file.Close() // the file goes away
		w.file, w.writer = nil, nil
	}
}
