package align

import "math"

// Texts of three and more languages are aligned together: what two pairs say
// about a boundary tells the third pair where its own boundaries are.
//
// A cell (i, j) of a path says that the texts x and y both have a sentence
// boundary at one and the same point, behind i and j units. So it carries over:
// if boundary i of x is boundary k of z, and boundary k of z is boundary j of
// y, then i and j are the same point, too. After each pair was weighed alone,
// every pair's cells get a vote from every other text z, out of the posteriors
// of the cells (x, z) and (z, y), and each pair is solved once more with the
// votes as one more kind of evidence (one round of belief propagation, with
// weights that were fitted as those of the features were).

// vote is what the other texts say of a cell.
type vote struct {
	odds  float64 // log odds that both texts have a boundary here, 0 if nothing is known
	known float64 // 0 to 1: how much the other texts have boundaries here at all
}

const voteSmooth = 0.01 // probability: a vote's log odds lie between ±4.6

// matching is the posteriors of a pair's cells, by boundary of either side.
type matching struct {
	rows, cols [][]match
}

// match says that a boundary is boundary `at` of the other text with probability p.
type match struct {
	at int32
	p  float32
}

// leastMatch is the posterior below which a cell is not looked at.
const leastMatch = 1e-3

// matching gathers the posteriors of the cells; turned if the candidates are
// of the exchanged texts.
func (w *weighed) matching(turned bool) *matching {
	m := &matching{rows: make([][]match, w.n+1), cols: make([][]match, w.m+1)}
	p := make([]float64, len(w.cells))
	p[0] = 1
	for k := range w.beads {
		p[w.beads[k].to] += w.posterior[k]
	}
	for c, q := range p {
		if q < leastMatch {
			continue
		}
		i, j := w.cells[c].i, w.cells[c].j
		q := float32(min(1, q))
		m.rows[i] = append(m.rows[i], match{int32(j), q})
		m.cols[j] = append(m.cols[j], match{int32(i), q})
	}
	if turned {
		m.rows, m.cols = m.cols, m.rows
	}
	return m
}

// inverse is the same matching seen from the other text.
func (m *matching) inverse() *matching { return &matching{m.cols, m.rows} }

// sum is the expected number of boundaries that a boundary is matched with.
func sum(of []match) float64 {
	v := 0.0
	for _, x := range of {
		v += float64(x.p)
	}
	return v
}

// votes gives, for every cell of the pair, what a third text z says, out of
// its matchings with the two.
func votes(cells []point, xz, zy *matching) []vote {
	out := make([]vote, len(cells))
	for c, cell := range cells {
		m := 0.0
		for _, a := range xz.rows[cell.i] {
			for _, b := range zy.rows[a.at] {
				if int(b.at) != cell.j {
					continue
				}
				// Where both texts have several boundaries at one of z (z lacks
				// some sentences), it cannot tell which belong together.
				several := min(sum(xz.cols[a.at]), sum(zy.rows[a.at]))
				m += float64(a.p) * float64(b.p) / max(1, several)
			}
		}
		m = min(1, m)
		known := max(min(1, sum(xz.rows[cell.i])), min(1, sum(zy.cols[cell.j])), m)
		out[c] = vote{math.Log((m + voteSmooth) / (known - m + voteSmooth)), known}
	}
	return out
}

// votesName is the component that tells what the other texts' votes gave.
const votesName = "votes"

// jointWeights are the weights of the second solution.
type jointWeights struct {
	own  float64    // of the score of the pair alone
	full float64    // of the vote on the end of a full bead
	null float64    // of the vote on the end of a null bead
	bias [3]float64 // of 1-1 beads, other full beads, null beads
}

// weighVotes adds the other texts' votes to the scores and gives the log odds by candidate.
func (x *candidates) weighVotes(score []float64, by [][]vote, w *jointWeights) (sum, part []float64) {
	sum, part = make([]float64, len(score)), make([]float64, len(score))
	for k := range x.beads {
		d := &x.beads[k]
		f := x.votes(k, by)
		part[k] = (w.own-1)*score[k] + w.full*f[0] + w.null*f[1] + w.bias[d.class()]
		sum[k] = score[k] + part[k]
	}
	return sum, part
}

// votes gives the votes on a candidate's end as features: of a full bead, of a null bead.
func (x *candidates) votes(k int, by [][]vote) (f [2]float64) {
	d := &x.beads[k]
	v := 0.0
	for _, of := range by {
		v += of[d.to].odds
	}
	if d.null() {
		f[1] = v
	} else {
		f[0] = v
	}
	return f
}

// class tells 1-1 beads (0) from other full beads (1) and null beads (2).
func (x candidate) class() int {
	switch {
	case x.null():
		return 2
	case x.a == 1 && x.c == 1:
		return 0
	}
	return 1
}

// consult solves every pair of n texts again with the votes of the others.
// drafts are by pair, as in pairs.
func consult(n int, pairs [][2]int, drafts []*draft) {
	of := make([][]*matching, n) // by text, by text
	for x := range of {
		of[x] = make([]*matching, n)
	}
	for k, p := range pairs {
		if w := drafts[k].w; w != nil {
			m := w.matching(drafts[k].turned)
			of[p[0]][p[1]], of[p[1]][p[0]] = m, m.inverse()
		}
	}
	for k, p := range pairs {
		d := drafts[k]
		if d.w == nil {
			continue
		}
		x, y := p[0], p[1]
		if d.turned {
			x, y = y, x
		}
		var by [][]vote
		for z := range n {
			if z != x && z != y && of[x][z] != nil && of[z][y] != nil {
				by = append(by, votes(d.w.cells, of[x][z], of[z][y]))
			}
		}
		if by != nil {
			d.w.score, d.w.votes = d.w.weighVotes(d.w.score, by, &fittedJoint)
			d.w.posterior = d.w.posteriors(d.w.score, &fitted.follow, nil)
		}
	}
}
