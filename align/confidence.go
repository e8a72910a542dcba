package align

import "math"

// calibration turns posteriors into probabilities that beads are right, by
// logistic regression (Platt 1999): the posteriors of a random field fitted on
// made texts are too sure of themselves, the more so the harder a document is.
type calibration struct {
	bias float64
	odds float64 // times the log odds of the posterior
	// doubt is times how doubtful the document is: the logarithm of what the
	// posteriors of its beads lack to 1 in the mean, against the usual.
	doubt float64
}

// calibrated was fitted on the open gold sets, every family of sets counting the
// same (TRITEXT_FIT_CALIBRATION=1 go test ./align -run FitCalibration -v). With
// one that was fitted without its family, mac has an expected calibration error
// of .032, and no other set one above .022.
var calibrated = calibration{bias: 0.07, odds: 0.73, doubt: -0.76}

const (
	doubtFloor = 0.005 // share of doubt below which no document comes
	usualDoubt = -3.5  // log of the usual share
	surest     = 1e-6  // distance of a probability from 0 and 1 that is still told apart
)

// calibrationInputs gives, of the posteriors of a document's beads, the log odds of each
// and how doubtful the document is.
func calibrationInputs(beads []Bead) (odds []float64, doubt float64) {
	sum := 0.0
	odds = make([]float64, len(beads))
	for x, b := range beads {
		p := max(surest, min(1-surest, b.Confidence))
		odds[x] = math.Log(p / (1 - p))
		sum += b.Confidence
	}
	return odds, math.Log(1-min(1, sum/float64(len(beads)))+doubtFloor) - usualDoubt
}

// apply sets the confidences of a document's beads, which are posteriors before.
func (c calibration) apply(beads []Bead) {
	if len(beads) == 0 {
		return
	}
	odds, doubt := calibrationInputs(beads)
	for x := range beads {
		beads[x].Confidence = 1 / (1 + math.Exp(-(c.bias + c.odds*odds[x] + c.doubt*doubt)))
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
