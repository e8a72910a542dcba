package align_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"tritext/align"
)

func TestPairs(t *testing.T) {
	for _, c := range []struct {
		n, pivot int
		want     string
	}{
		{0, 0, "[]"}, {1, 0, "[]"}, {2, 1, "[[0 1]]"}, {3, 2, "[[0 1] [0 2] [1 2]]"},
		{4, 0, "[[0 1] [0 2] [0 3]]"}, {5, 2, "[[0 2] [1 2] [2 3] [2 4]]"},
	} {
		if got := fmt.Sprint(align.Pairs(c.n, c.pivot)); got != c.want {
			t.Errorf("%d texts, pivot %d: %s, want %s", c.n, c.pivot, got, c.want)
		}
	}
}

// Five texts: languages are only codes, and a pair that no lexicon knows is
// aligned by what is the same in both.
func TestMany(t *testing.T) {
	var texts []align.Text
	for l := range 5 {
		x := align.Text{Lang: fmt.Sprintf("l%d", l)}
		for k := range 12 {
			if k == 3+l { // every language lacks another line
				continue
			}
			x.Units = append(x.Units, text(fmt.Sprintf("%d n%d %s%d w w", 100*k+7, k*k+40, x.Lang, k))...)
		}
		texts = append(texts, x)
	}
	asked := 0
	pairs, err := align.Many(texts, 1, func(source, target string) (*align.Aligner, error) {
		asked++
		return align.New(nil, align.Options{}), nil
	})
	if err != nil || asked != 4 || len(pairs) != 4 {
		t.Fatalf("%d pairs, %d aligners, %v", len(pairs), asked, err)
	}
	for _, p := range pairs {
		if p.Source != 1 && p.Target != 1 {
			t.Errorf("pair %d-%d without the pivot", p.Source, p.Target)
		}
		want := types(align.New(nil, align.Options{}).Align(texts[p.Source].Units, texts[p.Target].Units).Beads)
		if got := types(p.Beads); got != want {
			t.Errorf("pair %d-%d: %s, alone %s", p.Source, p.Target, got, want)
		}
		right := slices.DeleteFunc(slices.Clone(p.Beads), func(b align.Bead) bool {
			return b.Type() != "1-1" || texts[p.Source].Units[b.Source.Lo].Tokens[0] != texts[p.Target].Units[b.Target.Lo].Tokens[0]
		})
		if len(right) < 8 { // of ten lines that both have
			t.Errorf("pair %d-%d: %s", p.Source, p.Target, types(p.Beads))
		}
	}
	fault := errors.New("no such pair")
	if _, err := align.Many(texts, 0, func(_, _ string) (*align.Aligner, error) { return nil, fault }); !errors.Is(err, fault) {
		t.Errorf("%v", err)
	}
}
