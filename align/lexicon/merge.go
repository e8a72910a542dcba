package lexicon

import (
	"cmp"
	"slices"
)

// NewModel puts tables of several pairs into one model with one vocabulary a
// language: the union of the tables' words, with the mean of their shares.
func NewModel(comment string, tables ...*Table) *Model {
	type word struct {
		sum float32
		n   float32
	}
	langs := make(map[string]map[string]word)
	add := func(v *Vocabulary) {
		m := langs[v.Lang]
		if m == nil {
			m = make(map[string]word)
			langs[v.Lang] = m
		}
		for i, w := range v.Words {
			x := m[w]
			m[w] = word{x.sum + v.Share[i], x.n + 1}
		}
	}
	for _, t := range tables {
		add(t.Source)
		add(t.Target)
	}
	m := &Model{Comment: comment}
	byLang := make(map[string]*Vocabulary)
	for lang, words := range langs {
		v := &Vocabulary{Lang: lang}
		for w := range words {
			v.Words = append(v.Words, w)
		}
		slices.Sort(v.Words)
		for _, w := range v.Words {
			v.Share = append(v.Share, words[w].sum/words[w].n)
		}
		byLang[lang] = v
		m.Vocabularies = append(m.Vocabularies, v)
	}
	slices.SortFunc(m.Vocabularies, func(a, b *Vocabulary) int { return cmp.Compare(a.Lang, b.Lang) })
	for _, t := range tables {
		m.Tables = append(m.Tables, t.onto(byLang[t.Source.Lang], byLang[t.Target.Lang]))
	}
	return m
}

// onto gives the same table over vocabularies that hold all its words.
func (t *Table) onto(source, target *Vocabulary) *Table {
	if t.Source == source && t.Target == target {
		return t
	}
	to := make([]uint32, len(t.Target.Words))
	for j, w := range t.Target.Words {
		to[j] = uint32(target.find(w)) // both sorted: the order of entries stays
	}
	out := &Table{Source: source, Target: target, Start: make([]uint32, len(source.Words)+1), Spelling: t.Spelling}
	out.Entries = make([]Entry, 0, len(t.Entries))
	k := 0
	for i, w := range source.Words {
		if k < len(t.Source.Words) && t.Source.Words[k] == w {
			for _, e := range t.row(k) {
				e.Target = to[e.Target]
				out.Entries = append(out.Entries, e)
			}
			k++
		}
		out.Start[i+1] = uint32(len(out.Entries))
	}
	return out
}

// Turned gives the table of the other direction: sources and targets exchanged.
// It has no Spelling.
func (t *Table) Turned() *Table {
	out := &Table{Source: t.Target, Target: t.Source, Start: make([]uint32, len(t.Target.Words)+1), Entries: make([]Entry, len(t.Entries))}
	for _, e := range t.Entries {
		out.Start[e.Target+1]++
	}
	for j := range t.Target.Words {
		out.Start[j+1] += out.Start[j]
	}
	next := slices.Clone(out.Start)
	for i := range t.Source.Words {
		for _, e := range t.row(i) {
			out.Entries[next[e.Target]] = Entry{uint32(i), e.Backward, e.Forward}
			next[e.Target]++
		}
	}
	return out
}

// collector sums probabilities by target word, for one source word after the other.
type collector struct {
	p, back []float64
	touched []int32
	pairs   []pairP
}

func newCollector(targets int) *collector {
	return &collector{p: make([]float64, targets), back: make([]float64, targets)}
}

func (c *collector) add(j uint32, p, back float64) {
	if c.p[j] == 0 && c.back[j] == 0 {
		c.touched = append(c.touched, int32(j))
	}
	c.p[j] += p
	c.back[j] += back
}

// flush ends a source word: keep tells which sums become pairs, and with what values.
func (c *collector) flush(source int, keep func(j int32, p, back float64) (float64, float64, bool)) {
	// add enters a word again while its sums are still 0.
	slices.Sort(c.touched)
	for _, j := range slices.Compact(c.touched) {
		if p, b, ok := keep(j, c.p[j], c.back[j]); ok {
			c.pairs = append(c.pairs, pairP{int32(source), j, min(1, p), min(1, b)})
		}
		c.p[j], c.back[j] = 0, 0
	}
	c.touched = c.touched[:0]
}
