package align

// Options of an Aligner; the zero value is the good default.
type Options struct {
	MaxBead int      // greatest number of units in a bead, both sides together; 2 to 8, default 7
	Rounds  int      // of adaptation to the texts at hand; default 2, negative for none
	Extra   []Scorer // more evidence
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
		opt.MaxBead = 7
	}
	opt.MaxBead = min(max(opt.MaxBead, 2), maxSide+1)
	switch {
	case opt.Rounds == 0:
		opt.Rounds = 2
	case opt.Rounds < 0:
		opt.Rounds = 0
	}
	return &Aligner{lex, opt}
}

// Radius of the band around the coarse path, in units: in the first round, and
// around the path of the round before.
const (
	firstRadius = 10
	nextRadius  = 6
	widenings   = 6 // times that a band may grow where the path touches its edge
)

// Align finds the beads of two texts. Same input, same beads; exchanging the
// texts (and turning the lexicon) mirrors them.
func (a *Aligner) Align(source, target []Unit) Result {
	if exchanged(source, target) {
		return turned(a.turned().align(target, source))
	}
	return a.align(source, target)
}

func (a *Aligner) align(source, target []Unit) Result {
	names := componentNames
	for _, s := range a.opt.Extra {
		names = append(names[:len(names):len(names)], s.Name())
	}
	res := Result{Names: names}
	if len(source) == 0 || len(target) == 0 {
		res.Beads = nulls(len(source), len(target))
		return res
	}
	src, tgt := newSide(source), newSide(target)
	var known, knownT []float64
	if a.lex != nil {
		known, knownT = a.lex.SourceShares(src.vocab), a.lex.TargetShares(tgt.vocab)
	}
	src.setShares(known)
	tgt.setShares(knownT)
	words := newLinks(src, tgt, a.lex)
	m := &model{
		src: src, tgt: tgt, prior: newPrior(a.opt.MaxBead),
		length: &lengthModel{mean: firstMean, spread: firstSpread, src: src, tgt: tgt},
		layout: newStructure(source, target),
	}
	m.shapes = shapes(m.prior)
	for _, s := range a.opt.Extra {
		m.extra = append(m.extra, s.Bind(source, target))
	}
	lambda := lambdas{firstLambda, firstLambda}
	sizes := a.opt.MaxBead - 1

	path := chain(seeds(src, tgt, words), len(target))
	radius := firstRadius
	for round := 0; ; round++ {
		l := search(m, path, radius, func(b *band) *lexical {
			return newLexical(b, src, tgt, words, lambda, sizes)
		})
		beads := l.best()
		if round == a.opt.Rounds {
			l.confidences(beads)
			for i := range beads {
				beads[i].Components = m.parts(beads[i])
			}
			res.Beads = beads
			return res
		}
		words = words.trained(src, tgt, beads)
		lambda = lambda.adapted(src, tgt, words, beads)
		m.length.adapt(beads)
		m.prior = m.prior.adapted(beads)
		path, radius = points(beads), nextRadius
	}
}

// search fills a lattice around the path, wider wherever the best path touches the edge.
func search(m *model, path []point, radius int, lex func(*band) *lexical) *lattice {
	n, k := len(m.src.units), len(m.tgt.units)
	wide := make([]int, len(path)+1) // by gap of the path: doublings of the radius
	for try := 0; ; try++ {
		m.band = newBand(n, k, path, func(g int) int { return radius << wide[g] })
		m.lexical = lex(m.band)
		l := newLattice(m)
		if try == widenings {
			return l
		}
		again := false
		for _, b := range l.best() {
			if m.band.touches(b.Source.Lo, b.Target.Lo) {
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
