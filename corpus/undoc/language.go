package undoc

import (
	"regexp"
	"slices"
	"strings"
)

// language is an official language of the United Nations with its names in
// mastheads and brackets.
type language struct {
	code    string // ISO 639-1
	english string // as mastheads of all versions print it
	chinese string // stem: 英 of 英文, 英语
	russian string // stem: английск of "на английском языке"
}

// languages are those in which UN documents are written and printed, and
// those in which annexes come besides.
var languages = []language{
	{"ar", "Arabic", "阿拉伯", "арабск"},
	{"zh", "Chinese", "中", "китайск"},
	{"en", "English", "英", "английск"},
	{"fr", "French", "法", "французск"},
	{"ru", "Russian", "俄", "русск"},
	{"es", "Spanish", "西班牙", "испанск"},
	{"de", "German", "德", "немецк"},
	{"fa", "Persian", "波斯", "персидск"},
	{"pt", "Portuguese", "葡萄牙", "португальск"},
	{"uk", "Ukrainian", "乌克兰", "украинск"},
}

// languageName matches the name of one language, in any of the three languages.
var languageName = func() *regexp.Regexp {
	var names []string
	for _, l := range languages {
		names = append(names, l.english, l.chinese+`[文语語]`, l.russian+`(?:ом|ий|ого|ая|ой|и)`)
	}
	return regexp.MustCompile(`(?i)` + strings.Join(names, "|"))
}()

// languageCodes reads the codes of the languages that a text names, in its
// order: "English and French", 英文和法文, "на английском и французском языках".
func languageCodes(text string) []string {
	var codes []string
	for _, name := range languageName.FindAllString(text, -1) {
		if c := languageCode(name); !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

func languageCode(name string) string {
	name = strings.ToLower(name)
	for _, l := range languages {
		if strings.HasPrefix(name, strings.ToLower(l.english)) || strings.HasPrefix(name, l.chinese) || strings.HasPrefix(name, l.russian) {
			return l.code
		}
	}
	return ""
}
