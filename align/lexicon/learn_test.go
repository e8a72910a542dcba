package lexicon_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tritext/align/lexicon"
)

// beadWords makes beads of "source words|target words".
func beadWords(lines ...string) (out []lexicon.BeadWords) {
	for _, l := range lines {
		s, t, _ := strings.Cut(l, "|")
		out = append(out, lexicon.BeadWords{Source: strings.Fields(s), Target: strings.Fields(t)})
	}
	return out
}

// learntFrom gives the pairs that documents teach: "集安组织=csto".
func learntFrom(p *lexicon.Pair, documents ...[]lexicon.BeadWords) []string {
	var l lexicon.Learner
	source, target := map[string]bool{}, map[string]bool{}
	for _, d := range documents {
		l.Add(p.Harvest(d))
		for _, b := range d {
			for _, w := range b.Source {
				source[w] = true
			}
			for _, w := range b.Target {
				target[w] = true
			}
		}
	}
	from, to := slices.Sorted(maps.Keys(source)), slices.Sorted(maps.Keys(target))
	known := map[[2]int]float32{}
	p.Links(from, to, func(i, j int, f, b float32) { known[[2]int{i, j}] = max(f, b) })
	out := []string{}
	words := l.Dictionary()
	p.With(words).Links(from, to, func(i, j int, f, b float32) {
		if k := [2]int{i, j}; known[k] < max(f, b) {
			out = append(out, from[i]+"="+to[j])
		}
	})
	if len(out) != words.Len() {
		panic(fmt.Sprintf("%d pairs learnt, %d new links", words.Len(), len(out)))
	}
	slices.Sort(out)
	return out
}

// often is a bead that comes four times.
func often(bead string) []lexicon.BeadWords { return beadWords(bead, bead, bead, bead) }

func TestLearner(t *testing.T) {
	p := pair(t, lexicon.NewModel("", zhEn()), "zh", "en")
	long := strings.Repeat("又 ", 81)
	for _, c := range []struct {
		name      string
		documents [][]lexicon.BeadWords
		want      string
	}{
		{"nothing", nil, ""},
		{"empty", [][]lexicon.BeadWords{nil, beadWords("", "|", "集安组织|", "|csto")}, ""},
		{"once", [][]lexicon.BeadWords{beadWords("集安组织 大会|csto assembli")}, ""},
		{"four times in one bead", [][]lexicon.BeadWords{beadWords("集安组织 集安组织 集安组织 集安组织|csto csto csto csto")}, ""},
		{"three times", [][]lexicon.BeadWords{beadWords("集安组织 大会|csto assembli", "集安组织|csto"), beadWords("集安组织 会议|csto meet")}, ""},
		{"in two documents", [][]lexicon.BeadWords{beadWords("集安组织 大会|csto assembli", "集安组织|csto"), beadWords("集安组织 会议|csto meet", "集安组织|csto")}, "集安组织=csto"},
		{"what is known", [][]lexicon.BeadWords{often("大会 决议|assembli resolut")}, ""},
		{"a known word is no partner of a new one", [][]lexicon.BeadWords{often("集安组织 大会|assembli")}, ""},
		{"copies, numbers, marks", [][]lexicon.BeadWords{often("who 17 。|who 71 .")}, ""},
		{"a word of every sentence", [][]lexicon.BeadWords{beadWords("的 渡联|ifu", "的 渡联|ifu", "的 渡联|ifu", "的 渡联|ifu", "的|x1", "的|x2", "的|x3", "的|x4", "的|x5")}, "渡联=ifu"},
		{"four of five times", [][]lexicon.BeadWords{beadWords("渡联|ifu", "渡联|ifu", "渡联|ifu", "渡联|ifu", "渡联|y1", "渡|ifu")}, "渡联=ifu"},
		{"less", [][]lexicon.BeadWords{beadWords("渡联|ifu", "渡联|ifu", "渡联|ifu", "渡联|ifu", "渡联|y1", "渡|ifu", "渡了|ifu")}, ""},
		{"two that stand together", [][]lexicon.BeadWords{often("渡 联|ifu")}, "渡=ifu 联=ifu"},
		{"too long a bead", [][]lexicon.BeadWords{often("渡联 " + long + "|ifu")}, ""},
	} {
		got := learntFrom(p, c.documents...)
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: learnt %q, want %q", c.name, s, c.want)
		}
		slices.Reverse(c.documents)
		if again := learntFrom(p, c.documents...); !slices.Equal(got, again) {
			t.Errorf("%s: in the other order %q, %q before", c.name, again, got)
		}
	}
}

// What is learnt lies over a user's own dictionary and does not weaken it.
func TestLearntOverDictionary(t *testing.T) {
	p := pair(t, lexicon.NewModel("", zhEn()), "zh", "en")
	var own lexicon.Dictionary
	own.Add([]string{"渡联"}, []string{"ifu"})
	p = p.With(&own)
	if got := learntFrom(p, often("渡联 班锐|ifu stelm")); !slices.Equal(got, []string{"班锐=stelm"}) {
		t.Errorf("learnt %q", got)
	}
	var l lexicon.Learner
	l.Add(p.Harvest(often("渡联|stelm")))
	both := p.With(l.Dictionary())
	if got := best(t, both, "渡联", "ifu", "stelm"); got != "ifu" {
		t.Errorf("after four wrong beads 渡联 is %q", got)
	}
	if got := best(t, both, "渡联", "stelm"); got != "stelm" {
		t.Error("nothing was learnt")
	}
}

// With little room, what comes again and again stays.
func TestLearnerForgets(t *testing.T) {
	p := pair(t, lexicon.NewModel("", zhEn()), "zh", "en")
	l := lexicon.Learner{Most: 20}
	for i := range 200 {
		l.Add(p.Harvest(beadWords("渡联|ifu", fmt.Sprintf("s%da s%db|t%da t%db", i, i, i, i))))
	}
	if n := l.Dictionary().Len(); n != 1 {
		t.Errorf("%d pairs learnt, want 1", n)
	}
}

// FuzzLearner holds that probabilities stay below 1 in sum, and that exchanging
// the sides mirrors what is learnt.
func FuzzLearner(f *testing.F) {
	f.Add("集安组织 大会|csto assembli\n集安组织|csto\n")
	f.Add("a b c|d e\na b|d e\nb|e f\n|\n")
	m := lexicon.NewModel("", zhEn())
	f.Fuzz(func(t *testing.T, text string) {
		beads := beadWords(strings.Split(text, "\n")...)
		turned := make([]lexicon.BeadWords, len(beads))
		var source, target []string
		for i, b := range beads {
			turned[i] = lexicon.BeadWords{Source: b.Target, Target: b.Source}
			source, target = append(source, b.Source...), append(target, b.Target...)
		}
		slices.Sort(source)
		slices.Sort(target)
		source, target = slices.Compact(source), slices.Compact(target)
		there, back := pair(t, m, "zh", "en"), pair(t, m, "en", "zh")
		var l, r lexicon.Learner
		l.Add(there.Harvest(beads))
		r.Add(back.Harvest(turned))
		if l.Dictionary().Len() != r.Dictionary().Len() {
			t.Fatalf("%d pairs, turned %d", l.Dictionary().Len(), r.Dictionary().Len())
		}
		links := map[[2]int][2]float32{}
		from, to := make([]float32, len(source)), make([]float32, len(target))
		known := map[[2]int]bool{}
		there.Links(source, target, func(i, j int, _, _ float32) { known[[2]int{i, j}] = true })
		there.With(l.Dictionary()).Links(source, target, func(i, j int, f, b float32) {
			links[[2]int{i, j}] = [2]float32{f, b}
			if !known[[2]int{i, j}] {
				from[i] += f
				to[j] += b
			}
		})
		for _, sum := range slices.Concat(from, to) {
			if sum > 1 {
				t.Fatalf("probabilities sum up to %v", sum)
			}
		}
		back.With(r.Dictionary()).Links(target, source, func(j, i int, b, f float32) {
			if links[[2]int{i, j}] != [2]float32{f, b} {
				t.Fatalf("%s=%s: %v, turned %v %v", source[i], target[j], links[[2]int{i, j}], f, b)
			}
			delete(links, [2]int{i, j})
		})
		if len(links) != 0 {
			t.Fatalf("%d links not when turned", len(links))
		}
	})
}

func ExampleLearner() {
	model := lexicon.NewModel("", zhEn())
	pair, err := model.Pair("zh", "en")
	if err != nil {
		fmt.Println(err)
		return
	}
	var learner lexicon.Learner
	for _, document := range [][]lexicon.BeadWords{
		{{Source: []string{"集安组织", "大会"}, Target: []string{"csto", "assembli"}}, {Source: []string{"集安组织"}, Target: []string{"csto"}}},
		{{Source: []string{"集安组织", "会议"}, Target: []string{"csto", "meet"}}, {Source: []string{"集安组织"}, Target: []string{"csto"}}},
	} {
		learner.Add(pair.Harvest(document))
	}
	words := learner.Dictionary()
	pair.With(words).Links([]string{"集安组织"}, []string{"csto", "meet"}, func(_, j int, forward, backward float32) {
		fmt.Printf("%d learnt: 集安组织 is word %d, %.2f and %.2f\n", words.Len(), j, forward, backward)
	})
	// Output: 1 learnt: 集安组织 is word 0, 0.60 and 0.60
}
