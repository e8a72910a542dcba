package eval

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/align"
)

// beads reads a literal alignment, beads with blanks between: "[0]:[0] [1]:[]".
func beads(tb testing.TB, text string) []Bead {
	tb.Helper()
	text = strings.NewReplacer("] [", "]\n[", "), ", "),").Replace(text)
	read, err := Read(strings.NewReader(text), "literal")
	if err != nil {
		tb.Fatal(err)
	}
	return read
}

func TestScore(t *testing.T) {
	for _, test := range []struct {
		name       string
		gold, test string
		want       Counts
	}{
		{name: "nothing at all", want: Counts{Documents: 1}},
		{
			name: "beads without sentences are no beads", gold: "[]:[] [0]:[0]", test: "[0]:[0] []:[]",
			want: Counts{
				Documents: 1, Strict: Measure{1, 1, 1, 1}, Lax: Measure{1, 1, 1, 1},
				DroppedStrict: Measure{1, 1, 1, 1}, DroppedLax: Measure{1, 1, 1, 1}, WithNulls: Measure{1, 1, 1, 1},
				Rungs: Measure{2, 2, 2, 2}, Links: Measure{1, 1, 1, 1},
				Types: []TypeMeasure{{Type{1, 1}, Measure{1, 1, 1, 1}}},
			},
		},
		{
			name: "nothing said", gold: "[0]:[0] [1]:[]",
			want: Counts{
				Documents: 1, Strict: Measure{0, 0, 0, 1}, Lax: Measure{0, 0, 0, 1}, Nulls: Measure{0, 0, 0, 1},
				DroppedStrict: Measure{0, 0, 0, 1}, DroppedLax: Measure{0, 0, 0, 1}, WithNulls: Measure{0, 0, 0, 2},
				Rungs: Measure{2, 2, 2, 3}, Links: Measure{0, 0, 0, 1}, Unsaid: 3,
				Types: []TypeMeasure{{Type{1, 0}, Measure{0, 0, 0, 1}}, {Type{1, 1}, Measure{0, 0, 0, 1}}},
			},
		},
		{
			name: "a repeated bead counts once, whatever the order of its sentences",
			gold: "[0, 1]:[0]", test: "[1, 0]:[0] [0, 1]:[0]",
			want: Counts{
				Documents: 1, Strict: Measure{1, 1, 1, 1}, Lax: Measure{1, 1, 1, 1},
				DroppedStrict: Measure{1, 1, 1, 1}, DroppedLax: Measure{1, 1, 1, 1}, WithNulls: Measure{1, 1, 1, 1},
				Rungs: Measure{2, 2, 2, 2}, Links: Measure{2, 2, 2, 2},
				Types: []TypeMeasure{{Type{2, 1}, Measure{1, 1, 1, 1}}},
			},
		},
		{
			name: "one giant bead is laxly right and strictly wrong",
			gold: "[0]:[0] [1]:[1] [2]:[]", test: "[0, 1, 2]:[0, 1]",
			want: Counts{
				Documents: 1, Strict: Measure{0, 1, 0, 2}, Lax: Measure{1, 1, 2, 2}, Nulls: Measure{0, 0, 0, 1},
				DroppedStrict: Measure{0, 1, 0, 2}, DroppedLax: Measure{1, 1, 2, 2}, WithNulls: Measure{0, 1, 0, 3},
				// (0,0) and (3,2) of the gold's (0,0) (1,1) (2,2) (3,2)
				Rungs: Measure{2, 2, 2, 4}, Links: Measure{2, 6, 2, 2},
				Types: []TypeMeasure{{Type{1, 0}, Measure{0, 0, 0, 1}}, {Type{1, 1}, Measure{0, 0, 0, 2}}, {Type{3, 2}, Measure{0, 1, 0, 0}}},
			},
		},
		{
			name: "null beads weigh on precision only",
			gold: "[0]:[0] [1]:[1]", test: "[0]:[0] [1]:[] []:[1]",
			want: Counts{
				Documents: 1, Strict: Measure{1, 3, 1, 2}, Lax: Measure{1, 3, 1, 2}, Nulls: Measure{0, 2, 0, 0},
				DroppedStrict: Measure{1, 1, 1, 2}, DroppedLax: Measure{1, 1, 1, 2}, WithNulls: Measure{1, 3, 1, 2},
				Rungs: Measure{3, 4, 3, 3}, Links: Measure{1, 1, 1, 2},
				Types: []TypeMeasure{
					{Type{0, 1}, Measure{0, 1, 0, 0}}, {Type{1, 0}, Measure{0, 1, 0, 0}}, {Type{1, 1}, Measure{1, 1, 1, 2}},
				},
			},
		},
		{
			name: "gold that crosses itself has no rung inside",
			gold: "[0]:[1] [1]:[0] [2]:[2]", test: "[0]:[0] [1]:[1] [2]:[2]",
			want: Counts{
				Documents: 1, Strict: Measure{1, 3, 1, 3}, Lax: Measure{1, 3, 1, 3},
				DroppedStrict: Measure{1, 3, 1, 3}, DroppedLax: Measure{1, 3, 1, 3}, WithNulls: Measure{1, 3, 1, 3},
				Rungs: Measure{3, 4, 3, 3}, Links: Measure{1, 3, 1, 3},
				Types: []TypeMeasure{{Type{1, 1}, Measure{1, 3, 1, 3}}},
			},
		},
		{
			name: "gold with a hole",
			gold: "[0, 2]:[0] [1]:[]", test: "[0, 1, 2]:[0]",
			want: Counts{
				Documents: 1, Strict: Measure{0, 1, 0, 1}, Lax: Measure{1, 1, 1, 1}, Nulls: Measure{0, 0, 0, 1},
				DroppedStrict: Measure{0, 1, 0, 1}, DroppedLax: Measure{1, 1, 1, 1}, WithNulls: Measure{0, 1, 0, 2},
				Rungs: Measure{2, 2, 2, 2}, Links: Measure{2, 3, 2, 2},
				Types: []TypeMeasure{{Type{1, 0}, Measure{0, 0, 0, 1}}, {Type{2, 1}, Measure{0, 0, 0, 1}}, {Type{3, 1}, Measure{0, 1, 0, 0}}},
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Score(beads(t, test.gold), beads(t, test.test))); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// TestFigures holds the arithmetic to a published example: Bertalign's output
// on the first gold of MAC-Dev, 1,343 beads (Liu and Zhu 2022).
func TestFigures(t *testing.T) {
	strict := Measure{Right: 1224, Said: 1224 + 123, Found: 1222, Known: 1222 + 115}
	lax := Measure{Right: 1341, Said: 1341 + 6, Found: 1337, Known: 1337}
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"strict precision", strict.Precision(), .909}, {"strict recall", strict.Recall(), .914}, {"strict F1", strict.F1(), .911},
		{"lax precision", lax.Precision(), .996}, {"lax recall", lax.Recall(), 1}, {"lax F1", lax.F1(), .998},
		{"F1 of nothing", Measure{}.F1(), 0},
	} {
		if diff := test.got - test.want; diff < -.0005 || diff > .0005 {
			t.Errorf("%s: got %.4f, want %.3f", test.name, test.got, test.want)
		}
	}
}

func TestSum(t *testing.T) {
	gold, test := beads(t, "[0]:[0] [1, 2]:[1]"), beads(t, "[0]:[0] [1]:[1] [2]:[]")
	one, two := Score(gold, test), Score(gold, gold)
	before := Score(gold, test)
	sum := one.Add(two)
	if diff := cmp.Diff(before, one); diff != "" {
		t.Errorf("Add changed its receiver:\n%s", diff)
	}
	if diff := cmp.Diff(sum, Sum([]Counts{two, one})); diff != "" {
		t.Errorf("the order of documents makes a difference:\n%s", diff)
	}
	want := []TypeMeasure{{Type{1, 0}, Measure{0, 1, 0, 0}}, {Type{1, 1}, Measure{2, 3, 2, 2}}, {Type{2, 1}, Measure{1, 1, 1, 2}}}
	if diff := cmp.Diff(want, sum.Types); diff != "" {
		t.Errorf("types: want -, got +:\n%s", diff)
	}
	if sum.Documents != 2 || sum.F1() != sum.Strict.F1() {
		t.Errorf("got %d documents, F1 %.3f", sum.Documents, sum.F1())
	}
}

func TestCoarse(t *testing.T) {
	for _, test := range []struct{ name, gold, test, want string }{
		{"nothing", "", "", ""},
		{"neighbours in one verse are joined", "[0, 1]:[0, 1] [2]:[2]", "[0]:[0] [1]:[1] [2]:[2]", "[0, 1]:[0, 1] [2]:[2]"},
		{"null beads too", "[0, 1]:[0]", "[0]:[0] [1]:[]", "[0, 1]:[0]"},
		{"not over a bead between", "[0, 2]:[0, 2] [1]:[1]", "[0]:[0] [1]:[1] [2]:[2]", "[0]:[0] [1]:[1] [2]:[2]"},
		{"not what reaches over the verse", "[0, 1]:[0] [2]:[1]", "[0]:[0] [1]:[1] [2]:[]", "[0]:[0] [1]:[1] [2]:[]"},
		{"not what the gold does not know", "[0]:[0]", "[0]:[0] [1]:[1] [2]:[2]", "[0]:[0] [1]:[1] [2]:[2]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			given := beads(t, test.test)
			if diff := cmp.Diff(beads(t, test.want), Coarse(beads(t, test.gold), given)); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
			if diff := cmp.Diff(beads(t, test.test), given); diff != "" {
				t.Errorf("the test's beads were changed:\n%s", diff)
			}
		})
	}
}

func TestRungs(t *testing.T) {
	for _, test := range []struct {
		name, beads string
		want        []rung
	}{
		{"order of null beads in the file", "[0]:[0] []:[1] [1]:[] [2]:[2]", []rung{{0, 0}, {1, 1}, {2, 1}, {2, 2}, {3, 3}}},
		{"nulls at both ends", "[0]:[] [1]:[0] []:[1]", []rung{{0, 0}, {1, 0}, {2, 1}, {2, 2}}},
		{"a null bead of two", "[0, 1]:[] [2]:[0]", []rung{{0, 0}, {2, 0}, {3, 1}}},
		{"sentences that no bead names", "[0]:[0] [2]:[3]", []rung{{0, 0}, {1, 1}, {2, 3}, {3, 4}}},
		{"three that cross, one after", "[0]:[2] [1]:[1] [2]:[0] [3]:[3]", []rung{{0, 0}, {3, 3}, {4, 4}}},
		{"a long jump back takes all it crosses", "[0]:[0] [1]:[1] [2]:[3] [3]:[0, 4]", []rung{{0, 0}, {4, 5}}},
		{"a null bead inside another", "[0, 2]:[0] [1]:[]", []rung{{0, 0}, {3, 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			given, _ := normal(beads(t, test.beads))
			var got []rung
			for r := range ladder(given, test.want[len(test.want)-1]) {
				got = append(got, r)
			}
			slices.SortFunc(got, func(a, b rung) int {
				if a.source != b.source {
					return a.source - b.source
				}
				return a.target - b.target
			})
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestFromAlign(t *testing.T) {
	got := FromAlign([]align.Bead{
		{Source: align.Range{Lo: 0, Hi: 2}, Target: align.Range{Lo: 0, Hi: 1}},
		{Source: align.Range{Lo: 2, Hi: 4}, Target: align.Range{Lo: 1, Hi: 1}},
		{Source: align.Range{Lo: 4, Hi: 4}, Target: align.Range{Lo: 1, Hi: 2}},
	})
	var lines []string
	for _, b := range got {
		lines = append(lines, b.String())
	}
	if got, want := strings.Join(lines, " "), "[0, 1]:[0] [2]:[] [3]:[] []:[1]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzScore holds the laws of every convention: the gold scores 1 against
// itself, exchanging gold and test exchanges precision and recall where nulls
// count alike on both sides, and no share leaves 0 to 1.
func FuzzScore(f *testing.F) {
	f.Add([]byte{1, 1, 2, 0, 1}, []byte{1, 1, 2, 1})
	f.Add([]byte{}, []byte{0, 3, 9})
	f.Add([]byte{5, 6, 7, 8}, []byte{16, 0, 1})
	f.Fuzz(func(t *testing.T, g, s []byte) {
		gold, test := cover(g), cover(s)
		c, mirror := Score(gold, test), Score(test, gold)
		for _, con := range Conventions {
			m, n := con.Strict(c), con.Strict(mirror)
			if con.Name != "vecalign" && (m.Right != n.Found || m.Said != n.Known || m.Found != n.Right || m.Known != n.Said) {
				t.Errorf("%s: %+v, mirrored %+v", con.Name, m, n)
			}
			for _, of := range []func(Counts) Measure{con.Strict, con.Lax} {
				if of == nil {
					continue
				}
				if m := of(c); m.Right > m.Said || m.Found > m.Known || m.F1() < 0 || m.F1() > 1 {
					t.Errorf("%s: out of range: %+v", con.Name, m)
				}
				if m := of(Score(gold, gold)); m.Right != m.Said || m.Found != m.Known {
					t.Errorf("%s: the gold against itself: %+v", con.Name, m)
				}
			}
			if con.Lax != nil && (con.Lax(c).Right < m.Right || con.Lax(c).Found < m.Found) {
				t.Errorf("%s: lax %+v is below strict %+v", con.Name, con.Lax(c), m)
			}
		}
		if diff := cmp.Diff(Score(gold, Coarse(gold, gold)), Score(gold, gold)); diff != "" {
			t.Errorf("coarse changes the gold:\n%s", diff)
		}
	})
}

// cover turns bytes into beads that cover both sides once, in order: of each
// byte the low two bits are the source, the next two the target sentences.
func cover(sizes []byte) []Bead {
	var out []Bead
	s, t := 0, 0
	for _, c := range sizes {
		n, m := int(c&3), int(c>>2&3)
		b := Bead{}
		for range n {
			b.Source = append(b.Source, s)
			s++
		}
		for range m {
			b.Target = append(b.Target, t)
			t++
		}
		out = append(out, b)
	}
	return out
}
