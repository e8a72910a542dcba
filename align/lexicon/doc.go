// Package lexicon is the embedded translation model: how likely words of two
// languages translate each other, and each word's share of running text.
//
// A Model holds a vocabulary for each language and a table for each pair of
// languages; Pair looks at one table from either side and is what package
// align takes as its Lexicon. Trainer makes a table from parallel text and
// dictionaries by IBM model 1 in both directions with agreement; Compose
// makes the table of a pair from two tables that share a language; Widen adds
// paraphrases. VectorTrainer makes word vectors in one space for all languages,
// whose sums tell how near two sentences are where no pair of their words stands
// in a table. Write and Read keep a model in a file; Open reads the one
// inside the binary. The model card beside the embedded file names its sources,
// their licences and hashes, and the command that makes it again, byte for byte.
//
// The package imports nothing of ours: words are strings, however they were cut.
package lexicon
