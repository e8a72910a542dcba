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
	df, dt := make([]int32, sources), make([]int32, targets)
	for _, p := range pairs {
		for _, s := range p.src {
			df[s]++
		}
		for _, t := range p.tgt {
			dt[t]++
		}
	}
	// Pairs that hold a source word, for words in two pairs at least.
	first := make([]int32, sources+1)
	for s, n := range df {
		first[s+1] = first[s]
		if n > 1 {
			first[s+1] += n
		}
	}
	where, next := make([]int32, first[sources]), slices.Clone(first)
	for k, p := range pairs {
		for _, s := range p.src {
			if df[s] > 1 {
				where[next[s]] = int32(k)
				next[s]++
			}
		}
	}
	size := len(l.forward.word)
	table := &wordTable{start: make([]int32, sources+1), cols: targets,
		col: make([]int32, 0, size), cell: make([]wordCell, 0, size)}
	together := make([]int32, targets)
	known := make([]wordCell, targets) // by target word: what the links so far say of it
	var touched, row []int32
	for s := range sources {
		touched, row = touched[:0], row[:0]
		lo, hi := l.forward.row(int32(s))
		for k := lo; k < hi; k++ {
			t := l.forward.word[k]
			known[t] = wordCell{prior: l.forward.p[k], priorBack: l.forward.back[k]}
			row = append(row, t)
		}
		for _, k := range where[first[s]:first[s+1]] {
			for _, t := range pairs[k].tgt {
				if dt[t] > 1 {
					if together[t] == 0 {
						touched = append(touched, t)
					}
					together[t]++
				}
			}
		}
		dice := func(t int32) float32 { return 2 * float32(together[t]) / float32(df[s]+dt[t]) }
		for _, t := range touched {
			if x := &known[t]; x.prior == 0 && x.priorBack == 0 && together[t] > 1 && dice(t) >= diceFloor {
				row = append(row, t)
			}
		}
		slices.Sort(row)
		for _, t := range row {
			x, d := known[t], dice(t)
			x.p, x.back = x.prior+diceWeight*d, x.priorBack+diceWeight*d
			table.col, table.cell = append(table.col, t), append(table.cell, x)
			known[t] = wordCell{}
		}
		for _, t := range touched {
			together[t] = 0
		}
		table.start[s+1] = int32(len(table.col))
	}
	return table
}

// wordHit is a cell of the table that a bead's words meet: the x-th source word
// with the y-th target word.
type wordHit struct {
	cell int32
	x, y uint8 // beads are shorter than longBead
}

// meet lists the cells that each pair's words meet, one pair after the other,
// and where each pair's list ends.
func (w *wordTable) meet(pairs []wordPair) (hits []wordHit, end []int32) {
	place := make([]uint8, w.cols) // by target word: its place in the pair, +1
	end = make([]int32, len(pairs))
	for n, p := range pairs {
		for y, t := range p.tgt {
			place[t] = uint8(y) + 1
		}
		for x, s := range p.src {
			for k := w.start[s]; k < w.start[s+1]; k++ {
				if y := place[w.col[k]]; y > 0 {
					hits = append(hits, wordHit{k, uint8(x), y - 1})
				}
			}
		}
		for _, t := range p.tgt {
			place[t] = 0
		}
		end[n] = int32(len(hits))
	}
	return hits, end
}

// round is one round of EM over the pairs and the cells that they meet.
func (w *wordTable) round(pairs []wordPair, all []wordHit, end []int32, srcShare, tgtShare []float64) {
	rows, cols := make([]float32, len(w.start)-1), make([]float32, w.cols)
	for k := range w.cell {
		w.cell[k].count = 0
	}
	var sumT, sumS [longBead]float32
	from := int32(0)
	for n, p := range pairs {
		hits := all[from:end[n]]
		from = end[n]
		for y, t := range p.tgt {
			sumT[y] = float32(emptyWord * tgtShare[t])
		}
		for x, s := range p.src {
			sumS[x] = float32(emptyWord * srcShare[s])
		}
		for _, h := range hits {
			c := &w.cell[h.cell]
			sumT[h.y] += c.p
			sumS[h.x] += c.back
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
func (w *wordTable) links(src, tgt *side) *links {
	all := make([]pairLink, 0, len(w.cell))
	for s := range len(w.start) - 1 {
		for k := w.start[s]; k < w.start[s+1]; k++ {
			if c := &w.cell[k]; c.p >= tableFloor || c.back >= tableFloor {
				all = append(all, pairLink{int32(s), w.col[k], c.p, c.back})
			}
		}
	}
	return bothWays(all, src, tgt)
}
