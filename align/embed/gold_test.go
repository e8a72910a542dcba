package embed_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/align"
	"tritext/align/embed"
	"tritext/align/eval"
	"tritext/align/lexicon"
	"tritext/segment"
	"tritext/segment/lang"
	"tritext/testdata"
)

// TestGold holds what vectors do to strict F1 on open gold sets: vectors that
// mean something must help an aligner that knows no words, vectors of noise
// must do nothing to one that does.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences")
	}
	for _, c := range []struct{ set, pair string }{
		{"undev-hard", "zh-en"}, {"ntrex-hard", "zh-ru"}, {"mac", "zh-en"},
	} {
		t.Run(c.set+"/"+c.pair, func(t *testing.T) {
			docs := readDocs(t, c.set, c.pair)
			model, err := lexicon.Load("")
			if err != nil {
				t.Fatal(err)
			}
			from, to, _ := strings.Cut(c.pair, "-")
			lex, err := model.Pair(from, to)
			if err != nil {
				t.Fatal(err)
			}
			words, none := align.New(lex, align.Options{}), align.New(nil, align.Options{})
			noise := func(d doc) align.Scorer {
				return embed.Static("noise", func(u *align.Unit) []float32 { return draw(u.Text, 64) })
			}
			meaning := func(d doc) align.Scorer {
				v := throughLexicon(d, lex)
				return embed.Static("meaning", func(u *align.Unit) []float32 { return v[u.Text] })
			}
			f1 := func(a *align.Aligner, evidence func(doc) align.Scorer) float64 {
				var counts []eval.Counts
				for _, d := range docs {
					one := a
					if evidence != nil {
						one = a.With(evidence(d))
					}
					counts = append(counts, eval.Score(d.beads, eval.FromAlign(one.Align(d.source, d.target).Beads)))
				}
				return eval.Sum(counts).F1()
			}
			blind, seeing := f1(none, nil), f1(none, meaning)
			sober, noisy, double := f1(words, nil), f1(words, noise), f1(words, meaning)
			t.Logf("strict F1 without words %.4f, and vectors %.4f; with words %.4f, and noise %.4f, and vectors of the same words %.4f",
				blind, seeing, sober, noisy, double)
			if seeing < blind+.03 {
				t.Errorf("vectors raise an aligner without words from %.4f to %.4f only", blind, seeing)
			}
			if math.Abs(noisy-sober) > .003 {
				t.Errorf("noise changes strict F1 from %.4f to %.4f", sober, noisy)
			}
			if double < sober-.015 { // they tell nothing new, but must not do much harm
				t.Errorf("vectors of the same words lower strict F1 from %.4f to %.4f", sober, double)
			}
		})
	}
}

type doc struct {
	source, target []align.Unit
	beads          []eval.Bead
}

func readDocs(tb testing.TB, set, pair string) []doc {
	tb.Helper()
	folder := testdata.Shared(tb, "data", "gold", set)
	files, err := filepath.Glob(filepath.Join(folder, "*."+pair+".gold"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no gold of %s in %s: %v", pair, folder, err)
	}
	from, to, _ := strings.Cut(pair, "-")
	var out []doc
	for _, f := range files {
		beads, err := eval.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		stem := strings.TrimSuffix(f, "."+pair+".gold")
		out = append(out, doc{readUnits(tb, stem, from), readUnits(tb, stem, to), beads})
	}
	return out
}

func readUnits(tb testing.TB, stem, code string) []align.Unit {
	tb.Helper()
	data, err := os.ReadFile(stem + "." + code)
	if err != nil {
		tb.Fatal(err)
	}
	l, _ := lang.ByCode(code)
	var units []align.Unit
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		tokens := l.Tokens(line)
		units = append(units, align.Unit{
			Tokens: segment.Forms(nil, tokens), Anchors: segment.Anchors(nil, tokens), Length: segment.Length(line), Text: line,
			Continues: segment.Continues(line), Unfinished: segment.Unfinished(line), Quotation: align.Quotation(segment.Quotes(line)),
		})
	}
	return units
}

// throughLexicon gives toy vectors that mean something: a target word is drawn
// at random and weighs as much as it is rare, a source word is the mean of its
// translations, a sentence the sum of its words.
func throughLexicon(d doc, lex align.Lexicon) map[string][]float32 {
	const dim = 128
	vocabulary := func(units []align.Unit) (words []string) {
		seen := map[string]bool{}
		for _, u := range units {
			for _, w := range u.Tokens {
				if !seen[w] {
					seen[w] = true
					words = append(words, w)
				}
			}
		}
		return words
	}
	from, to := vocabulary(d.source), vocabulary(d.target)
	shares := lex.TargetShares(to)
	target, source := map[string][]float32{}, map[string][]float32{}
	for j, w := range to {
		target[w] = draw(w, dim)
		for k := range target[w] {
			target[w][k] *= float32(-math.Log(max(shares[j], 1e-6)))
		}
	}
	for _, w := range from {
		source[w] = make([]float32, dim)
		add(source[w], target[w], 1) // a number, a name in Latin letters
	}
	lex.Links(from, to, func(i, j int, forward, _ float32) { add(source[from[i]], target[to[j]], forward) })
	out := map[string][]float32{}
	for _, side := range []struct {
		units []align.Unit
		words map[string][]float32
	}{{d.source, source}, {d.target, target}} {
		for _, u := range side.units {
			v := make([]float32, dim)
			for _, w := range u.Tokens {
				add(v, side.words[w], 1)
			}
			out[u.Text] = v
		}
	}
	return out
}

func add(to, v []float32, weight float32) {
	for k, x := range v {
		to[k] += weight * x
	}
}
