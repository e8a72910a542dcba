package lang

import (
	"strings"
	"unicode"

	"tritext/segment"
)

// Other is the code that Detect gives for text in a script, or with letters,
// of a language that is not in All.
const Other = "other"

// foreignShare is the share of letters from which on letters of another
// language that is written in the same script say that the text is in that
// language. Copied names give less; running text gives far more: і alone is 5 % of
// Ukrainian, kana half of Japanese, Hangul nearly all of Korean.
const foreignShare = 0.03

// notRussian are Cyrillic letters that Russian does not have: of Ukrainian,
// Belarusian, Serbian, Macedonian, Kazakh, Kyrgyz, Mongolian, Tatar, Tajik and others.
// Bulgarian has none of its own: it is told by what it lacks.
const notRussian = "іїєґўәғқңөүұһћђљњјџќѓѕҷӣӯҳ"

// russianOnly are letters that Russian has and Bulgarian has not.
const russianOnly = "ыэё"

// minLetters is how many Cyrillic letters a text must have before the lack of
// russianOnly says anything: ы and э are 2 % of Russian letters.
const minLetters = 400

// Detect tells the language of a text by its letters: its code and the share,
// 0 to 1, of the letters of its script among all letters, a Han character
// counted as segment.HanLength letters. It gives Other for Ukrainian, Japanese,
// Korean and any other language that its letters betray, and for texts that
// Identify takes for French, Spanish, Bulgarian … ; "" for text without letters.
func Detect(text string) (code string, share float64) {
	var latin, cyrillic, han, kana, other, foreign, russian int
	for _, r := range text {
		switch segment.ScriptOf(r) {
		case segment.LatinScript:
			latin++
		case segment.CyrillicScript:
			cyrillic++
			switch r = unicode.ToLower(r); {
			case isIn(r, notRussian):
				foreign++
			case isIn(r, russianOnly):
				russian++
			}
		case segment.HanScript:
			han++
		case segment.OtherScript:
			if unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
				kana++
			}
			other++
		}
	}
	const hanWeight = segment.HanLength
	all := float64(latin+cyrillic+other) + hanWeight*float64(han)
	if all == 0 {
		return "", 0
	}
	english, chinese := float64(latin), hanWeight*float64(han)
	slavic, rest := float64(cyrillic), float64(other)
	switch max(english, slavic, chinese, rest) {
	case rest:
		return Other, rest / all
	case chinese:
		if float64(kana) > foreignShare*float64(han+kana) {
			return Other, (chinese + float64(kana)) / all
		}
		return "zh", chinese / all
	case slavic:
		if float64(foreign) > foreignShare*slavic || cyrillic >= minLetters && russian == 0 || isOther(text, segment.CyrillicScript, cyrillic, "ru") {
			return Other, slavic / all
		}
		return "ru", slavic / all
	}
	if isOther(text, segment.LatinScript, latin, "en") {
		return Other, english / all
	}
	return "en", english / all
}

// isOther tells whether a text of so many letters of a script is surely in
// another language than the one given.
func isOther(text string, script segment.Script, letters int, code string) bool {
	const fewest, sure = 80, 0.99
	if letters < fewest {
		return false
	}
	found, p := bestOf(excerpt(text), script)
	return found != code && p >= sure
}

// excerpt gives the beginning, the middle and the end of a long text.
func excerpt(text string) string {
	const piece = longSample / 3
	if len(text) <= longSample {
		return text
	}
	mid := len(text)/2 - piece/2
	return strings.ToValidUTF8(text[:piece]+" "+text[mid:mid+piece]+" "+text[len(text)-piece:], "")
}

func isIn(r rune, set string) bool {
	for _, s := range set {
		if r == s {
			return true
		}
	}
	return false
}
