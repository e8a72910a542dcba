package pipeline

import (
	"fmt"

	"tritext/align"
	"tritext/corpus"
)

// tellCrossings puts a doubt into the source's document for every passage that
// stands in another order in the target.
func tellCrossings(source, target *side, s, t *stream, found []align.Crossing, allowed bool) {
	for _, c := range found {
		d, o := source.doc, target.doc
		line, col := firstPlace(d, s.index[c.Source.Lo])
		there, _ := firstPlace(o, t.index[c.Target.Lo])
		became := "left without partners"
		if allowed {
			became = "matched there"
		}
		units := 0
		for _, b := range c.Beads {
			units += b.Source.Len()
		}
		d.Problems = append(d.Problems, corpus.Problem{
			Stage: "align", Path: d.Source.Path, Line: line, Col: col,
			What: fmt.Sprintf("passage in another order: of the %d units from here on, %d have their translation from %s:%d on; %s",
				c.Source.Len(), units, o.Source.Path, there, became),
		})
	}
}

// firstPlace is the line and column of a unit.
func firstPlace(d *corpus.Document, unit int) (line, col int) {
	if spans := d.Units[unit].Spans; len(spans) > 0 {
		return d.LineCol(spans[0].Start)
	}
	return 0, 0
}
