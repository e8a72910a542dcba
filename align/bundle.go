package align

import "math"

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

// ratio is the log likelihood ratio of a word and its translated share.
func ratio(mass, words, lambda, share float64) (nats, seen float64) {
	t := lambda * mass / (words + 1) / share
	return min(maxRatio, fastLog(1-lambda+t)), t / (1 - lambda + t)
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
