// Package eval says how right an alignment is.
//
// Published figures for sentence alignment differ because scorers differ. Score
// counts under all conventions at once; Conventions lists them with their
// sources, the default first:
//
//	gold, err := eval.ReadFile("letter.zh-en.gold")
//	test, err := eval.ReadFile("letter.zh-en.beads")
//	counts := eval.Score(gold, test)
//	fmt.Printf("%.3f\n", counts.F1())
//
// Counts of several documents are added (micro-average: every bead weighs the
// same, whatever its document). Bootstrap tells how far a figure can be trusted
// with the documents at hand.
//
// Two warnings that the conventions carry in them. Under vecalign's convention
// a test that leaves null beads out loses nothing, and one bead that joins
// everything is right under the lax count: rank by the strict count, look at
// the null sentences, and let aligners write every null bead. Figures of
// different conventions must never stand in one column.
package eval
