// Arrowread reads all tables of a corpus with Arrow Go and prints the number of
// rows of each: go run . CORPUS. It is a module of its own, so that nothing else
// needs Arrow.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

func main() {
	for _, table := range []string{"documents", "units", "beads", "parallel", "removed"} {
		parts, err := filepath.Glob(filepath.Join(os.Args[1], table, "*.parquet"))
		fail(err)
		rows, columns := int64(0), int64(0)
		for _, part := range parts {
			f, err := os.Open(part)
			fail(err)
			r, err := file.NewParquetReader(f)
			fail(err)
			a, err := pqarrow.NewFileReader(r, pqarrow.ArrowReadProperties{BatchSize: 4096}, memory.DefaultAllocator)
			fail(err)
			t, err := a.ReadTable(context.Background()) // decodes every value
			fail(err)
			rows, columns = rows+t.NumRows(), t.NumCols()
			t.Release()
			fail(r.Close())
		}
		fmt.Println(table, rows, columns)
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
