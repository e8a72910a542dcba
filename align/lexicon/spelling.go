package lexicon

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Spelling says how Chinese characters are written in the letters of another
// language where they stand for their sound, with the probability: 诺 is no or
// но, 扬 is yang or ян. It finds names that no text has taught.
type Spelling struct {
	Chunks []Chunk // sorted by Rune, then Letters
}

// Chunk is letters that a character becomes; none if it falls silent.
type Chunk struct {
	Rune    rune
	Letters string // lower case
	P       Prob   // p(letters|rune)
}

// Limits of a match of names; tuned on the open gold sets, flat around these values.
const (
	nameLength  = 3    // letters of a word that can be a name, at least
	nameShare   = 2e-5 // words of a greater share of running text are no unknown names
	pieceShare  = 5e-5 // nor are words of a greater share pieces of one
	unknownWord = 5e-6 // share taken for a word that the model does not know
	knownP      = 0.3  // of a word's translation: the word is no name that nobody has taught
	nameP       = 0.6  // of a certain match
	namePrior   = 7.0  // nats against two words being the same name
	nameFloor   = 0.1  // of a link to be taken
	letterNats  = 2.8  // that a letter tells: names use about 16 letters evenly
)

// alike is a source and a target word that may be one name or a piece of it.
type alike struct {
	i, j              int32
	forward, backward float32
}

// names gives the pairs of words that are spelt alike, by source word. Chinese
// names are cut at will by whoever cuts them, so pieces count for their part:
// 王琦瑶 is known by wang and by qiyao, 布伦特 and 伍德 by brentwood.
func (t *Table) names(source, target []string) []alike {
	t.once.Do(func() { t.speller = newSpeller(t.Spelling) })
	if t.speller == nil {
		return nil
	}
	share := t.Source.shares(source)
	words := t.speller.newTrie()
	for i, w := range source {
		r := []rune(w)
		if share[i] >= pieceShare || !letters(w) || !isHan(r[0]) || t.knows(w) {
			continue
		}
		words.add(r, piece{i, 1})
		if n := len(r); n > 2 && n < 5 { // surname and given name in one
			for k := 1; k < n; k++ {
				words.add(r[:k], piece{i, float64(k) / float64(n)})
				words.add(r[k:], piece{i, float64(n-k) / float64(n)})
			}
		}
	}

	found := make([][]alike, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for k := range found {
		wg.Go(func() {
			lo, hi := k*len(target)/len(found), (k+1)*len(target)/len(found)
			found[k] = words.alike(target[lo:hi], t.Target, share, lo)
		})
	}
	wg.Wait()
	out := slices.Concat(found...)
	slices.SortStableFunc(out, func(a, b alike) int { return cmp.Compare(a.i, b.i) })
	return out
}

// knows tells whether the table has a translation of a source word that is
// likely enough to leave nothing for its sound to tell.
func (t *Table) knows(w string) bool {
	k := t.Source.find(w)
	return k >= 0 && slices.ContainsFunc(t.row(k), func(e Entry) bool { return e.Forward.Float() >= knownP })
}

// alike gives the pairs of the trie's words with target words, the first of
// which is word lo; share is that of the source words in running text.
func (t *trie) alike(target []string, v *Vocabulary, share []float64, lo int) []alike {
	var out []alike
	f := finder{x: t.x, t: t}
	for j, s := range v.shares(target) {
		w := target[j]
		n := utf8.RuneCountInString(w)
		if n < nameLength || s > nameShare || !letters(w) {
			continue
		}
		for _, m := range f.find(w) {
			p := likelihood(m.nats, m.letters, n)
			for _, x := range t.pieces[m.end] {
				b := p * x.part
				if b < nameFloor {
					continue
				}
				// A piece that stands everywhere is seldom this name (Bayes).
				f := b * min(1, max(unknownWord, s)/max(unknownWord, share[x.word]))
				out = append(out, alike{int32(x.word), int32(lo + j), float32(f), float32(b)})
			}
		}
	}
	return out
}

// likelihood that a word of n letters, of which a text covers so many at so
// many nats, is a name that the text spells.
func likelihood(nats float64, covered, n int) float64 {
	return nameP / (1 + math.Exp(against(covered, n)-nats)) * float64(covered) / float64(n)
}

// against is what a match must outweigh, in nats.
func against(covered, n int) float64 {
	if covered < n {
		return namePrior + math.Log(float64(n)) // it could stand in n places
	}
	return namePrior
}

// leastNats that give a likelihood of nameFloor; infinite where none does.
func leastNats(covered, n int) float64 {
	most := nameP * float64(covered) / float64(n)
	if most <= nameFloor {
		return math.Inf(1)
	}
	const rounding = 1e-9
	return against(covered, n) - math.Log(most/nameFloor-1) - rounding
}

// letters tells whether a word is nothing but letters.
func letters(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return w != ""
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
