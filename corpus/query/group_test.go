package query_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tritext/corpus/choose"
	"tritext/corpus/query"
	"tritext/corpus/store"
)

// everything is an expression that reads all tables.
const everything = `doc_type != "x" && kind != "x" && section != "x" && year >= 0 && page >= 0`

// An expression sees of a group that was read alone what it sees of one that
// was read with its document.
func TestFillerAsFamily(t *testing.T) {
	for _, c := range []*store.Corpus{made(t, 200, 40, 11), open(t, filepath.Join("..", "store", "testdata", "schema2"))} {
		choice, err := choose.Compile(everything)
		if err != nil {
			t.Fatal(err)
		}
		f, err := query.NewFiller(context.Background(), c, choice)
		if err != nil {
			t.Fatal(err)
		}
		alone := map[string]choose.Row{}
		for g, err := range store.Rows[query.Group](c, store.TableParallel) {
			if err != nil {
				t.Fatal(err)
			}
			row := *f.Row(g)
			row.Langs = append([]string(nil), row.Langs...)
			alone[g.ID] = row
		}
		for rows, err := range c.Families(store.Need{}) {
			if err != nil {
				t.Fatal(err)
			}
			family, err := rows.Corpus()
			if err != nil {
				t.Fatal(err)
			}
			for i := range family.Groups {
				var want choose.Row
				want.Fill(family, &family.Groups[i])
				if diff := cmp.Diff(want, alone[want.ID], cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%s: %s", want.ID, diff)
				}
			}
		}
	}
}

// What is chosen is what is counted and drawn.
func TestChosen(t *testing.T) {
	c := made(t, 500, 50, 12)
	kept, beads := 0, map[string]bool{}
	keep := func(g *query.Group) (bool, error) {
		if g.Confidence < .9 || g.Type != "1-1-1" {
			return false, nil
		}
		kept++
		for _, id := range g.BeadIDs {
			beads[id] = true
		}
		return true, nil
	}
	only, err := query.ChooseGroups(context.Background(), c, keep)
	if err != nil {
		t.Fatal(err)
	}
	if kept == 0 || kept == c.Manifest.Counts.Groups {
		t.Fatalf("%d groups of %d kept", kept, c.Manifest.Counts.Groups)
	}
	s, err := query.GetStats(context.Background(), c, query.StatsOptions{Only: only, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range s.Pairs {
		n += p.Beads
	}
	if s.Groups.All != kept || s.Languages[0].Units != kept || n != len(beads) {
		t.Errorf("%d groups, %d units, %d beads; want %d, %d, %d", s.Groups.All, s.Languages[0].Units, n, kept, kept, len(beads))
	}
	strata, err := query.Draw(context.Background(), c, query.SampleOptions{Size: 1 << 20, Only: only})
	if err != nil || len(strata) != 1 || len(strata[0].Drawn) != kept {
		t.Errorf("drawn %v: %v", strata, err)
	}
}
