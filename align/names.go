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

// soundsLike brings spellings of one sound together, by their first letter,
// longest first.
var soundsLike = [unicode.MaxASCII][]struct{ letters, sound string }{
	'c': {{"ch", "s"}, {"ck", "k"}, {"c", "k"}},
	'g': {{"g", "k"}},
	'h': {{"h", ""}},
	'j': {{"j", "s"}},
	'k': {{"kh", ""}},
	'p': {{"ph", "f"}},
	'q': {{"qu", "kv"}, {"q", "k"}},
	's': {{"sch", "s"}, {"sh", "s"}},
	't': {{"th", "t"}},
	'w': {{"w", "v"}},
	'x': {{"x", "ks"}},
	'z': {{"zh", "s"}, {"z", "s"}},
}

// minConsonants is how many consonants a name must have before its skeleton
// says anything.
const minConsonants = 3

// skeletons makes the skeletons of words; its memory is used again from word to word.
type skeletons struct{ letters, out []byte }

// of gives the consonants of a Latin or Cyrillic word as they sound, by which
// "Mahmadaminov" and "Махмадаминов" are one; nothing for other words and for
// those with too few consonants. They stand until the next call.
func (s *skeletons) of(word string) []byte {
	s.letters, s.out = s.letters[:0], s.out[:0]
	for _, r := range word {
		if t, ok := latin[r]; ok {
			s.letters = append(s.letters, t...)
		} else if r < unicode.MaxASCII && unicode.IsLetter(r) {
			s.letters = append(s.letters, byte(unicode.ToLower(r)))
		} else {
			return nil
		}
	}
	first := true
	for rest := s.letters; len(rest) > 0; {
		sound, n := soundOf(rest)
		rest = rest[n:]
		for _, c := range []byte(sound) {
			s.add(c, first)
			first = false
		}
	}
	if len(s.out) < minConsonants {
		return nil
	}
	return s.out
}

// add puts a sound behind: doubled ones are one, and of the vowels a name's first
// counts, whichever it is.
func (s *skeletons) add(c byte, first bool) {
	if strings.IndexByte("aeiouy", c) >= 0 {
		if first {
			s.out = append(s.out, 'a')
		}
		return
	}
	if n := len(s.out); n == 0 || s.out[n-1] != c {
		s.out = append(s.out, c)
	}
}

// soundOf gives the sound that the letters begin with, and how many letters spell it.
func soundOf(letters []byte) (string, int) {
	for _, x := range soundsLike[letters[0]] {
		if n := len(x.letters); n <= len(letters) && string(letters[:n]) == x.letters {
			return x.sound, n
		}
	}
	return string(letters[:1]), 1
}
