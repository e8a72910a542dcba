package align_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tritext/align"
	"tritext/align/eval"
	"tritext/testdata"
)

// goldFamily is one document of a gold set in three languages.
type goldFamily struct {
	texts []align.Text
	beads [3][]eval.Bead // by pair, as in align.Pairs
}

var threePairs = []string{"zh-en", "zh-ru", "en-ru"} // as in align.Pairs

// readFamilies reads all documents of a set that has three languages.
func readFamilies(tb testing.TB, set string) []goldFamily {
	tb.Helper()
	folder := testdata.Shared(tb, "data", "gold", set)
	files, err := filepath.Glob(filepath.Join(folder, "*."+threePairs[0]+".gold"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no gold in %s: %v", folder, err)
	}
	var out []goldFamily
	for _, f := range files {
		stem := strings.TrimSuffix(f, "."+threePairs[0]+".gold")
		if _, err := os.Stat(stem + "." + threePairs[2] + ".gold"); err != nil {
			continue // a document of two languages
		}
		var d goldFamily
		for _, code := range []string{"zh", "en", "ru"} {
			d.texts = append(d.texts, align.Text{Lang: code, Units: readUnits(tb, stem, code)})
		}
		for k, pair := range threePairs {
			if d.beads[k], err = eval.ReadFile(stem + "." + pair + ".gold"); err != nil {
				tb.Fatal(err)
			}
		}
		out = append(out, d)
	}
	return out
}

// scored is what was found on a set, by pair.
type scored struct {
	counts [3]eval.Counts
	sure   [3]calibration
	cycle  align.Consistency
	before align.Consistency // of the pairs before they listened to each other
}

func (s *scored) add(d *scored) {
	for k := range s.counts {
		s.counts[k] = s.counts[k].Add(d.counts[k])
		s.sure[k].add(&d.sure[k])
	}
	s.cycle.Add(d.cycle)
	s.before.Add(d.before)
}

// lexicons gives those of the embedded model, by pair.
func lexicons(tb testing.TB) map[string]align.Lexicon {
	lex := map[string]align.Lexicon{}
	for _, p := range threePairs {
		lex[p] = pairOf(tb, p)
	}
	return lex
}

// alignFamily aligns a document, jointly or each pair alone.
func alignFamily(d *goldFamily, lex map[string]align.Lexicon, joint bool) []align.Pair {
	aligner := func(source, target string) (*align.Aligner, error) {
		return align.New(lex[source+"-"+target], align.Options{}), nil
	}
	if joint {
		pairs, _ := align.Many(d.texts, 0, aligner) // the aligner gives no error
		return pairs
	}
	var pairs []align.Pair
	for _, p := range align.Pairs(len(d.texts), 0) {
		s, t := &d.texts[p[0]], &d.texts[p[1]]
		a, _ := aligner(s.Lang, t.Lang)
		pairs = append(pairs, align.Pair{Source: p[0], Target: p[1], Result: a.Align(s.Units, t.Units)})
	}
	return pairs
}

// scoreFamilies aligns documents on two goroutines and counts.
func scoreFamilies(docs []goldFamily, lex map[string]align.Lexicon, joint bool) (all []scored, sum scored) {
	all = make([]scored, len(docs))
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < len(docs); i += 2 {
				pairs := alignFamily(&docs[i], lex, joint)
				for k, p := range pairs {
					all[i].counts[k] = eval.Score(docs[i].beads[k], eval.FromAlign(p.Beads))
					all[i].sure[k].count(docs[i].beads[k], p.Beads)
				}
				all[i].cycle = align.Cycle(pairs, len(docs[i].texts))
				all[i].before = align.Cycle(align.Alone(pairs), len(docs[i].texts))
			}
		})
	}
	wg.Wait()
	for i := range all {
		sum.add(&all[i])
	}
	return all, sum
}

// trend collects, by document, the cycle consistency and the mean F1 of its pairs.
type trend struct{ cycle, f1 []float64 }

func (x *trend) add(docs []scored) {
	for i := range docs {
		d := &docs[i]
		x.cycle = append(x.cycle, d.cycle.Share())
		x.f1 = append(x.f1, (d.counts[0].F1()+d.counts[1].F1()+d.counts[2].F1())/3)
	}
}

// correlation is Pearson's.
func (x *trend) correlation() float64 {
	n := float64(len(x.f1))
	var a, b, aa, bb, ab float64
	for i := range x.f1 {
		a += x.cycle[i] / n
		b += x.f1[i] / n
	}
	for i := range x.f1 {
		p, q := x.cycle[i]-a, x.f1[i]-b
		aa, bb, ab = aa+p*p, bb+q*q, ab+p*q
	}
	return ab / math.Sqrt(aa*bb)
}

// cycleOfGold is the consistency of the gold beads themselves, contiguous ones.
func cycleOfGold(docs []goldFamily) (c align.Consistency) {
	for _, d := range docs {
		var pairs []align.Pair
		for k, p := range align.Pairs(len(d.texts), 0) {
			pair := align.Pair{Source: p[0], Target: p[1]}
			for _, b := range d.beads[k] {
				if !b.Null() {
					pair.Beads = append(pair.Beads, align.Bead{
						Source: align.Range{Lo: b.Source[0], Hi: b.Source[len(b.Source)-1] + 1},
						Target: align.Range{Lo: b.Target[0], Hi: b.Target[len(b.Target)-1] + 1},
					})
				}
			}
			pairs = append(pairs, pair)
		}
		c.Add(align.Cycle(pairs, len(d.texts)))
	}
	return c
}

// TestGoldJoint holds the quality of three texts aligned together: strict F1 as
// in TestGold, by pair.
func TestGoldJoint(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences")
	}
	var alones, joints trend
	for _, c := range []struct {
		set   string
		floor [3]float64 // by pair
	}{
		{"undev-hard", [3]float64{.987, .988, .985}}, {"undev-mid", [3]float64{.992, .994, .992}}, {"undev-nulls", [3]float64{.993, .993, .993}},
		{"ntrex-hard", [3]float64{.968, .970, .984}}, {"wmten-hard", [3]float64{.981, .978, .984}},
	} {
		t.Run(c.set, func(t *testing.T) {
			docs, lex := readFamilies(t, c.set), lexicons(t)
			each, alone := scoreFamilies(docs, lex, false)
			alones.add(each)
			each, joint := scoreFamilies(docs, lex, true)
			joints.add(each)
			for k, pair := range threePairs {
				a, j := &alone.counts[k], &joint.counts[k]
				t.Logf("%s: strict F1 %.4f, alone %.4f; null sentences %.4f, alone %.4f", pair, j.F1(), a.F1(), j.Nulls.F1(), a.Nulls.F1())
				if j.F1() < c.floor[k] {
					t.Errorf("%s: strict F1 %.4f, below %.3f", pair, j.F1(), c.floor[k])
				}
				if strings.HasSuffix(c.set, "-hard") && j.F1() <= a.F1() {
					t.Errorf("%s: three texts together are no better than the pair alone", pair)
				}
			}
			t.Logf("cycle consistency %.4f, alone %.4f, of the gold %.4f", joint.cycle.Share(), alone.cycle.Share(), cycleOfGold(docs).Share())
			if joint.before != alone.cycle {
				t.Errorf("consistency of the pairs alone is %+v, and as Many tells it %+v", alone.cycle, joint.before)
			}
			if joint.cycle.Share() < alone.cycle.Share() {
				t.Errorf("texts that listen to each other agree less: %+v, alone %+v", joint.cycle, alone.cycle)
			}
		})
	}
	// Where no gold is, the consistency of pairs that were aligned alone must
	// tell good documents from bad ones; few documents tell nothing of it.
	if len(joints.f1) < 50 {
		return
	}
	t.Logf("correlation of cycle consistency and mean F1 over %d documents: %.2f, alone %.2f", len(joints.f1), joints.correlation(), alones.correlation())
	if c := alones.correlation(); c < .5 {
		t.Errorf("cycle consistency tells little of F1: correlation %.2f", c)
	}
}

// BenchmarkGoldJoint prints what three texts gain by being aligned together:
// strict and null F1, and cycle consistency.
func BenchmarkGoldJoint(b *testing.B) {
	for _, set := range []string{"undev-hard", "undev-mid", "undev-nulls", "ntrex-hard", "wmten-hard"} {
		for _, joint := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/joint=%v", set, joint), func(b *testing.B) {
				docs, lex := readFamilies(b, set), lexicons(b)
				var s scored
				for b.Loop() {
					_, s = scoreFamilies(docs, lex, joint)
				}
				for k, pair := range threePairs {
					b.ReportMetric(100*s.counts[k].F1(), pair+"-F1%")
					b.ReportMetric(100*s.counts[k].Nulls.F1(), pair+"-null-F1%")
				}
				b.ReportMetric(100*s.cycle.Share(), "cycle%")
			})
		}
	}
}
