package main

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"tritext/corpus/pipeline"
)

func pairCommand() *cli.Command {
	return &cli.Command{
		Name:      "pair",
		Usage:     "propose which documents are versions of each other, by what they say",
		ArgsUsage: "INPUT...",
		Description: "Where neither names nor symbols tell what belongs together, numbers, dates, symbols, names and the\n" +
			"words of the translation model do. The result is a manifest for tritext build --manifest: a line for each\n" +
			"version, with a confidence and a reason, the doubtful documents first, and what stays alone as comments at the\n" +
			"end. Correct it by hand: delete a line, or give it another document.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "manifest `FILE`; by default standard output, for a manifest in this folder", TakesFile: true},
			&cli.Float64Flag{Name: "least", Usage: "least confidence of what is proposed, 0 to 1", Value: .5},
			pdfEngineFlag(),
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside", TakesFile: true},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "documents read at a time; 0: one a processor"},
		},
		Action: pairAction,
	}
}

func pairAction(c *cli.Context) error {
	if !c.Args().Present() {
		return &usageError{command: "pair", what: "no INPUT", hint: "tritext pair -o manifest.tsv scans/"}
	}
	if least := c.Float64("least"); least < 0 || least > 1 {
		return &usageError{command: "pair", what: fmt.Sprintf("--least is %g", least), hint: "a probability, 0 to 1"}
	}
	if c.Int("jobs") < 0 {
		return &usageError{command: "pair", what: fmt.Sprintf("--jobs is %d", c.Int("jobs")), hint: "0 takes one a processor"}
	}
	engine, err := pdfEngine(c)
	if err != nil {
		return err
	}
	defer engine.Close()
	log := logger(c)
	progress := newProgress(c.App.ErrWriter, log, c.Bool("quiet"))
	pairing, err := pipeline.Pair(c.Context, pipeline.PairOptions{
		Inputs: c.Args().Slice(), Jobs: c.Int("jobs"), ModelFile: c.String("model"), Least: c.Float64("least"), PDF: engine, Office: office(),
	}, func(done, total int) {
		if done == 0 {
			progress.Start(total, "documents read")
		} else {
			progress.Step(1)
		}
	})
	progress.Stop()
	if err != nil {
		return err
	}
	aside := 0
	for _, p := range pairing.Problems {
		if p.Severe {
			aside++
			log.Error(problemText(p))
		} else {
			log.Info(problemText(p))
		}
	}
	folder := "."
	write := func(w io.Writer) error { return writePairing(w, pairing, folder) }
	if path := c.String("output"); path != "" {
		folder = filepath.Dir(path)
		err = writeFile(path, write)
	} else {
		err = write(c.App.Writer)
	}
	if err != nil {
		return err
	}
	doubtful := 0
	for i := range pairing.Documents {
		if confidenceOf(&pairing.Documents[i]) < sureConfidence {
			doubtful++
		}
	}
	log.Info(fmt.Sprintf("%s of two versions or more, %d of them doubtful; %s alone", plural(len(pairing.Documents), "document"), doubtful, plural(len(pairing.Alone), "file")))
	if aside > 0 {
		return partly("pair: %s set aside", plural(aside, "file"))
	}
	return nil
}

// sureConfidence is the confidence below which a person should look.
const sureConfidence = .9

// confidenceOf is the least confidence of a document's versions.
func confidenceOf(d *pipeline.Proposed) float64 {
	least := 1.
	for _, f := range d.Files {
		least = min(least, f.Confidence)
	}
	return least
}

// writePairing writes the manifest, with paths as seen from a folder.
func writePairing(w io.Writer, p *pipeline.Pairing, folder string) error {
	out := bufio.NewWriter(w)
	seen := func(path string) string {
		from, err1 := filepath.Abs(folder)
		to, err2 := filepath.Abs(filepath.FromSlash(path))
		if err1 == nil && err2 == nil {
			if rel, err := filepath.Rel(from, to); err == nil {
				return filepath.ToSlash(rel)
			}
		}
		return path
	}
	fmt.Fprintln(out, "document\tlanguage\tpath\tconfidence\treason")
	for _, doubtful := range []bool{true, false} {
		for i := range p.Documents {
			d := &p.Documents[i]
			if (confidenceOf(d) < sureConfidence) != doubtful {
				continue
			}
			for _, f := range d.Files {
				fmt.Fprintf(out, "%s\t%s\t%s\t%.3f\t%s\n", d.ID, f.Lang, seen(f.Path), f.Confidence, f.Reason)
			}
		}
	}
	for _, f := range p.Alone {
		fmt.Fprintf(out, "# alone\t%s\t%s\t%.3f\t%s\n", f.Lang, seen(f.Path), f.Confidence, f.Reason)
	}
	return out.Flush()
}
