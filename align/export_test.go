package align

// SearchLoop gives the search of the last round on two texts, after all that is
// done once for them: band and lattice, the best path, candidates, their
// features, forward-backward, and the path again.
func (a *Aligner) SearchLoop(source, target []Unit) func() []Bead {
	t := a.bind(source, target, nil)
	path := chain(seeds(t.src, t.tgt, t.words), len(target))
	return func() []Bead {
		l := t.search(path, nextRadius)
		return t.weigh(l, l.best(), keepPosterior).best()
	}
}

// Uncalibrated lets confidences be posteriors, until restore is called.
func Uncalibrated() (restore func()) {
	old := calibrated
	calibrated = calibration{odds: 1}
	return func() { calibrated = old }
}

// CalibrationInputs gives what a calibration makes a confidence of: the log odds
// of each bead's posterior and how doubtful the document is.
func CalibrationInputs(beads []Bead) (odds []float64, doubt float64) {
	return calibrationInputs(beads)
}
