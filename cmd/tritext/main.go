package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"
)

// commands lists the commands of tritext in the order of the help.
func commands() []*cli.Command {
	return []*cli.Command{
		buildCommand(),
		pairCommand(),
		segmentCommand(),
		alignCommand(),
		extendCommand(),
		showCommand(),
		reportCommand(),
		checksCommand(),
		splitCommand(),
		recipesCommand(),
		exportCommand(),
		findCommand(),
		statsCommand(),
		sampleCommand(),
		mergeCommand(),
		diffCommand(),
		verifyCommand(),
		reviewCommand(),
		auditCommand(),
		importCommand(),
		evalCommand(),
		trainCommand(),
		versionCommand(),
		completionCommand(),
		manCommand(),
	}
}

func main() {
	// A reader that goes away (tritext … | head) is told by the error of the
	// write and not by a signal, so that files under way are cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	status := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run is the whole command; args begin with the program's name. It gives the
// exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdout, stderr)
	app.Reader = stdin
	args, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	return conclude(ctx, err, stderr)
}
