package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
)

func sampleCommand() *cli.Command {
	return &cli.Command{
		Name:      "sample",
		Usage:     "draw groups at random, to read or to judge them",
		ArgsUsage: "CORPUS",
		Description: "The same seed draws the same groups. --by makes strata, so that rare kinds are there too: the sample\n" +
			"is shared out in proportion to their sizes with at least one group of each, or with --equal equally.",
		Flags: append([]cli.Flag{
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Usage: "so many `GROUPS`", Value: 20},
			&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that the draw begins with", Value: 1},
			&cli.StringSliceFlag{Name: "by", Usage: "`STRATA`: " + strings.Join(query.Strata, ", ") + "; may be given several times"},
			&cli.BoolFlag{Name: "equal", Usage: "as many groups of every stratum"},
			choiceFlag("format", []string{"f"}, "form: for reading, for a spreadsheet, for a program", "", "text", "tsv", "jsonl"),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write into `FILE`", Value: "-"},
		}, chooseFlags()...),
		Action: sampleAction,
	}
}

func sampleAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return &usageError{command: "sample", what: fmt.Sprintf("needs CORPUS, got %d arguments", c.NArg())}
	}
	if c.Int("number") < 1 {
		return &usageError{command: "sample", what: fmt.Sprintf("--number is %d", c.Int("number")), hint: "at least 1"}
	}
	for _, by := range c.StringSlice("by") {
		if !slices.Contains(query.Strata, by) {
			return &usageError{command: "sample", what: fmt.Sprintf("--by %q", by), hint: "one of " + strings.Join(query.Strata, ", ")}
		}
	}
	corpus, pick, only, err := openChosen(c, "sample", c.Args().First())
	if err != nil {
		return err
	}
	defer pick.abort()
	strata, err := query.Draw(c.Context, corpus, query.SampleOptions{
		Size: c.Int("number"), Seed: c.Uint64("seed"), By: c.StringSlice("by"), Equal: c.Bool("equal"), Workers: runtime.GOMAXPROCS(0), Only: only,
	})
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer, []query.Stratum) error{"text": sampleText, "tsv": sampleTSV, "jsonl": sampleJSON}[c.String("format")]
	if err := writeTo(c, c.String("output"), func(w io.Writer) error {
		return write(w, strata)
	}); err != nil {
		return err
	}
	return pick.finish(pick.say(c))
}

func sampleText(w io.Writer, strata []query.Stratum) error {
	for _, s := range strata {
		if s.Name != "" {
			fmt.Fprintf(w, "%s: %d of %s\n\n", s.Name, len(s.Drawn), plural(s.Groups, "group"))
		}
		for _, g := range s.Drawn {
			fmt.Fprintf(w, "%s  %s  confidence %.3f%s\n", g.ID, g.Type, g.Confidence, flagsText(g.Flags))
			for _, code := range []string{"zh", "en", "ru"} {
				if text := g.Text(code); text != "" {
					fmt.Fprintf(w, "  %s  %s\n", code, oneLine(text))
				}
			}
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
	}
	return nil
}

func sampleTSV(w io.Writer, strata []query.Stratum) error {
	fmt.Fprintln(w, "id\tstratum\ttype\torig_lang\tconfidence\tflags\ten\tru\tzh")
	for _, s := range strata {
		for _, g := range s.Drawn {
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.4f\t%s\t%s\t%s\t%s\n", g.ID, s.Name, g.Type, strings.Join(g.OrigLang, ","), g.Confidence,
				strings.Join(g.Flags, ","), oneLine(g.Text("en")), oneLine(g.Text("ru")), oneLine(g.Text("zh"))); err != nil {
				return err
			}
		}
	}
	return nil
}

func sampleJSON(w io.Writer, strata []query.Stratum) error {
	enc := json.NewEncoder(w)
	for _, s := range strata {
		for _, g := range s.Drawn {
			if err := enc.Encode(struct {
				Stratum string `json:"stratum,omitempty"`
				*query.Group
			}{s.Name, g}); err != nil {
				return err
			}
		}
	}
	return nil
}
