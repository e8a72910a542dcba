package lexicon

import (
	"slices"
	"strings"
	"unicode"
)

// Learning words from documents at hand.
//
// What a Pair does not know stands out in beads that are right: 集安组织 and CSTO
// are what is left over when every other word has found its partner. A Harvest
// counts such leftovers in one document, a Learner adds documents up and gives
// the pairs that are found together too often for chance as a Dictionary:
//
//	beads ─► Pair.Harvest ─► Learner.Add ─► Learner.Dictionary ─► Pair.With
//
// Leftovers only, because they are few, so the counts of a large run stay small,
// and because a word that has a partner already would take part in every
// coincidence (competitive linking, Melamed 2000). A pair is learnt if it stands
// in four beads at least, with a Dice coefficient 2n(s,t)/(n(s)+n(t)) of at least
// four fifths, and if neither word has a partner with a greater one. Two beads
// and one half teach five times as many pairs, and lost a set .004.
const (
	explained     = 0.1       // least probability, in one direction, of a link that explains its words
	longHarvest   = 80        // words on a side: longer beads teach nothing
	learnBeads    = 4         // beads that a learnt pair stands in at least
	learnDice     = 0.8       // its Dice coefficient at least
	learnSmooth   = 2         // beads in which a learnt word may have meant something else
	mostHarvested = 1_000_000 // pairs that a Learner keeps
)

// Harvest is counts of the beads of one document.
type Harvest struct {
	source, target []count // in the order of their first bead
	pairs          []pairCount
}

// count is the beads that hold a word.
type count struct {
	word  string
	beads int32
}

// pairCount is the beads in which two words, by their numbers, are left over.
type pairCount struct {
	words [2]int32
	beads int32
}

// BeadWords is the matching forms of a bead's two sides, repeats allowed.
type BeadWords struct{ Source, Target []string }

// Harvest counts the words of a document's beads, and the pairs of words that
// stand in one bead without having a partner that the pair of languages knows.
// The beads should be right ones without null beads. It may be called by many
// goroutines at once.
func (p *Pair) Harvest(beads []BeadWords) *Harvest {
	var src, tgt counted
	type words struct{ source, target []int32 }
	var all []words
	for _, b := range beads {
		if len(b.Source) <= longHarvest && len(b.Target) <= longHarvest {
			all = append(all, words{src.add(b.Source), tgt.add(b.Target)})
		}
	}
	partners := make([][]int32, len(src.words)) // by source word, targets rising
	p.Links(src.forms(), tgt.forms(), func(i, j int, forward, backward float32) {
		if max(forward, backward) >= explained {
			partners[i] = append(partners[i], int32(j))
		}
	})
	for i, w := range src.words { // copies explain themselves
		if j, ok := tgt.ids[w.word]; ok {
			partners[i] = append(partners[i], j)
		}
	}
	at := make(map[[2]int32]int)
	h := &Harvest{source: src.words, target: tgt.words}
	here := make([]bool, len(tgt.words))
	met := make([]bool, len(tgt.words)) // target words of the bead with a partner
	for _, b := range all {
		for _, t := range b.target {
			here[t] = true
		}
		var alone []int32
		for _, s := range b.source {
			found := !lettered(src.words[s].word)
			for _, t := range partners[s] {
				if here[t] {
					found, met[t] = true, true
				}
			}
			if !found {
				alone = append(alone, s)
			}
		}
		for _, t := range b.target {
			if met[t] || !lettered(tgt.words[t].word) {
				continue
			}
			for _, s := range alone {
				k, ok := at[[2]int32{s, t}]
				if !ok {
					k = len(h.pairs)
					at[[2]int32{s, t}] = k
					h.pairs = append(h.pairs, pairCount{words: [2]int32{s, t}})
				}
				h.pairs[k].beads++
			}
		}
		for _, t := range b.target {
			here[t], met[t] = false, false
		}
	}
	return h
}

// lettered tells whether a form has a letter: numbers and punctuation are
// matched as copies.
func lettered(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// counted counts the beads of words.
type counted struct {
	words []count
	ids   map[string]int32
}

// number gives the word's number, a new one if need be.
func (c *counted) number(w string) int32 {
	k, ok := c.ids[w]
	if !ok {
		if c.ids == nil {
			c.ids = make(map[string]int32)
		}
		w = strings.Clone(w) // it may be a piece of a document, which must be let go
		k = int32(len(c.words))
		c.ids[w] = k
		c.words = append(c.words, count{word: w})
	}
	return k
}

// add counts a bead and gives the numbers of its distinct words.
func (c *counted) add(forms []string) []int32 {
	var out []int32
	for _, w := range forms {
		if k := c.number(w); !slices.Contains(out, k) { // at most longHarvest
			c.words[k].beads++
			out = append(out, k)
		}
	}
	return out
}

// merge adds other counts, and gives the numbers that their words have here.
func (c *counted) merge(other []count) []int32 {
	out := make([]int32, len(other))
	for i, w := range other {
		out[i] = c.number(w.word)
		c.words[out[i]].beads += w.beads
	}
	return out
}

func (c *counted) forms() []string {
	out := make([]string, len(c.words))
	for i, w := range c.words {
		out[i] = w.word
	}
	return out
}

// Learner adds up harvests of one pair of languages. The zero value is ready.
// What it gives does not depend on the order of the harvests while they hold
// no more than Most pairs. Beyond that the rarest pairs are forgotten, with
// the words that have been as rare, as in lossy counting (Manku and Motwani
// 2002), and memory stays the same.
type Learner struct {
	Most int // pairs of words kept; 0: a million, some 50 MB

	source, target counted
	pairs          map[[2]int32]int32 // beads, by the words' numbers
}

// Add adds the counts of a document.
func (l *Learner) Add(h *Harvest) {
	if l.pairs == nil {
		l.pairs = make(map[[2]int32]int32)
	}
	source, target := l.source.merge(h.source), l.target.merge(h.target)
	for _, p := range h.pairs {
		l.pairs[[2]int32{source[p.words[0]], target[p.words[1]]}] += p.beads
	}
	most := l.Most
	if most <= 0 {
		most = mostHarvested
	}
	for beads := int32(1); len(l.pairs) > most; beads++ {
		l.forget(beads)
	}
}

// forget drops pairs of that many beads or fewer, and words that are as rare and
// in no pair.
func (l *Learner) forget(beads int32) {
	var kept [2][]bool
	kept[0], kept[1] = make([]bool, len(l.source.words)), make([]bool, len(l.target.words))
	old := l.pairs
	l.pairs = make(map[[2]int32]int32)
	for p, n := range old {
		if n > beads {
			l.pairs[p] = n
			kept[0][p[0]], kept[1][p[1]] = true, true
		}
	}
	for i, side := range []*counted{&l.source, &l.target} {
		var rest counted
		to := make([]int32, len(side.words))
		for k, w := range side.words {
			if w.beads > beads || kept[i][k] {
				to[k] = rest.number(w.word)
				rest.words[to[k]].beads = w.beads
			}
		}
		*side = rest
		moved := make(map[[2]int32]int32, len(l.pairs))
		for p, n := range l.pairs {
			p[i] = to[p[i]]
			moved[p] = n
		}
		l.pairs = moved
	}
}

// dice gives the Dice coefficient of a pair that is found together n times.
func (l *Learner) dice(p [2]int32, n int32) float64 {
	return 2 * float64(n) / float64(l.source.words[p[0]].beads+l.target.words[p[1]].beads)
}

// Dictionary gives the pairs of words that were learnt; Len tells how many they
// are. p(target|source) of a pair is its share of the source word's beads,
// smoothed: of a pair that was seen twice it is less than that of an entry
// somebody wrote.
func (l *Learner) Dictionary() *Dictionary {
	best := [2][]float64{make([]float64, len(l.source.words)), make([]float64, len(l.target.words))}
	type pair struct {
		wordPair
		at [2]int32
	}
	var found []pair
	for p, n := range l.pairs {
		d := l.dice(p, n)
		best[0][p[0]], best[1][p[1]] = max(best[0][p[0]], d), max(best[1][p[1]], d)
		if n >= learnBeads && d >= learnDice {
			found = append(found, pair{wordPair{l.source.words[p[0]].word, l.target.words[p[1]].word}, p})
		}
	}
	slices.SortFunc(found, func(p, q pair) int { return p.compare(q.wordPair) })
	d := &Dictionary{}
	for _, p := range found {
		if n := l.pairs[p.at]; l.dice(p.at, n) >= max(best[0][p.at[0]], best[1][p.at[1]]) {
			d.put(p.wordPair, float64(n))
			d.from[p.source] += float64(n)
			d.to[p.target] += float64(n)
			d.entries++
		}
	}
	// Words that always stand together share what they are found with.
	for w, n := range d.from {
		d.from[w] = max(n, float64(l.source.words[l.source.ids[w]].beads)) + learnSmooth
	}
	for w, n := range d.to {
		d.to[w] = max(n, float64(l.target.words[l.target.ids[w]].beads)) + learnSmooth
	}
	return d
}
