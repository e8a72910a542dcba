package clean

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/testdata"
)

// breaksOf gives for each line break of a text whether cleaning kept its two
// lines apart.
func breaksOf(raw string, opt Options) []bool {
	doc := &corpus.Document{Raw: raw}
	Clean(doc, opt)
	block := make([]int, len(raw)+1) // the block of each byte, from 1
	for i := range doc.Blocks {
		for _, s := range doc.Blocks[i].Spans {
			for at := s.Start; at < s.End; at++ {
				block[at] = i + 1
			}
		}
	}
	var hard []bool
	at := 0
	lines := strings.Split(raw, "\n")
	for i := 0; i+1 < len(lines); i++ {
		end := at + len(lines[i])
		next := end + 1
		before, after := block[max(end-1, 0)], block[min(next, len(raw))]
		hard = append(hard, before != after || before == 0)
		at = next
	}
	return hard
}

// lineBreaks measures the decisions on the sets of breaks that people marked
// (MNBVC; the rules published with it reach .867 on 19 files, of which 2 are here).
func lineBreaks(tb testing.TB, opt Options) (right, all int) {
	raw, err := os.ReadFile(testdata.Shared(tb, "data", "un", "gold", "mnbvc_linebreak_validation_small.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	for row := range strings.Lines(string(raw)) {
		var d struct {
			Text string `json:"raw_text"`
			Hard []bool `json:"is_hard_linebreak"`
		}
		if err := json.Unmarshal([]byte(row), &d); err != nil {
			tb.Fatal(err)
		}
		lines := strings.Split(d.Text, "\n")
		for i, hard := range breaksOf(d.Text, opt) {
			all++
			if hard == d.Hard[i] {
				right++
			} else {
				tb.Logf("hard=%v, marked %v: %q | %q", hard, d.Hard[i], lines[i], lines[i+1])
			}
		}
	}
	return right, all
}

func TestLineBreaks(t *testing.T) {
	const published = 0.867
	for _, c := range []struct {
		name string
		opt  Options
	}{{"layout alone", Options{}}, {"with masthead fields and openings", Options{Standalone: fields.MatchString, Opens: opening.MatchString}}} {
		right, all := lineBreaks(t, c.opt)
		accuracy := float64(right) / float64(all)
		t.Logf("%s: %d of %d breaks right, %.3f (published rules %.3f)", c.name, right, all, accuracy, published)
		if accuracy < 0.90 {
			t.Errorf("%s: accuracy %.3f", c.name, accuracy)
		}
	}
}

func BenchmarkLineBreaks(b *testing.B) {
	var right, all int
	for b.Loop() {
		right, all = lineBreaks(b, Options{Standalone: fields.MatchString, Opens: opening.MatchString})
	}
	b.ReportMetric(100*float64(right)/float64(all), "accuracy%")
}
