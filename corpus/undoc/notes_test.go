package undoc_test

import (
	"fmt"
	"slices"
	"testing"

	"tritext/corpus"
	"tritext/corpus/undoc"
)

// Footnotes find their marks, in the order of the notes.
func TestNotes(t *testing.T) {
	for _, c := range []struct {
		name  string
		notes []int // blocks that are footnotes
		texts []string
		want  []string // "note block: mark block, text before the mark"
	}{
		{"numbers glued to marks and words", []int{2, 3}, []string{"The piers1 were inspected in 1995,2 and then closed.", "See A/RES/70/1, para. 2, and 1,204 ships.", "1 Decision 7/3.", "2 Ibid."},
			[]string{"2: 0 …e piers", "3: 0 …n 1995,"}},
		{"in Chinese", []int{1, 2}, []string{"码头于2019年1月关闭，1 第2段载有说明。2", "1 第7/3号决定。", "2 同上。"}, []string{"1: 0 …9年1月关闭，", "2: 0 …2段载有说明。"}},
		{"in Russian, stars", []int{2}, []string{"Доклад секретариата*", "Причалы осмотрены.", "* Представлен с опозданием."}, []string{"2: 0 …тариата"}},
		{"numbers that begin again on the next page", []int{1, 3}, []string{"The piers1 were closed.", "1 One.", "The lights1 were on.", "1 Two."}, []string{"1: 0 …e piers", "3: 2 … lights"}},
		{"a note that came before its text", []int{0}, []string{"* The text was prepared from several sources.", "Digest of cases*"}, []string{"0: 1 …f cases"}},
		{"no mark", []int{1}, []string{"The piers were closed in 2019.", "3 One."}, []string{"1: none"}},
		{"a number in the text is no mark", []int{1}, []string{"There were 3 ships, 4.3 piers and 3,412 guests on line 3.", "3 One."}, []string{"1: none"}},
		{"a note without a rule", nil, []string{"Adopted at the 1747th meeting by 14 votes to none.27", "27One member did not participate in the voting."}, []string{"1: 0 …o none."}},
		{"a note without a rule, in Chinese", nil, []string{"第一八二一次会议以十三票对零票通过。1", "1 两个理事国没有参加表决。"}, []string{"1: 0 …票对零票通过。"}},
		{"a numbered paragraph is no note", nil, []string{"It met in room 1.", "1 May was the first day."}, nil},
	} {
		doc := new(corpus.Document)
		for i, text := range c.texts {
			b := corpus.Block{Text: text}
			if slices.Contains(c.notes, i) {
				b.Kind = corpus.KindFootnote
			}
			doc.Blocks = append(doc.Blocks, b)
		}
		undoc.Read(doc)
		var got []string
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			if b.Kind != corpus.KindFootnote {
				continue
			}
			if b.Note == nil {
				got = append(got, fmt.Sprintf("%d: none", i))
				continue
			}
			before := []rune(doc.Blocks[b.Note.Block].Text[:b.Note.At])
			got = append(got, fmt.Sprintf("%d: %d …%s", i, b.Note.Block, string(before[max(0, len(before)-7):])))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
