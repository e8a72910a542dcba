package split

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// corpusOf makes documents of sentences that have little in common, with a formula
// in each.
func corpusOf(n, sentences int) (all []*Document) {
	r := rand.New(rand.NewPCG(1, 1))
	word := func() string {
		var b strings.Builder
		for range 3 + r.IntN(5) {
			b.WriteByte(byte('a' + r.IntN(26)))
		}
		return b.String()
	}
	for i := range n {
		d := &Document{ID: fmt.Sprintf("D%02d", i), Symbols: []string{fmt.Sprintf("A/%d/%d", 90+i%3, i)}, Date: fmt.Sprintf("20%02d-05-01", 10+i)}
		for j := range sentences {
			var w []string
			for range 8 + r.IntN(6) {
				w = append(w, word())
			}
			text := strings.Join(w, " ")
			if j == 0 {
				text = "The meeting was opened by the Chair at ten in the morning."
			}
			d.Groups = append(d.Groups, Group{ID: fmt.Sprintf("%s#g%d", d.ID, j+1), Texts: []string{text, "ру " + text, ""}})
		}
		all = append(all, d)
	}
	return all
}

// run splits documents and gives the side of every group and what leaks.
func run(opt Options, all []*Document) (map[string]string, *Splitter, *Leaks) {
	s := New(opt)
	for _, d := range all {
		s.Add(d)
	}
	s.Assign()
	for _, d := range all {
		s.Hold(d)
	}
	for _, d := range all {
		s.Scan(d)
	}
	side := map[string]string{}
	for _, d := range all {
		for i := range d.Groups {
			side[d.Groups[i].ID] = s.Split(d.ID, &d.Groups[i])
		}
	}
	var c Checker
	for _, pass := range []func(*Document, func(*Group) string){c.Hold, c.Compare} {
		for _, d := range all {
			pass(d, func(g *Group) string { return side[g.ID] })
		}
	}
	return side, s, &c.Leaks
}

func TestSplit(t *testing.T) {
	all := corpusOf(40, 10)
	opt := Options{Dev: Size{Count: 40}, Test: Size{Share: .1}}
	side, s, leaks := run(opt, all)
	if leaks.Any() {
		t.Errorf("leaks: %+v", leaks)
	}
	got := map[string]int{}
	for _, at := range side {
		got[at]++
	}
	// The formula is in every document: it stays in train only.
	if got[Test] != 36 || got[Dev] != 36 || got[Train] != 320 || got[""] != 8 || s.Report.None[outLeak] != 8 {
		t.Errorf("sides %v, none %v", got, s.Report.None)
	}
	again, _, _ := run(opt, corpusOf(40, 10))
	opt.Seed = 7
	other, _, _ := run(opt, corpusOf(40, 10))
	same, changed := true, false
	for id, at := range side {
		same = same && again[id] == at
		changed = changed || other[id] != at
	}
	if !same || !changed {
		t.Errorf("the same seed gives the same: %t; another one another: %t", same, changed)
	}
}

// What belongs together stays together, whatever the seed.
func TestFamilies(t *testing.T) {
	for seed := range uint64(12) {
		all := corpusOf(20, 10)
		all[3].Symbols = []string{"A/92/3/Add.1"}
		all[4].Symbols = []string{"A/92/3/Rev.2", "S/2043/9"}
		all[5].Symbols = []string{"S/2043/9/Corr.1"}
		all[6].Type, all[6].Title, all[6].Session = "draft", "Oceans and the law of the sea", 98
		all[7].Type, all[7].Title, all[7].Session = "resolution", "Oceans and the Law of the Sea.", 98
		for j := range 5 { // an annual report: half of it is last year's
			all[9].Groups[j+1].Texts = slices.Clone(all[8].Groups[j+1].Texts)
		}
		all[11].Groups[4].Texts = slices.Clone(all[10].Groups[4].Texts) // a quotation joins nothing, and does not leak
		_, s, leaks := run(Options{Dev: Size{Count: 30}, Test: Size{Count: 30}, Seed: seed}, all)
		if leaks.Any() {
			t.Errorf("seed %d leaks: %+v", seed, leaks)
		}
		for _, together := range [][]int{{3, 4, 5}, {6, 7}, {8, 9}} {
			for _, i := range together {
				if s.Side(all[i].ID) != s.Side(all[together[0]].ID) {
					t.Errorf("seed %d: %s and %s are parted", seed, all[i].ID, all[together[0]].ID)
				}
			}
		}
		if s.Report.United["symbol"] != 2 || s.Report.United["title"] != 1 || s.Report.United["sentences"] != 1 {
			t.Errorf("united by %v", s.Report.United)
		}
	}
}

func TestCutAndExclusion(t *testing.T) {
	all := corpusOf(20, 10)
	all[15].Date = ""
	all[1].Symbols, all[19].Symbols = []string{"A/91/1"}, []string{"A/91/1/Add.1"} // 2011 and 2029
	_, s, leaks := run(Options{Dev: Size{Count: 20}, Test: Size{Count: 30}, TestFrom: "2024-01-01", Exclude: []string{"a/92/2/ADD.1"}}, all)
	if leaks.Any() {
		t.Errorf("leaks: %+v", leaks)
	}
	for i, d := range all {
		side := s.Side(d.ID)
		switch {
		case i == 2 || i == 15 || i == 1 || i == 19:
			if side != "" {
				t.Errorf("%s is in %s", d.ID, side)
			}
		case i >= 14 && side != Test && side != "", i < 14 && side == Test:
			t.Errorf("%s of %s is in %q", d.ID, d.Date, side)
		}
	}
	for _, why := range []string{outExcluded, outStraddles, outUndated, outLate} {
		if s.Report.None[why] == 0 {
			t.Errorf("nothing is out because %s: %v", why, s.Report.None)
		}
	}
}

func TestOutAndTrainSize(t *testing.T) {
	all := corpusOf(20, 10)
	all[0].Groups[2].Out = true
	side, s, _ := run(Options{Test: Size{Count: 20}, Train: Size{Count: 50}}, all)
	if side["D00#g3"] != "" || s.Report.None[outChoice] != 1 {
		t.Error("a group that is left out has a side")
	}
	if n := s.Report.Sides[Train].Groups; n > 50 || n < 40 || s.Report.None[outEnough] == 0 {
		t.Errorf("train has %d", n)
	}
}

// The checker finds leaks that are put in.
func TestChecker(t *testing.T) {
	all := corpusOf(4, 5)
	all[2].Symbols = []string{"A/90/0/Add.3"}
	side := func(g *Group) string {
		return map[string]string{"D00": Train, "D01": Dev, "D02": Test, "D03": Train}[g.ID[:3]]
	}
	for _, d := range all {
		d.Groups = d.Groups[1:] // no formula
	}
	all[3].Groups[1].Texts[0] = all[1].Groups[2].Texts[0] + "x"
	all[1].Groups[0].Texts[1] = all[2].Groups[0].Texts[1]
	var c Checker
	for _, pass := range []func(*Document, func(*Group) string){c.Hold, c.Compare} {
		for _, d := range all {
			pass(d, side)
		}
	}
	if c.Leaks.Near != 1 || c.Leaks.Exact != 1 || !slices.Equal(c.Leaks.Families, []string{"A/90/0"}) {
		t.Errorf("%+v", c.Leaks)
	}
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string]Size{"2000": {Count: 2000}, "5%": {Share: .05}, "0": {}, "2.5%": {Share: .025}} {
		if got, err := ParseSize(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "x", "-1", "101%", "5 %%", "0.05"} {
		if _, err := ParseSize(text); err == nil {
			t.Errorf("%q is no size", text)
		}
	}
}
