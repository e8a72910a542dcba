package align_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/eval"
)

// judged is a bead with what its confidence is made of, and whether it is right.
type judged struct {
	x     [3]float64 // 1, log odds of the posterior, doubt of the document
	right bool
}

// confidence by a calibration's bias and weights.
func (j *judged) confidence(w *[3]float64) float64 {
	return 1 / (1 + math.Exp(-(w[0]*j.x[0] + w[1]*j.x[1] + w[2]*j.x[2])))
}

// judgedSet is the beads of a set in one pair of languages.
type judgedSet struct {
	set, pair string
	beads     []judged
}

// family is the texts that a set was made of: undev, ntrex, mac.
func (s *judgedSet) family() string { return strings.Split(s.set, "-")[0] }

func judge(gold []eval.Bead, beads []align.Bead) (out []judged) {
	known := rightBeads(gold)
	odds, doubt := align.CalibrationInputs(beads)
	for k, b := range beads {
		out = append(out, judged{[3]float64{1, odds[k], doubt}, known[eval.FromAlign([]align.Bead{b})[0].String()]})
	}
	return out
}

// fitCalibration maximises the likelihood by Newton's method, every family of
// sets counting the same, and every set of a family.
func fitCalibration(sets []judgedSet) (w [3]float64) {
	size := make(map[string]float64)
	for _, s := range sets {
		size[s.family()]++
	}
	w[1] = 1
	for range 30 {
		var grad [3]float64
		var hess [3][3]float64
		for _, set := range sets {
			weight := 1 / size[set.family()] / float64(len(set.beads))
			for k := range set.beads {
				j := &set.beads[k]
				p, y := j.confidence(&w), 0.0
				if j.right {
					y = 1
				}
				for a := range 3 {
					grad[a] += weight * (y - p) * j.x[a]
					for b := range 3 {
						hess[a][b] += weight * p * (1 - p) * j.x[a] * j.x[b]
					}
				}
			}
		}
		for a, d := range solve(hess, grad) {
			w[a] += d
		}
	}
	return w
}

// solve gives x of m·x = v by Gauss's elimination; m is positive definite.
func solve(m [3][3]float64, v [3]float64) (x [3]float64) {
	for a := range 3 {
		for b := a + 1; b < 3; b++ {
			f := m[b][a] / m[a][a]
			for c := range 3 {
				m[b][c] -= f * m[a][c]
			}
			v[b] -= f * v[a]
		}
	}
	for a := 2; a >= 0; a-- {
		x[a] = v[a]
		for b := a + 1; b < 3; b++ {
			x[a] -= m[a][b] * x[b]
		}
		x[a] /= m[a][a]
	}
	return x
}

func errorOf(set []judged, w *[3]float64) float64 {
	var c calibration
	for k := range set {
		c.see(set[k].confidence(w), set[k].right)
	}
	return c.ece()
}

// TestFitCalibration prints the calibration that fits the open gold sets best,
// and the error that each set has with one that was fitted without its family.
func TestFitCalibration(t *testing.T) {
	if os.Getenv("TRITEXT_FIT_CALIBRATION") == "" {
		t.Skip("TRITEXT_FIT_CALIBRATION is not set")
	}
	defer align.Uncalibrated()()
	var sets []judgedSet
	for _, s := range calibratedSets {
		if s.set == "udhr" { // of 43 beads a pair
			continue
		}
		for _, p := range s.pairs {
			docs, all := readGold(t, s.set, p), judgedSet{set: s.set, pair: p}
			for i, beads := range aligned(docs, pairOf(t, p)) {
				all.beads = append(all.beads, judge(docs[i].beads, beads)...)
			}
			sets = append(sets, all)
		}
	}
	whole := fitCalibration(sets)
	t.Logf("bias %.2f, odds %.2f, doubt %.2f", whole[0], whole[1], whole[2])
	for _, s := range sets {
		w := fitCalibration(slices.DeleteFunc(slices.Clone(sets), func(o judgedSet) bool { return o.family() == s.family() }))
		t.Logf("%-11s %s error %.4f, fitted without its family %.4f", s.set, s.pair, errorOf(s.beads, &whole), errorOf(s.beads, &w))
	}
}
