package lexicon

import (
	"cmp"
	"slices"
)

// Dictionary is pairs of words or terms that somebody knows to translate each
// other. Pair.With lays it over a model: no training, and what the model knows
// stays. The zero value is empty and ready.
type Dictionary struct {
	weight   map[wordPair]float64
	order    []wordPair
	bySource map[string][]string // target words, in the order of Add
	from, to map[string]float64  // summed weights of a source word, of a target word
	entries  int
}

type wordPair struct{ source, target string }

func (p wordPair) compare(q wordPair) int {
	return cmp.Or(cmp.Compare(p.source, q.source), cmp.Compare(p.target, q.target))
}

// dictionaryP is the probability that a word of an entry is translated as the
// entry says; the rest is for what no dictionary lists.
const dictionaryP = 0.9

// Add takes an entry: the matching forms of a word or a term in both
// languages. Every word of a term may be the translation of every word of the
// other: each pair gets its even share. An entry with an empty side is refused.
func (d *Dictionary) Add(source, target []string) bool {
	if len(source) == 0 || len(target) == 0 {
		return false
	}
	share := 1 / float64(max(len(source), len(target)))
	for _, s := range source {
		for _, t := range target {
			d.put(wordPair{s, t}, share)
			d.from[s] += share
			d.to[t] += share
		}
	}
	d.entries++
	return true
}

// put adds to the weight of a pair.
func (d *Dictionary) put(k wordPair, weight float64) {
	if d.weight == nil {
		d.weight, d.bySource = make(map[wordPair]float64), make(map[string][]string)
		d.from, d.to = make(map[string]float64), make(map[string]float64)
	}
	if d.weight[k] == 0 {
		d.order = append(d.order, k)
		d.bySource[k.source] = append(d.bySource[k.source], k.target)
	}
	d.weight[k] += weight
}

// Len is the number of entries taken.
func (d *Dictionary) Len() int { return d.entries }

// turned gives the dictionary with its sides exchanged.
func (d *Dictionary) turned() *Dictionary {
	out := &Dictionary{weight: make(map[wordPair]float64), bySource: make(map[string][]string), from: d.to, to: d.from, entries: d.entries}
	for _, k := range d.order {
		back := wordPair{k.target, k.source}
		out.weight[back] = d.weight[k]
		out.order = append(out.order, back)
		out.bySource[k.target] = append(out.bySource[k.target], k.source)
	}
	return out
}

// p gives p(target|source) and p(source|target) of a pair that the dictionary has.
func (d *Dictionary) p(source, target string) (forward, backward float32) {
	w := d.weight[wordPair{source, target}]
	return float32(dictionaryP * w / d.from[source]), float32(dictionaryP * w / d.to[target])
}

// With gives the view with a dictionary, from the view's source language to its
// target language, laid over it: a pair of words has the greater probability of
// the two. A view may get several, one With after the other. d must not be added
// to afterwards.
func (p *Pair) With(d *Dictionary) *Pair {
	if d == nil || d.entries == 0 {
		return p
	}
	if p.mirrored {
		d = d.turned()
	}
	return &Pair{table: p.table, mirrored: p.mirrored, own: append(slices.Clip(p.own), d)}
}

// over yields the table's links and those of dictionaries, every pair once.
func over(t *Table, dictionaries []*Dictionary, source, target []string, yield func(i, j int, forward, backward float32)) {
	at := make(map[string]int, len(target))
	for j, w := range target {
		at[w] = j
	}
	type probabilities struct{ forward, backward float32 }
	own := make(map[[2]int]probabilities)
	var order [][2]int
	for i, s := range source {
		for _, d := range dictionaries {
			for _, w := range d.bySource[s] {
				j, ok := at[w]
				if !ok {
					continue
				}
				k := [2]int{i, j}
				x, again := own[k]
				if !again {
					order = append(order, k)
				}
				f, b := d.p(s, w)
				own[k] = probabilities{max(f, x.forward), max(b, x.backward)}
			}
		}
	}
	t.links(source, target, func(i, j int, f, b float32) {
		k := [2]int{i, j}
		if x, ok := own[k]; ok {
			own[k] = probabilities{max(f, x.forward), max(b, x.backward)}
			return
		}
		yield(i, j, f, b)
	})
	for _, k := range order {
		yield(k[0], k[1], own[k].forward, own[k].backward)
	}
}
