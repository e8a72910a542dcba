package clean

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// closeSpacedLetters closes runs of single Han characters with white space
// between them, and texts of which every word is one letter.
func closeSpacedLetters(text, _ string, _ NormalOptions) []corpus.Repair {
	type word struct{ start, end int }
	var words []word
	single := 0
	for at := 0; at < len(text); {
		start := at + len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		end := start + strings.IndexFunc(text[start:], unicode.IsSpace)
		if end < start {
			end = len(text)
		}
		if end > start {
			words = append(words, word{start, end})
			if utf8.RuneCountInString(text[start:end]) == 1 && unicode.IsLetter(firstOf(text[start:])) && !isCJK(firstOf(text[start:])) {
				single++
			}
		}
		at = end
	}
	const fewest = 4 // single letters in a row that are a spaced-out word, not initials
	whole := single == len(words) && single >= fewest
	isHan := func(w word) bool {
		r, n := utf8.DecodeRuneInString(text[w.start:w.end])
		return n == w.end-w.start && unicode.Is(unicode.Han, r)
	}
	var out []corpus.Repair
	for i := 1; i < len(words); i++ {
		if whole || isHan(words[i-1]) && isHan(words[i]) {
			out = append(out, repair(words[i-1].end, words[i].start, ""))
		}
	}
	return out
}

var (
	// exploded is a number in pieces before a measure word of dates and sessions.
	exploded = regexp.MustCompile(`(\d+(?: \d+)+) ?[年月日次号號届屆]`)
	// thousands is a number that is written in groups, not in pieces.
	thousands = regexp.MustCompile(`^\d{1,3}(?: \d{3})+$`)
	// looseSymbol is a document symbol with spaces in it. Only the organs and
	// series that UN symbols begin with are taken, so that "A / B" stays.
	looseSymbol = regexp.MustCompile(`(?:^|[^A-Za-z/])((?:A|S|E|ST|T|DP|TD|CCPR|CEDAW|CERD|CRC|CRPD|CAT|CMW|CED|HRI|UNEP|HSP|NPT|ISBA|PBC|IDB|CAC)(?: ?/ ?(?:[A-Z][A-Za-z]*|\d+(?: \d+)*)(?: ?[.-] ?\d+(?: \d+)*)?)+)`)
)

func closeExploded(text, _ string, _ NormalOptions) []corpus.Repair {
	var out []corpus.Repair
	if strings.Contains(text, "/") {
		for _, m := range looseSymbol.FindAllStringSubmatchIndex(text, -1) {
			symbol := text[m[2]:m[3]]
			loose := strings.Contains(symbol, "/ ") || strings.Contains(symbol, " /")
			if !loose || strings.Count(symbol, "/") < 2 && strings.IndexFunc(symbol, unicode.IsDigit) < 0 {
				continue
			}
			// "S/2021/387 2" is no symbol in pieces: digits close only where the
			// slashes and stops fell apart too.
			out = append(out, closeSpaces(text, m[2], m[3])...)
		}
		if len(out) > 0 {
			return out // numbers in the next round
		}
	}
	for _, m := range exploded.FindAllStringSubmatchIndex(text, -1) {
		if !thousands.MatchString(text[m[2]:m[3]]) {
			out = append(out, closeSpaces(text, m[2], m[3])...)
		}
	}
	return out
}

// closeSpaces takes the spaces of a stretch out.
func closeSpaces(text string, start, end int) []corpus.Repair {
	var out []corpus.Repair
	for i := start; i < end; i++ {
		if text[i] == ' ' {
			out = append(out, repair(i, i+1, ""))
		}
	}
	return out
}

// besideHan tells characters that Chinese sets without a space: Han and the
// full-width marks.
func besideHan(r rune) bool { return isCJK(r) && !unicode.IsSpace(r) }

// spaceCJK takes out the white space beside Chinese characters, or puts one
// space between them and letters or digits.
func spaceCJK(text, lang string, opt NormalOptions) []corpus.Repair {
	if opt.CJKSpacing == SpacingKeep || strings.IndexFunc(text, besideHan) < 0 {
		return nil
	}
	var out []corpus.Repair
	var last rune
	lastEnd := 0
	for at, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		white := text[lastEnd:at]
		switch {
		case last == 0:
		case opt.CJKSpacing == SpacingPad && (unicode.Is(unicode.Han, last) && isAlnum(r) || isAlnum(last) && unicode.Is(unicode.Han, r)):
			if white != " " {
				out = append(out, repair(lastEnd, at, " "))
			}
		case white != "" && (besideHan(last) && besideHan(r) ||
			besideHan(last) && (isAlnum(r) || strings.ContainsRune(`("“‘[`, r)) ||
			besideHan(r) && (isAlnum(last) || strings.ContainsRune(`)"”’]`, last)) ||
			lang == "zh" && (last == '(' || r == ')' || besideHan(last) != besideHan(r) && (r == ',' || r == ';'))):
			out = append(out, repair(lastEnd, at, ""))
		}
		_, n := utf8.DecodeRuneInString(text[at:])
		last, lastEnd = r, at+n
	}
	return out
}

// isAlnum tells letters and digits that stand in words of spaced scripts.
func isAlnum(r rune) bool {
	return isDigit(r) || unicode.IsLetter(r) && !isCJK(r)
}

func unifySpaces(text, _ string, _ NormalOptions) []corpus.Repair {
	var out []corpus.Repair
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsSpace(r) {
			at += n
			continue
		}
		end := at + len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		now := " "
		if at == 0 || end == len(text) {
			now = ""
		}
		if text[at:end] != now {
			out = append(out, repair(at, end, now))
		}
		at = end
	}
	return out
}
