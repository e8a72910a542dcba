package align

import (
	"math"
	"slices"
)

// Links between the words of a bead.
//
// Each target word is taken to come from one source word or from the empty
// word (IBM model 2), with the word table that the texts themselves adapted, and
// the other way round:
//
//	p(i|j) = p(t_j|s_i) δ(i,j) ν(i,j) / (Σ_i′ p(t_j|s_i′) δ(i′,j) ν(i′,j) + ε + κ p(t_j))
//
// δ(i,j) = exp(−τ |i/n − j/m|) prefers the diagonal (Dyer, Chahuneau and Smith
// 2013), so that a repeated word finds its own partner. ν(i,j) = 1 + φ Σ p over
// the eight places around (i,j) lets neighbours of good links, of the round
// before, be linked too: phrases move as wholes, which a diagonal does not know
// and for which others take an HMM (Vogel, Ney and Tillmann 1996); this is linear
// in the number of pairs. The empty word weighs more for frequent words, κ p(t):
// a "the" or "的" is linked only where much speaks for it. A link's probability
// is the geometric mean of both directions' posteriors.
//
// The constants were chosen on half of the word gold (wordlinks_gold_test.go),
// where the error rate is flat around them. The rates of the other half, and
// those without a part:
//
//	                                  zh-en  en-ru  zh-ru
//	as it is                          .180   .112   .198
//	without the diagonal              .208   .132   .248
//	without the neighbours            .189   .105   .202
//	the empty word the same for all   .216   .144   .233
//	p(i|j) alone, one direction       .190   .124   .204
const (
	diagonalTension = 4    // τ
	emptyMass       = 0.02 // ε
	emptyShare      = 40   // κ
	neighbourWeight = 10   // φ
	neighbourRounds = 2    // after which the rate gets no better

	// Above so many pairs of words (about a thousand on either side) a bead is
	// no sentence, and is left without links: memory is a number for each pair.
	maxWordPairs = 1 << 20
)

// WordLinkFloor is a good value of Options.WordLinks: it gave the least
// alignment error rate.
const WordLinkFloor = 0.3

// wordLinker links the words of beads of two bound sides. Its memory is used
// again from bead to bead.
type wordLinker struct {
	src, tgt       *side
	table          *links
	srcIDs, tgtIDs map[string]int32 // by form: its place in the side's vocabulary

	source, target []wordPlace
	first          []int32 // by target word: its first place in the bead, +1
	next           []int32 // by place in the target: the next place of the same word, +1
	pairs          []placePair
	weight         []float64 // ν, by pair
	forward        []float64 // by place in the target: the sum under the fraction
	backward       []float64 // by place in the source
	field          []float32 // posteriors by place in source and target, with a rim of zeros
}

// wordPlace is one word of the bead.
type wordPlace struct {
	word int32
	at   Word
}

// placePair is a pair of places whose words the table links.
type placePair struct {
	i, j    int32
	p, back float64 // p(t|s) and p(s|t), each times δ
}

func newWordLinker(src, tgt *side, table *links) *wordLinker {
	ids := func(vocab []string) map[string]int32 {
		m := make(map[string]int32, len(vocab))
		for i, w := range vocab {
			m[w] = int32(i)
		}
		return m
	}
	return &wordLinker{
		src: src, tgt: tgt, table: table,
		srcIDs: ids(src.vocab), tgtIDs: ids(tgt.vocab), first: make([]int32, len(tgt.vocab)),
	}
}

// link fills the links of the beads that are not null: those of at least that
// probability, in order.
func (l *wordLinker) link(beads []Bead, least float64) {
	for k := range beads {
		if b := &beads[k]; !b.Null() {
			l.source = placesOf(l.source[:0], l.src.units, b.Source, l.srcIDs)
			l.target = placesOf(l.target[:0], l.tgt.units, b.Target, l.tgtIDs)
			if len(l.source)*len(l.target) <= maxWordPairs {
				b.Links = l.bead(least)
			}
		}
	}
}

func placesOf(dst []wordPlace, units []Unit, r Range, ids map[string]int32) []wordPlace {
	for u := r.Lo; u < r.Hi; u++ {
		for k, form := range units[u].Tokens {
			dst = append(dst, wordPlace{ids[form], Word{int32(u), int32(k)}})
		}
	}
	return dst
}

// bead links the words of l.source and l.target.
func (l *wordLinker) bead(least float64) []WordLink {
	l.collect()
	width := len(l.target) + 2 // of a row of the field
	l.field = zeroed(l.field, (len(l.source)+2)*width)
	for range neighbourRounds {
		l.round(width)
	}
	weight := l.sums(width)
	var out []WordLink
	for k, x := range l.pairs {
		if p := l.posterior(x, weight[k]); p >= least {
			out = append(out, WordLink{l.source[x.i].at, l.target[x.j].at, float32(min(1, p))})
		}
	}
	slices.SortFunc(out, compareWordLinks)
	return out
}

// collect finds the pairs of places whose words the table links.
func (l *wordLinker) collect() {
	l.pairs = l.pairs[:0]
	l.next = zeroed(l.next, len(l.target))
	for j := len(l.target) - 1; j >= 0; j-- {
		w := l.target[j].word
		l.next[j], l.first[w] = l.first[w], int32(j)+1
	}
	n, m := float64(len(l.source)), float64(len(l.target))
	for i, s := range l.source {
		rows := &l.table.forward
		lo, hi := rows.row(s.word)
		for k := lo; k < hi; k++ {
			for j := l.first[rows.word[k]]; j > 0; j = l.next[j-1] {
				d := math.Exp(-diagonalTension * math.Abs((float64(i)+.5)/n-(float64(j-1)+.5)/m))
				l.pairs = append(l.pairs, placePair{int32(i), j - 1, float64(rows.p[k]) * d, float64(rows.back[k]) * d})
			}
		}
	}
	for _, t := range l.target {
		l.first[t.word] = 0
	}
}

// round fills the field with the posteriors that the field of the round before gives.
func (l *wordLinker) round(width int) {
	weight := l.sums(width)
	for k, x := range l.pairs {
		l.field[(int(x.i)+1)*width+int(x.j)+1] = float32(l.posterior(x, weight[k]))
	}
}

// sums gives ν of every pair, and adds up forward and backward with it.
func (l *wordLinker) sums(width int) []float64 {
	l.weight = l.weight[:0]
	l.forward, l.backward = l.forward[:0], l.backward[:0]
	for _, t := range l.target {
		l.forward = append(l.forward, emptyMass+emptyShare*l.tgt.share[t.word])
	}
	for _, s := range l.source {
		l.backward = append(l.backward, emptyMass+emptyShare*l.src.share[s.word])
	}
	for _, x := range l.pairs {
		at := (int(x.i)+1)*width + int(x.j) + 1
		above, row, below := l.field[at-width-1:][:3], l.field[at-1:][:3], l.field[at+width-1:][:3]
		w := 1 + neighbourWeight*float64(above[0]+above[1]+above[2]+row[0]+row[2]+below[0]+below[1]+below[2])
		l.weight = append(l.weight, w)
		l.forward[x.j] += w * x.p
		l.backward[x.i] += w * x.back
	}
	return l.weight
}

// posterior of a pair with that weight, by the sums of both directions.
func (l *wordLinker) posterior(x placePair, weight float64) float64 {
	return weight * math.Sqrt(x.p/l.forward[x.j]*x.back/l.backward[x.i])
}

// zeroed gives a slice of n zeros, in the memory of s if it is enough.
func zeroed[T int | int32 | float32 | float64](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}
