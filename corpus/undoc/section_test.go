package undoc_test

import (
	"slices"
	"testing"

	"tritext/corpus"
	"tritext/corpus/undoc"
)

func TestSections(t *testing.T) {
	const en, ru = "Original: English", "Original: Russian"
	head := func(original ...string) []string {
		return append([]string{"United Nations A/98/9", "Distr.: General"}, original...)
	}
	for _, c := range []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"nothing known", []string{"A text."}, []string{"body [] none"}},
		{"masthead", append(head(en), "A text."), []string{"body [en] masthead"}},
		{"two originals", append(head("Original: English/French"), "A text."), []string{"body [en+fr] masthead"}},
		{"empty field", append(head("Original:"), "A text."), []string{"body [] none"}},
		{"annexes", append(head(en), "A text.", "Annex I", "[Original: Russian]", "Text.", "Annex II", "Text.", "Appendix", "Text."),
			[]string{"body [en] masthead", "annex I [ru] bracket", "annex II [en] masthead inherited", "appendix [en] masthead inherited"}},
		{"an appendix belongs to its annex", append(head(en), "A text.", "附件二", "[原件：俄文]", "正文。", "附录", "正文。"),
			[]string{"body [en] masthead", "annex 二 [ru] bracket", "appendix [ru] bracket inherited"}},
		{"bracket behind a title", append(head(ru), "Текст.", "Приложение", "О водах", "[Подлинный текст на английском и французском языках]", "Текст."),
			[]string{"body [ru] masthead", "annex [en+fr] bracket"}},
		{"unknown language", append(head(en), "Text.", "Annex", "[Original: Klingon]", "Text."), []string{"body [en] masthead", "annex [en] masthead inherited"}},
		{"no masthead", []string{"Text.", "Annex", "[Original: French]", "Text."}, []string{"body [] none", "annex [fr] bracket"}},
		{"an annex in the table of contents", append(head(en), "Contents", "Annex 12", "Annexes", "I. Rivers 14", "Text."), []string{"body [en] masthead"}},
	} {
		if got := sections(ofBlocks("en", c.blocks...)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	zh := ofBlocks("zh", "联 合 国 A/98/9", "Distr.: General", "Chinese", "Original:", "一. 导言", "附件一", "[原件：俄文]", "正文。", "附件二", "正文。")
	en := ofBlocks("en", "United Nations A/98/9", "Distr.: General", "Original: French", "I. Introduction", "Annex I", "Text.", "Annex II", "Text.")
	ru := ofBlocks("ru", "Организация Объединенных Наций A/98/9", "Distr.: General", "Russian", "I. Введение", "Приложение II", "[Подлинный текст на арабском языке]", "Текст.")
	want := [][]string{
		{"body [fr] sibling", "annex 一 [ru] bracket", "annex 二 [ar] sibling"},
		{"body [fr] masthead", "annex I [ru] sibling", "annex II [ar] sibling"},
		{"body [fr] sibling", "annex II [ar] bracket"},
	}
	versions := []*corpus.Document{zh, en, ru}
	for range 2 { // resolving again changes nothing
		undoc.Resolve(versions)
		for v, d := range versions {
			if got := sections(d); !slices.Equal(got, want[v]) {
				t.Errorf("version %d:\n got %q\nwant %q", v, got, want[v])
			}
		}
	}
	// Versions that contradict each other keep what they say, and say so.
	a := ofBlocks("en", "United Nations A/98/9", "Distr.: General", "Original: French", "Text.")
	b := ofBlocks("zh", "联 合 国 A/98/9", "Distr.: General", "Chinese", "Original: Spanish", "正文。")
	undoc.Resolve([]*corpus.Document{a, b})
	if len(a.Problems) != 1 || len(b.Problems) != 1 || a.Sections[0].Original[0] != "fr" || b.Sections[0].Original[0] != "es" {
		t.Errorf("contradiction: %+v %+v", a.Problems, b.Problems)
	}
	undoc.Resolve(nil)
	undoc.Resolve([]*corpus.Document{ofBlocks("en")})
}
