package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// organs are the first parts of United Nations document symbols: the organs
// and the series that have a symbol of their own (research.un.org/en/docs/symbols).
// A first part that is not here still opens a symbol if two parts or more
// follow it (see symbol).
var organs = map[string]bool{
	"A": true, "S": true, "E": true, "ST": true, "T": true,
	"AT": true, "BWC": true, "CAC": true, "CAT": true, "CCPR": true, "CCW": true, "CD": true, "CED": true,
	"CEDAW": true, "CERD": true, "CMW": true, "CRC": true, "CRPD": true, "CEB": true, "DC": true, "DP": true,
	"ECE": true, "ESCAP": true, "FCCC": true, "GC": true, "HRI": true, "HSP": true, "ICCD": true, "ICEF": true,
	"IDB": true, "ISBA": true, "LC": true, "LOS": true, "NPT": true, "PBC": true, "PC": true, "SPLOS": true,
	"TD": true, "UN": true, "UNEP": true, "UNITAR": true, "UNW": true, "WFP": true, "DPKO": true,
}

// symbol finds the document symbol that starts at text[i], such as A/RES/70/1,
// S/2021/387, A/CN.9/SER.C/DIGEST/CISG/2; end is i if none starts there.
//
//	symbol = organ { "/" part }
//
// A part is made of letters, digits, points and hyphens and starts with a
// capital letter or a digit; one of the parts holds a digit. A space after a
// slash (a common fault of typesetting: "S/PRST/ 1994/16") is passed over
// before digits. form is the symbol in capitals without spaces.
func symbol(text string, i int) (end int, form string) {
	j := i
	for j < len(text) && (isUpper(text[j]) || j > i && isDigit(text[j])) {
		j++
	}
	if j == i || j >= len(text) || text[j] != '/' {
		return i, ""
	}
	known := organs[text[i:j]]
	if !known && j-i < 2 {
		return i, ""
	}
	parts, hasDigit, hasSpace := 0, false, false
	const maxParts = 16 // the longest symbols have 9
	for j < len(text) && text[j] == '/' && parts < maxParts {
		k := j + 1
		if known && k+1 < len(text) && text[k] == ' ' && isDigit(text[k+1]) && hasLetterAfterSlash(text[i:j]) {
			k++
			hasSpace = true
		}
		e, d := symbolPart(text, k)
		if e == k {
			break
		}
		j = e
		parts++
		hasDigit = hasDigit || d
	}
	if r, _ := utf8.DecodeRuneInString(text[j:]); j < len(text) && unicode.IsLetter(r) && ScriptOf(r) != HanScript {
		return i, "" // a Latin or Cyrillic word runs on
	}
	if !hasDigit || !known && parts < 2 {
		return i, ""
	}
	form = text[i:j]
	if hasSpace {
		form = strings.ReplaceAll(form, " ", "")
	}
	return j, strings.ToUpper(form)
}

// hasLetterAfterSlash tells whether a symbol read so far has a part after its
// organ, so that "A/ 5" in running text opens no symbol.
func hasLetterAfterSlash(s string) bool { return strings.IndexByte(s, '/') > 0 }

// symbolPart gives the end of the symbol part that starts at text[i], i if
// there is none, and whether it holds a digit.
func symbolPart(text string, i int) (end int, hasDigit bool) {
	j := i
	if j >= len(text) || !isUpper(text[j]) && !isDigit(text[j]) {
		return i, false
	}
	for j < len(text) {
		c := text[j]
		switch {
		case isDigit(c):
			hasDigit = true
		case isUpper(c) || 'a' <= c && c <= 'z':
		case (c == '.' || c == '-') && j+1 < len(text) && (isUpper(text[j+1]) || isDigit(text[j+1])):
			// "A/75/860-S/2021/387" is two symbols: a hyphen before an organ ends the first.
			if c == '-' && opensSymbol(text, j+1) {
				return j, hasDigit
			}
		default:
			return j, hasDigit
		}
		j++
	}
	return j, hasDigit
}

// opensSymbol tells whether a known organ and a slash stand at text[i].
func opensSymbol(text string, i int) bool {
	j := i
	for j < len(text) && isUpper(text[j]) {
		j++
	}
	return j < len(text) && text[j] == '/' && organs[text[i:j]]
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
