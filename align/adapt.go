package align

import "math"

const (
	firstLambda   = 0.6
	lambdaSmooth  = 20 // words for which the first λ counts
	leastLambda   = 0.15
	highestLambda = 0.92
)

// adapted re-estimates λ on the beads: the mean posterior share of the
// translation model in a word (one EM step).
func (l lambdas) adapted(src, tgt *side, x *links, beads []Bead) lambdas {
	target := mixture{given: src, seen: tgt, rows: &x.forward, lambda: l.target}
	source := mixture{given: tgt, seen: src, rows: &x.backward, lambda: l.source}
	both(
		func() {
			l.source = source.estimate(beads, func(b Bead) (given, seen Range) { return b.Target, b.Source })
		},
		func() {
			l.target = target.estimate(beads, func(b Bead) (given, seen Range) { return b.Source, b.Target })
		},
	)
	return l
}

type mixture struct {
	given, seen *side
	rows        *linkTable
	lambda      float64
}

func (x *mixture) estimate(beads []Bead, sides func(Bead) (given, seen Range)) float64 {
	mass, here := make([]float64, len(x.seen.vocab)), newWordSet(len(x.seen.vocab))
	sum, n := 0.0, 0.0
	for _, b := range beads {
		if b.Null() {
			continue
		}
		given, seen := sides(b)
		for s := seen.Lo; s < seen.Hi; s++ {
			for _, w := range x.seen.words[s] {
				here.add(w)
			}
		}
		words := 1.0
		for g := given.Lo; g < given.Hi; g++ {
			for _, w := range x.given.words[g] {
				words++
				lo, hi := x.rows.row(w)
				for k, t := range x.rows.word[lo:hi] {
					if here.has(t) {
						mass[t] += float64(x.rows.p[int(lo)+k])
					}
				}
			}
		}
		for s := seen.Lo; s < seen.Hi; s++ {
			for _, w := range x.seen.words[s] {
				n++
				if m := mass[w]; m > 0 {
					r := x.lambda * m / words / x.seen.share[w]
					sum += r / (1 - x.lambda + r)
				}
			}
		}
		for s := seen.Lo; s < seen.Hi; s++ {
			for _, w := range x.seen.words[s] {
				here.remove(w)
				mass[w] = 0
			}
		}
	}
	v := (sum + lambdaSmooth*firstLambda) / (n + lambdaSmooth)
	return math.Max(leastLambda, math.Min(highestLambda, v))
}

// Training of the word table on the document's own beads.
const (
	lexiconStrength = 40  // occurrences for which the lexicon counts against the document
	trainRounds     = 4   // of EM
	longBead        = 80  // words on a side: longer beads teach nothing
	diceFloor       = 0.3 // of words new to each other
	diceWeight      = 0.2
	emptyWord       = 2.0 // the empty word's weight, times the word's share
	tableFloor      = 0.005
)

// trained gives the links re-estimated on the beads by IBM model 1, both
// directions with agreement (Liang, Taskar and Klein 2006), the links so far being the prior.
func (l *links) trained(src, tgt *side, beads []Bead) *links {
	pairs := make([]wordPair, 0, len(beads))
	for _, b := range beads {
		if b.Null() {
			continue
		}
		p := wordPair{src.wordsOf(b.Source), tgt.wordsOf(b.Target)}
		if len(p.src) <= longBead && len(p.tgt) <= longBead {
			pairs = append(pairs, p)
		}
	}
	t := newWordTable(len(src.vocab), len(tgt.vocab), l, pairs)
	hits, end := t.meet(pairs)
	for range trainRounds {
		t.round(pairs, hits, end, src.share, tgt.share)
	}
	return t.links(src, tgt)
}

// wordPair is the words of a bead.
type wordPair struct{ src, tgt []int32 }
