package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus"
	"tritext/corpus/pipeline"
	"tritext/corpus/quality"
	"tritext/corpus/store"
)

func checksCommand() *cli.Command {
	return &cli.Command{
		Name:      "checks",
		Usage:     "tell the quality checks, or ask them of a corpus",
		ArgsUsage: "[CORPUS]",
		Description: "Without CORPUS, tells each check: what its score means, an example that it flags and one that it does not.\n" +
			"With CORPUS, asks the checks anew of all groups, counts what they flag and shows the worst of each.\n" +
			"tritext build asks them too, but of formulas it knows only the documents before; --update writes what is found here.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "check", Usage: "only the check `NAME`; may be repeated"},
			&cli.IntFlag{Name: "samples", Aliases: []string{"n"}, Value: 1, Usage: "show so many `GROUPS` of each check, the worst"},
			&cli.BoolFlag{Name: "update", Usage: "write the scores and flags into CORPUS"},
			&cli.BoolFlag{Name: "json", Usage: "write JSON"},
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside"},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "documents worked on at a time; 0: one a processor"},
		},
		Action: checksAction,
	}
}

func checksAction(c *cli.Context) error {
	checks, err := checksOf(c.StringSlice("check"))
	if err != nil {
		return err
	}
	switch {
	case c.NArg() > 1:
		return &usageError{command: "checks", what: fmt.Sprintf("takes one CORPUS at most, got %d arguments", c.NArg())}
	case c.NArg() == 0 && c.Bool("update"):
		return &usageError{command: "checks", what: "--update without CORPUS"}
	case c.Int("samples") < 0 || c.Int("jobs") < 0:
		return &usageError{command: "checks", what: "--samples and --jobs are not negative"}
	case c.NArg() == 1:
		return recheck(c, checks)
	}
	w := bufio.NewWriter(c.App.Writer)
	if c.Bool("json") {
		if err := writeJSON(w, describeChecks(checks)); err != nil {
			return err
		}
		return w.Flush()
	}
	for i, k := range checks {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s\n", k.Name, k.Title)
		fmt.Fprintf(w, "  %s Flagged above %g.\n", k.Help, k.Limit)
		for _, e := range []struct {
			name  string
			texts quality.Example
		}{{"bad ", k.Bad}, {"good", k.Good}} {
			for j, lang := range languagesOf(e.texts) {
				if j > 0 {
					e.name = "    "
				}
				fmt.Fprintf(w, "  %s %s  %s\n", e.name, lang, e.texts[lang])
			}
		}
	}
	return w.Flush()
}

// checksOf gives the checks of these names; all if there is none.
func checksOf(names []string) ([]*quality.Check, error) {
	if len(names) == 0 {
		return quality.Checks, nil
	}
	var checks []*quality.Check
	for _, name := range names {
		k := quality.Find(name)
		if k == nil {
			var all []string
			for _, k := range quality.Checks {
				all = append(all, k.Name)
			}
			hint := "there are " + strings.Join(all, ", ")
			if near := nearest(name, all); near != "" {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			return nil, &usageError{command: "checks", what: fmt.Sprintf("no check %q", name), hint: hint}
		}
		checks = append(checks, k)
	}
	return checks, nil
}

func languagesOf(texts quality.Example) (codes []string) {
	for code := range texts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// checkJSON is a check for programs.
type checkJSON struct {
	Name  string          `json:"name"`
	Title string          `json:"title"`
	Help  string          `json:"help"`
	Limit float64         `json:"limit"` // flagged above
	Bad   quality.Example `json:"bad"`
	Good  quality.Example `json:"good"`
}

func describeChecks(checks []*quality.Check) (all []checkJSON) {
	for _, k := range checks {
		all = append(all, checkJSON{k.Name, k.Title, k.Help, k.Limit, k.Bad, k.Good})
	}
	return all
}

// openCorpusFor opens a corpus for a command, and says what to do if there is none.
func openCorpusFor(command, dir string) (*store.Corpus, error) {
	c, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %s: no corpus there (no %s); tritext build makes one", command, dir, store.ManifestName)
	}
	return c, err
}

// sample is a group that a check flags.
type sample struct {
	ID    string            `json:"id"`
	Score float32           `json:"score"`
	Texts map[string]string `json:"texts"`
}

// samples keeps the worst groups of each check.
type samples struct {
	most int
	of   map[string][]sample // by check, the worst first
}

func (s *samples) add(f *corpus.Family) error {
	if s.most == 0 {
		return nil
	}
	for i := range f.Groups {
		g := &f.Groups[i]
		for _, c := range g.Checks {
			if !slices.Contains(g.Flags, c.Name) {
				continue
			}
			list := s.of[c.Name]
			if len(list) == s.most && list[len(list)-1].Score >= c.Score {
				continue
			}
			at := slices.IndexFunc(list, func(x sample) bool { return x.Score < c.Score })
			if at < 0 {
				at = len(list)
			}
			list = slices.Insert(list, at, sample{g.ID, c.Score, groupTexts(f, g)})
			s.of[c.Name] = list[:min(len(list), s.most)]
		}
	}
	return nil
}

// groupTexts gives the texts of a group by language.
func groupTexts(f *corpus.Family, g *corpus.Group) map[string]string {
	texts := map[string]string{}
	for _, d := range f.Versions {
		for i, u := range g.Members[d.Lang] {
			if i > 0 && d.Lang != "zh" {
				texts[d.Lang] += " "
			}
			texts[d.Lang] += d.Units[u].Norm
		}
	}
	return texts
}

// recheck asks the checks of a corpus and tells what they found.
func recheck(c *cli.Context, checks []*quality.Check) error {
	source, err := openCorpusFor("checks", c.Args().First())
	if err != nil {
		return err
	}
	worst := &samples{most: c.Int("samples"), of: map[string][]sample{}}
	p := newProgress(c.App.ErrWriter, logger(c), c.Bool("quiet"))
	p.Start(source.Manifest.Counts.Families, "documents")
	run, err := pipeline.Recheck(c.Context, source, pipeline.RecheckOptions{
		ModelFile: c.String("model"), Jobs: c.Int("jobs"), Update: c.Bool("update"),
		Each: func(f *corpus.Family) error {
			p.Step(1)
			return worst.add(f)
		},
	})
	p.Stop()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(c.App.Writer)
	if c.Bool("json") {
		err = tellChecksJSON(w, run, checks, worst)
	} else {
		err = tellChecks(w, run, checks, worst)
	}
	return errors.Join(err, w.Flush())
}

func tellChecks(w io.Writer, run *quality.Run, checks []*quality.Check, worst *samples) error {
	fmt.Fprintf(w, "%s, %d flagged\n", plural(run.Groups, "group"), run.Doubtful)
	fmt.Fprintf(w, "%8s  %8s  %6s  check\n", "flagged", "of asked", "share")
	for i, k := range quality.Checks {
		if !slices.Contains(checks, k) {
			continue
		}
		n, of := run.Flagged[i], run.Applied[i]
		fmt.Fprintf(w, "%8d  %8d  %5.1f%%  %s: %s\n", n, of, percent(n, of), k.Name, k.Title)
		for _, s := range worst.of[k.Name] {
			fmt.Fprintf(w, "%28s  score %.3g\n", s.ID, s.Score)
			for _, lang := range languagesOf(s.Texts) {
				fmt.Fprintf(w, "%28s  %s\n", lang, s.Texts[lang])
			}
		}
	}
	return nil
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

func tellChecksJSON(w io.Writer, run *quality.Run, checks []*quality.Check, worst *samples) error {
	type counted struct {
		Name    string   `json:"name"`
		Asked   int      `json:"asked"`
		Flagged int      `json:"flagged"`
		Samples []sample `json:"samples,omitempty"`
	}
	out := struct {
		Groups  int       `json:"groups"`
		Flagged int       `json:"flagged"`
		Checks  []counted `json:"checks"`
	}{Groups: run.Groups, Flagged: run.Doubtful}
	for i, k := range quality.Checks {
		if slices.Contains(checks, k) {
			out.Checks = append(out.Checks, counted{k.Name, run.Applied[i], run.Flagged[i], worst.of[k.Name]})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// mostFlagged tells the checks that flag most: "numbers 5, length 3".
func mostFlagged(run *quality.Run) string {
	const most = 5
	type counted struct {
		name string
		n    int
	}
	var all []counted
	for i, k := range quality.Checks {
		if n := run.Flagged[i]; n > 0 {
			all = append(all, counted{k.Name, n})
		}
	}
	slices.SortStableFunc(all, func(a, b counted) int { return b.n - a.n })
	var parts []string
	for i, c := range all {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", c.name, c.n))
	}
	return strings.Join(parts, ", ")
}
