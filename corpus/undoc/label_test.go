package undoc

import (
	"fmt"
	"testing"
)

func TestLabelOf(t *testing.T) {
	for _, c := range []struct {
		text, label string
		class       labelClass
	}{
		{"", "", labelNone}, {"12", "", labelNone}, {"(", "", labelNone}, {"\xff. x", "", labelNone},
		{"12. The", "12", labelNumber}, {"1.委员会", "1", labelNumber}, {"1 . 委员会", "1", labelNumber}, {"1、导言", "1", labelNumber},
		{"2. 15 мая 2042 года", "2", labelNumber}, {"2.5 million", "", labelNone}, {"2.1 The author", "2.1", labelNumber}, {"2043. год", "2043", labelNumber},
		{"98/77. Почтовая адресация", "98/77", labelDecision}, {"1/3 of them", "", labelNone},
		{"I. Introduction", "I", labelPart}, {"IV.Results", "IV", labelPart}, {"A.Введение", "A", labelPart}, {"А. Введение", "А", labelPart}, {"一. 导言", "一", labelPart}, {"十二、其他", "十二", labelPart},
		{"А. Б. Иванов", "", labelNone}, {"J.K. Smith", "", labelNone}, {"I think so", "", labelNone}, {"一些国家", "", labelNone},
		{"Article 5", "Article 5", labelPart}, {"Статья 5", "Статья 5", labelPart}, {"第五条", "第五条", labelPart}, {"Table 1", "Table 1", labelPart}, {"表 1", "表 1", labelPart}, {"Таблица 1", "Таблица 1", labelPart}, {"图三", "图三", labelPart},
		{"Table 1 shows", "Table 1", labelPart}, {"表示注意到", "", labelNone}, {"Part of the", "", labelNone},
		{"(a) To store", "(a)", labelItem}, {"(a)在最高法院", "(a)", labelItem}, {"а) хранить", "а)", labelItem}, {"с) фиксировать", "с)", labelItem}, {"(一) 覆盖", "(一)", labelItem}, {"（二）专用", "（二）", labelItem}, {"(卯)", "(卯)", labelItem},
		{"(iv) Codes", "(iv)", labelItem}, {"ii) индексы", "ii)", labelItem}, {"㈠ 覆盖", "㈠", labelItem}, {"① 覆盖", "①", labelItem}, {"(Signed) X", "", labelNone}, {"(见附件)", "", labelNone}, {"(и др.)", "", labelNone},
		{"– To strengthen", "", labelBullet}, {"- 1. 决定", "1", labelNumber}, {"• (a) x", "(a)", labelItem}, {"-5 °C", "", labelNone}, {"— Да, — сказал он.", "", labelNone},
	} {
		label, class, _ := labelOf(c.text)
		if label != c.label || class != c.class {
			t.Errorf("%q: label %q, class %d, want %q, %d", c.text, label, class, c.label, c.class)
		}
	}
}

func TestLabelKey(t *testing.T) {
	same := [][]string{
		{"", "()", " "},
		{"12", "12.", "012"},
		{"(a)", "a)", "а)", "（a）", "(子)", "a."},
		{"(c)", "c)", "с)", "(寅)"},
		{"(d)", "d)", "(卯)"},
		{"(e)", "е)", "(辰)"},
		{"(i)", "i)", "(一)", "㈠", "（一）"},
		{"(iv)", "iv)", "(四)", "㈣"},
		{"I", "I.", "一", "一、"},
		{"XII", "十二"},
		{"A", "А", "甲"},
		{"B", "В", "乙"},
		{"C", "С", "丙"},
		{"Article 3", "Статья 3", "第三条", "ARTICLE III", "第 3 條"},
		{"Table 2", "Таблица 2", "表 2", "表二"},
		{"Figure III", "Диаграмма III", "图三"},
		{"98/77"},
		{"2.1"},
	}
	seen := map[string]int{}
	for n, labels := range same {
		for _, l := range labels {
			key := LabelKey(l)
			if first, ok := seen[key]; ok && first != n {
				t.Errorf("%q has the key %q of group %d", l, key, first)
			}
			seen[key] = n
			if key != LabelKey(labels[0]) {
				t.Errorf("%q has key %q, %q has %q", l, key, labels[0], LabelKey(labels[0]))
			}
			if again := LabelKey(key); again != key {
				t.Errorf("the key of %q is %q, whose key is %q", l, key, again)
			}
		}
	}
}

func FuzzLabelKey(f *testing.F) {
	for _, s := range []string{"(a)", "а)", "一", "(十)", "第三条", "table 0", "㈩", "((a))", "\xff", "十百"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		label, class, rest := labelOf(s)
		if len(label) > len(s) || class == labelNone && rest != s {
			t.Errorf("%q: label %q, class %d, rest %q", s, label, class, rest)
		}
		_ = LabelKey(s)
	})
}

func ExampleLabelKey() {
	for _, l := range []string{"(a)", "а)", "(子)", "(ii)", "(二)", "III", "三", "Статья 5", "第五条", "12"} {
		fmt.Printf("%s → %s\n", l, LabelKey(l))
	}
	// Output:
	// (a) → a
	// а) → a
	// (子) → a
	// (ii) → ii
	// (二) → ii
	// III → III
	// 三 → III
	// Статья 5 → article 5
	// 第五条 → article 5
	// 12 → 12
}
