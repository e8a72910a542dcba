package align

import "math"

// maxRatio caps one word's log likelihood ratio, in nats: no single word is a trump.
const maxRatio = 7

// fullProduct is where a product of ratios is put by before it overflows.
const fullProduct = 1e250

var greatestRatio = math.Exp(maxRatio)

// strip is some rows of a band, or of a band turned round.
type strip struct {
	base   int // number of the first row
	lo, hi []int
}

// strip gives rows from to to−1 of the band.
func (b *band) strip(from, to int) strip { return strip{from, b.lo[from:to], b.hi[from:to]} }

// turned gives the same cells with rows and columns exchanged.
func (s strip) turned() strip {
	n := len(s.lo)
	t := strip{base: s.lo[0]}
	t.lo, t.hi = make([]int, s.hi[n-1]-s.lo[0]+1), make([]int, s.hi[n-1]-s.lo[0]+1)
	for j := range t.lo {
		t.lo[j] = -1
	}
	for i := range s.lo {
		for j := s.lo[i] - t.base; j <= s.hi[i]-t.base; j++ {
			if t.lo[j] < 0 {
				t.lo[j] = s.base + i
			}
			t.hi[j] = s.base + i
		}
	}
	return t
}

// half is one direction of the lexical score: how well the words of single
// given units (of the "seen" side) are foretold by ranges of units of the
// "given" side that end at a row of the strip.
//
// For row i, range size a ≥ 1 and seen unit y it holds
//
//	Σ_{t∈y} log(1−λ + λ p(t|S)/p(t)),  S the words of given units i−a … i−1.
type half struct {
	base  int       // number of the first row
	first []int     // by row: the first seen unit held
	off   []int     // by row: place of (row, size 1, first)
	width []int     // by row: number of seen units held
	value []float32 // log ratios
}

// at gives the value for the a given units before row i and seen unit y.
func (h *half) at(i, a, y int) float64 {
	i -= h.base
	return float64(h.value[h.off[i]+(a-1)*h.width[i]+y-h.first[i]])
}

// hit is a seen word that some given unit foretells.
type hit struct {
	k    int32   // its place in the seen unit
	lift float32 // Σ_s p(word|s) / p(word)
}

// foreteller fills halves; its memory is used again from one to the next.
type foreteller struct {
	given, seen *side
	rows        *linkTable
	lambda      float64   // weight of the translation model
	sizes       int       // ranges of 1 to sizes units
	mass        []float32 // by seen word, of one given unit; 0 between units
	touched     []int32
	from, to    int     // seen units of the window: they slide with the given unit
	held        []int32 // by seen word: units of the window that hold it
	here        wordSet // the words held
	ring        []hits  // of the last given units
	sum         []float64
	marked      []int32
	half        half
}

func newForeteller(given, seen *side, rows *linkTable, lambda float64, sizes int) *foreteller {
	longest := 0
	for _, ws := range seen.words {
		longest = max(longest, len(ws))
	}
	return &foreteller{given: given, seen: seen, rows: rows, lambda: lambda, sizes: sizes,
		mass: make([]float32, len(seen.vocab)), held: make([]int32, len(seen.vocab)), here: newWordSet(len(seen.vocab)), ring: make([]hits, sizes), sum: make([]float64, longest)}
}

// fill fills the half for all cells of the strip. It stands until the next call.
func (f *foreteller) fill(b strip) *half {
	h, n := &f.half, len(b.lo)
	h.base = b.base
	h.first, h.width, h.off = zeroed(h.first, n), zeroed(h.width, n), zeroed(h.off, n)
	total := 0
	for i := range b.lo {
		h.first[i] = max(0, b.lo[i]-f.sizes)
		h.width[i] = b.hi[i] - h.first[i]
		h.off[i] = total
		total += h.width[i] * min(f.sizes, b.base+i)
	}
	h.value = zeroed(h.value, total)
	f.slide(f.to, f.to)
	f.from, f.to = 0, 0
	for x := max(0, b.base-f.sizes); x < b.base+n-1; x++ {
		// Rows that look at unit x: x+1 to x+sizes.
		from, to := max(0, x+1-b.base), min(n-1, x+f.sizes-b.base)
		f.look(x, h.first[from], b.hi[to])
		if i := x + 1 - b.base; i >= 0 {
			f.row(h, b, i)
		}
	}
	return h
}

// slide moves the window forwards, to seen units lo to hi−1.
func (f *foreteller) slide(lo, hi int) {
	for y := f.from; y < f.to && y < lo; y++ {
		for _, w := range f.seen.words[y] {
			if f.held[w]--; f.held[w] == 0 {
				f.here.remove(w)
			}
		}
	}
	for y := max(lo, f.to); y < hi; y++ {
		for _, w := range f.seen.words[y] {
			if f.held[w]++; f.held[w] == 1 {
				f.here.add(w)
			}
		}
	}
	f.from, f.to = lo, max(f.to, hi)
}

// look finds the hits of given unit x on seen units lo to hi.
func (f *foreteller) look(x, lo, hi int) {
	r := &f.ring[x%f.sizes]
	r.reset(lo, hi)
	f.slide(r.lo, r.hi)
	f.touched = f.touched[:0]
	for _, w := range f.given.words[x] {
		lo, hi := f.rows.row(w)
		for k, t := range f.rows.word[lo:hi] {
			if f.here.has(t) {
				if f.mass[t] == 0 {
					f.touched = append(f.touched, t)
				}
				f.mass[t] += f.rows.p[int(lo)+k]
			}
		}
	}
	for y := r.lo; y < r.hi; y++ {
		for k, w := range f.seen.words[y] {
			if m := f.mass[w]; m > 0 {
				r.list = append(r.list, hit{int32(k), m / float32(f.seen.share[w])})
			}
		}
		r.close()
	}
	for _, w := range f.touched {
		f.mass[w] = 0
	}
}

// row sums the hits up for the strip's row i: the given units before it are in
// the ring. The words' ratios are multiplied and their logarithm taken once:
// half of the search's time went into a logarithm for each word.
func (f *foreteller) row(h *half, b strip, i int) {
	silent := math.Log(1 - f.lambda) // of a word that nothing foretells
	number := b.base + i
	for y := h.first[i]; y < b.hi[i]; y++ {
		words := f.seen.words[y]
		f.marked = f.marked[:0]
		given := 1.0 // words given, and the empty word
		// Far from the row's cells only few sizes make a bead (prior.allowed).
		most := f.sizes
		switch far := b.lo[i] - y; {
		case far > maxMany:
			most = 1
		case far > 1:
			most = maxMany
		}
		for a := 1; a <= min(most, f.sizes, number); a++ {
			given += float64(len(f.given.words[number-a]))
			for _, t := range f.ring[(number-a)%f.sizes].of(y) {
				if f.sum[t.k] == 0 {
					f.marked = append(f.marked, t.k)
				}
				f.sum[t.k] += float64(t.lift)
			}
			v, product, per := silent*float64(len(words)-len(f.marked)), 1.0, f.lambda/given
			for _, k := range f.marked {
				product *= min(greatestRatio, 1-f.lambda+per*f.sum[k])
				if product > fullProduct {
					v += fastLog(product)
					product = 1
				}
			}
			v += fastLog(product)
			h.value[h.off[i]+(a-1)*h.width[i]+y-h.first[i]] = float32(v)
		}
		for _, k := range f.marked {
			f.sum[k] = 0
		}
	}
}

// hits are the hits of one given unit on seen units lo to hi.
type hits struct {
	lo, hi int
	end    []int32 // end of unit lo+k's hits in list
	list   []hit
}

func (r *hits) reset(lo, hi int) {
	r.lo, r.hi = lo, max(lo, hi)
	r.end, r.list = r.end[:0], r.list[:0]
}

func (r *hits) close() { r.end = append(r.end, int32(len(r.list))) }

// of gives the hits on unit y, none outside of the range.
func (r *hits) of(y int) []hit {
	if y < r.lo || y >= r.hi {
		return nil
	}
	k := y - r.lo
	from := int32(0)
	if k > 0 {
		from = r.end[k-1]
	}
	return r.list[from:r.end[k]]
}

// lexical scores the beads that end in some rows of a band.
type lexical struct {
	forward, backward *foreteller
	source            *half // target words given source ranges
	target            *half // source words given target ranges
}

func (t *bound) newLexical(sizes int) *lexical {
	return &lexical{
		forward:  newForeteller(t.src, t.tgt, &t.words.forward, t.lambda.target, sizes),
		backward: newForeteller(t.tgt, t.src, &t.words.backward, t.lambda.source, sizes),
	}
}

// fill makes it ready for the rows of a strip.
func (x *lexical) fill(b strip) { x.source, x.target = x.forward.fill(b), x.backward.fill(b.turned()) }

// score gives the lexical score of the bead of the a units before i and the c
// units before j.
func (x *lexical) score(i, a, j, c int) float64 {
	v := 0.0
	for y := j - c; y < j; y++ {
		v += x.source.at(i, a, y)
	}
	for s := i - a; s < i; s++ {
		v += x.target.at(j, c, s)
	}
	return v / 2
}

// lambdas are the weights of the translation model against the words' shares.
type lambdas struct {
	source float64 // for source words given target words
	target float64 // for target words given source words
}
