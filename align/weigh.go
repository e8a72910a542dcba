package align

import "math"

// weighed is the candidates of a lattice with their features, and what the
// weights make of them.
type weighed struct {
	*candidates
	translated []translated // by candidate: how much of its information is
	lexical    []float32    // by candidate: what its words alone say
	extra      [][]float64  // other evidence: by scorer, then candidate
	votes      []float64    // of other texts, by candidate; nil if there are none
	score      []float64
	posterior  []float64 // share of all paths that hold the candidate
}

// extraWeight brings other evidence to the scale of the weights. Its
// likelihood ratios are as sure of themselves as the first scores are, whose
// posteriors need the same temperature.
const extraWeight = 1 / temperature

// weigh thins the lattice out down to the floor, keeping the path, and weighs
// what is left.
func (t *bound) weigh(l *lattice, path []Bead, floor float64) *weighed {
	c := l.candidates(path, floor)
	n := len(c.beads)
	w := &weighed{candidates: c, translated: make([]translated, n), lexical: make([]float32, n), score: make([]float64, n)}
	f := ready.of(t.documentRow())
	t.measure(c, func(k int, row *[features]float32, done translated) {
		w.translated[k], w.lexical[k], w.score[k] = done, row[fLexical], f.score(row)
	})
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

// doubt is the mean of what the posteriors of beads of a path lack to 1.
func (w *weighed) doubt(beads []Bead) float64 {
	sum := 0.0
	for _, b := range beads {
		sum += 1 - w.posterior[w.find(b)]
	}
	return sum / float64(len(beads))
}

// tell fills the scores of beads that are candidates. What a score is made of
// is worked out for these alone.
func (t *bound) tell(w *weighed, beads []Bead) {
	path := &candidates{n: w.n, m: w.m}
	at := make([]int, len(beads))
	for x, b := range beads {
		at[x] = w.find(b)
		path.beads = append(path.beads, w.beads[at[x]])
	}
	f := ready.of(t.documentRow())
	t.measure(path, func(x int, row *[features]float32, _ translated) {
		parts := f.parts(row)
		beads[x].Components = append(make([]float64, 0, components+len(w.extra)+1), parts[:]...)
	})
	for x := range beads {
		b, k := &beads[x], at[x]
		b.Score, b.Confidence = w.score[k], min(1, w.posterior[k])
		for _, values := range w.extra {
			b.Components = append(b.Components, values[k])
		}
		if w.votes != nil {
			b.Components = append(b.Components, w.votes[k])
		}
	}
	calibrated.apply(beads)
}

// habits are what a document is wont to do, as its beads tell.
type habits struct {
	types typeCounts
	// nulls is the logarithm of the share of null beads that stand out, against
	// the usual one, limited. A free translation has units that little
	// translates, but few that stand out.
	nulls float64
	// usual is, by side, the share of the information that is translated.
	usual  [2]float64
	cosine float64
}

// newHabits are those of a document that nothing is known of.
func newHabits() habits {
	return habits{usual: [2]float64{usualFirst, usualFirst}, cosine: usualCosine}
}

const (
	usualFirst  = 0.6  // share of the information that is translated, in ordinary documents
	usualWeight = 2000 // nats of information for which it counts
)

// learnUsual sets what is usual from sums over the beads.
func (h *habits) learnUsual(sum translated) {
	for k := range h.usual {
		h.usual[k] = (float64(sum.done[k]) + usualWeight*usualFirst) / (float64(sum.all[k]) + usualWeight)
	}
	h.cosine = (float64(sum.cosine) + usualCosineBeads*usualCosine) / (float64(sum.beads) + usualCosineBeads)
}

// translated says how much information a bead holds on each side, and how much
// of it is translated, in nats.
type translated struct {
	all, done     [2]float32
	cosine, beads float32
}

func (t *translated) add(o translated) {
	for k := range t.all {
		t.all[k] += o.all[k]
		t.done[k] += o.done[k]
	}
	t.cosine += o.cosine
	t.beads += o.beads
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

// habits reads the document's habits from the posteriors, and what is usual
// from the beads of a path.
func (w *weighed) habits(path []Bead) (h habits) {
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
	var sum translated
	for _, b := range path {
		sum.add(w.translated[w.find(b)])
	}
	h.learnUsual(sum)
	return h
}

func nullRate(nulls, all float64) float64 {
	v := math.Log((nulls + nullSmooth) / (all + nullSmooth/usualNullRate) / usualNullRate)
	return max(-nullRateRange, min(nullRateRange, v))
}
