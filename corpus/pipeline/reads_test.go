package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/clean"
	"tritext/segment/lang"
)

// A Russian annex inside an English file, an English sentence left in a Russian
// one and a French quotation are told, each passage once; names, symbols and
// words in another language inside a sentence are not.
func TestReadLanguages(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		reads      []string // of each unit
		problems   []string
	}{
		{"en", "The report was adopted by the Commission in May.\n\nНастоящий доклад был принят Комиссией в мае.\n\nОн содержит рекомендации для начальников гаваней.\n\nIt was published on 3 June.",
			[]string{"", "ru", "ru", ""}, []string{"3: 2 units that read as language ru: a passage in another language, or not translated"}},
		{"ru", "Доклад был принят Комиссией в мае.\n\nPolicies are oriented towards the development of the shore communities.\n\nСм. A/RES/70/1.",
			[]string{"", "en", ""}, []string{"3: 1 unit that read as language en: a passage in another language, or not translated"}},
		{"en", "Le rapport a été adopté par la Commission au mois de mai.\n\nSee also Annuaire de la Commission, 1998.", []string{"fr", ""},
			[]string{"1: 1 unit that read as language fr: a passage in another language, or not translated"}},
		{"zh", "報告於五月獲得通過。\n\n港長たちは年に一度会議を開きます。\n\n委员会通过了 Report on the ferry service 一文。", []string{"", "ja", ""},
			[]string{"3: 1 unit that read as language ja: a passage in another language, or not translated"}},
		{"ru", "Начальники гаваней збираються один раз на рік у травні.", []string{"uk"},
			[]string{"1: 1 unit that read as language uk: a passage in another language, or not translated"}},
	} {
		d := &corpus.Document{Lang: c.lang, Raw: c.text}
		clean.Clean(d, clean.Options{})
		for i := range d.Blocks {
			d.Blocks[i].Kind = corpus.KindSentence
		}
		language, _ := lang.ByCode(c.lang)
		split(d, language, func(s string) (string, []corpus.Repair) { return s, nil })
		readLanguages(d, lang.Identify)
		var reads, problems []string
		for i := range d.Units {
			reads = append(reads, d.Units[i].Reads)
		}
		for _, p := range d.Problems {
			problems = append(problems, fmt.Sprintf("%d: %s", p.Line, p.What))
		}
		if !slices.Equal(reads, c.reads) || !slices.Equal(problems, c.problems) {
			t.Errorf("%.40q: reads %q, want %q; problems %q", c.text, reads, c.reads, problems)
		}
	}
	// Many passages do not drown the report.
	d := &corpus.Document{Lang: "en", Raw: strings.Repeat("The report was adopted by the Commission in May.\n\nНастоящий доклад был принят Комиссией в мае.\n\n", 30)}
	clean.Clean(d, clean.Options{})
	for i := range d.Blocks {
		d.Blocks[i].Kind = corpus.KindSentence
	}
	split(d, lang.EN, func(s string) (string, []corpus.Repair) { return s, nil })
	if readLanguages(d, lang.Identify); len(d.Problems) != mostPassages+1 {
		t.Errorf("%d problems", len(d.Problems))
	}
}
