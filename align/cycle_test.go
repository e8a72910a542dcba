package align_test

import (
	"fmt"
	"math/rand"
	"testing"

	"tritext/align"
)

// pairOfBeads makes a pair of beads written as "0-0 12-1 3-": units, single digits.
func pairOfBeads(source, target int, beads ...string) align.Pair {
	side := func(s string) align.Range {
		if s == "" {
			return align.Range{}
		}
		return align.Range{Lo: int(s[0] - '0'), Hi: int(s[len(s)-1]-'0') + 1}
	}
	p := align.Pair{Source: source, Target: target}
	for _, b := range beads {
		for k := range len(b) {
			if b[k] == '-' {
				p.Beads = append(p.Beads, align.Bead{Source: side(b[:k]), Target: side(b[k+1:])})
			}
		}
	}
	return p
}

func TestCycle(t *testing.T) {
	same := []string{"0-0", "1-1", "2-2"}
	for _, c := range []struct {
		name  string
		n     int
		pairs []align.Pair
		want  align.Consistency
	}{
		{"nothing", 0, nil, align.Consistency{}},
		{"two texts", 2, []align.Pair{pairOfBeads(0, 1, same...)}, align.Consistency{}},
		{"three empty texts", 3, []align.Pair{pairOfBeads(0, 1), pairOfBeads(0, 2), pairOfBeads(1, 2)}, align.Consistency{}},
		{"all the same", 3, []align.Pair{pairOfBeads(0, 1, same...), pairOfBeads(0, 2, same...), pairOfBeads(1, 2, same...)}, align.Consistency{Units: 3, Agree: 3}},
		{"pairs in any order, one turned", 3, []align.Pair{pairOfBeads(2, 1, same...), pairOfBeads(0, 2, same...), pairOfBeads(0, 1, same...)}, align.Consistency{Units: 3, Agree: 3}},
		{"one has slipped", 3, []align.Pair{pairOfBeads(0, 1, same...), pairOfBeads(0, 2, "0-", "1-0", "2-1", "-2"), pairOfBeads(1, 2, same...)}, align.Consistency{Units: 2}},
		{"a coarser way", 3, []align.Pair{pairOfBeads(0, 1, "01-0", "2-1"), pairOfBeads(0, 2, same...), pairOfBeads(1, 2, "0-01", "1-2")}, align.Consistency{Units: 3, Agree: 3}},
		{"neither holds the other", 3, []align.Pair{pairOfBeads(0, 1, "0-0", "1-1"), pairOfBeads(0, 2, "0-01", "1-2"), pairOfBeads(1, 2, "0-12", "1-0")}, align.Consistency{Units: 2}},
		{"the way ends in the second text", 3, []align.Pair{pairOfBeads(0, 1, "0-0"), pairOfBeads(0, 2, "0-0"), pairOfBeads(1, 2, "0-", "-0")}, align.Consistency{Units: 1}},
		{"without partners in one text", 3, []align.Pair{pairOfBeads(0, 1, "0-0", "1-"), pairOfBeads(0, 2, "0-", "-0", "1-1"), pairOfBeads(1, 2, "0-0", "-1")}, align.Consistency{}},
		{"a star of four has no circles", 4, []align.Pair{pairOfBeads(0, 1, same...), pairOfBeads(0, 2, same...), pairOfBeads(0, 3, same...)}, align.Consistency{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := align.Cycle(c.pairs, c.n); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
	if got := (align.Consistency{Units: 4, Agree: 3}).Share(); got != .75 {
		t.Errorf("share %v", got)
	}
	if got := (align.Consistency{}).Share(); got != 0 {
		t.Errorf("share of nothing: %v", got)
	}
}

// A text against itself, whatever its beads: all ways agree; and more cannot
// agree than there are.
func FuzzCycle(f *testing.F) {
	f.Add(int64(1), uint8(5))
	f.Add(int64(2), uint8(0))
	f.Fuzz(func(t *testing.T, seed int64, n uint8) {
		rng := rand.New(rand.NewSource(seed))
		cut := func() (beads []align.Bead) { // beads of two texts of n units
			for i, j := 0, 0; i < int(n) || j < int(n); {
				a, c := min(rng.Intn(3), int(n)-i), min(rng.Intn(3), int(n)-j)
				if a+c > 0 {
					beads = append(beads, align.Bead{Source: align.Range{Lo: i, Hi: i + a}, Target: align.Range{Lo: j, Hi: j + c}})
				}
				i, j = i+a, j+c
			}
			return beads
		}
		pair := func(x, y int, beads []align.Bead) align.Pair {
			return align.Pair{Source: x, Target: y, Result: align.Result{Beads: beads}}
		}
		var same []align.Bead
		for i := range int(n) {
			same = append(same, align.Bead{Source: align.Range{Lo: i, Hi: i + 1}, Target: align.Range{Lo: i, Hi: i + 1}})
		}
		xy, xz, yz := cut(), cut(), cut()
		if c := align.Cycle([]align.Pair{pair(0, 1, xy), pair(0, 2, xz), pair(1, 2, yz)}, 3); c.Agree > c.Units || c.Units > int(n) {
			t.Errorf("%+v of %d units", c, n)
		}
		if c := align.Cycle([]align.Pair{pair(0, 1, same), pair(0, 2, xz), pair(1, 2, xz)}, 3); c.Agree != c.Units {
			t.Errorf("the same beads twice: %+v", c)
		}
	})
}

func ExampleCycle() {
	texts := []align.Text{
		{Lang: "zh", Units: text("2254 年", "48000 元", "12 份")},
		{Lang: "en", Units: text("year 2254", "48000 yuan", "12 repli")},
		{Lang: "ru", Units: text("2254 год", "48000 юан", "12 ответ")},
	}
	pairs, _ := align.Many(texts, 0, func(_, _ string) (*align.Aligner, error) { return align.New(nil, align.Options{}), nil })
	c := align.Cycle(pairs, len(texts))
	fmt.Printf("%d of %d units agree\n", c.Agree, c.Units)
	// Output: 3 of 3 units agree
}
