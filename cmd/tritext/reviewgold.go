package main

import (
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"slices"

	"errors"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/corpus/review"
	"tritext/corpus/store"
)

// This file makes of what people have checked a measuring set.

// reviewExport is tritext review --export gold.
func reviewExport(c *cli.Context) error {
	if form := c.String("export"); form != "gold" {
		return &usageError{command: "review", what: fmt.Sprintf("--export has no form %q", form), hint: "--export gold; tritext export writes other formats"}
	}
	if c.String("output") == "" {
		return &usageError{command: "review", what: "--output is missing", hint: "tritext review --export gold -o gold corpus"}
	}
	s, err := openReview(c, true)
	if err != nil {
		return err
	}
	defer s.Close()
	g, err := s.WriteGold(c.String("output"), c.String("languages"))
	if err != nil {
		return err
	}
	if g.Texts == 0 {
		return partly("review: nothing is checked in %s: no gold written", s.Dir())
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%s with something checked, %d of them from end to end: %s in %s\n",
		plural(g.Documents, "document"), g.Whole, plural(g.Texts, "text"), c.String("output"))
	for _, pair := range slices.Sorted(maps.Keys(g.Beads)) {
		fmt.Fprintf(w, "  %s  %s\n", pair, plural(g.Beads[pair], "gold bead"))
	}
	return nil
}

// reviewAgreement is tritext review --agreement.
func reviewAgreement(c *cli.Context) error {
	if c.NArg() != 3 {
		return &usageError{command: "review", what: fmt.Sprintf("--agreement needs two journals and the corpus, got %d arguments", c.NArg()), hint: "tritext review --agreement anna.jsonl boris.jsonl corpus"}
	}
	var journals [2]*review.Journal
	for i := range journals {
		path := c.Args().Get(i)
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("review: %w", err)
		}
		var err error
		if journals[i], err = review.ReadJournal(path); err != nil {
			return err
		}
	}
	at, err := store.Open(c.Args().Get(2))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("review: %s: no corpus there (no %s)", c.Args().Get(2), store.ManifestName)
	}
	if err != nil {
		return err
	}
	all, err := review.Agree(at, journals[0], journals[1])
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(a review.Agreement) bool { return a.Units == 0 })
	if len(all) == 0 {
		return partly("review: the two have checked no sentence in common")
	}
	w := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "pair\tdocuments\tsentences\tbeads of A\tof B\tof both\tagreement\tborders\tkappa\t")
	for i := range all {
		a := &all[i]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%s\t%d\t%s\t\n", a.Pair, a.Documents, a.Units, a.First, a.Second, a.Both,
			shareOf(a.BeadAgreement()), a.BothBorder+a.NoBorder+a.OnlyFirst+a.OnlySecond, shareOf(a.Kappa()))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprint(c.App.Writer, "\nOnly sentences count that both have checked. Agreement: share of beads that both made, 2·both/(A+B), which is the F1 of one\n"+
		"measured by the other (Hripcsak and Rothschild 2005). Kappa (Cohen 1960): of the decisions whether a border between beads\n"+
		"stands between two neighbouring sentences, beyond chance.\n")
	for i := range all {
		for n, d := range all[i].Differ {
			if n == 0 {
				fmt.Fprintf(c.App.Writer, "\nother beads, %s:\n", all[i].Pair)
			}
			fmt.Fprintf(c.App.Writer, "  %s  A %s  B %s\n", d.Doc, d.First, d.Second)
		}
	}
	return nil
}

// figure writes a share; – if there is none.
func shareOf(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.3f", x)
}
