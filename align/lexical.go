package align

import "math"

// maxRatio caps one word's log likelihood ratio, in nats: no single word is a trump.
const maxRatio = 7

// half is one direction of the lexical score: how well the words of single
// given units (of the "seen" side) are foretold by ranges of units of the
// "given" side that end at a row of the band.
//
// For row i of the band, range size a ≥ 1 and seen unit y it holds
//
//	Σ_{t∈y} log(1−λ + λ p(t|S)/p(t)),  S the words of given units i−a … i−1.
type half struct {
	band  *band
	sizes int       // ranges of 1 to sizes units
	first []int     // by row: the first seen unit held
	off   []int     // by row: place of (row, size 1, first)
	width []int     // by row: number of seen units held
	value []float32 // log ratios
}

// at gives the value for the a given units before row i and seen unit y.
func (h *half) at(i, a, y int) float64 {
	return float64(h.value[h.off[i]+(a-1)*h.width[i]+y-h.first[i]])
}

// hit is a seen word that some given unit foretells.
type hit struct {
	k    int32   // its place in the seen unit
	mass float32 // Σ_s p(word|s)
}

// newHalf fills the table for all cells of the band. given are the rows' units,
// rows the links of the given side's words, λ the weight of the translation
// model. What is the same in an earlier table of another band (nil: none) is
// taken from there.
func newHalf(b *band, given, seen *side, rows [][]link, lambda float64, sizes int, old *half) *half {
	n := len(given.units)
	h := &half{band: b, sizes: sizes, first: make([]int, n+1), off: make([]int, n+1), width: make([]int, n+1)}
	total := 0
	for i := 0; i <= n; i++ {
		h.first[i] = max(0, b.lo[i]-sizes)
		h.width[i] = b.hi[i] - h.first[i]
		h.off[i] = total
		total += h.width[i] * min(sizes, i)
	}
	h.value = make([]float32, total)
	wanted := make([]int, n+2) // by row: the first row from it on that is not in the old table
	wanted[n+1] = n + 1
	for i := n; i >= 1; i-- {
		wanted[i] = i
		if old != nil && old.first[i] == h.first[i] && old.width[i] == h.width[i] && old.band.lo[i] == b.lo[i] {
			wanted[i] = wanted[i+1]
			size := h.width[i] * min(sizes, i)
			copy(h.value[h.off[i]:][:size], old.value[old.off[i]:][:size])
		}
	}

	weight := make([]float64, len(seen.vocab)) // λ / p(t)
	for w, p := range seen.share {
		weight[w] = lambda / p
	}
	silent := math.Log(1 - lambda) // of a word that nothing foretells

	mass := make([]float32, len(seen.vocab)) // of one given unit, by seen word
	var touched []int32
	ring := make([]hits, sizes) // of the last given units
	longest := 0
	for _, ws := range seen.words {
		longest = max(longest, len(ws))
	}
	sum := make([]float64, longest)
	var marked []int32

	for i := 1; i <= n; i++ {
		x := i - 1
		last := min(n, x+sizes) // the last row that looks at unit x
		if wanted[i] > last {
			continue
		}
		r := &ring[x%sizes]
		r.reset(h.first[i], b.hi[last])
		touched = touched[:0]
		for _, w := range given.words[x] {
			for _, l := range rows[w] {
				if mass[l.word] == 0 {
					touched = append(touched, l.word)
				}
				mass[l.word] += l.p
			}
		}
		for y := r.lo; y < r.hi; y++ {
			for k, w := range seen.words[y] {
				if m := mass[w]; m > 0 {
					r.list = append(r.list, hit{int32(k), m})
				}
			}
			r.close()
		}
		for _, w := range touched {
			mass[w] = 0
		}

		if wanted[i] > i {
			continue
		}
		for y := h.first[i]; y < b.hi[i]; y++ {
			words := seen.words[y]
			marked = marked[:0]
			words1 := 1.0 // words given, and the empty word
			// Far from the row's cells only few sizes make a bead (prior.allowed).
			most := sizes
			switch far := b.lo[i] - y; {
			case far > maxMany:
				most = 1
			case far > 1:
				most = maxMany
			}
			for a := 1; a <= min(most, sizes, i); a++ {
				words1 += float64(len(given.words[i-a]))
				for _, t := range ring[(i-a)%sizes].of(y) {
					if sum[t.k] == 0 {
						marked = append(marked, t.k)
					}
					sum[t.k] += float64(t.mass)
				}
				v := silent * float64(len(words)-len(marked))
				for _, k := range marked {
					v += min(maxRatio, fastLog(1-lambda+sum[k]*weight[words[k]]/words1))
				}
				h.value[h.off[i]+(a-1)*h.width[i]+y-h.first[i]] = float32(v)
			}
			for _, k := range marked {
				sum[k] = 0
			}
		}
	}
	return h
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

// lexical holds both halves of the lexical score.
type lexical struct {
	source *half // target words given source ranges
	target *half // source words given target ranges
}

func newLexical(b *band, src, tgt *side, l *links, lambda lambdas, sizes int, old *lexical) *lexical {
	if old == nil {
		old = new(lexical)
	}
	x := new(lexical)
	both(func() { x.source = newHalf(b, src, tgt, l.forward, lambda.target, sizes, old.source) },
		func() { x.target = newHalf(b.turned(), tgt, src, l.backward, lambda.source, sizes, old.target) })
	return x
}

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
