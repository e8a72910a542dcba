package clean

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/testdata/layouts"
)

// scoreLayout compares what cleaning made of a layout with what was laid out.
func scoreLayout(l laid, doc *corpus.Document, lang string) layouts.Score {
	s := layouts.Score{Got: len(doc.Blocks), Want: len(l.starts)}
	normal := func(text string) string {
		text, _ = Normalize(text, lang, NormalOptions{})
		return text
	}
	var got, want strings.Builder
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if l.starts[b.Spans[0].Start] {
			s.Right++
		}
		got.WriteString(normal(b.Text) + "\n")
	}
	for _, b := range l.blocks {
		want.WriteString(normal(b) + "\n")
	}
	a, b := []rune(got.String()), []rune(want.String())
	s.Errors, s.Chars = layouts.Edits(a, b), len(b)
	return s
}

// layoutSeed parts the layouts on which the weights were chosen (seeds below
// 100, TRITEXT_LAYOUT_SEED) from those of the test.
func layoutSeed(tb testing.TB) uint64 {
	if s := os.Getenv("TRITEXT_LAYOUT_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			tb.Fatal(err)
		}
		return n
	}
	return 2026
}

// eachLayout calls do for every noise, language and text, twice with
// different widths.
func eachLayout(tb testing.TB, do func(n noise, lang, name string, l laid)) {
	seed := layoutSeed(tb)
	for k, n := range noises {
		if !strings.Contains(n.name, os.Getenv("TRITEXT_LAYOUT_SHOW")) {
			continue
		}
		for _, src := range layouts.Texts(tb) {
			for i, lang := range layouts.Languages {
				if n.languages != "" && !strings.Contains(n.languages, lang) {
					continue
				}
				for again := range 2 {
					random := rand.New(rand.NewPCG(seed, uint64(k<<8|i<<4|again)))
					do(n, lang, src.Name, n.layOut(src.Blocks[lang], lang, random))
				}
			}
		}
	}
}

// layoutOptions are those with which the pipeline cleans, as far as they can
// be had without package undoc.
var layoutOptions = Options{Standalone: fields.MatchString, Opens: opening.MatchString}

// TestLayout measures how well layouts are undone: starts of blocks, and the
// characters of the cleaned and normalised text. -v prints the table.
func TestLayout(t *testing.T) {
	scores := map[string]*layouts.Score{}
	eachLayout(t, func(n noise, lang, name string, l laid) {
		key := n.name + "/" + lang
		if scores[key] == nil {
			scores[key] = &layouts.Score{}
		}
		doc := &corpus.Document{Lang: lang, Raw: l.raw}
		Clean(doc, layoutOptions)
		s := scoreLayout(l, doc, lang)
		scores[key].Add(s)
		if os.Getenv("TRITEXT_LAYOUT_SHOW") != "" && (s.F1() < 1 || s.Errors > 0) {
			showLayout(t, key+"/"+name, l, doc)
		}
	})
	t.Logf("%-32s %-4s %9s %7s %7s %8s", "noise", "lang", "precision", "recall", "F1", "CER")
	for _, n := range noises {
		for _, lang := range layouts.Languages {
			s := scores[n.name+"/"+lang]
			if s == nil {
				continue
			}
			t.Logf("%-32s %-4s %9.4f %7.4f %7.4f %8.5f", n.name, lang, s.Precision(), s.Recall(), s.F1(), s.CER())
			floor := 0.99
			if n.plain && !n.indent {
				floor = plainFloor
			}
			if s.F1() < floor || s.CER() > 1-floor {
				t.Errorf("%s, %s: F1 %.4f, character errors %.5f", n.name, lang, s.F1(), s.CER())
			}
		}
	}
}

// plainFloor is for paragraphs without numbers, indents or blank lines: one that
// ends where the paper does leaves no trace.
const plainFloor = 0.98

// showLayout prints where a layout was not undone.
func showLayout(t *testing.T, key string, l laid, doc *corpus.Document) {
	var out []string
	starts := map[int]bool{}
	got := texts(doc)
	for i := range doc.Blocks {
		at := doc.Blocks[i].Spans[0].Start
		starts[at] = true
		if !l.starts[at] {
			out = append(out, fmt.Sprintf("  extra  %d: %.100q", at, got[i]))
		} else if !slices.Contains(l.blocks, got[i]) {
			out = append(out, fmt.Sprintf("  text   %d: %.300q", at, got[i]))
		}
	}
	for at := range l.starts {
		if !starts[at] {
			out = append(out, fmt.Sprintf("  missed %d: %.80q | %.60q", at, l.raw[max(0, at-80):at], l.raw[at:]))
		}
	}
	slices.Sort(out)
	t.Logf("%s\n%s", key, strings.Join(out[:min(len(out), 12)], "\n"))
}

// BenchmarkLayout reports the mean over all noises and languages, in percent.
func BenchmarkLayout(b *testing.B) {
	var all layouts.Score
	bytes := 0
	for b.Loop() {
		all, bytes = layouts.Score{}, 0
		eachLayout(b, func(_ noise, lang, _ string, l laid) {
			doc := &corpus.Document{Lang: lang, Raw: l.raw}
			Clean(doc, layoutOptions)
			all.Add(scoreLayout(l, doc, lang))
			bytes += len(l.raw)
		})
	}
	b.SetBytes(int64(bytes))
	b.ReportMetric(100*all.F1(), "F1%")
	b.ReportMetric(100*all.CER(), "CER%")
}

// BenchmarkClean reports the speed on long documents.
func BenchmarkClean(b *testing.B) {
	for _, lang := range layouts.Languages {
		b.Run(lang, func(b *testing.B) {
			var blocks []string
			for range 60 {
				blocks = append(blocks, layouts.Report(lang)...)
			}
			raw := noises[0].layOut(blocks, lang, rand.New(rand.NewPCG(1, 1))).raw
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				Clean(&corpus.Document{Raw: raw}, Options{})
			}
		})
	}
}

// TestLayoutLaws holds the laws of cleaning on every layout of our own text.
func TestLayoutLaws(t *testing.T) {
	for k, n := range noises {
		for i, lang := range layouts.Languages {
			random := rand.New(rand.NewPCG(layoutSeed(t), uint64(k<<8|i<<4)))
			checkLaws(t, n.layOut(layouts.Report(lang), lang, random).raw, layoutOptions)
		}
	}
}
