package align_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/eval"
)

// calibration compares confidences with gold: beads by tenths of their
// confidence, and those that are not null once more by themselves.
type calibration struct {
	beads, right, confidence [10]float64
	full, fullRight, sure    float64 // beads that are not null: number, right ones, sum of confidences
}

// count compares an aligner's beads with gold.
func (c *calibration) count(gold []eval.Bead, beads []align.Bead) {
	known := rightBeads(gold)
	for _, b := range beads {
		right := known[eval.FromAlign([]align.Bead{b})[0].String()]
		c.see(b.Confidence, right)
		if !b.Null() {
			c.full++
			c.sure += b.Confidence
			if right {
				c.fullRight++
			}
		}
	}
}

// see counts one confidence.
func (c *calibration) see(confidence float64, right bool) {
	k := min(9, int(10*confidence))
	c.beads[k]++
	c.confidence[k] += confidence
	if right {
		c.right[k]++
	}
}

func (c *calibration) add(d *calibration) {
	for k := range c.beads {
		c.beads[k] += d.beads[k]
		c.right[k] += d.right[k]
		c.confidence[k] += d.confidence[k]
	}
	c.full += d.full
	c.fullRight += d.fullRight
	c.sure += d.sure
}

// ece is the expected calibration error: the mean distance, by tenths of the
// confidence, between mean confidence and share of right beads (Naeini, Cooper
// and Hauskrecht 2015).
func (c *calibration) ece() float64 {
	sum, n := 0.0, 0.0
	for k := range c.beads {
		sum += math.Abs(c.confidence[k] - c.right[k])
		n += c.beads[k]
	}
	return sum / n
}

// expected is the precision as a report on a corpus without gold tells it: the
// mean confidence of the beads that are not null.
func (c *calibration) expected() float64 { return c.sure / c.full }

// precision is the true one: strict, null beads left out (eval.Counts.DroppedStrict).
func (c *calibration) precision() float64 { return c.fullRight / c.full }

// table has a line for each tenth: beads, mean confidence, share of right ones.
func (c *calibration) table() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%10s %7s %11s %7s", "confidence", "beads", "mean of it", "right")
	for k, n := range c.beads {
		if n > 0 {
			fmt.Fprintf(&s, "\n.%d to %3.1f %9.0f %11.3f %7.3f", k, float64(k+1)/10, n, c.confidence[k]/n, c.right[k]/n)
		}
	}
	return s.String()
}

// calibrationOf aligns each document of one pair alone.
func calibrationOf(docs []gold, lex align.Lexicon) (sum calibration) {
	for i, beads := range aligned(docs, lex) {
		sum.count(docs[i].beads, beads)
	}
	return sum
}

// calibrated is what was measured of a set, by pair.
type calibrated struct {
	pairs        []string
	alone, joint []calibration // joint is nil where there are no three texts
}

// calibrateOn aligns all documents of a set, each pair alone, and the texts of three
// languages together.
func calibrateOn(tb testing.TB, set string, pairs []string) calibrated {
	c := calibrated{pairs: pairs}
	for _, p := range pairs {
		c.alone = append(c.alone, calibrationOf(readGold(tb, set, p), pairOf(tb, p)))
	}
	if len(pairs) == len(threePairs) {
		_, s := scoreFamilies(readFamilies(tb, set), lexicons(tb), true)
		c.joint = s.sure[:]
	}
	return c
}

type calibratedSet struct {
	set   string
	pairs []string
}

// calibratedSets are the open gold sets whose gold is beads of sentences (that of
// bible is verses, which do not tell whether a bead is exactly right).
var calibratedSets = []calibratedSet{
	{"mac", threePairs[:1]},
	{"undev", threePairs}, {"undev-mild", threePairs}, {"undev-mid", threePairs}, {"undev-hard", threePairs}, {"undev-nulls", threePairs},
	{"ntrex", threePairs}, {"ntrex-mid", threePairs}, {"ntrex-hard", threePairs}, {"ntrex-nulls", threePairs},
	{"wmten", threePairs}, {"wmten-mid", threePairs}, {"wmten-hard", threePairs},
	{"wmtzh", threePairs[:1]}, {"wmtzh-mid", threePairs[:1]}, {"wmtzh-hard", threePairs[:1]},
	{"wmtru", threePairs[2:]}, {"wmtru-mid", threePairs[2:]},
	{"pud", threePairs}, {"pud-mid", threePairs}, {"udhr", threePairs},
}

// TestCalibration holds what a corpus without gold is told by: the expected
// calibration error of every set and pair, and how far the precision that its
// report expects is from the true one. With -v it prints both and the tenths.
func TestCalibration(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some ten thousand sentences")
	}
	const (
		mostError = .03
		mostApart = .03 // of expected and true precision; measured: .017
		leastOf   = 200 // beads: of fewer, a few that gold and reader may argue about make the figure
	)
	var alone, joint calibration
	say := func(t *testing.T, name string, c, all *calibration) {
		t.Helper()
		all.add(c)
		t.Logf("%-11s ECE %.4f, expected precision %.4f, true %.4f, of %.0f beads", name, c.ece(), c.expected(), c.precision(), c.full)
		if c.full < leastOf {
			return
		}
		if e := c.ece(); !(e <= mostError) {
			t.Errorf("%s: expected calibration error %.4f, above %.2f", name, e, mostError)
		}
		if d := c.expected() - c.precision(); !(math.Abs(d) <= mostApart) {
			t.Errorf("%s: expected precision %.4f, true %.4f", name, c.expected(), c.precision())
		}
	}
	for _, s := range calibratedSets {
		t.Run(s.set, func(t *testing.T) {
			c := calibrateOn(t, s.set, s.pairs)
			for k := range c.alone {
				say(t, c.pairs[k], &c.alone[k], &alone)
			}
			for k := range c.joint {
				say(t, c.pairs[k]+" joint", &c.joint[k], &joint)
			}
		})
	}
	t.Logf("all pairs alone\n%s", alone.table())
	t.Logf("all texts of three languages together\n%s", joint.table())
}

// BenchmarkCalibration prints the same for two commits to be compared, of long
// documents too.
func BenchmarkCalibration(b *testing.B) {
	for _, s := range append(slices.Clip(calibratedSets), calibratedSet{"long", threePairs}) {
		b.Run(s.set, func(b *testing.B) {
			var c calibrated
			for b.Loop() {
				c = calibrateOn(b, s.set, s.pairs)
			}
			tell := func(name string, x *calibration) {
				b.ReportMetric(100*x.ece(), name+"-ECE%")
				b.ReportMetric(100*(x.expected()-x.precision()), name+"-too-sure%")
			}
			for k := range c.alone {
				tell(c.pairs[k], &c.alone[k])
			}
			for k := range c.joint {
				tell(c.pairs[k]+"-joint", &c.joint[k])
			}
		})
	}
}
