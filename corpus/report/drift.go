package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Alarm is a stretch of a document that a person should look at.
type Alarm struct {
	Kind   string  `json:"kind"` // low, slip, shift, anchors, ratio
	From   string  `json:"from"` // number of the first group: g12
	To     string  `json:"to"`
	Groups int     `json:"groups"`
	What   string  `json:"what"`
	Weight float64 `json:"weight"` // how many groups are expected to be wrong
}

// step is what drift is seen by: a group of two or more languages.
type step struct {
	number     int // g12 of DOC#g12: 12
	confidence float64
	slip       bool
	lengths    [3]int // characters by language
	anchors    [3][]string
}

// What makes an alarm. A stretch is long if chance would hardly make it: five
// beads in a row that are each wrong with a probability of a half.
const (
	lowRun      = 5   // groups in a row whose mean confidence over three is below lowConfidence
	ratioWindow = 12  // groups whose length ratio is compared with the document's
	ratioSigma  = 4.5 // standard errors of their mean
	anchorReach = 4   // groups before and behind in which anchors are looked for
	anchorLeast = 3   // groups of one stretch whose anchors say the same
)

// alarms looks for drift in a document: stretches of low confidence, stretches
// that the aligner itself thinks have slipped, changes of the length ratio, and
// numbers that stand in a neighbour's place.
func alarms(steps []step, languages []string) (all []Alarm) {
	all = append(all, lowRuns(steps)...)
	all = append(all, slips(steps)...)
	for a := range languages {
		for b := a + 1; b < len(languages); b++ {
			all = append(all, ratioChanges(steps, a, b, languages)...)
			all = append(all, shifts(steps, a, b, languages)...)
		}
	}
	slices.SortStableFunc(all, func(x, y Alarm) int {
		switch {
		case x.Weight > y.Weight:
			return -1
		case x.Weight < y.Weight:
			return 1
		}
		return 0
	})
	return all
}

// stretch makes the alarm of steps [from, to].
func stretch(steps []step, from, to int, kind, what string) Alarm {
	a := Alarm{Kind: kind, From: fmt.Sprintf("g%d", steps[from].number), To: fmt.Sprintf("g%d", steps[to].number), Groups: to - from + 1, What: what}
	for _, s := range steps[from : to+1] {
		a.Weight += 1 - s.confidence
	}
	return a
}

// runs calls found for every maximal run of steps that are so, if it is long
// enough; gaps of one step do not end it.
func runs(n, least int, so func(i int) bool, found func(from, to int)) {
	from, last := -1, -1
	end := func() {
		if from >= 0 && last-from+1 >= least {
			found(from, last)
		}
		from = -1
	}
	for i := range n {
		switch {
		case so(i):
			if from < 0 {
				from = i
			}
			last = i
		case from >= 0 && i-last > 1:
			end()
		}
	}
	end()
}

func lowRuns(steps []step) (all []Alarm) {
	smooth := func(i int) float64 {
		lo, hi := max(0, i-1), min(len(steps)-1, i+1)
		sum := 0.0
		for _, s := range steps[lo : hi+1] {
			sum += s.confidence
		}
		return sum / float64(hi-lo+1)
	}
	runs(len(steps), lowRun, func(i int) bool { return smooth(i) < lowConfidence }, func(from, to int) {
		a := stretch(steps, from, to, "low", "")
		a.What = fmt.Sprintf("%d groups in a row of low confidence, %.2f on average", a.Groups, 1-a.Weight/float64(a.Groups))
		all = append(all, a)
	})
	return all
}

func slips(steps []step) (all []Alarm) {
	runs(len(steps), 1, func(i int) bool { return steps[i].slip }, func(from, to int) {
		a := stretch(steps, from, to, "slip", "")
		a.What = "the aligner thinks that it has lost its way here and found it again behind"
		if to == len(steps)-1 {
			a.What = "the aligner thinks that it has lost its way here, up to the end"
		}
		all = append(all, a)
	})
	return all
}

// ratioChanges finds windows whose mean log length ratio is far from that of the
// document, by its own spread.
func ratioChanges(steps []step, a, b int, languages []string) (all []Alarm) {
	var at []int
	var logs []float64
	for i, s := range steps {
		if s.lengths[a] > 0 && s.lengths[b] > 0 {
			at, logs = append(at, i), append(logs, math.Log(float64(s.lengths[b])/float64(s.lengths[a])))
		}
	}
	if len(logs) < 3*ratioWindow {
		return nil
	}
	middle := median(slices.Clone(logs))
	spread := make([]float64, len(logs))
	for i, x := range logs {
		spread[i] = math.Abs(x - middle)
	}
	sigma := max(.08, 1.4826*median(spread)) // a normal spread from the median of distances
	far := make([]bool, len(steps))
	for i := 0; i+ratioWindow <= len(logs); i++ {
		sum, same := 0.0, 0
		for _, x := range logs[i : i+ratioWindow] {
			x = max(-3*sigma, min(3*sigma, x-middle)) // one odd sentence is no change
			sum += x
			if x > 0 {
				same++
			}
		}
		z := sum / sigma / math.Sqrt(ratioWindow)
		if math.Abs(z) > ratioSigma && (same <= 1 || same >= ratioWindow-1) {
			for k := at[i]; k <= at[i+ratioWindow-1]; k++ {
				far[k] = true
			}
		}
	}
	runs(len(steps), ratioWindow/2, func(i int) bool { return far[i] }, func(from, to int) {
		var here []float64
		for k, i := range at {
			if i >= from && i <= to {
				here = append(here, logs[k])
			}
		}
		all = append(all, stretch(steps, from, to, "ratio", fmt.Sprintf("%s has %.2f characters for one of %s here, %.2f elsewhere",
			nameOf(languages[b]), math.Exp(median(here)), nameOf(languages[a]), math.Exp(middle))))
	})
	return all
}

// shifts finds stretches where the anchors of one language, which are not in the
// other language's text of the same group, stand in that of a neighbour, always
// at the same distance: the sides are shifted against each other.
func shifts(steps []step, a, b int, languages []string) (all []Alarm) {
	shift := make([]int, len(steps))
	contradicts := make([]bool, len(steps))
	for i := range steps {
		x, y := steps[i].anchors[a], steps[i].anchors[b]
		if len(x) == 0 || len(y) == 0 || meet(x, y) {
			continue
		}
		contradicts[i] = true
		for d := 1; d <= anchorReach && shift[i] == 0; d++ {
			for _, k := range []int{d, -d} {
				if i+k >= 0 && i+k < len(steps) && meet(x, steps[i+k].anchors[b]) {
					shift[i] = k
					break
				}
			}
		}
	}
	for _, k := range []int{1, -1, 2, -2, 3, -3, 4, -4} {
		var at []int
		for i := range steps {
			if shift[i] == k {
				at = append(at, i)
			}
		}
		// Clusters: no two neighbours further apart than twice the reach, and no
		// group between them whose anchors agree.
		for i := 0; i < len(at); {
			j := i
			for j+1 < len(at) && at[j+1]-at[j] <= 2*anchorReach && !agree(steps, at[j]+1, at[j+1], a, b) {
				j++
			}
			if j-i+1 >= anchorLeast {
				all = append(all, stretch(steps, at[i], at[j], "shift", fmt.Sprintf("numbers of %s stand %d groups %s in %s: shifted from here to there",
					nameOf(languages[a]), max(k, -k), map[bool]string{true: "later", false: "earlier"}[k > 0], nameOf(languages[b]))))
			}
			i = j + 1
		}
	}
	runs(len(steps), anchorLeast+1, func(i int) bool { return contradicts[i] && shift[i] == 0 }, func(from, to int) {
		all = append(all, stretch(steps, from, to, "anchors", fmt.Sprintf("numbers of %s and %s contradict each other", nameOf(languages[a]), nameOf(languages[b]))))
	})
	return all
}

// agree tells whether in one of the steps [from, to) both sides share an anchor.
func agree(steps []step, from, to, a, b int) bool {
	for _, s := range steps[from:to] {
		if meet(s.anchors[a], s.anchors[b]) {
			return true
		}
	}
	return false
}

func meet(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// anchorsOf gives the numbers of a text that other languages write alike: runs
// of two and more digits, with the separators of thousands taken out. Numbers
// of one digit are written as words too often.
func anchorsOf(text string) (out []string) {
	if strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return nil
	}
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if !asciiDigit(runes[i]) {
			continue
		}
		var digits []rune
		for i < len(runes) {
			switch {
			case asciiDigit(runes[i]):
				digits = append(digits, runes[i])
			case thousandsAt(runes, i):
			default:
				goto done
			}
			i++
		}
	done:
		if len(digits) >= 2 {
			out = append(out, string(digits))
		}
	}
	return out
}

func asciiDigit(r rune) bool { return r >= '0' && r <= '9' }

// thousandsAt tells whether a separator of thousands stands there: a comma or a
// space with exactly three digits behind it.
func thousandsAt(r []rune, i int) bool {
	if r[i] != ',' && r[i] != ' ' && r[i] != '\u00a0' && r[i] != '\u202f' {
		return false
	}
	n := 0
	for i+1+n < len(r) && asciiDigit(r[i+1+n]) {
		n++
	}
	return n == 3
}
