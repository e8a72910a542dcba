package align

// evidence holds the links between the words of neighbouring units, for the
// rows that the features look at.
type evidence struct {
	src, tgt *side
	links    *links
	rows     [evidenceRows]evidenceRow // by source unit, modulo their number
	head     []int32                   // by target word: its first entry in chain, +1
	chain    []chained
	here     wordSet // of the target, while a row is filled
}

// evidenceRows is how many source units are looked at together: those of the
// greatest bead, and one neighbour on each side.
const evidenceRows = maxSide + 3

// wordLink joins the k-th distinct word of a source unit with the l-th of a target unit.
type wordLink struct {
	k, l    int32
	p, back float32
}

type chained struct {
	k       int32
	p, back float32
	next    int32
}

// evidenceRow is the links of one source unit with target units lo to hi.
type evidenceRow struct {
	unit, lo, hi int
	end          []int32 // by target unit: end of its links in list
	list         []wordLink
}

func newEvidence(src, tgt *side, l *links) *evidence {
	e := &evidence{src: src, tgt: tgt, links: l, head: make([]int32, len(tgt.vocab)), here: newWordSet(len(tgt.vocab))}
	for x := range e.rows {
		e.rows[x].unit = -1
	}
	return e
}

// fill makes the row of source unit u for target units lo to hi.
func (e *evidence) fill(u, lo, hi int) {
	r := &e.rows[u%evidenceRows]
	r.unit, r.lo, r.hi = u, lo, hi
	r.end, r.list = r.end[:0], r.list[:0]
	e.chain = e.chain[:0]
	for v := lo; v < hi; v++ {
		for _, t := range e.tgt.words[v] {
			e.here.add(t)
		}
	}
	rows := &e.links.forward
	for k, w := range e.src.words[u] {
		lo, hi := rows.row(w)
		for x, t := range rows.word[lo:hi] {
			if e.here.has(t) {
				at := int(lo) + x
				e.chain = append(e.chain, chained{int32(k), rows.p[at], rows.back[at], e.head[t]})
				e.head[t] = int32(len(e.chain))
			}
		}
	}
	for v := lo; v < hi; v++ {
		for l, t := range e.tgt.words[v] {
			for c := e.head[t]; c > 0; c = e.chain[c-1].next {
				x := &e.chain[c-1]
				r.list = append(r.list, wordLink{x.k, int32(l), x.p, x.back})
			}
		}
		r.end = append(r.end, int32(len(r.list)))
	}
	for v := lo; v < hi; v++ {
		for _, t := range e.tgt.words[v] {
			e.here.remove(t)
			e.head[t] = 0
		}
	}
}

// of gives the links of source unit u with target unit v, none outside of the rows.
func (e *evidence) of(u, v int) []wordLink {
	if u < 0 {
		return nil
	}
	r := &e.rows[u%evidenceRows]
	if r.unit != u || v < r.lo || v >= r.hi {
		return nil
	}
	k := v - r.lo
	from := int32(0)
	if k > 0 {
		from = r.end[k-1]
	}
	return r.list[from:r.end[k]]
}
