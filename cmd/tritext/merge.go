package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
	"tritext/corpus/store"
)

func mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "make one corpus of several",
		ArgsUsage: "CORPUS CORPUS...",
		Description: "The documents come in the order of the corpora, with everything that is known of them. A document id\n" +
			"that two corpora use is an error, and nothing is written; with --same-once a document that was made\n" +
			"from the same files is taken once, from the first corpus that has it.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`FOLDER` of the new corpus", Required: true},
			&cli.BoolFlag{Name: "force", Usage: "replace a corpus that stands there"},
			&cli.BoolFlag{Name: "same-once", Usage: "take documents of the same id and the same files once"},
		},
		Action: mergeAction,
	}
}

func mergeAction(c *cli.Context) error {
	if c.NArg() < 2 {
		return &usageError{command: "merge", what: fmt.Sprintf("needs two corpora or more, got %d", c.NArg())}
	}
	var corpora []*store.Corpus
	for _, dir := range c.Args().Slice() {
		one, err := openCorpus("merge", dir)
		if err != nil {
			return err
		}
		corpora = append(corpora, one)
	}
	merged, err := query.Merge(c.Context, corpora, query.MergeOptions{
		Output: c.String("output"), Force: c.Bool("force"), Version: release, SameOnce: c.Bool("same-once"),
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c.App.Writer, "corpus %s: %s of %d corpora\n", merged.Dir, plural(merged.Manifest.Counts.Families, "document"), len(corpora)); err != nil {
		return err
	}
	return totals(c.App.Writer, merged.Manifest)
}
