package align

// fitDoc is a made text as the fit sees it: the candidates with their features,
// and what is right.
type fitDoc struct {
	c      *candidates
	f      []float32 // a row of features for each candidate
	gold   []int     // places of the gold path; nil if only paragraphs are known
	lost   bool      // a gold bead is not among the candidates
	text   int       // number of the made text
	x, y   int       // its languages
	turned bool
	// Of a text whose paragraphs are known: what each candidate loses that
	// crosses a paragraph, or leaves a sentence alone whose paragraph is there.
	loss []float64
}

// goldBead is a right bead of a made text: its lines on both sides.
type goldBead struct{ s, t []int }

// paragraphs sets what candidates lose that cannot be, given the paragraphs.
func (d *fitDoc) paragraphs(rows [2][][]int, turned bool) {
	if turned {
		rows[0], rows[1] = rows[1], rows[0]
	}
	var present [2]map[int]bool
	for k := range rows {
		present[k] = map[int]bool{}
		for _, r := range rows[k] {
			present[k][r[0]] = true
		}
	}
	const loss = -25
	d.loss = make([]float64, len(d.c.beads))
	for x, b := range d.c.beads {
		switch b.kind() {
		case kindSource:
			if present[1][rows[0][b.i-1][0]] {
				d.loss[x] = loss
			}
		case kindTarget:
			if present[0][rows[1][b.j-1][0]] {
				d.loss[x] = loss
			}
		default:
			r := rows[0][b.i-1][0]
			for i := int(b.i) - int(b.a); i < int(b.i); i++ {
				if rows[0][i][0] != r {
					d.loss[x] = loss
				}
			}
			for j := int(b.j) - int(b.c); j < int(b.j); j++ {
				if rows[1][j][0] != r {
					d.loss[x] = loss
				}
			}
		}
	}
}

// oracle finds the path of candidates with the most gold beads.
func (d *fitDoc) oracle(gold []goldBead, turned bool) {
	good := make([]float64, len(d.c.beads))
	for k := range good {
		if d.c.beads[k].null() {
			good[k] = -0.01 // break ties
		}
	}
	for _, g := range gold {
		s, t := g.s, g.t
		if turned {
			s, t = t, s
		}
		if len(s) > 0 && len(t) > 0 {
			if k := d.c.find(Bead{Source: Range{s[0], s[len(s)-1] + 1}, Target: Range{t[0], t[len(t)-1] + 1}}); k >= 0 {
				good[k] = float64(len(s) + len(t))
			} else {
				d.lost = true
			}
		}
	}
	// Null beads are right wherever they stand.
	null := [2]map[int]bool{{}, {}}
	for _, g := range gold {
		s, t := g.s, g.t
		if turned {
			s, t = t, s
		}
		if len(t) == 0 {
			null[0][s[0]] = true
		}
		if len(s) == 0 {
			null[1][t[0]] = true
		}
	}
	for k, b := range d.c.beads {
		if b.c == 0 && null[0][int(b.i)-1] || b.a == 0 && null[1][int(b.j)-1] {
			good[k] = 1
		}
	}
	order := [kinds][kinds]float64{kindTarget: {kindSource: -.5}}
	d.gold = d.c.best(good, &order)
}
