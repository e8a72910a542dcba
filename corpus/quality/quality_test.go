package quality

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"tritext/align"
	"tritext/align/lexicon"
	"tritext/corpus"
	"tritext/segment/lang"
)

// lexicons gives the built-in model.
var lexicons = sync.OnceValue(func() func(source, target string) align.Lexicon {
	model, err := lexicon.Open()
	if err != nil {
		panic(err)
	}
	pairs := map[[2]string]*lexicon.Pair{}
	for _, p := range [][2]string{{"zh", "en"}, {"zh", "ru"}, {"en", "ru"}} {
		if pairs[p], err = model.Pair(p[0], p[1]); err != nil {
			panic(err)
		}
	}
	return func(source, target string) align.Lexicon {
		if p := pairs[[2]string{source, target}]; p != nil {
			return p
		}
		return nil
	}
})

// family makes a family whose groups are the tuples, confidence 1.
func family(id string, tuples ...Example) *corpus.Family {
	f := &corpus.Family{ID: id}
	for _, l := range lang.All {
		f.Versions = append(f.Versions, &corpus.Document{ID: id, Lang: l.Code})
	}
	slices.SortFunc(f.Versions, func(a, b *corpus.Document) int { return strings.Compare(a.Lang, b.Lang) })
	for _, t := range tuples {
		g := corpus.Group{Members: map[string][]int{}, Confidence: 1}
		for _, l := range lang.All {
			text, ok := t[l.Code]
			if !ok {
				continue
			}
			d := f.Version(l.Code)
			g.Members[l.Code] = []int{len(d.Units)}
			d.Units = append(d.Units, corpus.Unit{Text: text, Norm: text, Tokens: l.Tokens(text)})
		}
		f.Groups = append(f.Groups, g)
	}
	return f
}

func options() Options { return Options{Lexicon: lexicons()} }

// flags gives the flags of the family's groups after a run of their own.
func flags(r *Run, f *corpus.Family) (all [][]string) {
	r.Finish(f, r.Score(f))
	for i := range f.Groups {
		all = append(all, f.Groups[i].Flags)
	}
	return all
}

// Every check flags its bad example and not its good one, and no bad example is
// bad in another way than it says.
func TestExamples(t *testing.T) {
	if !slices.IsSortedFunc(Checks, func(a, b *Check) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the checks are not in the order of their names")
	}
	for _, c := range Checks {
		t.Run(c.Name, func(t *testing.T) {
			if c.Title == "" || c.Help == "" || len(c.Bad) < 2 || len(c.Good) < 2 {
				t.Error("the check does not explain itself")
			}
			r := NewRun(options())
			bad, good := family("bad", c.Bad), family("good", c.Good)
			switch c {
			case &Unsure:
				bad.Groups[0].Confidence = .2
			case &Repeated:
				bad = family("bad", c.Bad, c.Bad)
			case &Duplicate:
				flags(r, family("before", c.Bad))
			case &Formula:
				for range 4 {
					flags(r, family("before", c.Bad))
				}
			}
			got := flags(r, bad)
			if last := got[len(got)-1]; !slices.Contains(last, c.Name) {
				t.Errorf("the bad example has the flags %q, scores %v", last, bad.Groups[len(got)-1].Checks)
			}
			if got := flags(NewRun(options()), good)[0]; len(got) > 0 {
				t.Errorf("the good example has the flags %q, scores %v", got, good.Groups[0].Checks)
			}
		})
	}
}

func TestFinishKeepsOtherFlags(t *testing.T) {
	f := family("a", Example{"en": "The ferry (new has two decks.", "zh": "渡轮有两层甲板。"})
	f.Groups[0].Flags = []string{"slip"}
	for range 2 { // a second run finds the same
		if got := flags(NewRun(options()), f)[0]; !slices.Equal(got, []string{"brackets", "slip"}) {
			t.Errorf("flags %q", got)
		}
	}
}

func TestLearn(t *testing.T) {
	r := NewRun(Options{})
	var all []*corpus.Family
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		all = append(all, family(id, Formula.Bad, Example{"en": "Of " + id + " alone", "zh": "只有" + id}))
	}
	for _, f := range all {
		r.Learn(f)
	}
	for _, f := range all {
		got := flags(r, f)
		if !slices.Contains(got[0], "formula") || slices.Contains(got[1], "formula") {
			t.Errorf("%s: flags %q", f.ID, got)
		}
	}
}
