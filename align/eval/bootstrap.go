package eval

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Bootstrap makes confidence intervals by drawing documents anew, with
// replacement, and counting what was drawn (Efron and Tibshirani 1993, the
// percentile interval). Documents are drawn and not beads, because the beads of
// one document are not independent of each other. The zero value is a good default.
type Bootstrap struct {
	Samples int     // how many times documents are drawn; 0 means 2000
	Level   float64 // of confidence, 0 to 1; 0 means .95
	Seed    uint64  // the same seed gives the same interval
}

// Interval is a number with the range that it may lie in.
type Interval struct {
	Value     float64 // with all documents
	Low, High float64 // NaN with fewer than two documents, which tell nothing of the spread
	// Above is the share of the draws, 0 to 1, in which the number was above 0:
	// for a difference, how sure it is that there is one. NaN as Low.
	Above     float64
	Documents int
}

// F1 gives the interval of the F1 of a measure, such as
// func(c Counts) Measure { return c.Strict }.
func (b Bootstrap) F1(docs []Counts, of func(Counts) Measure) Interval {
	measures := pick(docs, of)
	return b.interval(len(docs), func(draw []int) float64 { return total(measures, draw).F1() })
}

// Difference gives the interval of F1 of two minus F1 of one, where both lists
// hold the same documents in the same order: each draw takes the same documents
// from both (paired bootstrap; Koehn 2004). It panics if the lists differ in length.
func (b Bootstrap) Difference(one, two []Counts, of func(Counts) Measure) Interval {
	if len(one) != len(two) {
		panic("eval: difference of two systems over different documents")
	}
	ones, twos := pick(one, of), pick(two, of)
	return b.interval(len(one), func(draw []int) float64 { return total(twos, draw).F1() - total(ones, draw).F1() })
}

func (b Bootstrap) interval(n int, value func(draw []int) float64) Interval {
	const (
		samples = 2000 // the ends of a 95 % interval then rest on 50 draws each
		level   = .95
	)
	if b.Samples <= 0 {
		b.Samples = samples
	}
	if b.Level <= 0 || b.Level >= 1 {
		b.Level = level
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	result := Interval{Value: value(all), Low: math.NaN(), High: math.NaN(), Above: math.NaN(), Documents: n}
	if n < 2 {
		return result
	}
	random := rand.NewPCG(b.Seed, uint64(n))
	draw, values, above := make([]int, n), make([]float64, b.Samples), 0
	for i := range values {
		for j := range draw {
			draw[j] = int(random.Uint64() % uint64(n)) // n is far below 2^64: the bias is nothing
		}
		values[i] = value(draw)
		above += count(values[i] > 0)
	}
	slices.Sort(values)
	tail := (1 - b.Level) / 2
	last := float64(len(values) - 1)
	result.Low = values[int(math.Floor(tail*last))]
	result.High = values[int(math.Ceil((1-tail)*last))]
	result.Above = ratio(above, len(values))
	return result
}

func pick(docs []Counts, of func(Counts) Measure) []Measure {
	out := make([]Measure, len(docs))
	for i, c := range docs {
		out[i] = of(c)
	}
	return out
}

func total(measures []Measure, draw []int) Measure {
	var sum Measure
	for _, i := range draw {
		sum = sum.Add(measures[i])
	}
	return sum
}
