package align

// band limits the search to cells (i, j), i source and j target units behind
// us, with lo[i] ≤ j ≤ hi[i] for 0 ≤ i ≤ n. Both bounds never fall, the first
// row holds 0 and the last holds m, and neighbouring rows overlap, so that a
// path exists.
type band struct {
	lo, hi []int
	off    []int // off[i] is the place of cell (i, lo[i]) in a flat table
	m      int
}

// point is a cell of the path: i source and j target units are behind us.
type point struct{ i, j int }

// newBand puts a band of the given radius (in target units, to both sides)
// around a rising chain of points.
func newBand(n, m int, chain []point, radius func(k int) int) *band {
	b := &band{lo: make([]int, n+1), hi: make([]int, n+1), m: m}
	for i := range b.lo {
		b.lo[i], b.hi[i] = m, 0
	}
	cover := func(i0, i1, j0, j1 int) {
		for i := max(i0, 0); i <= min(i1, n); i++ {
			b.lo[i] = min(b.lo[i], max(j0, 0))
			b.hi[i] = max(b.hi[i], min(j1, m))
		}
	}
	last := point{0, 0}
	for k := 0; k <= len(chain); k++ {
		next := point{n, m}
		if k < len(chain) {
			next = chain[k]
		}
		r := radius(k)
		b.between(last, next, r, cover)
		last = next
	}
	// Bounds never fall.
	for i := 1; i <= n; i++ {
		b.hi[i] = max(b.hi[i], b.hi[i-1])
	}
	for i := n - 1; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
	b.index()
	return b
}

// maxGap is the number of cells, in a row of a gap between two points of the
// chain, up to which a gap of unequal sides is searched whole.
const maxGap = 2000

// between covers the gap from one point of the chain to the next: a corridor
// along its diagonal, as much wider than the radius as the gap's sides differ,
// since what is missing on one side may be missing anywhere.
func (b *band) between(p, q point, r int, cover func(i0, i1, j0, j1 int)) {
	di, dj := q.i-p.i, q.j-p.j
	if di <= r || dj <= r {
		cover(p.i, q.i, p.j-r, q.j+r)
		return
	}
	wide := r + min(abs(di-dj), max(maxGap, maxGapArea/di))
	for i := p.i; i <= q.i; i++ {
		j := p.j + dj*(i-p.i)/di
		cover(i, i, max(j-wide, p.j-r), min(j+wide, q.j+r))
	}
	if wide < abs(di-dj)+r { // a large gap without any trace of a translation: its corners, too
		cover(p.i, p.i+r, p.j-r, p.j+wide)
		cover(q.i-r, q.i, q.j-wide, q.j+r)
	}
}

// maxGapArea is the number of cells of such a gap that may be searched in all.
const maxGapArea = 125_000

func (b *band) index() {
	b.off = make([]int, len(b.lo)+1)
	for i := range b.lo {
		b.off[i+1] = b.off[i] + b.hi[i] - b.lo[i] + 1
	}
}

// cells is the number of cells in the band.
func (b *band) cells() int { return b.off[len(b.lo)] }

// has tells whether cell (i, j) is in the band.
func (b *band) has(i, j int) bool { return j >= b.lo[i] && j <= b.hi[i] }

// at is the place of cell (i, j) in a flat table.
func (b *band) at(i, j int) int { return b.off[i] + j - b.lo[i] }

// touches tells whether a cell lies at the band's edge, where the text goes on
// beyond: a path through it might be better in a wider band.
func (b *band) touches(i, j int) bool {
	const margin = 1
	n := len(b.lo) - 1
	low := b.lo[i] > 0 && j <= b.lo[i]+margin && !(i == n && j == b.m)
	high := b.hi[i] < b.m && j >= b.hi[i]-margin && !(i == 0 && j == 0)
	return low || high
}
