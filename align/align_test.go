package align_test

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/segment"
)

// dictionary is a lexicon of word pairs "source=target", each certain.
type dictionary map[string]string

func (d dictionary) Links(source, target []string, yield func(i, j int, f, b float32)) {
	for i, s := range source {
		for j, t := range target {
			if d[s] == t {
				yield(i, j, 0.9, 0.9)
			}
		}
	}
}

func (d dictionary) SourceShares(words []string) []float64 { return make([]float64, len(words)) }
func (d dictionary) TargetShares(words []string) []float64 { return make([]float64, len(words)) }

// numerals is a lexicon of a thousand words: "a17" translates "b17".
func numerals() dictionary {
	d := dictionary{}
	for i := range 1000 {
		d[fmt.Sprintf("a%d", i)] = fmt.Sprintf("b%d", i)
	}
	return d
}

// pointed is a dictionary with vectors: words that end in the same number have
// the same one, "a17", "b17" and "y17".
type pointed struct{ dictionary }

func (pointed) Vectors(_ bool, words []string) (int, []float32) {
	const dims = 64
	var all []float32
	for _, w := range words {
		h := fnv.New64a()
		h.Write([]byte(strings.TrimLeft(w, "abxy")))
		rng := rand.New(rand.NewSource(int64(h.Sum64())))
		for range dims {
			all = append(all, float32(rng.NormFloat64()))
		}
	}
	return dims, all
}

// text makes units of lines of words.
func text(lines ...string) []align.Unit {
	var u []align.Unit
	for _, l := range lines {
		u = append(u, align.Unit{Tokens: strings.Fields(l), Length: float64(len(l)), Quotation: align.Quotation(segment.Quotes(l))})
	}
	return u
}

func types(beads []align.Bead) string {
	var t []string
	for _, b := range beads {
		t = append(t, b.Type())
	}
	return strings.Join(t, " ")
}

func TestAlign(t *testing.T) {
	long := func(prefix string, from, to int) string {
		var w []string
		for i := from; i < to; i++ {
			w = append(w, fmt.Sprintf("%s%d", prefix, i))
		}
		return strings.Join(w, " ")
	}
	a := func(from, to int) string { return long("a", from, to) }
	b := func(from, to int) string { return long("b", from, to) }
	for _, c := range []struct {
		name   string
		source []align.Unit
		target []align.Unit
		want   string
	}{
		{"nothing", nil, nil, ""},
		{"no source", nil, text("b1", "b2"), "0-1 0-1"},
		{"no target", text("a1", "a2"), nil, "1-0 1-0"},
		{"no words", make([]align.Unit, 2), make([]align.Unit, 2), "1-1 1-1"},
		{"one to one", text(a(0, 8), a(8, 16), a(16, 24)), text(b(0, 8), b(8, 16), b(16, 24)), "1-1 1-1 1-1"},
		{"a merge", text(a(0, 8), a(8, 16), a(16, 24)), text(b(0, 16), b(16, 24)), "2-1 1-1"},
		{"a split", text(a(0, 8), a(8, 24), a(24, 30)), text(b(0, 8), b(8, 16), b(16, 24), b(24, 30)), "1-1 1-2 1-1"},
		{"one to five", text(a(0, 40)), text(b(0, 8), b(8, 16), b(16, 24), b(24, 32), b(32, 40)), "1-5"},
		{"a clause moves", text(a(0, 12), a(12, 20)), text(b(0, 8), b(8, 20)), "2-2"},
		{"a line is missing", text(a(0, 8), a(8, 16), a(16, 24)), text(b(0, 8), b(16, 24)), "1-1 1-0 1-1"},
		{"a line is foreign", text(a(0, 8), a(8, 16)), text(b(0, 8), long("x", 0, 20), b(8, 16)), "1-1 0-1 1-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := align.New(numerals(), align.Options{}).Align(c.source, c.target)
			if s := types(got.Beads); s != c.want {
				t.Errorf("%s, want %s", s, c.want)
			}
			for _, b := range got.Beads {
				if len(c.source) > 0 && len(c.target) > 0 && len(b.Components) != len(got.Names) {
					t.Errorf("%v: %d components, %d names", b, len(b.Components), len(got.Names))
				}
				if !(b.Confidence >= 0 && b.Confidence <= 1) {
					t.Errorf("%v: confidence %v", b, b.Confidence)
				}
			}
		})
	}
}

// Anchors, labels and copies decide where no lexicon is.
func TestWithoutLexicon(t *testing.T) {
	source := []align.Unit{
		{Tokens: []string{"一", "2254"}, Length: 40}, {Tokens: []string{"二"}, Anchors: []string{"2021-04-16"}, Length: 40},
		{Tokens: strings.Fields("三 一 些 别 的 话 谁 也 没 有 翻 译 过 来"), Length: 90}, {Tokens: []string{"四", "a/75/860"}, Length: 40},
	}
	target := []align.Unit{
		{Tokens: []string{"один", "2254"}, Length: 40}, {Tokens: []string{"два"}, Anchors: []string{"2021-04-16"}, Length: 40},
		{Tokens: []string{"четыре", "a/75/860"}, Length: 40},
	}
	if got := types(align.New(nil, align.Options{}).Align(source, target).Beads); got != "1-1 1-1 1-0 1-1" {
		t.Error(got)
	}
	for i := range source {
		source[i] = align.Unit{Length: 60, Opens: true, Label: fmt.Sprint(i + 1)}
	}
	labelled := []align.Unit{source[0], source[1], source[3]}
	if got := types(align.New(nil, align.Options{}).Align(source, labelled).Beads); got != "1-1 1-1 1-0 1-1" {
		t.Errorf("labels 1 2 3 4 against 1 2 4: %s", got)
	}
}

// noise makes two texts that translate each other with seeded accidents.
func noise(rng *rand.Rand, n int) (source, target []align.Unit) {
	word := func(p string, k int) string { return fmt.Sprintf("%s%d", p, k) }
	for range n {
		var s, t []string
		for range 5 + rng.Intn(12) {
			k := rng.Intn(1000)
			s, t = append(s, word("a", k)), append(t, word("b", k))
			if rng.Intn(5) == 0 {
				t[len(t)-1] = word("x", rng.Intn(1000))
			}
		}
		cut := len(s) / 2
		switch rng.Intn(12) {
		case 0:
			source = append(source, text(strings.Join(s, " "))...)
		case 1:
			target = append(target, text(strings.Join(t, " "))...)
		case 2:
			source = append(source, text(strings.Join(s, " "))...)
			target = append(target, text(strings.Join(t[:cut], " "), strings.Join(t[cut:], " "))...)
		default:
			source = append(source, text(strings.Join(s, " "))...)
			target = append(target, text(strings.Join(t, " "))...)
		}
	}
	return source, target
}

// A thousand inserted lines, wherever they stand, do not throw the path off.
func TestInsertions(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var source, target []align.Unit
	for range 300 {
		k := len(source)
		var s, t []string
		for x := range 9 {
			s, t = append(s, fmt.Sprintf("a%d", (k*9+x*37)%1000)), append(t, fmt.Sprintf("b%d", (k*9+x*37)%1000))
		}
		source, target = append(source, text(strings.Join(s, " "))...), append(target, text(strings.Join(t, " "))...)
	}
	inserted := make([]align.Unit, 1500)
	for i := range inserted {
		inserted[i] = text(fmt.Sprintf("y%d y%d y%d y%d y%d", rng.Intn(500), rng.Intn(500), rng.Intn(500), rng.Intn(500), rng.Intn(500)))[0]
	}
	for _, at := range []int{0, 150, 300} {
		got := align.New(numerals(), align.Options{}).Align(source, slices.Insert(slices.Clone(target), at, inserted...))
		right := 0
		for _, b := range got.Beads {
			want := b.Source.Lo
			if want >= at {
				want += len(inserted)
			}
			if b.Type() == "1-1" && b.Target.Lo == want {
				right++
			}
		}
		if right < 298 {
			t.Errorf("1,500 lines inserted at %d: %d of 300 beads right", at, right)
		}
	}
}

// checkLaws tells whether the beads cover both sides once, in order, whether a
// second run gives the same, and whether exchanged texts give mirrored beads.
func checkLaws(t *testing.T, source, target []align.Unit) {
	t.Helper()
	back := dictionary{}
	for s, t := range numerals() {
		back[t] = s
	}
	checkLexicon(t, numerals(), back, source, target)
	checkLexicon(t, pointed{numerals()}, pointed{back}, source, target)
}

// checkLexicon does so with a lexicon and its turned one.
func checkLexicon(t *testing.T, lex, back align.Lexicon, source, target []align.Unit) {
	t.Helper()
	got := align.New(lex, align.Options{}).Align(source, target).Beads
	i, j := 0, 0
	for _, b := range got {
		if b.Source.Lo != i || b.Target.Lo != j || b.Source.Hi < i || b.Target.Hi < j || b.Source.Len()+b.Target.Len() == 0 {
			t.Fatalf("bead %v after %d source and %d target units", b, i, j)
		}
		i, j = b.Source.Hi, b.Target.Hi
	}
	if i != len(source) || j != len(target) {
		t.Fatalf("beads end at %d and %d of %d and %d units", i, j, len(source), len(target))
	}
	same := func(a, b align.Bead) int {
		return cmp.Or(cmp.Compare(a.Source.Lo, b.Source.Lo), cmp.Compare(a.Target.Lo, b.Target.Lo),
			cmp.Compare(a.Source.Hi, b.Source.Hi), cmp.Compare(a.Target.Hi, b.Target.Hi))
	}
	again := align.New(lex, align.Options{}).Align(source, target).Beads
	if slices.CompareFunc(got, again, same) != 0 {
		t.Fatal("a second run gives other beads")
	}
	mirrored := align.New(back, align.Options{}).Align(target, source).Beads
	for k := range mirrored {
		mirrored[k].Source, mirrored[k].Target = mirrored[k].Target, mirrored[k].Source
	}
	if len(source) > 0 && len(target) > 0 && slices.CompareFunc(got, mirrored, same) != 0 {
		t.Fatalf("exchanged texts give other beads:\n%v\n%v", got, mirrored)
	}
}

// A line of words that no table knows stands between two beads. Vectors tell
// which of them it rather belongs to.
func TestVectorsTell(t *testing.T) {
	const lines, between = 24, 12
	words := func(kind string, k, n int) string {
		var all []string
		for x := range n {
			all = append(all, fmt.Sprint(kind, (k*17+x*31)%1000))
		}
		return strings.Join(all, " ")
	}
	// gain is how much better the alignment is that gives the line to its owner
	// than the one that gives it to the other neighbour.
	gain := func(lex align.Lexicon, owner int) float64 {
		var source, target []string
		var beads [2][]align.Bead // the line with the bead before it, and behind it
		for k := range lines {
			s, u := words("a", k, 6), words("b", k, 6)
			if k == between {
				target = append(target, words("y", 100+owner, 4))
			}
			if k == between-1 || k == between {
				s += " " + words("x", 100+k, 4)
			}
			for n := range beads {
				r := align.Range{Lo: len(target), Hi: len(target) + 1}
				if k == between-1 && n == 0 {
					r.Hi++
				}
				if k == between && n == 1 {
					r.Lo--
				}
				beads[n] = append(beads[n], align.Bead{Source: align.Range{Lo: k, Hi: k + 1}, Target: r})
			}
			source, target = append(source, s), append(target, u)
		}
		var sum [2]float64
		for n := range beads {
			r, err := align.New(lex, align.Options{}).Score(text(source...), text(target...), beads[n])
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range r.Beads {
				sum[n] += b.Score
			}
		}
		return (sum[0] - sum[1]) * float64(2*(between-owner)-1)
	}
	for _, owner := range []int{between - 1, between} {
		with, without := gain(pointed{numerals()}, owner), gain(numerals(), owner)
		if with < 1 || with < without+1 {
			t.Errorf("the line of bead %d: %.2f nats for it with vectors, %.2f without", owner, with, without)
		}
	}
}

func TestLaws(t *testing.T) {
	for seed := range int64(8) {
		source, target := noise(rand.New(rand.NewSource(seed)), 60)
		checkLaws(t, source, target)
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("a1 a2\na3", "b1 b2\nb3")
	f.Add("", "b1")
	f.Add("2021\n\n大会 2254", "2021\nassembli 2254\n\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		split := func(s string) []align.Unit {
			lines := strings.Split(s, "\n")
			return text(lines[:min(len(lines), 60)]...)
		}
		checkLaws(t, split(a), split(b))
	})
}

// tally is a scorer of a user's own: it wants the beads of equal numbers.
type tally struct{}

func (tally) Name() string { return "tally" }

func (tally) Bind(source, target []align.Unit) align.Cost { return tally{} }

func (tally) Score(source, target align.Range) float64 {
	if source == target {
		return 50
	}
	return -50
}

func TestExtraScorer(t *testing.T) {
	got := align.New(nil, align.Options{Extra: []align.Scorer{tally{}}}).Align(text("p q r", "s t", "u"), text("v", "w x y z", "k"))
	if types(got.Beads) != "1-1 1-1 1-1" || got.Names[len(got.Names)-1] != "tally" || got.Beads[0].Components[len(got.Names)-1] < 1 {
		t.Errorf("%v %v", got.Names, got.Beads)
	}
}

func ExampleAligner_Align() {
	source := text("大会 重申 2254", "秘书长 报告", "谢谢")
	target := text("assembli reaffirm 2254 secretari report", "thank")
	lexicon := dictionary{"大会": "assembli", "重申": "reaffirm", "秘书长": "secretari", "报告": "report", "谢谢": "thank"}
	for _, bead := range align.New(lexicon, align.Options{}).Align(source, target).Beads {
		fmt.Println(bead.Source, bead.Target, bead.Type())
	}
	// Output:
	// [0, 1] [0] 2-1
	// [2] [1] 1-1
}

func BenchmarkAlign(b *testing.B) {
	for _, n := range []int{100, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			source, target := noise(rand.New(rand.NewSource(1)), n)
			a := align.New(numerals(), align.Options{})
			b.ReportAllocs()
			for b.Loop() {
				a.Align(source, target)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/unit")
		})
	}
}
