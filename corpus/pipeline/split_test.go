package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
	"tritext/segment"
	"tritext/segment/lang"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, lang, raw string
		want            []string // "id kind label |pieces of raw| text"
	}{
		{"nothing", "zh", "", nil},
		{"three kinds", "en", "Annex I\n1. It is open. It is long.\nT|5. km\n", []string{
			"D/en#2.1.1 heading  |Annex I| Annex I",
			"D/en#2.2.1 sentence 1 |1. It is open. | 1. It is open.",
			"D/en#2.2.2 sentence  |It is long.| It is long.",
			"D/en#2.3.1 table_row  |T|5. km| T|5. km",
		}},
		{"a page joint in a sentence", "ru", "Дорога \fоткрыта. Она длинная.", []string{
			"D/ru#1.1.1 sentence  |Дорога |открыта. | Дорога открыта.",
			"D/ru#1.1.2 sentence  |Она длинная.| Она длинная.",
		}},
		{"Chinese", "zh", "道路已开通。全长5公里。", []string{
			"D/zh#1.1.1 sentence  |道路已开通。| 道路已开通。",
			"D/zh#1.1.2 sentence  |全长5公里。| 全长5公里。",
		}},
		{"a block that is white space", "en", "\u00a0\f\u00a0", []string{"D/en#1.1.1 sentence  |\u00a0|\u00a0| "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &corpus.Document{ID: "D", Lang: c.lang, Raw: c.raw}
			if c.name == "a block that is white space" {
				d.Blocks = []corpus.Block{{Kind: corpus.KindSentence, Text: "\u00a0\u00a0", Spans: []segment.Span{{Start: 0, End: 2}, {Start: 3, End: 5}}}}
			} else {
				lines(d)
				kinds(d)
			}
			language, _ := lang.ByCode(c.lang)
			split(d, language, func(s string) (string, []corpus.Repair) { return s, nil })
			var got []string
			for _, u := range d.Units {
				var pieces []string
				for _, s := range u.Spans {
					pieces = append(pieces, s.In(d.Raw))
				}
				got = append(got, fmt.Sprintf("%s %s %s |%s| %s", u.ID, u.Kind, u.Label, strings.Join(pieces, "|"), u.Text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Repairs go to the sentence that they stand in.
func TestSplitRepairs(t *testing.T) {
	raw := "It is\nopen. It\nis long."
	join := func(at int) corpus.Repair {
		return corpus.Repair{Span: segment.Span{Start: at, End: at + 1}, Rule: "join", Now: " "}
	}
	end := corpus.Repair{Span: segment.Span{Start: len(raw), End: len(raw)}, Rule: "mark", Now: "!"}
	d := &corpus.Document{ID: "D", Lang: "en", Raw: raw, Blocks: []corpus.Block{{
		Kind: corpus.KindSentence, Text: "It is open. It is long.!", Spans: []segment.Span{{Start: 0, End: len(raw)}},
		Repairs: []corpus.Repair{join(5), join(14), end},
	}}}
	language, _ := lang.ByCode("en")
	split(d, language, func(s string) (string, []corpus.Repair) { return s, nil })
	if len(d.Units) != 2 {
		t.Fatalf("%d units, want 2: %+v", len(d.Units), d.Units)
	}
	if diff := cmp.Diff([]corpus.Repair{join(5)}, d.Units[0].Repairs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]corpus.Repair{join(14), end}, d.Units[1].Repairs); diff != "" {
		t.Error(diff)
	}
}

// FuzzSplit holds that the units of any document have all its bytes.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "A. B.\nC", "道路。\f全长。\n", "a\n\n \n b \f c. D", "\f\f\n", "…。！？", "г. Москва\r\n\u00a0"} {
		f.Add(s, byte(0))
	}
	f.Fuzz(func(t *testing.T, raw string, which byte) {
		language := lang.All[int(which)%len(lang.All)]
		d := &corpus.Document{ID: "D", Lang: language.Code, Raw: strings.ToValidUTF8(raw, "?")}
		if strings.Contains(d.Raw, "panic") {
			return
		}
		lines(d)
		kinds(d)
		split(d, language, func(s string) (string, []corpus.Repair) { return s, nil })
		if _, err := d.Balance(); err != nil {
			t.Error(err)
		}
		seen := map[string]bool{}
		for _, u := range d.Units {
			if seen[u.ID] {
				t.Errorf("two units %s", u.ID)
			}
			seen[u.ID] = true
		}
	})
}
