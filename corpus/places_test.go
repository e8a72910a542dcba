package corpus

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tritext/segment"
)

func TestBlockPlaces(t *testing.T) {
	// The block reads "ab cd e": a hyphen and a page's header were taken out,
	// two spaces put in.
	//      0123456789...
	raw := "a-\nb\nHEAD\ncd\n e\u200b"
	b := Block{
		Spans: []segment.Span{{Start: 0, End: 4}, {Start: 10, End: 18}},
		Text:  "ab cd e",
		Repairs: []Repair{
			{Span: segment.Span{Start: 1, End: 3}, Rule: "hyphen"},
			{Span: segment.Span{Start: 4, End: 4}, Rule: "join", Now: " "},
			{Span: segment.Span{Start: 12, End: 14}, Rule: "join", Now: " "},
			{Span: segment.Span{Start: 15, End: 18}, Rule: "zero-width"},
		},
	}
	for _, c := range []struct {
		name string
		text segment.Span
		want []string
	}{
		{"empty", segment.Span{Start: 3, End: 3}, nil},
		{"all", segment.Span{Start: 0, End: 7}, []string{"a-\nb", "cd\n e\u200b"}},
		{"what was taken out goes before", segment.Span{Start: 0, End: 1}, []string{"a-\n"}},
		{"behind what was taken out", segment.Span{Start: 1, End: 2}, []string{"b"}},
		{"inserted text has no place", segment.Span{Start: 2, End: 3}, nil},
		{"over the page joint", segment.Span{Start: 1, End: 4}, []string{"b", "c"}},
		{"a line end that became a space", segment.Span{Start: 5, End: 6}, []string{"\n "}},
		{"to the end", segment.Span{Start: 6, End: 7}, []string{"e\u200b"}},
	} {
		var got []string
		for _, s := range b.Places(c.text) {
			got = append(got, s.In(raw))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzBlockPlaces holds the law of Places: tiles of the text give tiles of the pieces.
func FuzzBlockPlaces(f *testing.F) {
	f.Add([]byte{3, 0, 2, 1, 4, 2, 1, 3}, []byte{1, 2, 3})
	f.Add([]byte{0, 5, 0, 0, 0, 3, 9, 9}, []byte{1, 1, 1, 1, 1, 1, 1})
	f.Add([]byte{}, []byte{4})
	f.Fuzz(func(t *testing.T, shape, cuts []byte) {
		// Each three bytes of shape: how much is copied, taken out, put in;
		// every fourth time a new piece begins behind a gap.
		var b Block
		var text strings.Builder
		at, start := 0, 0
		for i := 0; i+2 < len(shape); i += 3 {
			if i/3%4 == 3 && at > start {
				b.Spans = append(b.Spans, segment.Span{Start: start, End: at})
				at += 5
				start = at
			}
			keep, out, in := int(shape[i]%8), int(shape[i+1]%4), int(shape[i+2]%4)
			text.WriteString(strings.Repeat("k", keep))
			at += keep
			if out+in > 0 {
				now := strings.Repeat("n", in)
				b.Repairs = append(b.Repairs, Repair{Span: segment.Span{Start: at, End: at + out}, Now: now})
				text.WriteString(now)
				at += out
			}
		}
		if at > start {
			b.Spans = append(b.Spans, segment.Span{Start: start, End: at})
		}
		if b.Text = text.String(); b.Text == "" {
			return
		}
		var got []segment.Span
		last := 0
		add := func(end int) {
			for _, s := range b.Places(segment.Span{Start: last, End: end}) {
				if n := len(got); n > 0 && got[n-1].End == s.Start {
					got[n-1].End = s.End
				} else {
					got = append(got, s)
				}
			}
			last = end
		}
		for _, c := range cuts {
			add(min(last+int(c%7), len(b.Text)))
		}
		add(len(b.Text))
		// Pieces that touch are the same as one.
		var want []segment.Span
		for _, s := range b.Spans {
			if n := len(want); n > 0 && want[n-1].End == s.Start {
				want[n-1].End = s.End
			} else {
				want = append(want, s)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("pieces %v do not tile %v\nrepairs %v, cuts %v", got, want, b.Repairs, cuts)
		}
	})
}

func TestFilePlace(t *testing.T) {
	same := Document{Raw: "日本"}
	if got := same.FilePlace(3); got != 3 {
		t.Errorf("without a map: %d, want 3", got)
	}
	// A byte order mark of three bytes was taken off the file.
	bom := Document{Raw: "Мир", Source: Source{Places: []Place{{Raw: 0, File: 3}}}}
	// windows-1251 behind ASCII: "ab" and then a byte a character.
	mixed := Document{Raw: "abМир", Source: Source{Places: []Place{{Raw: 0, File: 0}, {Raw: 2, File: 2, Width: 1}}}}
	for _, c := range []struct {
		name      string
		doc       *Document
		raw, want int
	}{
		{"mark, first byte", &bom, 0, 3}, {"mark, end", &bom, 6, 9},
		{"before the other width", &mixed, 1, 1}, {"first wide", &mixed, 2, 2},
		{"second wide", &mixed, 4, 3}, {"inside a character", &mixed, 5, 3}, {"end", &mixed, 8, 5},
	} {
		if got := c.doc.FilePlace(c.raw); got != c.want {
			t.Errorf("%s: file place of %d is %d, want %d", c.name, c.raw, got, c.want)
		}
	}
}

func TestLineCol(t *testing.T) {
	d := Document{Raw: "年\r\nМир\rend\n"}
	for _, c := range []struct{ raw, line, col int }{
		{0, 1, 1}, {1, 1, 1}, {3, 1, 2}, {5, 2, 1}, {7, 2, 2}, {11, 2, 4}, {12, 3, 1}, {15, 3, 4}, {16, 4, 1}, {99, 4, 1},
	} {
		if line, col := d.LineCol(c.raw); line != c.line || col != c.col {
			t.Errorf("byte %d: %d:%d, want %d:%d", c.raw, line, col, c.line, c.col)
		}
	}
}

func FuzzLineCol(f *testing.F) {
	f.Add("a\r\n\rб\n", 3)
	f.Fuzz(func(t *testing.T, raw string, at int) {
		if !utf8.ValidString(raw) || at < 0 || at > len(raw) {
			return
		}
		d := Document{Raw: raw}
		line, col := d.LineCol(at)
		if line < 1 || col < 1 || line > at+1 || col > at+1 {
			t.Fatalf("byte %d of %q: %d:%d", at, raw, line, col)
		}
		if at > 0 {
			l, c := d.LineCol(at - 1)
			if l > line || l == line && c > col {
				t.Errorf("byte %d of %q stands at %d:%d, before %d:%d", at, raw, line, col, l, c)
			}
		}
	})
}
