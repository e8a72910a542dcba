package eval_test

import (
	"fmt"
	"strings"

	"tritext/align/eval"
)

// A Chinese text of five sentences and its English translation: the first two
// became one, and the fourth was left out.
const gold = `[0, 1]:[0]
[2]:[1]
[3]:[]
[4]:[2]
`

func Example() {
	want, err := eval.Read(strings.NewReader(gold), "gold")
	if err != nil {
		fmt.Println(err)
		return
	}
	got, err := eval.Read(strings.NewReader("[0]:[]\n[1]:[0]\n[2]:[1]\n[3]:[]\n[4]:[2]\n"), "test")
	if err != nil {
		fmt.Println(err)
		return
	}
	counts := eval.Score(want, got)
	fmt.Printf("strict F1 %.3f, lax F1 %.3f\n", counts.F1(), counts.Lax.F1())
	for _, c := range eval.Conventions {
		m := c.Strict(counts)
		fmt.Printf("%-13s P %.3f R %.3f F1 %.3f  %s\n", c.Name, m.Precision(), m.Recall(), m.F1(), c.Title)
	}
	// Output:
	// strict F1 0.632, lax F1 0.889
	// vecalign      P 0.600 R 0.667 F1 0.632  beads, null beads in precision only
	// nulls         P 0.500 R 1.000 F1 0.667  sentences said to have no partner
	// nulls-dropped P 0.667 R 0.667 F1 0.667  beads, null beads left out
	// nulls-recall  P 0.600 R 0.750 F1 0.667  beads, null beads in both
	// rungs         P 0.833 R 1.000 F1 0.909  places between beads
	// links         P 1.000 R 0.750 F1 0.857  links of sentence and sentence
}

func ExampleBootstrap_Difference() {
	read := func(text string) []eval.Bead {
		beads, err := eval.Read(strings.NewReader(text), "literal")
		if err != nil {
			panic(err)
		}
		return beads
	}
	want := read("[0]:[0]\n[1]:[1, 2]")
	right, wrong := read("[0]:[0]\n[1]:[1, 2]"), read("[0]:[0]\n[1]:[1]\n[]:[2]")
	// Six documents, the same for both systems and in the same order.
	var one, two []eval.Counts
	for range 3 {
		one = append(one, eval.Score(want, right), eval.Score(want, wrong))
		two = append(two, eval.Score(want, right), eval.Score(want, right))
	}
	gain := eval.Bootstrap{}.Difference(one, two, func(c eval.Counts) eval.Measure { return c.Strict })
	fmt.Printf("gain %.3f, between %.3f and %.3f\n", gain.Value, gain.Low, gain.High)
	// Output:
	// gain 0.333, between 0.120 and 0.517
}
