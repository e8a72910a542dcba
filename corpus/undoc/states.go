package undoc

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"tritext/corpus"
)

//go:embed data/states.tsv
var stateNames string

// states leads from folded names to codes.
var states = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(stateNames) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) < 2 {
			continue
		}
		for _, names := range f[1:] {
			for name := range strings.SplitSeq(names, "|") {
				m[foldState(name)] = f[0]
			}
		}
	}
	return m
})

// foldState is the form in which names of States compare: small letters alone,
// what stands in brackets left out, "&" and "St." in full.
func foldState(s string) string {
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = s[:i]
	}
	s = strings.NewReplacer("&", "and", "St. ", "Saint ", "ё", "е", "Ё", "е").Replace(s)
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// longStateName is the most bytes of a State's name with what stands beside it.
const longStateName = 160

// StateCode gives the ISO 3166 code of the State that a text names in Chinese,
// English or Russian and nothing else, "" if there is none. A bullet, stars and
// a comma or semicolon may stand around the name.
func StateCode(text string) string {
	if len(text) > longStateName {
		return ""
	}
	text = strings.TrimLeft(text, "-–—•* ")
	text = strings.TrimRight(text, "*,;.，；。、 ")
	if strings.ContainsAny(text, ",;:，；：") {
		return ""
	}
	return states()[foldState(text)]
}

// fewestStates are the names in a row from which on they are a list.
const fewestStates = 4

// listStates marks the blocks of lists of States, a name each: they stand in the
// order of the alphabet, another in each language.
func listStates(doc *corpus.Document) {
	for i := 0; i < len(doc.Blocks); {
		n := i
		for n < len(doc.Blocks) && isListed(&doc.Blocks[n]) && doc.Blocks[n].Section == doc.Blocks[i].Section {
			n++
		}
		if n-i >= fewestStates {
			for k := i; k < n; k++ {
				doc.Blocks[k].Kind, doc.Blocks[k].Level = corpus.KindState, 0
			}
		}
		i = max(n, i+1)
	}
}

func isListed(b *corpus.Block) bool {
	switch b.Kind {
	case corpus.KindHeading, corpus.KindSentence, corpus.KindListItem:
		return StateCode(b.Text) != ""
	}
	return false
}
