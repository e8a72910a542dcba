package align

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Probabilities given to pairs on which the lexicon is silent or lower; tuned
// on the open gold sets, flat around these values.
const (
	copyP  = 0.6  // the same number, symbol, Latin word or date on both sides
	punctP = 0.4  // the same punctuation class
	nameP  = 0.25 // names with the same consonants (names.go)
)

// links holds the translations between the words of two sides, both ways.
type links struct {
	forward  linkTable // by source word
	backward linkTable // by target word
}

// linkTable is the links of the words of one side, row after row. The lists hold
// no pointers and are read in order: rows are gone through more often than
// anything else, and mostly for their words alone.
type linkTable struct {
	start []int32   // by word: place of its first link; the last is the number of links
	word  []int32   // of the other side, rising within a row
	p     []float32 // p(word|given)
	back  []float32 // p(given|word)
}

// row gives the places of a word's links: from lo to hi−1.
func (t *linkTable) row(w int32) (lo, hi int32) { return t.start[w], t.start[w+1] }

// pairLink says that source word i and target word j may translate each other.
type pairLink struct {
	i, j    int32
	p, back float32 // p(j|i), p(i|j)
}

func newLinks(src, tgt *side, lex Lexicon) *links {
	all := make([]pairLink, 0, usualLinks*len(src.vocab))
	if lex != nil {
		lex.Links(src.vocab, tgt.vocab, func(i, j int, p, back float32) {
			if x := (pairLink{int32(i), int32(j), p, back}); x.lifts(src, tgt) {
				all = append(all, x)
			}
		})
	}
	add := func(i int, j int32, p float32) { all = append(all, pairLink{int32(i), j, p, p}) }
	ids := make(map[string]int32, len(tgt.vocab))
	var sk skeletons
	alike := make(map[string][]int32) // by skeleton
	for j, w := range tgt.vocab {
		ids[w] = int32(j)
		if k := sk.of(w); len(k) > 0 {
			alike[string(k)] = append(alike[string(k)], int32(j))
		}
	}
	for i, w := range src.vocab {
		if j, ok := ids[w]; ok {
			if copyable(w) {
				add(i, j, copyP)
			} else {
				add(i, j, punctP)
			}
		}
		for _, j := range alike[string(sk.of(w))] {
			add(i, j, nameP)
		}
	}
	return bothWays(all, src, tgt)
}

const (
	usualLinks = 16 // of a word
	// mostLinks is how many links of a word are kept: what comes after the
	// fiftieth changes no bead, and costs half the time.
	mostLinks = 50
	// leastLift is how much likelier than by chance a link must make its word, in
	// one direction at least, to be kept: others cannot show in a sum.
	leastLift = 1
)

// lifts tells whether the link can show in a sum.
func (x pairLink) lifts(src, tgt *side) bool {
	return float64(x.p) > leastLift*tgt.share[x.j] || float64(x.back) > leastLift*src.share[x.i]
}

// bothWays makes the tables of links that come in any order. Of links of the same
// words the greater values count. Rows are in the order of the words: sums in
// the search must not depend on any other.
func bothWays(all []pairLink, src, tgt *side) *links {
	rows := byWord(all, len(src.vocab))
	order := func(a, b pairLink) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) }
	if !slices.IsSortedFunc(rows, order) {
		slices.SortFunc(rows, order)
	}
	kept := rows[:0]
	for _, x := range rows {
		if !x.lifts(src, tgt) {
			continue
		}
		if n := len(kept); n > 0 && kept[n-1].i == x.i && kept[n-1].j == x.j {
			kept[n-1].p, kept[n-1].back = max(kept[n-1].p, x.p), max(kept[n-1].back, x.back)
			continue
		}
		kept = append(kept, x)
	}
	l := &links{forward: newLinkTable(kept, len(src.vocab))}
	for k, x := range kept {
		kept[k] = pairLink{x.j, x.i, x.back, x.p}
	}
	l.backward = newLinkTable(byWord(kept, len(tgt.vocab)), len(tgt.vocab))
	return l
}

// byWord sorts links by i, those of the same word as they come.
func byWord(all []pairLink, words int) []pairLink {
	next := make([]int32, words+1)
	for k := range all {
		next[all[k].i+1]++
	}
	for w := range words {
		next[w+1] += next[w]
	}
	out := make([]pairLink, len(all))
	for _, x := range all {
		out[next[x.i]] = x
		next[x.i]++
	}
	return out
}

// newLinkTable makes a table of links sorted by i, then j. Of long rows the
// likeliest links are kept.
func newLinkTable(sorted []pairLink, words int) linkTable {
	t := linkTable{
		start: make([]int32, words+1), word: make([]int32, 0, len(sorted)),
		p: make([]float32, 0, len(sorted)), back: make([]float32, 0, len(sorted)),
	}
	var ps []float32
	for w := range words {
		n := 0
		for n < len(sorted) && int(sorted[n].i) == w {
			n++
		}
		row := sorted[:n]
		sorted = sorted[n:]
		least, ties := float32(-1), 0 // links of exactly the least p are kept so often
		if n > mostLinks {
			ps = ps[:0]
			for _, x := range row {
				ps = append(ps, x.p)
			}
			slices.Sort(ps)
			best := ps[n-mostLinks:]
			for least = best[0]; ties < len(best) && best[ties] == least; ties++ {
			}
		}
		for _, x := range row {
			if x.p == least {
				ties--
			}
			if x.p > least || x.p == least && ties >= 0 {
				t.word, t.p, t.back = append(t.word, x.j), append(t.p, x.p), append(t.back, x.back)
			}
		}
		t.start[w+1] = int32(len(t.word))
	}
	return t
}

// wordSet is a set of the words of a side. It is small enough for the fastest
// memory, so that most links of a row, whose words are far away in the text,
// are passed over at little cost.
type wordSet []uint64

func newWordSet(words int) wordSet { return make(wordSet, (words+63)/64) }

func (s wordSet) has(w int32) bool { return s[w>>6]>>(w&63)&1 > 0 }
func (s wordSet) add(w int32)      { s[w>>6] |= 1 << (w & 63) }
func (s wordSet) remove(w int32)   { s[w>>6] &^= 1 << (w & 63) }

// copyable tells whether a form written the same on both sides means the
// same: numbers, symbols, Latin words, dates.
func copyable(w string) bool {
	return strings.HasPrefix(w, anchorMark) || strings.IndexFunc(w, func(r rune) bool {
		return unicode.IsDigit(r) || r < unicode.MaxASCII && unicode.IsLetter(r)
	}) >= 0
}
