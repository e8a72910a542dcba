package lexicon

import (
	"cmp"
	"math"
	"slices"
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
	words := newTrie()
	for i, w := range source {
		r := []rune(w)
		if share[i] >= pieceShare || !letters(w) || !isHan(r[0]) {
			continue
		}
		words.add(w, piece{i, 1})
		if n := len(r); n > 2 && n < 5 { // surname and given name in one
			for k := 1; k < n; k++ {
				words.add(string(r[:k]), piece{i, float64(k) / float64(n)})
				words.add(string(r[k:]), piece{i, float64(n-k) / float64(n)})
			}
		}
	}

	var out []alike
	var found []match
	for j, s := range t.Target.shares(target) {
		w := target[j]
		n := utf8.RuneCountInString(w)
		if n < nameLength || s > nameShare || !letters(w) {
			continue
		}
		found = t.speller.find(words, w, found)
		for _, m := range found {
			nats := m.nats - namePrior
			if m.letters < n {
				nats -= math.Log(float64(n)) // it could have stood in n places
			}
			p := nameP / (1 + math.Exp(-nats)) * float64(m.letters) / float64(n)
			for _, x := range words.pieces[m.end] {
				b := p * x.part
				if b < nameFloor {
					continue
				}
				// A piece that stands everywhere is seldom this name (Bayes).
				f := b * min(1, max(unknownWord, s)/max(unknownWord, share[x.word]))
				out = append(out, alike{int32(x.word), int32(j), float32(f), float32(b)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b alike) int { return cmp.Compare(a.i, b.i) })
	return out
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
