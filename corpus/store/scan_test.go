package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus/store"
)

// A scan sees what reading rows sees: texts, lists, numbers and what is null.
func TestScan(t *testing.T) {
	dir := t.TempDir()
	var want []string
	w, err := store.Create(dir, store.Options{PartRows: 3}) // several parts
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for i := range 5 {
		if err := w.Write(trilingual(fmt.Sprint("A", i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(store.Manifest{}); err != nil {
		t.Fatal(err)
	}
	c := open(t, dir)
	show := func(id, en, ru string, flags []string, confidence float64, relay bool) string {
		return fmt.Sprint(id, "|", en, "|", ru, "|", flags, "|", confidence, "|", relay)
	}
	for r, err := range c.Parallel() {
		if err != nil {
			t.Fatal(err)
		}
		text := func(s *string) string {
			if s == nil {
				return "null"
			}
			return *s
		}
		want = append(want, show(r.ID, text(r.Translation.En), text(r.Translation.Ru), r.ZhIDs, r.Confidence, r.Relay))
	}
	var mu sync.Mutex
	got := map[int][]string{}
	err = c.Scan(context.Background(), store.TableParallel,
		[]string{"id", "translation.en", "translation.ru", "zh_ids", "confidence", "relay", "of_a_later_schema"}, 2,
		func(_ int, ch *store.Chunk) error {
			var lines []string
			for row := range ch.Rows {
				text := func(col int) string {
					if ch.Columns[col].Len(row) == 0 {
						return "null"
					}
					return string(ch.Columns[col].Text(row, 0))
				}
				var ids []string
				for k := range ch.Columns[3].Len(row) {
					ids = append(ids, string(ch.Columns[3].Text(row, k)))
				}
				if ch.Columns[6].Len(row) != 0 || ch.Columns[6].Text(row, 0) != nil || ch.Columns[6].Number(row, 0) != 0 {
					t.Error("a column that is not there has values")
				}
				lines = append(lines, show(text(0), text(1), text(2), ids, ch.Columns[4].Number(row, 0), ch.Columns[5].Number(row, 0) == 1))
			}
			rows, err := store.RowsAt[store.ParallelRow](ch, []int{ch.Rows - 1})
			if err != nil {
				return err
			}
			if want := text(ch, ch.Rows-1); len(rows) != 1 || rows[0].ID != want {
				t.Errorf("RowsAt gives %v, want %s", rows, want)
			}
			mu.Lock()
			defer mu.Unlock()
			got[ch.Number] = lines
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range len(got) {
		all = append(all, got[i]...)
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	if len(want) < 8 {
		t.Errorf("only %d groups", len(want))
	}
}

// text is the first column of a row.
func text(ch *store.Chunk, row int) string { return string(ch.Columns[0].Text(row, 0)) }

// The values of a list of structs are seen row by row.
func TestScanLists(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"), trilingual("B"))
	c := open(t, dir)
	var want [][]string
	for u, err := range c.Units() {
		if err != nil {
			t.Fatal(err)
		}
		var forms []string
		for _, x := range u.Tokens {
			forms = append(forms, x.Form)
		}
		want = append(want, forms)
	}
	var got [][]string
	if err := c.Scan(context.Background(), store.TableUnits, []string{"tokens.form"}, 1, func(_ int, ch *store.Chunk) error {
		for row := range ch.Rows {
			var forms []string
			for k := range ch.Columns[0].Len(row) {
				forms = append(forms, string(ch.Columns[0].Text(row, k)))
			}
			got = append(got, forms)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(want, got, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}
