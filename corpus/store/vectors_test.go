package store_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tritext/corpus/store"
)

// vectorFile writes rows as another program would.
func vectorFile[T any](t *testing.T, rows ...T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vectors.parquet")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := parquet.NewGenericWriter[T](f, parquet.MaxRowsPerRowGroup(2))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func readAll(path string, c store.VectorColumns) (rows []store.VectorRow, err error) {
	for r, e := range store.ReadVectors(path, c) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func TestReadVectors(t *testing.T) {
	type plain struct { // repeated, without the list around it
		Text   string    `parquet:"text"`
		Vector []float32 `parquet:"vector"`
	}
	type listed struct { // as Arrow and DuckDB write lists
		ID        int64     `parquet:"id"`
		Embedding []float64 `parquet:"embedding,list"`
		Other     string    `parquet:"other,optional"`
	}
	type bare struct {
		V    []float32 `parquet:"v,optional,list"`
		Name *string   `parquet:"name,optional"`
	}
	name := "水"
	for _, c := range []struct {
		name, path string
		columns    store.VectorColumns
		want       []store.VectorRow
		fault      string
	}{
		{
			name: "texts", path: vectorFile(t, plain{"水", []float32{1, 2}}, plain{"water", []float32{3, 4}}, plain{"вода", []float32{5, 6}}),
			want: []store.VectorRow{{"水", 0, []float32{1, 2}}, {"water", 1, []float32{3, 4}}, {"вода", 2, []float32{5, 6}}},
		},
		{
			name: "numbers and doubles", path: vectorFile(t, listed{7, []float64{.5, 2, 3}, ""}, listed{-1, []float64{4}, ""}),
			want: []store.VectorRow{{"", 7, []float32{.5, 2, 3}}, {"", -1, []float32{4}}},
		},
		{
			name: "columns by name", path: vectorFile(t, bare{[]float32{1}, &name}), columns: store.VectorColumns{Key: "name", Vector: "v"},
			want: []store.VectorRow{{"水", 0, []float32{1}}},
		},
		{
			name: "no key", path: vectorFile(t, bare{[]float32{1}, nil}, bare{[]float32{2}, nil}), columns: store.VectorColumns{Vector: "v"},
			want: []store.VectorRow{{"", 0, []float32{1}}, {"", 1, []float32{2}}},
		},
		{name: "no rows", path: vectorFile[plain](t)},
		{
			name: "an empty list", path: vectorFile(t, plain{"水", []float32{1}}, plain{"water", nil}, plain{"вода", []float32{1}}),
			want: []store.VectorRow{{"水", 0, []float32{1}}}, fault: "row 2: column vector is empty",
		},
		{name: "null list", path: vectorFile(t, bare{nil, &name}), columns: store.VectorColumns{Vector: "v"}, fault: "row 1: column v is empty"},
		{name: "null key", path: vectorFile(t, bare{[]float32{1}, nil}), columns: store.VectorColumns{Key: "name", Vector: "v"}, fault: "row 1: column name is empty"},
		{name: "no vectors", path: vectorFile(t, bare{[]float32{1}, nil}), fault: "no column embedding, vector, embeddings, vectors; its columns are v, name"},
		{name: "wrong name", path: vectorFile(t, bare{[]float32{1}, nil}), columns: store.VectorColumns{Vector: "w"}, fault: "no column w; its columns are v, name"},
		{name: "texts for vectors", path: vectorFile(t, plain{"水", []float32{1}}), columns: store.VectorColumns{Vector: "text"}, fault: "column text is no list of floats"},
		{name: "vectors for texts", path: vectorFile(t, plain{"水", []float32{1}}), columns: store.VectorColumns{Key: "vector"}, fault: "column vector holds neither texts nor whole numbers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(c.path, c.columns)
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("rows %v, want %v", got, c.want)
			}
			if (err == nil) != (c.fault == "") || err != nil && err.Error() != "store: "+c.path+": "+c.fault && !strings.Contains(err.Error(), c.fault) {
				t.Errorf("error %v, want %q", err, c.fault)
			}
		})
	}
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("水\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{text: "no Parquet file", text + "s": "no such file"} {
		if _, err := readAll(path, store.VectorColumns{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
