package pipeline

import (
	"slices"
	"testing"

	"tritext/align"
	"tritext/corpus"
	"tritext/segment"
	"tritext/segment/lang"
)

func streamOf(t *testing.T, code string, lines ...string) *stream {
	t.Helper()
	l, ok := lang.ByCode(code)
	if !ok {
		t.Fatal(code)
	}
	s := new(stream)
	for i, line := range lines {
		tokens := l.Tokens(line)
		s.units = append(s.units, align.Unit{Tokens: segment.Forms(nil, tokens)})
		s.tokens, s.index = append(s.tokens, tokens), append(s.index, i)
	}
	return s
}

// Links lead to the tokens of the bead's units, spaces counted; the parts of a
// hyphenated word are one token.
func TestWordLinks(t *testing.T) {
	source := streamOf(t, "en", "Before.", "The policy-making bodies,", "again")
	target := streamOf(t, "ru", "Раньше.", "Директивные органы", "снова")
	w := func(unit, form int32) align.Word { return align.Word{Unit: unit, Token: form} }
	b := align.Bead{
		Source: align.Range{Lo: 1, Hi: 3}, Target: align.Range{Lo: 1, Hi: 3},
		Links: []align.WordLink{ // forms: the polici make bodi; again; директивн орган; снов
			{Source: w(1, 1), Target: w(1, 0), P: .5}, {Source: w(1, 2), Target: w(1, 0), P: .75},
			{Source: w(1, 3), Target: w(1, 1), P: 1}, {Source: w(2, 0), Target: w(2, 0), P: .25},
		},
	}
	want := []corpus.WordLink{
		{SourceUnit: 0, SourceToken: 2, TargetUnit: 0, TargetToken: 0, P: .75},
		{SourceUnit: 0, SourceToken: 4, TargetUnit: 0, TargetToken: 2, P: 1},
		{SourceUnit: 1, SourceToken: 0, TargetUnit: 1, TargetToken: 0, P: .25},
	}
	if got := wordLinks(b, source, target); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if wordLinks(align.Bead{Target: align.Range{Lo: 0, Hi: 1}}, source, target) != nil {
		t.Error("links of a null bead")
	}
}

// Links change the result, so they are in the signature; without them it is as it was.
func TestWordLinksInSignature(t *testing.T) {
	plain, linked := Options{}.Signature(), Options{WordLinks: .3}.Signature()
	if linked != plain+"|word-links:0.3" {
		t.Errorf("%q, and with links %q", plain, linked)
	}
}
