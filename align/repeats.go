package align

import "slices"

// repeats tells how often a text says its words again. It keeps lines that stand
// many times behind each other, alone or in turns (forms, tables, lists of
// "none"), from being taken for one sentence that was cut: the words of the other
// text's one line translate every copy, so the more copies a bead swallows the
// better it looks. Who joins equal sentences into one repeats their words in it.
//
// A copy is a unit that is equal to one before it in the reach of a bead.
type repeats struct {
	words  []int32 // before unit i
	again  []int32 // of them, words that stand earlier in their unit
	copies []int32 // before unit i
	last   []int32 // by unit: the one that it is a copy of, the nearest; −1 for none
}

func newRepeats(s *side) *repeats {
	n := len(s.units) + 1
	flat := make([]int32, 4*n)
	r := &repeats{flat[:n], flat[n : 2*n], flat[2*n : 3*n], flat[3*n:]}
	for i, u := range s.units {
		w := int32(len(u.Tokens) + len(u.Anchors))
		r.words[i+1], r.again[i+1] = r.words[i]+w, r.again[i]+w-int32(len(s.words[i]))
		r.copies[i+1], r.last[i] = r.copies[i], -1
		for j := i - 1; j >= max(0, i-maxSide+1); j-- {
			if o := &s.units[j]; slices.Equal(u.Tokens, o.Tokens) && slices.Equal(u.Anchors, o.Anchors) {
				r.copies[i+1]++
				r.last[i] = int32(j)
				break
			}
		}
	}
	return r
}

// said is what some units say again.
type said struct {
	words, again int32
	copied       int32 // of the words said again, those of copies of lines
	// copies, if a line stands among the units with a copy of it; those of lines
	// before count too, and the unit behind: they tell a form from a word that is
	// said twice.
	copies int32
}

// none tells, fast, that no unit of a range is a copy: so it is nearly everywhere.
func (r *repeats) none(lo, hi int) bool { return r.copies[hi] == r.copies[lo] }

func (r *repeats) said(lo, hi int) said {
	x := said{words: r.words[hi] - r.words[lo], again: r.again[hi] - r.again[lo]}
	for u := lo + 1; u < hi; u++ {
		if int(r.last[u]) >= lo {
			x.copied += r.words[u+1] - r.words[u]
			x.copies = r.copies[min(hi+1, len(r.copies)-1)] - r.copies[lo]
		}
	}
	x.again += x.copied
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
	if src.repeats.none(s, i) && tgt.repeats.none(t, j) {
		return 0
	}
	a, b := src.repeats.said(s, i), tgt.repeats.said(t, j)
	if a.swallows(b) || b.swallows(a) {
		return -swallowCost
	}
	return 0
}
