package undoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// letterTitles open a letter: "Letter dated … addressed to …", X给秘书长的信,
// "Письмо … на имя …".
var letterTitles = []*regexp.Regexp{
	regexp.MustCompile(`^(?i:(?:identical\s+)?(?:letters?|notes?\s+verbales?)\s+dated\s+\S)`),
	regexp.MustCompile(`^(?:\d{4}|[一二三四五六七八九零〇○]{4})\s?年\s?\S{1,3}\s?月\s?\S{1,3}\s?日.+[给給致].+的(?:同文)?(?:信|函|普通照[会會])$`),
	regexp.MustCompile(`^(?i:(?:идентичные\s+)?(?:письм[оа]|вербальн(?:ая|ые)\s+нот[аы])\s.*\sот\s.+\sна\s+имя\s)`),
	regexp.MustCompile(`^(?i:вербальная\s+нота\s.*\sот\s\d)`),
}

// resolutionTitles open a resolution or decision.
var resolutionTitles = []*regexp.Regexp{
	regexp.MustCompile(`^(?i:(?:resolutions?|decisions?)\s+(?:(?:\d[\d/ -]*\s?\(\d{4}\)|\d+/\d+)$|adopted\s+by\s))`),
	regexp.MustCompile(`^(?i:united\s+nations\s+security\s+council\s+resolution\s+\d+\s?\(\d{4}\))`),
	regexp.MustCompile(`^(?i:(?:резолюция|решение)\s*(?:(?:\d[\d/ -]*\s?\(\d{4}\)|\d+/\d+),?$|,?\s*принят))`),
	regexp.MustCompile(`^第\s?\d{1,4}\s?[(（]\d{4}[)）]\s?[号號][决決][议議]$`),
	regexp.MustCompile(`^(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)?(?:大[会會]|安全理事[会會]|[经經][济濟]及社[会會]理事[会會])(?:第\S{1,20}次[会會][议議])?(?:[决決][议議]|通[过過]的?[决決]?[议議]?)$`),
}

// statementTitles open a statement of the President of the Security Council.
var statementTitles = []*regexp.Regexp{
	regexp.MustCompile(`^(?i:statement\s+by\s+the\s+president\s+of\s+the\s+security\s+council)$`),
	regexp.MustCompile(`^安全理事[会會]主席的?[声聲]明$`),
	regexp.MustCompile(`^(?i:заявление\s+председателя\s+совета\s+безопасности)$`),
}

// typeLines name the kind of a document on a line of its own.
var typeLines = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"report", regexp.MustCompile(`^(?i:(?:(?:first|second|third|fourth|fifth|sixth|annual|interim|final)\s+)?reports?\s+(?:of|by|on\s+behalf|submitted)\s|concluding\s+observations\s)|^(?i:(?:[а-яё]+\s)?доклад(?:ы)?\s+[А-ЯЁ]|заключительные\s+замечания\s)|的(?:[报報]告|[结結][论論]性意[见見])\s?\*{0,3}$`)},
	{"note", regexp.MustCompile(`^(?i:notes?\s+by\s|memorandum\s+by\s|записка\s)|的(?:[说說]明|[备備]忘[录錄]|照[会會])\s?\*{0,3}$`)},
	{"draft", regexp.MustCompile(`(?i:(?:revised\s+)?draft\s+(?:resolution|decision)\s?\*{0,3}$|проект\s+(?:резолюции|решения)\s?\*{0,3}$)|[决決][议議定]草案\s?\*{0,3}$`)},
	{"record", regexp.MustCompile(`^(?i:(?:summary|verbatim)\s+records?\s+of\s|краткий\s+отчет\s+о\s|стенографический\s+отчет\s)|(?:[简簡]要|逐字)[记記][录錄]\s?\*{0,3}$`)},
}

func anyMatch(list []*regexp.Regexp, text string) bool {
	for _, re := range list {
		if re.MatchString(text) {
			return true
		}
	}
	return false
}

// gluedOriginal is the last field of a masthead with a title glued to it:
// "Original: ArabicПисьмо …".
var gluedOriginal = regexp.MustCompile(`^(?i:Original\s*:\s*` + languageList + `)\s*([\p{Cyrillic}\p{Han}]|[A-Z][a-z]+ )`)

// behindOriginal takes such a field off.
func behindOriginal(text string) string {
	if !strings.HasPrefix(text, "O") && !strings.HasPrefix(text, "o") {
		return text
	}
	if m := gluedOriginal.FindStringSubmatchIndex(text); m != nil {
		return text[m[2]:]
	}
	return text
}

// longTitle is the most characters of a title: letters from several States
// name all of them.
const longTitle = 600

func isLetterTitle(text string) bool {
	text = behindOriginal(text)
	if first, _ := utf8.DecodeRuneInString(text); !startsWith(first, "#ilnпив一二三四五六七八九") {
		return false
	}
	return runes(text) <= longTitle && !endsSentence(text) && anyMatch(letterTitles, text)
}

func isResolutionTitle(text string) bool {
	if first, _ := utf8.DecodeRuneInString(text); !startsWith(first, "#rduр第大安经經") {
		return false
	}
	return runes(text) <= longTitle && !endsSentence(text) && anyMatch(resolutionTitles, text)
}

// isOfficialTitle tells titles behind which no masthead goes on.
func isOfficialTitle(text string) bool {
	return isLetterTitle(text) || isResolutionTitle(text) || isStatementTitle(text)
}

func isStatementTitle(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return startsWith(first, "s安з") && len(text) <= longField && anyMatch(statementTitles, text)
}

// docTypeOf tells the type of a document by a line that names it, "" if the
// line does not.
func docTypeOf(text string) string {
	switch {
	case runes(text) > longTitle || endsSentence(text):
		return ""
	case isLetterTitle(text):
		return "letter"
	case isResolutionTitle(text):
		return "resolution"
	case isStatementTitle(text):
		return "statement"
	}
	for _, t := range typeLines {
		if t.re.MatchString(text) {
			return t.kind
		}
	}
	return ""
}

// symbolType tells the type by a part of the symbol that names it.
func symbolType(symbol string) string {
	s, ok := ParseSymbol(symbol)
	if !ok {
		return ""
	}
	for _, t := range []struct{ part, kind string }{
		{"RES", "resolution"}, {"PRST", "statement"}, {"PV", "record"}, {"SR", "record"},
	} {
		if s.has(t.part) {
			return t.kind
		}
	}
	return ""
}

// numberedResolution is the title of a Security Council resolution, whose
// number and year are its symbol.
var numberedResolution = regexp.MustCompile(`^(?i:(?:united\s+nations\s+security\s+council\s+)?resolution|резолюция|第)\s?(\d{1,4})\s?[(（](\d{4})[)）](?:,|\s?[号號][决決][议議])?$`)

// titleSymbol gives the symbol that the title of a Security Council resolution
// among the first lines stands for.
func titleSymbol(lines []string) []string {
	for _, l := range lines[:min(len(lines), 6)] {
		if m := numberedResolution.FindStringSubmatch(l); m != nil {
			return []string{"S/RES/" + m[1] + " (" + m[2] + ")"}
		}
	}
	return nil
}

// runes is the length of a text in characters.
func runes(s string) int { return utf8.RuneCountInString(s) }

// closing are marks that may stand behind the end of a sentence.
const closing = `”’»"')]}）》〉」』】`

// unmarked is a text without the footnote's mark that is glued to its end: up
// to three digits, stars or raised digits behind a letter, a closing mark, or a
// mark of punctuation, in Chinese perhaps with a space between. "7.15" and
// "para. 12" have none.
func unmarked(s string) string {
	body := strings.TrimRight(s, "0123456789")
	switch n := len(s) - len(body); {
	case n > 3:
		return s
	case n == 0:
		if body = strings.TrimRight(s, "*¹²³⁴⁵⁶⁷⁸⁹⁰"); len(body) == len(s) {
			return s
		}
	}
	spaced := strings.TrimRight(body, " ")
	r, n := utf8.DecodeLastRuneInString(spaced)
	if strings.ContainsRune("。；：，！？", r) {
		return spaced
	}
	if len(spaced) < len(body) {
		return s
	}
	before, _ := utf8.DecodeLastRuneInString(body[:len(body)-n])
	if unicode.IsLetter(r) || strings.ContainsRune("”»)）", r) || strings.ContainsRune(".;:,!?", r) && before != utf8.RuneError && !unicode.IsDigit(before) && !unicode.IsSpace(before) {
		return body
	}
	return s
}

// endsSentence tells whether a text ends as sentences do.
func endsSentence(s string) bool {
	s = strings.TrimRight(unmarked(s), closing+" ")
	if s == "" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".。!?！？…", r)
}

// endsClause tells whether a text ends in a mark that goes on to the next
// block: a comma, semicolon or colon.
func endsClause(s string) bool {
	s = strings.TrimRight(unmarked(s), closing+" ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(",;:，；：、", r)
}

// startsLower tells whether a text begins with a small letter.
func startsLower(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}
