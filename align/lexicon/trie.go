package lexicon

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// speller is a Spelling made ready for looking up. Its characters are numbered.
type speller struct {
	number  map[rune]int32
	by      map[string][]sound // by letters, none silent
	of      [][]sound          // by number of the character
	begins  []uint64           // by number of the character: letters that its sounds begin with (letterBit); all bits if it may fall silent
	longest int                // bytes of the longest letters
	most    []int32            // by number of the character: letters that it becomes, at most
}

// sound is how a character may be written.
type sound struct {
	char    int32 // its number
	n       int   // letters
	letters string
	p       float64 // natural logarithm
}

func newSpeller(s *Spelling) *speller {
	if s == nil || len(s.Chunks) == 0 {
		return nil
	}
	x := &speller{number: make(map[rune]int32), by: make(map[string][]sound)}
	known := make(map[chunkKey]bool, len(s.Chunks))
	for _, c := range s.Chunks {
		known[chunkKey{c.Rune, c.Letters}] = true
		x.add(c.Rune, c.Letters, math.Log(float64(c.P.Float())))
	}
	// The last letter may go where the next character begins with it: 达明诺夫 is daminov.
	for _, c := range s.Chunks {
		_, size := utf8.DecodeLastRuneInString(c.Letters)
		if short := c.Letters[:len(c.Letters)-size]; short != "" && !known[chunkKey{c.Rune, short}] {
			known[chunkKey{c.Rune, short}] = true
			x.add(c.Rune, short, math.Log(clipped*float64(c.P.Float())))
		}
	}
	return x
}

// clipped is how likely a character loses the last letter of a spelling.
const clipped = 0.1

func (x *speller) add(r rune, letters string, p float64) {
	k, ok := x.number[r]
	if !ok {
		k = int32(len(x.of))
		x.number[r] = k
		x.of, x.begins, x.most = append(x.of, nil), append(x.begins, 0), append(x.most, 0)
	}
	x.begins[k] |= letterBit(letters)
	v := sound{k, utf8.RuneCountInString(letters), letters, p}
	x.of[k] = append(x.of[k], v)
	x.most[k] = max(x.most[k], int32(v.n))
	if letters != "" {
		x.by[letters] = append(x.by[letters], v)
		x.longest = max(x.longest, len(letters))
	}
}

// letterBit is a bit for the first letter of a text, by the lower six bits of
// the letter's last byte; all bits for an empty text. Letters that share a bit cost
// time only.
func letterBit(text string) uint64 {
	_, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return math.MaxUint64
	}
	return 1 << (text[size-1] & 63)
}

// trie holds words, and pieces of words, by their characters. Node 0 is the root.
type trie struct {
	x      *speller
	first  []int32      // by number of a character: the node that it leads to from the root, 0 for none
	edges  [][]trieEdge // by node, but for the root: the edges to its children
	reach  []int32      // by node: letters that the characters below it become, at most
	end    []int32      // by node: which of pieces ends there, +1
	pieces [][]piece
}

// trieEdge reaches a node by a character.
type trieEdge struct {
	node, char int32
	begins     uint64 // of the character, see speller
}

// piece is a part of a word: the whole, its first or its last characters.
type piece struct {
	word int     // number of the word
	part float64 // share of its characters, up to 1
}

func (x *speller) newTrie() *trie {
	return &trie{x: x, first: make([]int32, len(x.of)), edges: make([][]trieEdge, 1), reach: make([]int32, 1), end: make([]int32, 1)}
}

// add takes a text, unless it has a character that nobody can spell.
func (t *trie) add(text []rune, p piece) {
	for _, r := range text {
		if _, ok := t.x.number[r]; !ok {
			return
		}
	}
	left := int32(0)
	for _, r := range text {
		left += t.x.most[t.x.number[r]]
	}
	node := int32(0)
	for _, r := range text {
		below := t.child(node, t.x.number[r])
		if *below == 0 {
			*below = int32(len(t.end))
			t.end, t.edges, t.reach = append(t.end, 0), append(t.edges, nil), append(t.reach, 0)
		}
		node = *below
		left -= t.x.most[t.x.number[r]]
		t.reach[node] = max(t.reach[node], left)
	}
	if t.end[node] == 0 {
		t.pieces = append(t.pieces, nil)
		t.end[node] = int32(len(t.pieces))
	}
	k := t.end[node] - 1
	t.pieces[k] = append(t.pieces[k], p)
}

// child is where the node that a character leads to is kept; 0 there if there is none yet.
func (t *trie) child(node, char int32) *int32 {
	if node == 0 {
		return &t.first[char]
	}
	for k := range t.edges[node] {
		if t.edges[node][k].char == char {
			return &t.edges[node][k].node
		}
	}
	t.edges[node] = append(t.edges[node], trieEdge{0, char, t.x.begins[char]})
	return &t.edges[node][len(t.edges[node])-1].node
}

// match is a text of the trie found in a name.
type match struct {
	end     int     // place in trie.pieces
	letters int     // of the name that it covers
	nats    float64 // log likelihood ratio against letters by chance
}

const lossCut = -12.0 // nats: spellings less likely are not followed

// finder finds the texts of a trie in names. Not for use by many goroutines.
type finder struct {
	x     *speller
	t     *trie
	name  string
	n     int       // letters of name
	bits  []uint64  // by byte of name: bit of the letter that begins there
	least []float64 // by letters that a match covers: nats without letterNats that it needs, the least up to there
	out   []match
}

// find gives the best match of each text of the trie within name that makes a
// link (see likelihood), in the order of the trie; until the next call.
func (f *finder) find(name string) []match {
	f.name, f.n, f.out = name, utf8.RuneCountInString(name), f.out[:0]
	f.bits = append(zeros(f.bits, len(name)), 1) // at the end silent sounds fit, and a few that fail later
	for at := range name {
		f.bits[at] = letterBit(name[at:])
	}
	f.least = f.least[:0]
	low := math.Inf(1)
	for covered := range f.n + 1 {
		low = min(low, leastNats(covered, f.n)-letterNats*float64(covered))
		f.least = append(f.least, low)
	}
	left := f.n
	for start := range name {
		for size := 1; size <= f.x.longest && start+size <= len(name); size++ {
			for _, s := range f.x.by[name[start:start+size]] {
				if next := f.t.first[s.char]; next > 0 {
					f.walk(next, start+size, s.n, left-s.n, s.p)
				}
			}
		}
		left--
	}
	slices.SortFunc(f.out, func(a, b match) int { return cmp.Compare(a.end, b.end) })
	return f.out
}

// walk goes on from a node, some letters being covered at log probability p
// and some being left.
func (f *finder) walk(node int32, at, covered, left int, p float64) {
	t := f.t
	if p < f.least[covered+min(left, int(t.reach[node]))] {
		return // whatever comes, it will not do
	}
	if k := t.end[node]; k > 0 && p >= f.least[covered] {
		f.note(match{int(k) - 1, covered, p + letterNats*float64(covered)})
	}
	bit := f.bits[at]
	for _, e := range t.edges[node] {
		if e.begins&bit == 0 {
			continue // what most of them fail at, soonest
		}
		sounds := f.x.of[e.char]
		for k := range sounds {
			s := &sounds[k]
			if s.letters != "" && (at == len(f.name) || f.name[at] != s.letters[0]) {
				continue
			}
			if q := p + s.p; q > lossCut && strings.HasPrefix(f.name[at:], s.letters) {
				f.walk(e.node, at+len(s.letters), covered+s.n, left-s.n, q)
			}
		}
	}
}

func (f *finder) note(m match) {
	for k := range f.out {
		if f.out[k].end == m.end {
			if m.nats > f.out[k].nats {
				f.out[k] = m
			}
			return
		}
	}
	f.out = append(f.out, m)
}
