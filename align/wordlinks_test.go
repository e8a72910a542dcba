package align_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"tritext/align"
)

// linked writes the links of all beads with their forms: "a1=b1".
func linked(source, target []align.Unit, beads []align.Bead) string {
	var out []string
	for _, b := range beads {
		for _, l := range b.Links {
			out = append(out, source[l.Source.Unit].Tokens[l.Source.Token]+"="+target[l.Target.Unit].Tokens[l.Target.Token])
		}
	}
	return strings.Join(out, " ")
}

func TestWordLinks(t *testing.T) {
	for _, c := range []struct {
		name           string
		source, target []align.Unit
		want           string
	}{
		{"nothing", nil, nil, ""},
		{"one side", text("a1 a2"), nil, ""},
		{"no words", make([]align.Unit, 1), make([]align.Unit, 1), ""},
		{"words on one side", text("a1 a2"), make([]align.Unit, 1), ""},
		{"in order", text("a1 a2 a3"), text("b1 b2 b3"), "a1=b1 a2=b2 a3=b3"},
		{"turned round", text("a1 a2 a3"), text("b3 b2 b1"), "a1=b1 a2=b2 a3=b3"},
		{"words without a partner", text("a1 x a3 y"), text("z b1 b3"), "a1=b1 a3=b3"},
		{"a number is its own partner", text("大会 2254"), text("assembli 2254"), "2254=2254"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := align.New(numerals(), align.Options{WordLinks: align.WordLinkFloor})
			if got := linked(c.source, c.target, a.Align(c.source, c.target).Beads); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// A word that stands twice on both sides finds its partner by its place and its neighbours.
func TestWordLinksOfRepeats(t *testing.T) {
	source := text("a1 a2 a3 a1 a5 a6 a1")
	target := text("b1 b2 b3 b1 b5 b6 b1")
	for _, b := range align.New(numerals(), align.Options{WordLinks: align.WordLinkFloor}).Align(source, target).Beads {
		if len(b.Links) != 7 {
			t.Errorf("%d links, want 7: %v", len(b.Links), b.Links)
		}
		for _, l := range b.Links {
			if l.Source != l.Target {
				t.Errorf("word %d is linked with word %d", l.Source.Token, l.Target.Token)
			}
		}
	}
}

// Places count from the unit that the word stands in, also in a bead that is
// larger than any that the search looks for.
func TestWordLinksOfLockedBeads(t *testing.T) {
	source := text("a1 a2", "a3 a4 a5", "a6", "a7 a8", "a9 a10")
	target := text("b1 b2 b3", "b4 b5", "b6 b7", "b8", "b9 b10")
	a := align.New(numerals(), align.Options{WordLinks: align.WordLinkFloor})
	r, err := a.AlignLocked(source, target, []align.Bead{{Source: align.Range{Lo: 0, Hi: 4}, Target: align.Range{Lo: 0, Hi: 4}}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := linked(source, target, r.Beads), "a1=b1 a2=b2 a3=b3 a4=b4 a5=b5 a6=b6 a7=b7 a8=b8 a9=b9 a10=b10"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s, err := a.Score(source, target, r.Beads)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := linked(source, target, s.Beads), linked(source, target, r.Beads); got != want {
		t.Errorf("scored: %s, want %s", got, want)
	}
}

func TestNoWordLinks(t *testing.T) {
	for _, b := range align.New(numerals(), align.Options{}).Align(text("a1 a2"), text("b1 b2")).Beads {
		if b.Links != nil {
			t.Errorf("links that nobody asked for: %v", b.Links)
		}
	}
}

// Two forms of one token have one link between them, the better one.
func TestMapWordLinks(t *testing.T) {
	links := []align.WordLink{
		{Source: align.Word{Unit: 4, Token: 0}, Target: align.Word{Unit: 7, Token: 5}, P: .4},
		{Source: align.Word{Unit: 4, Token: 0}, Target: align.Word{Unit: 7, Token: 6}, P: .5},
		{Source: align.Word{Unit: 4, Token: 1}, Target: align.Word{Unit: 7, Token: 5}, P: .9},
	}
	halve := func(w align.Word) align.Word { return align.Word{Unit: w.Unit - 4, Token: w.Token / 2} }
	same := func(w align.Word) align.Word { return w }
	want := []align.WordLink{
		{Target: align.Word{Unit: 7, Token: 5}, P: .9}, {Target: align.Word{Unit: 7, Token: 6}, P: .5},
	}
	if got := align.MapWordLinks(links, halve, same); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if align.MapWordLinks(nil, same, same) != nil {
		t.Error("links of nothing")
	}
}

// checkWordLaws tells whether links stay within their beads, in order, none
// twice, at or above the floor; whether they leave the beads as they are; and
// whether exchanged texts give the same links exchanged.
func checkWordLaws(t *testing.T, source, target []align.Unit, floor float64) {
	t.Helper()
	got := align.New(numerals(), align.Options{WordLinks: floor}).Align(source, target).Beads
	plain := align.New(numerals(), align.Options{}).Align(source, target).Beads
	for k, b := range got {
		if b.Source != plain[k].Source || b.Target != plain[k].Target {
			t.Fatalf("bead %v with links, %v without", b, plain[k])
		}
		for x, l := range b.Links {
			su, tu := int(l.Source.Unit), int(l.Target.Unit)
			switch {
			case su < b.Source.Lo || su >= b.Source.Hi || tu < b.Target.Lo || tu >= b.Target.Hi:
				t.Fatalf("bead %v: link %v leads out of it", b, l)
			case int(l.Source.Token) >= len(source[su].Tokens) || int(l.Target.Token) >= len(target[tu].Tokens):
				t.Fatalf("bead %v: link %v of a word that is not there", b, l)
			case !(l.P >= float32(floor) && l.P <= 1):
				t.Fatalf("bead %v: link %v, floor %v", b, l, floor)
			case x > 0 && before(l, b.Links[x-1]):
				t.Fatalf("bead %v: link %v stands behind %v", b, l, b.Links[x-1])
			}
		}
	}
	back := dictionary{}
	for s, t := range numerals() {
		back[t] = s
	}
	mirrored := align.New(back, align.Options{WordLinks: floor}).Align(target, source).Beads
	if len(source) == 0 || len(target) == 0 {
		return
	}
	var a, b []align.WordLink
	for _, x := range got {
		a = append(a, x.Links...)
	}
	for _, x := range mirrored {
		for _, l := range x.Links {
			l.Source, l.Target = l.Target, l.Source
			b = append(b, l)
		}
	}
	slices.SortFunc(b, func(x, y align.WordLink) int {
		if before(x, y) {
			return -1
		}
		return 1
	})
	if !slices.Equal(a, b) {
		t.Fatalf("exchanged texts give other links:\n%v\n%v", a, b)
	}
}

func before(a, b align.WordLink) bool {
	key := func(l align.WordLink) []int32 {
		return []int32{l.Source.Unit, l.Source.Token, l.Target.Unit, l.Target.Token}
	}
	return slices.Compare(key(a), key(b)) <= 0
}

func TestWordLaws(t *testing.T) {
	for seed := range int64(4) {
		source, target := noise(rand.New(rand.NewSource(seed)), 40)
		checkWordLaws(t, source, target, align.WordLinkFloor)
	}
}

func FuzzWordLinks(f *testing.F) {
	f.Add("a1 a2\na3 a1 a1", "b1 b2 b1\nb3", uint8(30))
	f.Add("", "b1", uint8(1))
	f.Add("2021\n\n大会 2254 2254", "2021\nassembli 2254\n\n", uint8(100))
	f.Fuzz(func(t *testing.T, a, b string, percent uint8) {
		split := func(s string) []align.Unit {
			lines := strings.Split(s, "\n")
			return text(lines[:min(len(lines), 40)]...)
		}
		checkWordLaws(t, split(a), split(b), float64(percent%100+1)/100)
	})
}

// The words of a bead, in Chinese and in the stems that English words match by.
func ExampleOptions_wordLinks() {
	source := text("秘书长 的 报告", "大会 重申")
	target := text("report of the secretari", "the assembli reaffirm")
	lexicon := dictionary{"大会": "assembli", "重申": "reaffirm", "秘书长": "secretari", "报告": "report"}
	for _, bead := range align.New(lexicon, align.Options{WordLinks: align.WordLinkFloor}).Align(source, target).Beads {
		for _, l := range bead.Links {
			fmt.Println(source[l.Source.Unit].Tokens[l.Source.Token], target[l.Target.Unit].Tokens[l.Target.Token])
		}
	}
	// Output:
	// 秘书长 secretari
	// 报告 report
	// 大会 assembli
	// 重申 reaffirm
}
