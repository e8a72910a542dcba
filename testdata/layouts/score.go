// Package layouts measures how well layouts are undone: the texts that the tests
// lay out, and the scores of what cleaning made of them.
package layouts

// Score is how well a layout was undone.
type Score struct {
	Right, Got, Want int // starts of blocks: found in their places, found, to be found
	Errors, Chars    int // edits between the cleaned and the original text, and its length
}

// Precision is the share of the found starts of blocks that are right.
func (s Score) Precision() float64 { return ratio(s.Right, s.Got) }

// Recall is the share of the starts of blocks that were found.
func (s Score) Recall() float64 { return ratio(s.Right, s.Want) }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 { return ratio(2*s.Right, s.Got+s.Want) }

// CER is the character error rate.
func (s Score) CER() float64 { return float64(s.Errors) / float64(max(1, s.Chars)) }

// Add sums scores.
func (s *Score) Add(o Score) {
	s.Right, s.Got, s.Want = s.Right+o.Right, s.Got+o.Got, s.Want+o.Want
	s.Errors, s.Chars = s.Errors+o.Errors, s.Chars+o.Chars
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// Compare scores blocks by their texts alone, where nothing tells the places of
// their starts: a start is right if it stands before the same letter of both texts
// as the fewest edits match them.
func Compare(got, want []string) Score {
	join := func(blocks []string) (text []rune, starts map[int]bool) {
		starts = map[int]bool{}
		for _, b := range blocks {
			starts[len(text)] = true
			text = append(append(text, []rune(b)...), '\n')
		}
		return text, starts
	}
	a, startsA := join(got)
	b, startsB := join(want)
	s := Score{Got: len(got), Want: len(want), Chars: len(b)}
	var pairs [][2]int
	s.Errors, pairs = Match(a, b)
	for _, p := range pairs {
		if startsA[p[0]] && startsB[p[1]] {
			s.Right++
		}
	}
	return s
}

// mostEdits is the most edits that are counted between two texts.
const mostEdits = 2000

// Edits is the number of characters put in, taken out or changed between two
// texts, at most 2,000.
func Edits(a, b []rune) int {
	n, _ := Match(a, b)
	return n
}

// Match gives the edits between two texts, at most 2,000, and the places in a and
// b of the letters that stay, by greedy search along the diagonals (Ukkonen 1985).
func Match(a, b []rune) (edits int, pairs [][2]int) {
	slide := func(d, x int) int {
		for x < len(a) && x+d < len(b) && x+d >= 0 && a[x] == b[x+d] {
			x++
		}
		return x
	}
	// By number of edits and diagonal (place in b less place in a): the furthest
	// place in a.
	reach := []map[int]int{{0: slide(0, 0)}}
	end := len(b) - len(a)
	for {
		far := reach[len(reach)-1]
		if x, ok := far[end]; ok && x >= len(a) {
			break
		}
		if len(reach) >= mostEdits {
			return mostEdits, nil
		}
		e := len(reach)
		next := make(map[int]int, 2*e+1)
		for d := -e; d <= e; d++ {
			if x := stepped(far, d); x >= 0 {
				if x = min(x, len(a), len(b)-d); x >= 0 && x+d >= 0 {
					next[d] = slide(d, x)
				}
			}
		}
		reach = append(reach, next)
	}
	d, to := end, len(a)
	for e := len(reach) - 1; e >= 0; e-- {
		from, step := 0, 0
		if e > 0 {
			step = stepped(reach[e-1], d)
			from = min(step, len(a), len(b)-d) // not beyond the ends
		}
		for x := to - 1; x >= from; x-- {
			pairs = append(pairs, [2]int{x, x + d})
		}
		if e == 0 {
			break
		}
		far := reach[e-1]
		at := func(d, x int) bool { v, ok := far[d]; return ok && v == x }
		switch {
		case at(d, step-1):
			to = min(step-1, from)
		case at(d+1, step-1):
			d, to = d+1, min(step-1, from)
		default:
			d, to = d-1, from
		}
	}
	return len(reach) - 1, pairs
}

// stepped is the furthest place in a on a diagonal by one edit more, -1 if none.
func stepped(far map[int]int, d int) int {
	best := -1
	if x, ok := far[d]; ok {
		best = x + 1 // changed
	}
	if x, ok := far[d+1]; ok {
		best = max(best, x+1) // taken out of a
	}
	if x, ok := far[d-1]; ok {
		best = max(best, x) // put into a
	}
	return best
}
