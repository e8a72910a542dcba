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

// link says that a word of one side may translate a given word of the other.
type link struct {
	word    int32   // of the other side
	p, back float32 // p(word|given), p(given|word)
}

// links holds the translations between the words of two sides, both ways.
type links struct {
	forward  [][]link // by source word, targets rising
	backward [][]link // by target word, sources rising
}

func newLinks(src, tgt *side, lex Lexicon) *links {
	table := make(map[[2]int32]link)
	if lex != nil {
		lex.Links(src.vocab, tgt.vocab, func(i, j int, f, b float32) {
			table[[2]int32{int32(i), int32(j)}] = link{int32(j), f, b}
		})
	}
	atLeast := func(i, j int32, p float32) {
		k := [2]int32{i, j}
		l := table[k]
		table[k] = link{j, max(l.p, p), max(l.back, p)}
	}
	ids := make(map[string]int32, len(tgt.vocab))
	skeletons := make(map[string][]int32)
	for j, w := range tgt.vocab {
		ids[w] = int32(j)
		if k := skeleton(w); k != "" {
			skeletons[k] = append(skeletons[k], int32(j))
		}
	}
	for i, w := range src.vocab {
		if j, ok := ids[w]; ok {
			if copyable(w) {
				atLeast(int32(i), j, copyP)
			} else {
				atLeast(int32(i), j, punctP)
			}
		}
		if k := skeleton(w); k != "" {
			for _, j := range skeletons[k] {
				atLeast(int32(i), j, nameP)
			}
		}
	}
	l := &links{}
	l.set(len(src.vocab), len(tgt.vocab), table)
	return l
}

// set replaces the links by those of a table.
func (l *links) set(sources, targets int, table map[[2]int32]link) {
	l.forward = make([][]link, sources)
	l.backward = make([][]link, targets)
	for k, x := range table {
		l.forward[k[0]] = append(l.forward[k[0]], x)
		l.backward[k[1]] = append(l.backward[k[1]], link{k[0], x.back, x.p})
	}
	l.trim()
}

// mostLinks is how many links of a word are kept: what comes after the
// hundredth changes no bead, and costs half the time.
const mostLinks = 100

// trim keeps the best links of every word, in the order of the words: sums in
// the search must not depend on the order of a map.
func (l *links) trim() {
	for _, rows := range [][][]link{l.forward, l.backward} {
		for i, r := range rows {
			if len(r) > mostLinks {
				slices.SortFunc(r, func(a, b link) int { return cmp.Or(cmp.Compare(b.p, a.p), cmp.Compare(a.word, b.word)) })
				rows[i] = r[:mostLinks:mostLinks]
			}
			slices.SortFunc(rows[i], func(a, b link) int { return cmp.Compare(a.word, b.word) })
		}
	}
}

// copyable tells whether a form written the same on both sides means the
// same: numbers, symbols, Latin words, dates.
func copyable(w string) bool {
	return strings.HasPrefix(w, anchorMark) || strings.IndexFunc(w, func(r rune) bool {
		return unicode.IsDigit(r) || r < unicode.MaxASCII && unicode.IsLetter(r)
	}) >= 0
}
