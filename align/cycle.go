package align

import "slices"

// Consistency tells how far the alignments of several texts agree with each
// other. It needs no gold: alignments that contradict each other cannot all be
// right. That they agree does not make them right, least so where they were
// made to listen to each other: on 61 documents of the gold sets, the share goes
// with F1 if the pairs were aligned alone (Pearson's correlation .76), and little
// if they were aligned together (.28; go test ./align -run GoldJoint -v). So of
// Many's pairs ask both Cycle(pairs, n) and Cycle(Alone(pairs), n).
type Consistency struct {
	Units int // ways that could be checked
	Agree int // of them, those on which both ways lead to the same place
}

// Share is the part of the ways that agree, 0 to 1; 0 if there are none.
func (c Consistency) Share() float64 {
	if c.Units == 0 {
		return 0
	}
	return float64(c.Agree) / float64(c.Units)
}

// Add counts another document in.
func (c *Consistency) Add(d Consistency) {
	c.Units += d.Units
	c.Agree += d.Agree
}

// Cycle checks the alignments of n texts in circles of three: for each three
// texts x < y < z all of whose pairs are there, each unit of x that has partners
// in both others is led to z directly, and by its partners in y. The ways agree
// if the units of z that one of them leads to are all among those of the other: a
// way over larger beads is coarser, and no contradiction. A way that ends in y,
// whose units have no partner in z, does not agree.
func Cycle(pairs []Pair, n int) Consistency {
	between := make([][]*partners, n) // by source text, by target text; nil where there is no pair
	for x := range between {
		between[x] = make([]*partners, n)
	}
	for k := range pairs {
		p := &pairs[k]
		of := partnersOf(p.Beads)
		between[p.Source][p.Target] = of
		between[p.Target][p.Source] = &partners{of.target, of.source}
	}
	var c Consistency
	for x := range n {
		for y := x + 1; y < n; y++ {
			for z := y + 1; z < n; z++ {
				if xy, xz, yz := between[x][y], between[x][z], between[y][z]; xy != nil && xz != nil && yz != nil {
					c.Add(cycle(xy, xz, yz))
				}
			}
		}
	}
	return c
}

func cycle(xy, xz, yz *partners) (c Consistency) {
	for u := range min(len(xy.source), len(xz.source)) {
		over, direct := xy.source[u], xz.source[u]
		if over.Len() == 0 || direct.Len() == 0 {
			continue
		}
		c.Units++
		var led []int // units of z that the way over y leads to
		for v := range over.each {
			if v < len(yz.source) {
				for w := range yz.source[v].each {
					led = append(led, w)
				}
			}
		}
		slices.Sort(led)
		led = slices.Compact(led)
		both := 0
		for _, w := range led {
			if w >= direct.Lo && w < direct.Hi {
				both++
			}
		}
		if both > 0 && (both == len(led) || both == direct.Len()) {
			c.Agree++
		}
	}
	return c
}

// partners are, by unit, the units of the other text in the same bead.
type partners struct{ source, target []Range }

func partnersOf(beads []Bead) *partners {
	p := new(partners)
	set := func(of []Range, units, other Range) []Range {
		for u := range units.each {
			for len(of) <= u {
				of = append(of, Range{})
			}
			of[u] = other
		}
		return of
	}
	for _, b := range beads {
		p.source = set(p.source, b.Source, b.Target)
		p.target = set(p.target, b.Target, b.Source)
	}
	return p
}
