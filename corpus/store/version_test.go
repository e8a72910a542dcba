package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tritext/corpus/store"
)

// beadRow1 is a row of table beads in version 1 of the schema.
type beadRow1 struct {
	ID         string            `parquet:"id"`
	DocID      string            `parquet:"doc_id,dict"`
	SourceLang string            `parquet:"source_lang,dict"`
	TargetLang string            `parquet:"target_lang,dict"`
	SourceIDs  []string          `parquet:"source_ids,list"`
	TargetIDs  []string          `parquet:"target_ids,list"`
	Type       string            `parquet:"type,dict"`
	Score      float64           `parquet:"score"`
	Components []store.Component `parquet:"components,list"`
	Confidence float64           `parquet:"confidence"`
	Method     string            `parquet:"method,dict"`
}

// A corpus of version 1 has beads without links between words; it is read as before.
func TestReadsVersion1(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"))
	path := filepath.Join(dir, "beads", "part-00000.parquet")
	rows, err := parquet.ReadFile[beadRow1](path)
	if err != nil {
		t.Fatal(err)
	}
	if err := parquet.WriteFile(path, rows); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, store.ManifestName)
	manifest, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	old := bytes.Replace(manifest, []byte(`"schema": 3`), []byte(`"schema": 1`), 1)
	if bytes.Equal(old, manifest) {
		t.Fatal("the manifest names no schema")
	}
	if err := os.WriteFile(name, old, 0o644); err != nil {
		t.Fatal(err)
	}
	beads := collect(t, open(t, dir).Beads())
	if len(beads) != len(rows) {
		t.Fatalf("%d beads, want %d", len(beads), len(rows))
	}
	for i, b := range beads {
		if b.ID != rows[i].ID || b.Score != rows[i].Score || len(b.TargetIDs) != len(rows[i].TargetIDs) || len(b.Links) != 0 {
			t.Errorf("bead %+v, want %+v without links", b, rows[i])
		}
	}
}
