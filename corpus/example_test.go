package corpus_test

import (
	"fmt"

	"tritext/corpus"
	"tritext/segment"
)

// The beads of three pairs of languages become groups. Russian is the original
// of this text, so its beads decide; the third pair attaches what Russian left
// out.
func ExampleFamily_Join() {
	version := func(lang string, sentences ...string) *corpus.Document {
		d := &corpus.Document{ID: "road", Lang: lang, Sections: []corpus.Section{{Type: "annex", Original: []string{"ru"}}}}
		for _, s := range sentences {
			d.Units = append(d.Units, corpus.Unit{Kind: corpus.KindSentence, Norm: s})
		}
		return d
	}
	bead := func(source, target string, s, t []int) corpus.Bead {
		return corpus.Bead{Source: source, Target: target, SourceUnits: s, TargetUnits: t, Confidence: .9}
	}
	f := &corpus.Family{
		ID: "road",
		Versions: []*corpus.Document{
			version("en", "The road is open.", "It is 5 km long.", "Welcome!"),
			version("ru", "Дорога длиной 5 км открыта."),
			version("zh", "道路已开通。", "全长5公里。", "欢迎！"),
		},
		Beads: []corpus.Bead{
			bead("zh", "en", []int{0}, []int{0}), bead("zh", "en", []int{1}, []int{1}), bead("zh", "en", []int{2}, []int{2}),
			bead("zh", "ru", []int{0, 1}, []int{0}), bead("zh", "ru", []int{2}, nil),
			bead("en", "ru", []int{0, 1}, []int{0}), bead("en", "ru", []int{2}, nil),
		},
	}
	f.Join()
	for _, g := range f.Groups {
		fmt.Println(g.ID, g.Type, "relay:", g.Relay)
		for _, d := range f.Versions {
			for _, u := range g.Members[d.Lang] {
				fmt.Println(" ", d.Lang, d.Units[u].Norm)
			}
		}
	}
	// Output:
	// road#g1 2-1-2 relay: true
	//   en The road is open.
	//   en It is 5 km long.
	//   ru Дорога длиной 5 км открыта.
	//   zh 道路已开通。
	//   zh 全长5公里。
	// road#g2 1-0-1 relay: true
	//   en Welcome!
	//   zh 欢迎！
}

// The balance tells where every byte of a document went.
func ExampleDocument_Balance() {
	d := &corpus.Document{
		Raw: "Дорога открыта.\n2/4\nOK",
		Units: []corpus.Unit{
			{Kind: corpus.KindSentence, Spans: []segment.Span{{Start: 0, End: 28}}, Partners: []string{"zh"}},
			{Kind: corpus.KindSignature, Spans: []segment.Span{{Start: 33, End: 35}}},
		},
		Removed: []corpus.Removal{{Span: segment.Span{Start: 28, End: 33}, Rule: "page-number"}},
	}
	b, err := d.Balance()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Total.Chars, "characters =", b.Aligned.Chars, "aligned +", b.Null.Chars, "without a partner +", b.Apart.Chars, "apart +", b.Removed.Chars, "removed")
	// Output: 22 characters = 15 aligned + 2 without a partner + 0 apart + 5 removed
}
