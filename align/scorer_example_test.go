package align_test

import (
	"fmt"

	"tritext/align"
)

// speakers is evidence of a user's own: the transcript's columns name who
// speaks, and a sentence of one speaker does not translate one of another's.
type speakers struct {
	source, target []string // by unit
}

func (speakers) Name() string { return "speakers" }

// Bind has nothing to prepare: the speakers are known by the units' numbers.
func (s speakers) Bind(source, target []align.Unit) align.Cost { return s }

func (s speakers) Score(source, target align.Range) float64 {
	const (
		same  = 1.1  // log(.999/⅓): by chance the same of three speakers in a third of all cases
		other = -6.5 // log(.001/⅔)
	)
	sum := 0.0
	for i := source.Lo; i < source.Hi; i++ {
		for j := target.Lo; j < target.Hi; j++ {
			if s.source[i] == s.target[j] {
				sum += same
			} else {
				sum += other
			}
		}
	}
	return sum
}

// A Scorer brings evidence of its own; what it gives is one of the components
// of every bead.
func ExampleScorer() {
	source := text("谢谢", "谢谢", "非常 谢谢")
	target := text("спасибо", "спасибо спасибо")
	talk := speakers{source: []string{"主席", "甲", "甲"}, target: []string{"主席", "甲"}}
	aligner := align.New(dictionary{"谢谢": "спасибо"}, align.Options{Extra: []align.Scorer{talk}})
	result := aligner.Align(source, target)
	fmt.Println(result.Names[len(result.Names)-1])
	for _, bead := range result.Beads {
		fmt.Println(bead.Source, bead.Target)
	}
	// Output:
	// speakers
	// [0] [0]
	// [1, 2] [1]
}
