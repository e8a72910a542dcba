package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
)

func statsCommand() *cli.Command {
	return &cli.Command{
		Name:      "stats",
		Usage:     "how much there is of what in a corpus",
		ArgsUsage: "CORPUS",
		Description: "Counts units, sentences, tokens, types (different stems and words), characters and beads, in all and\n" +
			"by section, type of document, direction (original language), year and split; and the most frequent\n" +
			"terms: words that stand in at most one unit of twenty, so that function words are left out.",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "by", Usage: "count by this `DIMENSION` only (" + strings.Join(query.Dimensions, ", ") + "); may be given several times"},
			&cli.IntFlag{Name: "terms", Usage: "so many `TERMS` of each language", Value: 20},
			choiceFlag("format", []string{"f"}, "form: for reading, for a paper, for a spreadsheet, for a program", "", "text", "md", "tsv", "json"),
		}, chooseFlags()...),
		Action: statsAction,
	}
}

func statsAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return &usageError{command: "stats", what: fmt.Sprintf("needs CORPUS, got %d arguments", c.NArg())}
	}
	for _, d := range c.StringSlice("by") {
		if !slices.Contains(query.Dimensions, d) {
			return &usageError{command: "stats", what: fmt.Sprintf("--by %q", d), hint: "one of " + strings.Join(query.Dimensions, ", ")}
		}
	}
	if c.Int("terms") < 0 {
		return &usageError{command: "stats", what: fmt.Sprintf("--terms is %d", c.Int("terms")), hint: "0 leaves them out"}
	}
	corpus, pick, only, err := openChosen(c, "stats", c.Args().First())
	if err != nil {
		return err
	}
	defer pick.abort()
	s, err := query.GetStats(c.Context, corpus, query.StatsOptions{Terms: c.Int("terms"), Workers: runtime.GOMAXPROCS(0), Only: only})
	if err != nil {
		return err
	}
	if by := c.StringSlice("by"); len(by) > 0 {
		s.By = slices.DeleteFunc(s.By, func(x query.Cell) bool { return !slices.Contains(by, x.Dimension) })
	}
	w := bufio.NewWriter(c.App.Writer)
	switch c.String("format") {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		err = enc.Encode(s)
	case "tsv":
		err = statsTSV(w, s)
	case "md":
		err = statsText(w, s, markdownTable)
	default:
		err = statsText(w, s, plainTable)
	}
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return pick.finish(pick.say(c))
}

// cellHead are the columns of a table of cells.
var cellHead = []string{"language", "documents", "units", "sentences", "tokens", "types", "characters"}

func cellRow(c query.Cell) []string {
	row := []string{c.Lang}
	for _, n := range []int{c.Versions, c.Units, c.Sentences, c.Tokens, c.Types, c.Chars} {
		row = append(row, fmt.Sprint(n))
	}
	return row
}

// statsTSV writes one table of all cells.
func statsTSV(w io.Writer, s *query.Stats) error {
	fmt.Fprintf(w, "dimension\tvalue\t%s\n", strings.Join(cellHead, "\t"))
	for _, c := range slices.Concat(s.Languages, s.By) {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", c.Dimension, oneLine(c.Value), strings.Join(cellRow(c), "\t")); err != nil {
			return err
		}
	}
	return nil
}

// statsText writes all tables with the writer of tables given.
func statsText(w io.Writer, s *query.Stats, table func(w io.Writer, title string, head []string, rows [][]string) error) error {
	g := s.Groups
	fmt.Fprintf(w, "%s in %s; %s: %d in three languages, %d in two, %d in one\n", plural(s.Documents, "document"),
		plural(s.Versions, "language version"), plural(g.All, "group"), g.ByLangs[3], g.ByLangs[2], g.ByLangs[1])
	fmt.Fprintf(w, "expected precision of the groups %.3f; share of formulas %.3f\n", g.Confidence, g.Formulas)
	var rows [][]string
	for _, c := range s.Languages {
		rows = append(rows, cellRow(c))
	}
	if err := table(w, "languages", cellHead, rows); err != nil {
		return err
	}
	for _, d := range query.Dimensions {
		rows = nil
		for _, c := range s.By {
			if c.Dimension == d {
				rows = append(rows, append([]string{c.Value}, cellRow(c)...))
			}
		}
		if len(rows) > 0 {
			if err := table(w, "by "+d, append([]string{d}, cellHead...), rows); err != nil {
				return err
			}
		}
	}
	rows = nil
	for _, p := range s.Pairs {
		rows = append(rows, []string{p.Pair, fmt.Sprint(p.Beads), fmt.Sprintf("%.3f", p.Confidence), shares(p.Types, p.Beads)})
	}
	if len(rows) > 0 {
		if err := table(w, "beads", []string{"pair", "beads", "expected precision", "types"}, rows); err != nil {
			return err
		}
	}
	rows = nil
	for _, flag := range byCount(g.Flags) {
		rows = append(rows, []string{flag, fmt.Sprint(g.Flags[flag])})
	}
	if len(rows) > 0 {
		if err := table(w, "flags", []string{"flag", "groups"}, rows); err != nil {
			return err
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(s.Terms)) {
		rows = nil
		for _, t := range s.Terms[lang] {
			rows = append(rows, []string{t.Word, fmt.Sprint(t.Count), fmt.Sprint(t.Units)})
		}
		if len(rows) > 0 {
			if err := table(w, "terms, "+lang, []string{"term", "times", "units"}, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// byCount gives the names, the most frequent first.
func byCount(counts map[string]int) []string {
	names := sortedKeys(counts)
	slices.SortStableFunc(names, func(a, b string) int { return counts[b] - counts[a] })
	return names
}

// shownTypes is how many types of beads are named.
const shownTypes = 8

// shares lists the most frequent types with their shares.
func shares(counts map[string]int, all int) string {
	var parts []string
	for i, name := range byCount(counts) {
		if i == shownTypes {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s %.1f %%", name, 100*float64(counts[name])/float64(all)))
	}
	return strings.Join(parts, ", ")
}

// plainTable writes a table for a screen.
func plainTable(w io.Writer, title string, head []string, rows [][]string) error {
	fmt.Fprintf(w, "\n%s\n", title)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{head}, rows...) {
		fmt.Fprintf(t, "  %s\n", strings.Join(row, "\t"))
	}
	return t.Flush()
}

// markdownTable writes a table for a paper.
func markdownTable(w io.Writer, title string, head []string, rows [][]string) error {
	fmt.Fprintf(w, "\n%s\n\n| %s |\n|%s\n", title, strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range rows {
		cells := slices.Clone(row)
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	return nil
}
