package corpus_test

import (
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/segment"
)

func unit(kind corpus.Kind, partners string, spans ...segment.Span) corpus.Unit {
	return corpus.Unit{ID: "D/zh#1.1.1", Kind: kind, Spans: spans, Partners: strings.Fields(partners)}
}

func TestBalance(t *testing.T) {
	d := &corpus.Document{Raw: "标题\n\n第一句。二\n12\n句。A\n", Units: []corpus.Unit{
		unit(corpus.KindMasthead, "", segment.Span{Start: 0, End: 6}),
		unit(corpus.KindSentence, "en", segment.Span{Start: 8, End: 20}),
		unit(corpus.KindSentence, "", segment.Span{Start: 20, End: 23}, segment.Span{Start: 27, End: 33}),
		unit(corpus.KindSentence, "", segment.Span{Start: 33, End: 33}), // an empty piece claims nothing
		unit(corpus.KindFurniture, "", segment.Span{Start: 33, End: 34}),
	}, Removed: []corpus.Removal{
		{Span: segment.Span{Start: 6, End: 8}, Rule: "layout"},
		{Span: segment.Span{Start: 23, End: 27}, Rule: "page-number"},
		{Span: segment.Span{Start: 34, End: 35}, Rule: "layout"},
	}}
	got, err := d.Balance()
	if err != nil {
		t.Fatal(err)
	}
	want := corpus.Balance{
		Total:   corpus.Amount{Bytes: 35, Chars: 17},
		Aligned: corpus.Amount{Bytes: 12, Chars: 4},
		Null:    corpus.Amount{Bytes: 9, Chars: 3},
		Apart:   corpus.Amount{Bytes: 7, Chars: 3},
		Removed: corpus.Amount{Bytes: 7, Chars: 7},
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	sum := got
	sum.Add(got)
	if !sum.Closes() || sum.Total.Bytes != 70 {
		t.Errorf("sum of two balances: %+v", sum)
	}
}

func TestBalanceFaults(t *testing.T) {
	sentence := func(spans ...segment.Span) corpus.Unit { return unit(corpus.KindSentence, "", spans...) }
	for _, c := range []struct {
		name, raw string
		units     []corpus.Unit
		want      string
	}{
		{"no text", "", nil, ""},
		{"nothing of it", "да", nil, "bytes [0,4) are in no unit"},
		{"a gap", "a\nb c", []corpus.Unit{sentence(segment.Span{Start: 0, End: 2}), sentence(segment.Span{Start: 3, End: 5})}, "x.txt:2: D/ru: bytes [2,3)"},
		{"the end missing", "ab", []corpus.Unit{sentence(segment.Span{Start: 0, End: 1})}, "bytes [1,2)"},
		{"in two", "abc", []corpus.Unit{sentence(segment.Span{Start: 0, End: 2}), sentence(segment.Span{Start: 1, End: 3})}, "byte 1 is in"},
		{"twice the same", "ab", []corpus.Unit{sentence(segment.Span{Start: 0, End: 2}, segment.Span{Start: 0, End: 2})}, "byte 0 is in"},
		{"beyond the text", "ab", []corpus.Unit{sentence(segment.Span{Start: 0, End: 3})}, "not in the text of 2 bytes"},
		{"backwards", "ab", []corpus.Unit{sentence(segment.Span{Start: 2, End: 0})}, "not in the text"},
		{"a character cut", "я", []corpus.Unit{sentence(segment.Span{Start: 0, End: 1}), sentence(segment.Span{Start: 1, End: 2})}, "cuts a character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &corpus.Document{ID: "D", Lang: "ru", Raw: c.raw, Units: c.units, Source: corpus.Source{Path: "x.txt"}}
			_, err := d.Balance()
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
