package align_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/eval"
)

func TestExtend(t *testing.T) {
	zh := align.Given{Units: text("大会 重申 2254", "秘书长 报告", "谢谢 各位"), Groups: [][]int{{0, 1}, {2}},
		Lexicon: dictionary{"大会": "ассамбле", "谢谢": "спасиб"}}
	en := align.Given{Units: text("assembli reaffirm 2254 secretari report", "thank you"), Groups: [][]int{{0}, {1}},
		Lexicon: dictionary{"report": "доклад", "reaffirm": "подтвержда", "thank": "спасиб"}}
	ru := text("ассамбле подтвержда 2254", "доклад секретар", "спасиб вам")
	got, err := align.Extend([]align.Given{zh, en}, ru, align.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s := spans(got.Beads); s != "[0]:[0, 1] [1]:[2]" {
		t.Error(s)
	}
	for _, c := range []struct {
		name  string
		given []align.Given
		want  string
	}{
		{"no language", nil, "no language is given"},
		{"another number of groups", []align.Given{zh, {Groups: [][]int{{0}}}}, "language 1 has 1 groups, language 0 has 2"},
		{"a unit that is not there", []align.Given{{Groups: [][]int{{0}}}}, "group 0: language 0 has no unit 0"},
		{"a unit twice", []align.Given{{Units: text("a", "b"), Groups: [][]int{{1}, {1}}}}, "group 1: unit 1 of language 0 stands in a group already"},
	} {
		if _, err := align.Extend(c.given, ru, align.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// The beads cover groups and new text once, in order, whatever the groups are.
func FuzzExtend(f *testing.F) {
	f.Add(int64(1), uint8(20))
	f.Add(int64(2), uint8(0))
	f.Fuzz(func(t *testing.T, seed int64, n uint8) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, int(n%50))
		var given align.Given
		given.Units, given.Lexicon = source, numerals()
		for i := 0; i < len(source); {
			k := min(rng.Intn(3), len(source)-i)
			var g []int
			for range k {
				g = append(g, i)
				i++
			}
			given.Groups = append(given.Groups, g)
		}
		other := align.Given{Groups: make([][]int, len(given.Groups))}
		got, err := align.Extend([]align.Given{given, other}, target, align.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkLocked(t, got.Beads, nil, len(given.Groups), len(target))
	})
}

// BenchmarkExtend adds Russian to the checked Chinese-English beads of the gold
// sets: strict F1 of Chinese-Russian from both languages, and from Chinese alone
// in the same groups.
func BenchmarkExtend(b *testing.B) {
	for _, set := range []string{"undev-hard", "ntrex-hard", "wmten-hard"} {
		for _, with := range []string{"zh", "zh+en"} {
			b.Run(fmt.Sprintf("%s/%s", set, with), func(b *testing.B) {
				pairs, want, third := readGold(b, set, "zh-en"), readGold(b, set, "zh-ru"), readGold(b, set, "en-ru")
				zhru, enru := pairOf(b, "zh-ru"), pairOf(b, "en-ru")
				var n eval.Counts
				for b.Loop() {
					var counts []eval.Counts
					for k, d := range pairs {
						zh := align.Given{Units: d.source, Lexicon: zhru}
						en := align.Given{Units: third[k].source, Lexicon: enru}
						for _, g := range d.beads {
							zh.Groups, en.Groups = append(zh.Groups, g.Source), append(en.Groups, g.Target)
						}
						given := []align.Given{zh}
						if with == "zh+en" {
							given = append(given, en)
						}
						r, err := align.Extend(given, want[k].target, align.Options{})
						if err != nil {
							b.Fatal(err)
						}
						var got []eval.Bead
						for _, x := range r.Beads {
							var bead eval.Bead
							for g := x.Source.Lo; g < x.Source.Hi; g++ {
								bead.Source = append(bead.Source, zh.Groups[g]...)
							}
							for j := x.Target.Lo; j < x.Target.Hi; j++ {
								bead.Target = append(bead.Target, j)
							}
							got = append(got, bead)
						}
						counts = append(counts, eval.Score(want[k].beads, eval.Coarse(want[k].beads, got)))
					}
					n = eval.Sum(counts)
				}
				b.ReportMetric(100*n.F1(), "strict-F1%")
			})
		}
	}
}
