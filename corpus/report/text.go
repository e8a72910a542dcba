package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Text writes the report for a terminal.
func (r *Report) Text(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "report on %s\n", r.Recipe.Corpus)
	for _, line := range r.headline() {
		fmt.Fprintf(t, "  %s\n", line)
	}
	fmt.Fprintln(t, "\nWhat to look at first")
	for _, f := range r.Verdict.Findings {
		fmt.Fprintf(t, "  %-5s %s\n", f.Level, f.What)
	}
	for _, tab := range r.tables() {
		fmt.Fprintf(t, "\n%s\n  %s\n", tab.title, strings.Join(tab.head, "\t"))
		for _, line := range tab.lines {
			fmt.Fprintf(t, "  %s\n", strings.Join(oneLine(line), "\t"))
		}
	}
	fmt.Fprintf(t, "\nmade by %s, tritext %s\nsignature %s\nmanifest %s\n", r.Recipe.Command, r.Recipe.Version, r.Recipe.Signature, r.Recipe.Manifest)
	return t.Flush()
}

// oneLine takes out of cells what would break a table or a terminal.
func oneLine(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return ' '
			}
			return r
		}, c)
	}
	return out
}
