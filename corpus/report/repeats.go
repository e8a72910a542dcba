package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/zeebo/xxh3"
)

// repeats counts equal groups. Texts are known by their hash; where there are
// more than mostHashes, only texts whose hash ends in so many zero bits are
// counted: a sample of the distinct texts that does not depend on the order.
type repeats struct {
	mask     uint64
	seen     map[uint64]uint32
	formulas map[uint64]*formula
	counted  int // groups whose hash is in the sample
}

type formula struct {
	count      int
	texts      []string
	renderings []map[uint64]bool
}

const (
	mostHashes     = 1 << 20 // about 40 MB
	formulaLeast   = 3       // times that make a formula
	mostFormulas   = 20_000  // that are kept while counting
	formulasListed = 15
)

func (r *repeats) init(int) {
	r.seen, r.formulas = map[uint64]uint32{}, map[uint64]*formula{}
}

func (r *repeats) add(g *Group) {
	var h xxh3.Hasher
	for _, t := range g.Texts {
		_, _ = h.WriteString(t) // a hash never fails
		_, _ = h.WriteString("\x00")
	}
	sum := h.Sum64()
	if sum&r.mask == 0 {
		r.counted++
		r.seen[sum]++
		if len(r.seen) > mostHashes {
			r.mask = r.mask<<1 | 1
			maps.DeleteFunc(r.seen, func(k uint64, n uint32) bool {
				if k&r.mask != 0 {
					r.counted -= int(n)
					return true
				}
				return false
			})
		}
	}
	r.formula(g, sum)
}

// formula counts the text of the first language that the group has.
func (r *repeats) formula(g *Group, sum uint64) {
	n := r.seen[sum]
	first := slices.IndexFunc(g.Texts, func(t string) bool { return t != "" })
	if first < 0 || chars(g.Texts[first]) < 4 {
		return
	}
	key := xxh3.HashStringSeed(g.Texts[first], uint64(first))
	f := r.formulas[key]
	if f == nil {
		if n < formulaLeast || len(r.formulas) >= mostFormulas {
			return
		}
		f = &formula{count: int(n) - 1, texts: textsOf(g), renderings: make([]map[uint64]bool, len(g.Texts))}
		for i := range f.renderings {
			f.renderings[i] = map[uint64]bool{}
		}
		r.formulas[key] = f
	}
	f.count++
	for i, t := range g.Texts {
		if t != "" && len(f.renderings[i]) < 1000 {
			f.renderings[i][xxh3.HashString(t)] = true
		}
	}
}

func (r *repeats) figures(groups int) Repeats {
	out := Repeats{Groups: groups, Sampled: 1 / float64(r.mask+1), Formulas: []Formula{}}
	if r.counted > 0 { // the sample's share of distinct texts holds for all
		out.Distinct = int(float64(groups) * float64(len(r.seen)) / float64(r.counted))
	}
	for _, f := range r.formulas {
		x := Formula{Count: f.count, Texts: f.texts}
		for _, m := range f.renderings {
			x.Renderings = append(x.Renderings, len(m))
		}
		out.Formulas = append(out.Formulas, x)
	}
	slices.SortFunc(out.Formulas, func(a, b Formula) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), slices.Compare(a.Texts, b.Texts))
	})
	out.Formulas = out.Formulas[:min(formulasListed, len(out.Formulas))]
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
