package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"tritext/align"
	"tritext/corpus"
	"tritext/corpus/store"
)

// totals tells the counts and the balance of a corpus.
func totals(to io.Writer, m *store.Manifest) error {
	c := &m.Counts
	fmt.Fprintf(to, "%s: %d in three languages, %d in two, %d in one\n",
		plural(c.Groups, "group"), c.Trilingual, c.Bilingual, c.Groups-c.Trilingual-c.Bilingual)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tversions\tunits\tcharacters =\taligned +\twithout a partner +\tkept apart +\tremoved\t")
	line := func(name string, versions, units int, b corpus.Balance) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d =\t%d +\t%d +\t%d +\t%d\t\n", name, versions, units,
			b.Total.Chars, b.Aligned.Chars, b.Null.Chars, b.Apart.Chars, b.Removed.Chars)
	}
	for _, lang := range m.Languages {
		t := m.ByLang[lang]
		line(lang, t.Documents, t.Units, t.Balance)
	}
	if len(m.Languages) != 1 {
		line("all", c.Documents, c.Units, m.Balance)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if m.Cycle.Units > 0 {
		fmt.Fprintf(to, "consistency of three languages: %s; of each pair alone: %s\n",
			consistency(align.Consistency(m.Cycle)), consistency(align.Consistency(m.CycleAlone)))
	}
	return nil
}

// consistency writes how many of the ways through three languages agree.
func consistency(c align.Consistency) string {
	return fmt.Sprintf("%d of %s", c.Agree, plural(c.Units, "unit"))
}

// plural writes a count with its noun: "1 unit", "2 units".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") && !slices.Contains([]string{"a", "e", "o"}, noun[len(noun)-2:len(noun)-1]) {
		return fmt.Sprintf("%d %sies", n, noun[:len(noun)-1])
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
