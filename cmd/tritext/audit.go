package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/corpus/review"
	"tritext/corpus/store"
)

func auditCommand() *cli.Command {
	return &cli.Command{
		Name:      "audit",
		Usage:     "judge a random sample of a corpus, and tell its precision with an interval",
		ArgsUsage: "CORPUS",
		Description: "Draws groups of two or more languages at random, in proportion to bands of confidence, bead types\n" +
			"and original languages, and opens a page on which a person says of each whether its sentences\n" +
			"translate each other, all of them and nothing else. With --tsv, writes them as a table to be filled in;\n" +
			"--judged reads it back. The precision of the whole corpus follows, with its interval of 95 %;\n" +
			"it is kept in CORPUS/" + review.AuditName + ", the judgements in CORPUS/" + review.JudgementsName + ".\n" +
			"The same corpus, -n and --seed give the same sample: judging can go on another day.",
		Flags: append(pageFlags(),
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Value: 200, Usage: "`GROUPS` to draw"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "`SEED` of the random numbers"},
			&cli.StringFlag{Name: "tsv", Usage: "write the sample to `FILE` as tab-separated values and end"},
			&cli.StringFlag{Name: "judged", Usage: "read verdicts from `FILE`, such as --tsv wrote, and end"},
			&cli.BoolFlag{Name: "print", Usage: "tell what was judged so far and end"},
		),
		Action: auditAction,
	}
}

func auditAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return &usageError{command: "audit", what: fmt.Sprintf("needs one CORPUS, got %d arguments", c.NArg()), hint: "tritext audit corpus -n 200"}
	}
	if c.Int("number") < 1 {
		return &usageError{command: "audit", what: fmt.Sprintf("--number is %d", c.Int("number")), hint: "200 groups tell the precision to about 3 points"}
	}
	if err := checkPort(c); err != nil {
		return err
	}
	n, seed := c.Int("number"), c.Uint64("seed")
	if path := c.String("judged"); path != "" { // the table tells its sample
		line, err := firstLine(path)
		if err != nil {
			return err
		}
		if n, seed, err = review.ReadSeed(line); err != nil {
			return fmt.Errorf("audit: %s:1: %w", path, err)
		}
	}
	s, err := openReview(c, true)
	if err != nil {
		return err
	}
	defer s.Close()
	at, err := store.Open(s.Dir())
	if err != nil {
		return err
	}
	sample, err := review.Draw(at, n, seed)
	if err != nil {
		return err
	}
	if len(sample.Items) == 0 {
		return fmt.Errorf("audit: %s has no groups of two or more languages", s.Dir())
	}
	a, err := review.NewAudit(s.Dir(), sample, editorOf(c), nil)
	if err != nil {
		return err
	}
	defer a.Close()
	log := logger(c)
	log.Info("sample: " + sample.String())
	switch {
	case c.String("tsv") != "":
		if err := writeFile(c.String("tsv"), a.WriteTable); err != nil {
			return err
		}
		log.Info(fmt.Sprintf("write right or wrong into the first column of %s, then: tritext audit --judged %[1]s %s", c.String("tsv"), s.Dir()))
		return nil
	case c.String("judged") != "":
		f, err := os.Open(c.String("judged"))
		if err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		defer f.Close()
		if err := a.ReadTable(f, c.String("judged")); err != nil {
			return err
		}
	case !c.Bool("print"):
		if err := servePage(c, s, a); err != nil {
			return err
		}
	}
	e := a.Estimate()
	if e.Judged == 0 {
		return partly("audit: nothing is judged yet")
	}
	if err := a.Save(); err != nil {
		return err
	}
	return printEstimate(c.App.Writer, e)
}

func firstLine(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("audit: %w", err)
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, 1<<10)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("audit: %s: %w", path, err)
	}
	return line, nil
}

// printEstimate tells the precision of a corpus.
func printEstimate(to io.Writer, e review.Estimate) error {
	fmt.Fprintf(to, "precision %.3f, interval of %.0f %% from %.3f to %.3f\n", e.Precision, 100*e.Level, e.Low, e.High)
	fmt.Fprintf(to, "%d of %d judged groups are right; %d of the sample of %d are not judged; the corpus has %s of two or more languages\n",
		e.Correct, e.Judged, e.N-e.Judged, e.N, plural(e.Groups, "group"))
	if e.Unjudged > 0 {
		fmt.Fprintf(to, "strata of %s were not judged at all: counted as the others\n", plural(e.Unjudged, "group"))
	}
	fmt.Fprintf(to, "(%s; judged by %s)\n\n", e.Method, e.Editor)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "confidence\tbeads\toriginal\tgroups\tjudged\tright")
	for _, t := range e.Strata {
		var band, kind, from string
		fmt.Sscan(t.Name, &band, &kind, &from)
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\n", band, kind, from, t.Groups, t.Judged, t.Correct)
	}
	return w.Flush()
}
