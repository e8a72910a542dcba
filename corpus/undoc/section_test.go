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
		{"replies of States", append(head(en), "I. Introduction", "1. The replies are as follows.", "II. Replies", "Argentina", "[Original: Spanish]", "[3 May 2044]", "Text of it.", "France", "[Original: French]", "Text.", "Text.", "III. Conclusion", "2. Text."),
			[]string{"body [en] masthead", "reply [es] bracket", "reply [fr] bracket", "body [en] masthead inherited"}},
		{"the bracket of a report without a masthead", []string{"A report", "[Original: French]", "Text."}, []string{"body [fr] bracket"}},
		{"an annex in the table of contents", append(head(en), "Contents", "Annex 12", "Annexes", "I. Rivers 14", "Text."), []string{"body [en] masthead"}},
	} {
		if got := sections(ofBlocks("en", c.blocks...)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// Speeches of a verbatim record have the language that is said, or that of the
// record; the speaker stands at the head. Summary records have none.
func TestSpeeches(t *testing.T) {
	for _, c := range []struct {
		lang   string
		blocks []string
		want   []string
		leads  []string
	}{
		{"en", []string{"United Nations S/PV.9999", "The meeting was called to order at 10 a.m.", "The President: I give the floor to Mr. Tarnov.",
			"Mr. Tarnov (Severia) (spoke in Russian): The river rose. It fell.", "It is low now.", "Ms. van den Berg (Lipovar) (spoke in French; English text furnished by the delegation): We agree.",
			"The Chair said the following: nothing.", "The meeting rose at 1 p.m."},
			[]string{"body [] none", "speech [en] speech", "speech [ru] speech", "speech [fr] speech"},
			[]string{"The President:", "Mr. Tarnov (Severia) (spoke in Russian):", "Ms. van den Berg (Lipovar) (spoke in French; English text furnished by the delegation):"}},
		{"ru", []string{"Организация Объединенных Наций S/PV.9999", "Заседание открывается в 10 ч. 00 м.", "Председатель (говорит по-английски): Слово имеет г-н Тарнов.", "Г-н Тарнов (Северия): Река поднялась.",
			"Г-жа ван ден Берг (Липовар) (говорит по-французски): Мы согласны."},
			[]string{"body [] none", "speech [en] speech", "speech [ru] speech", "speech [fr] speech"},
			[]string{"Председатель (говорит по-английски):", "Г-н Тарнов (Северия):", "Г-жа ван ден Берг (Липовар) (говорит по-французски):"}},
		{"zh", []string{"联 合 国 S/PV.9999", "上午10时开会。", "主席(以英语发言)：请塔尔诺夫先生发言。", "塔尔诺夫先生(塞弗里亚)(以俄语发言)：河水上涨。", "范登贝格女士(利波瓦尔)(以法语发言)：我们同意。", "李先生(以下简称李)：好。"},
			[]string{"body [] none", "speech [en] speech", "speech [ru] speech", "speech [fr] speech", "speech [zh] speech"},
			[]string{"主席(以英语发言)：", "塔尔诺夫先生(塞弗里亚)(以俄语发言)：", "范登贝格女士(利波瓦尔)(以法语发言)：", "李先生(以下简称李)："}},
		{"en", []string{"CCPR/C/SR.2665", "Summary record of the 2665th meeting", "Mr. Tarnov (Severia): the river rose."}, []string{"body [] none"}, nil},
	} {
		doc := ofBlocks(c.lang, c.blocks...)
		if got := sections(doc); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.lang, got, c.want)
		}
		var leads []string
		for i := range doc.Blocks {
			if n := doc.Blocks[i].Lead; n > 0 {
				leads = append(leads, doc.Blocks[i].Text[:n])
			}
		}
		if !slices.Equal(leads, c.leads) {
			t.Errorf("%s: leads %q, want %q", c.lang, leads, c.leads)
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
