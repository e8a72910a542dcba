package near

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func set(text string) []uint64 { return Set(Shingles(nil, Fold(nil, text))) }

func sketch(text string) Sketch { return SketchOf(Shingles(nil, Fold(nil, text))) }

func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		low, top float64
	}{
		{"The ferry leaves at seven.", "the FERRY leaves, at seven", 1, 1},
		{"渡轮七点开航。", "渡轮七点开航", 1, 1},
		{"Паром отходит в семь.", "ПАРОМ отходит в семь", 1, 1},
		{"The ferry leaves the harbour every morning at seven o'clock sharp", "The ferry leaves the harbour every morning at eight o'clock sharp", .6, .9},
		{"理事会要求渡轮图书馆在沿海道路封闭的冬季继续开放", "理事会要求渡轮图书馆在沿海道路封闭的夏季继续开放", .8, .95},
		{"The ferry leaves at seven.", "Паром отходит в семь.", 0, 0},
		{"a", "a", 1, 1}, {"a", "b", 0, 0}, {"", "", 0, 0}, {"...", "a", 0, 0},
	} {
		if s := Similarity(set(c.a), set(c.b)); s < c.low || s > c.top {
			t.Errorf("%q, %q: %g, want %g to %g", c.a, c.b, s, c.low, c.top)
		}
	}
}

// texts makes sentences of which many are near duplicates.
func texts(n int, r *rand.Rand) []string {
	words := strings.Fields("ferry library harbour council winter road bridge ship island book reader meeting report plan water school town coast")
	var all []string
	for range n {
		if len(all) > 0 && r.IntN(2) == 0 { // another one, a word changed
			w := strings.Fields(all[r.IntN(len(all))])
			w[r.IntN(len(w))] = words[r.IntN(len(words))]
			all = append(all, strings.Join(w, " "))
			continue
		}
		var w []string
		for range 5 + r.IntN(20) {
			w = append(w, words[r.IntN(len(words))])
		}
		all = append(all, strings.Join(w, " "))
	}
	return all
}

// A Finder finds what comparing all pairs finds.
func TestFinder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	all := texts(600, r)
	var f Finder
	for _, s := range all[:300] {
		f.Add(set(s))
	}
	found, want := map[string]bool{}, map[string]bool{}
	for i, s := range all[300:] {
		f.Find(set(s), func(at int, _ float64) { found[fmt.Sprint(at, i)] = true })
		for j, o := range all[:300] {
			if Similarity(set(s), set(o)) >= Threshold {
				want[fmt.Sprint(j, i)] = true
			}
		}
	}
	if len(want) < 50 {
		t.Fatalf("only %d near duplicates to find", len(want))
	}
	for k := range want {
		if !found[k] {
			t.Errorf("%s is missed", k)
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d found, want %d", len(found), len(want))
	}
}

// An Index finds most of the near duplicates, and nothing that has little in common.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	all := texts(700, r)
	sets := make([][]uint64, len(all))
	for i, s := range all {
		sets[i] = set(s)
	}
	var x Index
	hits, near, wrong := 0, 0, 0
	for i, s := range all {
		k := sketch(s)
		_, other := x.Find(&k, uint32(i+1))
		best := 0.0
		for _, o := range sets[:i] {
			best = max(best, Similarity(sets[i], o))
		}
		if best >= .9 {
			near++
			if other >= .75 {
				hits++
			}
		}
		if best < .5 && other >= Threshold {
			wrong++
		}
		x.Add(&k, uint32(i+1))
	}
	if near < 20 || hits < near*8/10 || wrong > 2 {
		t.Errorf("%d of %d near duplicates found, %d wrong", hits, near, wrong)
	}
}

func TestSketchEstimates(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	all := texts(400, r)
	sum, n := 0.0, 0
	for i := 1; i < len(all); i++ {
		a, b := sketch(all[i-1]), sketch(all[i])
		sum += a.Similarity(&b) - Similarity(set(all[i-1]), set(all[i]))
		n++
	}
	if mean := sum / float64(n); mean < -.08 || mean > .12 { // estimates below 0 are 0
		t.Errorf("the estimates are off by %g", mean)
	}
	var empty Sketch
	if k := sketch("..."); k != empty {
		t.Error("a text without letters has a sketch")
	}
}

func FuzzShingles(f *testing.F) {
	f.Add("The ferry.", "渡轮\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := set(a), set(b)
		s := Similarity(x, y)
		if s < 0 || s > 1 || s != Similarity(y, x) {
			t.Errorf("similarity %g", s)
		}
		if len(x) > 0 && Similarity(x, x) != 1 {
			t.Error("a text is not like itself")
		}
		_ = SketchOf(x)
	})
}
