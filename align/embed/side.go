package embed

import (
	"math"
	"slices"
)

// side is one text with the vectors of its units, centred.
type side struct {
	unit  [][]float32 // of length 1; nil of a unit without a vector
	near  [][]float64 // near[i][d-1] is the cosine of units i and i+d, 1 ≤ d < MostJoined
	hole  []int32     // units before i without a vector
	joint [][]float32 // by unit*MostJoined+size-1: vectors of joined texts; nil if sums serve
	base  []float64   // by unit*MostJoined+size-1: mean cosine with the nearest of the other side
}

// centreUnits is how many units without a common direction the mean of a text's
// vectors is drawn towards. Encoders give all texts of a language, and all of
// a subject, a large common part, which says nothing about who translates whom
// ("all but the top", Mu and Viswanath 2018); but the mean of three units is
// mostly these units themselves.
const centreUnits = 20

func newSide(unit [][]float32, joined func(i, n int) []float32) *side {
	s := &side{unit: make([][]float32, len(unit)), hole: make([]int32, len(unit)+1)}
	mean := centre(unit)
	for i, v := range unit {
		s.hole[i+1] = s.hole[i]
		if s.unit[i] = off(v, mean); s.unit[i] == nil {
			s.hole[i+1]++
		}
	}
	s.near = make([][]float64, len(unit))
	for i := range s.unit {
		for d := 1; d < MostJoined && i+d < len(unit); d++ {
			s.near[i] = append(s.near[i], dot(s.unit[i], s.unit[i+d]))
		}
	}
	if joined != nil {
		s.join(mean, joined)
	}
	return s
}

// centre gives the mean of vectors, drawn towards 0.
func centre(unit [][]float32) []float64 {
	var mean []float64
	n := centreUnits
	for _, v := range unit {
		if v == nil {
			continue
		}
		if mean == nil {
			mean = make([]float64, len(v))
		}
		for k, x := range v {
			mean[k] += float64(x)
		}
		n++
	}
	for k := range mean {
		mean[k] /= float64(n)
	}
	return mean
}

// off takes the mean off a vector and brings it to length 1; nil stays nil.
func off(v []float32, mean []float64) []float32 {
	if v == nil {
		return nil
	}
	out := make([]float32, len(v))
	for k, x := range v {
		out[k] = float32(float64(x) - mean[k])
	}
	if normalise(out) != nil {
		return nil // it is the mean: it says nothing
	}
	return out
}

// join keeps a vector for each range of units: that of its joined text, or the
// sum of its units' vectors.
func (s *side) join(mean []float64, joined func(i, n int) []float32) {
	s.joint = make([][]float32, len(s.unit)*MostJoined)
	for i := range s.unit {
		var sum []float32
		for n := 1; n <= MostJoined && i+n <= len(s.unit); n++ {
			last := s.unit[i+n-1]
			if last == nil {
				break
			}
			if sum == nil {
				sum = make([]float32, len(last))
			}
			for k, x := range last {
				sum[k] += x
			}
			if n == 1 {
				s.joint[i*MostJoined] = last
				continue
			}
			v := off(joined(i, n), mean)
			if v == nil {
				v = slices.Clone(sum)
				if normalise(v) != nil {
					v = last
				}
			}
			s.joint[i*MostJoined+n-1] = v
		}
	}
}

// whole tells whether every unit of the range has a vector.
func (s *side) whole(lo, hi int) bool { return s.hole[lo] == s.hole[hi] && hi-lo <= MostJoined }

// norm is the length of the sum of the vectors of units lo to hi.
func (s *side) norm(lo, hi int) float64 {
	sum := float64(hi - lo)
	for i := lo; i < hi; i++ {
		for _, c := range s.near[i][:hi-1-i] {
			sum += 2 * c
		}
	}
	return math.Sqrt(max(sum, leastNorm))
}

// leastNorm is the square of the length below which a sum has no direction.
const leastNorm = 1e-6

// dot is the inner product; 0 if a vector is missing.
func dot(a, b []float32) float64 {
	if a == nil || b == nil {
		return 0
	}
	// Four sums at a time keep the processor busy.
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	k := 0
	for ; k+4 <= len(a); k += 4 {
		s0 += a[k] * b[k]
		s1 += a[k+1] * b[k+1]
		s2 += a[k+2] * b[k+2]
		s3 += a[k+3] * b[k+3]
	}
	for ; k < len(a); k++ {
		s0 += a[k] * b[k]
	}
	return float64(s0) + float64(s1) + float64(s2) + float64(s3)
}
