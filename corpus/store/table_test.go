package store_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"tritext/corpus/store"
)

type textRow struct {
	Record      int64             `parquet:"record"`
	Zh          string            `parquet:"zh"`
	En          *string           `parquet:"en"`
	Translation map[string]string `parquet:"-"`
	Nested      struct {
		Ru string `parquet:"ru"`
	} `parquet:"translation"`
	Score float64  `parquet:"score"`
	Tags  []string `parquet:"tags,list"`
}

// parquetOf gives a file of two row groups.
func parquetOf(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[textRow](&b, parquet.MaxRowsPerRowGroup(2))
	en := "Water."
	rows := []textRow{{Record: 7, Zh: "水。", En: &en, Tags: []string{"a", "b"}}, {Record: 8, Zh: "火。"}, {Record: 9, Zh: ""}}
	rows[0].Nested.Ru = "Вода."
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTexts(t *testing.T) {
	data := parquetOf(t)
	texts, err := store.OpenTexts(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"record", "zh", "en", "translation.ru"}, texts.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	var got [][]string
	for row, err := range texts.Rows([]string{"zh", "en", "translation.ru", "record"}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, slices.Clone(row))
	}
	want := [][]string{{"水。", "Water.", "Вода.", "7"}, {"火。", "", "", "8"}, {"", "", "", "9"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for row, err := range texts.Rows([]string{"fr"}) {
		if err == nil || !strings.Contains(err.Error(), "no column fr") {
			t.Errorf("%v, %v", row, err)
		}
	}
}

// A damaged file gives an error and nothing worse, wherever the damage is.
func TestTextsDamaged(t *testing.T) {
	whole := parquetOf(t)
	read := func(data []byte) error {
		texts, err := store.OpenTexts(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return err
		}
		for _, err := range texts.Rows(texts.Columns) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	for n := range len(whole) {
		if read(whole[:n]) == nil {
			t.Errorf("cut after byte %d: no error", n)
		}
	}
	for n := range whole {
		data := bytes.Clone(whole)
		data[n] ^= 0x55
		_ = read(data) // many of them are read all the same
	}
}

func FuzzTexts(f *testing.F) {
	f.Add(parquetOf(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		texts, err := store.OpenTexts(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		n := 0
		for range texts.Rows(texts.Columns) {
			if n++; n > 100_000 {
				break
			}
		}
	})
}
