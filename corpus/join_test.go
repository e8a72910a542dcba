package corpus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
)

// family makes versions with that many sentences each ("en3 ru2 zh3") and the
// beads written "zh-en 0,1:0" (source units, target units).
func family(sizes, beads string) *corpus.Family {
	f := &corpus.Family{ID: "DOC"}
	for _, s := range strings.Fields(sizes) {
		d := &corpus.Document{ID: "DOC", Lang: s[:2], Sections: []corpus.Section{{Type: "body"}}}
		var n int
		fmt.Sscan(s[2:], &n)
		for i := range n {
			d.Units = append(d.Units, corpus.Unit{ID: fmt.Sprintf("DOC/%s#1.%d.1", d.Lang, i+1), Kind: corpus.KindSentence, Norm: fmt.Sprintf("%s%d", d.Lang, i)})
		}
		f.Versions = append(f.Versions, d)
	}
	pair := ""
	for _, s := range strings.Fields(beads) {
		if strings.Contains(s, "-") {
			pair = s
			continue
		}
		src, tgt, _ := strings.Cut(s, ":")
		f.Beads = append(f.Beads, corpus.Bead{
			ID: fmt.Sprintf("DOC#%s.%d", pair, len(f.Beads)+1), Source: pair[:2], Target: pair[3:],
			SourceUnits: numbers(src), TargetUnits: numbers(tgt), Score: 2, Confidence: .5,
		})
	}
	return f
}

func numbers(s string) (n []int) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' }) {
		var x int
		fmt.Sscan(w, &x)
		n = append(n, x)
	}
	return n
}

// print writes groups as "en0 ru0,1 zh0!": members by language, ! for a doubt.
func print(f *corpus.Family) []string {
	var out []string
	for _, g := range f.Groups {
		var parts []string
		for _, d := range f.Versions {
			if m := g.Members[d.Lang]; len(m) > 0 {
				parts = append(parts, d.Lang+strings.Trim(strings.ReplaceAll(fmt.Sprint(m), " ", ","), "[]"))
			}
		}
		s := strings.Join(parts, " ")
		if slices.Contains(g.Flags, "inconsistent") {
			s += "!"
		}
		out = append(out, s)
	}
	return out
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name, sizes, beads string
		original           string // of the whole text, in all versions
		want               []string
	}{
		{name: "nothing"},
		{name: "one version has no groups", sizes: "zh3"},
		{name: "beads of a language that is not there", sizes: "zh1", beads: "zh-en 0:0"},
		{name: "only nulls", sizes: "en1 zh1", beads: "zh-en 0: :0", want: []string{"zh0", "en0"}},
		{name: "two languages", sizes: "en3 zh2", beads: "zh-en 0:0,1 1:2", want: []string{"en0,1 zh0", "en2 zh1"}},
		{name: "units outside of all beads are in no group", sizes: "en2 zh3", beads: "zh-en 1:1", want: []string{"en1 zh1"}},
		{name: "three agree", sizes: "en2 ru2 zh2", beads: "zh-en 0:0 1:1 zh-ru 0:0 1:1 en-ru 0:0 1:1",
			want: []string{"en0 ru0 zh0", "en1 ru1 zh1"}},
		{name: "the pivot's beads connect each other", sizes: "en2 ru1 zh2", beads: "zh-en 0:0 1:1 zh-ru 0,1:0 en-ru 0,1:0",
			want: []string{"en0,1 ru0 zh0,1"}},
		{name: "the third pair attaches what the pivot left alone", sizes: "en1 ru1 zh1", beads: "zh-en 0:0 zh-ru 0: :0 en-ru 0:0",
			want: []string{"en0 ru0 zh0"}},
		{name: "the third pair alone", sizes: "en2 ru2 zh1", beads: "zh-en 0:0 :1 zh-ru 0:0 :1 en-ru 0:0 1:1",
			want: []string{"en0 ru0 zh0", "en1 ru1"}},
		{name: "the third pair wants another partner", sizes: "en2 ru2 zh2", beads: "zh-en 0:0 1:1 zh-ru 0:0 1:1 en-ru 0: 1:0 :1",
			want: []string{"en0 ru0 zh0!", "en1 ru1 zh1!"}},
		{name: "the third pair says no", sizes: "en1 ru1 zh1", beads: "zh-en 0:0 zh-ru 0:0 en-ru 0: :0",
			want: []string{"en0 ru0 zh0!"}},
		{name: "the third pair wants more than the pivot", sizes: "en2 ru1 zh1", beads: "zh-en 0:0 :1 zh-ru 0:0 en-ru 0,1:0",
			want: []string{"en0 ru0 zh0!", "en1!"}},
		{name: "missing in the pivot between its units", sizes: "en3 ru3 zh2", beads: "zh-en 0:0 :1 1:2 zh-ru 0:0 :1 1:2 en-ru 0:0 1: :1 2:2",
			want: []string{"en0 ru0 zh0", "en1", "ru1", "en2 ru2 zh1"}},
		{name: "missing everywhere else", sizes: "en1 ru1 zh2", beads: "zh-en 0: 1:0 zh-ru 0: 1:0 en-ru 0:0",
			want: []string{"zh0", "en0 ru0 zh1"}},
		{name: "the original language is the pivot", sizes: "en2 ru1 zh1", original: "en",
			beads: "zh-en 0:0,1 zh-ru 0:0 en-ru 0:0 1:", want: []string{"en0,1 ru0 zh0"}},
		{name: "an original that is not there is not the pivot", sizes: "en1 ru1 zh1", original: "fr",
			beads: "zh-en 0:0 zh-ru 0: :0 en-ru 0: :0", want: []string{"en0 zh0", "ru0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := family(c.sizes, c.beads)
			for _, d := range f.Versions {
				if c.original != "" {
					d.Sections[0].Original = []string{c.original}
				}
			}
			f.Join()
			if diff := cmp.Diff(c.want, print(f)); diff != "" {
				t.Error(diff)
			}
			checkPartition(t, f)
		})
	}
}

// checkPartition holds the law of groups: each unit that is in a bead is in
// exactly one group, in order.
func checkPartition(t *testing.T, f *corpus.Family) {
	t.Helper()
	beads, groups := map[string]int{}, map[string]int{}
	for _, b := range f.Beads {
		if f.Version(b.Source) == nil || f.Version(b.Target) == nil {
			continue
		}
		for _, u := range b.SourceUnits {
			beads[f.Version(b.Source).Units[u].ID]++
		}
		for _, u := range b.TargetUnits {
			beads[f.Version(b.Target).Units[u].ID]++
		}
	}
	for _, g := range f.Groups {
		for lang, m := range g.Members {
			if !slices.IsSorted(m) {
				t.Errorf("%s: members %v not in order", g.ID, m)
			}
			for _, u := range m {
				groups[f.Version(lang).Units[u].ID]++
			}
		}
	}
	for id := range beads {
		if groups[id] != 1 {
			t.Errorf("%s is in %d groups", id, groups[id])
		}
	}
	if len(groups) != len(beads) {
		t.Errorf("%d units in beads, %d in groups", len(beads), len(groups))
	}
}

func TestGroupFacts(t *testing.T) {
	f := family("en2 ru1 zh1", "zh-en 0:0,1 zh-ru 0:0 en-ru 0,1:0")
	f.Versions[2].Sections[0].Original, f.Versions[2].Sections[0].Evidence = []string{"ru"}, corpus.EvidenceBracket
	f.Versions[0].Sections[0].Original, f.Versions[0].Sections[0].Evidence = []string{"ru"}, corpus.EvidenceSibling
	f.Beads[1].Confidence, f.Beads[1].Score = .8, 3
	f.Join()
	want := []corpus.Group{{
		ID: "DOC#g1", Members: map[string][]int{"en": {0, 1}, "ru": {0}, "zh": {0}},
		Beads: []int{1, 2}, Type: "2-1-1", Original: []string{"ru"}, Evidence: corpus.EvidenceBracket, Relay: true,
		Score: 1, Confidence: .4, // (3+2)/(2+3) and .8·.5: zh-ru and en-ru, Russian being the pivot
	}}
	if diff := cmp.Diff(want, f.Groups); diff != "" {
		t.Error(diff)
	}
	if got := f.Versions[2].Units[0].Partners; !slices.Equal(got, []string{"en", "ru"}) {
		t.Errorf("partners of the Chinese unit: %v", got)
	}
}

func TestRelay(t *testing.T) {
	for _, c := range []struct {
		original, beads string
		want            bool
	}{
		{"", "zh-en 0:0", false},
		{"en", "zh-en 0:0 zh-ru 0:0", false},
		{"en", "zh-en 0: :0 zh-ru 0:0", true},    // neither side is the original
		{"ru", "zh-en 0:0 zh-ru 0: :0", true},    // the same
		{"ru", "zh-ru 0:0", true},                // perhaps through English
		{"ru", "en-ru 0:0", false},               // English and its original
		{"zh", "zh-en 0:0", false},               // the same
		{"fr", "zh-en 0:0", true},                // two translations of a third
		{"zh", "zh-en 0: :0 zh-ru 0:0", true},    // Russian perhaps through English
		{"en", "zh-en 0: :0 zh-ru 0: :0", false}, // one language: no translation
	} {
		f := family("en1 ru1 zh1", c.beads)
		if c.original != "" {
			for _, d := range f.Versions {
				d.Sections[0].Original = []string{c.original}
			}
		}
		f.Join()
		got := false
		for _, g := range f.Groups {
			got = got || g.Relay
		}
		if got != c.want {
			t.Errorf("original %q, beads %s: relay %v, want %v", c.original, c.beads, got, c.want)
		}
	}
}

func TestCrossSection(t *testing.T) {
	f := family("en2 zh2", "zh-en 0:0 1:1")
	for _, d := range f.Versions {
		d.Sections = append(d.Sections, corpus.Section{Type: "annex"})
	}
	f.Versions[0].Units[1].Section = 1
	f.Join()
	if f.Groups[0].Flags != nil || !slices.Equal(f.Groups[1].Flags, []string{"cross-section"}) {
		t.Errorf("flags %v and %v, want none and cross-section", f.Groups[0].Flags, f.Groups[1].Flags)
	}
}

// FuzzJoin holds the law of groups for any beads, right or wrong.
func FuzzJoin(f *testing.F) {
	f.Add([]byte{1, 2, 3, 0, 0, 1, 1, 2, 2, 0, 1, 2})
	f.Add([]byte{3, 0, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 3 {
			return
		}
		fam := family(fmt.Sprintf("en%d ru%d zh%d", b[0]%8, b[1]%8, b[2]%8), "")
		b = b[3:]
		for _, pair := range []string{"zh-en", "zh-ru", "en-ru"} {
			src, tgt := fam.Version(pair[:2]), fam.Version(pair[3:])
			for s, g := 0, 0; s < len(src.Units) || g < len(tgt.Units); {
				n, m := 1, 0
				if len(b) > 0 {
					n, m = int(b[0]&3), int(b[0]>>2&3)
					b = b[1:]
				}
				n, m = min(n, len(src.Units)-s), min(m, len(tgt.Units)-g)
				if n+m == 0 {
					n, m = len(src.Units)-s, len(tgt.Units)-g
				}
				bead := corpus.Bead{Source: pair[:2], Target: pair[3:], Confidence: 1}
				for range n {
					bead.SourceUnits = append(bead.SourceUnits, s)
					s++
				}
				for range m {
					bead.TargetUnits = append(bead.TargetUnits, g)
					g++
				}
				fam.Beads = append(fam.Beads, bead)
			}
		}
		fam.Join()
		checkPartition(t, fam)
	})
}

// Five languages, aligned with one of them: the groups are those of its beads.
func TestJoinByPivot(t *testing.T) {
	f := family("aa2 bb2 cc3 dd1 ee2", "aa-cc 0:0 1:1,2 bb-cc 0:0,1 1:2 cc-dd 0:0 1: 2: cc-ee 0:0 1:1 2:")
	f.JoinBy("cc")
	var got []string
	for _, g := range f.Groups {
		got = append(got, g.Type)
	}
	if want := []string{"2-2-3-1-2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	f = family("aa2 bb2 cc2", "aa-cc 0:0 1:1 aa-bb 0:0 1: :1 bb-cc 0:0 1:1")
	f.JoinBy("bb")
	if f.Groups[0].Type != "1-1-1" || len(f.Groups) != 2 || f.Groups[1].Type != "1-1-1" {
		t.Errorf("%v", f.Groups)
	}
}
