package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
	"tritext/corpus/store"
)

// keepGroup gives the filter of a command for groups that are read without
// their documents; nil if nothing is left out.
func (x *chooser) keepGroup(c *cli.Context, corpus *store.Corpus) (func(*query.Group) (bool, error), error) {
	if !x.chooses() {
		return nil, nil
	}
	f, err := query.NewFiller(c.Context, corpus, x.choice)
	if err != nil {
		return nil, err
	}
	return func(g *query.Group) (bool, error) { return x.keepRow(f.Row(g)) }, nil
}

// openChosen opens the corpus in dir and reads the flags that choose a part of
// it; nil: all of it. The chooser is to be ended as newChooser says.
func openChosen(c *cli.Context, command, dir string) (*store.Corpus, *chooser, *query.Chosen, error) {
	corpus, err := openCorpus(command, dir)
	if err != nil {
		return nil, nil, nil, err
	}
	pick, err := newChooser(c, command)
	if err != nil {
		return nil, nil, nil, err
	}
	only, err := pick.groups(c, corpus)
	if err != nil {
		pick.abort()
	}
	return corpus, pick, only, err
}

// groups gives the part of a corpus that a command is to look at; nil: all of it.
func (x *chooser) groups(c *cli.Context, corpus *store.Corpus) (*query.Chosen, error) {
	keep, err := x.keepGroup(c, corpus)
	if keep == nil || err != nil {
		return nil, err
	}
	return query.ChooseGroups(c.Context, corpus, keep)
}

// say is where a command that prints its result tells what was left out.
func (x *chooser) say(c *cli.Context) io.Writer {
	if c.Bool("quiet") {
		return io.Discard
	}
	return c.App.ErrWriter
}
