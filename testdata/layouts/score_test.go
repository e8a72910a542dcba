package layouts

import (
	"math/rand/v2"
	"testing"
)

// distance is the edit distance as textbooks have it.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}

// The edits are as few as can be, and what is matched is the same, in order.
func TestMatch(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() []rune {
		s := make([]rune, random.IntN(12))
		for i := range s {
			s[i] = 'a' + rune(random.IntN(3))
		}
		return s
	}
	for range 2000 {
		a, b := text(), text()
		edits, pairs := Match(a, b)
		if want := distance(a, b); edits != want {
			t.Fatalf("%q, %q: %d edits, want %d", string(a), string(b), edits, want)
		}
		last := [2]int{len(a), len(b)}
		for _, p := range pairs {
			if p[0] >= last[0] || p[1] >= last[1] || a[p[0]] != b[p[1]] {
				t.Fatalf("%q, %q: matched %v behind %v", string(a), string(b), p, last)
			}
			last = p
		}
		if len(pairs) < max(len(a), len(b))-edits {
			t.Fatalf("%q, %q: %d matched, %d edits", string(a), string(b), len(pairs), edits)
		}
	}
}

// A lost start costs recall, one too many precision.
func TestCompare(t *testing.T) {
	want := []string{"One.", "Two.", "Three."}
	for _, c := range []struct {
		got               []string
		precision, recall float64
	}{
		{want, 1, 1},
		{[]string{"One. Two.", "Three."}, 1, 2. / 3},
		{[]string{"One.", "Tw", "o.", "Three."}, 3. / 4, 1},
	} {
		s := Compare(c.got, want)
		if s.Precision() != c.precision || s.Recall() != c.recall {
			t.Errorf("%q: precision %f, recall %f", c.got, s.Precision(), s.Recall())
		}
	}
}
