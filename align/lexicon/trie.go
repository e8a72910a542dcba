package lexicon

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// speller is a Spelling made ready for looking up.
type speller struct {
	by      map[string][]sound // by letters, none silent
	of      map[rune][]sound   // by character
	longest int                // bytes of the longest letters
}

type sound struct {
	r       rune
	letters string
	p       float64 // natural logarithm
}

func newSpeller(s *Spelling) *speller {
	if s == nil || len(s.Chunks) == 0 {
		return nil
	}
	x := &speller{by: make(map[string][]sound), of: make(map[rune][]sound)}
	known := make(map[chunkKey]bool, len(s.Chunks))
	for _, c := range s.Chunks {
		known[chunkKey{c.Rune, c.Letters}] = true
		x.add(sound{c.Rune, c.Letters, math.Log(float64(c.P.Float()))})
	}
	// The last letter may go where the next character begins with it: 达明诺夫 is daminov.
	for _, c := range s.Chunks {
		_, size := utf8.DecodeLastRuneInString(c.Letters)
		if short := c.Letters[:len(c.Letters)-size]; short != "" && !known[chunkKey{c.Rune, short}] {
			known[chunkKey{c.Rune, short}] = true
			x.add(sound{c.Rune, short, math.Log(clipped * float64(c.P.Float()))})
		}
	}
	return x
}

// clipped is how likely a character loses the last letter of a spelling.
const clipped = 0.1

func (x *speller) add(v sound) {
	x.of[v.r] = append(x.of[v.r], v)
	if v.letters != "" {
		x.by[v.letters] = append(x.by[v.letters], v)
		x.longest = max(x.longest, len(v.letters))
	}
}

// trie holds words, and pieces of words, by their characters. Node 0 is the root.
type trie struct {
	next   map[trieEdge]int32
	edges  [][]trieEdge // by node: the edges to its children, with their nodes
	end    []int32      // by node: which of pieces ends there, +1
	pieces [][]piece
}

// trieEdge leaves or, in trie.edges, reaches node by the character r.
type trieEdge struct {
	node int32
	r    rune
}

// piece is a part of a word: the whole, its first or its last characters.
type piece struct {
	word int     // number of the word
	part float64 // share of its characters, up to 1
}

func newTrie() *trie {
	return &trie{next: make(map[trieEdge]int32), edges: make([][]trieEdge, 1), end: make([]int32, 1)}
}

func (t *trie) add(text string, p piece) {
	node := int32(0)
	for _, r := range text {
		n, ok := t.next[trieEdge{node, r}]
		if !ok {
			n = int32(len(t.end))
			t.next[trieEdge{node, r}] = n
			t.edges[node] = append(t.edges[node], trieEdge{n, r})
			t.end, t.edges = append(t.end, 0), append(t.edges, nil)
		}
		node = n
	}
	if t.end[node] == 0 {
		t.pieces = append(t.pieces, nil)
		t.end[node] = int32(len(t.pieces))
	}
	k := t.end[node] - 1
	t.pieces[k] = append(t.pieces[k], p)
}

// match is a text of the trie found in a name.
type match struct {
	end     int     // place in trie.pieces
	letters int     // of the name that it covers
	nats    float64 // log likelihood ratio against letters by chance
}

const lossCut = -12.0 // nats: spellings less likely are not followed

// find gives the best match of each text of the trie within name, in the order
// of the trie; out is room to use again.
func (x *speller) find(t *trie, name string, out []match) []match {
	out = out[:0]
	note := func(m match) {
		for k := range out {
			if out[k].end == m.end {
				if m.nats > out[k].nats {
					out[k] = m
				}
				return
			}
		}
		out = append(out, m)
	}
	var walk func(node int32, start, at int, p float64)
	walk = func(node int32, start, at int, p float64) {
		if k := t.end[node]; k > 0 {
			n := utf8.RuneCountInString(name[start:at])
			note(match{int(k) - 1, n, p + letterNats*float64(n)})
		}
		for _, e := range t.edges[node] {
			for _, s := range x.of[e.r] {
				if q := p + s.p; q > lossCut && strings.HasPrefix(name[at:], s.letters) {
					walk(e.node, start, at+len(s.letters), q)
				}
			}
		}
	}
	for start := range name {
		for n := 1; n <= x.longest && start+n <= len(name); n++ {
			for _, s := range x.by[name[start:start+n]] {
				if next, ok := t.next[trieEdge{0, s.r}]; ok {
					walk(next, start, start+n, s.p)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b match) int { return cmp.Compare(a.end, b.end) })
	return out
}
