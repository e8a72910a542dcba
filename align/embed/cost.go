package embed

import (
	"math"
	"slices"

	"tritext/align"
)

// cost scores beads of two bound sides.
type cost struct {
	src, tgt *side
	dots     []window         // by source unit: cosines with target units
	pairs    []align.Proposal // proposed
	fit      fit
}

// window holds values of places lo to lo+len(value), NaN where none is known.
type window struct {
	lo    int
	value []float32
}

func bind(src, tgt *side) *cost {
	c := &cost{src: src, tgt: tgt, dots: make([]window, len(src.unit))}
	src.rank(tgt)
	tgt.rank(src)
	c.propose()
	return c
}

const (
	sample  = 128 // units of the other side that a range is compared with
	nearest = 4   // of them count: k of Artetxe and Schwenk 2019, section 3.1
)

// rank fills base: the mean cosine of each range with its nearest among a sample
// of the other side. Half of it is taken off a cosine (and half of the other
// range's): a text that is near to everything says little when it is near to
// one (margin by distance, Artetxe and Schwenk 2019, equation 3; the ratio of
// equation 4 has no meaning for centred vectors, whose cosines may be 0).
func (s *side) rank(other *side) {
	s.base = make([]float64, len(s.unit)*MostJoined)
	var probe [][]float32
	step := max(1, (len(other.unit)+sample-1)/sample)
	for j := 0; j < len(other.unit); j += step {
		if other.unit[j] != nil {
			probe = append(probe, other.unit[j])
		}
	}
	if len(probe) == 0 {
		return
	}
	k := min(nearest, max(1, len(probe)/8))
	one := make([][]float64, len(s.unit)) // by unit: cosines with the probe
	cosines := make([]float64, len(probe))
	top := make([]float64, len(probe))
	for i := len(s.unit) - 1; i >= 0; i-- {
		one[i] = make([]float64, len(probe))
		for p, v := range probe {
			one[i][p] = dot(s.unit[i], v)
		}
		if i+MostJoined < len(one) {
			one[i+MostJoined] = nil
		}
		clear(cosines)
		for n := 1; n <= MostJoined && i+n <= len(s.unit) && s.whole(i, i+n); n++ {
			for p, c := range one[i+n-1] {
				cosines[p] += c
			}
			scale := 1 / s.norm(i, i+n)
			copy(top, cosines)
			if n > 1 && s.joint != nil {
				scale = 1
				for p, v := range probe {
					top[p] = dot(s.joint[i*MostJoined+n-1], v)
				}
			}
			slices.Sort(top)
			sum := 0.0
			for _, c := range top[len(top)-k:] {
				sum += c
			}
			s.base[i*MostJoined+n-1] = sum * scale / float64(k)
		}
	}
}

// cosine of source unit i and target unit j.
func (c *cost) cosine(i, j int) float64 {
	w := &c.dots[i]
	unknown := float32(math.NaN())
	if w.value == nil {
		w.lo = j
	}
	if j < w.lo { // with room for as many again
		lo := max(0, j-(w.lo-j))
		w.lo, w.value = lo, append(slices.Repeat([]float32{unknown}, w.lo-lo), w.value...)
	}
	for len(w.value) <= j-w.lo {
		w.value = append(w.value, unknown)
	}
	v := w.value[j-w.lo]
	if v != v {
		v = float32(dot(c.src.unit[i], c.tgt.unit[j]))
		w.value[j-w.lo] = v
	}
	return float64(v)
}

// margin of a bead: its cosine less half the base of either side.
func (c *cost) margin(s, t align.Range) float64 {
	var cos float64
	if c.src.joint != nil && c.tgt.joint != nil && s.Len()+t.Len() > 2 {
		cos = dot(c.src.joint[s.Lo*MostJoined+s.Len()-1], c.tgt.joint[t.Lo*MostJoined+t.Len()-1])
	} else {
		for i := s.Lo; i < s.Hi; i++ {
			for j := t.Lo; j < t.Hi; j++ {
				cos += c.cosine(i, j)
			}
		}
		if s.Len()+t.Len() > 2 {
			cos /= c.src.norm(s.Lo, s.Hi) * c.tgt.norm(t.Lo, t.Hi)
		}
	}
	return cos - (c.src.base[s.Lo*MostJoined+s.Len()-1]+c.tgt.base[t.Lo*MostJoined+t.Len()-1])/2
}

// Score of a bead, see align.Cost; 0 if a unit of it has no vector.
func (c *cost) Score(source, target align.Range) float64 {
	if c.fit.slope == 0 || !c.src.whole(source.Lo, source.Hi) || !c.tgt.whole(target.Lo, target.Hi) {
		return 0
	}
	units := float64(source.Len() + target.Len())
	return c.fit.score(c.margin(source, target)) * (1 + perUnit*(units-2)/2)
}
