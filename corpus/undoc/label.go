package undoc

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelClass is what a label marks.
type labelClass int

const (
	labelNone     labelClass = iota
	labelNumber              // 12. of a paragraph; 2.1
	labelDecision            // 98/77. of a resolution
	labelPart                // I. 一. A. Article 5, Table 2: of a heading as a rule
	labelItem                // (a) а) (一) (i): of a list item
	labelBullet              // – • of a list item without a label
)

// labelPatterns match the label at the start of a block; the group is the
// label as it is kept. A text whose first character is not in start (# stands
// for digits), or whose first word is not in words, is not looked at.
var labelPatterns = []struct {
	class labelClass
	start string
	words []string
	re    *regexp.Regexp
}{
	{labelDecision, `#`, nil, regexp.MustCompile(`^(\d{1,3}/\d{1,3})\s?\.\s`)},
	{labelNumber, `#`, nil, regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,2})+)\.?\s+[\p{Lu}\p{Han}“«"(]`)},
	{labelNumber, `#`, nil, regexp.MustCompile(`^(\d{1,4})\s?[.．、]\s*[\pL“«„"'‘(（《\[]`)},
	{labelNumber, `#`, nil, regexp.MustCompile(`^(\d{1,4})\s?\.\s+\d`)}, // "2. 15 мая 2042 года …", never "2.5"
	{labelPart, `acsptfbr`, englishParts, regexp.MustCompile(`^((?i:article|section|chapter|part|table|figure|box|rule|principle)\s+(?:\d{1,3}|[IVXLC]{1,7}))(?:[.:\s*]|$)`)},
	{labelPart, `сргчтдвп`, russianParts, regexp.MustCompile(`^((?i:статья|раздел|глава|часть|таблица|диаграмма|рисунок|вставка|правило|принцип)\s+(?:\d{1,3}|[IVXLC]{1,7}))(?:[.:\s*]|$)`)},
	{labelPart, `第`, nil, regexp.MustCompile(`^(第\s?(?:[一二三四五六七八九十百]{1,5}|\d{1,3})\s?(?:条|條|章|节|節|部分|编|編))`)},
	{labelPart, `表图圖`, nil, regexp.MustCompile(`^([表图圖]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[IVXLC]{1,7}))(?:[.:：\s*]|$)`)},
	{labelPart, `IVXL`, nil, regexp.MustCompile(`^([IVXL]{1,7})\s?[.、]\s*[\pL“«]`)},
	{labelPart, ``, nil, regexp.MustCompile(`^([A-ZА-Я])\s?\.\s*[\pL“«]`)},
	{labelPart, `一二三四五六七八九十甲乙丙丁戊己庚辛壬癸`, nil, regexp.MustCompile(`^([一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸])\s?[、.．]`)},
	{labelItem, `(（`, nil, regexp.MustCompile(`^([(（](?:[a-zа-я]|[ivxl]{1,6}|[a-z]{2}|\d{1,3}|[IVX]{1,5}|[A-H])[)）])`)},
	{labelItem, `(（`, nil, regexp.MustCompile(`^([(（](?:[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥])[)）])`)},
	{labelItem, `㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇`, nil, regexp.MustCompile(`^([㈠-㈩①-⑳⑴-⒇])`)},
	{labelItem, ``, nil, regexp.MustCompile(`^((?:[a-zа-я]|[ivxl]{1,6}|\d{1,3})[)）])`)},
	{labelItem, `abcdefgh`, nil, regexp.MustCompile(`^([a-h]\.)\s+\pL`)},
	{labelBullet, `–•▪●·■◆-`, nil, regexp.MustCompile(`^[–•▪●·■◆-]\s+()`)},
}

// The words before the numbers of parts.
var (
	englishParts = []string{"article", "section", "chapter", "part", "table", "figure", "box", "rule", "principle"}
	russianParts = []string{"статья", "раздел", "глава", "часть", "таблица", "диаграмма", "рисунок", "вставка", "правило", "принцип"}
)

// initials are what a name begins with: no label stands before them.
var initials = regexp.MustCompile(`^[A-ZА-ЯЁ]\.\s?[A-ZА-ЯЁ]\.`)

// labelOf reads the label at the start of a block as printed, and gives the
// text behind it. Bullets have none.
func labelOf(text string) (label string, class labelClass, rest string) {
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	if unicode.IsUpper(first) && second == '.' && initials.MatchString(text) {
		return "", labelNone, text
	}
	for i := range labelPatterns {
		p := &labelPatterns[i]
		switch {
		case p.start != "" && !startsWith(first, p.start), p.words != nil && !slices.Contains(p.words, firstKey(text)):
			continue
		case p.start == "" && second != '.' && second != ' ' && !strings.ContainsAny(text[:min(len(text), 8)], ")）"):
			continue
		}
		m := p.re.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		if p.class == labelBullet {
			rest = strings.TrimSpace(text[m[1]:])
			if inner, c, r := labelOf(rest); c == labelNumber || c == labelItem {
				return inner, c, r
			}
			return "", labelBullet, rest
		}
		rest = strings.TrimLeft(text[m[3]:], " .．、:：")
		return text[m[2]:m[3]], p.class, rest
	}
	return "", labelNone, text
}

// noteLabel is the mark of a footnote: a number, a letter, stars.
var noteLabel = regexp.MustCompile(`^_*\s*(?:(\d{1,3}|\*{1,4}|†|‡|[¹²³⁴-⁹⁰]+)[)/]?\s*[^\s.,\d]|([a-z])[/ ])`)

// latinLetters maps the Cyrillic letters that stand for Latin ones in lists:
// UN lists in Russian run а) b) с) d) е) f), Cyrillic and Latin in turn.
var latinLetters = strings.NewReplacer("а", "a", "с", "c", "е", "e", "о", "o", "р", "p", "х", "x", "у", "y", "к", "k", "м", "m",
	"А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M", "О", "O", "Р", "P", "Т", "T", "Х", "X", "І", "I")

// stems are the Chinese signs that count list items of treaties and older
// documents: heavenly stems stand for A, B …, earthly branches for a, b ….
const (
	heavenlyStems   = "甲乙丙丁戊己庚辛壬癸"
	earthlyBranches = "子丑寅卯辰巳午未申酉戌亥"
)

// partWords are the words of numbered parts, by the word of their key.
var partWords = []struct {
	key   string
	words []string
}{
	{"article", []string{"article", "статья", "条", "條"}},
	{"section", []string{"section", "раздел", "节", "節"}},
	{"chapter", []string{"chapter", "глава", "章"}},
	{"part", []string{"part", "часть", "部分", "编", "編"}},
	{"table", []string{"table", "таблица", "表"}},
	{"figure", []string{"figure", "диаграмма", "рисунок", "图", "圖"}},
	{"box", []string{"box", "вставка"}},
	{"rule", []string{"rule", "правило"}},
	{"principle", []string{"principle", "принцип"}},
}

// LabelKey brings a label as printed into a form in which labels of the three
// languages are equal where they stand for the same:
//
//	12                     → "12"       paragraph numbers
//	(a)  а)  （a）  (子)      → "a"        letters; а, с, е are Cyrillic in print
//	(i)  i)  (一)  ㈠         → "i"        small Roman numbers
//	I  一                   → "I"        headings
//	A  А  甲                → "A"
//	Article 3  Статья 3  第三条 → "article 3"
//
// A single c, d, l or m is a letter, i, v and x are Roman numbers. "" stays "".
func LabelKey(label string) string {
	s := strings.TrimFunc(label, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()（）.．、*", r) })
	if s == "" {
		return ""
	}
	if key := partKey(s); key != "" {
		return key
	}
	item := s != strings.TrimRight(strings.TrimSpace(label), ".．、* ")
	r := []rune(s)[0]
	switch {
	case '㈠' <= r && r <= '㈩':
		return strings.ToLower(roman(int(r-'㈠') + 1))
	case '①' <= r && r <= '⑳':
		return strconv.Itoa(int(r-'①') + 1)
	case '⑴' <= r && r <= '⒇':
		return strconv.Itoa(int(r-'⑴') + 1)
	case unicode.Is(unicode.Han, r):
		n := hanNumber(s)
		if i := strings.IndexRune(heavenlyStems, r); i >= 0 {
			return string(rune('A' + i/len("甲")))
		}
		if i := strings.IndexRune(earthlyBranches, r); i >= 0 {
			return string(rune('a' + i/len("子")))
		}
		switch {
		case n == 0:
			return s
		case item:
			return strings.ToLower(roman(n))
		}
		return roman(n)
	}
	s = latinLetters.Replace(s)
	if n, err := strconv.Atoi(s); err == nil {
		return strconv.Itoa(n)
	}
	return s
}

// partKey reads "Article 3", "Статья 3", 第三条 as "article 3".
func partKey(s string) string {
	if len(s) < len("表1") {
		return ""
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for _, p := range partWords {
		for _, w := range p.words {
			rest, ok := strings.CutPrefix(s, w)
			if !ok {
				if rest, ok = strings.CutSuffix(s, w); ok {
					rest, ok = strings.CutPrefix(rest, "第")
				}
			}
			if !ok {
				continue
			}
			if n := countOf(strings.TrimSpace(rest)); n > 0 {
				return p.key + " " + strconv.Itoa(n)
			}
		}
	}
	return ""
}

// countOf reads digits, a Roman or a Chinese number; 0 if it is none.
func countOf(s string) int {
	if n := number(s); n > 0 {
		return n
	}
	return romanNumber(strings.ToUpper(s))
}

var romanDigits = []struct {
	text  string
	value int
}{{"C", 100}, {"XC", 90}, {"L", 50}, {"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}}

// roman writes a number as capital Roman digits.
func roman(n int) string {
	var b strings.Builder
	for _, d := range romanDigits {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// romanNumber reads capital Roman digits; 0 if the text is no number in its
// usual form.
func romanNumber(s string) int {
	n, rest := 0, s
	for _, d := range romanDigits {
		for strings.HasPrefix(rest, d.text) {
			n, rest = n+d.value, rest[len(d.text):]
		}
	}
	if rest != "" || roman(n) != s {
		return 0
	}
	return n
}
