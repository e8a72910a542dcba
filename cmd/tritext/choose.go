package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus"
	"tritext/corpus/choose"
	"tritext/corpus/quality"
)

// doubts are the flags that alignment gives.
var doubts = []string{"crossing", "cross-section", "inconsistent", "language", "slip"}

// flagNames gives all names that flag() and check() may ask for.
func flagNames() []string {
	names := slices.Clone(doubts)
	for _, c := range quality.Checks {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	return names
}

// chooseFlags are the flags by which every command that reads a corpus picks its
// groups.
func chooseFlags() []cli.Flag {
	const category = "Which groups"
	return []cli.Flag{
		&cli.StringFlag{Name: "where", Usage: "only groups of which `EXPRESSION` is true, such as 'confidence > 0.9 && !flag(\"duplicate\")'; tritext recipes --columns lists the names", Category: category},
		&cli.StringFlag{Name: "recipe", Usage: "only groups that the recipe `NAME` keeps; tritext recipes tells what they keep and why", Category: category},
		&cli.StringFlag{Name: "rejected", Usage: "write what was left out, with the reason, to `FILE` (TSV)", Category: category},
	}
}

// chooser picks groups by the flags of a command, counts what it leaves out and
// writes it to the file of --rejected. It is for one goroutine.
type chooser struct {
	choice *choose.Choice
	Kept   int
	counts map[string]int // left out, by reason

	path string // of --rejected, "" if none
	out  *newFile
	row  choose.Row
}

// newChooser reads the flags. Without any it keeps everything. End it by finish,
// or by abort if the command fails.
func newChooser(c *cli.Context, command string) (*chooser, error) {
	x := &chooser{choice: new(choose.Choice), counts: map[string]int{}, path: c.String("rejected")}
	if name := c.String("recipe"); name != "" {
		choice, err := choose.Recipe(name, flagNames()...)
		if err != nil {
			return nil, &usageError{command: command, what: "--recipe: " + told(err), hint: "tritext recipes tells what they keep"}
		}
		x.choice.And(choice)
	}
	if c.IsSet("where") {
		choice, err := choose.Compile(c.String("where"), flagNames()...)
		if err != nil {
			return nil, &usageError{command: command, what: "--where: " + told(err)}
		}
		x.choice.And(choice)
	}
	if x.path == "" {
		return x, nil
	}
	if !x.chooses() {
		return nil, &usageError{command: command, what: "--rejected without --where or --recipe leaves nothing out"}
	}
	var err error
	if x.out, err = createFile(x.path); err != nil {
		return nil, fmt.Errorf("%s: --rejected: %w", command, err)
	}
	_, err = x.out.WriteString("id\treason\ttype\tconfidence\tflags\ten\tru\tzh\n")
	return x, err
}

func told(err error) string { return strings.TrimPrefix(err.Error(), "choose: ") }

// chooses tells whether anything may be left out.
func (x *chooser) chooses() bool { return len(x.choice.Rules) > 0 }

// keep tells whether a group is kept, and notes it if not.
func (x *chooser) keep(f *corpus.Family, g *corpus.Group) (bool, error) {
	if !x.chooses() {
		x.Kept++
		return true, nil
	}
	x.row.Fill(f, g)
	return x.keepRow(&x.row)
}

// keepRow does the same of a row that the caller filled: those columns that
// x.choice.Columns names, and the texts if --rejected is given.
func (x *chooser) keepRow(r *choose.Row) (bool, error) {
	ok, reason, err := x.choice.KeepRow(r)
	if err != nil {
		return false, err
	}
	if ok {
		x.Kept++
		return true, nil
	}
	x.counts[reason]++
	if x.out != nil {
		clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
		_, err = fmt.Fprintf(x.out, "%s\t%s\t%s\t%.4f\t%s\t%s\t%s\t%s\n", r.ID, clean.Replace(reason), r.Type, r.Confidence,
			strings.Join(r.Flags, ","), clean.Replace(r.En), clean.Replace(r.Ru), clean.Replace(r.Zh))
	}
	return false, err
}

// finish puts the file of --rejected in its place and tells, if anything was
// chosen, how many groups were left out for which reason.
func (x *chooser) finish(w io.Writer) error {
	if out := x.out; out != nil {
		x.out = nil
		if err := out.commit(); err != nil {
			return err
		}
	}
	if !x.chooses() {
		return nil
	}
	left := 0
	for _, n := range x.counts {
		left += n
	}
	if _, err := fmt.Fprintf(w, "%s kept, %d left out\n", plural(x.Kept, "group"), left); err != nil {
		return err
	}
	for _, r := range x.choice.Rules {
		if n := x.counts[r.Where]; n > 0 {
			if _, err := fmt.Fprintf(w, "%8d  not %s\n", n, r.Where); err != nil {
				return err
			}
		}
	}
	return nil
}

// abort leaves no file behind; after finish it does nothing.
func (x *chooser) abort() {
	if x.out != nil {
		x.out.abort()
		x.out = nil
	}
}
