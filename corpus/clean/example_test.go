package clean_test

import (
	"fmt"

	"tritext/corpus"
	"tritext/corpus/clean"
)

// Lines of a page become paragraphs; what was taken out and changed is known.
func ExampleClean() {
	doc := &corpus.Document{Raw: "Комиссия по озерам рассмотрела доклад о движении паромов и постано-\n" +
		"вила сохранить все линии, в том числе те, которые не приносят до-\nхода.\n" +
		"\n2/4 21-00017\n\f湖区委员会审议了关于渡轮运行情况的报告，决定保留所有航线，包括没\n有收入的航线。\n"}
	clean.Clean(doc, clean.Options{})
	for _, b := range doc.Blocks {
		fmt.Println(b.Text)
	}
	for _, r := range doc.Removed {
		if r.Rule != "layout" {
			fmt.Printf("removed by %s: %q\n", r.Rule, r.In(doc.Raw))
		}
	}
	// Output:
	// Комиссия по озерам рассмотрела доклад о движении паромов и постановила сохранить все линии, в том числе те, которые не приносят дохода.
	// 湖区委员会审议了关于渡轮运行情况的报告，决定保留所有航线，包括没有收入的航线。
	// removed by running-footer: "2/4 21-00017"
	// removed by page-break: "\f"
}

func ExampleNormalize() {
	for _, s := range []struct{ lang, text string }{
		{"zh", "2021 年 4 月 16 日的报告(A/75/ 860)"},
		{"ru", "Генеральный cекретарь представил доклад <<О воде>>"},
		{"en", "the report  of the Secretary\u2011General"},
	} {
		text, repairs := clean.Normalize(s.text, s.lang, clean.NormalOptions{})
		fmt.Println(text, len(repairs))
	}
	// Output:
	// 2021年4月16日的报告(A/75/860) 6
	// Генеральный секретарь представил доклад «О воде» 3
	// the report of the Secretary-General 2
}
