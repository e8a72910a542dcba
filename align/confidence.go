package align

import "math"

// The posteriors of a random field fitted on made texts are a little too sure
// of themselves, the more so the harder a document is. These weights of a
// logistic regression (Platt 1999) were fitted on the open gold sets, every set
// counting the same; left out one family of sets at a time, no set had an
// expected calibration error above .026 (before: .049).
const (
	calibrationBias  = -0.08
	calibrationOdds  = 0.89
	calibrationDoubt = -0.45 // times how doubtful the document is
	doubtFloor       = 0.005 // share of doubt below which no document comes
	usualDoubt       = -3.5  // log of the usual share
	surest           = 1e-6  // distance of a probability from 0 and 1 that is still told apart
)

// calibrate turns the posteriors of a document's beads into probabilities that
// the beads are right.
func calibrate(beads []Bead) {
	if len(beads) == 0 {
		return
	}
	sum := 0.0
	for _, b := range beads {
		sum += b.Confidence
	}
	doubt := math.Log(1-min(1, sum/float64(len(beads)))+doubtFloor) - usualDoubt
	for x := range beads {
		p := max(surest, min(1-surest, beads[x].Confidence))
		odds := calibrationBias + calibrationOdds*math.Log(p/(1-p)) + calibrationDoubt*doubt
		beads[x].Confidence = 1 / (1 + math.Exp(-odds))
	}
}

// logAdd gives log(exp(a) + exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -25 { // false for NaN: both −∞ // below, the sum is a to double precision of the result's use
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
