package segment

import (
	"unicode"
	"unicode/utf8"
)

// Script is a writing system as far as cutting words needs to tell them apart.
type Script uint8

// The scripts. A letter of any other is OtherScript; what is no letter has none.
const (
	NoScript Script = iota
	LatinScript
	CyrillicScript
	HanScript
	OtherScript
)

// ScriptOf gives the script of a letter, NoScript for anything else. The
// classes are Unicode's (unicode.Han and so on); the ranges tested first are
// only the short way to the common answers.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return LatinScript
		}
		return NoScript
	case isHan(r):
		return HanScript
	case !unicode.IsLetter(r):
		return NoScript
	case unicode.Is(unicode.Cyrillic, r):
		return CyrillicScript
	case unicode.Is(unicode.Latin, r):
		return LatinScript
	}
	return OtherScript
}

// unifiedFirst and unifiedLast bound the block of unified ideographs, all of
// them in unicode.Han: the short way to the common answer.
const unifiedFirst, unifiedLast = 0x4E00, 0x9FA5

func isHan(r rune) bool {
	if r < 0x2E80 { // the first rune of unicode.Han
		return false
	}
	return unifiedFirst <= r && r <= unifiedLast || unicode.Is(unicode.Han, r)
}

// fold gives the half-width form of a full-width character (Unicode block
// "Halfwidth and Fullwidth Forms", U+FF01 to U+FF5E) and r itself otherwise.
func fold(r rune) rune {
	if 0xFF01 <= r && r <= 0xFF5E {
		return r - 0xFF01 + '!'
	}
	return r
}

// isBlank tells whether r is white space, or a control or format character:
// what a token of kind Space may hold.
func isBlank(r rune) bool {
	if r < 0x80 {
		return r <= ' ' || r == 0x7F
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// Characters of English text that one character stands for, by script. On the
// UN Parallel Corpus v1.0 a Han character is 3.7 (Gale and Church's c) and a
// Cyrillic one 0.9; in news and novels Han is lower. The aligner adapts to the
// text; with 3.5 it starts well on all.
const (
	HanLength      = 3.5
	CyrillicLength = 0.92
)

// Length measures text in characters of English: a Han character counts
// HanLength, a Cyrillic letter CyrillicLength, anything else 1, and white
// space beside a Han character nothing (some typesetters set it around digits,
// others do not). The script decides, not the language, so a Latin name counts
// the same in every text. A byte that is no UTF-8 counts as one character.
func Length(text string) float64 {
	var sum, blanks float64 // blanks: white space not yet known to stand before Han
	afterHan := false
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		switch {
		case isHan(r):
			sum += HanLength
			blanks = 0
			afterHan = true
			continue
		case r < 0x80 && r > ' ':
			sum++
		case unicode.IsSpace(r):
			if !afterHan {
				blanks++
			}
			continue
		case unicode.Is(unicode.Cyrillic, r):
			sum += CyrillicLength
		default:
			sum++
		}
		sum += blanks
		blanks = 0
		afterHan = false
	}
	return sum + blanks
}
