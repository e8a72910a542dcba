package embed_test

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/embed"
)

// byText is a Source of vectors at hand.
type byText map[string][]float32

func (b byText) Vectors(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, t := range texts {
		out[i] = b[t]
	}
	return out, nil
}

// draw gives a vector of a normal distribution that depends on the word alone.
func draw(word string, dim int) []float32 {
	h := fnv.New64a()
	h.Write([]byte(word))
	r := rand.New(rand.NewSource(int64(h.Sum64())))
	v := make([]float32, dim)
	sum := 0.0
	for i := range v {
		x := r.NormFloat64()
		v[i] = float32(x)
		sum += x * x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// unit of words that only vectors can tell apart.
func unit(text string) align.Unit {
	return align.Unit{Tokens: strings.Fields(text), Length: 40, Text: text}
}

// story is two texts without a word in common: source sentence k is "甲k", its
// translation "б" k. Their vectors are alike.
func story(n int, like float32) (source, target []align.Unit, vectors byText) {
	const dim = 48
	vectors = byText{}
	for k := range n {
		s, t := unit(fmt.Sprintf("甲%d", k)), unit(fmt.Sprintf("б%d", k))
		s.Tokens, t.Tokens = []string{"甲"}, []string{"б"}
		v, w := draw(s.Text, dim), draw(t.Text, dim)
		for i := range w {
			w[i] = like*v[i] + (1-like)*w[i]
		}
		vectors[s.Text], vectors[t.Text] = v, w
		source, target = append(source, s), append(target, t)
	}
	return source, target, vectors
}

func scorer(tb testing.TB, source embed.Source, opt embed.Options, texts ...[]align.Unit) *embed.Scorer {
	tb.Helper()
	s, err := embed.New(context.Background(), source, opt, texts...)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// oneToOne gives 1-1 beads.
func oneToOne(n int) []align.Bead {
	var beads []align.Bead
	for k := range n {
		beads = append(beads, align.Bead{Source: align.Range{Lo: k, Hi: k + 1}, Target: align.Range{Lo: k, Hi: k + 1}})
	}
	return beads
}

func TestScore(t *testing.T) {
	source, target, vectors := story(40, .7)
	one := func(k, n int) align.Range { return align.Range{Lo: k, Hi: k + n} }
	cost := scorer(t, vectors, embed.Options{}, source, target).Bind(source, target)
	if a, b := cost.Score(one(3, 1), one(3, 1)), cost.Score(one(3, 1), one(9, 1)); a < 1 || b > -1 {
		t.Errorf("before the first lesson a right pair scores %.3f, a wrong one %.3f", a, b)
	}
	for _, p := range cost.(align.Proposer).Propose() {
		if p.Source != p.Target || p.Score <= 0 {
			t.Errorf("proposes %v", p)
		}
	}
	if n := len(cost.(align.Proposer).Propose()); n < 40 {
		t.Errorf("%d proposals for 40 units", n)
	}
	_, _, unlike := story(40, 0)
	noise := scorer(t, unlike, embed.Options{}, source, target).Bind(source, target)
	if v, p := noise.Score(one(3, 1), one(3, 1)), noise.(align.Proposer).Propose(); v != 0 || len(p) > 0 {
		t.Errorf("noise scores %.3f before the first lesson, and proposes %v", v, p)
	}
	learn := func(c align.Cost, beads []align.Bead) align.Cost {
		c.(align.Learner).Learn(beads)
		return c
	}
	learn(cost, oneToOne(40))
	if v := cost.Score(one(3, 1), one(3, 1)); v < 1 {
		t.Errorf("a right pair scores %.3f", v)
	}
	if v := cost.Score(one(3, 1), one(9, 1)); v > -1 {
		t.Errorf("a wrong pair scores %.3f", v)
	}
	if a, b := cost.Score(one(3, 2), one(3, 2)), cost.Score(one(3, 2), one(5, 2)); a < 1 || b > -1 {
		t.Errorf("two units: %.3f if right, %.3f if wrong", a, b)
	}
	if a, b := cost.Score(one(3, 1), one(3, 1)), cost.Score(one(3, 1), one(3, 2)); a < b {
		t.Errorf("a unit too many: %.3f, more than %.3f", b, a)
	}
	if v := cost.Score(one(0, 20), one(0, 1)); v != 0 {
		t.Errorf("a bead larger than any scores %.3f", v)
	}
	// Too little to learn from, nothing to learn, and a lesson of wrong beads.
	wrong := oneToOne(39)
	for k := range wrong {
		wrong[k].Target.Lo, wrong[k].Target.Hi = 39-k, 40-k
	}
	for name, beads := range map[string][]align.Bead{"none": nil, "five": oneToOne(5), "wrong": wrong} {
		if v := learn(cost, beads).Score(one(3, 1), one(3, 1)); v != 0 {
			t.Errorf("%s beads teach %.3f", name, v)
		}
	}
	// The other way round, and with units that have no vector.
	mirrored := learn(scorer(t, vectors, embed.Options{}, source, target).Bind(target, source), oneToOne(40))
	learn(cost, oneToOne(40))
	if a, b := cost.Score(one(3, 2), one(3, 1)), mirrored.Score(one(3, 1), one(3, 2)); math.Abs(a-b) > 1e-9 {
		t.Errorf("%v one way, %v the other", a, b)
	}
	delete(vectors, source[4].Text)
	s := scorer(t, vectors, embed.Options{}, source, target)
	gap := learn(s.Bind(source, target), oneToOne(40))
	if a, b := gap.Score(one(4, 1), one(4, 1)), gap.Score(one(3, 2), one(3, 1)); a != 0 || b != 0 {
		t.Errorf("a unit without a vector scores %v, %v", a, b)
	}
	if !reflect.DeepEqual(s.Missing(), []int{1, 0}) {
		t.Errorf("missing %v", s.Missing())
	}
}

// A joined text has a vector of its own where the source knows one.
func TestJoined(t *testing.T) {
	source, target, vectors := story(30, .7)
	// The joined text of 3 and 4 is one idea, which their sum does not show.
	whole := draw("甲三四", 48)
	vectors["甲3 甲4"], vectors["б3 б4"] = whole, whole
	score := func(joined int) float64 {
		c := scorer(t, vectors, embed.Options{Joined: joined}, source, target).Bind(source, target)
		c.(align.Learner).Learn(oneToOne(30))
		return c.Score(align.Range{Lo: 3, Hi: 5}, align.Range{Lo: 3, Hi: 5})
	}
	if a, b := score(1), score(2); b <= a {
		t.Errorf("%.3f with the joined text, %.3f without", b, a)
	}
	if a, b := score(2), score(100); a != b {
		t.Errorf("%.3f with joined texts of 2, %.3f of any number", a, b)
	}
	// With no joined text known, sums serve in their place.
	delete(vectors, "甲3 甲4")
	delete(vectors, "б3 б4")
	if a, b := score(1), score(8); math.Abs(a-b) > 1e-4 {
		t.Errorf("sums: %.6f, in place of joined texts %.6f", a, b)
	}
}

func TestNewFaults(t *testing.T) {
	source, target, _ := story(3, .7)
	broken := errors.New("broken")
	for name, f := range map[string]func([]string) ([][]float32, error){
		"vectors of 2 and of 3 values":       func([]string) ([][]float32, error) { return [][]float32{{1, 0}, nil, {1, 0, 0}, nil, nil, nil}, nil },
		"6 texts asked for, 1 vectors given": func([]string) ([][]float32, error) { return make([][]float32, 1), nil },
		"broken":                             func([]string) ([][]float32, error) { return nil, broken },
	} {
		if _, err := embed.New(context.Background(), sourceFunc(f), embed.Options{}, source, target); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %q", err, name)
		}
	}
}

type sourceFunc func([]string) ([][]float32, error)

func (f sourceFunc) Vectors(_ context.Context, texts []string) ([][]float32, error) { return f(texts) }

// Vectors find what no word tells: three sentences are left out of the target.
func TestAlignByVectors(t *testing.T) {
	source, target, vectors := story(60, .7)
	for k := range source { // some sentences have a word of their own
		if k%10 == 0 {
			w := fmt.Sprint(1000 + k)
			source[k].Tokens, target[k].Tokens = append(source[k].Tokens, w), append(target[k].Tokens, w)
		}
	}
	less := append(append([]align.Unit(nil), target[:20]...), target[21:40]...)
	less = append(less, target[42:]...)
	right := func(r align.Result) (n int) {
		for _, b := range r.Beads {
			if b.Type() == "1-1" && source[b.Source.Lo].Text[3:] == less[b.Target.Lo].Text[2:] {
				n++
			}
		}
		return n
	}
	plain := align.New(nil, align.Options{})
	without, with := right(plain.Align(source, less)), right(plain.With(scorer(t, vectors, embed.Options{}, source, less)).Align(source, less))
	if with < 54 || with <= without {
		t.Errorf("%d of 57 right with vectors, %d without", with, without)
	}
	static := embed.Static("words", func(u *align.Unit) []float32 { return vectors[u.Text] })
	r := plain.With(static).Align(source, less)
	if n := right(r); n != with {
		t.Errorf("%d right by Static, %d by New", n, with)
	}
	if name := r.Names[len(r.Names)-1]; name != "words" {
		t.Errorf("component %q", name)
	}
}

// Laws: any vectors, and the beads cover both sides; the mirror image mirrors;
// without any vector nothing changes.
func FuzzAlign(f *testing.F) {
	f.Add(uint8(7), uint8(5), int64(1), uint8(1))
	f.Add(uint8(0), uint8(3), int64(2), uint8(2))
	f.Add(uint8(40), uint8(38), int64(3), uint8(8))
	f.Fuzz(func(t *testing.T, n, m uint8, seed int64, joined uint8) {
		r := rand.New(rand.NewSource(seed))
		vectors := byText{}
		text := func(n uint8, letter string) []align.Unit {
			units := make([]align.Unit, n%64)
			for k := range units {
				units[k] = unit(fmt.Sprintf("%s%d", letter, r.Intn(20)))
				units[k].Length = float64(r.Intn(90))
				switch r.Intn(6) {
				case 0: // no vector
				case 1:
					vectors[units[k].Text] = []float32{1, 0, 0}
				default:
					vectors[units[k].Text] = draw(fmt.Sprint(r.Intn(30)), 3)
				}
			}
			return units
		}
		source, target := text(n, "甲"), text(m, "б")
		opt := embed.Options{Joined: int(joined % 9)}
		plain := align.New(nil, align.Options{})
		got := plain.With(scorer(t, vectors, opt, source, target)).Align(source, target)
		i, j := 0, 0
		for _, b := range got.Beads {
			if b.Source.Lo != i || b.Target.Lo != j || math.IsNaN(b.Score) {
				t.Fatalf("bead %v at %d, %d", b, i, j)
			}
			i, j = b.Source.Hi, b.Target.Hi
		}
		if i != len(source) || j != len(target) {
			t.Fatalf("covers %d and %d of %d and %d", i, j, len(source), len(target))
		}
		back := plain.With(scorer(t, vectors, opt, target, source)).Align(target, source)
		for k, b := range back.Beads {
			if b.Source != got.Beads[k].Target || b.Target != got.Beads[k].Source {
				t.Fatalf("bead %d: %v, mirrored %v", k, got.Beads[k], b)
			}
		}
		clear(vectors)
		none := plain.With(scorer(t, vectors, opt, source, target)).Align(source, target)
		for k, b := range plain.Align(source, target).Beads {
			if b.Source != none.Beads[k].Source || b.Target != none.Beads[k].Target || b.Score != none.Beads[k].Score {
				t.Fatalf("without vectors bead %d is %v, should be %v", k, none.Beads[k], b)
			}
		}
	})
}
