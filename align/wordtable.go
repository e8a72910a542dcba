package align

import "slices"

// wordTable is a sparse table of word pairs for training on a document: rows by
// source word, columns rising, one cell for every pair that may be a translation.
type wordTable struct {
	start []int32 // by source word, len(vocab)+1
	col   []int32 // target word
	cell  []wordCell
	cols  int
}

// wordCell is a pair's probabilities p(target|source), p(source|target): now,
// of the prior, and the counts of this round.
type wordCell struct {
	p, back          float32
	prior, priorBack float32
	count            float32
}

// newWordTable holds the pairs of l, and pairs that stand in two beads at least
// and hardly elsewhere (Dice coefficient).
func newWordTable(sources, targets int, l *links, pairs []wordPair) *wordTable {
	df, dt := make([]float32, sources), make([]float32, targets)
	where := make([][]int32, sources) // pairs that hold the source word
	for k, p := range pairs {
		for _, s := range p.src {
			df[s]++
			where[s] = append(where[s], int32(k))
		}
		for _, t := range p.tgt {
			dt[t]++
		}
	}
	table := &wordTable{start: make([]int32, sources+1), cols: targets}
	together := make([]float32, targets)
	known := make([]link, targets)
	var touched []int32
	for s := range sources {
		touched = touched[:0]
		for _, x := range l.forward[s] {
			known[x.word] = x
			touched = append(touched, x.word)
		}
		for _, k := range where[s] {
			for _, t := range pairs[k].tgt {
				if together[t] == 0 && known[t].p == 0 && known[t].back == 0 {
					touched = append(touched, t)
				}
				together[t]++
			}
		}
		slices.Sort(touched)
		for _, t := range touched {
			x, c := known[t], together[t]
			dice := float32(0)
			if c > 0 {
				dice = 2 * c / (df[s] + dt[t])
			}
			if x.p > 0 || x.back > 0 || c >= 2 && dice >= diceFloor {
				table.col = append(table.col, t)
				table.cell = append(table.cell, wordCell{
					p: x.p + diceWeight*dice, back: x.back + diceWeight*dice, prior: x.p, priorBack: x.back,
				})
			}
			known[t], together[t] = link{}, 0
		}
		table.start[s+1] = int32(len(table.col))
	}
	return table
}

// round is one round of EM.
func (w *wordTable) round(pairs []wordPair, srcShare, tgtShare []float64) {
	rows, cols := make([]float32, len(w.start)-1), make([]float32, w.cols)
	for k := range w.cell {
		w.cell[k].count = 0
	}
	place := make([]int32, w.cols) // by target word: its place in the pair, +1
	type hit struct{ cell, x, y int32 }
	var hits []hit
	var sumT, sumS []float32
	for _, p := range pairs {
		hits, sumT, sumS = hits[:0], sumT[:0], sumS[:0]
		for y, t := range p.tgt {
			place[t] = int32(y) + 1
			sumT = append(sumT, float32(emptyWord*tgtShare[t]))
		}
		for x, s := range p.src {
			sumS = append(sumS, float32(emptyWord*srcShare[s]))
			for k := w.start[s]; k < w.start[s+1]; k++ {
				if y := place[w.col[k]]; y > 0 {
					hits = append(hits, hit{k, int32(x), y - 1})
					sumT[y-1] += w.cell[k].p
					sumS[x] += w.cell[k].back
				}
			}
		}
		for _, t := range p.tgt {
			place[t] = 0
		}
		for _, h := range hits {
			c := &w.cell[h.cell]
			g := c.p / sumT[h.y] * c.back / sumS[h.x]
			c.count += g
			rows[p.src[h.x]] += g
			cols[p.tgt[h.y]] += g
		}
	}
	const k = float32(lexiconStrength)
	for s := 0; s+1 < len(w.start); s++ {
		for x := w.start[s]; x < w.start[s+1]; x++ {
			c := &w.cell[x]
			if c.count == 0 {
				c.p, c.back = c.prior, c.priorBack
				continue
			}
			c.p = (c.count + k*c.prior) / (rows[s] + k)
			c.back = (c.count + k*c.priorBack) / (cols[w.col[x]] + k)
		}
	}
}

// links gives the table's pairs above the floor.
func (w *wordTable) links() *links {
	l := &links{forward: make([][]link, len(w.start)-1), backward: make([][]link, w.cols)}
	for s := range l.forward {
		for k := w.start[s]; k < w.start[s+1]; k++ {
			c, t := w.cell[k], w.col[k]
			if c.p < tableFloor && c.back < tableFloor {
				continue
			}
			l.forward[s] = append(l.forward[s], link{t, c.p, c.back})
			l.backward[t] = append(l.backward[t], link{int32(s), c.back, c.p})
		}
	}
	l.trim()
	return l
}
