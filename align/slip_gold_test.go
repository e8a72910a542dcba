package align_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"tritext/align"
	"tritext/align/eval"
)

// slipCounts are what Slips says of alignments.
type slipCounts struct {
	beads        int
	alarms       int // slips told
	wrong        int // of them, those of whose beads more than half are right
	seeded, hits int // faults seeded, and slips that touch them
}

func (c *slipCounts) add(d slipCounts) {
	c.beads += d.beads
	c.alarms += d.alarms
	c.wrong += d.wrong
	c.seeded += d.seeded
	c.hits += d.hits
}

func rightBeads(gold []eval.Bead) map[string]bool {
	known := map[string]bool{}
	for _, b := range gold {
		known[b.String()] = true
	}
	return known
}

// ordinary counts the slips told of an alignment of texts without seeded faults.
func ordinary(d gold, a *align.Aligner) (c slipCounts) {
	beads := a.Align(d.source, d.target).Beads
	known := rightBeads(d.beads)
	c.beads = len(beads)
	for _, s := range align.Slips(beads) {
		right := 0
		for _, b := range beads[s.Beads.Lo:s.Beads.Hi] {
			if known[eval.FromAlign([]align.Bead{b})[0].String()] {
				right++
			}
		}
		c.alarms++
		if 2*right > s.Beads.Len() {
			c.wrong++
		}
	}
	return c
}

// replaced puts a passage of another document into the middle of the target.
func replaced(d, other gold, size int, a *align.Aligner) (c slipCounts) {
	at := len(d.target) / 2
	if at+size > len(d.target) || size > len(other.target) {
		return c
	}
	target := slices.Clone(d.target)
	copy(target[at:at+size], other.target)
	c.seeded = 1
	hit := func(r align.Range) bool { return r.Lo < at+size && r.Hi > at }
	if slices.ContainsFunc(align.Slips(a.Align(d.source, target).Beads), func(s align.Slip) bool { return hit(s.Target) }) {
		c.hits = 1
	}
	return c
}

// shifted scores beads of which so many in the middle are moved on by one target unit.
func shifted(d gold, size int, a *align.Aligner) (c slipCounts) {
	at := len(d.target) / 2
	var given []align.Bead
	end := 0
	for _, b := range a.Align(d.source, d.target).Beads {
		if b.Null() {
			continue
		}
		if b.Target.Lo >= at && b.Target.Lo < at+size {
			b.Target = align.Range{Lo: b.Target.Lo + 1, Hi: min(b.Target.Hi+1, len(d.target))}
		}
		if b.Target.Lo < end || b.Target.Len() == 0 {
			continue
		}
		given, end = append(given, b), b.Target.Hi
	}
	r, err := a.Score(d.source, d.target, given)
	if err != nil {
		return c
	}
	c.seeded = 1
	if slices.ContainsFunc(align.Slips(r.Beads), func(s align.Slip) bool { return s.Target.Lo < at+size+1 && s.Target.Hi > at }) {
		c.hits = 1
	}
	return c
}

// countSlips works on the documents of a set on two goroutines.
func countSlips(docs []gold, lex align.Lexicon, do func(k int, a *align.Aligner) slipCounts) (sum slipCounts) {
	a := align.New(lex, align.Options{})
	all := make([]slipCounts, len(docs))
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for k := w; k < len(docs); k += 2 {
				all[k] = do(k, a)
			}
		})
	}
	wg.Wait()
	for _, c := range all {
		sum.add(c)
	}
	return sum
}

// TestSlipsGold holds what Slips finds: a passage of ten sentences that was put in
// the place of another, beads that were moved on by one, and next to nothing in
// texts as they are.
func TestSlipsGold(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences")
	}
	const size = 10
	for _, c := range []struct{ set, pair string }{{"undev-hard", "zh-en"}, {"ntrex-hard", "zh-ru"}} {
		t.Run(c.set+"/"+c.pair, func(t *testing.T) {
			docs, lex := readGold(t, c.set, c.pair), pairOf(t, c.pair)
			plain, in, moved := measureSlips(docs, lex, size)
			t.Logf("%d slips told of %d beads, %d of them wrong; passages of %d replaced %d of %d, moved %d of %d", plain.alarms, plain.beads, plain.wrong,
				size, in.hits, in.seeded, moved.hits, moved.seeded)
			if 1000*plain.wrong > plain.beads {
				t.Errorf("%d false alarms in %d beads, more than one in a thousand", plain.wrong, plain.beads)
			}
			if 10*in.hits < 8*in.seeded || 10*moved.hits < 9*moved.seeded {
				t.Errorf("found %d of %d passages that were replaced, %d of %d that were moved", in.hits, in.seeded, moved.hits, moved.seeded)
			}
		})
	}
}

// measureSlips counts the slips told of documents as they are, with passages of
// that size replaced, and moved on by one.
func measureSlips(docs []gold, lex align.Lexicon, size int) (plain, in, moved slipCounts) {
	plain = countSlips(docs, lex, func(k int, a *align.Aligner) slipCounts { return ordinary(docs[k], a) })
	in = countSlips(docs, lex, func(k int, a *align.Aligner) slipCounts {
		return replaced(docs[k], docs[(k+1)%len(docs)], size, a)
	})
	moved = countSlips(docs, lex, func(k int, a *align.Aligner) slipCounts { return shifted(docs[k], size, a) })
	return plain, in, moved
}

// BenchmarkSlips prints false alarms per thousand beads, and the share of seeded
// faults that are found, by their size in sentences.
func BenchmarkSlips(b *testing.B) {
	for _, c := range []struct {
		set   string
		pairs []string
	}{
		{"mac", threePairs[:1]}, {"undev-hard", threePairs}, {"undev-mid", threePairs}, {"undev-nulls", threePairs}, {"undev-mild", threePairs},
		{"ntrex-hard", threePairs}, {"ntrex-mid", threePairs}, {"ntrex-nulls", threePairs}, {"wmten-hard", threePairs}, {"wmten-mid", threePairs},
		{"wmtzh-hard", threePairs[:1]}, {"pud-mid", threePairs}, {"bible", threePairs[:1]}, {"udhr", threePairs},
	} {
		for _, pair := range c.pairs {
			for _, size := range []int{4, 10, 20} {
				b.Run(fmt.Sprintf("%s/%s/%d", c.set, pair, size), func(b *testing.B) {
					docs, lex := readGold(b, c.set, pair), pairOf(b, pair)
					var plain, in, moved slipCounts
					for b.Loop() {
						plain, in, moved = measureSlips(docs, lex, size)
					}
					b.ReportMetric(1000*float64(plain.wrong)/float64(plain.beads), "false/1000")
					b.ReportMetric(100*float64(in.hits)/float64(in.seeded), "replaced%")
					b.ReportMetric(100*float64(moved.hits)/float64(moved.seeded), "moved%")
				})
			}
		}
	}
}
