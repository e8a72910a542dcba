package main

import (
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/eval"
)

// marked gives a text of which every line but those marked "." is blank.
func marked(marks string) *lineText {
	t := &lineText{text: make([]string, len(marks))}
	for i := range len(marks) {
		if marks[i] == '.' {
			t.places = append(t.places, i)
		} else {
			t.blank = append(t.blank, i)
		}
	}
	return t
}

// covering reads an alignment of units from pairs of digits, source and target
// sizes: "11 20" is a 1-1 and a 2-0 bead.
func covering(sizes string) []align.Bead {
	var out []align.Bead
	s, t := 0, 0
	for _, pair := range strings.Fields(sizes) {
		n, m := int(pair[0]-'0'), int(pair[1]-'0')
		out = append(out, align.Bead{Source: align.Range{Lo: s, Hi: s + n}, Target: align.Range{Lo: t, Hi: t + m}, Score: 6, Components: []float64{4, 2}})
		s, t = s+n, t+m
	}
	return out
}

func TestLineBeads(t *testing.T) {
	for _, test := range []struct{ name, source, target, beads, want string }{
		{"nothing", "", "", "", ""},
		{"blank lines alone", "--", "-", "", "[0]:[] [1]:[] []:[0]"},
		{"blank lines around", "-.-", ".", "11", "[0]:[] [1]:[0] [2]:[]"},
		{"a blank line inside a bead", ".-.", ".", "21", "[0, 2]:[0] [1]:[]"},
		{"null beads of several lines", "..", "...", "20 03", "[0]:[] [1]:[] []:[0] []:[1] []:[2]"},
		{"both", ".-..", "-..", "11 10 11", "[]:[0] [0]:[1] [1]:[] [2]:[] [3]:[2]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, b := range lineBeads(covering(test.beads), marked(test.source), marked(test.target)) {
				got = append(got, eval.Bead{Source: b.source, Target: b.target}.String())
			}
			if text := strings.Join(got, " "); text != test.want {
				t.Errorf("got  %s\nwant %s", text, test.want)
			}
		})
	}
	parts := lineBeads(covering("30"), marked("..."), marked(""))
	for _, b := range parts {
		if b.Score != 2 || b.Components[0] != 4.0/3 || b.Components[1] != 2.0/3 {
			t.Errorf("a third of the score 6 = 4 + 2 is %v = %v", b.Score, b.Components)
		}
	}
}

// FuzzLineBeads holds the law that every line stands in one bead, whatever
// lines are blank.
func FuzzLineBeads(f *testing.F) {
	f.Add("11 20 02 21", "-.-.--..", "..-.-")
	f.Add("", "---", "")
	f.Fuzz(func(t *testing.T, sizes, source, target string) {
		for _, pair := range strings.Fields(sizes) {
			if len(pair) != 2 || pair[0] < '0' || pair[0] > '4' || pair[1] < '0' || pair[1] > '4' {
				return
			}
		}
		beads := covering(sizes)
		from, to := marked(source), marked(target)
		if n := len(beads); n == 0 && len(from.places)+len(to.places) > 0 || n > 0 && (beads[n-1].Source.Hi != len(from.places) || beads[n-1].Target.Hi != len(to.places)) {
			return
		}
		var sources, targets []int
		for _, b := range lineBeads(beads, from, to) {
			sources, targets = append(sources, b.source...), append(targets, b.target...)
		}
		for _, side := range []struct {
			ids []int
			n   int
		}{{sources, len(from.text)}, {targets, len(to.text)}} {
			slices.Sort(side.ids)
			if len(side.ids) != side.n || len(slices.Compact(side.ids)) != side.n {
				t.Errorf("lines %v of %d", side.ids, side.n)
			}
		}
	})
}
