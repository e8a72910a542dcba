package main

import (
	"errors"
	"fmt"
	"io/fs"

	"tritext/corpus/store"
)

// openCorpus opens the corpus in dir for a command.
func openCorpus(command, dir string) (*store.Corpus, error) {
	corpus, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %s: no corpus there (no %s); tritext build makes one", command, dir, store.ManifestName)
	}
	return corpus, err
}
