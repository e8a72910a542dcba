package undoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fieldKind is what a field of a masthead tells.
type fieldKind int

const (
	fieldOrganisation fieldKind = iota
	fieldBody
	fieldSymbol
	fieldDistribution
	fieldDateRange
	fieldDate
	fieldOriginal
	fieldVersion
	fieldJob
	fieldBarcode
	fieldAgenda
	fieldSession
	fieldYear // of the Security Council: "Seventy-sixth year"
)

// field is one field as it stands in a line.
type field struct {
	kind   fieldKind
	text   string   // as printed
	groups []string // what the pattern captured, from 1
}

const (
	// languageList is one language or several, as mastheads print them.
	languageList = `(?:Arabic|Chinese|English|French|Russian|Spanish)(?:(?:\s?[/,]\s?|\s+and\s+)(?:Arabic|Chinese|English|French|Russian|Spanish))*`
	// agendaItem is the number of an item with its letters: "130(t)", "119 (a) and (b)", "3 f)".
	agendaItem = `\d{1,3}(?:\s?[(（]?[a-zа-я][)）](?:(?:\s?[,、]\s?|\s?(?:and|и|和)\s?)[(（]?[a-zа-я][)）])*)?`
	agendaList = `(` + agendaItem + `(?:(?:\s?[,、–-]\s?|\s?(?:and|to|и|по|和|及|至)\s?)` + agendaItem + `)*)`
	hanCount   = `[一二三四五六七八九十百零〇○\d ]{1,9}`
)

// fieldPatterns match fields at the start of a text, in the order in which they
// are tried. The wording is that of section 3.1 of the notes on UN documents:
// distribution, date and languages stay English in all versions.
//
// Most lines that are asked about are prose, so that each pattern has a quick
// look that turns nearly all of them away: start and has.
var fieldPatterns = []struct {
	kind  fieldKind
	start string   // the first character is one of these, or of their other case; "#" stands for digits
	has   []string // the text holds one of these; nil if anything will do
	re    *regexp.Regexp
}{
	{fieldSymbol, ``, []string{"/"}, regexp.MustCompile(`^` + symbolPattern + `(?:\s?[–—−-]\s?` + symbolPattern + `)*\*{0,2}`)},
	{fieldDistribution, `d`, cases("distr"), regexp.MustCompile(`^(?i:Distr\s?\.?\s*:?\s*(General|Limited|Restricted|Reserved)?)`)},
	{fieldDistribution, `GLR`, nil, regexp.MustCompile(`^(GENERAL|LIMITED|RESTRICTED|RESERVED)`)}, // "Distr." stands on the line before
	{fieldDateRange, ``, digits, dateRange},
	{fieldDate, `#一二三四五六七八九`, nil, dateStart},
	{fieldOriginal, `o/`, cases("original"), regexp.MustCompile(`^(?i:/?\s*Original\s*:\s*(` + languageList + `)?(?:\s+only)?)`)},
	{fieldOriginal, `原ЯП`, nil, regexp.MustCompile(`^(?:原文|原件|Язык оригинала|Подлинный текст)\s*[:：]\s*((?:` + languageName.String() + `)(?:\s?[、,和及и]\s?(?:` + languageName.String() + `))*)`)},
	{fieldVersion, `acefrs`, nil, regexp.MustCompile(`^(?i:(` + languageList + `)(?:\s+only)?)'?`)},
	{fieldJob, `#GVKN`, []string{"-"}, regexp.MustCompile(`^((?:(?:GE|V|K|NA)\.)?\d{2}-\d{5,6})(?:\s*\(([ACEFRS])\))?((?:\s+\d{6})*)`)},
	{fieldBarcode, `*`, nil, regexp.MustCompile(`^\*\s?(\d{6,8})\s?\*`)},
	{fieldAgenda, `ap`, cases("agenda"), regexp.MustCompile(`^(?i:(?:provisional\s+)?agenda\s+items?\s+` + agendaList + `)\*{0,2}`)},
	{fieldAgenda, `i`, cases("item"), regexp.MustCompile(`^(?i:items?\s+` + agendaList + `\s+of\s+the\s+(?:(?:provisional|preliminary)\s+)?(?:list|agenda))\*{0,2}`)},
	{fieldAgenda, `临臨暂暫议議`, []string{"程"}, regexp.MustCompile(`^(?:临时|臨時|暂定|暫定)?[议議]程\s?\*?\s?[项項]目\s?\*?\s?` + agendaList + `\*{0,2}`)},
	{fieldAgenda, `п`, cases("пункт"), regexp.MustCompile(`^(?i:пункты?\s+` + agendaList + `\s+(?:предварительной\s+)?повестки\s+дня)\*{0,2}`)},
	{fieldSession, `abcdefghijklmnopqrstuvwxyz#`, cases("session"), regexp.MustCompile(`^(?i:((?:one hundred(?: and [a-z]+(?:-[a-z]+)?)?|[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th)))\s+(?:(?:resumed|regular|substantive|organizational|emergency|special)\s+){0,3}session)`)},
	{fieldSession, `абвгдежзийклмнопрстуфхцчшщэюя#`, cases("сессия"), regexp.MustCompile(`^(?i:((?:сто\s)?[а-яё]+(?:\s[а-яё]+)?|\d{1,3}-я)\s+(?:(?:возобновленная|очередная|основная|чрезвычайная|специальная|организационная)\s+){0,3}сессия)`)},
	{fieldSession, `第`, nil, regexp.MustCompile(`^第(` + hanCount + `)[届屆](?:[紧緊]急)?(?:特[别別])?(?:常会|年会|[会會][议議]|[会會]期)(?:[续續][会會])?`)},
	{fieldSession, `sro`, cases("session"), regexp.MustCompile(`^(?i:(?:substantive |resumed |organizational )?session of (\d{4}))`)},
	{fieldSession, `сво`, cases("сессия"), regexp.MustCompile(`^(?i:(?:основная |возобновленная |организационная )?сессия (\d{4}) года)`)},
	{fieldSession, `#`, cases("session"), regexp.MustCompile(`^(?i:(\d{4}) (?:substantive |resumed |organizational )?session)`)},
	{fieldSession, `#`, []string{"会", "會"}, regexp.MustCompile(`^(\d{4})\s?年\s?(?:[实實][质質]性|[续續][会會]|[组組][织織])?[届屆]?[会會](?:[议議])?`)},
	{fieldYear, `abcdefghijklmnopqrstuvwxyz`, cases("year"), regexp.MustCompile(`^(?i:([a-z]+(?:-[a-z]+)?)\s+year)`)},
	{fieldYear, `абвгдежзийклмнопрстуфхцчшщэюя`, cases("год"), regexp.MustCompile(`^(?i:((?:[а-яё]+\s)?[а-яё]+)\s+год)`)},
	{fieldYear, `第`, []string{"年"}, regexp.MustCompile(`^第(` + hanCount + `)年`)},
}

// longField is the most bytes of a line of fields: the longest name of a body
// in Russian, with a symbol.
const longField = 240

// fields takes a line apart into fields, as far as they go; whole tells that
// nothing else stands in it.
func fields(line string) (list []field, whole bool) {
	if len(line) > longField {
		if m := gluedOriginal.FindStringSubmatchIndex(line); m != nil {
			f, _ := oneField(line[:m[2]])
			return []field{f}, false
		}
		return nil, false
	}
	rest := trimField(line)
	for rest != "" {
		f, n := oneField(rest)
		if n == 0 {
			return list, false
		}
		list = append(list, f)
		rest = trimField(rest[n:])
	}
	return list, len(list) > 0
}

// trimField takes off what stands between fields: white space, and the bars of
// tables that web pages put mastheads in.
func trimField(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '|' || r == '\u200b' || r == '\ufeff' })
}

// oneField matches the field at the start of a text and gives its length.
func oneField(text string) (f field, n int) {
	if n, name := organisationNames.match(text); n > 0 && endsField(fieldOrganisation, text, n) {
		return field{kind: fieldOrganisation, text: text[:n], groups: []string{name}}, n
	}
	if n, name := bodyNames.match(text); n > 0 && endsField(fieldBody, text, n) {
		return field{kind: fieldBody, text: text[:n], groups: []string{name}}, n
	}
	first, _ := utf8.DecodeRuneInString(text)
	for i := range fieldPatterns {
		p := &fieldPatterns[i]
		switch {
		case p.start != "" && !startsWith(first, p.start), p.has != nil && !holdsAny(text, p.has):
			continue
		case p.kind == fieldSymbol && !symbolStart(text), p.kind == fieldDateRange && !rangeStart(text),
			p.kind == fieldVersion && !hasAnyPrefix(text, languageCases):
			continue
		}
		m := p.re.FindStringSubmatch(text)
		if m == nil || m[0] == "" || !endsField(p.kind, text, len(m[0])) {
			continue
		}
		f = field{kind: p.kind, text: strings.TrimSpace(m[0])}
		for _, g := range m[1:] {
			if g != "" {
				f.groups = append(f.groups, strings.TrimSpace(g))
			}
		}
		if valid(f) {
			return f, len(m[0])
		}
	}
	return f, 0
}

// symbolStart tells a text that begins with capitals and a slash.
func symbolStart(text string) bool {
	for i, r := range text[:min(len(text), 8)] {
		if r == '/' {
			return i > 0
		}
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return false
}

// rangeStart tells a text that may begin with days from and to: a digit comes
// first, or the name of a place and a comma.
func rangeStart(text string) bool {
	const longPlace = 48 // bytes
	head := text[:min(len(text), longPlace)]
	comma := strings.IndexAny(head, ",，")
	if comma < 0 || '0' <= text[0] && text[0] <= '9' {
		comma = 0
	}
	day := strings.IndexAny(head[comma:], "0123456789")
	return day >= 0 && day <= len("， ") && (comma > 0 || day == 0)
}

// startsWith tells whether a first character is in a list, in either case;
// capitals in the list stand for themselves.
func startsWith(first rune, list string) bool {
	if '0' <= first && first <= '9' {
		first = '#'
	}
	return strings.ContainsRune(list, first) || strings.ContainsRune(list, unicode.ToLower(first))
}

// digits are what a text with a number holds.
var digits = strings.Split("0123456789", "")

// cases are a word in small letters, with a capital, and in capitals.
func cases(word string) []string {
	_, n := utf8.DecodeRuneInString(word)
	return []string{word, strings.ToUpper(word[:n]) + word[n:], strings.ToUpper(word)}
}

// languageCases are the names of languages that mastheads print.
var languageCases = func() []string {
	var list []string
	for _, l := range languages {
		list = append(list, l.english, strings.ToUpper(l.english))
	}
	return list
}()

// holdsAny tells whether a text holds one of some words.
func holdsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// endsField tells whether a field may end where its pattern did: not inside a
// word. Extraction glues fields ("Совет БезопасностиS/2016/588",
// "ENGLISHOriginal: RUSSIAN"), so that a change of script or a capital behind
// a language is an end.
func endsField(kind fieldKind, text string, n int) bool {
	next, _ := utf8.DecodeRuneInString(text[n:])
	last, _ := utf8.DecodeLastRuneInString(text[:n])
	switch {
	case n == len(text):
		return true
	case kind == fieldVersion:
		return strings.HasPrefix(text[n:], "Original") || !unicode.IsLetter(next) && !strings.ContainsRune(",.;:-", next)
	case kind == fieldOriginal:
		return !unicode.IsLower(next) || unicode.Is(unicode.Cyrillic, next)
	}
	if unicode.IsLetter(last) || unicode.IsDigit(last) {
		switch {
		case unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, next):
			return true // bodies in Chinese need no space between
		case unicode.IsLower(next), unicode.IsDigit(next):
			return false
		case unicode.IsUpper(next):
			return unicode.Is(unicode.Cyrillic, last) != unicode.Is(unicode.Cyrillic, next) || unicode.IsDigit(last)
		}
	}
	return true
}

// valid asks what a pattern cannot: that words are a number, that letters and
// slashes are a symbol.
func valid(f field) bool {
	switch f.kind {
	case fieldSymbol:
		return len(Symbols(f.text)) > 0
	case fieldDate:
		return isoDate(f.text) != ""
	case fieldSession, fieldYear:
		n, year := sessionNumber(f)
		return n > 0 || year > 0
	}
	return true
}

// sessionNumber reads the number of a session, or its year.
func sessionNumber(f field) (n, year int) {
	if len(f.groups) == 0 {
		return 0, 0
	}
	g := f.groups[0]
	if len(g) == 4 && isDigits(g) {
		return 0, number(g)
	}
	for words := strings.Fields(g); len(words) > 0 && n == 0; words = words[:len(words)-1] {
		n = ordinal(strings.Join(words, " ")) // "Десятая чрезвычайная …": the last word may be none of it
	}
	if n == 0 {
		n = number(strings.Join(strings.Fields(g), ""))
	}
	return n, 0
}
