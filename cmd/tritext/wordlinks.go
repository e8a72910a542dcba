package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/urfave/cli/v2"

	"tritext/align"
)

// wordLinks is the flag --word-links[=P]: alone it stands for a good P.
type wordLinks struct{ *cli.GenericFlag }

func wordLinksFlag(where string) cli.Flag {
	return &wordLinks{&cli.GenericFlag{
		Name: "word-links", Value: new(optional),
		Usage: fmt.Sprintf("link the words that translate each other in every bead%s; --word-links=P: those of probability P or more, not %g", where, align.WordLinkFloor),
	}}
}

// TakesValue is false: a value stands behind =, and may be left out.
func (*wordLinks) TakesValue() bool { return false }

// String is the flag's line in the help.
func (f *wordLinks) String() string { return cli.FlagStringer(f) }

// optional is the value of a flag that may stand alone.
type optional struct{ text string }

// Set takes what stands behind =, or "true".
func (o *optional) Set(text string) error {
	o.text = text
	return nil
}

// String is what was set.
func (o *optional) String() string { return o.text }

// IsBoolFlag lets the flag stand alone.
func (*optional) IsBoolFlag() bool { return true }

// wordLinksOf gives the least probability of links between words that the flag
// asks for; 0 without it.
func wordLinksOf(c *cli.Context) (float64, error) {
	o, ok := c.Generic("word-links").(*optional)
	if !ok || o.text == "" && !c.IsSet("word-links") {
		return 0, nil
	}
	if o.text == "true" {
		for _, arg := range c.Args().Slice() {
			_, number := strconv.ParseFloat(arg, 64)
			if _, file := os.Stat(arg); number == nil && file != nil {
				return 0, &usageError{
					command: c.Command.Name, what: fmt.Sprintf("no file %s; a probability stands behind =", arg),
					hint: "--word-links=" + arg,
				}
			}
		}
		return align.WordLinkFloor, nil
	}
	p, err := strconv.ParseFloat(o.text, 64)
	if err != nil || !(p > 0 && p <= 1) {
		return 0, &usageError{
			command: c.Command.Name, what: fmt.Sprintf("--word-links=%s is no probability above 0 to 1", o.text),
			hint: fmt.Sprintf("--word-links alone takes %g", align.WordLinkFloor),
		}
	}
	return p, nil
}
