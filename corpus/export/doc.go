// Package export writes a corpus in the forms that other programs read, and
// reads back those that people review alignments in.
//
// Formats lists them all. A format is one file of this package: how it is
// written, what it cannot hold (one line, for users), and, where beads can come
// back, how it is read. Families are streamed, so that memory holds one
// document however large the corpus is.
//
// There are two kinds. Formats of groups write what belongs together in all
// chosen languages, a record each; formats of beads write the alignment of each
// pair of the languages, with its null beads.
//
// What a person changed in an exported file goes back into the corpus by Read
// and Apply.
package export
