package lexicon

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Model is vocabularies and translation tables of several languages. Those of
// a model from Open or Load are empty until Pair first asks for them.
type Model struct {
	ID           string // of the file's bytes: "embedded-41f8…"; set by Open and Load
	Comment      string // what the model was made from: a line or more of plain text
	Vocabularies []*Vocabulary
	Tables       []*Table

	origin string // the file's path; "" if not from a file
}

// fault says in which file an error lies.
func (m *Model) fault(err error) error {
	if m.origin == "" {
		return err
	}
	return fmt.Errorf("%s: %w", m.origin, err)
}

// Vocabulary is the words of a language with their shares of running text.
type Vocabulary struct {
	Lang  string    // "zh"
	Words []string  // sorted by bytes, without doubles
	Share []float32 // share of running text, 0 to 1; 0 if known from dictionaries only

	Vectors *Vectors // nil if the model has none

	part  *part // nil if not from a file
	index struct {
		once  sync.Once
		seed  maphash.Seed
		slots []int32 // by hash: place of a word, +1; a power of two of them, half of them free at least
	}
}

// find gives the word's place, −1 if unknown.
func (v *Vocabulary) find(w string) int {
	x := &v.index
	x.once.Do(v.fill)
	for k := maphash.String(x.seed, w); ; k++ {
		at := x.slots[k&uint64(len(x.slots)-1)]
		if at == 0 || v.Words[at-1] == w {
			return int(at) - 1
		}
	}
}

// fill makes the index of the words: a document asks for some ten thousand.
func (v *Vocabulary) fill() {
	x := &v.index
	x.seed, x.slots = maphash.MakeSeed(), make([]int32, 2<<bits.Len(uint(len(v.Words))))
	for i, w := range v.Words {
		k := maphash.String(x.seed, w)
		for x.slots[k&uint64(len(x.slots)-1)] > 0 {
			k++
		}
		x.slots[k&uint64(len(x.slots)-1)] = int32(i) + 1
	}
}

// Table is translation probabilities from the words of one language to those of another.
type Table struct {
	Source, Target *Vocabulary
	Start          []uint32 // by source word: its first entry; len(Source.Words)+1
	Entries        []Entry  // of a source word in the order of target words

	Spelling *Spelling // of names of the source language; nil if none was learned

	part    *part // nil if not from a file
	once    sync.Once
	speller *speller // made of Spelling when first needed
}

// Entry is one pair of words.
type Entry struct {
	Target            uint32 // place in the target vocabulary
	Forward, Backward Prob   // p(target|source), p(source|target)
}

// Prob is a probability on a logarithmic scale of 256 steps: p = exp(−q/step),
// from 1 (0) down to 2.9e-4 (254); 255 is 0. The error is at most 1.6 %.
type Prob uint8

const probStep = 31.2

// NewProb gives the nearest step to p, which is taken to lie in 0 to 1.
func NewProb(p float64) Prob {
	q := math.Round(-math.Log(p) * probStep)
	switch {
	case q > 254 || p <= 0:
		return 255
	case q < 0:
		return 0
	}
	return Prob(q)
}

var probValue = func() (v [256]float32) {
	for q := range 255 {
		v[q] = float32(math.Exp(-float64(q) / probStep))
	}
	return v
}()

// Float gives the probability.
func (q Prob) Float() float32 { return probValue[q] }

// row gives the entries of a source word.
func (t *Table) row(source int) []Entry { return t.Entries[t.Start[source]:t.Start[source+1]] }

// Pair looks at a model's table for one direction.
type Pair struct {
	table    *Table
	mirrored bool          // the pair's source is the table's target
	own      []*Dictionary // over the table, from its source to its target
}

// Has tells whether the model knows a pair of languages, in either order.
func (m *Model) Has(source, target string) bool {
	for _, t := range m.Tables {
		if t.Source.Lang == source && t.Target.Lang == target || t.Source.Lang == target && t.Target.Lang == source {
			return true
		}
	}
	return false
}

// Pair gives the view for a pair of languages, in either direction. The first
// call for a pair of a model from Open or Load unpacks it; it fails if the
// model has no such pair, or with ErrFormat if the file is damaged. Any number
// of goroutines may call it.
func (m *Model) Pair(source, target string) (*Pair, error) {
	for _, t := range m.Tables {
		mirrored := t.Source.Lang == target && t.Target.Lang == source
		if !mirrored && (t.Source.Lang != source || t.Target.Lang != target) {
			continue
		}
		if err := load([]*Vocabulary{t.Source, t.Target}, []*Table{t}); err != nil {
			return nil, m.fault(err)
		}
		return &Pair{table: t, mirrored: mirrored}, nil
	}
	var have []string
	for _, t := range m.Tables {
		have = append(have, t.Source.Lang+"-"+t.Target.Lang)
	}
	return nil, fmt.Errorf("lexicon: no table for %s-%s; the model has %s", source, target, strings.Join(have, ", "))
}

// SourceShares gives each word's share of running text in the source language, 0 if unknown.
func (p *Pair) SourceShares(words []string) []float64 { return p.vocabulary(true).shares(words) }

// TargetShares gives each word's share of running text in the target language, 0 if unknown.
func (p *Pair) TargetShares(words []string) []float64 { return p.vocabulary(false).shares(words) }

func (p *Pair) vocabulary(source bool) *Vocabulary {
	if source != p.mirrored {
		return p.table.Source
	}
	return p.table.Target
}

func (v *Vocabulary) shares(words []string) []float64 {
	out := make([]float64, len(words))
	for i, w := range words {
		if k := v.find(w); k >= 0 {
			out[i] = float64(v.Share[k])
		}
	}
	return out
}

// backOff is the weight of a Chinese word's parts (characters, and pairs of
// them in longer words) beside the word itself: 安理会 is cut differently from text to text.
const (
	backOff     = 0.15
	pairBackOff = 1.5 // weight of pairs of characters against single ones
)

// Links calls yield for every pair of a source and a target word that the
// model knows, with p(target|source) and p(source|target). Words in Han
// characters are also looked up by their parts, at a discount.
func (p *Pair) Links(source, target []string, yield func(i, j int, forward, backward float32)) {
	links := p.table.links
	if p.own != nil {
		links = func(source, target []string, yield func(i, j int, forward, backward float32)) {
			over(p.table, p.own, source, target, yield)
		}
	}
	if p.mirrored {
		links(target, source, func(i, j int, f, b float32) { yield(j, i, b, f) })
		return
	}
	links(source, target, yield)
}

func (t *Table) links(source, target []string, yield func(i, j int, forward, backward float32)) {
	// Place of every target word that the caller has, by place in the vocabulary.
	at := make([]int32, len(t.Target.Words))
	for j, w := range target {
		if k := t.Target.find(w); k >= 0 {
			at[k] = int32(j) + 1
		}
	}
	forward, backward := make([]float32, len(target)), make([]float32, len(target))
	var touched []int32
	alike := t.names(source, target)
	for i, w := range source {
		touched = touched[:0]
		parts(w, func(part string, weight float32) {
			k := t.Source.find(part)
			if k < 0 {
				return
			}
			for _, e := range t.row(k) {
				j := at[e.Target] - 1
				if j < 0 {
					continue
				}
				if forward[j] == 0 && backward[j] == 0 {
					touched = append(touched, j)
				}
				forward[j] += weight * e.Forward.Float()
				backward[j] += weight * e.Backward.Float()
			}
		})
		for ; len(alike) > 0 && int(alike[0].i) == i; alike = alike[1:] {
			x := alike[0]
			if forward[x.j] == 0 && backward[x.j] == 0 {
				touched = append(touched, x.j)
			}
			forward[x.j], backward[x.j] = max(forward[x.j], x.forward), max(backward[x.j], x.backward)
		}
		slices.Sort(touched)
		for _, j := range touched {
			if forward[j] > 0 || backward[j] > 0 {
				yield(i, int(j), min(1, forward[j]), min(1, backward[j]))
			}
			forward[j], backward[j] = 0, 0
		}
	}
}

// parts calls f for the word itself and, if it is written in two or more Han
// characters, for its pairs of characters and its characters.
func parts(w string, f func(part string, weight float32)) {
	f(w, 1)
	cut := cuts(w)
	n := len(cut) - 1
	if n > 2 {
		for k := 0; k+2 <= n; k++ {
			f(w[cut[k]:cut[k+2]], pairBackOff*backOff/float32(n-1))
		}
	}
	for k := range max(0, n) {
		f(w[cut[k]:cut[k+1]], backOff/float32(n))
	}
}

// cuts gives the byte places of the characters of a word written in two or more
// Han characters, and its end; nil for any other word.
func cuts(w string) (cut []int) {
	first, size := utf8.DecodeRuneInString(w)
	if size == len(w) || !unicode.Is(unicode.Han, first) {
		return nil
	}
	for i := range w {
		cut = append(cut, i)
	}
	return append(cut, len(w))
}

// sorted gives the vocabulary in order, and where each old place went.
func sorted(lang string, words []string, share []float32) (*Vocabulary, []uint32) {
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(words[a], words[b]) })
	v := &Vocabulary{Lang: lang, Words: make([]string, len(words)), Share: make([]float32, len(words))}
	place := make([]uint32, len(words))
	for k, i := range order {
		v.Words[k], v.Share[k] = words[i], share[i]
		place[i] = uint32(k)
	}
	return v, place
}
