package align_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tritext/align"
	"tritext/align/eval"
	"tritext/align/lexicon"
	"tritext/segment"
	"tritext/segment/lang"
	"tritext/testdata"
)

// gold is one document of a gold set for one pair of languages.
type gold struct {
	source, target []align.Unit
	beads          []eval.Bead
}

// readGold reads all documents of a set.
func readGold(tb testing.TB, set, pair string) []gold {
	tb.Helper()
	folder := testdata.Shared(tb, "data", "gold", set)
	from, to, _ := strings.Cut(pair, "-")
	files, err := filepath.Glob(filepath.Join(folder, "*."+pair+".gold"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no gold of %s in %s: %v", pair, folder, err)
	}
	var out []gold
	for _, f := range files {
		stem := strings.TrimSuffix(f, "."+pair+".gold")
		beads, err := eval.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, gold{readUnits(tb, stem, from), readUnits(tb, stem, to), beads})
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
		units = append(units, unitOf(l, strings.TrimSuffix(line, "\n")))
	}
	return units
}

// unitOf is what the aligner sees of a line.
func unitOf(l *segment.Language, line string) align.Unit {
	tokens := l.Tokens(line)
	return align.Unit{
		Tokens: segment.Forms(nil, tokens), Anchors: segment.Anchors(nil, tokens), Length: segment.Length(line),
		Continues: segment.Continues(line), Unfinished: segment.Unfinished(line), Quotation: align.Quotation(segment.Quotes(line)),
	}
}

// pairOf gives the embedded model's lexicon.
func pairOf(tb testing.TB, pair string) align.Lexicon {
	tb.Helper()
	m, err := lexicon.Open()
	if err != nil {
		tb.Fatal(err)
	}
	from, to, _ := strings.Cut(pair, "-")
	p, err := m.Pair(from, to)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// aligned aligns the documents on two goroutines and gives the beads of each.
func aligned(docs []gold, lex align.Lexicon) [][]align.Bead {
	a, out := align.New(lex, align.Options{}), make([][]align.Bead, len(docs))
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < len(docs); i += 2 {
				out[i] = a.Align(docs[i].source, docs[i].target).Beads
			}
		})
	}
	wg.Wait()
	return out
}

// score aligns the documents and counts.
func score(docs []gold, lex align.Lexicon, coarse bool) eval.Counts {
	var counts []eval.Counts
	for i, beads := range aligned(docs, lex) {
		got := eval.FromAlign(beads)
		if coarse {
			got = eval.Coarse(docs[i].beads, got)
		}
		counts = append(counts, eval.Score(docs[i].beads, got))
	}
	return eval.Sum(counts)
}

// TestGold holds the quality: strict F1 on the open gold sets, in the vecalign
// convention, must not fall more than a hair below what was measured.
func TestGold(t *testing.T) {
	if testing.Short() {
		t.Skip("aligns some thousand sentences")
	}
	for _, c := range []struct {
		set, pair string
		floor     float64
	}{
		{"mac", "zh-en", .910},
		{"undev-hard", "zh-en", .984}, {"undev-hard", "en-ru", .982}, {"undev-hard", "zh-ru", .981},
		{"undev-mid", "zh-en", .990}, {"undev-mid", "en-ru", .990}, {"undev-mid", "zh-ru", .993},
		{"ntrex-hard", "zh-en", .963}, {"ntrex-hard", "en-ru", .983}, {"ntrex-hard", "zh-ru", .961},
	} {
		t.Run(c.set+"/"+c.pair, func(t *testing.T) {
			n := score(readGold(t, c.set, c.pair), pairOf(t, c.pair), false)
			t.Logf("strict F1 %.4f, lax %.4f, null sentences %.4f", n.F1(), n.Lax.F1(), n.Nulls.F1())
			if n.F1() < c.floor {
				t.Errorf("strict F1 %.4f, below %.3f", n.F1(), c.floor)
			}
		})
	}
}

// BenchmarkGold prints strict, lax and null F1 of every open gold set.
func BenchmarkGold(b *testing.B) {
	three := []string{"zh-en", "zh-ru", "en-ru"}
	for _, c := range []struct {
		set   string
		pairs []string
	}{
		{"mac", three[:1]}, {"undev-hard", three}, {"undev-mid", three}, {"undev-nulls", three}, {"ntrex-hard", three},
		{"wmtzh-hard", three[:1]}, {"wmten-hard", three}, {"pud-mid", three}, {"bible", three[:1]}, {"long", three},
	} {
		for _, pair := range c.pairs {
			b.Run(c.set+"/"+pair, func(b *testing.B) {
				docs, lex := readGold(b, c.set, pair), pairOf(b, pair)
				var n eval.Counts
				for b.Loop() {
					n = score(docs, lex, c.set == "bible") // verses: gold coarser than sentences
				}
				b.ReportMetric(100*n.F1(), "strict-F1%")
				b.ReportMetric(100*n.Lax.F1(), "lax-F1%")
				b.ReportMetric(100*n.Nulls.F1(), "null-F1%")
			})
		}
	}
}
