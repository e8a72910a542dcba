package report

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/zeebo/xxh3"
)

// bins is the number of equal parts of the range 0 to 1 that confidences and
// places in a document are counted in.
const bins = 20

func binOf(x float64) int {
	if !(x > 0) { // also not a number
		return 0
	}
	return min(bins-1, int(x*bins))
}

// Tally counts confidences.
type Tally struct {
	Key  string    `json:"key,omitempty"`
	N    int       `json:"n"`
	Low  int       `json:"low"` // below .5
	Mean float64   `json:"mean"`
	Bins [bins]int `json:"bins"` // of equal width from 0 to 1

	sum float64
}

func (t *Tally) add(confidence float64) {
	t.N++
	t.sum += confidence
	t.Mean = t.sum / float64(t.N)
	t.Bins[binOf(confidence)]++
	if confidence < lowConfidence {
		t.Low++
	}
}

// tallies are tallies by key.
type tallies map[string]*Tally

func (t tallies) of(key string) *Tally {
	if t[key] == nil {
		t[key] = &Tally{Key: key}
	}
	return t[key]
}

// sorted gives the tallies, the largest first; by names those of equal size.
func (t tallies) sorted() []Tally {
	var out []Tally
	for _, x := range t {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Key, b.Key)) })
	return out
}

// sample keeps a number of items of a stream, each with the same chance, by
// what a seed and the item's key say: the same items whatever the order.
type sample[T any] struct {
	most  int
	seed  uint64
	items []drawn[T] // up to twice as many as are kept
	worst uint64     // lots from here on are not kept; 0: all are
}

type drawn[T any] struct {
	lot  uint64
	key  string
	item T
}

// wants tells whether the item of that key may be kept, so that the texts of
// others need not be copied.
func (s *sample[T]) wants(key string) (lot uint64, yes bool) {
	lot = xxh3.HashStringSeed(key, s.seed)
	return lot, s.worst == 0 || lot < s.worst
}

func (s *sample[T]) put(lot uint64, key string, item T) {
	s.items = append(s.items, drawn[T]{lot, key, item})
	if len(s.items) >= 2*s.most {
		s.drop()
	}
}

// drop leaves the items of the lowest lots.
func (s *sample[T]) drop() {
	slices.SortFunc(s.items, func(a, b drawn[T]) int { return cmp.Or(cmp.Compare(a.lot, b.lot), cmp.Compare(a.key, b.key)) })
	if len(s.items) > s.most {
		s.worst = s.items[s.most].lot
		clear(s.items[s.most:])
		s.items = s.items[:s.most]
	}
}

// all gives what was drawn, by key.
func (s *sample[T]) all() []T {
	s.drop()
	slices.SortFunc(s.items, func(a, b drawn[T]) int { return cmp.Compare(a.key, b.key) })
	out := make([]T, len(s.items))
	for i, d := range s.items {
		out[i] = d.item
	}
	return out
}

// top keeps the items of the highest values.
type top[T any] struct {
	most  int
	items []ranked[T] // highest first
}

type ranked[T any] struct {
	value float64
	item  T
}

func (t *top[T]) wants(value float64) bool {
	return len(t.items) < t.most || value > t.items[len(t.items)-1].value
}

func (t *top[T]) put(value float64, item T) {
	at, _ := slices.BinarySearchFunc(t.items, value, func(r ranked[T], v float64) int {
		if r.value >= v { // equal values stay in the order of coming
			return -1
		}
		return 1
	})
	t.items = slices.Insert(t.items, at, ranked[T]{value, item})
	if len(t.items) > t.most {
		t.items = t.items[:t.most]
	}
}

// pick draws n of the numbers below of, sorted, by a seed.
func pick(of, n int, seed uint64) []int {
	r := rand.New(rand.NewPCG(seed, uint64(of)))
	all := r.Perm(of)[:min(n, of)]
	slices.Sort(all)
	return all
}

// median of numbers; NaN of none. The list is sorted.
func median(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	return x[len(x)/2]
}
