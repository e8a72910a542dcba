package quality

import "testing"

// BenchmarkChecks tells what the checks cost a group of three languages; with the
// translation model and without.
func BenchmarkChecks(b *testing.B) {
	for name, opt := range map[string]Options{"all": options(), "no-lexicon": {}} {
		b.Run(name, func(b *testing.B) {
			f := family("gold", tuples(b, "undev")...)
			for b.Loop() {
				r := NewRun(opt)
				r.Finish(f, r.Score(f))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(f.Groups)), "µs/group")
		})
	}
}
