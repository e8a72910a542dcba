package lexicon

import (
	"cmp"
	"slices"
)

// name is a name in both languages.
type name struct {
	source []rune
	target string
	cuts   []int // byte places of the target's letters, and its end
}

// Longest names that are taken, in characters: longer ones are sentences.
const (
	longHanName = 10
	longName    = 24
)

// AddName takes a name as both languages write it, the source in Chinese: 雷塔卢莱乌,
// retalhuleu. A single character with its reading, 扬 and yang, teaches how it
// sounds. It tells whether the name was taken: both sides must be letters, the
// source alone in Han characters, at most 10 of them, the target at most 24.
// Names that are translated and not spelt do no harm: learning tells them apart.
func (t *Trainer) AddName(source, target string) bool {
	s, u := []rune(source), []rune(target)
	if !letters(source) || !letters(target) || !isHan(s[0]) || isHan(u[0]) || len(s) > longHanName || len(u) > longName {
		return false
	}
	if len(s) > 1 && len(u) < nameLength {
		return false // an abbreviation
	}
	n := name{source: s, target: target}
	for i := range target {
		n.cuts = append(n.cuts, i)
	}
	n.cuts = append(n.cuts, len(target))
	t.names = append(t.names, n)
	return true
}

// Learning to spell.
const (
	spellRounds  = 8    // of EM
	spellAll     = 2    // first rounds, in which every name counts as spelt
	spellSmooth  = 0.3  // occurrences kept for what was never seen
	priorWeight  = 0.23 // of the prior beside what was counted
	spellFloor   = 0.03 // chunks less likely are left out …
	spellCount   = 1.5  // … and those expected less often
	onceCount    = 0.8  // occurrences taken off: what stands in one name only says nothing
	readingCount = 4    // occurrences that a reading counts for
	silentP      = 0.02 // prior of a character without a sound
	hanLetters   = 6    // that a Han character becomes at most: zhuang
	usualLetters = 3    // longer chunks are rarer, by:
	longChunk    = 1000
	startShare   = 0.5  // of names that are spelt, at first
	leastCount   = 1e-4 // of a chunk in one name
)

// chunkKey is a character and the letters that it may become.
type chunkKey struct {
	r     rune
	chunk string
}

// spelling learns how names are spelt, by EM.
type spelling struct {
	p      map[chunkKey]float64
	count  map[chunkKey]float64
	total  map[rune]float64
	letter map[rune]float64 // share of each target letter
	first  bool             // no round was made yet
	arcs   []float64        // of a name: p by source character, letter, length
	alpha  []float64
	beta   []float64
}

// spell learns a Spelling from the names by EM over all ways to cut the target
// into chunks, one a source character (the generative channel of Knight and
// Graehl 1998 without their intermediate sounds); a name counts by the
// probability that it is spelt and not translated, against letters by chance
// (Sajjad, Fraser and Schmid 2012). Nil without names.
func (t *Trainer) spell() *Spelling {
	if len(t.names) == 0 {
		return nil
	}
	x := &spelling{p: make(map[chunkKey]float64), letter: make(map[rune]float64), first: true}
	all := 0.0
	for _, n := range t.names {
		for _, r := range n.target {
			x.letter[r]++
			all++
		}
	}
	for r := range x.letter {
		x.letter[r] /= all
	}
	same := make(map[string]float64) // names by target
	for _, n := range t.names {
		same[n.target]++
	}
	spelt := startShare
	for round := range spellRounds {
		x.count, x.total = make(map[chunkKey]float64), make(map[rune]float64)
		sum := 0.0
		for _, n := range t.names {
			z := x.read(n)
			if z == 0 {
				continue // more letters than the characters can become
			}
			weight := 1.0
			if round >= spellAll {
				chance := 1.0
				for _, r := range n.target {
					chance *= x.letter[r]
				}
				weight = spelt * z / (spelt*z + (1-spelt)*chance)
			}
			sum += weight
			if weight /= same[n.target]; len(n.source) == 1 {
				weight = readingCount
			}
			x.add(n, weight/z)
		}
		if round >= spellAll {
			spelt = sum / float64(len(t.names))
		}
		clear(x.p)
		for k, c := range x.count {
			x.p[k] = max(0, c-onceCount) / (x.total[k.r] + spellSmooth)
		}
		x.first = false
	}
	s := &Spelling{}
	for k, p := range x.p {
		if p >= spellFloor && x.count[k] >= spellCount {
			s.Chunks = append(s.Chunks, Chunk{k.r, k.chunk, NewProb(p)})
		}
	}
	slices.SortFunc(s.Chunks, func(a, b Chunk) int { return cmp.Or(cmp.Compare(a.Rune, b.Rune), cmp.Compare(a.Letters, b.Letters)) })
	return s
}

// prior of a chunk: letters by their shares.
func (x *spelling) prior(chunk string) float64 {
	if chunk == "" {
		return silentP
	}
	v, n := (1-silentP)/hanLetters, 0
	for _, l := range chunk {
		v *= x.letter[l]
		n++
	}
	if n > usualLetters {
		v /= longChunk
	}
	return v
}

// each visits the arcs of a name: source character i becomes letters j to k.
func (n *name) each(f func(at, i, j, k int)) {
	at := 0
	for i := range n.source {
		for j := range n.cuts {
			for k := j; k <= min(len(n.cuts)-1, j+hanLetters); k++ {
				f(at, i, j, k)
				at++
			}
		}
	}
}

// read fills arcs, alpha and beta for a name and gives its probability.
func (x *spelling) read(n name) float64 {
	a, b := len(n.source), len(n.cuts)
	x.arcs = x.arcs[:0]
	x.alpha, x.beta = zeros(x.alpha, (a+1)*b), zeros(x.beta, (a+1)*b)
	x.alpha[0], x.beta[(a+1)*b-1] = 1, 1
	n.each(func(_, i, j, k int) {
		r, chunk := n.source[i], n.target[n.cuts[j]:n.cuts[k]]
		p := x.prior(chunk)
		if !x.first {
			p = x.p[chunkKey{r, chunk}] + priorWeight*p
		}
		x.arcs = append(x.arcs, p)
		x.alpha[(i+1)*b+k] += x.alpha[i*b+j] * p
	})
	at := len(x.arcs)
	for i := a - 1; i >= 0; i-- {
		for j := b - 1; j >= 0; j-- {
			for k := min(b-1, j+hanLetters); k >= j; k-- {
				at--
				x.beta[i*b+j] += x.beta[(i+1)*b+k] * x.arcs[at]
			}
		}
	}
	return x.alpha[(a+1)*b-1]
}

// add counts the arcs of the name that read has read, weighed.
func (x *spelling) add(n name, weight float64) {
	b := len(n.cuts)
	n.each(func(at, i, j, k int) {
		if c := weight * x.alpha[i*b+j] * x.arcs[at] * x.beta[(i+1)*b+k]; c > leastCount {
			r := n.source[i]
			x.count[chunkKey{r, n.target[n.cuts[j]:n.cuts[k]]}] += c
			x.total[r] += c
		}
	})
}

// zeros gives n zeros, in v if there is room.
func zeros[T uint64 | float64](v []T, n int) []T {
	v = slices.Grow(v[:0], n)[:n]
	clear(v)
	return v
}
