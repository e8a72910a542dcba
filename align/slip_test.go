package align_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"tritext/align"
)

// beadsOf makes beads of a row of marks: "." a sure 1-1 bead, "?" a doubtful one,
// "x" one of no confidence, "<" and ">" sure null beads of the source and the
// target, "L" a locked null bead of the source, "K" a locked 1-1 bead.
func beadsOf(row string) (beads []align.Bead) {
	i, j := 0, 0
	for _, r := range row {
		b := align.Bead{Source: align.Range{Lo: i, Hi: i + 1}, Target: align.Range{Lo: j, Hi: j + 1}, Confidence: 0.99}
		switch r {
		case '?':
			b.Confidence = 0.5
		case 'x':
			b.Confidence = 0
		case '<', 'L':
			b.Target.Hi, b.Locked = j, r == 'L'
		case 'K':
			b.Confidence, b.Locked = 1, true
		case '>':
			b.Source.Hi = i
		}
		beads = append(beads, b)
		i, j = b.Source.Hi, b.Target.Hi
	}
	return beads
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		name, row string
		want      string // first and last bead of each slip
	}{
		{"nothing", "", ""},
		{"a sure path", "..........", ""},
		{"single doubtful beads", "..x...?...x...x..", ""},
		{"two together", "....xx....", ""},
		{"doubtful together", "...xxxxxx...", "3-8"},
		{"with a sure bead in between", "...xxxx.xxxx...", "3-11"},
		{"half doubtful, long", "..??????????..", "2-11"},
		{"all of it", "xxxxxxx", "0-6"},
		{"two slips", "xxxxxxx..........xxxxxxx", "0-6 17-23"},
		{"an annex of one side", "...<<<<<<<<<<<<...", ""},
		{"a missing sentence on both", "...<>...", ""},
		{"both sides without partners", "...<<<<<>>>>>...", "3-12"},
		{"in turns", "...<><><><><>...", "3-12"},
		{"a few of one, many of the other", "...<>>>>>>>>>>>...", ""},
		{"left so by a person", "...LLLLL>>>>>...", ""},
		{"pushed aside by a locked bead", "...>>>>>>K<<<<<<...", "3-15"},
		{"by two", "...>>>>>>KK<<<<<<...", "3-16"},
		{"far from each other", "...>>>>>>KKKKKKKK<<<<<<...", ""},
		{"a locked bead before an annex", "...KK<<<<<<<<...", ""},
		{"annexes of one side around a locked bead", "...<<<<<<K<<<<<<...", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range align.Slips(beadsOf(c.row)) {
				got = append(got, fmt.Sprintf("%d-%d", s.Beads.Lo, s.Beads.Hi-1))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%q, want %q", s, c.want)
			}
		})
	}
	s := align.Slips(beadsOf("..xxx<xxx.."))[0]
	if want := (align.Range{Lo: 2, Hi: 9}); s.Source != want || s.Target != (align.Range{Lo: 2, Hi: 8}) {
		t.Errorf("source %v, target %v", s.Source, s.Target)
	}
	if !(s.Confidence > .1 && s.Confidence < .2) { // one bead of seven is sure
		t.Errorf("mean confidence %v", s.Confidence)
	}
}

// Slips lie in order, apart, within the beads, and begin and end with a bead that
// speaks for them; more doubt never makes fewer beads doubtful.
func FuzzSlips(f *testing.F) {
	f.Add(int64(1), uint8(40))
	f.Add(int64(2), uint8(0))
	f.Fuzz(func(t *testing.T, seed int64, n uint8) {
		rng := rand.New(rand.NewSource(seed))
		var row strings.Builder
		mark := '.'
		for range int(n) {
			if rng.Intn(4) == 0 {
				mark = rune(".?x<>LK"[rng.Intn(7)])
			}
			row.WriteRune(mark)
		}
		beads := beadsOf(row.String())
		covered := func() (n int) {
			last := 0
			for _, s := range align.Slips(beads) {
				if s.Beads.Lo < last || s.Beads.Hi > len(beads) || s.Beads.Len() == 0 || !(s.Score > 0) || !(s.Confidence >= 0 && s.Confidence <= 1) {
					t.Fatalf("%q: %+v after %d", row.String(), s, last)
				}
				for _, b := range []align.Bead{beads[s.Beads.Lo], beads[s.Beads.Hi-1]} {
					if !b.Null() && b.Confidence > .9 {
						t.Fatalf("%q: %+v begins or ends with a sure bead", row.String(), s)
					}
				}
				last = s.Beads.Hi
				n += s.Beads.Len()
			}
			return n
		}
		covered()
		for k := range beads {
			beads[k].Confidence = 0
			beads[k].Locked = false
		}
		if got := covered(); len(beads) >= 5 && got != len(beads) {
			t.Errorf("no bead can be trusted, and %d of %d are in slips", got, len(beads))
		}
	})
}
