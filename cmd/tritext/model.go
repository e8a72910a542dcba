package main

import (
	"errors"
	"fmt"
	"os"

	"tritext/align"
	"tritext/align/lexicon"
)

// openLexicon gives the translation model of a pair of languages: of the file
// at path, or, without a path, the one that is part of the program.
func openLexicon(path, source, target string) (align.Lexicon, error) {
	if path == "" {
		return builtin(source, target)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	model, err := lexicon.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pair, err := model.Pair(source, target)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return pair, nil
}

// errNoModel tells that this build holds no model of its own. Aligning without
// one would give beads, but poor ones, and nobody would see why.
var errNoModel = errors.New("this build holds no translation model; --model names one, and tritext train makes one")

// builtin gives the model that is part of the program.
func builtin(source, target string) (align.Lexicon, error) {
	return nil, fmt.Errorf("%s-%s: %w", source, target, errNoModel)
}
