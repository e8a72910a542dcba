package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus/pipeline"
	"tritext/segment/lang"
)

// dictionaryFlag is for the commands that align.
func dictionaryFlag() cli.Flag {
	return &cli.StringSliceFlag{
		Name: "dictionary", Aliases: []string{"d"}, TakesFile: true,
		Usage: "words and terms to add to the model, `[COLUMNS:]FILE`: tab-separated, or CC-CEDICT; zh,en:FILE names the languages of its columns; may be given several times",
	}
}

// readDictionaries reads the files of --dictionary. codes are the languages of
// the columns of a table that names none; nil if it has to.
func readDictionaries(c *cli.Context, command string, codes []string) ([]pipeline.Entry, error) {
	var out []pipeline.Entry
	names := &languages{all: lang.All, log: logger(c)}
	for _, arg := range c.StringSlice("dictionary") {
		path, languages := arg, codes
		if head, rest, found := strings.Cut(arg, ":"); found && namesLanguage(head) {
			path, languages = rest, nil
			seen := map[string]bool{}
			for code := range strings.SplitSeq(head, ",") {
				l, known := lang.ByCode(code)
				switch {
				case !known:
					return nil, &usageError{command: command, what: fmt.Sprintf("%s: no language %q", arg, code)}
				case seen[l.Code]:
					return nil, &usageError{command: command, what: fmt.Sprintf("%s: %s stands twice", arg, code)}
				}
				seen[l.Code] = true
				languages = append(languages, l.Code)
			}
			if len(languages) < 2 {
				return nil, &usageError{command: command, what: arg + ": a dictionary has two languages or more"}
			}
		}
		text, err := readText(c, path)
		if err != nil {
			return nil, err
		}
		entries, err := pipeline.ReadDictionary(text, path, languages)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", command, err)
		}
		words := make(columnTexts, len(languages))
		for _, e := range entries {
			for k, code := range languages {
				words.add(k, e[code])
			}
		}
		for k, code := range languages {
			names.checkColumn(words, k, code, path)
		}
		out = append(out, entries...)
	}
	return out, nil
}

// namesLanguage tells COLUMNS from the beginning of a path ("C:\words.tsv").
func namesLanguage(head string) bool {
	first, _, _ := strings.Cut(head, ",")
	_, known := lang.ByCode(first)
	return known
}
