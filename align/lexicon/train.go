package lexicon

import (
	"cmp"
	"slices"
)

// TrainOptions of a Trainer; the zero value is the good default.
type TrainOptions struct {
	Rounds      int     // of EM, default 7
	Independent int     // first rounds in which the directions do not have to agree, default 3
	Smoothing   float64 // counts added to a word's total for translations never seen, default 0.5
	Floor       float64 // pairs below it in both directions are left out, default 0.01
	LongPair    int     // words of a side: longer pairs are left out, default 110
}

// Trainer collects sentence pairs and dictionary entries and makes a table of them.
type Trainer struct {
	opt      TrainOptions
	src, tgt *counter
	pairs    []idPair
	names    []name
}

type idPair struct {
	src, tgt []int32 // distinct words
	weight   float32
}

// counter numbers words and counts them.
type counter struct {
	ids   map[string]int32
	words []string
	count []float64
	total float64
}

func newCounter() *counter { return &counter{ids: make(map[string]int32)} }

// distinct counts the words and gives the numbers of the different ones.
func (c *counter) distinct(words []string) []int32 {
	out := make([]int32, 0, len(words))
	for _, w := range words {
		id, ok := c.ids[w]
		if !ok {
			id = int32(len(c.words))
			c.ids[w] = id
			c.words = append(c.words, w)
			c.count = append(c.count, 0)
		}
		c.count[id]++
		c.total++
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// NewTrainer makes an empty trainer.
func NewTrainer(opt TrainOptions) *Trainer {
	if opt.Rounds == 0 {
		opt.Rounds = 7
	}
	if opt.Independent == 0 {
		opt.Independent = 3
	}
	if opt.Smoothing == 0 {
		opt.Smoothing = 0.5
	}
	if opt.Floor == 0 {
		opt.Floor = 0.01
	}
	if opt.LongPair == 0 {
		opt.LongPair = 110
	}
	return &Trainer{opt: opt, src: newCounter(), tgt: newCounter()}
}

// Add takes the words of a sentence pair (or of a dictionary entry) and its
// weight, 1 as a rule. It tells whether the pair was taken: pairs with an
// empty side, with more words than LongPair, or far out of proportion (four
// times as many words and five more) teach nothing.
func (t *Trainer) Add(source, target []string, weight float32) bool {
	a, b := len(source), len(target)
	if a == 0 || b == 0 || max(a, b) > t.opt.LongPair || a > 4*b+5 || b > 4*a+5 {
		return false
	}
	t.pairs = append(t.pairs, idPair{t.src.distinct(source), t.tgt.distinct(target), weight})
	return true
}

// Len is the number of pairs taken so far.
func (t *Trainer) Len() int { return len(t.pairs) }

// Train makes the table of languages source and target by IBM model 1 (Brown
// et al. 1993), both directions at once; after the first rounds only as far
// as they agree: the counts are products of both posteriors (Liang, Taskar and
// Klein 2006). progress, if not nil, is called after each round. The result
// depends on the pairs and their order alone.
func (t *Trainer) Train(source, target string, progress func(round, rounds int)) *Table {
	c := t.candidates()
	for round := range t.opt.Rounds {
		c.round(t, round >= t.opt.Independent)
		if progress != nil {
			progress(round+1, t.opt.Rounds)
		}
	}
	return c.table(t, source, target)
}

// candidates are the pairs of words that may translate each other, by source word.
type candidates struct {
	start    []int32
	col      []int32
	p, back  []float32
	cp, cb   []float32 // counts of a round
	srcShare []float32
	tgtShare []float32
}

const firstP = 0.01 // of every candidate, before the first round

// candidates lists the pairs of words that stand together more often than by
// chance: at least twice (unless both are rare) and 1.2 times as often as
// independent words would; an entry of a dictionary counts double.
func (t *Trainer) candidates() *candidates {
	const overChance = 1.2
	na, nb := len(t.src.words), len(t.tgt.words)
	where := make([][]int32, na)
	da, db := make([]int32, na), make([]int32, nb)
	for k, p := range t.pairs {
		for _, i := range p.src {
			where[i] = append(where[i], int32(k))
			da[i]++
		}
		for _, j := range p.tgt {
			db[j]++
		}
	}
	c := &candidates{start: make([]int32, na+1)}
	together := make([]float32, nb)
	var touched []int32
	for i := range na {
		touched = touched[:0]
		for _, k := range where[i] {
			p := &t.pairs[k]
			w := p.weight
			if len(p.src) == 1 || len(p.tgt) <= 2 {
				w++
			}
			for _, j := range p.tgt {
				if together[j] == 0 {
					touched = append(touched, j)
				}
				together[j] += w
			}
		}
		slices.Sort(touched)
		for _, j := range touched {
			n := together[j]
			together[j] = 0
			if n < 2 && (da[i] > 2 || db[j] > 2) || n < overChance*float32(da[i])*float32(db[j])/float32(len(t.pairs)) {
				continue
			}
			c.col = append(c.col, j)
		}
		c.start[i+1] = int32(len(c.col))
	}
	n := len(c.col)
	c.p, c.back, c.cp, c.cb = make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
	for k := range c.p {
		c.p[k], c.back[k] = firstP, firstP
	}
	c.srcShare, c.tgtShare = t.src.shares(), t.tgt.shares()
	return c
}

// shares gives each word's share of all words, half a count added.
func (c *counter) shares() []float32 {
	out := make([]float32, len(c.count))
	for i, n := range c.count {
		out[i] = float32((n + 0.5) / c.total)
	}
	return out
}

// round is one round of EM over all pairs.
func (c *candidates) round(t *Trainer, agree bool) {
	clear(c.cp)
	clear(c.cb)
	place := make([]int32, len(t.tgt.words)) // by target word: its place in the pair, +1
	type hit struct{ cand, x, y int32 }
	var hits []hit
	var sumT, sumS []float32
	for k := range t.pairs {
		p := &t.pairs[k]
		hits, sumT, sumS = hits[:0], sumT[:0], sumS[:0]
		for y, j := range p.tgt {
			place[j] = int32(y) + 1
			sumT = append(sumT, 2*c.tgtShare[j]) // the empty word foretells any word by its share
		}
		for x, i := range p.src {
			sumS = append(sumS, 2*c.srcShare[i])
			row := c.col[c.start[i]:c.start[i+1]]
			if len(row) > 8*len(p.tgt) { // a frequent word: look its partners up one by one
				for y, j := range p.tgt {
					if at, ok := slices.BinarySearch(row, j); ok {
						hits = append(hits, hit{c.start[i] + int32(at), int32(x), int32(y)})
					}
				}
				continue
			}
			for at, j := range row {
				if y := place[j]; y > 0 {
					hits = append(hits, hit{c.start[i] + int32(at), int32(x), y - 1})
				}
			}
		}
		for _, j := range p.tgt {
			place[j] = 0
		}
		for _, h := range hits {
			sumT[h.y] += c.p[h.cand]
			sumS[h.x] += c.back[h.cand]
		}
		for _, h := range hits {
			f, b := c.p[h.cand]/sumT[h.y], c.back[h.cand]/sumS[h.x]
			if agree {
				g := p.weight * f * b
				c.cp[h.cand] += g
				c.cb[h.cand] += g
			} else {
				c.cp[h.cand] += p.weight * f
				c.cb[h.cand] += p.weight * b
			}
		}
	}
	rows, cols := make([]float64, len(t.src.words)), make([]float64, len(t.tgt.words))
	c.each(func(i, k int32) {
		rows[i] += float64(c.cp[k])
		cols[c.col[k]] += float64(c.cb[k])
	})
	c.each(func(i, k int32) {
		c.p[k] = float32(float64(c.cp[k]) / (rows[i] + t.opt.Smoothing))
		c.back[k] = float32(float64(c.cb[k]) / (cols[c.col[k]] + t.opt.Smoothing))
	})
}

// each visits all candidates with their source word.
func (c *candidates) each(f func(i, k int32)) {
	for i := int32(0); int(i)+1 < len(c.start); i++ {
		for k := c.start[i]; k < c.start[i+1]; k++ {
			f(i, k)
		}
	}
}

const knownCount = 3 // words seen more often keep their share though no translation was learned

// table keeps the pairs above the floor and the words that matter.
func (c *candidates) table(t *Trainer, source, target string) *Table {
	var found []pairP
	usedS, usedT := make([]bool, len(t.src.words)), make([]bool, len(t.tgt.words))
	c.each(func(i, k int32) {
		if p, b := float64(c.p[k]), float64(c.back[k]); p >= t.opt.Floor || b >= t.opt.Floor {
			found = append(found, pairP{i, c.col[k], p, b})
			usedS[i], usedT[c.col[k]] = true, true
		}
	})
	vs, ps := t.src.vocabulary(source, usedS)
	vt, pt := t.tgt.vocabulary(target, usedT)
	for x := range found {
		found[x].src, found[x].tgt = ps[found[x].src], pt[found[x].tgt]
	}
	out := newTable(vs, vt, found)
	out.Spelling = t.spell()
	return out
}

// pairP is a pair of words by place with both probabilities.
type pairP struct {
	src, tgt int32
	p, back  float64
}

// vocabulary keeps the words that are used or frequent; place leads there from the counter's numbers.
func (c *counter) vocabulary(lang string, used []bool) (v *Vocabulary, place []int32) {
	var words []string
	var share []float32
	var from []int
	for i, w := range c.words {
		if used[i] || c.count[i] > knownCount {
			words = append(words, w)
			share = append(share, float32(c.count[i]/c.total))
			from = append(from, i)
		}
	}
	v, to := sorted(lang, words, share)
	place = make([]int32, len(c.words))
	for k, i := range from {
		place[i] = int32(to[k])
	}
	return v, place
}

// newTable makes a table of pairs in any order; none may come twice.
func newTable(source, target *Vocabulary, pairs []pairP) *Table {
	slices.SortFunc(pairs, func(a, b pairP) int { return cmp.Or(cmp.Compare(a.src, b.src), cmp.Compare(a.tgt, b.tgt)) })
	t := &Table{Source: source, Target: target, Start: make([]uint32, len(source.Words)+1), Entries: make([]Entry, len(pairs))}
	for k, p := range pairs {
		t.Entries[k] = Entry{uint32(p.tgt), NewProb(p.p), NewProb(p.back)}
		t.Start[p.src+1]++
	}
	for i := range source.Words {
		t.Start[i+1] += t.Start[i]
	}
	return t
}
