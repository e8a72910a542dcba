package query_test

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"testing"

	"tritext/corpus/query"
	"tritext/corpus/store"
	"tritext/testdata/synth"
)

// BenchmarkQuery tells what asking a corpus of made-up text costs. It has 20,000
// groups, or as many as TRITEXT_GROUPS says; making a million takes minutes.
func BenchmarkQuery(b *testing.B) {
	groups := 20_000
	if s := os.Getenv("TRITEXT_GROUPS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatalf("TRITEXT_GROUPS: %v", err)
		}
		groups = n
	}
	dir := b.TempDir()
	if err := synth.Corpus(dir, groups, 100, 1); err != nil {
		b.Fatal(err)
	}
	c, err := store.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	ctx, workers := context.Background(), runtime.GOMAXPROCS(0)
	search := func(terms ...query.Term) func() error {
		return func() error {
			_, err := query.Count(ctx, c, query.Search{Terms: terms, Workers: workers})
			return err
		}
	}
	for _, ask := range []struct {
		name string
		do   func() error
	}{
		{"stats", func() error {
			_, err := query.GetStats(ctx, c, query.StatsOptions{Terms: 20, Workers: workers})
			return err
		}},
		{"word", search(query.Term{Lang: "en", Text: "library"})},
		{"pair", search(query.Term{Lang: "zh", Text: "图书馆"}, query.Term{Lang: "en", Text: "library"})},
		{"lemma", search(query.Term{Lang: "ru", Text: "библиотеки", Match: query.MatchLemma})},
		{"sample", func() error {
			_, err := query.Draw(ctx, c, query.SampleOptions{Size: 200, By: []string{"confidence", "type"}, Workers: workers})
			return err
		}},
		{"verify", func() error {
			_, err := query.Verify(ctx, c, query.VerifyOptions{}, func(f query.Fault) bool {
				b.Error(f)
				return false
			})
			return err
		}},
	} {
		b.Run(ask.name, func(b *testing.B) {
			for b.Loop() {
				if err := ask.do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(groups), "µs/group")
		})
	}
}
