package main

import (
	"tritext/align"
)

// tellSlips warns of stretches in which the path has probably lost its way.
func (a *alignment) tellSlips(p *alignedPair, slips []align.Slip) {
	for _, s := range slips {
		a.langs.log.Warn("the alignment may have slipped, or the texts differ",
			"source", p.source.path, "lines", p.source.lines(s.Source), "target", p.target.path, "target_lines", p.target.lines(s.Target),
			"beads", s.Beads.Len(), "confidence", decimal(s.Confidence))
	}
}
