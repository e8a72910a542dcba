package align

// Options of an Aligner; the zero value is the good default.
type Options struct {
	MaxBead int      // greatest number of units in a bead, both sides together; 2 to 8, default 8
	Rounds  int      // of adaptation to the texts at hand; default 2, negative for none
	Extra   []Scorer // more evidence
	// WordLinks is the least probability of the links between words that every
	// bead carries, above 0 to 1 (WordLinkFloor is a good value); 0 for no links.
	WordLinks float64

	// AllowCrossing puts the beads of passages that stand in another order in
	// the other text into the result, in the place of null beads. Without it
	// they are told in Result.Crossings only.
	AllowCrossing bool
}

// Aligner aligns texts of one pair of languages. It keeps no state between
// texts and may be used by many goroutines at once.
type Aligner struct {
	lex Lexicon
	opt Options
}

// New makes an aligner. Without a lexicon (nil) it works from copies, names,
// length, and what the texts teach it.
func New(lex Lexicon, opt Options) *Aligner {
	if opt.MaxBead == 0 {
		opt.MaxBead = 8
	}
	opt.MaxBead = min(max(opt.MaxBead, 2), maxSide+1)
	switch {
	case opt.Rounds == 0:
		opt.Rounds = 2
	case opt.Rounds < 0:
		opt.Rounds = 0
	}
	return &Aligner{lex: lex, opt: opt}
}

// Radius of the band around the coarse path, in units: in the first round, and
// around the path of the round before.
const (
	firstRadius = 4
	nextRadius  = 3
	widenings   = 6 // times that a band may grow where the path touches its edge
)

// Align finds the beads of two texts. Same input, same beads; exchanging the
// texts (and turning the lexicon) mirrors them.
func (a *Aligner) Align(source, target []Unit) Result { return a.draft(source, target).result() }

// draft is a pair of texts before its beads are chosen, in the orientation in
// which it was aligned.
type draft struct {
	t      *bound
	w      *weighed
	turned bool
	done   *Result // of texts of which one is empty: there is nothing to choose
}

func (a *Aligner) draft(source, target []Unit) *draft {
	d := &draft{turned: exchanged(source, target)}
	if d.turned {
		a, source, target = a.turned(), target, source
	}
	if len(source) == 0 || len(target) == 0 {
		d.done = &Result{Names: a.names(), Beads: nulls(len(source), len(target))}
		return d
	}
	d.t, d.w = a.explore(source, target, nil)
	return d
}

// result chooses the beads.
func (d *draft) result() Result {
	var r Result
	if d.done != nil {
		r = *d.done
	} else {
		r = d.t.result(d.w, d.w.best())
		d.t.crossings(&r, d.w)
	}
	if d.turned {
		r = turned(r)
	}
	if d.t != nil && d.t.opt.AllowCrossing && len(r.Crossings) > 0 {
		r.Beads = withCrossings(r.Beads, r.Crossings)
	}
	return r
}

// alignWithin aligns within the bounds of locked beads.
func (a *Aligner) alignWithin(source, target []Unit, k *locks) Result {
	if len(source) == 0 || len(target) == 0 {
		return Result{Names: a.names(), Beads: nulls(len(source), len(target))}
	}
	t, w := a.explore(source, target, k)
	return t.result(w, w.best())
}

// explore learns from the texts round by round, within the bounds of locked
// beads (nil: none), and gives the last round's candidates.
func (a *Aligner) explore(source, target []Unit, k *locks) (*bound, *weighed) {
	t := a.bind(source, target, k)
	path, radius := chain(k.seeds(proposed(seeds(t.src, t.tgt, t.words), t.extra)), len(target)), firstRadius
	for last := a.opt.Rounds; ; last-- {
		l, floor := t.search(path, radius), earlyPosterior
		if last == 0 {
			floor = keepPosterior
		}
		w := t.weigh(l, l.best(), floor)
		if last == 0 {
			return t, w
		}
		beads := w.best()
		t.adapt(beads, w.habits(beads))
		path, radius = points(beads), nextRadius
		if w.doubt(beads) < settled {
			last = 1
		}
	}
}

// settled is the mean doubt about a round's beads below which one round more is
// enough: what another would change, it would change in doubtful texts.
const settled = 0.03

// names of the components of this aligner's beads.
func (a *Aligner) names() []string {
	names := componentNames
	for _, s := range a.opt.Extra {
		names = append(names[:len(names):len(names)], s.Name())
	}
	return names
}

// bound is an aligner with two texts, and what it has learnt from them so far.
type bound struct {
	*Aligner
	*model
	words  *links
	lambda lambdas
	first  *prior // before anything is learnt
	habits habits
}

func (a *Aligner) bind(source, target []Unit, k *locks) *bound {
	var src, tgt *side
	both(
		func() {
			src = newSide(source)
			src.setShares(shares(a.lex, Lexicon.SourceShares, src.vocab))
			src.vec = newVectors(src, a.lex, true)
		},
		func() {
			tgt = newSide(target)
			tgt.setShares(shares(a.lex, Lexicon.TargetShares, tgt.vocab))
			tgt.vec = newVectors(tgt, a.lex, false)
		},
	)
	m := &model{
		src: src, tgt: tgt, prior: newPrior(a.opt.MaxBead), locks: k,
		length: &lengthModel{mean: firstMean, spread: firstSpread, src: src, tgt: tgt},
		layout: newStructure(source, target),
	}
	m.shapes = shapes(m.prior)
	for _, s := range a.opt.Extra {
		m.extra = append(m.extra, s.Bind(source, target))
	}
	lambda := firstLambda
	if a.lex == nil {
		lambda = leastLambda // nobody foretells a word but its copy
	}
	return &bound{Aligner: a, model: m, words: newLinks(src, tgt, a.lex), lambda: lambdas{lambda, lambda}, first: m.prior, habits: newHabits()}
}

// shares asks a lexicon, if there is one, for the shares of words.
func shares(lex Lexicon, of func(Lexicon, []string) []float64, words []string) []float64 {
	if lex == nil {
		return nil
	}
	return of(lex, words)
}

// looking is the same pair with all that was learnt, seen through views.
func (t *bound) looking(src, tgt *view, k *locks) *bound {
	s, g := t.src.through(src), t.tgt.through(tgt)
	m := &model{
		src: s, tgt: g, prior: t.prior, shapes: t.shapes, locks: k,
		length: &lengthModel{mean: t.length.mean, spread: t.length.spread, src: s, tgt: g},
		layout: newStructure(src.units, tgt.units),
	}
	for _, c := range t.extra {
		m.extra = append(m.extra, viewCost{c, src, tgt})
	}
	return &bound{Aligner: t.Aligner, model: m, words: t.words, lambda: t.lambda, first: t.first, habits: t.habits}
}

// weighNear searches around a path and weighs what it finds.
func (t *bound) weighNear(path []point) *weighed {
	l := t.search(path, nextRadius)
	return t.weigh(l, l.best(), keepPosterior)
}

// adapt re-estimates everything on the beads, and on what this document is wont to do.
func (t *bound) adapt(beads []Bead, h habits) {
	t.habits = h
	teach(t.extra, beads)
	t.words = t.words.trained(t.src, t.tgt, beads)
	t.lambda = t.lambda.adapted(t.src, t.tgt, t.words, beads)
	t.length.adapt(beads)
	t.prior = t.first.adapted(h.types)
}

// result tells everything of the beads of a path.
func (t *bound) result(w *weighed, beads []Bead) Result {
	t.tell(w, beads)
	if t.opt.WordLinks > 0 {
		newWordLinker(t.src, t.tgt, t.words).link(beads, t.opt.WordLinks)
	}
	names := t.names()
	if w.votes != nil {
		names = append(names[:len(names):len(names)], votesName)
	}
	return Result{Beads: beads, Names: names}
}

// search fills a lattice around the path, wider wherever the best path touches the edge.
func (t *bound) search(path []point, radius int) *lattice {
	wide := make([]int, len(path)+1) // by gap of the path: doublings of the radius
	var l *lattice
	for try := 0; ; try++ {
		l = t.newLattice(newBand(len(t.src.units), len(t.tgt.units), path, func(g int) int { return radius << wide[g] }), l)
		if try == widenings {
			return l
		}
		again := false
		for _, b := range l.best() {
			if l.band.touches(b.Source.Lo, b.Target.Lo) {
				g := gapOf(path, b.Source.Lo)
				for x := max(0, g-1); x <= min(g+1, len(path)); x++ {
					if wide[x] <= try {
						wide[x] = try + 1
						again = true
					}
				}
			}
		}
		if !again {
			return l
		}
	}
}

// gapOf finds the gap of the path that source unit i stands in: gap g ends at point g.
func gapOf(path []point, i int) int {
	lo, hi := 0, len(path)
	for lo < hi {
		mid := (lo + hi) / 2
		if path[mid].i < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// points gives the starts of the beads that are not null.
func points(beads []Bead) []point {
	var out []point
	for _, b := range beads {
		if !b.Null() {
			out = append(out, point{b.Source.Lo, b.Target.Lo})
		}
	}
	return out
}

// nulls is the alignment of texts of which one is empty.
func nulls(n, m int) []Bead {
	out := make([]Bead, 0, n+m)
	for i := range n {
		out = append(out, Bead{Source: Range{i, i + 1}, Confidence: 1})
	}
	for j := range m {
		out = append(out, Bead{Source: Range{n, n}, Target: Range{j, j + 1}, Confidence: 1})
	}
	return out
}
