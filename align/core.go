package align

import "math"

// direct scores single beads, in the band or outside of it. Its memory is used
// again from bead to bead.
type direct struct {
	t    *bound
	mass [2][]float64 // by side, by word: Σ p(word|given words); 0 between beads
	here [2]wordSet   // by side: the words seen; empty between beads
}

func newDirect(t *bound) *direct {
	n, m := len(t.src.vocab), len(t.tgt.vocab)
	return &direct{t: t, mass: [2][]float64{make([]float64, n), make([]float64, m)}, here: [2]wordSet{newWordSet(n), newWordSet(m)}}
}

// lexicalOf is the lexical score of a bead.
func (d *direct) lexicalOf(b Bead) float64 {
	t := d.t
	return (d.foretold(t.src, t.tgt, 1, &t.words.forward, t.lambda.target, b.Source, b.Target) +
		d.foretold(t.tgt, t.src, 0, &t.words.backward, t.lambda.source, b.Target, b.Source)) / 2
}

// foretold is one direction of the lexical score, see half; k is the number of
// the side seen.
func (d *direct) foretold(given, seen *side, k int, rows *linkTable, lambda float64, g, s Range) float64 {
	mass, here := d.mass[k], d.here[k]
	for i := range s.each {
		for _, w := range seen.words[i] {
			here.add(w)
		}
	}
	words := 1.0
	for i := range g.each {
		words += float64(len(given.words[i]))
		for _, w := range given.words[i] {
			lo, hi := rows.row(w)
			for x, t := range rows.word[lo:hi] {
				if here.has(t) {
					mass[t] += float64(rows.p[int(lo)+x])
				}
			}
		}
	}
	v, silent := 0.0, math.Log(1-lambda)
	for i := range s.each {
		for _, w := range seen.words[i] {
			if m := mass[w]; m > 0 {
				v += min(maxRatio, fastLog(1-lambda+lambda*m/words/seen.share[w]))
			} else {
				v += silent
			}
		}
	}
	for i := range s.each {
		for _, w := range seen.words[i] {
			here.remove(w)
			mass[w] = 0
		}
	}
	return v
}

// core gives the bead without the units at its ends that it swallowed, scored
// anew; a bead without sides if its words hardly speak for it. It is larger than 1-1.
func (d *direct) core(b Bead) Bead {
	if b.Null() {
		return Bead{}
	}
	best, most := b, d.together(b)+crossingSwallow
	if d.shuffled(b) > most-crossingSwallow {
		return Bead{}
	}
	longer := b.Source
	if b.Target.Len() > longer.Len() {
		longer = b.Target
	}
	// Only the longer side swallows: the path avoids null beads by merging.
	for lo := longer.Lo; lo < longer.Hi; lo++ {
		for hi := lo + 1; hi <= longer.Hi; hi++ {
			c := b
			if b.Target.Len() > b.Source.Len() {
				c.Target = Range{lo, hi}
			} else {
				c.Source = Range{lo, hi}
			}
			if v := d.together(c); v > most {
				best, most = c, v
			}
		}
	}
	return d.kept(best, d.lexicalOf(best))
}

// kept gives the bead, or one without sides if its words hardly speak for it.
func (d *direct) kept(b Bead, lexical float64) Bead {
	if lexical <= crossingLexical*float64(max(b.Source.Len(), b.Target.Len())) {
		return Bead{}
	}
	return b
}

// shuffled is what words and lengths say of a large many-to-many bead if each of
// its units is put to its best partner: entries of a list often end in one bead.
func (d *direct) shuffled(b Bead) float64 {
	const large = 3 // units a side; in a smaller one two neighbours have changed places
	if min(b.Source.Len(), b.Target.Len()) < large {
		return math.Inf(-1)
	}
	sum := 0.0
	for i := range b.Source.each {
		top := math.Inf(-1)
		for j := range b.Target.each {
			top = max(top, d.together(Bead{Source: Range{i, i + 1}, Target: Range{j, j + 1}}))
		}
		sum += top
	}
	return sum
}

// together is what words and lengths say of a bead.
func (d *direct) together(b Bead) float64 {
	return d.lexicalOf(b) + d.t.length.score(b.Source.Lo, b.Source.Hi, b.Target.Lo, b.Target.Hi)
}
