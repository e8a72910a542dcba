package align_test

import (
	"strings"
	"sync"
	"testing"

	"tritext/align"
	"tritext/align/eval"
	"tritext/align/lexicon"
)

// taught gives the words of the beads that teach: confident ones of up to two
// units a side.
func taught(source, target []align.Unit, beads []align.Bead) []lexicon.BeadWords {
	var out []lexicon.BeadWords
	for _, b := range beads {
		if b.Null() || b.Confidence < .9 || b.Source.Len() > 2 || b.Target.Len() > 2 {
			continue
		}
		var w lexicon.BeadWords
		for _, u := range source[b.Source.Lo:b.Source.Hi] {
			w.Source = append(w.Source, u.Tokens...)
		}
		for _, u := range target[b.Target.Lo:b.Target.Hi] {
			w.Target = append(w.Target, u.Tokens...)
		}
		out = append(out, w)
	}
	return out
}

// passes aligns the documents of a set twice, the second time with what the
// first taught.
func passes(docs []gold, lex *lexicon.Pair) (first, second eval.Counts, learnt *lexicon.Dictionary) {
	pass := func(p *lexicon.Pair) (eval.Counts, []*lexicon.Harvest) {
		a := align.New(p, align.Options{})
		counts, harvests := make([]eval.Counts, len(docs)), make([]*lexicon.Harvest, len(docs))
		var wg sync.WaitGroup
		for w := range 2 {
			wg.Go(func() {
				for i := w; i < len(docs); i += 2 {
					d := &docs[i]
					beads := a.Align(d.source, d.target).Beads
					counts[i] = eval.Score(d.beads, eval.FromAlign(beads))
					harvests[i] = p.Harvest(taught(d.source, d.target, beads))
				}
			})
		}
		wg.Wait()
		return eval.Sum(counts), harvests
	}
	first, harvests := pass(lex)
	var l lexicon.Learner
	for _, h := range harvests {
		l.Add(h)
	}
	learnt = l.Dictionary()
	second, _ = pass(lex.With(learnt))
	return first, second, learnt
}

// TestGoldLearnt holds that a second pass with the words that a first one
// taught helps or leaves alone.
func TestGoldLearnt(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences twice")
	}
	for _, c := range []struct{ set, pairs string }{
		{"mac", "zh-en"}, {"undev-hard", "zh-en zh-ru en-ru"}, {"ntrex-hard", "zh-en zh-ru en-ru"},
		{"wmten-hard", "zh-en zh-ru en-ru"}, {"wmtzh-hard", "zh-en"},
	} {
		for pair := range strings.FieldsSeq(c.pairs) {
			t.Run(c.set+"/"+pair, func(t *testing.T) {
				first, second, learnt := passes(readGold(t, c.set, pair), pairOf(t, pair).(*lexicon.Pair))
				t.Logf("%d pairs learnt; strict F1 %.4f, without %.4f; null sentences %.4f, without %.4f",
					learnt.Len(), second.F1(), first.F1(), second.Nulls.F1(), first.Nulls.F1())
				if second.F1() < first.F1()-.001 {
					t.Errorf("the second pass hurts")
				}
			})
		}
	}
}

// TestGoldLearntJoint holds the same of three texts that are aligned together.
func TestGoldLearntJoint(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences twice")
	}
	for _, set := range []string{"undev-hard", "ntrex-hard", "wmten-hard"} {
		t.Run(set, func(t *testing.T) {
			docs, lex := readFamilies(t, set), lexicons(t)
			_, first := scoreFamilies(docs, lex, true)
			var learners [3]lexicon.Learner // by pair
			for i := range docs {
				d := &docs[i]
				for k, p := range alignFamily(d, lex, true) {
					words := taught(d.texts[p.Source].Units, d.texts[p.Target].Units, p.Beads)
					learners[k].Add(lex[threePairs[k]].(*lexicon.Pair).Harvest(words))
				}
			}
			for k, pair := range threePairs {
				lex[pair] = lex[pair].(*lexicon.Pair).With(learners[k].Dictionary())
			}
			_, second := scoreFamilies(docs, lex, true)
			for k, pair := range threePairs {
				a, b := &first.counts[k], &second.counts[k]
				t.Logf("%s: strict F1 %.4f, without %.4f; null sentences %.4f, without %.4f; ECE %.4f, without %.4f", pair,
					b.F1(), a.F1(), b.Nulls.F1(), a.Nulls.F1(), second.sure[k].ece(), first.sure[k].ece())
				if b.F1() < a.F1()-.0015 {
					t.Errorf("%s: the second pass hurts", pair)
				}
			}
		})
	}
}
