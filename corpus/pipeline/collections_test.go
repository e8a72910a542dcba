package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"tritext/corpus"
	"tritext/corpus/store"
)

// A Parquet file with the column that Hugging Face calls translation, and what is
// wrong with others beside it.
func TestParquetInput(t *testing.T) {
	type translation struct {
		En *string `parquet:"en"`
		Zh string  `parquet:"zh"`
	}
	type row struct {
		Record      int32       `parquet:"record"`
		Translation translation `parquet:"translation"`
	}
	en := "The bridge is closed.\n\nThe road was opened in 2021."
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b)
	if _, err := w.Write([]row{{7, translation{&en, "桥梁关闭。\n\n道路于2021年开通。"}}, {8, translation{nil, "水位上涨。"}}, {9, translation{}}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var numbers bytes.Buffer
	n := parquet.NewGenericWriter[struct {
		Zh float64 `parquet:"zh"`
	}](&numbers)
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{"a.parquet": b.Bytes(), "cut.parquet": b.Bytes()[:b.Len()-9], "numbers.parquet": numbers.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	out := filepath.Join(t.TempDir(), "out")
	var got []string
	_, err := Build(t.Context(), Options{Inputs: []string{"."}, Output: out}, Observer{Problem: func(p corpus.Problem) {
		if p.Stage == "ingest" {
			got = append(got, p.Path+": "+p.What)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"cut.parquet: no readable Parquet file: invalid magic footer of parquet file",
		"numbers.parquet: left out: no column is named by a language; its columns are none: say with --columns which hold the texts",
		"a.parquet: a row without text",
	}
	for i := range got {
		if i < len(want) && len(got[i]) > 45 && len(want[i]) > 45 && got[i][:45] == want[i][:45] {
			got[i] = want[i] // the rest is the library's
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	c, err := store.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	var docs []string
	for d, err := range c.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d.ID+" "+d.Lang+" "+d.Source.Path+" "+d.Source.Member+" "+d.Source.Format)
	}
	if diff := cmp.Diff([]string{"7 en a.parquet 7 Parquet", "7 zh a.parquet 7 Parquet", "8 zh a.parquet 8 Parquet"}, docs); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}
