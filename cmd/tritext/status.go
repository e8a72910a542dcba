package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"
)

// The exit statuses of every command.
const (
	statusDone    = 0
	statusPartly  = 1 // done, but something was set aside or a check failed
	statusFailure = 2 // could not do it
)

// partly is the error of a command that did its work, but not all of it or not
// well enough: exit status 1. The details were told before.
func partly(format string, args ...any) error {
	return cli.Exit(fmt.Sprintf(format, args...), statusPartly)
}

// usageError is a wrong command line.
type usageError struct {
	command string // empty if it concerns none
	what    string
	hint    string // what may be right; empty if nobody knows
}

// Error gives the fault and, on a second line, the hint.
func (e *usageError) Error() string {
	text := e.what
	if e.command != "" {
		text = e.command + ": " + text
	}
	if e.hint != "" {
		text += "\n" + e.hint
	}
	return text
}

// onUsageError turns what urfave/cli says of a value into our form.
func onUsageError(c *cli.Context, err error, _ bool) error {
	var own *usageError
	if errors.As(err, &own) {
		return err
	}
	// The flag package writes: invalid value "x" for flag -jobs: parse error
	what := strings.Replace(err.Error(), "for flag -", "for --", 1)
	return &usageError{command: c.Command.Name, what: strings.TrimSuffix(what, ": parse error")}
}

// conclude tells the user of an error, if there is one, and gives the exit status.
func conclude(ctx context.Context, err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, syscall.EPIPE):
		return statusDone // who reads has enough
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "tritext: interrupted")
		return statusFailure
	}
	if text := strings.TrimSpace(err.Error()); text != "" {
		fmt.Fprintln(stderr, "tritext: "+strings.ReplaceAll(text, "\n", "\n         "))
	}
	var coder cli.ExitCoder
	if errors.As(err, &coder) {
		return coder.ExitCode()
	}
	return statusFailure
}
