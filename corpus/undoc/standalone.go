package undoc

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// wholeResolution is the title of a resolution that needs no second line.
	wholeResolution = regexp.MustCompile(`^(?i:resolution\s+adopted\s+by\s.+\son\s` + englishDate + `|резолюция,\s+принятая\s.+\s` + russianDate + `)$`)
	// chineseTitle is the title of a letter or its annex in one line, from date to end.
	chineseTitle = regexp.MustCompile(`^\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日.+[给給致].+的(?:同文)?(?:信|函|普通照[会會])(?:的附\s*件\s*[一二三四五六七八九十]{0,3})?$`)
	// part is a heading that is a word and a number: "Table 1", 图三, "Статья 5".
	part = regexp.MustCompile(`^(?:(?i:article|table|figure|box|chapter|статья|таблица|диаграмма|рисунок|вставка|глава)\s+(?:\d{1,3}|[IVXLC]{1,7})|[表图圖]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})|第\s?(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s?(?:条|條|章|节|節))$`)
	// framed is a line in square brackets from end to end: "[on the report of …]".
	framed = regexp.MustCompile(`^\[[^\]]{8,}\]$`)
)

// shortPart is the most bytes of a heading that is a word and a number.
const shortPart = 48

// Standalone tells that a line is complete by itself and is never joined to
// its neighbours: a field of a masthead, the heading of an annex, a signature,
// a row of a table, a known heading. It looks at one line alone, so that lines
// which may be the first or the last of several are not among them.
func Standalone(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > longField {
		return false
	}
	if _, whole := fields(line); whole {
		return true
	}
	if a := annexHeading(line); a != nil && !a.title {
		return true
	}
	if _, ok := bracket(line); ok {
		return true
	}
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case startsWith(first, "#第") && (isMeeting(line) || chineseTitle.MatchString(line)):
		return true
	case startsWith(first, "ruр第") && (numberedResolution.MatchString(line) || wholeResolution.MatchString(line)):
		return true
	case first == '[' && framed.MatchString(line):
		return true
	}
	return isKnownHeading(line) || isColumnHead(line) || isOrgan(line) || isSigned(line) || isStatementTitle(line) ||
		len(line) <= shortPart && part.MatchString(line) || isTableHead(line)
}

// meeting is the line under a resolution that names the meeting.
var meeting = regexp.MustCompile(`^(?i:\d{1,4}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting|\d{1,4}-[ея]\s+(?:пленарное\s+)?заседание,?)$|^第\s?\d{1,5}\s?次(?:全体|全體)?[会會][议議]$`)

func isMeeting(line string) bool {
	return len(line) <= 80 && holdsAny(line, []string{"eeting", "EETING", "аседани", "АСЕДАНИ", "次"}) && meeting.MatchString(line)
}
