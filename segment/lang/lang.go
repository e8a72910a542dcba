// Package lang holds one page of facts for each language, and the list of them.
//
// To add a language: write its page beside zh.go, its lists under data/CODE
// (each with its source and licence in its head), and one line in All.
package lang

import (
	"embed"
	"io"
	"strings"

	"tritext/segment"
	"tritext/segment/gse"
)

//go:embed data
var data embed.FS

// All is the list of languages, in the order of their codes. A caller must not
// change what it points to.
var All = []*segment.Language{EN, RU, ZH}

// WithTerms gives the list of languages with terms that Chinese word
// segmentation keeps whole (ReadTerms reads them from a file). Without terms
// it is All.
func WithTerms(terms []string) []*segment.Language {
	if len(terms) == 0 {
		return All
	}
	return []*segment.Language{EN, RU, chinese(gse.New(terms))}
}

// ByCode finds a language by its code, its name or any other name that is used
// for it in file names and mastheads, in any case: "zh", "zh-Hans", "cn",
// "Chinese", "中文", "русский".
func ByCode(code string) (*segment.Language, bool) {
	code = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(code)), "_", "-")
	for _, l := range All {
		if code == l.Code || code == strings.ToLower(l.Name) {
			return l, true
		}
		for _, n := range l.Names {
			if code == n {
				return l, true
			}
		}
	}
	return nil, false
}

// ReadTerms reads a list of Chinese terms, one a line, # for comments. name is
// the list's name in error messages; a term that is not written in Chinese
// characters alone is an error, because the word segmenter sees nothing else.
func ReadTerms(r io.Reader, name string) ([]string, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return gse.ParseTerms(segment.List{Name: name, Text: string(text)})
}

// list reads an embedded list.
func list(name string) segment.List {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic("lang: embedded list is missing: " + name) // cannot happen in a build that passed its tests
	}
	return segment.List{Name: name, Text: string(text)}
}

// rules puts the embedded lists of languages together. Names and quotations in
// Latin script stand in every text, so the English lists are part of all rules;
// scripts differ, so entries cannot meet.
func rules(codes ...string) *segment.Rules {
	var lists []segment.List
	for _, c := range codes {
		lists = append(lists, list(c+"/abbreviations.txt"), list(c+"/starters.txt"))
	}
	r, err := segment.NewRules(lists...)
	if err != nil {
		panic(err) // as above: the lists are tested
	}
	return r
}
