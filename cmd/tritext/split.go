package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"github.com/zeebo/xxh3"

	"tritext/corpus/pipeline"
	"tritext/corpus/query"
	splits "tritext/corpus/split"
	"tritext/corpus/store"
)

func splitCommand() *cli.Command {
	return &cli.Command{
		Name:      "split",
		Usage:     "part a corpus into train, dev and test without leaks",
		ArgsUsage: "CORPUS",
		Description: "Fills the column split of table parallel. Whole documents go to a side, with all that belongs to them: Add.,\n" +
			"Corr. and Rev. of a symbol, double symbols, drafts with their resolutions, documents that share many sentences.\n" +
			"Sentences of dev and test that train has nearly so (formulas) go to no side. SIZE is a number of sentences (groups of\n" +
			"two or more languages) or a share, such as 2000 or 5%; it is not passed, and what would leak is taken out of it.\n" +
			"What --where or --recipe leaves out goes to no side. The report of leaks is printed; --check makes it alone.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "dev", Usage: "`SIZE` of dev", Value: "2%"},
			&cli.StringFlag{Name: "test", Usage: "`SIZE` of test", Value: "2%"},
			&cli.StringFlag{Name: "train", Usage: "`SIZE` of train; all the rest by default"},
			&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that chooses the documents", Value: 1},
			&cli.StringFlag{Name: "test-from", Usage: "test has documents from this `DATE` on, train and dev only older ones (2015-04-01)"},
			&cli.StringFlag{Name: "exclude-symbols", Usage: "documents whose symbols stand in `FILE`, one a line or in its last column, go to no side"},
			&cli.BoolFlag{Name: "check", Usage: "change nothing, look for leaks in the split that is there"},
			&cli.BoolFlag{Name: "json", Usage: "write JSON"},
		}, chooseFlags()...),
		Action: splitAction,
	}
}

func splitAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return &usageError{command: "split", what: fmt.Sprintf("needs one CORPUS, got %d arguments", c.NArg()), hint: "tritext split corpus --dev 2000 --test 2000"}
	}
	if c.Bool("check") {
		for _, name := range []string{"dev", "test", "train", "seed", "test-from", "exclude-symbols", "where", "recipe"} {
			if c.IsSet(name) {
				return &usageError{command: "split", what: fmt.Sprintf("--check changes nothing, --%s has no meaning with it", name)}
			}
		}
	}
	opt, err := splitOptions(c)
	if err != nil {
		return err
	}
	source, err := openCorpus("split", c.Args().First())
	if err != nil {
		return err
	}
	p := newProgress(c.App.ErrWriter, logger(c), c.Bool("quiet"))
	opt.Step = func() { p.Step(1) }
	w := bufio.NewWriter(c.App.Writer)
	var report *splits.Report
	var leaks *splits.Leaks
	if c.Bool("check") {
		p.Start(2*source.Manifest.Counts.Families, "documents, two passes")
		leaks, err = pipeline.CheckSplit(c.Context, source, opt.Step)
	} else {
		var x *chooser
		if x, err = newChooser(c, "split"); err != nil {
			return err
		}
		defer x.abort()
		if opt.Out, err = x.leftOut(c, source); err != nil {
			return err
		}
		p.Start(pipeline.SplitPasses*source.Manifest.Counts.Families, "documents, six passes")
		if report, leaks, err = pipeline.Split(c.Context, source, opt); err == nil {
			err = x.finish(x.say(c))
		}
	}
	p.Stop()
	if err != nil {
		return err
	}
	if c.Bool("json") {
		err = splitJSON(w, report, leaks)
	} else {
		tellSplit(w, report, leaks)
	}
	if err := errors.Join(err, w.Flush()); err != nil {
		return err
	}
	if leaks.Any() {
		return partly("split: the sides leak into each other, see above")
	}
	return nil
}

// leftOut gives the groups that the flags leave out; nil if they leave out none.
func (x *chooser) leftOut(c *cli.Context, corpus *store.Corpus) (func(id string) bool, error) {
	keep, err := x.keepGroup(c, corpus)
	if keep == nil || err != nil {
		return nil, err
	}
	out := map[uint64]bool{}
	for g, err := range store.Rows[query.Group](corpus, store.TableParallel) {
		if err == nil {
			err = c.Context.Err()
		}
		ok := true
		if err == nil {
			ok, err = keep(g)
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			out[xxh3.HashString(g.ID)] = true
		}
	}
	return func(id string) bool { return out[xxh3.HashString(id)] }, nil
}

func splitOptions(c *cli.Context) (opt pipeline.SplitOptions, err error) {
	opt.Seed, opt.TestFrom = c.Uint64("seed"), c.String("test-from")
	for _, f := range []struct {
		name string
		to   *splits.Size
	}{{"dev", &opt.Dev}, {"test", &opt.Test}, {"train", &opt.Train}} {
		text := c.String(f.name)
		if text == "" {
			continue
		}
		if *f.to, err = splits.ParseSize(text); err != nil {
			return opt, &usageError{command: "split", what: "--" + f.name + ": " + strings.TrimPrefix(err.Error(), "split: ")}
		}
	}
	if opt.TestFrom != "" {
		if _, err := time.Parse(time.DateOnly, opt.TestFrom); err != nil {
			return opt, &usageError{command: "split", what: fmt.Sprintf("--test-from: %q is no date", opt.TestFrom), hint: "a date is 2015-04-01"}
		}
	}
	if path := c.String("exclude-symbols"); path != "" {
		file, err := os.Open(path)
		if err != nil {
			return opt, fmt.Errorf("split: --exclude-symbols: %w", err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			if columns := strings.Fields(lines.Text()); len(columns) > 0 {
				opt.Exclude = append(opt.Exclude, columns[len(columns)-1])
			}
		}
		if err := lines.Err(); err != nil {
			return opt, fmt.Errorf("split: %s: %w", path, err)
		}
	}
	return opt, nil
}

func splitJSON(w io.Writer, report *splits.Report, leaks *splits.Leaks) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Split *splits.Report `json:"split,omitempty"`
		Leaks *splits.Leaks  `json:"leaks"`
	}{report, leaks})
}

// tellSplit prints what was done and the report of leaks.
func tellSplit(w io.Writer, report *splits.Report, leaks *splits.Leaks) {
	for _, side := range []string{splits.Train, splits.Dev, splits.Test} {
		s := leaks.Sides[side]
		fmt.Fprintf(w, "%-5s  %18s in %s\n", side, plural(s.Groups, "sentence"), plural(s.Documents, "document"))
	}
	fmt.Fprintf(w, "none   %18s\n", plural(leaks.Unsplit, "sentence"))
	if report != nil {
		var reasons []string
		for why := range report.None {
			reasons = append(reasons, why)
		}
		slices.Sort(reasons)
		for _, why := range reasons {
			fmt.Fprintf(w, "  %13d %s\n", report.None[why], why)
		}
		fmt.Fprintf(w, "%s of documents that stay together, the largest has %d; joined by symbol %d, by title %d, by sentences %d\n",
			plural(report.Clusters, "cluster"), report.Largest, report.United["symbol"], report.United["title"], report.United["sentences"])
	}
	fmt.Fprintf(w, "leaks: %s of train and dev compared with %s of dev and test\n", plural(leaks.Compared, "group"), plural(leaks.Held, "text"))
	fmt.Fprintf(w, "  %8d exact pairs\n  %8d near duplicates (similarity %g and more)\n  %8d symbols on two sides\n", leaks.Exact, leaks.Near, leaks.Threshold, len(leaks.Families))
	for _, name := range leaks.Families {
		fmt.Fprintf(w, "    symbol %s\n", name)
	}
	for _, l := range leaks.Samples {
		fmt.Fprintf(w, "    %.2f  %s (%s)  %s\n          %s (%s)  %s\n", l.Similarity, l.Group, l.Side, l.Text, l.Other, l.OtherSide, l.OtherText)
	}
}
