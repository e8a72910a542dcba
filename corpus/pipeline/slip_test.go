package pipeline

import (
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/corpus"
)

// A stretch of doubtful beads is told with its place, and its groups are flagged;
// so is one that only the target has a hand in.
func TestSlips(t *testing.T) {
	lines := map[string]string{
		"road.en": strings.Repeat("A line.\n", 3) + strings.Repeat("Lost.\n", 8) + strings.Repeat("A line.\n", 6),
		"road.zh": strings.Repeat("一行。\n", 17),
	}
	s := simple(lines)
	s.align = func(texts []align.Text, next func(source, target string) error, extra ...align.Scorer) ([]align.Pair, error) {
		pairs, err := allByOrder(texts, next, extra...)
		for _, p := range pairs {
			for i := range p.Beads {
				if p.Beads[i].Source.Lo >= 3 && p.Beads[i].Source.Lo < 11 {
					p.Beads[i].Confidence = .1
				}
			}
		}
		return pairs, err
	}
	opt := options(t, "road:en,zh")
	var told []corpus.Problem
	if _, err := build(t.Context(), opt, s, Observer{Problem: func(p corpus.Problem) { told = append(told, p) }}); err != nil {
		t.Fatal(err)
	}
	want := corpus.Problem{Stage: "align", Path: "road.zh", Line: 4, Col: 1,
		What: "the alignment may have slipped, or the texts differ: 8 units from here on, against 8 from road.en:4 on; mean confidence 0.10"}
	if len(told) != 1 || told[0] != want {
		t.Errorf("told %+v, want %+v", told, want)
	}
	flagged := 0
	for _, g := range collect(t, open(t, opt.Output).Parallel()) {
		if slices.Contains(g.Flags, "slip") {
			flagged++
		}
	}
	if flagged != 8 {
		t.Errorf("%d groups with the flag, want 8", flagged)
	}
	// Only the target has units there.
	source, target := &side{doc: &corpus.Document{Source: corpus.Source{Path: "a"}}}, &side{doc: &corpus.Document{Source: corpus.Source{Path: "b"}, Units: make([]corpus.Unit, 1)}}
	tellSlips(source, target, &source.streams[0], &stream{index: []int{0}}, []align.Slip{{Target: align.Range{Lo: 0, Hi: 1}}})
	if p := target.doc.Problems; len(source.doc.Problems) != 0 || len(p) != 1 || !strings.Contains(p[0].What, "1 units from here on, against nothing in a;") {
		t.Errorf("%+v", p)
	}
}

// Three versions that contradict each other are counted; two have no say.
func TestCycleInManifest(t *testing.T) {
	opt := options(t, "road:en,ru,zh", "solo:zh")
	var families []align.Consistency
	r, err := build(t.Context(), opt, simple(texts), Observer{Done: func(f *FamilyReport) { families = append(families, f.Cycle) }})
	if err != nil {
		t.Fatal(err)
	}
	// Only the first sentence stands in all three.
	if want := (align.Consistency{Units: 1, Agree: 1}); r.Manifest.Cycle.Units != 1 || r.Manifest.Cycle.Agree != 1 || families[0] != want || families[1] != (align.Consistency{}) {
		t.Errorf("%+v, by document %+v", r.Manifest.Cycle, families)
	}
}
