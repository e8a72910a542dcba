package lang

import "tritext/segment"

// RU is Russian.
var RU = &segment.Language{
	Code:      "ru",
	Name:      "Russian",
	Names:     []string{"rus", "ru-ru", "русский", "俄文", "俄语"},
	Script:    "Cyrl",
	Density:   segment.CyrillicLength,
	Sentences: ruRules.Sentences,
	Tokens:    (&segment.Tokenizer{Own: segment.CyrillicScript, DecimalComma: true, Rules: ruRules}).Tokens,
}

var ruRules = rules("en", "ru")
