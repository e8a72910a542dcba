package align

import "math"

// Slip is a stretch in which the path has probably lost its way: its beads are
// doubtful together, or both texts stand there without partners, side by side.
type Slip struct {
	Beads          Range   // numbers of the beads
	Source, Target Range   // units, from the first to the last; one of them may be empty
	Confidence     float64 // mean of the beads' confidences, units without partners on both sides counted down
	Score          float64 // nats, above slipLeast: log likelihood ratio of "slipped" against "on its way"
}

// What is expected of beads, on the way and in a slip.
const (
	rightOnTrack = 0.9 // share of right beads in a text that is hard, literature for one
	rightInSlip  = 0.1 // by chance some bead of a slip is right
	// opposed is what the confidence of a null bead is worth if a null bead of the
	// other side stands against it. Each may well have no partner, as the aligner
	// says; but a passage that only one text has stands alone, while a path that
	// is lost leaves both sides over.
	opposed      = 0.3
	lockedWithin = 2   // locked beads in a row that may stand between them
	slipLeast    = 9.0 // nats that make a slip: five beads of no confidence in a row
)

// Slips finds the stretches of an alignment in which the path has probably
// slipped, in order. A single doubtful bead is none.
//
// It is Page's (1954) test of cumulative sums: each bead brings the logarithm of
// the likelihood ratio between "the path has slipped" and "it is on its way", its
// confidence being what is known of it. The sum begins anew where it falls to 0,
// a slip lasts from there to where the sum was highest.
//
// In the 50,000 beads of the gold sets 17 slips are told, 14 of them of beads of
// which most are right (most of these in sets with many omissions, where both
// texts do stand without partners); of passages of ten sentences in whose place
// another document's were put 94 % are found, of four sentences 76 %, of beads
// moved on by one over ten sentences 99 % (go test ./align -run xxx -bench Slips).
func Slips(beads []Bead) []Slip {
	worth := worths(beads)
	var out []Slip
	sum, top := 0.0, 0.0
	from, to := 0, 0 // the stretch up to the highest sum
	end := func() {
		if top >= slipLeast {
			out = append(out, slipOf(beads, worth, Range{from, to}, top))
		}
		sum, top = 0, 0
	}
	for k, c := range worth {
		v := math.Log(c*rightInSlip/rightOnTrack + (1-c)*(1-rightInSlip)/(1-rightOnTrack))
		if sum == 0 {
			from = k
		}
		sum = max(0, sum+v)
		if sum > top {
			top, to = sum, k+1
		}
		// As much against it as makes a slip ends it.
		if sum == 0 || sum <= top-slipLeast {
			end()
		}
	}
	end()
	return out
}

// worths gives the beads' confidences, those of opposed null beads counted down.
func worths(beads []Bead) []float64 {
	out := make([]float64, len(beads))
	for k := 0; k < len(beads); {
		end, units := gapFrom(beads, k)
		if end == k {
			out[k] = min(1, max(0, beads[k].Confidence))
			k++
			continue
		}
		// Of the side with more units, so many are opposed as the other side has.
		left := [2]int{min(units[0], units[1]), min(units[0], units[1])}
		for ; k < end; k++ {
			b := &beads[k]
			out[k] = min(1, max(0, b.Confidence))
			side := 0
			if b.Source.Len() == 0 {
				side = 1
			}
			if b.Null() && left[side] > 0 {
				left[side] -= b.sides()[side].Len()
				out[k] *= opposed
			}
		}
	}
	return out
}

// gapFrom gives the end of the stretch of null beads that begins at bead k, k if
// there is none, and how many units of each side it has. A locked bead or two
// within it do not end it: a wrong one keeps the lines before it on one side
// from those behind it on the other.
func gapFrom(beads []Bead, k int) (end int, units [2]int) {
	end = k
	for x := k; x < len(beads) && x-end <= lockedWithin; x++ {
		b := &beads[x]
		switch {
		case b.Null() && !b.Locked:
			units[0] += b.Source.Len()
			units[1] += b.Target.Len()
			end = x + 1
		case x == k || !b.Locked || b.Null():
			return end, units
		}
	}
	return end, units
}

func slipOf(beads []Bead, worth []float64, r Range, score float64) Slip {
	s := Slip{Beads: r, Score: score}
	for k := range r.each {
		s.Confidence += worth[k] / float64(r.Len())
		s.Source, s.Target = around(s.Source, beads[k].Source), around(s.Target, beads[k].Target)
	}
	return s
}

// around gives the range from the first to the last unit of both; an empty one
// counts for nothing.
func around(a, b Range) Range {
	switch {
	case a.Len() == 0 && b.Len() == 0:
		return b
	case a.Len() == 0:
		return b
	case b.Len() == 0:
		return a
	}
	return Range{min(a.Lo, b.Lo), max(a.Hi, b.Hi)}
}
