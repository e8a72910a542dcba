package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
)

func diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "what two corpora, or two runs on the same texts, say differently",
		ArgsUsage: "FIRST SECOND",
		Description: "Compares document by document: files, texts of units, and beads. Beads that the corpora cut\n" +
			"differently stand together, those of the first marked with -, those of the second with +. The exit\n" +
			"status is 1 if there is a difference.",
		Flags: []cli.Flag{
			choiceFlag("format", []string{"f"}, "form: for reading, or a document a line", "", "text", "jsonl"),
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Usage: "show at most so many `CHANGES` of each document; 0: only count them; -1: all", Value: 20},
		},
		Action: diffAction,
	}
}

func diffAction(c *cli.Context) error {
	if c.NArg() != 2 {
		return &usageError{command: "diff", what: fmt.Sprintf("needs FIRST and SECOND, got %d arguments", c.NArg())}
	}
	first, err := openCorpus("diff", c.Args().Get(0))
	if err != nil {
		return err
	}
	second, err := openCorpus("diff", c.Args().Get(1))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(c.App.Writer)
	d := differ{w: w, most: c.Int("number")}
	write := d.text
	if c.String("format") == "jsonl" {
		write = func(x *query.Difference) error { return json.NewEncoder(w).Encode(x) }
	}
	var failed error
	err = query.Diff(c.Context, first, second, func(x *query.Difference) bool {
		d.count(x)
		if x.Changed() {
			failed = write(x)
		}
		return failed == nil
	})
	if err = errors.Join(err, failed); err != nil {
		return errors.Join(err, w.Flush())
	}
	if c.String("format") == "text" {
		d.summary()
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if d.changed > 0 {
		return partly("diff: %s of %d differ", plural(d.changed, "document"), d.documents)
	}
	return nil
}

// differ writes differences for reading.
type differ struct {
	w    io.Writer
	most int

	documents, changed, only, units, beads, same int
}

func (d *differ) count(x *query.Difference) {
	d.documents++
	if x.Changed() {
		d.changed++
	}
	if x.Only != "" {
		d.only++
	}
	d.units += len(x.Units)
	d.beads += len(x.Beads)
	d.same += x.Same
}

func (d *differ) summary() {
	fmt.Fprintf(d.w, "%s: %d differ, %d in one corpus only; %d units and %d stretches of beads differ, %d beads are the same\n",
		plural(d.documents, "document"), d.changed, d.only, d.units, d.beads, d.same)
}

func (d *differ) text(x *query.Difference) error {
	if x.Only != "" {
		_, err := fmt.Fprintf(d.w, "%s: only in the %s\n\n", x.Document, x.Only)
		return err
	}
	fmt.Fprintf(d.w, "%s: %d units and %d stretches of beads differ; %d beads are the same", x.Document, len(x.Units), len(x.Beads), x.Same)
	if x.Confidence > 0 {
		fmt.Fprintf(d.w, ", their confidences by %.4f on the mean", x.Confidence)
	}
	fmt.Fprintln(d.w)
	if len(x.Sources) > 0 {
		fmt.Fprintf(d.w, "  other files: %s\n", strings.Join(x.Sources, ", "))
	}
	left := d.most
	shown := func() bool { left--; return d.most < 0 || left >= 0 }
	for _, u := range x.Units {
		if !shown() {
			break
		}
		if u.First != nil {
			fmt.Fprintf(d.w, "  - %s %s %s\n", unitNumber(u.First.ID), u.First.Kind, oneLine(u.First.Norm))
		}
		if u.Second != nil {
			fmt.Fprintf(d.w, "  + %s %s %s\n", unitNumber(u.Second.ID), u.Second.Kind, oneLine(u.Second.Norm))
		}
	}
	for _, b := range x.Beads {
		if !shown() {
			break
		}
		fmt.Fprintf(d.w, "  %s\n", b.Pair)
		for _, side := range []struct {
			sign  string
			beads []query.DiffBead
		}{{"-", b.First}, {"+", b.Second}} {
			for _, bead := range side.beads {
				if _, err := fmt.Fprintf(d.w, "    %s %d-%d %.3f  %s ⇔ %s\n", side.sign, len(bead.Source), len(bead.Target), bead.Confidence,
					beadSide(bead.Source), beadSide(bead.Target)); err != nil {
					return err
				}
			}
		}
	}
	if hidden := len(x.Units) + len(x.Beads) - max(d.most, 0); d.most >= 0 && hidden > 0 {
		fmt.Fprintf(d.w, "  … and %d more (-n -1 shows all)\n", hidden)
	}
	_, err := fmt.Fprintln(d.w)
	return err
}

// beadSide shows the units of one side of a bead.
func beadSide(texts []string) string {
	if len(texts) == 0 {
		return "∅"
	}
	lines := slices.Clone(texts)
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return strings.Join(lines, " | ")
}
