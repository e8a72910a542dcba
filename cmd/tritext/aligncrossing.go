package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"tritext/align"
)

// allowCrossingFlag is for the commands that align.
func allowCrossingFlag() cli.Flag {
	return &cli.BoolFlag{Name: "allow-crossing", Usage: "match passages that stand in another order, such as moved annexes and lists in alphabetical order; else they are only told"}
}

// tellCrossings warns of passages that stand in another order.
func (a *alignment) tellCrossings(p *alignedPair) {
	for _, c := range p.crossings {
		became := "only told; --allow-crossing matches it"
		if a.Bool("allow-crossing") {
			became = "matched"
		}
		a.langs.log.Warn("passage in another order",
			"source", p.source.path, "lines", p.source.lines(c.Source), "target", p.target.path, "target_lines", p.target.lines(c.Target),
			"beads", len(c.Beads), "score", decimal(c.Score), "became", became)
	}
}

// lines writes the numbers of the first and the last line of units: "4-17";
// "none" if there are none.
func (t *lineText) lines(r align.Range) string {
	if r.Len() == 0 {
		return "none"
	}
	first, last := t.places[r.Lo], t.places[r.Hi-1]
	if first == last {
		return list([]int{first}, "")
	}
	return list([]int{first, last}, "-")
}

// moved gives, by bead, the lines of the other text that its lines translate
// where the texts have another order, unless the beads hold them already.
func (p *alignedPair) moved() [][]int {
	var to [2]map[int][]int // by side, by line: lines of the other side
	to[0], to[1] = map[int][]int{}, map[int][]int{}
	for _, c := range p.crossings {
		for _, b := range c.Beads {
			from, other := p.source.places[b.Source.Lo:b.Source.Hi], p.target.places[b.Target.Lo:b.Target.Hi]
			for _, i := range from {
				to[0][i] = other
			}
			for _, j := range other {
				to[1][j] = from
			}
		}
	}
	out := make([][]int, len(p.beads))
	for k, b := range p.beads {
		if b.Crossing {
			continue
		}
		side, own := 0, b.source
		if len(own) == 0 {
			side, own = 1, b.target
		}
		for _, i := range own {
			out[k] = append(out[k], to[side][i]...)
		}
		slices.Sort(out[k])
		out[k] = slices.Compact(out[k])
	}
	return out
}
