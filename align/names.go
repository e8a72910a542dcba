package align

import (
	"strings"
	"unicode"
)

// latin gives a Cyrillic letter's usual Latin transliteration (close to BGN/PCGN).
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "h", 'ц': "c", 'ч': "ch", 'ш': "sh", 'щ': "sch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e",
	'ю': "yu", 'я': "ya", 'ё': "e",
}

// soundsLike brings spellings of one sound together, longest first.
var soundsLike = strings.NewReplacer(
	"sch", "s", "ch", "s", "sh", "s", "zh", "s", "j", "s", "ph", "f", "th", "t", "ck", "k",
	"qu", "kv", "q", "k", "x", "ks", "kh", "", "h", "", "c", "k", "w", "v", "z", "s", "g", "k",
)

// minConsonants is how many consonants a name must have before its skeleton
// says anything.
const minConsonants = 3

// skeleton gives the consonants of a Latin or Cyrillic word as they sound, by
// which "Mahmadaminov" and "Махмадаминов" are one; "" for other words and for
// those with too few consonants.
func skeleton(word string) string {
	var b strings.Builder
	for _, r := range word {
		if s, ok := latin[r]; ok {
			b.WriteString(s)
		} else if r < unicode.MaxASCII && unicode.IsLetter(r) {
			b.WriteRune(unicode.ToLower(r))
		} else {
			return ""
		}
	}
	sounds := soundsLike.Replace(b.String())
	out := make([]byte, 0, len(sounds))
	for i := 0; i < len(sounds); i++ {
		c := sounds[i]
		if strings.IndexByte("aeiouy", c) >= 0 {
			if i == 0 {
				out = append(out, 'a') // a name's first vowel counts, whichever it is
			}
			continue
		}
		if n := len(out); n > 0 && out[n-1] == c {
			continue // doubled letters are one sound
		}
		out = append(out, c)
	}
	if len(out) < minConsonants {
		return ""
	}
	return string(out)
}
