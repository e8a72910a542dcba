package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tritext/corpus"
	"tritext/segment"
)

func repair(start, end int, now string) corpus.Repair {
	return corpus.Repair{Span: segment.Span{Start: start, End: end}, Now: now}
}

// eachRune makes repairs of the characters for which replace gives another
// text; ok false leaves the character.
func eachRune(text string, replace func(at int, r rune) (now string, ok bool)) []corpus.Repair {
	var out []corpus.Repair
	for at, r := range text {
		if r < 0x80 {
			continue
		}
		if now, ok := replace(at, r); ok {
			_, n := utf8.DecodeRuneInString(text[at:])
			out = append(out, repair(at, at+n, now))
		}
	}
	return out
}

func composeLetters(text, _ string, _ NormalOptions) []corpus.Repair {
	if norm.NFC.IsNormalString(text) {
		return nil
	}
	var out []corpus.Repair
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() {
		from := it.Pos()
		now := string(it.Next())
		if was := text[from:it.Pos()]; was != now {
			out = append(out, repair(from, it.Pos(), now))
		}
	}
	return out
}

func dropZeroWidth(text, _ string, _ NormalOptions) []corpus.Repair {
	return eachRune(text, func(_ int, r rune) (string, bool) {
		if r == lostHyphen {
			return "-", true
		}
		return "", isOdd(r)
	})
}

func unifyHyphens(text, _ string, _ NormalOptions) []corpus.Repair {
	return eachRune(text, func(_ int, r rune) (string, bool) {
		return "-", r == '\u2010' || r == '\u2011'
	})
}

func narrowLetters(text, _ string, _ NormalOptions) []corpus.Repair {
	return eachRune(text, func(_ int, r rune) (string, bool) {
		const wide = 'Ａ' - 'A' // the full-width forms stand in the order of ASCII
		if n := r - wide; n > 0 && n < 0x80 && (isDigit(n) || unicode.IsLetter(n)) {
			return string(n), true
		}
		return "", false
	})
}

// ligatures are the Latin ligatures of Unicode from U+FB00 on.
var ligatures = []string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

func openLigatures(text, _ string, _ NormalOptions) []corpus.Repair {
	return eachRune(text, func(_ int, r rune) (string, bool) {
		if n := int(r - 0xFB00); n >= 0 && n < len(ligatures) {
			return ligatures[n], true
		}
		return "", false
	})
}

func restoreQuotes(text, lang string, _ NormalOptions) []corpus.Repair {
	var out []corpus.Repair
	for at := 0; at+1 < len(text); at++ {
		pair := text[at : at+2]
		if pair[0] != pair[1] || at+2 < len(text) && text[at+2] == pair[1] || at > 0 && text[at-1] == pair[0] {
			continue // three or more in a row are no quote and no dash
		}
		switch {
		case pair == "<<" && lang == "ru":
			out = append(out, repair(at, at+2, "«"))
		case pair == ">>" && lang == "ru":
			out = append(out, repair(at, at+2, "»"))
		case pair == "--":
			out = append(out, repair(at, at+2, "–"))
		}
	}
	return out
}

// The letters that look alike in Latin and Cyrillic, in the same order.
const (
	latinAlike    = "aceopxyABCEHKMOPTX"
	cyrillicAlike = "асеорхуАВСЕНКМОРТХ"
)

// fixHomoglyphs looks at words with letters of both scripts. If all letters of
// the one look like letters of the other, and the other has letters of its own
// (or the language's), they are written in the other.
func fixHomoglyphs(text, lang string, _ NormalOptions) []corpus.Repair {
	if strings.IndexFunc(text, isCyrillic) < 0 || strings.IndexFunc(text, isLatin) < 0 {
		return nil
	}
	var out []corpus.Repair
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !isCyrillic(r) && !isLatin(r) {
			at += n
			continue
		}
		end := at
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !isCyrillic(r) && !isLatin(r) {
				break
			}
			end += n
		}
		out = append(out, oneScript(text[at:end], at, lang)...)
		at = end
	}
	return out
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }
func isLatin(r rune) bool    { return unicode.Is(unicode.Latin, r) }

func oneScript(word string, at int, lang string) []corpus.Repair {
	var latin, cyrillic, ownLatin, ownCyrillic int
	for _, r := range word {
		if isLatin(r) {
			latin++
			if !strings.ContainsRune(latinAlike, r) {
				ownLatin++
			}
		} else {
			cyrillic++
			if !strings.ContainsRune(cyrillicAlike, r) {
				ownCyrillic++
			}
		}
	}
	if latin == 0 || cyrillic == 0 || ownLatin > 0 && ownCyrillic > 0 {
		return nil
	}
	from, to := latinAlike, cyrillicAlike
	if ownLatin > 0 || ownCyrillic == 0 && lang != "ru" {
		from, to = cyrillicAlike, latinAlike
	}
	targets := []rune(to)
	var out []corpus.Repair
	for i, r := range word {
		k := strings.IndexRune(from, r)
		if k < 0 {
			continue
		}
		k = utf8.RuneCountInString(from[:k])
		out = append(out, repair(at+i, at+i+utf8.RuneLen(r), string(targets[k])))
	}
	return out
}
