package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
	"tritext/corpus/clean"
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

// A footnote's first unit knows the unit and the place of its mark, and the mark
// is not in the normalised text; everything else leads back as before.
func TestNoteMarks(t *testing.T) {
	d := &corpus.Document{ID: "D", Lang: "en", Raw: "The  piers1 were closed. They open again in May.2 3\n\n1 One.\n\n2 Two. More.\n\n9 Nine."}
	clean.Clean(d, clean.Options{})
	for i := range d.Blocks {
		d.Blocks[i].Kind = corpus.KindFootnote
	}
	d.Blocks[0].Kind = corpus.KindSentence
	d.Blocks[1].Note = &corpus.NoteMark{Block: 0, At: strings.Index(d.Blocks[0].Text, "1"), Len: 1}
	d.Blocks[2].Note = &corpus.NoteMark{Block: 0, At: strings.Index(d.Blocks[0].Text, "2"), Len: 1}
	split(d, lang.EN, func(s string) (string, []corpus.Repair) { return clean.Normalize(s, "en", clean.NormalOptions{}) })
	var got []string
	for i := range d.Units {
		u := &d.Units[i]
		got = append(got, fmt.Sprintf("%s|%s|%d", u.Norm, u.MarkOf, u.MarkAt))
		// The log leads from Text to Norm.
		var b strings.Builder
		at := 0
		for _, r := range u.NormLog {
			b.WriteString(u.Text[at:r.Start] + r.Now)
			at = r.End
		}
		if b.WriteString(u.Text[at:]); b.String() != u.Norm {
			t.Errorf("%q: the log gives %q, not %q", u.Text, b.String(), u.Norm)
		}
	}
	want := []string{"The piers were closed.||0", "They open again in May. 3||0", "1 One.|D/en#1.1.1|10", "2 Two.|D/en#1.1.2|23", "More.||0", "9 Nine.||0"}
	if !slices.Equal(got, want) {
		t.Errorf("units\n got %q\nwant %q", got, want)
	}
	if _, err := d.Balance(); err != nil {
		t.Error(err)
	}
}
