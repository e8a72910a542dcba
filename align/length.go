package align

import (
	"math"
	"slices"
)

// lengthModel scores the ratio of lengths as a normal distribution of its
// logarithm; mean and spread are this document's (Gale and Church 1993 use one
// mean for all and a spread that grows with the square root of the length; on
// logarithms the spread falls with length and levels off, as measured on the
// UN Parallel Corpus).
type lengthModel struct {
	mean, spread float64 // of log(target) − log(source)
	src, tgt     *side
}

const (
	lengthWeight   = 1.2 // against the lexical score; tuned on open gold, flat from 0.8 to 1.5
	lengthFloor    = 12  // nats: a length alone never forbids a bead
	lengthSmooth   = 8   // characters added to both sides: short sentences vary
	firstMean      = 0.0 // before adaptation; the densities of scripts are in Unit.Length
	firstSpread    = 0.45
	shortLength    = 60  // characters: shorter beads get a wider spread …
	shortSpread    = 0.1 // … by up to this much
	minSample      = 8   // 1-1 beads from which the document's own values are taken
	leastSpread    = 0.16
	greatestSpread = 0.4
	priorSpread    = 0.3 // towards which a small sample is drawn
	spreadFactor   = 1.2 * 1.48
)

// score of source units s to i and target units t to j, in nats, at most 0.
func (l *lengthModel) score(s, i, t, j int) float64 {
	a, b := l.src.length(s, i), l.tgt.length(t, j)
	sd := l.spread
	if short := min(a, b); short < shortLength {
		sd += shortSpread * (shortLength - short) / shortLength
	}
	z := (fastLog(b+lengthSmooth) - fastLog(a+lengthSmooth) - l.mean) / sd
	return max(-lengthFloor, -z*z/2*lengthWeight)
}

// adapt takes mean and spread from the 1-1 beads: median and median absolute
// deviation (times 1.48 for a normal distribution), robust against slips.
func (l *lengthModel) adapt(beads []Bead) {
	var ratios []float64
	for _, b := range beads {
		if b.Source.Len() != 1 || b.Target.Len() != 1 {
			continue
		}
		x, y := l.src.units[b.Source.Lo].Length, l.tgt.units[b.Target.Lo].Length
		if x+y >= 50 { // characters: the ratio of headings says little
			ratios = append(ratios, math.Log(y+lengthSmooth)-math.Log(x+lengthSmooth))
		}
	}
	if len(ratios) < minSample {
		return
	}
	own := float64(len(ratios)) / float64(len(ratios)+minSample)
	mid := median(ratios)
	for i, r := range ratios {
		ratios[i] = math.Abs(r - mid)
	}
	l.mean = mid * own
	sd := min(greatestSpread, max(leastSpread, spreadFactor*median(ratios)))
	l.spread = sd*own + priorSpread*(1-own)
}

// median sorts the values.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
