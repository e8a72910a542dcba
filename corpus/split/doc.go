// Package split parts a corpus into train, dev and test so that nothing of one
// stands in another.
//
//	s := split.New(options)
//	for each document: s.Add(document)     families and clusters, see cluster.go
//	s.Assign()                             whole clusters go to a side
//	for each document: s.Hold(document)    the texts of dev and test
//	for each document: s.Scan(document)    near duplicates of them elsewhere
//	s.Split(document, group)               the side of each group
//
// A family is never parted: documents that share a symbol but for Add., Corr. and
// Rev., or have one symbol in common (A/ and S/), and drafts and resolutions of
// one session with one title. Nor are documents that share many sentences.
//
// Sentences that stand in many documents (formulas) cannot be kept on one side
// like that. A sentence of dev or test of which train has a near duplicate in any
// language goes to no side, and so does one of dev that has one in test. The
// search for these is exact, so that the result has no leak by construction;
// Check proves it from the corpus alone.
package split
