package pipeline

import (
	"fmt"
	"regexp"
	"strings"

	"tritext/align/lexicon"
	"tritext/segment"
)

// Entry is an entry of a dictionary: a word or a term by language code.
type Entry map[string]string

// entryWords is the most words that a side of an entry may have: longer
// glosses explain and do not translate.
const entryWords = 6

// cedictLine is 傳統 传统 [chuan2 tong3] /tradition/traditional/.
var cedictLine = regexp.MustCompile(`^(\S+) (\S+) \[[^\]]*\] /(.*)/\s*$`)

// ReadDictionary reads the entries of a dictionary: tab-separated, in the
// languages of columns (codes), or in the format of CC-CEDICT, which columns
// does not concern. A line that opens with # is a remark; an empty column is a
// missing word. name stands in errors.
func ReadDictionary(text, name string, columns []string) ([]Entry, error) {
	var out []Entry
	cedict := false
	for n, line := range strings.Split(strings.TrimPrefix(text, "\uFEFF"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if m := cedictLine.FindStringSubmatch(line); m != nil && (cedict || len(out) == 0) {
			cedict = true
			for _, gloss := range glosses(m[3]) {
				out = append(out, Entry{"zh": m[2], "en": gloss})
			}
			continue
		}
		if cedict {
			return nil, fmt.Errorf("%s:%d:1: no line of CC-CEDICT, as those before", name, n+1)
		}
		if len(columns) == 0 {
			return nil, fmt.Errorf("%s:%d:1: the languages of its columns are not named (zh,en:%s)", name, n+1, name)
		}
		cells := strings.Split(line, "\t")
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("%s:%d:1: %d columns, want %d", name, n+1, len(cells), len(columns))
		}
		e := Entry{}
		for i, c := range cells {
			if c = strings.TrimSpace(c); c != "" {
				e[columns[i]] = c
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// IsCEDICT tells whether a text is a dictionary in the format of CC-CEDICT, by
// its first entry.
func IsCEDICT(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSuffix(line, "\r"); line != "" && !strings.HasPrefix(strings.TrimPrefix(line, "\uFEFF"), "#") {
			return cedictLine.MatchString(line)
		}
	}
	return false
}

// aside is what explains and does not translate: (old), [qing1].
var aside = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// glosses gives the translations among CC-CEDICT's senses.
func glosses(senses string) []string {
	var out []string
	for sense := range strings.SplitSeq(senses, "/") {
		for gloss := range strings.SplitSeq(sense, ";") {
			gloss = strings.Join(strings.Fields(aside.ReplaceAllString(gloss, " ")), " ")
			if strings.HasPrefix(gloss, "CL:") || strings.Contains(gloss, "variant of") || strings.HasPrefix(gloss, "see ") || strings.Contains(gloss, "|") {
				continue
			}
			gloss = strings.TrimPrefix(strings.TrimPrefix(gloss, "surname "), "to ")
			if gloss != "" {
				out = append(out, gloss)
			}
		}
	}
	return out
}

// NewDictionary gives the entries that have both languages, as the aligner
// needs them; entries of more than six words a side are left out.
func NewDictionary(entries []Entry, source, target *segment.Language) *lexicon.Dictionary {
	d := &lexicon.Dictionary{}
	for _, e := range entries {
		s, t := e[source.Code], e[target.Code]
		if s == "" || t == "" {
			continue
		}
		a, b := segment.Forms(nil, source.Tokens(s)), segment.Forms(nil, target.Tokens(t))
		if len(a) <= entryWords && len(b) <= entryWords {
			d.Add(a, b)
		}
	}
	return d
}
