package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
	"github.com/zeebo/xxh3"
	"golang.org/x/sync/errgroup"
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

// tableWriter writes one table of rows T in parts. V is T, or a smaller struct
// by which parts are compared.
type tableWriter[T any, P interface {
	*T
	row
}, V any, W interface {
	*V
	proof
}] struct {
	table   Table
	dir     string // of the unfinished corpus
	options []parquet.WriterOption
	most    int // rows a part

	file    *os.File
	writer  *parquet.GenericWriter[T]
	sum     hash.Hash    // of the bytes of the part
	digest  *xxh3.Hasher // of the proof of all rows of the part
	rows    int          // of the part
	pending int          // bytes of text in the open row group
	parts   []Part
	checks  *errgroup.Group // parts that are being read again
}

func newTableWriter[T any, P interface {
	*T
	row
}, V any, W interface {
	*V
	proof
}](table Table, dir string, opt Options, checks *errgroup.Group) *tableWriter[T, P, V, W] {
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
	return &tableWriter[T, P, V, W]{table: table, dir: dir, options: options, most: most, digest: xxh3.New(), checks: checks}
}

// write adds rows; check their text before.
func (w *tableWriter[T, P, V, W]) write(all []T) error {
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

// digestRow adds the proof of a row to the digest, each string with its length
// so that moved boundaries are seen; it returns their bytes.
func digestRow(h *xxh3.Hasher, r proof) int {
	size := 0
	r.proof(func(s string) {
		n := len(s)
		_, _ = h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) // never fails
		_, _ = h.WriteString(s)
		size += n
	})
	return size
}

// name is the path of the open part inside the corpus.
func (w *tableWriter[T, P, V, W]) name() string { return partName(w.table, len(w.parts)) }

func partName(table Table, n int) string { return fmt.Sprintf("%s/part-%05d.parquet", table, n) }

func (w *tableWriter[T, P, V, W]) open() error {
	path := filepath.Join(w.dir, filepath.FromSlash(w.name()))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	w.sum = sha256.New()
	w.file, w.writer = file, parquet.NewGenericWriter[T](io.MultiWriter(file, w.sum), w.options...)
	w.digest.Reset()
	w.rows, w.pending = 0, 0
	return nil
}

// close finishes the part and puts it on the disk; it is read again meanwhile
// the next one is written.
func (w *tableWriter[T, P, V, W]) close() error {
	name, path := w.name(), w.file.Name()
	err := w.writer.Close() // the footer; "disk full" may come here only
	if err == nil {
		err = w.file.Sync()
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
	w.parts = append(w.parts, Part{File: name, Rows: w.rows, Bytes: size, SHA256: hex.EncodeToString(w.sum.Sum(nil))})
	rows, digest := w.rows, w.digest.Sum64()
	w.checks.Go(func() error {
		if err := verify[V, W](path, rows, digest); err != nil {
			return fmt.Errorf("store: %s: reading it again: %w", name, err)
		}
		return nil
	})
	return nil
}

// verify reads a part that was written and compares it with what was meant: the
// number of rows, and the strings of the proof. All other columns are unpacked
// too, and the checksums of their pages compared.
func verify[V any, W interface {
	*V
	proof
}](path string, wantRows int, want uint64) error {
	digest, rows := xxh3.New(), 0
	err := withFile(path, func(pf *parquet.File) error {
		for _, g := range pf.RowGroups() {
			for _, chunk := range g.ColumnChunks() {
				if err := unpack(chunk); err != nil {
					return err
				}
			}
			_, err := readGroup(g, rowSpan{0, g.NumRows()}, func(r *V, _ error) bool {
				digestRow(digest, W(r))
				rows++
				return true
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if rows != wantRows {
		return fmt.Errorf("%d rows of %d", rows, wantRows)
	}
	if digest.Sum64() != want {
		return errors.New("not the text that was written")
	}
	return nil
}

// unpack reads all pages of a column.
func unpack(chunk parquet.ColumnChunk) (err error) {
	pages := chunk.Pages()
	defer func() { err = errors.Join(err, pages.Close()) }()
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		parquet.Release(page)
	}
}

// finish closes the last part; a table without rows gets an empty one, so that
// every table can be read.
func (w *tableWriter[T, P, V, W]) finish() error {
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
func (w *tableWriter[T, P, V, W]) drop() {
	if w.file != nil {
		_ = w.file.Close() // the file goes away
		w.file, w.writer = nil, nil
	}
}
