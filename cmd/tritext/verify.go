package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
)

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "hold a corpus to everything that is promised of it",
		ArgsUsage: "CORPUS",
		Description: "Compares the files with the hashes in the manifest, so that a flipped byte is found; then reads\n" +
			"every row: ids, counts, tokens that tile their texts, beads that hold each unit once in each pair of\n" +
			"languages, groups whose texts are those of their units, and the balance of every document. With\n" +
			"--sources, also the hashes of the files that the corpus was made from. Each fault is a line; the exit\n" +
			"status is 1 if there is one.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "sources", Usage: "`FOLDER` from which the paths of the source files begin"},
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Usage: "end after so many `FAULTS`; 0: all", Value: 100},
		},
		Action: verifyAction,
	}
}

func verifyAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return &usageError{command: "verify", what: fmt.Sprintf("needs CORPUS, got %d arguments", c.NArg())}
	}
	if c.Int("number") < 0 {
		return &usageError{command: "verify", what: fmt.Sprintf("--number is %d", c.Int("number")), hint: "0 tells all faults"}
	}
	corpus, err := openCorpus("verify", c.Args().First())
	if err != nil {
		return err
	}
	faults := 0
	var failed error // of writing
	seen, err := query.Verify(c.Context, corpus, query.VerifyOptions{Sources: c.String("sources")}, func(f query.Fault) bool {
		faults++
		if _, failed = fmt.Fprintln(c.App.Writer, f); failed != nil {
			return false
		}
		return faults != c.Int("number")
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s, %s, %s, %s, %s, %s", plural(seen.Files, "file"), plural(seen.Documents, "document version"),
		plural(seen.Units, "unit"), plural(seen.Beads, "bead"), plural(seen.Groups, "group"), plural(seen.Removed, "removal"))
	if seen.Sources > 0 {
		what += ", " + plural(seen.Sources, "source file")
	}
	if faults > 0 {
		return partly("verify: %s in %s", plural(faults, "fault"), what)
	}
	if !seen.Hashes {
		what += " (its program wrote no hashes of the files)"
	}
	_, err = fmt.Fprintf(c.App.Writer, "all holds: %s\n", what)
	return err
}
