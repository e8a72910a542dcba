package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineEndKind is how a line ends.
type lineEndKind int

const (
	endOther lineEndKind = iota
	endTerminal
	endSemicolon
	endColon
	endComma
	endHyphen
	endFunctionWord
	endLetter
)

const (
	closers    = `”’»"')]}`
	closersCJK = "，。、；：？！）》〉」』】〕％"
)

// withoutNote takes a footnote's mark off the end of a line: up to three digits
// or stars glued to a mark ("development,9") or a word ("Crime1").
func withoutNote(s string) string {
	bare := strings.TrimRight(s, "*")
	if bare == s {
		bare = strings.TrimRight(s, "0123456789")
	}
	if n := len(s) - len(bare); n == 0 || n > 3 || bare == "" {
		return s
	}
	r, n := utf8.DecodeLastRuneInString(bare)
	if strings.ContainsRune(`.,;:?!”"»)。，；：？！）》`, r) ||
		unicode.IsLetter(r) && unicode.IsLetter(lastOf(bare[:len(bare)-n])) {
		return bare
	}
	return s
}

// openWords are words (with their full stops) that end no sentence, title or
// clause: articles, prepositions, conjunctions, abbreviations before a number
// or name. Sorted.
var openWords = []string{
	"a", "an", "and", "are", "art.", "arts.", "as", "at", "be", "between", "by", "chap.", "dr.", "for", "from", "had", "has", "have", "in", "into", "is", "its",
	"mr.", "mrs.", "ms.", "no.", "nos.", "of", "on", "or", "p.", "para.", "paras.", "pp.", "sect.", "that", "the", "their", "these", "this", "to", "vol.", "was", "were", "which", "with",
	"без", "в", "во", "гл.", "для", "до", "его", "ее", "за", "и", "из", "или", "им.", "их", "к", "как", "ко", "между", "на", "не", "о", "об", "от", "п.", "по", "под", "пп.", "при", "рис.", "с", "см.", "со", "ст.", "стр.", "табл.", "у", "что", "№",
}

// withoutAnd takes the word off the end of a clause that announces the last of
// a list: "…; and", "…; и".
func withoutAnd(s string) string {
	bare := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, " and"), " or"), " и"), " или")
	if strings.HasSuffix(bare, ";") {
		return bare
	}
	return s
}

func endOf(s string) lineEndKind {
	s = withoutNote(withoutAnd(s))
	trimmed := strings.TrimRight(s, closers+"）》〉」』】")
	if trimmed == "" {
		return endOther
	}
	r, _ := utf8.DecodeLastRuneInString(trimmed)
	switch r {
	case '.', '!', '?', '。', '！', '？', '…':
		if isOpenWord(lastWord(trimmed)) {
			return endFunctionWord
		}
		return endTerminal
	case ';', '；':
		return endSemicolon
	case ':', '：':
		return endColon
	case ',', '，', '、':
		return endComma
	case '-', '‐':
		if p := strings.TrimRight(trimmed, "-‐"); p != "" && !unicode.IsSpace(lastOf(p)) {
			return endHyphen
		}
	}
	if unicode.IsLetter(r) {
		if s == trimmed && isOpenWord(lastWord(trimmed)) {
			return endFunctionWord
		}
		return endLetter
	}
	return endOther
}

func lastOf(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isOpenWord(word string) bool {
	word = strings.ToLower(strings.TrimLeft(word, `("«“[`))
	for _, o := range openWords { // a hundred short words, asked once a line
		if o == word {
			return true
		}
	}
	return false
}

// lineStartKind is how a line begins.
type lineStartKind int

const (
	startOther lineStartKind = iota
	startLower
	startUpper
	startGoesOn
	startBullet
)

func startOf(s string) lineStartKind {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case strings.ContainsRune(closersCJK, r), r != '"' && r != '\'' && strings.ContainsRune(closers, r), strings.ContainsRune(",;:%", r):
		return startGoesOn
	case strings.ContainsRune("–—•▪●·-−", r) && n < len(s) && unicode.IsSpace(firstOf(s[n:])):
		return startBullet
	}
	switch r := firstLetter(s); {
	case unicode.IsLower(r):
		return startLower
	case unicode.IsUpper(r):
		return startUpper
	}
	return startOther
}

func firstOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// firstLetter is the first character behind opening quotes and brackets.
func firstLetter(s string) rune {
	return firstOf(strings.TrimLeft(s, `"'“‘«„([《「`))
}

// backWords begin sentences that go on with what was said: rarely a paragraph.
// Sorted, small letters.
var backWords = []string{
	"furthermore", "he", "however", "it", "its", "moreover", "she", "such", "their", "therefore", "these", "they", "this", "those", "thus",
	"его", "ее", "их", "но", "однако", "он", "она", "они", "оно", "поэтому", "так", "такие", "такое", "эта", "эти", "это", "этот",
}

var backHan = []string{"他", "她", "它", "其", "这", "這", "该", "該", "此外", "因此", "但", "然而", "而且"}

// refersBack tells whether a text begins with a word that points back.
func refersBack(s string) bool {
	if unicode.Is(unicode.Han, firstOf(s)) {
		for _, w := range backHan {
			if strings.HasPrefix(s, w) {
				return true
			}
		}
		return false
	}
	word, _, _ := strings.Cut(s[:min(len(s), longWordBytes)], " ")
	_, ok := slices.BinarySearch(backWords, strings.ToLower(strings.TrimRight(word, ",")))
	return ok
}

// inCapitals tells a text of which all letters with two cases are capitals, ten
// at least.
func inCapitals(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 10
}
