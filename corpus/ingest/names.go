package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/segment"
)

// naming is how one language is named in the names of files and folders.
type naming struct {
	code   string
	letter string   // in the UN's names of files and job numbers: N2110532-C
	names  []string // lower case
	tails  []string // scripts and countries that may follow a name: zh-Hans, en_US
}

// namings are the languages that names are searched for: the three that are
// built, and the UN's other three, so that a French version is left out as
// French instead of being taken for a document without a language.
var namings = []naming{
	{"zh", "C", []string{"zh", "zho", "chi", "cn", "chs", "cht", "zhs", "zht", "hans", "hant", "chinese", "中文", "汉语", "漢語"},
		[]string{"hans", "hant", "cn", "tw", "hk", "mo", "sg", "simplified", "traditional"}},
	{"en", "E", []string{"en", "eng", "english", "英文", "英语", "английский"}, []string{"us", "gb", "uk", "ca", "au"}},
	{"ru", "R", []string{"ru", "rus", "russian", "俄文", "俄语", "русский"}, []string{"ru"}},
	{"ar", "A", []string{"ar", "ara", "arabic"}, nil},
	{"es", "S", []string{"es", "spa", "spanish"}, nil},
	{"fr", "F", []string{"fr", "fra", "fre", "french"}, nil},
}

// built are the languages that documents are read in, unless Options.Languages
// says otherwise.
var built = []string{"en", "ru", "zh"}

// glossary finds languages in names.
type glossary struct {
	names   map[string]string          // name, lower case → code
	tails   map[string]map[string]bool // code → tails
	letters map[string]string          // UN letter → code
	built   []string                   // codes, sorted
}

// newGlossary makes the glossary for the languages given; none: those built in.
func newGlossary(languages []segment.Language) *glossary {
	g := &glossary{names: map[string]string{}, tails: map[string]map[string]bool{}, letters: map[string]string{}, built: built}
	for _, n := range namings {
		g.letters[n.letter] = n.code
		g.tails[n.code] = map[string]bool{}
		for _, t := range n.tails {
			g.tails[n.code][t] = true
		}
		for _, name := range n.names {
			g.names[name] = n.code
		}
	}
	if len(languages) > 0 {
		g.built = nil
	}
	for _, l := range languages {
		g.built = append(g.built, l.Code)
		for _, name := range append([]string{l.Code, strings.ToLower(l.Name)}, l.Names...) {
			if _, taken := g.names[name]; !taken && name != "" {
				g.names[name] = l.Code
			}
		}
	}
	slices.Sort(g.built)
	return g
}

// builds tells whether documents in that language are read.
func (g *glossary) builds(code string) bool { return slices.Contains(g.built, code) }

// whole gives the language that a whole name stands for: "zh", "EN", "zh-Hans",
// "en_US", "Chinese"; "" if none.
func (g *glossary) whole(name string) string {
	name = strings.ToLower(name)
	if code := g.names[name]; code != "" {
		return code
	}
	head, tail, two := strings.Cut(strings.ReplaceAll(name, "_", "-"), "-")
	if code := g.names[head]; two && code != "" && (g.tails[code][tail] || g.names[tail] == code) {
		return code
	}
	return ""
}

// part is a piece of a name between separators.
type part struct {
	text       string
	start, end int // bytes of the name
}

// separators stand between the parts of a name; openers before its language.
const (
	separators = " ._-()[]"
	openers    = " ._-(["
)

// parts cuts a name at its separators.
func parts(name string) []part {
	var list []part
	start := -1
	for i, r := range name {
		switch {
		case strings.ContainsRune(separators, r):
			if start >= 0 {
				list = append(list, part{name[start:i], start, i})
			}
			start = -1
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		list = append(list, part{name[start:], start, len(name)})
	}
	return list
}

// last finds the language at the end of a name without suffix and gives the
// name without it: "A_RES_70_1.zh-Hans" is "A_RES_70_1" in "zh". A name that
// ends in two languages ("terms.en-zh") tells none. The rest is "" if the
// name is all language.
func (g *glossary) last(stem string) (rest, code string) {
	list := parts(stem)
	if len(list) == 0 {
		return stem, ""
	}
	if _, state := g.state(stem); state != "" {
		return stem, ""
	}
	n := len(list) - 1
	at := n
	code = g.names[strings.ToLower(list[n].text)]
	if n > 0 {
		before := g.names[strings.ToLower(list[n-1].text)]
		tail := strings.ToLower(list[n].text)
		switch {
		case before != "" && (g.tails[before][tail] || code == before):
			code, at = before, n-1
		case before != "" && code != "" && list[n].start-list[n-1].end == 1 && stem[list[n-1].end] == '-':
			return stem, "" // of two languages
		}
	}
	if code == "" {
		return stem, ""
	}
	return strings.TrimRight(stem[:list[at].start], openers), code
}

// inner finds one language elsewhere than at the end of a name, and the name
// without it: "zh_letter", "letter.en.final". Such names count only among
// siblings, for "en route.txt" is no English version of "route.txt".
func (g *glossary) inner(stem string) (rest, code string) {
	list := parts(stem)
	at := -1
	for i := 0; i < len(list)-1; i++ {
		name := strings.ToLower(list[i].text)
		// Lower case only: CN in a symbol is a commission, RUS a state party.
		if g.names[name] == "" || name != list[i].text {
			continue
		}
		if at >= 0 {
			return stem, ""
		}
		at = i
	}
	if at < 0 {
		return stem, ""
	}
	code = g.names[strings.ToLower(list[at].text)]
	end := list[at].end
	if g.tails[code][strings.ToLower(list[at+1].text)] && at+1 < len(list)-1 {
		end = list[at+1].end
	}
	// "zh_letter" and "letter.zh.final" lose one separator with the language.
	if end < len(stem) {
		_, size := utf8.DecodeRuneInString(stem[end:])
		end += size
	}
	return stem[:list[at].start] + stem[end:], code
}

// states are language codes that are a state's code too when they stand in
// capitals, as symbols have them: HRI/CORE/RUS. They count only among siblings.
var states = []string{"RUS", "FRA"}

// state finds such a code at the end of a name.
func (g *glossary) state(stem string) (rest, code string) {
	list := parts(stem)
	if len(list) < 2 || !slices.Contains(states, list[len(list)-1].text) {
		return stem, ""
	}
	return strings.TrimRight(stem[:list[len(list)-1].start], openers), g.names[strings.ToLower(list[len(list)-1].text)]
}

// letter finds a UN letter at the end of a name: "N2110532-C" is "N2110532" in
// "zh". It counts only among siblings, for "Annex-C" is no Chinese annex.
func (g *glossary) letter(stem string) (rest, letter string) {
	n := len(stem) - 1
	if n < 2 || !strings.ContainsRune("-_.", rune(stem[n-1])) || stem[n] < 'A' || stem[n] > 'Z' {
		return stem, ""
	}
	return stem[:n-1], stem[n:]
}
