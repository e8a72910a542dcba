package align_test

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tritext/align"
	"tritext/segment/lang"
	"tritext/testdata"
)

// BenchmarkSpeed tells what aligning costs, words and sentences being known:
//
//	mac            the fifteen chapters, two at a time
//	long-10k-mid   one document, which uses both cores
//	lines-2000, lines-50000   training text of that many lines: what a line costs,
//	               in time and in allocations
//	search         of them, what a line costs in the search loop alone
//	cores          twice the chapters on one core and on two: the gain ("x")
func BenchmarkSpeed(b *testing.B) {
	b.Run("mac", func(b *testing.B) {
		docs, lex := readGold(b, "mac", "zh-en"), pairOf(b, "zh-en")
		for b.Loop() {
			alignAll(docs, lex, 2)
		}
	})
	b.Run("long-10k-mid", func(b *testing.B) {
		folder, lex := testdata.Shared(b, "data", "gold", "long"), pairOf(b, "zh-en")
		source, target := readUnits(b, folder+"/long-10k-mid", "zh"), readUnits(b, folder+"/long-10k-mid", "en")
		for b.Loop() {
			align.New(lex, align.Options{}).Align(source, target)
		}
	})
	source, target := trainingLines(b)
	for _, c := range []struct {
		name  string
		lines int
	}{{"lines-2000", 2000}, {"lines-50000", 50_000}} {
		b.Run(c.name, func(b *testing.B) {
			lex := pairOf(b, "zh-en")
			perLine(b, func() {
				// As many lines in all, so that both work on the same text.
				for lo := 0; lo+c.lines <= 50_000; lo += c.lines {
					align.New(lex, align.Options{}).Align(source[lo:lo+c.lines], target[lo:lo+c.lines])
				}
			})
		})
	}
	b.Run("search", func(b *testing.B) {
		var loops []func() []align.Bead
		for lo := 0; lo < 50_000; lo += 2000 {
			loops = append(loops, align.New(pairOf(b, "zh-en"), align.Options{}).SearchLoop(source[lo:lo+2000], target[lo:lo+2000]))
		}
		perLine(b, func() {
			for _, search := range loops {
				search()
			}
		})
	})
	b.Run("cores", func(b *testing.B) {
		docs, lex := readGold(b, "mac", "zh-en"), pairOf(b, "zh-en")
		docs = append(docs, docs...)
		var one, two time.Duration
		for b.Loop() {
			cores := runtime.GOMAXPROCS(1)
			start := time.Now()
			alignAll(docs, lex, 1)
			one += time.Since(start)
			runtime.GOMAXPROCS(cores)
			start = time.Now()
			alignAll(docs, lex, 2)
			two += time.Since(start)
		}
		b.ReportMetric(one.Seconds()/two.Seconds(), "x")
	})
}

// perLine tells what each of 50,000 lines costs.
func perLine(b *testing.B, work func()) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		work()
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/50_000, "µs/line")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N)/50_000, "allocs/line")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/50_000, "B/line")
}

// alignAll aligns the documents on so many goroutines, each taking the next one.
func alignAll(docs []gold, lex align.Lexicon, workers int) {
	a := align.New(lex, align.Options{})
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= len(docs) {
					return
				}
				a.Align(docs[k].source, docs[k].target)
			}
		})
	}
	wg.Wait()
}

// trainingLines reads 50,000 lines in English and Chinese.
func trainingLines(b *testing.B) (source, target []align.Unit) {
	data, err := os.ReadFile(testdata.Shared(b, "data", "train", "text", "python-docs.tsv"))
	if err != nil {
		b.Fatal(err)
	}
	zh, _ := lang.ByCode("zh")
	en, _ := lang.ByCode("en")
	for line := range strings.Lines(string(data)) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(c) < 2 || c[0] == "" || c[1] == "" {
			continue
		}
		source, target = append(source, unitOf(zh, c[1])), append(target, unitOf(en, c[0]))
		if len(source) == 50_000 {
			break
		}
	}
	return source, target
}
