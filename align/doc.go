// Package align finds which sentences of two texts translate each other.
//
// # The problem
//
// Given n source and m target units, find beads (a source range and a target
// range, one of them perhaps empty) that cover both sides once, in order, and
// whose scores have the greatest sum.
//
// # The way
//
//	seeds ─► band ─► lattice ─► candidates ─► features ─► random field ─► votes ─► beads
//	seed.go  band.go search.go  candidates.go features.go rescore.go      joint.go
//	           ▲                                 │ adapt.go: learn from the document, go again
//	           └─────────────────────────────────┘
//
// In words:
//
//  1. Seeds: rare linked words give candidate pairs of sentences; the best
//     rising chain of them is the coarse path. Near-linear.
//  2. Band: cells around the path, widened wherever a path touches its edge.
//  3. Lattice: every bead in the band, up to n+m = MaxBead, gets a first score,
//     and exact dynamic programming finds the best path.
//  4. Candidates: of the lattice remain the beads with a chance, by
//     forward-backward (Rabiner 1989, with flattened scores), and the path.
//  5. Features: each candidate is measured closely, with its neighbours.
//  6. Random field: fitted weights turn the features into log probabilities of
//     whole alignments; the best path is the answer, and the share of all paths
//     that hold a bead is its confidence.
//  7. Votes: where there are other texts, what they say of each boundary is
//     added, and the field is solved again.
//
// A path is monotone. What stands in another order in the other text is looked
// for afterwards, among the units that the path left over (crossing.go).
//
// # The first score
//
// A bead with source words S and target words T scores the likelihood ratio
// between "T translates S" and "T is any text", in both directions:
//
//	½ Σ_{t∈T} log(1−λ + λ p(t|S)/p(t)) + ½ Σ_{s∈S} log(1−λ' + λ' p(s|T)/p(s))
//
// with p(t|S) = Σ_s p(t|s)/(|S|+1) of IBM model 1 (Brown et al. 1993), whose two
// directions were trained to agree (Liang, Taskar and Klein 2006), and p(t) the
// word's share of running text (lexical.go). It needs no thresholds, punishes
// missing words as it rewards found ones, and makes beads of different sizes
// comparable. Added to it are the length ratio (length.go, after Gale and Church
// 1993, with mean and spread of this document), the prior of the bead's type
// (prior.go), the structure of paragraphs (structure.go) and whatever Scorer the
// caller brings. Copies (numbers, symbols, Latin words, punctuation) and names
// that sound alike stand in for the lexicon where it is silent (links.go,
// names.go): evidence weighed by rarity, never a trump.
//
// Each word of the text is translated by itself, so a line could foretell any
// number of copies: no bead takes lines that stand again and again for parts of
// one that does not say its words again (repeats.go).
//
// The target half of the lexical score of a bead is a sum over its target
// units, each depending on the source range alone: so it is computed once for
// every (source range, target unit), not once for every bead. That makes the
// programme as cheap as one on lengths.
//
// # The score
//
// The first score takes a bead's words for independent, and knows nothing of
// what stands beside the bead. So candidates are weighed again. Their features
// (features.go, measured in measure.go) are the parts of the first score and
// what a reader would look at: which share of the information is translated, how
// near the sums of the word vectors are and what a unit more or less would do to
// that (vectors.go), what a neighbour translates better, untranslated stretches
// at the ends, numbers and marks without partner, units that begin or end within
// a sentence or within quoted speech (quotation.go), what is usual in this
// document. Weights and a few hidden units (weights.go) make one sum of them, to
// which comes what kind of bead follows which. They are those of a conditional
// random field over whole alignments (Lafferty, McCallum and Pereira 2001),
// fitted to the beads of parallel text with seeded accidents.
//
// So Bead.Score is in nats: the sum of its components, and the score of a path
// is its log probability given both texts, up to a constant. It tells better
// alignments of the same two texts from worse ones; a bead's score above 0 does
// not mean that it is right. For that there is Bead.Confidence. The components are
// "lexical" (all that words tell), "length", "structure", "type" (of the bead,
// in this document), "edges" (what neighbours translate better, untranslated
// ends), "marks" (punctuation, quoted speech, sentences that were cut),
// "interplay" (the hidden units), one for each extra Scorer, and "votes" where
// other texts had a say.
//
// # Adaptation
//
// adapt.go: on the beads found, λ, the length ratio, the priors of bead types,
// the habits of the document (how often it leaves something out) and the word
// table itself are re-estimated (EM), the lexicon being the prior; then the
// search runs again: twice, or once if the beads are hardly in doubt
// (aligner.go, settled).
//
// # Three texts
//
// Many aligns three texts together (joint.go). If boundary i of x is boundary k
// of z, and k of z is boundary j of y, then i and j are the same point: so each
// pair's cells get votes from the third text, out of the posteriors of the two
// other pairs, and the random field is solved again with the votes as one more
// feature, whose weight was fitted too. That is loopy belief propagation (Pearl
// 1988; Murphy, Weiss and Jordan 1999), broken off after one round.
//
// How far the three alignments agree (Cycle) tells something of their quality
// without gold; where a path has probably lost its way, Slips says so.
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
// Linear time and memory in n beyond seeding (go test ./align -run xxx -bench
// Speed). Of the time of a document of 10,000 lines goes about a quarter into
// the lexical tables of the search (lexical.go: finding the words that one unit
// foretells in others, multiplying the ratios), a fifth into features and their
// weights, an eighth each into seeds, and into links between words (the lexicon,
// names spelt alike), a tenth into adaptation, the rest into crossings, the
// lattice and the garbage collector. What keeps it there: rows of links are
// passed over by a set of the words that are near (links.go, wordSet), beads are
// weighed again only if they have a chance, settled texts adapt once, and memory
// is used again from bead to bead (the search loop allocates once in two lines).
package align
