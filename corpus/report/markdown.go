package report

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the report as a data card or a paper takes it.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Report on %s\n\n", escapeMarkdown(r.Recipe.Corpus))
	for _, line := range r.headline() {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	b.WriteString("\n## What to look at first\n\n")
	for _, f := range r.Verdict.Findings {
		fmt.Fprintf(&b, "- **%s**: %s\n", f.Level, escapeMarkdown(f.What))
	}
	for _, t := range r.tables() {
		fmt.Fprintf(&b, "\n## %s\n\n%s", t.title, markdownTable(t.head, t.lines))
	}
	fmt.Fprintf(&b, "\n## Recipe\n\n- %s, tritext %s\n- signature %s\n- manifest, SHA-256 %s\n",
		escapeMarkdown(r.Recipe.Command), r.Recipe.Version, escapeMarkdown(r.Recipe.Signature), r.Recipe.Manifest)
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownTable writes a table; columns of numbers are set to the right.
func markdownTable(head []string, lines [][]string) string {
	var b strings.Builder
	b.WriteString("| " + strings.Join(head, " | ") + " |\n|")
	for i := range head {
		number := len(lines) > 0
		for _, l := range lines {
			number = number && len(l[i]) > 0 && strings.Trim(l[i], "0123456789.,%<> –+-") == ""
		}
		b.WriteString(map[bool]string{true: "--:|", false: "---|"}[number])
	}
	b.WriteByte('\n')
	for _, l := range lines {
		for _, cell := range oneLine(l) {
			b.WriteString("| " + escapeMarkdown(cell) + " ")
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// escapeMarkdown keeps text from being read as a table, a link or HTML.
func escapeMarkdown(s string) string {
	return strings.NewReplacer("\n", " ", "|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`).Replace(s)
}
