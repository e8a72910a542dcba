package align_test

import (
	"math/rand"
	"slices"
	"testing"

	"tritext/align"
)

// BenchmarkCrossing tells how many crossing beads are found where hardly any
// are (per 1,000 source sentences of the open gold sets), and how many of those that moved
// passages of 1 to 20 sentences make, with the share that is right.
func BenchmarkCrossing(b *testing.B) {
	for _, c := range []struct{ set, pair string }{
		{"mac", "zh-en"}, {"bible", "zh-en"}, {"wmtzh-hard", "zh-en"}, {"wmtru-mid", "en-ru"}, {"long", "zh-en"},
		{"undev", "zh-en"}, {"undev", "zh-ru"}, {"undev", "en-ru"},
		{"undev-hard", "zh-en"}, {"undev-hard", "zh-ru"}, {"undev-hard", "en-ru"},
		{"undev-nulls", "zh-en"}, {"undev-nulls", "zh-ru"}, {"undev-nulls", "en-ru"},
		{"ntrex-hard", "zh-en"}, {"ntrex-hard", "zh-ru"}, {"ntrex-hard", "en-ru"},
		{"ntrex-nulls", "zh-en"}, {"wmten-hard", "zh-ru"}, {"wmten-hard", "en-ru"}, {"pud-mid", "zh-en"}, {"udhr", "zh-en"},
	} {
		b.Run("false/"+c.set+"/"+c.pair, func(b *testing.B) {
			docs, a := readGold(b, c.set, c.pair), align.New(pairOf(b, c.pair), align.Options{})
			for b.Loop() {
				passages, beads, units := 0, 0, 0
				for _, d := range docs {
					r := a.Align(d.source, d.target)
					units += len(d.source)
					for _, x := range r.Crossings {
						passages++
						beads += len(x.Beads)
						if testing.Verbose() {
							b.Logf("%v %v %.1f %v", x.Source, x.Target, x.Score, x.Beads)
						}
					}
				}
				b.ReportMetric(float64(passages), "passages")
				b.ReportMetric(1000*float64(beads)/float64(units), "beads/1000")
			}
		})
	}
	for _, size := range []int{1, 2, 3, 5, 10, 20} {
		for _, c := range []struct{ set, pair string }{{"undev", "zh-en"}, {"undev", "zh-ru"}, {"ntrex", "en-ru"}, {"mac", "zh-en"}} {
			b.Run("moved/"+c.set+"/"+c.pair+"/"+string(rune('0'+size/10))+string(rune('0'+size%10)), func(b *testing.B) {
				docs, a := readGold(b, c.set, c.pair), align.New(pairOf(b, c.pair), align.Options{AllowCrossing: true})
				for b.Loop() {
					var moved, found, right float64
					rng := rand.New(rand.NewSource(1))
					for _, d := range docs {
						n := len(d.target)
						if n < max(25, 4*size) {
							continue
						}
						from := rng.Intn(n - size)
						passage := slices.Clone(d.target[from : from+size])
						rest := slices.Delete(slices.Clone(d.target), from, from+size)
						to := (from + len(rest)/3 + rng.Intn(len(rest)/3)) % len(rest)
						target := slices.Insert(rest, to, passage...)
						// what stood at place j stands now at …
						now := func(j int) int {
							switch {
							case j >= from && j < from+size:
								return to + j - from
							case j >= from+size:
								j -= size
							}
							if j >= to {
								j += size
							}
							return j
						}
						gold := map[int]int{} // target → source of 1-1 gold beads
						for _, g := range d.beads {
							if len(g.Source) == 1 && len(g.Target) == 1 {
								gold[now(g.Target[0])] = g.Source[0]
								if t := g.Target[0]; t >= from && t < from+size {
									moved++
								}
							}
						}
						for _, x := range a.Align(d.source, target).Beads {
							if !x.Crossing || x.Type() != "1-1" {
								continue
							}
							found++
							if s, ok := gold[x.Target.Lo]; ok && s == x.Source.Lo {
								right++
							}
						}
					}
					b.ReportMetric(right/max(1, moved), "recall")
					b.ReportMetric(right/max(1, found), "precision")
				}
			})
		}
	}
}
