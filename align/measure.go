package align

import "math"

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
