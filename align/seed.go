package align

import (
	"cmp"
	"math"
	"slices"
)

// Seeding looks for pairs of sentences that share rare linked words, and takes
// the best rising chain of them as the coarse path.
const (
	seedsPerUnit  = 6   // best candidates kept of each source unit
	seedLookups   = 600 // postings read for a source unit, rare words first
	seedFloor     = 2.0 // nats: weaker candidates are noise
	chainLook     = 60  // earlier candidates that a candidate may follow with the gap weighed
	jumpCost      = 12  // nats: following any earlier candidate, however far
	gapCost       = 1.0 // nats per doubling of the distance from the diagonal
	seedLambda    = 0.5 // λ of the rough score
	seedLift      = 8   // times likelier than by chance: weaker links only cost time
	distanceScale = 4.0 // nats lost by a candidate at the opposite corner: breaks ties of repeated formulas
)

// seed is a candidate pair of units with its rough score.
type seed struct {
	i, j  int
	score float64
}

// rare is a target word that a source word may foretell.
type rare struct {
	word int32
	lift float32 // how much likelier than by chance, in the worse direction
}

// rareRows gives for every source word its links that can make a seed, rare
// target words first.
func rareRows(src, tgt *side, l *links) [][]rare {
	rows := make([][]rare, len(src.vocab))
	t := &l.forward
	flat := make([]rare, 0, len(t.word)/2) // rows stay where they are if it must grow
	for w := range rows {
		from := len(flat)
		lo, hi := t.row(int32(w))
		for k := lo; k < hi; k++ {
			if tgt.df[t.word[k]] > seedLookups {
				continue
			}
			// Both directions count: a common word must not be foretold cheaply.
			lift := min(float64(t.p[k])/tgt.share[t.word[k]], float64(t.back[k])/src.share[w])
			if lift > seedLift {
				flat = append(flat, rare{t.word[k], float32(lift)})
			}
		}
		rows[w] = flat[from:len(flat):len(flat)]
		slices.SortFunc(rows[w], func(a, b rare) int {
			return cmp.Or(cmp.Compare(tgt.df[a.word], tgt.df[b.word]), cmp.Compare(a.word, b.word))
		})
	}
	return rows
}

// seeds gives the best candidates of every source unit, sorted by i, then j.
// The halves of the source are looked at at the same time.
func seeds(src, tgt *side, l *links) []seed {
	post, rows := tgt.postings(), rareRows(src, tgt, l)
	var first, second []seed
	half := len(src.units) / 2
	both(
		func() { first = seedsOf(src, tgt, post, rows, Range{0, half}) },
		func() { second = seedsOf(src, tgt, post, rows, Range{half, len(src.units)}) },
	)
	return append(first, second...)
}

// seedsOf gives those of some source units.
func seedsOf(src, tgt *side, post [][]int32, rows [][]rare, units Range) []seed {
	acc := make([]float32, len(tgt.units))
	var touched []int32
	var out, mine []seed
	best := make([]float32, len(tgt.vocab)) // by target word: the best lift from this unit's words
	var reached []int32                     // the target words above 0
	var order []uint64                      // of them, the number of units that hold the word, and the word
	n, m := float64(len(src.units)), float64(len(tgt.units))
	for i := range units.each {
		words := src.words[i]
		reached = reached[:0]
		for _, w := range words {
			for _, x := range rows[w] {
				if x.lift > best[x.word] {
					if best[x.word] == 0 {
						reached = append(reached, x.word)
					}
					best[x.word] = x.lift
				}
			}
		}
		// Rare words first; ties by number, so that nothing depends on their order here.
		order = order[:0]
		for _, t := range reached {
			if best[t] > float32(len(words)+1) { // else it speaks against the pair
				order = append(order, uint64(tgt.df[t])<<32|uint64(t))
			} else {
				best[t] = 0
			}
		}
		slices.Sort(order)
		read := 0
		for _, o := range order {
			t := int32(o & math.MaxUint32)
			gain := fastLog(1 - seedLambda + seedLambda*float64(best[t])/float64(len(words)+1))
			best[t] = 0
			if read += len(post[t]); read > seedLookups {
				continue
			}
			g := float32(min(gain, maxRatio))
			for _, j := range post[t] {
				if acc[j] == 0 {
					touched = append(touched, j)
				}
				acc[j] += g
			}
		}
		mine = mine[:0]
		for _, j := range touched {
			v := float64(acc[j]) - distanceScale*math.Abs(float64(i)/n-float64(j)/m)
			acc[j] = 0
			if v <= seedFloor {
				continue
			}
			// The best few, by insertion.
			k := len(mine)
			for k > 0 && (mine[k-1].score < v || mine[k-1].score == v && mine[k-1].j > int(j)) {
				k--
			}
			if k < seedsPerUnit {
				mine = slices.Insert(mine, k, seed{i, int(j), v})
				mine = mine[:min(len(mine), seedsPerUnit)]
			}
		}
		touched = touched[:0]
		slices.SortFunc(mine, func(a, b seed) int { return cmp.Compare(a.j, b.j) })
		out = append(out, mine...)
	}
	return out
}

// chain gives the rising chain of seeds with the greatest sum of scores, less
// the cost of gaps: near predecessors are weighed one by one (as minimap2
// chains its anchors, Li 2018), any farther one costs a flat jump, so that a
// thousand inserted lines do not break the chain.
func chain(s []seed, m int) []point {
	total := make([]float64, len(s))
	from := make([]int, len(s))
	far := newMaxTree(m)
	best := -1
	added := 0 // seeds before it are in the tree
	for k, x := range s {
		for ; s[added].i < x.i; added++ {
			far.raise(s[added].j, total[added], added)
		}
		total[k], from[k] = x.score, -1
		if v, at := far.below(x.j); at >= 0 && v-jumpCost > 0 {
			total[k], from[k] = v-jumpCost+x.score, at
		}
		for p := added - 1; p >= 0 && p >= added-chainLook; p-- {
			y := s[p]
			if y.j >= x.j {
				continue
			}
			gap := math.Abs(float64((x.i - y.i) - (x.j - y.j)))
			if v := total[p] - gapCost*math.Log2(1+gap) + x.score; v > total[k] {
				total[k], from[k] = v, p
			}
		}
		if best < 0 || total[k] > total[best] {
			best = k
		}
	}
	var out []point
	for k := best; k >= 0; k = from[k] {
		// Cell (i+½, j+½) of the pair lies between (i, j) and (i+1, j+1); either
		// corner will do for a band.
		out = append(out, point{s[k].i, s[k].j})
	}
	slices.Reverse(out)
	return out
}

// maxTree is a Fenwick tree of prefix maxima over target units.
type maxTree struct {
	value []float64
	at    []int
}

func newMaxTree(n int) *maxTree {
	t := &maxTree{make([]float64, n+1), make([]int, n+1)}
	for i := range t.at {
		t.at[i] = -1
	}
	return t
}

// raise enters a value at place j.
func (t *maxTree) raise(j int, v float64, at int) {
	for j++; j < len(t.value); j += j & -j {
		if t.at[j] < 0 || v > t.value[j] {
			t.value[j], t.at[j] = v, at
		}
	}
}

// below gives the greatest value at a place less than j, and what entered it (−1: none).
func (t *maxTree) below(j int) (float64, int) {
	v, at := math.Inf(-1), -1
	for ; j > 0; j -= j & -j {
		if t.at[j] >= 0 && (at < 0 || t.value[j] > v) {
			v, at = t.value[j], t.at[j]
		}
	}
	return v, at
}
