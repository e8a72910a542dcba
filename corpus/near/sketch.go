package near

import (
	"math"
	"math/bits"
)

// Sketch is what remains of a text for comparing it with others: 24 bytes.
//
// One-permutation MinHash (Li, Owen and Zhang 2012): shingles fall into bins by
// their hash, and the smallest of each bin is kept; an empty bin takes over the
// one behind it (Shrivastava and Li 2014). Two texts agree in a bin with the
// probability of their similarity.
type Sketch struct {
	bands [Bands]uint32 // hashes of some bins each: near duplicates agree in one at least
	bits  uint64        // a bit of each bin (Li and König 2010)
}

// Sizes of a sketch. Texts of similarity s agree in a band with the probability
// 1−(1−s³)⁴: 0.94 for 0.8, 0.995 for 0.9, 0.41 for 0.5, 0.1 for 0.3.
const (
	bins = 64
	rows = 3 // bins of a band
	// Bands is how many a sketch has.
	Bands = 4
)

// SketchOf makes the sketch of a text's shingles; repeats do no harm.
func SketchOf(shingles []uint64) Sketch {
	var least [bins]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for _, h := range shingles {
		bin := h >> 58
		least[bin] = min(least[bin], h<<6)
	}
	var s Sketch
	if len(shingles) == 0 {
		return s
	}
	var filled [bins]uint64
	for i := range least {
		at, steps := i, 0
		for least[at] == math.MaxUint64 {
			at = (at + 1) % bins
			steps++
		}
		filled[i] = spread(least[at] + uint64(steps))
		s.bits |= (filled[i] & 1) << i
	}
	for b := range s.bands {
		h := uint64(fnvOffset) + uint64(b)
		for r := range rows {
			h = (h ^ filled[b*rows*bins/(Bands*rows)+r]) * fnvPrime
		}
		s.bands[b] = uint32(spread(h) >> 32)
	}
	return s
}

// Similarity estimates the similarity of the texts of two sketches, 0 to 1, with
// a standard error of 0.08 at 0.8.
func (s *Sketch) Similarity(other *Sketch) float64 {
	same := bins - bits.OnesCount64(s.bits^other.bits)
	return max(0, 2*float64(same)/bins-1)
}

// Band gives the hash of a band, from 0 to Bands−1: near duplicates agree in one
// at least, mostly.
func (s *Sketch) Band(i int) uint32 { return s.bands[i] }
