// Package query asks a finished corpus: what is in it (Stats), where something
// stands (Find), a sample for people (Sample), what changed between two runs
// (Diff), and whether everything in it still holds (Verify). Merge makes one
// corpus of several.
//
// Stats, Find and Sample scan columns and never hold more than a few row groups,
// whatever the size of the corpus; Diff and Verify hold one document at a time.
// None changes a corpus.
package query
