package align

import "math"

// The features of a bead, by which candidates are weighed again. Those of null
// beads and of full ones do not mix. All are symmetric: exchanging the texts
// changes none.
const (
	fLexical    = iota // lexical score, nats
	fMeanLex           // lexical score by the square root of the number of words
	fLength            // length score, nats
	fPrior             // prior of the bead's type, nats
	fLayout            // structure score, nats
	fUncovered         // information in words without translation, 10 nats
	fCovered           // information in translated words, 10 nats
	fWords             // log of the number of words
	fLeast             // least share of a unit's information that is translated
	fSupport           // least share of a unit that only it translates, of beads with two units or more on a side
	fIdle              // that share is under a fifth
	fLeak              // what neighbours translate better at the bead's ends, nats; all four ends
	fLeakMost          // the worst end
	fEdge              // untranslated stretches at the bead's ends, nats
	fHole              // the longest untranslated stretch, nats
	fNumbers           // numbers without a partner
	fQuotes            // difference in quotation marks
	fMarks             // difference in question and exclamation marks
	fEndsDiffer        // one side ends within a sentence, the other does not
	fEndsOpen          // both sides end within a sentence
	fStartsCut         // a side starts in lower case and the other does not
	fInnerCut          // units joined inside the bead where one goes on in lower case or after a clause mark
	fInnerWhole        // units joined inside the bead that look like whole sentences
	f11
	f12
	f13
	f14
	f22
	f23
	fBig
	fNull        // a null bead
	fNullWords   // log of its number of words
	fNullUnknown // share of its words that the lexicon does not know
	fNullNumbers // share of numbers among its words
	fNullCut     // it starts in lower case or ends with the mark of a clause
	fNullRate    // how often this document has null beads that stand out, log against 2 %
	fNullRare    // its negative part
	fDocUsual    // of the document: share of the information that is translated, both sides
	fDocGap      // its difference between the sides
	fDocNulls    // fNullRate, for all beads
	fDocSpread   // spread of the length ratio
	fNullNear    // the greatest share of it that a unit beside it translates
	fSpeech      // a speech goes on where the bead ends, on one side only
	fSpeechEdge  // ends of the bead at which a quotation starts or ends on one side only
	fVec         // cosine of the vectors, against the usual one
	fVecBad      // what it lacks to a bad one of the document
	fVecGain     // what a unit more would add
	fVecDrop     // what a unit less would add
	fVecMany     // the cosine of a bead that is larger than 1-1
	fVecNull     // of a null bead: the greatest cosine with a unit beside it
	fDocCosine   // of the document: the usual cosine
	features
)

// componentNames are the kinds of evidence that a score is told in.
var componentNames = []string{"lexical", "length", "structure", "type", "edges", "marks", "interplay"}

// Places in componentNames.
const (
	cLexical = iota
	cLength
	cStructure
	cType
	cEdges
	cMarks
	cInterplay // of the hidden units
	components
)

// componentOf says which kind of evidence a feature is.
var componentOf = func() (of [features]int) {
	for f := range of {
		of[f] = cLexical
	}
	for c, list := range map[int][]int{
		cLength:    {fLength},
		cStructure: {fLayout},
		cType: {fPrior, f11, f12, f13, f14, f22, f23, fBig, fNull, fNullRate, fNullRare,
			fDocUsual, fDocGap, fDocNulls, fDocSpread, fDocCosine},
		cEdges: {fLeak, fLeakMost, fEdge, fHole},
		cMarks: {fQuotes, fSpeech, fSpeechEdge, fMarks, fEndsDiffer, fEndsOpen, fStartsCut, fInnerCut, fInnerWhole, fNullCut},
	} {
		for _, f := range list {
			of[f] = c
		}
	}
	return of
}()

// measurer computes the features of candidates.
type measurer struct {
	m      *model
	ev     *evidence
	lambda lambdas
	// Of the bead at hand, words of all its units one after the other.
	source, target bundle
	habits         habits
	vectors        *products // nil if the lexicon has none
}

// bundle is the words of one side of a bead.
type bundle struct {
	first []int     // by unit: place of its first word
	words []int32   // all words
	mass  []float64 // Σ p(word | words of the other side)
	best  []float64 // the most of it that comes from one unit of the other side
	owner []int     // that unit
	part  []float64 // mass from the unit that was added last
	from  []int     // that unit
	seen  []float64 // translated share, 0 to 1
	nats  []float64 // log likelihood ratio
	near  []float64 // mass from a neighbour
}

const (
	halfSeen = 0.5 // translated share from which a number has a partner
	holeSeen = 0.8 // of the usual translated share: from here on a word does not extend a hole
	uniqueBy = 0.7 // share of a word's mass that makes one unit its owner
	idleUnit = 0.2
)

func newMeasurer(m *model, l *links, lambda lambdas, h habits) *measurer {
	x := &measurer{m: m, habits: h, ev: newEvidence(m.src, m.tgt, l), lambda: lambda}
	if m.src.vec != nil && m.tgt.vec != nil {
		x.vectors = &products{src: m.src.vec, tgt: m.tgt.vec}
	}
	return x
}

// of gives a side by its number.
func (m *model) of(side int) *side {
	if side == 0 {
		return m.src
	}
	return m.tgt
}

func abs(x int) int { return max(x, -x) }

func (b *bundle) reset(s *side, lo, hi int) {
	b.first, b.words = b.first[:0], b.words[:0]
	for u := lo; u < hi; u++ {
		b.first = append(b.first, len(b.words))
		b.words = append(b.words, s.words[u]...)
	}
	b.first = append(b.first, len(b.words))
	n := len(b.words)
	b.mass, b.best, b.seen, b.near = zeroed(b.mass, n), zeroed(b.best, n), zeroed(b.seen, n), zeroed(b.near, n)
	b.part, b.nats = zeroed(b.part, n), zeroed(b.nats, n)
	b.owner, b.from = zeroed(b.owner, n), zeroed(b.from, n)
}

// measure computes the features of every candidate and hands them to use, a row
// at a time, with its number and what of its information is translated. The
// first and the second half of the text are measured at the same time.
func (t *bound) measure(c *candidates, use func(k int, row *[features]float32, done translated)) {
	// Target units that the rows of the evidence must reach, by source unit.
	lo, hi := make([]int, c.n), make([]int, c.n)
	for u := range lo {
		lo[u] = c.m
	}
	for _, d := range c.beads {
		j0, j1 := max(0, int(d.j)-int(d.c)-1), min(c.m, int(d.j)+1)
		for u := max(0, int(d.i)-int(d.a)-1); u < min(c.n, int(d.i)+1); u++ {
			lo[u], hi[u] = min(lo[u], j0), max(hi[u], j1)
		}
	}
	same := t.documentRow()
	part := func(from, to int) {
		x := newMeasurer(t.model, t.words, t.lambda, t.habits)
		next := 0 // source unit whose row comes next
		if from < to {
			next = max(0, int(c.beads[from].i)-evidenceRows+1)
		}
		var row [features]float32
		for k := from; k < to; k++ {
			d := c.beads[k]
			for ; next < min(c.n, int(d.i)+1); next++ {
				x.ev.fill(next, lo[next], hi[next])
				if x.vectors != nil {
					x.vectors.fill(next, lo[next], hi[next])
				}
			}
			row = *same
			if d.null() {
				x.null(d, row[:])
				use(k, &row, translated{})
			} else {
				use(k, &row, x.full(d, row[:]))
			}
		}
	}
	half := len(c.beads) / 2
	both(func() { part(0, half) }, func() { part(half, len(c.beads)) })
}

// documentRow is a row with the features that are the same for all beads.
func (t *bound) documentRow() *[features]float32 {
	h := &t.habits
	return &[features]float32{
		fDocUsual:  float32(h.usual[0] + h.usual[1] - 2*usualFirst),
		fDocGap:    float32(math.Abs(h.usual[0] - h.usual[1])),
		fDocNulls:  float32(h.nulls),
		fDocCosine: float32(5 * (h.cosine - usualCosine)),
		fDocSpread: float32(t.length.spread - priorSpread),
	}
}

// both runs two pieces of work at the same time.
func both(f, g func()) {
	done := make(chan any)
	go func() {
		defer func() { done <- recover() }()
		f()
	}()
	g()
	if fault := <-done; fault != nil {
		panic(fault) // where the caller can see it
	}
}

// ratio is the log likelihood ratio of a word and its translated share.
func ratio(mass, words, lambda, share float64) (nats, seen float64) {
	t := lambda * mass / (words + 1) / share
	return min(maxRatio, fastLog(1-lambda+t)), t / (1 - lambda + t)
}

func (x *measurer) null(d candidate, f []float32) {
	s, k, u, other := x.m.src, 0, int(d.i)-1, int(d.j)
	if d.a == 0 {
		s, k, u, other = x.m.tgt, 1, int(d.j)-1, int(d.i)
	}
	words := s.words[u]
	var unknown, numbers, all float64
	for _, w := range words {
		all += x.m.of(k).info[w]
		if x.m.of(k).number[w] {
			numbers++
		}
		rows := &x.ev.links.forward
		if k == 1 {
			rows = &x.ev.links.backward
		}
		if lo, hi := rows.row(w); lo == hi {
			unknown++
		}
	}
	n := float64(len(words))
	f[fNull] = 1
	f[fNullWords] = float32(math.Log(n + 1))
	if n > 0 {
		f[fNullUnknown], f[fNullNumbers] = float32(unknown/n), float32(numbers/n)
	}
	if s.units[u].Continues || s.units[u].Unfinished {
		f[fNullCut] = 1
	}
	// How much of it the units on either side of its place translate.
	near := 0.0
	for v := other - 1; v <= other; v++ {
		near = max(near, x.coverage(k, u, v, all))
	}
	f[fNullNear] = float32(near)
	x.vectorNull(k, u, other, f)
	f[fNullRate], f[fNullRare] = float32(x.habits.nulls), float32(min(0, x.habits.nulls))
}

// coverage is the share of the information of unit u of side k that unit v of
// the other side translates.
func (x *measurer) coverage(k, u, v int, all float64) float64 {
	b, s := &x.target, x.m.tgt
	var list []wordLink
	var given int
	lambda := x.lambda.target
	if k == 0 {
		b, s = &x.source, x.m.src
		list, lambda = x.ev.of(u, v), x.lambda.source
		if v < 0 || v >= len(x.m.tgt.words) {
			return 0
		}
		given = len(x.m.tgt.words[v])
	} else {
		if v < 0 || v >= len(x.m.src.words) {
			return 0
		}
		list = x.ev.of(v, u)
		given = len(x.m.src.words[v])
	}
	if len(list) == 0 || all == 0 {
		return 0
	}
	b.reset(s, u, u+1)
	for _, l := range list {
		if k == 0 {
			b.mass[l.k] += float64(l.back)
		} else {
			b.mass[l.l] += float64(l.p)
		}
	}
	sum := 0.0
	for i, w := range b.words {
		if b.mass[i] > 0 {
			_, seen := ratio(b.mass[i], float64(given), lambda, s.share[w])
			sum += seen * x.m.of(k).info[w]
		}
	}
	return sum / all / x.habits.usual[k]
}

func (x *measurer) full(d candidate, f []float32) (done translated) {
	i, j, a, c := int(d.i), int(d.j), int(d.a), int(d.c)
	i0, j0 := i-a, j-c
	src, tgt := &x.source, &x.target
	src.reset(x.m.src, i0, i)
	tgt.reset(x.m.tgt, j0, j)
	for u := i0; u < i; u++ {
		for v := j0; v < j; v++ {
			so, to := src.first[u-i0], tgt.first[v-j0]
			for _, l := range x.ev.of(u, v) {
				src.add(so+int(l.k), v-j0, float64(l.back))
				tgt.add(to+int(l.l), u-i0, float64(l.p))
			}
		}
	}
	sn, tn := float64(len(src.words)), float64(len(tgt.words))
	s := x.side(src, 0, tn, x.lambda.source, c)
	t := x.side(tgt, 1, sn, x.lambda.target, a)

	x.speechFeatures(d, f)
	done.cosine, done.beads = float32(x.vectorFeatures(d, f)), 1
	done.all = [2]float32{float32(s.all), float32(t.all)}
	done.done = [2]float32{float32(s.covered), float32(t.covered)}
	lex := (s.nats + t.nats) / 2
	f[fLexical] = float32(lex)
	f[fMeanLex] = float32(lex / math.Sqrt(sn+tn+1))
	f[fLength] = float32(x.m.length.score(i0, i, j0, j))
	f[fPrior] = float32(x.m.prior.value[a][c])
	f[fLayout] = float32(x.m.layout.score(i0, i, j0, j))
	f[fUncovered] = float32((s.all*x.habits.usual[0] - s.covered + t.all*x.habits.usual[1] - t.covered) / 10)
	f[fCovered] = float32((s.covered + t.covered) / 10)
	f[fWords] = float32(math.Log(sn + tn + 1))
	f[fLeast] = float32(min(s.least, t.least))
	if a+c > 2 {
		support := 1.5
		if a > 1 {
			support = min(support, t.support)
		}
		if c > 1 {
			support = min(support, s.support)
		}
		f[fSupport] = float32(support)
		f[fIdle] = float32(max(0, idleUnit-support) / idleUnit)
	}
	f[fEdge] = float32((s.edges + t.edges) / 10)
	f[fHole] = float32(max(s.hole, t.hole) / 10)
	f[fNumbers] = float32(s.numbers + t.numbers)

	// Leaks: the end of this bead's target words into the next source unit, and so on.
	var most, sum float64
	leak := func(v float64) {
		sum += v
		most = max(most, v)
	}
	leak(x.leak(tgt, 1, i, j0, j, true))
	leak(x.leak(src, 0, j, i0, i, true))
	leak(x.leak(tgt, 1, i0-1, j0, j, false))
	leak(x.leak(src, 0, j0-1, i0, i, false))
	f[fLeak], f[fLeakMost] = float32(sum), float32(most)

	var marks, quotes int
	for k, sign := range []int{1, -1} {
		lo, hi := i0, i
		if k == 1 {
			lo, hi = j0, j
		}
		for u := lo; u < hi; u++ {
			quotes += sign * int(x.m.of(k).quotes[u])
			marks += sign * int(x.m.of(k).marks[u])
		}
	}
	f[fQuotes], f[fMarks] = float32(min(4, abs(quotes))), float32(min(3, abs(marks)))

	so, to := x.m.src.units[i-1].Unfinished, x.m.tgt.units[j-1].Unfinished
	switch {
	case so && to:
		f[fEndsOpen] = 1
	case so != to:
		f[fEndsDiffer] = 1
	}
	if x.m.src.units[i0].Continues != x.m.tgt.units[j0].Continues {
		f[fStartsCut] = 1
	}
	inner := func(units []Unit, lo, hi int) {
		for u := lo + 1; u < hi; u++ {
			if units[u].Continues || units[u-1].Unfinished {
				f[fInnerCut]++
			} else {
				f[fInnerWhole]++
			}
		}
	}
	inner(x.m.src.units, i0, i)
	inner(x.m.tgt.units, j0, j)
	switch lo, hi := min(a, c), max(a, c); {
	case hi == 1:
		f[f11] = 1
	case lo == 1 && hi == 2:
		f[f12] = 1
	case lo == 1 && hi == 3:
		f[f13] = 1
	case lo == 1:
		f[f14] = float32(hi - 3)
	case hi == 2:
		f[f22] = 1
	case lo == 2 && hi == 3:
		f[f23] = 1
	default:
		f[fBig] = float32(lo + hi - 5)
	}
	return done
}

// add gives a word mass from a unit of the other side. What comes from one
// unit comes in a row.
func (b *bundle) add(word, unit int, p float64) {
	if b.from[word] != unit {
		b.from[word], b.part[word] = unit, 0
	}
	b.mass[word] += p
	b.part[word] += p
	if b.part[word] > b.best[word] {
		b.best[word], b.owner[word] = b.part[word], unit
	}
}

type sideSums struct {
	nats, all, covered   float64
	least, support       float64
	edges, hole, numbers float64
}

// side sums up what is translated of one side of the bead, given so many words
// in so many units of the other.
func (x *measurer) side(b *bundle, k int, given, lambda float64, others int) (r sideSums) {
	share := x.m.src.share
	if k == 1 {
		share = x.m.tgt.share
	}
	silent := math.Log(1 - lambda)
	r.least, r.support = 1.5, 1.5
	var owned [maxSide + 1]float64
	run, first, prefix := 0.0, true, 0.0
	for u := 0; u+1 < len(b.first); u++ {
		all, covered := 0.0, 0.0
		for p := b.first[u]; p < b.first[u+1]; p++ {
			w := b.words[p]
			info := x.m.of(k).info[w]
			nats, seen := silent, 0.0
			if b.mass[p] > 0 {
				nats, seen = ratio(b.mass[p], given, lambda, share[w])
			}
			b.seen[p], b.nats[p] = seen, nats
			r.nats += nats
			all += info
			covered += info * seen
			if others > 1 && b.mass[p] > 0 && b.best[p] > uniqueBy*b.mass[p] {
				owned[b.owner[p]] += info * seen
			}
			if x.m.of(k).number[w] && seen < halfSeen {
				r.numbers++
			}
			run += info * (x.habits.usual[k]*holeSeen - seen)
			if first && run > prefix {
				prefix = run
			}
			if run < 0 {
				run, first = 0, false
			}
			r.hole = max(r.hole, run)
		}
		r.all += all
		r.covered += covered
		if all > 0 {
			r.least = min(r.least, covered/all/x.habits.usual[k])
		}
	}
	r.edges = prefix + run
	if others > 1 && r.all > 0 {
		// Each unit of the other side against its fair part of this side.
		for o := range others {
			r.support = min(r.support, owned[o]*float64(others)/r.all/x.habits.usual[k])
		}
	}
	return r
}

// leak is how much better the unit beside the bead on the other side (at place
// unit) translates one end of the bead's words than the bead itself does.
func (x *measurer) leak(b *bundle, k, unit, lo, hi int, end bool) float64 {
	other, share, lambda := x.m.tgt, x.m.src.share, x.lambda.source
	if k == 1 {
		other, share, lambda = x.m.src, x.m.tgt.share, x.lambda.target
	}
	if unit < 0 || unit >= len(other.units) {
		return 0
	}
	clear(b.near)
	any := false
	for u := lo; u < hi; u++ {
		o := b.first[u-lo]
		if k == 1 {
			for _, l := range x.ev.of(unit, u) {
				b.near[o+int(l.l)] += float64(l.p)
				any = true
			}
		} else {
			for _, l := range x.ev.of(u, unit) {
				b.near[o+int(l.k)] += float64(l.back)
				any = true
			}
		}
	}
	if !any {
		return 0
	}
	n, silent := float64(len(other.words[unit])), math.Log(1-lambda)
	run, most := 0.0, 0.0
	for q := range b.words {
		p := q
		if end {
			p = len(b.words) - 1 - q
		}
		there := silent
		if b.near[p] > 0 {
			there, _ = ratio(b.near[p], n, lambda, share[b.words[p]])
		}
		run += there - b.nats[p]
		most = max(most, run)
	}
	return most
}
