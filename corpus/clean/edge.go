package clean

import (
	"math"

	"tritext/corpus"
)

// edge is where the lines of a file end: the probability of each column to be
// the most that a line could hold. On a typewriter it is one column; letters of
// different widths blur it, in each file differently.
//
// It is measured on lines that a clause goes over: such a line of c columns,
// before a word of w, was broken because the paper ended somewhere in [c, c+w).
// The distribution that fits all these stretches best is found by repeated
// reweighing (Turnbull 1976, the self-consistent estimate).
type edge struct {
	first int       // column of p[0]
	p     []float64 // sums to 1; nil: not known
	stray float64   // share of lines that end near p and are not told of
}

const (
	edgeRounds = 30
	edgeLines  = 2000 // of a longer file, the first
	// A distribution that n lines tell of is blurred by blurLeast + blurOne/n
	// columns.
	blurLeast, blurOne = 0.75, 15.0
	// strayLeast is the share of lines that end for no reason; strayOne/n that of
	// lines whose end n others do not tell of, fading in strayFade columns away
	// from where those end.
	strayLeast, strayOne, strayFade = 0.006, 0.5, 8.0
)

// stretch is where the paper's end must lie by one line: [lo, hi).
type stretch struct{ lo, hi int }

// measureEdge finds the edge that explains the stretches.
func measureEdge(list []stretch) edge {
	if len(list) > edgeLines {
		list = list[:edgeLines]
	}
	if len(list) == 0 {
		return edge{}
	}
	e := edge{first: list[0].lo}
	last := list[0].hi
	for _, s := range list {
		e.first, last = min(e.first, s.lo), max(last, s.hi)
	}
	q := make([]float64, last-e.first)
	for i := range q {
		q[i] = 1 / float64(len(q))
	}
	for range edgeRounds {
		next := make([]float64, len(q))
		for _, s := range list {
			sum := 0.0
			for _, x := range q[s.lo-e.first : s.hi-e.first] {
				sum += x
			}
			if sum == 0 {
				continue
			}
			for i := s.lo - e.first; i < s.hi-e.first; i++ {
				next[i] += q[i] / sum / float64(len(list))
			}
		}
		q = next
	}
	n := float64(len(list))
	e.stray = strayOne / n
	blur := blurLeast + blurOne/n
	around := int(math.Ceil(blur))
	e.p = make([]float64, len(q)+2*around)
	e.first -= around
	for i, x := range q {
		if x < 1e-9 {
			continue
		}
		var weights []float64
		total := 0.0
		for k := -around; k <= around; k++ {
			w := math.Max(0, 1-math.Abs(float64(k))/(blur+1e-9))
			weights, total = append(weights, w), total+w
		}
		for k, w := range weights {
			e.p[i+k] += x * w / total
		}
	}
	return e
}

// broken is the probability that a text which goes on was broken between a
// line of c columns and a word that brings it to reach.
func (e edge) broken(c, reach int) float64 {
	stray := strayLeast + e.stray*math.Exp(-math.Max(0, float64(e.first-reach))/strayFade)
	all, here := stray, stray
	for i, x := range e.p {
		if l := e.first + i; l >= c {
			all += x
			if l < reach {
				here += x
			}
		}
	}
	return here / all
}

// measureEdges finds the edges of text and notes.
func (w *work) measureEdges(pairs []pair) {
	var lists [2][]stretch
	for _, p := range pairs {
		m := w.layout.margin[p.note()]
		if p.unfinished() && 2*p.a.cols >= m && !tooWide(p.a, m) && p.full(m) && p.a.kind != corpus.KindTableRow {
			lists[p.note()] = append(lists[p.note()], stretch{p.a.cols, p.a.cols + max(1, firstWord(p.b.text))})
		}
	}
	for z := range lists {
		w.layout.edge[z] = measureEdge(lists[z])
	}
	for z := range lists {
		if len(lists[z]) < fewStretches && len(lists[1-z]) > len(lists[z]) {
			w.layout.edge[z] = w.layout.edge[1-z]
		}
	}
}

// fewStretches are too few lines to measure an edge by.
const fewStretches = 3
