package lang

import (
	"tritext/segment"
	"tritext/segment/gse"
)

// ZH is Chinese, in simplified and in traditional script.
var ZH = chinese(gse.Default)

func chinese(words *gse.Segmenter) *segment.Language {
	return &segment.Language{
		Code: "zh",
		Name: "Chinese",
		Names: []string{
			"chi", "chs", "cht", "cmn", "cn", "zh-cn", "zh-hans", "zh-hans-cn", "zh-hant", "zh-hant-tw", "zh-hk", "zh-sg",
			"zh-tw", "zho", "китайский", "中文", "汉语", "漢語",
		},
		Script:    "Hani",
		Density:   segment.HanLength,
		Sentences: zhRules.Sentences,
		Tokens:    (&segment.Tokenizer{Own: segment.HanScript, Rules: zhRules, Han: words.Append}).Tokens,
	}
}

var zhRules = rules("en")
