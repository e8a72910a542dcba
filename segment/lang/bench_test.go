package lang

import (
	"testing"

	"tritext/segment/gse"
)

// BenchmarkSplit reports the share of gold lines that the splitter cuts, in
// per cent, and its speed; see TestSplitShare for what the shares mean.
func BenchmarkSplit(b *testing.B) {
	for _, set := range []string{"undev", "ntrex", "wmten", "mac"} {
		for _, l := range All {
			b.Run(set+"/"+l.Code, func(b *testing.B) {
				lines := goldLines(b, set, l.Code)
				if len(lines) == 0 {
					b.Skip("the set has no texts in this language")
				}
				split := 0
				for b.Loop() {
					split = 0
					for _, line := range lines {
						if len(l.Sentences(line)) > 1 {
							split++
						}
					}
				}
				b.SetBytes(int64(size(lines)))
				b.ReportMetric(100*float64(split)/float64(len(lines)), "split%")
			})
		}
	}
}

func size(lines []string) int {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	return n
}

// BenchmarkTokens is the speed of sentences and tokens together.
func BenchmarkTokens(b *testing.B) {
	for _, l := range All {
		b.Run(l.Code, func(b *testing.B) {
			lines := goldLines(b, "undev", l.Code)
			gse.Default.Load()
			b.SetBytes(int64(size(lines)))
			b.ReportAllocs()
			for b.Loop() {
				for _, line := range lines {
					for _, s := range l.Sentences(line) {
						l.Tokens(s.In(line))
					}
				}
			}
		})
	}
}

// BenchmarkGseAlone is gse's Segment on the same Chinese lines with the same
// dictionary: the floor that BenchmarkTokens/zh and the whole build are
// compared with.
func BenchmarkGseAlone(b *testing.B) {
	lines := goldLines(b, "undev", "zh")
	gse.Default.Load()
	b.SetBytes(int64(size(lines)))
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range lines {
			gse.Default.Alone(line)
		}
	}
}
