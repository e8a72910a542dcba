package pipeline

import (
	"fmt"

	"tritext/align"
	"tritext/corpus"
)

// tellSlips puts a doubt into a document for every stretch in which the path has
// probably lost its way: into the source's, unless only target units are there.
func tellSlips(source, target *side, s, t *stream, found []align.Slip) {
	for _, x := range found {
		d, from, units := source.doc, s, x.Source
		other, there, against := target.doc, t, x.Target
		if units.Len() == 0 {
			d, from, units, other, there, against = other, there, against, d, from, units
		}
		line, col := firstPlace(d, from.index[units.Lo])
		beside := "against nothing in " + other.Source.Path
		if against.Len() > 0 {
			at, _ := firstPlace(other, there.index[against.Lo])
			beside = fmt.Sprintf("against %d from %s:%d on", against.Len(), other.Source.Path, at)
		}
		d.Problems = append(d.Problems, corpus.Problem{
			Stage: "align", Path: d.Source.Path, Line: line, Col: col,
			What: fmt.Sprintf("the alignment may have slipped, or the texts differ: %d units from here on, %s; mean confidence %.2f",
				units.Len(), beside, x.Confidence),
		})
	}
}
