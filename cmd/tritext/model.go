package main

import (
	"tritext/align"
	"tritext/align/lexicon"
)

// openLexicon gives the translation model of a pair of languages: of the file
// at path, or, without a path, the one that is part of the program.
func openLexicon(path, source, target string) (align.Lexicon, error) {
	model, err := lexicon.Load(path)
	if err != nil {
		return nil, err
	}
	return model.Pair(source, target)
}
