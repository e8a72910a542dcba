package align

import "slices"

// repeats tells how often a text says its words again. It keeps lines that stand
// many times behind each other (forms, tables, lists of "none") from being taken
// for one sentence that was cut: the words of the other text's one line
// translate every copy, so the more copies a bead swallows the better it looks.
// Who joins equal sentences into one repeats their words in it.
//
// All are sums over the units before unit i.
type repeats struct {
	words  []int32
	again  []int32 // words that stand earlier in their unit
	copied []int32 // words of units that are equal to the unit before
	copies []int32 // such units
}

func newRepeats(s *side) *repeats {
	n := len(s.units) + 1
	flat := make([]int32, 4*n)
	r := &repeats{flat[:n], flat[n : 2*n], flat[2*n : 3*n], flat[3*n:]}
	for i, u := range s.units {
		w := int32(len(u.Tokens) + len(u.Anchors))
		r.words[i+1], r.again[i+1] = r.words[i]+w, r.again[i]+w-int32(len(s.words[i]))
		r.copied[i+1], r.copies[i+1] = r.copied[i], r.copies[i]
		if i > 0 && slices.Equal(u.Tokens, s.units[i-1].Tokens) && slices.Equal(u.Anchors, s.units[i-1].Anchors) {
			r.copied[i+1] += w
			r.copies[i+1]++
		}
	}
	return r
}

// said is what some units say again.
type said struct {
	words, again int32
	copied       int32 // of the words said again, those of units that are equal to the one before
	copies       int32 // such units, with the neighbours on both sides counted among them; 0 for a single unit
}

func (r *repeats) said(lo, hi int) said {
	copied := r.copied[hi] - r.copied[lo+1]
	x := said{words: r.words[hi] - r.words[lo], again: r.again[hi] - r.again[lo] + copied, copied: copied}
	if hi-lo > 1 {
		x.copies = r.copies[min(hi+1, len(r.copies)-1)] - r.copies[lo]
	}
	return x
}

const (
	fewCopies   = 1       // more of them than the other side has: said twice for emphasis, or a slip of the pen
	plainAgain  = 1.0 / 3 // share of words said again that fewer than one sentence in twenty reaches (gold sets)
	swallowCost = 200     // nats: as good as forbidding a bead, but leaves those that are given
)

// swallows tells whether a bead takes copies of a line for parts of what the
// other side says once: to hold them all, that would have to say as great a share
// of its words again, and plainly so.
func (x said) swallows(other said) bool {
	if x.copies <= other.copies+fewCopies {
		return false
	}
	again := float64(other.again) / float64(max(1, other.words))
	return again < plainAgain || again*float64(x.words) < float64(x.copied)
}

// swallowed is what that costs a bead of source units s to i and target units t to j.
func swallowed(src, tgt *side, s, i, t, j int) float64 {
	a, b := src.repeats.said(s, i), tgt.repeats.said(t, j)
	if a.swallows(b) || b.swallows(a) {
		return -swallowCost
	}
	return 0
}
