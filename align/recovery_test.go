package align_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/segment/lang"
)

// Nothing that befalls one side may cost a bead that stands apart from it: the
// path has to be right again with the first bead after the accident.

// lineOf makes a pair of lines that translate each other, of ten words of the
// thousand that numerals knows; every n gives others.
func lineOf(n int) (source, target align.Unit) {
	rng := rand.New(rand.NewSource(int64(n)))
	var s, t []string
	for range 10 {
		k := rng.Intn(1000)
		s, t = append(s, fmt.Sprintf("a%d", k)), append(t, fmt.Sprintf("b%d", k))
	}
	return text(strings.Join(s, " "))[0], text(strings.Join(t, " "))[0]
}

// linesOf makes n such pairs.
func linesOf(n int) (source, target []align.Unit) {
	for i := range n {
		s, t := lineOf(i)
		source, target = append(source, s), append(target, t)
	}
	return source, target
}

// foreign makes lines that have no translation: six words that nobody knows, and
// four of those that the text is made of, "a…" or "b…".
func foreign(word string, n int) []align.Unit {
	rng := rand.New(rand.NewSource(-1))
	out := make([]align.Unit, n)
	for i := range out {
		var w []string
		for range 6 {
			w = append(w, fmt.Sprintf("y%d", rng.Intn(2000)))
		}
		for range 4 {
			w = append(w, fmt.Sprintf("%s%d", word, rng.Intn(1000)))
		}
		out[i] = text(strings.Join(w, " "))[0]
	}
	return out
}

// wantAt tells where the path is not where it should be: source unit i, from i on
// to before end, alone with target unit i+shift.
func wantAt(t *testing.T, beads []align.Bead, from, end, shift int) {
	t.Helper()
	for i := from; i < end; i++ {
		want := align.Bead{Source: align.Range{Lo: i, Hi: i + 1}, Target: align.Range{Lo: i + shift, Hi: i + shift + 1}}
		if !slices.ContainsFunc(beads, func(b align.Bead) bool { return b.Source == want.Source && b.Target == want.Target }) {
			k := slices.IndexFunc(beads, func(b align.Bead) bool { return b.Source.Lo <= i && i < b.Source.Hi })
			t.Fatalf("source unit %d is in bead %v:%v, want it with %d", i, beads[k].Source, beads[k].Target, i+shift)
		}
	}
}

// wantAlone tells which units of an accident got a partner.
func wantAlone(t *testing.T, beads []align.Bead, r align.Range, side func(align.Bead) align.Range) {
	t.Helper()
	alone := 0
	for _, b := range beads {
		if u := side(b); b.Null() && u.Lo >= r.Lo && u.Hi <= r.Hi {
			alone += u.Len()
		}
	}
	if alone != r.Len() {
		t.Errorf("%d of %d units without partner are alone", alone, r.Len())
	}
}

func sourceOf(b align.Bead) align.Range { return b.Source }
func targetOf(b align.Bead) align.Range { return b.Target }

// An annex of 3,000 lines, or a cover page of 12, in one language only, before,
// within and behind the text, on either side.
func TestRecoveryFromOneSided(t *testing.T) {
	const n = 200
	for _, lines := range []int{12, 3000} {
		for _, at := range []int{0, 77, n} {
			t.Run(fmt.Sprintf("%d lines at %d", lines, at), func(t *testing.T) {
				source, target := linesOf(n)
				a := align.New(numerals(), align.Options{})
				got := a.Align(source, slices.Insert(slices.Clone(target), at, foreign("b", lines)...)).Beads
				wantAt(t, got, 0, at, 0)
				wantAt(t, got, at, n, lines)
				wantAlone(t, got, align.Range{Lo: at, Hi: at + lines}, targetOf)
				got = a.Align(slices.Insert(slices.Clone(source), at, foreign("a", lines)...), target).Beads
				wantAt(t, got, 0, at, 0)
				wantAt(t, got, at+lines, n+lines, -lines)
				wantAlone(t, got, align.Range{Lo: at, Hi: at + lines}, sourceOf)
			})
		}
	}
}

// Whole sections that only one side has, others that only the other has.
func TestRecoveryFromMissingSections(t *testing.T) {
	source, target := linesOf(400)
	without := slices.Delete(slices.Clone(target), 40, 110) // a first section
	without = slices.Delete(without, 200-70, 300-70)        // and one more
	fewer := slices.Delete(slices.Clone(source), 330, 375)  // one that the target has
	got := align.New(numerals(), align.Options{}).Align(fewer, without).Beads
	wantAt(t, got, 0, 40, 0)
	wantAlone(t, got, align.Range{Lo: 40, Hi: 110}, sourceOf)
	wantAt(t, got, 110, 200, -70)
	wantAlone(t, got, align.Range{Lo: 200, Hi: 300}, sourceOf)
	wantAt(t, got, 300, 330, -170)
	wantAlone(t, got, align.Range{Lo: 330 - 170, Hi: 375 - 170}, targetOf)
	wantAt(t, got, 330, 355, -170+45)
}

// A section of 500 lines that one side lacks, on either side.
func TestRecoveryFromLongSection(t *testing.T) {
	source, target := linesOf(900)
	without := slices.Delete(slices.Clone(target), 200, 700)
	a := align.New(numerals(), align.Options{})
	got := a.Align(source, without).Beads
	wantAt(t, got, 0, 200, 0)
	wantAlone(t, got, align.Range{Lo: 200, Hi: 700}, sourceOf)
	wantAt(t, got, 700, 900, -500)
	without = slices.Delete(slices.Clone(source), 200, 700)
	got = a.Align(without, target).Beads
	wantAt(t, got, 0, 200, 0)
	wantAlone(t, got, align.Range{Lo: 200, Hi: 700}, targetOf)
	wantAt(t, got, 200, 400, 500)
}

// The same line stands 200 times in one text and 150 times in the other: which
// of them are partners cannot be known, but each has one or none, and the path
// loses neither the text behind nor what lies between two such blocks. How many
// get a partner is told and not held: nearly every line of this text is the same
// one, so that a partner says little.
func TestRecoveryFromBoilerplate(t *testing.T) {
	s, u := lineOf(5000)
	repeat := func(x align.Unit, n int) []align.Unit { return slices.Repeat([]align.Unit{x}, n) }
	source, target := linesOf(120)
	for _, c := range []struct{ source, target int }{{200, 150}, {150, 200}, {200, 1}, {20, 15}, {5, 3}} {
		t.Run(fmt.Sprintf("%d against %d", c.source, c.target), func(t *testing.T) {
			long := slices.Concat(source[:50], repeat(s, c.source), source[50:80], repeat(s, c.target), source[80:])
			other := slices.Concat(target[:50], repeat(u, c.target), target[50:80], repeat(u, c.source), target[80:])
			got := align.New(numerals(), align.Options{}).Align(long, other).Beads
			wantAt(t, got, 0, 50, 0)
			wantAt(t, got, 50+c.source, 80+c.source, c.target-c.source)
			all := c.source + c.target
			wantAt(t, got, 80+all, 120+all, 0)
			t.Logf("%d of the repeated lines have a partner, %d can", wantSingle(t, got)-120, 2*min(c.source, c.target))
		})
	}
}

// wantSingle tells which units have more than one partner, and gives how many
// have one.
func wantSingle(t *testing.T, beads []align.Bead) (n int) {
	t.Helper()
	for _, b := range beads {
		switch {
		case b.Type() == "1-1":
			n++
		case !b.Null():
			t.Errorf("bead %s:%s is %s", b.Source, b.Target, b.Type())
		}
	}
	return n
}

// The same in words of the embedded model, short lines and a longer one, within
// real text: all that can have a partner have one, the others none.
func TestRecoveryFromRealBoilerplate(t *testing.T) {
	const before, behind = 30, 10 // lines that must be right
	d := readGold(t, "undev", "zh-en")[0]
	zh, _ := lang.ByCode("zh")
	en, _ := lang.ByCode("en")
	for _, line := range []struct{ zh, en string }{
		{"无", "None."}, {"不适用", "Not applicable"}, {"主席宣布休会。", "The Chairman declared the meeting adjourned."},
	} {
		for _, c := range []struct{ zh, en int }{{200, 150}, {150, 200}, {200, 20}, {20, 15}, {5, 3}} {
			t.Run(fmt.Sprintf("%s %d against %d", line.en, c.zh, c.en), func(t *testing.T) {
				source := slices.Concat(d.source[:before], slices.Repeat([]align.Unit{unitOf(zh, line.zh)}, c.zh), d.source[before:])
				target := slices.Concat(d.target[:before], slices.Repeat([]align.Unit{unitOf(en, line.en)}, c.en), d.target[before:])
				got := align.New(pairOf(t, "zh-en"), align.Options{}).Align(source, target).Beads
				wantAt(t, got, 0, before, 0)
				wantAt(t, got, before+c.zh, before+c.zh+behind, c.en-c.zh)
				block := slices.DeleteFunc(got, func(b align.Bead) bool {
					return b.Source.Hi <= before && b.Target.Hi <= before || b.Source.Lo >= before+c.zh && b.Target.Lo >= before+c.en
				})
				if n := wantSingle(t, block); n != min(c.zh, c.en) {
					t.Errorf("%d of the repeated lines have a partner, %d can", n, min(c.zh, c.en))
				}
			})
		}
	}
}

// A form with two or three lines that stand again and again in turns, more often
// in one text; in the last case the other text has two of them in one line.
func TestRecoveryFromForms(t *testing.T) {
	const around = 20 // lines before and behind
	d := readGold(t, "undev", "zh-en")[1]
	units := func(code string, lines ...string) (u []align.Unit) {
		l, _ := lang.ByCode(code)
		for _, line := range lines {
			u = append(u, unitOf(l, line))
		}
		return u
	}
	for _, c := range []struct {
		name   string
		zh, en []align.Unit
		want   map[string]int // beads of one form, by type
	}{
		{"two lines", units("zh", "答复：", "无"), units("en", "Reply:", "None."), map[string]int{"1-1": 2}},
		{"three", units("zh", "委员会是否通过了决定？", "答复：", "无"), units("en", "Has the Committee adopted the decision?", "Reply:", "None."), map[string]int{"1-1": 3}},
		{"two of three joined", units("zh", "委员会是否通过了决定？", "答复：", "无"), units("en", "Has the Committee adopted the decision?", "Reply: None."), map[string]int{"1-1": 1, "2-1": 1}},
	} {
		for _, n := range []struct{ zh, en int }{{100, 75}, {75, 100}, {20, 15}} {
			t.Run(fmt.Sprintf("%s %d against %d", c.name, n.zh, n.en), func(t *testing.T) {
				source := slices.Concat(d.source[:around], slices.Repeat(c.zh, n.zh), d.source[around:2*around])
				target := slices.Concat(d.target[:around], slices.Repeat(c.en, n.en), d.target[around:2*around])
				got := map[string]int{}
				for _, b := range align.New(pairOf(t, "zh-en"), align.Options{}).Align(source, target).Beads {
					if !b.Null() {
						got[b.Type()]++
					}
				}
				want := map[string]int{"1-1": 2 * around}
				for k, v := range c.want {
					want[k] += v * min(n.zh, n.en)
				}
				if !maps.Equal(got, want) {
					t.Errorf("beads with a partner %v, want %v", got, want)
				}
			})
		}
	}
}

// A refrain behind every fifth line, and 37 lines that one side lacks: each
// refrain finds its own.
func TestRecoveryBetweenRefrains(t *testing.T) {
	s, u := lineOf(5000)
	var source, target []align.Unit
	for i := range 400 {
		x, y := lineOf(i)
		source, target = append(source, x), append(target, y)
		if i%5 == 4 {
			source, target = append(source, s), append(target, u)
		}
	}
	got := align.New(numerals(), align.Options{}).Align(source, slices.Delete(slices.Clone(target), 103, 140)).Beads
	wantAt(t, got, 0, 103, 0)
	wantAlone(t, got, align.Range{Lo: 103, Hi: 140}, sourceOf)
	wantAt(t, got, 140, len(source), -37)
	// The refrain itself, left out of one side at every second place.
	var fewer []align.Unit
	for j, y := range target {
		if j%12 != 5 {
			fewer = append(fewer, y)
		}
	}
	got = align.New(numerals(), align.Options{}).Align(source, fewer).Beads
	gone := 0
	for i := range source {
		if i%12 == 5 {
			gone++
			continue
		}
		wantAt(t, got, i, i+1, -gone)
	}
}
