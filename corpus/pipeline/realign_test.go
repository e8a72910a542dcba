package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/store"
	"tritext/testdata"
)

// stored builds a corpus of the inputs and gives its families as a corpus has them.
func stored(tb testing.TB, inputs ...string) []*corpus.Family {
	tb.Helper()
	dir := tb.TempDir()
	if _, err := Build(tb.Context(), Options{Inputs: inputs, Output: dir}, Observer{}); err != nil {
		tb.Fatal(err)
	}
	c, err := store.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var out []*corpus.Family
	for f, err := range c.Families(store.Need{}) {
		if err != nil {
			tb.Fatal(err)
		}
		view, err := f.Corpus()
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, view)
	}
	return out
}

// covers holds that the beads cover all units to align once, those that are
// locked among them.
func covers(t *testing.T, f *corpus.Family, beads, locked []corpus.Bead) {
	t.Helper()
	print := func(b *corpus.Bead) string { return fmt.Sprint(b.SourceUnits, b.TargetUnits) }
	all := map[string]bool{}
	seen := [2]map[int]int{{}, {}}
	for i := range beads {
		all[print(&beads[i])] = true
		for x, units := range [2][]int{beads[i].SourceUnits, beads[i].TargetUnits} {
			for _, u := range units {
				seen[x][u]++
			}
		}
	}
	for x, lang := range []string{beads[0].Source, beads[0].Target} {
		units := f.Version(lang).Units
		for u := range units {
			if want := map[bool]int{true: 1}[units[u].Kind.Aligned()]; seen[x][u] != want {
				t.Errorf("unit %s stands in %d beads", units[u].ID, seen[x][u])
			}
		}
	}
	for i := range locked {
		if !all[print(&locked[i])] {
			t.Errorf("locked bead %s is not there", print(&locked[i]))
		}
	}
}

func TestRealignPair(t *testing.T) {
	r, err := NewRealigner(Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := stored(t, "../../testdata/un/A_98_412-S_2044_187.*.txt")[0]
	pair := func(locked ...corpus.Bead) ([]corpus.Bead, error) { return r.Pair(f, "zh", "en", locked) }
	at := func(source, target []int) corpus.Bead {
		return corpus.Bead{SourceUnits: source, TargetUnits: target, Method: "checked", Editor: "Анна", Edited: "2030"}
	}
	var free []corpus.Bead // of the corpus
	for _, b := range f.Beads {
		if b.Source == "zh" && b.Target == "en" && !b.Null() {
			free = append(free, b)
		}
	}
	a, b, c := free[3], free[4], free[7]
	for name, locked := range map[string][]corpus.Bead{
		"nothing":  nil,
		"as it is": {at(a.SourceUnits, a.TargetUnits)},
		"shifted":  {at(a.SourceUnits, b.TargetUnits)},
		"null":     {at(a.SourceUnits, nil), at(nil, a.TargetUnits)},
		"large":    {at(slices.Concat(a.SourceUnits, b.SourceUnits), slices.Concat(a.TargetUnits, b.TargetUnits))},
		"crossing": {at(a.SourceUnits, c.TargetUnits), at(c.SourceUnits, a.TargetUnits), at(b.SourceUnits, b.TargetUnits)},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := pair(locked...)
			if err != nil {
				t.Fatal(err)
			}
			covers(t, f, got, locked)
			n := 0
			for i, b := range got {
				if b.ID != fmt.Sprintf("%s#zh-en.%d", f.ID, i+1) {
					t.Errorf("bead %d has the id %s", i, b.ID)
				}
				if b.Method == "checked" {
					n++
					if b.Confidence != 1 || b.Editor != "Анна" || b.Edited != "2030" {
						t.Errorf("bead %+v", b)
					}
				}
			}
			if n != len(locked) {
				t.Errorf("%d checked beads, want %d", n, len(locked))
			}
		})
	}
	footnote, text := -1, 0
	for i, u := range f.Version("zh").Units {
		if u.Kind == corpus.KindFootnote {
			footnote = i
		}
	}
	faults := map[string][]corpus.Bead{
		"not side by side": {at([]int{a.SourceUnits[0], c.SourceUnits[0]}, nil)},
		"another bead":     {a, a},
		"no part":          {at([]int{9999}, nil)},
		"no units":         {at(nil, nil)},
	}
	if footnote >= 0 {
		faults["stand together"] = []corpus.Bead{at([]int{footnote}, []int{free[text].TargetUnits[0]})}
	}
	for name, locked := range faults {
		if _, err := pair(locked...); err == nil {
			t.Errorf("%s: no error", name)
		} else if name == "no units" && !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.Pair(f, "en", "zh", nil); err == nil {
		t.Error("a pair that is not aligned")
	}
}

// BenchmarkRealign aligns the three pairs of a document of some 500 units in
// each language anew, around one correction.
func BenchmarkRealign(b *testing.B) {
	r, err := NewRealigner(Options{})
	if err != nil {
		b.Fatal(err)
	}
	dir := testdata.Shared(b, "data", "un")
	var f *corpus.Family
	for _, x := range stored(b, dir+"/A_CN.9_SER.C_DIGEST_CISG_2.*.txt", dir+"/UDHR.*.txt", dir+"/SDG_A_RES_71_313.*.txt") {
		if len(x.Versions) > 2 && (f == nil || len(x.Versions[0].Units) > len(f.Versions[0].Units)) {
			f = x
		}
	}
	for _, pair := range [][2]string{{"zh", "en"}, {"zh", "ru"}, {"en", "ru"}} {
		var locked []corpus.Bead
		for _, x := range f.Beads {
			if x.Source == pair[0] && x.Target == pair[1] && !x.Null() && len(locked) == 0 {
				locked = append(locked, corpus.Bead{SourceUnits: x.SourceUnits, Method: "checked"})
			}
		}
		b.Run(pair[0]+"-"+pair[1], func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Pair(f, pair[0], pair[1], locked); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(f.Version(pair[0]).Units)), "units")
		})
	}
}
