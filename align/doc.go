// Package align finds which sentences of two texts translate each other.
//
// # The problem
//
// Given n source and m target units, find beads (a source range and a target
// range, one of them perhaps empty) that cover both sides once, in order, and
// whose scores have the greatest sum.
//
// # The score
//
// A bead with source words S and target words T scores the likelihood ratio
// between "T translates S" and "T is any text", in both directions:
//
//	½ Σ_{t∈T} log(1−λ + λ p(t|S)/p(t)) + ½ Σ_{s∈S} log(1−λ' + λ' p(s|T)/p(s))
//
// with p(t|S) = Σ_s p(t|s)/(|S|+1) of IBM model 1 (Brown et al. 1993) and p(t)
// the word's share of running text (lexical.go). It needs no thresholds,
// punishes missing words as it rewards found ones, and makes beads of
// different sizes comparable. Added to it are the length ratio (length.go,
// after Gale and Church 1993, with mean and spread of this document), the
// prior of the bead's type (prior.go), the structure of paragraphs (structure.go)
// and whatever Scorer the caller brings. Copies (numbers, symbols, Latin
// words, punctuation) and names that sound alike stand in for the lexicon
// where it is silent (links.go, names.go): evidence weighed by rarity, never a
// trump.
//
// # The search
//
//  1. seed.go: rare linked words give candidate pairs of sentences; the best
//     rising chain of them is the coarse path. Near-linear.
//  2. band.go: a band around the path, widened wherever a path touches its edge.
//  3. search.go: exact dynamic programme in the band, beads up to n+m = MaxBead.
//
// The target half of the lexical score of a bead is a sum over its target
// units, each depending on the source range alone: so it is computed once for
// every (source range, target unit), not once for every bead. That makes the
// programme as cheap as one on lengths.
//
// A path is monotone. What stands in another order in the other text is looked
// for afterwards, among the units that the path left over (crossing.go).
//
// # Adaptation
//
// adapt.go: on the beads found, λ, the length ratio, the priors of bead types
// and the word table itself are re-estimated (EM), the lexicon being the
// prior; then the search runs again.
//
// # Words
//
// wordlinks.go: with Options.WordLinks, every bead tells which of its words
// translate each other, by the adapted word table, their places and their
// neighbours. On lines of Parallel Universal Dependencies the alignment error
// rate (Och and Ney 2003) is .18 for zh-en, .11 for en-ru and .20 for zh-ru
// (go test ./align -run xxx -bench WordGold). Weigh that with its gold: 30 pairs
// of lines a pair of languages, 1,012 sure and 683 possible links in all, made
// by this project, by one annotator, before the aligner's links were seen; the
// rate is that of 15 pairs of lines by which no constant was chosen.
//
// # Cost
//
// For n ≈ m sentences of about 20 words, a band of 25 cells: linear time and
// memory in n beyond seeding; see the benchmarks.
package align
