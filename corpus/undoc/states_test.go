package undoc_test

import (
	"slices"
	"testing"

	"tritext/corpus/undoc"
)

func TestStateCode(t *testing.T) {
	for text, want := range map[string]string{
		"Russian Federation": "RU", "Российская Федерация": "RU", "俄罗斯联邦": "RU", "Bolivia (Plurinational State of)": "BO", "Боливия (Многонациональное Государство)": "BO", "多民族玻利维亚国": "BO",
		"– France;": "FR", "Франция,": "FR", "法国": "FR", "Türkiye*": "TR", "Côte d’Ivoire": "CI", "Saint Lucia": "LC", "Viet Nam": "VN", "中国": "CN", "Китай": "CN",
		"France and Spain": "", "Argentina, Brazil": "", "The rivers of France": "", "": "", "12": "",
	} {
		if got := undoc.StateCode(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestListsOfStates(t *testing.T) {
	doc := ofBlocks("ru", "I. Участники", "Приняли участие следующие государства:", "Австралия", "Аргентина", "Бразилия", "Китай*", "Франция", "Китай отсутствовал на втором заседании.", "Китай", "Франция")
	want := []string{"heading 1 I", "sentence", "state", "state", "state", "state", "state", "sentence", "heading 1", "heading 1"}
	if got := kinds(doc); !slices.Equal(got, want) {
		t.Errorf("kinds %q, want %q", got, want)
	}
}
