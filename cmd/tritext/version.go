package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/align/lexicon"
	"tritext/corpus/store"
)

// release is the version of tritext; CHANGELOG.md tells what is in it.
const release = "0.1.0-dev"

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "tell the versions of tritext and of what its results depend on",
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			w := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
			for _, line := range versions() {
				fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
			}
			model, err := lexicon.Open()
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "translation model\t%s\n", model.ID)
			return w.Flush()
		},
	}
}

// versions lists what the results depend on, by name.
func versions() [][2]string {
	lines := [][2]string{{"tritext", release}, {"go", runtime.Version()}, {"corpus schema", strconv.Itoa(store.SchemaVersion)}}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return lines
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			lines = append(lines, [2]string{"commit", s.Value})
		}
	}
	// The modules whose versions show in the results.
	for _, path := range []string{"github.com/go-ego/gse", "github.com/parquet-go/parquet-go"} {
		for _, m := range info.Deps {
			if m.Path == path {
				lines = append(lines, [2]string{path, m.Version})
			}
		}
	}
	return lines
}

// noArguments is for commands that take none.
func noArguments(c *cli.Context) error {
	if c.Args().Present() {
		return &usageError{command: c.Command.Name, what: fmt.Sprintf("takes no arguments, got %q", c.Args().First())}
	}
	return nil
}
