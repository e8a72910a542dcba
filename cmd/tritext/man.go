package main

import (
	_ "embed"
	"io"
	"strings"

	"github.com/urfave/cli/v2"
)

// source is the file whose comment is the manual: one text for go doc, for the
// man page, and for the test that runs its examples.
//
//go:embed doc.go
var source string

func manCommand() *cli.Command {
	return &cli.Command{
		Name:        "man",
		Usage:       "write the manual as a man page",
		Description: "tritext man | man -l -\ntritext man > ~/.local/share/man/man1/tritext.1",
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			page, err := manPage(c.App)
			if err != nil {
				return err
			}
			_, err = io.WriteString(c.App.Writer, page)
			return err
		},
	}
}

// manPage is the man page in roff, section 1.
func manPage(app *cli.App) (string, error) {
	// The library prints of a command only its flags and UsageText; its shape
	// and description go in there. app is not needed any more after this.
	for _, cmd := range app.Commands {
		usage := app.Name + " " + cmd.Name + " [options]"
		if cmd.ArgsUsage != "" {
			usage += " " + cmd.ArgsUsage
		}
		// More than one line makes it a block that keeps its lines.
		cmd.UsageText = usage + "\n\n" + cmd.Description
	}
	app.Description = manual()
	page, err := app.ToManWithSection(1)
	return page, err
}

// manual is the text of doc.go in Markdown, which go doc's comments are near to.
func manual() string {
	var text strings.Builder
	for line := range strings.Lines(source) {
		rest, comment := strings.CutPrefix(line, "//")
		if !comment {
			break
		}
		// A tab before a block is four blanks in Markdown.
		rest = strings.TrimPrefix(rest, " ")
		text.WriteString(strings.Replace(rest, "\t", "    ", 1))
	}
	return text.String()
}
