package main

import (
	"strings"
	"testing"

	"tritext/corpus/store"
)

// shownUnits are units of one document, their words apart by blanks.
func shownUnits(texts map[string]string) unitWords {
	u := unitWords{doc: "D", units: map[string]*unitTokens{}}
	for id, text := range texts {
		unit := &unitTokens{ID: id, DocID: "D", Norm: text}
		at := 0
		for _, word := range strings.SplitAfter(text, " ") {
			end := at + len(strings.TrimSpace(word))
			unit.Tokens = append(unit.Tokens, tokenSpan{int32(at), int32(end)})
			at += len(word)
		}
		u.units[id] = unit
	}
	return u
}

func TestShowWords(t *testing.T) {
	texts := map[string]string{
		"D/zh#1.1.1": "图书馆 向 所有人 开放", "D/en#1.1.1": "The library is open", "D/en#1.1.2": "to all",
		"D/ru#1.1.1": "Библиотека открыта для всех",
	}
	bead := func(source, target string, sources, targets []string, links ...store.WordLink) *store.BeadRow {
		return &store.BeadRow{ID: "D#" + source + "-" + target + ".1", DocID: "D", SourceLang: source, TargetLang: target, SourceIDs: sources, TargetIDs: targets, Links: links}
	}
	zh, en, ru := []string{"D/zh#1.1.1"}, []string{"D/en#1.1.1", "D/en#1.1.2"}, []string{"D/ru#1.1.1"}
	link := func(su, st, tu, tt int32) store.WordLink {
		return store.WordLink{SourceUnit: su, SourceToken: st, TargetUnit: tu, TargetToken: tt, P: 1}
	}
	for _, c := range []struct {
		name  string
		beads []*store.BeadRow
		want  string // "error" for a fault
	}{
		{"no beads", nil, ""},
		{"no links", []*store.BeadRow{bead("zh", "en", zh, en)}, ""},
		{"in the order of Chinese", []*store.BeadRow{bead("zh", "en", zh, en, link(0, 2, 1, 1), link(0, 0, 0, 1))},
			"  words zh=en  图书馆=library · 所有人=all\n"},
		{"Chinese is the target", []*store.BeadRow{bead("ru", "zh", ru, zh, link(0, 0, 0, 0))}, "  words zh=ru  图书馆=Библиотека\n"},
		{"neighbours and words apart", []*store.BeadRow{bead("zh", "en", zh, en, link(0, 3, 0, 2), link(0, 3, 0, 3), link(0, 0, 0, 0), link(0, 0, 1, 0))},
			"  words zh=en  图书馆=The…to · 开放=is open\n"},
		{"three languages", []*store.BeadRow{
			bead("en", "ru", en, ru, link(0, 3, 0, 1)),
			bead("zh", "en", zh, en, link(0, 0, 0, 1), link(0, 2, 1, 1)), bead("zh", "ru", zh, ru, link(0, 0, 0, 0)),
		}, "  words zh=en=ru  图书馆=library=Библиотека · 所有人=all=– · –=open=открыта\n"},
		{"no such unit", []*store.BeadRow{bead("zh", "en", zh, en, link(0, 0, 2, 0))}, "error"},
		{"no such token", []*store.BeadRow{bead("zh", "en", zh, en, link(0, 4, 0, 0))}, "error"},
		{"a token below all", []*store.BeadRow{bead("zh", "en", zh, en, link(0, 0, 0, -1))}, "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			s := &show{Writer: &out, corpus: &store.Corpus{Dir: "corpus"}, tokens: shownUnits(texts)}
			s.tokens.corpus = s.corpus
			err := s.words(c.beads)
			if got := out.String(); c.want == "error" {
				if err == nil {
					t.Errorf("no error; %q", got)
				}
			} else if err != nil || got != c.want {
				t.Errorf("%q (%v), want %q", got, err, c.want)
			}
		})
	}
}
