package lang_test

import (
	"fmt"
	"strings"

	"tritext/segment"
	"tritext/segment/lang"
)

// One routine for the three languages: text to sentences to tokens.
func Example() {
	for _, version := range []struct{ code, text string }{
		{"en", "The U.S. delegation cited S/2021/387. It was brief."},
		{"ru", "Делегация США сослалась на S/2021/387. Она была кратка."},
		{"zh", "美国代表团引用了S/2021/387。发言很简短。"},
	} {
		l, _ := lang.ByCode(version.code)
		for _, span := range l.Sentences(version.text) {
			sentence := span.In(version.text)
			var words []string
			for _, t := range l.Tokens(sentence) {
				if t.Kind != segment.Space && t.Kind != segment.Punct {
					words = append(words, t.In(sentence))
				}
			}
			fmt.Println(l.Code, strings.Join(words, " | "))
		}
	}
	// Output:
	// en The | U.S. | delegation | cited | S/2021/387
	// en It | was | brief
	// ru Делегация | США | сослалась | на | S/2021/387
	// ru Она | была | кратка
	// zh 美国 | 代表团 | 引用 | 了 | S/2021/387
	// zh 发言 | 很 | 简短
}

// What an aligner compares are the forms: stems, words in simplified script,
// numbers without separators, symbols, classes of marks.
func ExampleByCode() {
	for _, version := range []struct{ code, text string }{
		{"English", "Decides to allocate 110,000 dollars (10.5 per cent)?"},
		{"rus", "постановляет выделить 110 000 долларов (10,5 процента)?"},
		{"zh-Hant", "決定撥款110 000美元（10.5％）？"},
	} {
		l, ok := lang.ByCode(version.code)
		if !ok {
			continue
		}
		fmt.Println(l.Name, strings.Join(segment.Forms(nil, l.Tokens(version.text)), " "))
	}
	// Output:
	// English decid to alloc 110000 dollar ( 10.5 per cent ?
	// Russian постановля выдел 110000 доллар ( 10.5 процент ?
	// Chinese 决定 拨款 110000 美元 ( 10.5 % ?
}

func ExampleDetect() {
	for _, text := range []string{"Decides to remain seized", "постановляет продолжать", "决定继续处理此案", "вирішує продовжувати і надалі"} {
		code, _ := lang.Detect(text)
		fmt.Println(code)
	}
	// Output:
	// en
	// ru
	// zh
	// other
}

// Terms of one's own are kept whole.
func ExampleWithTerms() {
	terms, err := lang.ReadTerms(strings.NewReader("雪线观测网 # our network\n"), "terms.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range lang.WithTerms(terms) {
		if l.Code == "zh" {
			text := "雪线观测网的数据"
			for _, t := range l.Tokens(text) {
				fmt.Println(t.In(text), t.Tag)
			}
		}
	}
	// Output:
	// 雪线观测网 nz
	// 的 uj
	// 数据 n
}
