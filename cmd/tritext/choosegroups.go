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
