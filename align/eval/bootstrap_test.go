package eval

import (
	"math"
	"testing"
)

func strictOf(c Counts) Measure { return c.Strict }

// unlike makes documents of which every third has only half of its beads right.
func unlike(tb testing.TB, n int) (good, bad []Counts) {
	gold := beads(tb, "[0]:[0] [1]:[1, 2] [2]:[3] [3]:[4]")
	poor := beads(tb, "[0]:[0] [1]:[1] []:[2] [2]:[3] [3]:[4]")
	for i := range n {
		good = append(good, Score(gold, gold))
		if i%3 == 0 {
			bad = append(bad, Score(gold, poor))
		} else {
			bad = append(bad, Score(gold, gold))
		}
	}
	return good, bad
}

func TestBootstrapF1(t *testing.T) {
	good, bad := unlike(t, 30)
	i := Bootstrap{}.F1(bad, strictOf)
	if i.Value != Sum(bad).F1() || i.Documents != 30 {
		t.Errorf("got %+v, want the value %.4f", i, Sum(bad).F1())
	}
	if !(i.Low < i.Value && i.Value < i.High && i.High < 1) {
		t.Errorf("the interval does not hold its value: %+v", i)
	}
	if again := (Bootstrap{}).F1(bad, strictOf); again != i {
		t.Errorf("not the same twice: %+v, %+v", i, again)
	}
	if wide := (Bootstrap{Level: .99}).F1(bad, strictOf); wide.Low > i.Low || wide.High < i.High || wide.High-wide.Low == i.High-i.Low {
		t.Errorf("99 %% %+v is no wider than 95 %% %+v", wide, i)
	}
	if sure := (Bootstrap{}).F1(good, strictOf); sure.Low != 1 || sure.High != 1 || sure.Above != 1 {
		t.Errorf("documents without a fault have a spread: %+v", sure)
	}
	four := append(append(append([]Counts{}, bad...), bad...), append(bad, bad...)...)
	if more := (Bootstrap{}).F1(four, strictOf); more.High-more.Low >= i.High-i.Low {
		t.Errorf("four times the documents do not narrow %+v: %+v", i, more)
	}
}

func TestBootstrapDifference(t *testing.T) {
	good, bad := unlike(t, 30)
	d := Bootstrap{Seed: 1}.Difference(bad, good, strictOf)
	if !(d.Low > 0 && d.Low < d.Value && d.Value < d.High && d.Above == 1) {
		t.Errorf("a plain gain is not seen: %+v", d)
	}
	back := Bootstrap{Seed: 1}.Difference(good, bad, strictOf)
	if back.Value != -d.Value || back.Above != 0 {
		t.Errorf("exchanged: %+v, was %+v", back, d)
	}
	if same := (Bootstrap{}).Difference(bad, bad, strictOf); same.Value != 0 || same.Low != 0 || same.High != 0 {
		t.Errorf("a system differs from itself: %+v", same)
	}
}

func TestBootstrapFewDocuments(t *testing.T) {
	_, bad := unlike(t, 1)
	for _, docs := range [][]Counts{nil, bad} {
		i := Bootstrap{}.F1(docs, strictOf)
		if !math.IsNaN(i.Low) || !math.IsNaN(i.High) || !math.IsNaN(i.Above) {
			t.Errorf("%d documents have a spread: %+v", len(docs), i)
		}
	}
}
