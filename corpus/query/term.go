package query

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"tritext/segment"
	"tritext/segment/lang"
)

// Match says how a term meets a text.
type Match string

// The ways to match.
const (
	// MatchWord finds the words as they are, in any case; in Chinese, which does
	// not mark words, the characters wherever they stand.
	MatchWord Match = "word"
	// MatchLemma finds all forms of the words: those with the same stems. In
	// Chinese, the words that segmentation gives, in either script.
	MatchLemma Match = "lemma"
	// MatchRegexp finds what a regular expression describes (RE2).
	MatchRegexp Match = "regexp"
)

// Term is what is looked for in the texts of one language.
type Term struct {
	Lang  string // "zh", "en", "ru"
	Text  string
	Match Match // "": MatchWord
}

// matcher finds the places of a term in a text, all of them or the first.
type matcher func(text []byte, all bool) []segment.Span

// compile makes the matcher of a term. It fails if the term is empty, its
// language is none of ours, or it is no regular expression.
func (t Term) compile() (matcher, error) {
	language, ok := lang.ByCode(t.Lang)
	if !ok {
		return nil, fmt.Errorf("query: language %q is not known", t.Lang)
	}
	if t.Text == "" {
		return nil, fmt.Errorf("query: an empty term in %s", t.Lang)
	}
	switch t.Match {
	case MatchRegexp:
		re, err := regexp.Compile(t.Text)
		if err != nil {
			return nil, fmt.Errorf("query: %w", err)
		}
		return matchRegexp(re), nil
	case MatchLemma:
		return matchLemma(t.Text, language)
	case MatchWord, "":
		return matchFolded(t.Text, language.Code != "zh"), nil
	}
	return nil, fmt.Errorf("query: no way to match is called %q", t.Match)
}

func matchRegexp(re *regexp.Regexp) matcher {
	return func(text []byte, all bool) (found []segment.Span) {
		n := 1
		if all {
			n = -1
		}
		for _, m := range re.FindAllIndex(text, n) {
			if m[1] > m[0] { // an empty match is no place
				found = append(found, segment.Span{Start: m[0], End: m[1]})
			}
		}
		return found
	}
}

// matchFolded finds a text in any case; with words, only where no letter or
// digit touches it.
func matchFolded(term string, words bool) matcher {
	query := []rune(term)
	for i, r := range query {
		query[i] = unicode.ToLower(r)
	}
	// The search for the first letter in both cases runs at the speed of memory;
	// only there are letters compared.
	first := [][]byte{[]byte(string(query[0]))}
	if up := unicode.ToUpper(query[0]); up != query[0] {
		first = append(first, []byte(string(up)))
	}
	return func(text []byte, all bool) (found []segment.Span) {
		next := make([]int, len(first)) // the next place of each case, -1 if none
		for i := range next {
			next[i] = bytes.Index(text, first[i])
		}
		for {
			at := -1
			for i := range next {
				if next[i] >= 0 && (at < 0 || next[i] < at) {
					at = next[i]
				}
			}
			if at < 0 {
				return found
			}
			step := 1
			if end := foldedEnd(text, at, query); end > 0 && (!words || alone(text, at, end)) {
				found = append(found, segment.Span{Start: at, End: end})
				if !all {
					return found
				}
				step = end - at
			}
			for i := range next {
				if next[i] >= 0 && next[i] < at+step {
					if next[i] = bytes.Index(text[at+step:], first[i]); next[i] >= 0 {
						next[i] += at + step
					}
				}
			}
		}
	}
}

// foldedEnd gives the end of the query at that place of the text, 0 if it does
// not stand there.
func foldedEnd(text []byte, at int, query []rune) int {
	for _, want := range query {
		r, size := utf8.DecodeRune(text[at:])
		if size == 0 || r != want && unicode.ToLower(r) != want {
			return 0
		}
		at += size
	}
	return at
}

// alone tells whether no letter or digit touches the place.
func alone(text []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(text[:start])
	after, _ := utf8.DecodeRune(text[end:])
	word := func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != utf8.RuneError
	}
	return !word(before) && !word(after)
}

// matchLemma finds the words of the term one after the other, in all forms.
func matchLemma(term string, language *segment.Language) (matcher, error) {
	var forms []string
	for _, t := range language.Tokens(term) {
		if t.Form != "" && t.Kind != segment.Space && t.Kind != segment.Punct {
			forms = append(forms, t.Form)
		}
	}
	if len(forms) == 0 {
		return nil, fmt.Errorf("query: %q holds no word", term)
	}
	// A stem mostly begins as its word does, so that few texts need to be cut into
	// words; in Chinese the form is the word itself, but in simplified script.
	may := func([]byte) bool { return true }
	if stem := []rune(forms[0]); language.Code != "zh" && len(stem) >= 3 {
		begins := matchFolded(string(stem[:len(stem)-1]), false)
		may = func(text []byte) bool { return len(begins(text, false)) > 0 }
	}
	return func(text []byte, all bool) (found []segment.Span) {
		if !may(text) {
			return nil
		}
		var words []segment.Token
		for _, t := range language.Tokens(string(text)) {
			if t.Form != "" && t.Kind != segment.Space && t.Kind != segment.Punct {
				words = append(words, t)
			}
		}
		for i := 0; i+len(forms) <= len(words); i++ {
			same := true
			for k, form := range forms {
				same = same && words[i+k].Form == form
			}
			if same {
				found = append(found, segment.Span{Start: words[i].Start, End: words[i+len(forms)-1].End})
				if !all {
					return found
				}
				i += len(forms) - 1
			}
		}
		return found
	}, nil
}
