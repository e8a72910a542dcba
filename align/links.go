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

// pairLink is a link from source word i.
type pairLink struct {
	i int32
	link
}

func newLinks(src, tgt *side, lex Lexicon) *links {
	var all []pairLink
	if lex != nil {
		lex.Links(src.vocab, tgt.vocab, func(i, j int, f, b float32) {
			all = append(all, pairLink{int32(i), link{int32(j), f, b}})
		})
	}
	known := newLinkRows(all, len(src.vocab))
	atLeast := func(i, j int32, p float32) {
		for k, x := range known[i] {
			if x.word == j {
				known[i][k].p, known[i][k].back = max(x.p, p), max(x.back, p)
				return
			}
		}
		known[i] = append(known[i], link{j, p, p})
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
	return bothWays(known, src, tgt)
}

// newLinkRows puts links into rows by source word, in one block of memory. A
// row that grows moves out of it.
func newLinkRows(all []pairLink, sources int) [][]link {
	rows, size := make([][]link, sources), make([]int32, sources)
	for _, x := range all {
		size[x.i]++
	}
	flat := make([]link, len(all))
	at := 0
	for i, n := range size {
		rows[i] = flat[at : at : at+int(n)]
		at += int(n)
	}
	for _, x := range all {
		rows[x.i] = append(rows[x.i], x.link)
	}
	return rows
}

const (
	// mostLinks is how many links of a word are kept: what comes after the
	// hundredth changes no bead, and costs half the time.
	mostLinks = 100
	// leastLift is how much likelier than by chance a link must make its word, in
	// one direction at least, to be kept: others cannot show in a sum.
	leastLift = 1
)

// bothWays keeps the links that can matter and turns them round. Rows are in the
// order of the words: sums in the search must not depend on any other.
func bothWays(forward [][]link, src, tgt *side) *links {
	l := &links{forward: forward, backward: make([][]link, len(tgt.vocab))}
	size := make([]int32, len(tgt.vocab))
	for i, row := range forward {
		kept := row[:0]
		for _, x := range row {
			if float64(x.p) > leastLift*tgt.share[x.word] || float64(x.back) > leastLift*src.share[i] {
				kept = append(kept, x)
				size[x.word]++
			}
		}
		forward[i] = kept
	}
	all := 0
	for _, n := range size {
		all += int(n)
	}
	flat, at := make([]link, all), 0
	for j, n := range size {
		l.backward[j] = flat[at : at : at+int(n)]
		at += int(n)
	}
	for i, row := range forward {
		for _, x := range row {
			l.backward[x.word] = append(l.backward[x.word], link{int32(i), x.back, x.p})
		}
	}
	for _, rows := range [][][]link{l.forward, l.backward} {
		for i, r := range rows {
			if len(r) > mostLinks {
				slices.SortFunc(r, func(a, b link) int { return cmp.Or(cmp.Compare(b.p, a.p), cmp.Compare(a.word, b.word)) })
				r = r[:mostLinks:mostLinks]
				rows[i] = r
			}
			byWord := func(a, b link) int { return cmp.Compare(a.word, b.word) }
			if !slices.IsSortedFunc(r, byWord) {
				slices.SortFunc(r, byWord)
			}
		}
	}
	return l
}

// copyable tells whether a form written the same on both sides means the
// same: numbers, symbols, Latin words, dates.
func copyable(w string) bool {
	return strings.HasPrefix(w, anchorMark) || strings.IndexFunc(w, func(r rune) bool {
		return unicode.IsDigit(r) || r < unicode.MaxASCII && unicode.IsLetter(r)
	}) >= 0
}
