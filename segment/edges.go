package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Continues tells whether a text begins in lower case, as the second half of a
// sentence that was cut does. Scripts without case never say so.
func Continues(text string) bool {
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			return unicode.IsLower(r)
		case unicode.IsDigit(r):
			return false
		}
	}
	return false
}

// clauseMarks end a clause and not a sentence.
const clauseMarks = ",;:，；：、–—"

// Unfinished tells whether a text ends with the mark of a clause, a comma,
// semicolon, colon or dash, behind which its sentence goes on.
func Unfinished(text string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(clauseMarks, r)
}
