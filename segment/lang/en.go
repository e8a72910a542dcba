package lang

import "tritext/segment"

// EN is English.
var EN = &segment.Language{
	Code:      "en",
	Name:      "English",
	Names:     []string{"eng", "en-us", "en-gb", "английский", "英文", "英语"},
	Script:    "Latn",
	Density:   1,
	Sentences: enRules.Sentences,
	Tokens:    (&segment.Tokenizer{Own: segment.LatinScript, Rules: enRules}).Tokens,
}

var enRules = rules("en")
