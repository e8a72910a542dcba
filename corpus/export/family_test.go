package export_test

import (
	"fmt"
	"iter"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// version makes a document version; a text "¶ …" begins a block, "† …" is a
// footnote, "▯ …" is kept out of alignment.
func version(id, lang string, texts ...string) *corpus.Document {
	d := &corpus.Document{
		ID: id, Lang: lang, Source: corpus.Source{Path: "texts/" + id + "." + lang + ".txt"},
		Masthead: corpus.Masthead{Symbols: []string{"A/98/7"}, Date: "2043-08-02", Type: "letter", Title: "Ferries & <boats>", JobNumber: "43-01"},
		Sections: []corpus.Section{
			{Type: "letter", Original: []string{"ru"}, Evidence: corpus.EvidenceMasthead},
			{Type: "annex", Label: "I"},
		},
	}
	at, block, sentence, section := 0, 0, 0, 0
	for i, text := range texts {
		kind := corpus.KindSentence
		mark, rest, ok := strings.Cut(text, " ")
		if ok && strings.Contains("¶†▯§", mark) {
			text = rest
			block, sentence = block+1, 0
			switch mark {
			case "†":
				kind = corpus.KindFootnote
			case "▯":
				kind = corpus.KindTableRow
			case "§":
				section, block = 1, 1
			}
		} else if i == 0 {
			block = 1
		}
		sentence++
		u := corpus.Unit{
			ID: fmt.Sprintf("%s/%s#%d.%d.%d", id, lang, section+1, block, sentence), Kind: kind, Section: section, Block: section*100 + block - 1,
			Text: text, Norm: text, Spans: []segment.Span{{Start: at, End: at + len(text)}},
		}
		at += len(text) + 1
		for p := 0; p < len(text); {
			n := strings.IndexByte(text[p:], ' ')
			k := segment.Word
			switch {
			case n == 0:
				n, k = 1, segment.Space
			case n < 0:
				n = len(text) - p
			}
			u.Tokens = append(u.Tokens, segment.Token{Span: segment.Span{Start: p, End: p + n}, Kind: k, Form: strings.ToLower(text[p : p+n])})
			p += n
		}
		d.Units = append(d.Units, u)
	}
	return d
}

// bead makes a bead of a family.
func bead(f *corpus.Family, source, target string, from, to []int) {
	n := 1
	for _, b := range f.Beads {
		if b.Source == source && b.Target == target {
			n++
		}
	}
	f.Beads = append(f.Beads, corpus.Bead{
		ID: fmt.Sprintf("%s#%s-%s.%d", f.ID, source, target, n), Source: source, Target: target, SourceUnits: from, TargetUnits: to,
		Score: 1.25 + float64(n), Confidence: 0.875, Method: "tritext",
	})
}

// ferry is a family with everything that formats stumble over: an id with a
// slash and a space, marks of XML, TSV and word aligners, lines inside a text,
// beads of several units, sentences without partners, a footnote, a table row,
// two sections, a bead that a person has checked.
func ferry() *corpus.Family {
	f := &corpus.Family{ID: "E/CN.3/12 x", Versions: []*corpus.Document{
		version("E/CN.3/12 x", "en", "The ferry & the <quay>.", "It leaves at 7.15; it returns.", "A ||| line\tand\nline.", "† A note.", "§ Annex.", "Only here."),
		version("E/CN.3/12 x", "ru", "Паром и «причал».", "Он уходит в 7:15.", "Он возвращается.", "Линия \"и\" линия.", "† Примечание.", "§ Приложение."),
		version("E/CN.3/12 x", "zh", "渡轮与码头。", "7时15分开航，并返航。", "▯ 表", "¶ 线和线。", "† 注。", "§ 附件。"),
	}}
	bead(f, "zh", "en", []int{0}, []int{0})
	bead(f, "zh", "en", []int{1}, []int{1})
	bead(f, "zh", "en", []int{3}, []int{2})
	bead(f, "zh", "en", []int{5}, []int{4})
	bead(f, "zh", "en", nil, []int{5})
	bead(f, "zh", "en", []int{4}, []int{3})
	bead(f, "zh", "ru", []int{0}, []int{0})
	bead(f, "zh", "ru", []int{1}, []int{1, 2})
	bead(f, "zh", "ru", []int{3}, []int{3})
	bead(f, "zh", "ru", []int{5}, []int{5})
	bead(f, "zh", "ru", []int{4}, []int{4})
	bead(f, "en", "ru", []int{0}, []int{0})
	bead(f, "en", "ru", []int{1}, []int{1, 2})
	bead(f, "en", "ru", []int{2}, []int{3})
	bead(f, "en", "ru", []int{4}, []int{5})
	bead(f, "en", "ru", []int{5}, nil)
	bead(f, "en", "ru", []int{3}, []int{4})
	for _, i := range []int{1, 7} {
		f.Beads[i].Method, f.Beads[i].Editor, f.Beads[i].Edited, f.Beads[i].Confidence = "checked", "Li Na", "2044-01-31T10:20:30Z", 1
	}
	f.Join()
	return f
}

// plain is a second family, in two languages only.
func plain() *corpus.Family {
	f := &corpus.Family{ID: "note", Versions: []*corpus.Document{version("note", "en", "Good morning."), version("note", "zh", "早上好。")}}
	bead(f, "zh", "en", []int{0}, []int{0})
	f.Join()
	return f
}

// stream yields families.
func stream(all ...*corpus.Family) iter.Seq2[*corpus.Family, error] {
	return func(yield func(*corpus.Family, error) bool) {
		for _, f := range all {
			if !yield(f, nil) {
				return
			}
		}
	}
}
