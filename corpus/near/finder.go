package near

import (
	"cmp"
	"math"
	"slices"
)

// Finder finds all near duplicates of a text in a set of texts, by the prefix
// filter (Bayardo, Ma and Srikant 2007): sort the shingles of every text, rare
// ones first; two texts with a similarity of t share one of their first
// n−⌈t·n⌉+1. Add all texts, then Find.
type Finder struct {
	texts  [][]uint64
	common map[uint64]uint32   // shingle → number of texts that have it
	first  map[uint64][]uint32 // shingle → texts with it in their prefix
	seen   []uint32            // by text: the search that met it last
	search uint32
}

// Add adds the set of a text and gives its number, from 0. The set is kept.
func (x *Finder) Add(set []uint64) int {
	if x.common == nil {
		x.common = map[uint64]uint32{}
	}
	for _, h := range set {
		x.common[h]++
	}
	x.texts = append(x.texts, set)
	return len(x.texts) - 1
}

// prefix gives the rarest shingles of a set that a near duplicate must share.
func (x *Finder) prefix(set []uint64) []uint64 {
	rare := slices.Clone(set)
	slices.SortFunc(rare, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(x.common[a], x.common[b]), cmp.Compare(a, b))
	})
	n := len(set)
	return rare[:n-int(math.Ceil(Threshold*float64(n)))+1]
}

// Find calls yield with the number and the similarity of each text that is a near
// duplicate of the set.
func (x *Finder) Find(set []uint64, yield func(text int, similarity float64)) {
	if len(set) == 0 || len(x.texts) == 0 {
		return
	}
	if x.first == nil {
		x.first = map[uint64][]uint32{}
		for i, t := range x.texts {
			if len(t) == 0 {
				continue
			}
			for _, h := range x.prefix(t) {
				x.first[h] = append(x.first[h], uint32(i))
			}
		}
		x.seen = make([]uint32, len(x.texts))
	}
	x.search++
	for _, h := range x.prefix(set) {
		for _, i := range x.first[h] {
			if x.seen[i] == x.search {
				continue
			}
			x.seen[i] = x.search
			if s := Similarity(set, x.texts[i]); s >= Threshold {
				yield(int(i), s)
			}
		}
	}
}
