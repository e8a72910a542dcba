package align_test

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"tritext/align"
)

// bead makes a bead of the ranges from a to b and from c to d.
func bead(a, b, c, d int) align.Bead {
	return align.Bead{Source: align.Range{Lo: a, Hi: b}, Target: align.Range{Lo: c, Hi: d}}
}

// span writes a bead without what it scored.
func span(b align.Bead) string { return b.Source.String() + ":" + b.Target.String() }

func spans(beads []align.Bead) string {
	var s []string
	for _, b := range beads {
		s = append(s, span(b))
	}
	return strings.Join(s, " ")
}

func TestAlignLocked(t *testing.T) {
	source := text("a1 a2 a3", "a4 a5 a6", "a7 a8 a9", "a10 a11 a12", "a13 a14 a15")
	target := text("b1 b2 b3", "b4 b5 b6", "b7 b8 b9", "b10 b11 b12", "b13 b14 b15")
	for _, c := range []struct {
		name   string
		locked []align.Bead
		want   string
	}{
		{"none", nil, "[0]:[0] [1]:[1] [2]:[2] [3]:[3] [4]:[4]"},
		{"against the evidence", []align.Bead{bead(0, 1, 1, 2)}, "[]:[0] [0]:[1]"},
		{"a merge", []align.Bead{bead(1, 3, 1, 3)}, "[0]:[0] [1, 2]:[1, 2] [3]:[3] [4]:[4]"},
		{"everything in one bead", []align.Bead{bead(0, 5, 0, 5)}, "[0, 1, 2, 3, 4]:[0, 1, 2, 3, 4]"},
		{"a null bead", []align.Bead{bead(2, 3, 0, 0)}, "[2]:[]"},
		{"null beads on both sides", []align.Bead{bead(1, 4, 0, 0), bead(0, 0, 1, 4)}, "[0]:[0] [1, 2, 3]:[] []:[1, 2, 3] [4]:[4]"},
		{"first and last", []align.Bead{bead(0, 1, 0, 1), bead(4, 5, 4, 5)}, "[0]:[0] [1]:[1] [2]:[2] [3]:[3] [4]:[4]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := align.New(numerals(), align.Options{}).AlignLocked(source, target, c.locked)
			if err != nil {
				t.Fatal(err)
			}
			if s := spans(got.Beads); !strings.Contains(s, c.want) {
				t.Errorf("%s, want %s", s, c.want)
			}
			checkLocked(t, got.Beads, c.locked, len(source), len(target))
		})
	}
}

func TestGivenBeadsAtFault(t *testing.T) {
	u := text("a1", "a2", "a3")
	for _, c := range []struct {
		name  string
		beads []align.Bead
		want  string
	}{
		{"nothing in it", []align.Bead{{}}, "bead 0 ([]:[]): both sides are empty"},
		{"beyond the end", []align.Bead{bead(0, 1, 0, 1), bead(2, 4, 1, 2)}, "bead 1 ([2, 3]:[1]): source units outside of the text, which has 3"},
		{"below the start", []align.Bead{bead(0, 1, -1, 1)}, "target units outside of the text, which has 3"},
		{"backwards", []align.Bead{bead(2, 1, 0, 1)}, "source units outside of the text"},
		{"overlapping", []align.Bead{bead(0, 2, 0, 1), bead(1, 3, 1, 2)}, "bead 1 ([1, 2]:[1]): overlaps or crosses a bead before it on the source side"},
		{"crossing", []align.Bead{bead(0, 1, 2, 3), bead(1, 2, 0, 1)}, "bead 1 ([1]:[0]): overlaps or crosses a bead before it on the target side"},
		{"a null bead out of order", []align.Bead{bead(2, 3, 2, 3), bead(0, 0, 1, 2)}, "bead 1 ([]:[1]): overlaps or crosses"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := align.New(nil, align.Options{})
			_, err := a.AlignLocked(u, u, c.beads)
			_, err2 := a.Score(u, u, c.beads)
			for _, err := range []error{err, err2} {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("%v, want %s", err, c.want)
				}
			}
		})
	}
}

// checkLocked tells whether the beads cover both sides once, in order, and hold the locked ones.
func checkLocked(t *testing.T, got, locked []align.Bead, n, m int) {
	t.Helper()
	i, j := 0, 0
	have := map[string]bool{}
	marked := 0
	for _, b := range got {
		if b.Source.Lo != i || b.Target.Lo != j || b.Source.Hi < i || b.Target.Hi < j || b.Source.Len()+b.Target.Len() == 0 {
			t.Fatalf("bead %v after %d source and %d target units in %s", b, i, j, spans(got))
		}
		i, j = b.Source.Hi, b.Target.Hi
		if !(b.Confidence >= 0 && b.Confidence <= 1) || math.IsNaN(b.Score) || math.IsInf(b.Score, 0) {
			t.Fatalf("%v: confidence %v", b, b.Confidence)
		}
		if b.Locked {
			marked++
			have[span(b)] = true
			if b.Confidence != 1 {
				t.Fatalf("%v is locked, confidence %v", b, b.Confidence)
			}
		}
	}
	if i != n || j != m {
		t.Fatalf("beads end at %d and %d of %d and %d units", i, j, n, m)
	}
	for _, b := range locked {
		if !have[span(b)] {
			t.Fatalf("locked bead %s is not in %s", span(b), spans(got))
		}
	}
	if marked != len(locked) {
		t.Fatalf("%d beads are marked as locked, %d were given", marked, len(locked))
	}
}

// draw makes locked beads of any sizes for texts of n and m units.
func draw(rng *rand.Rand, n, m int) []align.Bead {
	var out []align.Bead
	for i, j := 0, 0; ; {
		i, j = i+rng.Intn(6), j+rng.Intn(6)
		a, b := rng.Intn(6), rng.Intn(6)
		if i+a > n || j+b > m {
			return out
		}
		if a+b > 0 {
			out = append(out, bead(i, i+a, j, j+b))
		}
		i, j = i+a, j+b
	}
}

func checkLockedLaws(t *testing.T, source, target []align.Unit, locked []align.Bead) {
	t.Helper()
	got, err := align.New(numerals(), align.Options{}).AlignLocked(source, target, locked)
	if err != nil {
		t.Fatal(err)
	}
	checkLocked(t, got.Beads, locked, len(source), len(target))
	back := dictionary{}
	for s, t := range numerals() {
		back[t] = s
	}
	mirrored, err := align.New(back, align.Options{}).AlignLocked(target, source, exchange(locked))
	if err != nil {
		t.Fatal(err)
	}
	// Which of two null beads stands first is of no account.
	if a, b := partners(got.Beads), partners(exchange(mirrored.Beads)); len(source) > 0 && len(target) > 0 && a != b {
		t.Fatalf("exchanged texts give other beads:\n%s\n%s", a, b)
	}
	scored, err := align.New(numerals(), align.Options{}).Score(source, target, locked)
	if err != nil {
		t.Fatal(err)
	}
	for i := range scored.Beads {
		if slices.ContainsFunc(locked, func(b align.Bead) bool { return span(b) == span(scored.Beads[i]) }) {
			scored.Beads[i].Locked, scored.Beads[i].Confidence = true, 1
		}
	}
	checkLocked(t, scored.Beads, locked, len(source), len(target))
}

func exchange(beads []align.Bead) []align.Bead {
	out := slices.Clone(beads)
	for i, b := range out {
		out[i].Source, out[i].Target = b.Target, b.Source
	}
	return out
}

func partners(beads []align.Bead) string {
	beads = slices.DeleteFunc(slices.Clone(beads), align.Bead.Null)
	return spans(beads)
}

func TestLockedLaws(t *testing.T) {
	for seed := range int64(20) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, 40)
		checkLockedLaws(t, source, target, draw(rng, len(source), len(target)))
	}
}

func FuzzAlignLocked(f *testing.F) {
	f.Add("a1 a2\na3\na4", "b1 b2\nb3\nb4", int64(1))
	f.Add("", "b1\nb2\nb3", int64(2))
	f.Add("2021\n\n大会 2254", "2021\nassembli 2254\n\n", int64(3))
	f.Fuzz(func(t *testing.T, a, b string, seed int64) {
		split := func(s string) []align.Unit {
			lines := strings.Split(s, "\n")
			return text(lines[:min(len(lines), 40)]...)
		}
		source, target := split(a), split(b)
		checkLockedLaws(t, source, target, draw(rand.New(rand.NewSource(seed)), len(source), len(target)))
	})
}

// Locking what the aligner found, all or part of it, changes nothing.
func TestLockingOwnBeads(t *testing.T) {
	for seed := range int64(8) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, 60)
		a := align.New(numerals(), align.Options{})
		own := a.Align(source, target).Beads
		some := slices.DeleteFunc(slices.Clone(own), func(align.Bead) bool { return rng.Intn(3) == 0 })
		for _, locked := range [][]align.Bead{own, some} {
			got, err := a.AlignLocked(source, target, locked)
			if err != nil {
				t.Fatal(err)
			}
			if spans(got.Beads) != spans(own) {
				t.Errorf("seed %d: %d beads locked:\n%s\nwithout:\n%s", seed, len(locked), spans(got.Beads), spans(own))
			}
		}
	}
}

// The aligner's own beads score as they did when it found them; worse beads score less.
func TestScore(t *testing.T) {
	source, target := noise(rand.New(rand.NewSource(5)), 60)
	a := align.New(numerals(), align.Options{})
	own := a.Align(source, target)
	scored, err := a.Score(source, target, own.Beads)
	if err != nil {
		t.Fatal(err)
	}
	sum := func(beads []align.Bead) (s float64) {
		for _, b := range beads {
			s += b.Score
		}
		return s
	}
	if x, y := sum(own.Beads), sum(scored.Beads); math.Abs(x-y) > 0.02*math.Abs(x) || spans(own.Beads) != spans(scored.Beads) {
		t.Errorf("found with %.1f, scored with %.1f\n%s\n%s", x, y, spans(own.Beads), spans(scored.Beads))
	}
	for i, b := range scored.Beads {
		var parts float64
		for _, c := range b.Components {
			parts += c
		}
		if math.Abs(parts-b.Score) > 1e-3 {
			t.Errorf("%v: its components make %.4f", b, parts)
		}
		if d := math.Abs(b.Confidence - own.Beads[i].Confidence); d > 0.1 {
			t.Errorf("%v: confidence %.3f, was %.3f", b, b.Confidence, own.Beads[i].Confidence)
		}
	}
	// Every fifth 1-1 bead is taken apart.
	var worse []align.Bead
	for i, b := range own.Beads {
		if i%5 > 0 || b.Type() != "1-1" {
			worse = append(worse, b)
		}
	}
	low, err := a.Score(source, target, worse)
	if err != nil {
		t.Fatal(err)
	}
	if sum(low.Beads) >= sum(scored.Beads) {
		t.Errorf("with beads taken apart %.1f, without %.1f", sum(low.Beads), sum(scored.Beads))
	}
}

func ExampleAligner_AlignLocked() {
	source := text("大会 重申 2254", "秘书长 报告", "谢谢")
	target := text("assembli reaffirm 2254 secretari report", "thank")
	lexicon := dictionary{"大会": "assembli", "重申": "reaffirm", "秘书长": "secretari", "报告": "report", "谢谢": "thank"}
	checked := []align.Bead{{Source: align.Range{Lo: 0, Hi: 1}, Target: align.Range{Lo: 0, Hi: 1}}}
	result, err := align.New(lexicon, align.Options{}).AlignLocked(source, target, checked)
	if err != nil {
		panic(err)
	}
	for _, bead := range result.Beads {
		fmt.Println(bead.Source, bead.Target, bead.Locked)
	}
	// Output:
	// [0] [0] true
	// [1] [] false
	// [2] [1] false
}
