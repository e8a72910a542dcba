package undoc

import (
	"regexp"
	"slices"
	"strings"
)

// organs are the first parts of document symbols: the principal organs and the
// series that have a symbol of their own (research.un.org/en/docs/symbols).
// Sorted.
var organs = []string{
	"A", "AT", "BWC", "CAC", "CAT", "CCPR", "CCW", "CD", "CEB", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DC", "DP", "DPKO",
	"E", "ECE", "ESCAP", "FCCC", "GC", "HRI", "HSP", "ICCD", "ICEF", "IDB", "ISBA", "LC", "LOS", "NPT", "PBC", "PC",
	"S", "SPLOS", "ST", "T", "TD", "UN", "UNEP", "UNITAR", "UNW", "WFP",
}

// symbolPattern is one symbol as printed, generously: an organ, parts behind
// slashes (a space after a slash and before a digit is a common fault of
// typesetting), and the session or year in parentheses: "S/RES/2446 (2018)",
// "A/RES/217 A (III)". Cyrillic А and Е stand for Latin ones in Russian typing.
const symbolPattern = `(?:[A-Z]{1,6}|[АЕ])(?:/ ?[A-Z0-9][A-Za-z0-9.]*(?:-[A-Za-z0-9.]+)*)+(?:\s?(?:[A-Z] ?)?\((?:\d{4}|(?:E?S-)?[IVXLC]+)\))?`

var (
	symbolText = regexp.MustCompile(symbolPattern)
	// joined is the place where two symbols are joined by a hyphen.
	joined = regexp.MustCompile(`-(?:A|E|S|ST|T)/`)
	// exploded is a symbol with a space around every mark: "E / C . 12 / SVK / 3".
	exploded = regexp.MustCompile(`[A-Z]{1,6}(?:\s+[/.]\s+(?:[A-Za-z]+|\d+(?:\s\d{1,2})*))*\s+/\s+(?:[A-Za-z]+|\d+(?:\s\d{1,2})*)(?:\s+[/.]\s+(?:[A-Za-z]+|\d+(?:\s\d{1,2})*))*`)
	// parenthesis is the session or year at a symbol's end.
	parenthesis = regexp.MustCompile(`^(.*?)\s?([A-Z])? ?(\([^)]*\))$`)
)

// Symbols gives the document symbols that stand in a text, normalised, in
// their order, each once: "A/75/860–S/2021/387" has two. A symbol holds a digit;
// one whose organ is not known has two slashes at least.
func Symbols(text string) []string {
	if !strings.Contains(text, "/") {
		return nil
	}
	if exploded.MatchString(text) {
		text = exploded.ReplaceAllStringFunc(text, func(s string) string { return strings.Join(strings.Fields(s), "") })
	}
	var out []string
	for _, at := range symbolText.FindAllStringIndex(text, -1) {
		if at[0] > 0 && isASCIIWord(text[at[0]-1]) { // within a longer word
			continue
		}
		s := text[at[0]:at[1]]
		for s != "" {
			first := s
			if cut := joined.FindStringIndex(s); cut != nil && strings.Contains(s[:cut[0]], "/") {
				first, s = s[:cut[0]], s[cut[0]+1:]
			} else {
				s = ""
			}
			if first = normalSymbol(first); first != "" && !slices.Contains(out, first) {
				out = append(out, first)
			}
		}
	}
	return out
}

func isASCIIWord(c byte) bool {
	return c == '/' || c == '_' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// normalSymbol brings a symbol as printed into its normal form, "" if it is none.
func normalSymbol(s string) string {
	s = strings.ReplaceAll(s, "/ ", "/")
	tail := ""
	if m := parenthesis.FindStringSubmatch(s); m != nil {
		s, tail = m[1], " "+m[3]
		if m[2] != "" {
			tail = " " + m[2] + tail
		} else if !strings.ContainsAny(m[3], "0123456789") {
			tail = m[3] // A/RES/3314(XXIX), but S/RES/2446 (2018)
		}
	}
	s = strings.TrimRight(s, ".-")
	cyrillic := strings.HasPrefix(s, "А") || strings.HasPrefix(s, "Е")
	s = strings.NewReplacer("А", "A", "Е", "E").Replace(s)
	organ, rest, _ := strings.Cut(s, "/")
	_, known := slices.BinarySearch(organs, organ)
	slashes := strings.Count(rest, "/")
	switch {
	case !strings.ContainsAny(rest, "0123456789"), rest == "":
		return ""
	case cyrillic && slashes == 0, !known && (len(organ) < 2 || slashes == 0):
		return ""
	}
	return s + tail
}

// Symbol is a document symbol in its parts.
type Symbol struct {
	Organ    string   // "A", "S", "CCPR"
	Parts    []string // the others in order, suffixes not included: ["C.3", "80", "L.20"]
	Suffixes []string // "Add.1", "Corr.2", "Rev.1", "Amend.1", "Summary"
	Year     string   // session or year in parentheses: "2018", "III"; "" if none
}

// suffix is a part that makes another document of the same family.
var suffix = regexp.MustCompile(`^(?:(?:Add|Amend|Corr|Rev)\.\d+|Summary)$`)

// ParseSymbol takes a symbol apart; ok tells whether the text is one symbol and
// nothing else. A star behind it (reissued for technical reasons) is let go.
func ParseSymbol(text string) (s Symbol, ok bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "* ")
	list := Symbols(text)
	if len(list) != 1 || symbolText.FindString(text) != text {
		return s, false
	}
	head := list[0]
	if m := parenthesis.FindStringSubmatch(head); m != nil {
		head, s.Year = m[1], strings.Trim(m[3], "()")
		if m[2] != "" {
			head += " " + m[2]
		}
	}
	parts := strings.Split(head, "/")
	s.Organ, parts = parts[0], parts[1:]
	n := len(parts)
	for n > 1 && suffix.MatchString(parts[n-1]) {
		n--
	}
	s.Parts, s.Suffixes = parts[:n], parts[n:]
	return s, true
}

// String is the symbol in its normal form.
func (s Symbol) String() string { return s.text(s.Suffixes) }

// Root is the symbol of the family: without Add., Corr., Rev. and the like.
func (s Symbol) Root() string { return s.text(nil) }

func (s Symbol) text(suffixes []string) string {
	t := strings.Join(append(append([]string{s.Organ}, s.Parts...), suffixes...), "/")
	switch {
	case s.Year == "":
		return t
	case strings.ContainsAny(s.Year, "0123456789") || strings.Contains(t, " "):
		return t + " (" + s.Year + ")"
	}
	return t + "(" + s.Year + ")"
}

// has tells whether the symbol has a part of this kind: "RES", "PV", "L".
func (s Symbol) has(kind string) bool {
	for _, p := range s.Parts {
		if name, _, _ := strings.Cut(p, "."); name == kind {
			return true
		}
	}
	return false
}
