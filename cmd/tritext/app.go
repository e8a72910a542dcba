package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/urfave/cli/v2"
)

// newApp makes the command with all its sub-commands.
func newApp(stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:            "tritext",
		Usage:           "sentence-aligned parallel corpora from Chinese, English and Russian documents",
		UsageText:       "tritext COMMAND [options] [arguments]",
		Description:     "tritext help COMMAND tells more of a command, tritext man is the manual.\nExit status: 0 done; 1 done, but something was set aside or a check failed; 2 could not do it.",
		HideVersion:     true, // "tritext version" tells more, and -v is for --verbose
		HideHelpCommand: true, // our own tells unknown topics from known ones
		Writer:          stdout,
		ErrWriter:       stderr,
		Commands:        append(commands(), helpCommand()),
		// Values may hold commas: a path, a term, a list of symbols.
		DisableSliceFlagSeparator: true,
		// main maps errors to the exit status; the library must not exit.
		ExitErrHandler:  func(*cli.Context, error) {},
		OnUsageError:    onUsageError,
		CommandNotFound: func(*cli.Context, string) {}, // arrange has told already
	}
	for _, c := range app.Commands {
		// "tritext segment help" must read the file "help".
		c.HideHelpCommand = true
		c.OnUsageError = onUsageError
		c.Flags = append(c.Flags, sharedFlags()...)
		for _, f := range c.Flags {
			if b, ok := f.(*cli.BoolFlag); ok {
				b.DisableDefaultText = true // "(default: false)" tells nobody anything
			}
		}
	}
	return app
}

// sharedFlags are the flags of every command. They are made anew for each,
// because urfave/cli keeps state in them.
func sharedFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "say nothing but errors", Category: "Every command"},
		&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "tell every step", Category: "Every command"},
		choiceFlag("log", nil, "form of the log on standard error", "Every command", "text", "json"),
	}
}

// logger gives the log of a command by its -q, -v and --log.
func logger(c *cli.Context) *slog.Logger {
	level := slog.LevelInfo
	switch {
	case c.Bool("quiet"):
		level = slog.LevelError
	case c.Bool("verbose"):
		level = slog.LevelDebug
	}
	return newLogger(c.App.ErrWriter, c.String("log"), level)
}

// choice is a flag whose value is one of a fixed list, the first by default.
// The shells complete the list, and the help prints it.
type choice struct {
	*cli.StringFlag
	values []string
}

func choiceFlag(name string, aliases []string, usage, category string, values ...string) cli.Flag {
	return &choice{values: values, StringFlag: &cli.StringFlag{
		Name: name, Aliases: aliases, Category: category, Value: values[0],
		Usage: usage + ": " + strings.Join(values, ", "),
		Action: func(_ *cli.Context, value string) error {
			for _, v := range values {
				if v == value {
					return nil
				}
			}
			hint := "one of " + strings.Join(values, ", ")
			if near := nearest(value, values); near != "" {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			return &usageError{what: fmt.Sprintf("--%s has no value %q", name, value), hint: hint}
		},
	}}
}

// helpCommand is "tritext help [COMMAND]".
func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Aliases:   []string{"h"},
		Usage:     "tell what a command does and which options it takes",
		ArgsUsage: "[COMMAND]",
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return cli.ShowAppHelp(c)
			}
			name := c.Args().First()
			cmd := c.App.Command(name)
			if cmd == nil {
				return unknownCommand(c.App, name)
			}
			if cmd.HelpName == cmd.Name {
				cmd.HelpName = c.App.Name + " " + cmd.Name
			}
			return cli.ShowCommandHelp(c, name)
		},
	}
}
