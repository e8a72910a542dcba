package pipeline

import (
	"context"
	"fmt"

	"tritext/align"
	"tritext/align/embed"
	"tritext/corpus"
)

// Encoder is where a build gets sentence vectors as more evidence; the zero
// Encoder is none. A source that fails ends the build: a corpus of which some
// documents had the evidence and others had not would be none.
type Encoder struct {
	Source embed.Source
	Name   string // of the address and the model; part of the signature
	// Joined is the greatest number of neighbouring units whose joined text
	// gets a vector of its own; see embed.Options.
	Joined int
}

// vectorsOf makes the stage of an encoder; nil of none.
func vectorsOf(e Encoder) func(context.Context, ...[]align.Unit) (align.Scorer, error) {
	if e.Source == nil {
		return nil
	}
	return func(ctx context.Context, texts ...[]align.Unit) (align.Scorer, error) {
		return embed.New(ctx, e.Source, embed.Options{Joined: e.Joined}, texts...)
	}
}

// evidence gets the vectors of a family's texts as more evidence, if there are any.
func (s *stages) evidence(ctx context.Context, versions []*corpus.Document, sides map[string]*side) ([]align.Scorer, error) {
	if s.vectors == nil || len(sides) < 2 {
		return nil, nil
	}
	var texts [][]align.Unit
	for _, d := range versions {
		for i := range sides[d.Lang].streams {
			texts = append(texts, sides[d.Lang].streams[i].units)
		}
	}
	scorer, err := s.vectors(ctx, texts...)
	if err != nil {
		return nil, fmt.Errorf("pipeline: %s: sentence vectors: %w", versions[0].Source.Path, err)
	}
	return []align.Scorer{scorer}, nil
}
