package segment_test

import (
	"testing"

	"tritext/segment"
)

func TestEdges(t *testing.T) {
	for _, c := range []struct {
		name, text            string
		continues, unfinished bool
	}{
		{"nothing", "", false, false},
		{"blanks", " \t\n", false, false},
		{"broken UTF-8", "\xff\xfe", false, false},
		{"a mark alone", ";", false, true},
		{"English, whole", "The meeting rose at noon.", false, false},
		{"English, first half", "Recalling its resolution of 2014, ", false, true},
		{"English, second half", "and thanking the members;", true, true},
		{"behind a bracket and a quote", "(“the Centre”)", true, false},
		{"a list number", "12. the Centre", false, false},
		{"Russian, whole", "Совещание закрылось в полдень.", false, false},
		{"Russian, halves", "ссылаясь на свою резолюцию —", true, true},
		{"Chinese has no case", "会议于中午结束。", false, false},
		{"Chinese, a clause", "回顾其决议，", false, true},
		{"Chinese, an enumeration", "中心、", false, true},
		{"Latin in Chinese", "《e-库》项目：", true, true},
		{"a title ends with a colon and a space of no width to break", "Annex:\u00a0", false, true},
		{"a combining accent behind a lower letter", "e\u0301tude", true, false},
		{"a Roman numeral", "ⅳ. Budget", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := segment.Continues(c.text); got != c.continues {
				t.Errorf("Continues(%q) is %v", c.text, got)
			}
			if got := segment.Unfinished(c.text); got != c.unfinished {
				t.Errorf("Unfinished(%q) is %v", c.text, got)
			}
		})
	}
}
