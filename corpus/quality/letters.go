package quality

import "unicode"

type script uint8

const (
	noScript script = iota // no letter
	latin
	cyrillic
	han
	otherScript
)

// scriptOf gives the script of a letter.
func scriptOf(r rune) script {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		return latin
	case r < 0xAA:
		return noScript
	case !unicode.IsLetter(r):
		return noScript
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Latin, r):
		return latin
	}
	return otherScript
}
