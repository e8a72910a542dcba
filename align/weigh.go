package align

import "math"

// weighed is the candidates of a lattice with their features, and what the
// weights make of them.
type weighed struct {
	*candidates
	features  []float32   // a row for each candidate
	extra     [][]float64 // other evidence: by scorer, then candidate
	votes     []float64   // of other texts, by candidate; nil if there are none
	score     []float64
	posterior []float64 // share of all paths that hold the candidate
}

// extraWeight brings other evidence to the scale of the weights. Its
// likelihood ratios are as sure of themselves as the first scores are, whose
// posteriors need the same temperature.
const extraWeight = 1 / temperature

// weigh thins the lattice out, keeping the path, and weighs what is left.
func (t *bound) weigh(l *lattice, path []Bead) *weighed {
	c := l.candidates(path, keepPosterior)
	w := &weighed{candidates: c, features: newMeasurer(t.model, t.words, t.lambda, t.habits).all(c, path)}
	w.score = fitted.scores(w.features)
	for _, cost := range t.extra {
		values := make([]float64, len(c.beads))
		for k := range c.beads {
			if d := &c.beads[k]; !d.null() {
				b := d.bead()
				values[k] = extraWeight * cost.Score(b.Source, b.Target)
				w.score[k] += values[k]
			}
		}
		w.extra = append(w.extra, values)
	}
	w.posterior = c.posteriors(w.score, &fitted.follow, nil)
	return w
}

// bead gives the candidate's ranges.
func (x candidate) bead() Bead {
	i, j := int(x.i), int(x.j)
	return Bead{Source: Range{i - int(x.a), i}, Target: Range{j - int(x.c), j}}
}

// best gives the beads of the best path.
func (w *weighed) best() []Bead {
	path := w.candidates.best(w.score, &fitted.follow)
	out := make([]Bead, len(path))
	for k, b := range path {
		out[k] = w.beads[b].bead()
	}
	return out
}

// tell fills the scores of beads that are candidates.
func (w *weighed) tell(beads []Bead) {
	for x := range beads {
		b := &beads[x]
		k := w.find(*b)
		b.Score, b.Confidence = w.score[k], min(1, w.posterior[k])
		parts := fitted.parts(w.features[k*features:][:features])
		b.Components = append(make([]float64, 0, components+len(w.extra)+1), parts[:]...)
		for _, values := range w.extra {
			b.Components = append(b.Components, values[k])
		}
		if w.votes != nil {
			b.Components = append(b.Components, w.votes[k])
		}
	}
}

// habits are what a document is wont to do, as its beads tell.
type habits struct {
	types typeCounts
	// nulls is the logarithm of the share of null beads that stand out, against
	// the usual one, limited. A free translation has units that little
	// translates, but few that stand out.
	nulls float64
}

// typeCounts are (expected) numbers of beads by source and target size; null
// beads of both sides stand in [0][1].
type typeCounts [maxSide + 1][maxSide + 1]float64

// Null beads stand out if they win although each is charged a handicap.
const (
	handicap      = 3.0  // nats
	usualNullRate = 0.02 // of all beads
	nullRateRange = 2.5  // nats
	nullSmooth    = 0.3  // null beads
)

// habits reads the document's habits from the posteriors.
func (w *weighed) habits() (h habits) {
	score := make([]float64, len(w.score))
	for k, p := range w.posterior {
		score[k] = w.score[k]
		if d := &w.beads[k]; d.null() {
			h.types[0][1] += p
			score[k] -= handicap
		} else {
			h.types[d.a][d.c] += p
		}
	}
	nulls, all := 0.0, 0.0
	for k, p := range w.posteriors(score, &fitted.follow, nil) {
		all += p
		if w.beads[k].null() {
			nulls += p
		}
	}
	h.nulls = nullRate(nulls, all)
	return h
}

// habitsOf reads them from beads that are known.
func habitsOf(beads []Bead) (h habits) {
	for _, b := range beads {
		if b.Null() {
			h.types[0][1]++
		} else {
			h.types[b.Source.Len()][b.Target.Len()]++
		}
	}
	h.nulls = nullRate(h.types[0][1], float64(len(beads)))
	return h
}

func nullRate(nulls, all float64) float64 {
	v := math.Log((nulls + nullSmooth) / (all + nullSmooth/usualNullRate) / usualNullRate)
	return max(-nullRateRange, min(nullRateRange, v))
}
