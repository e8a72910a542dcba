package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"tritext/corpus"
	"tritext/corpus/pipeline"
	"tritext/corpus/review"
	"tritext/corpus/store"
)

// pageFlags are the flags of commands that serve a page.
func pageFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "editor", Usage: "`NAME` that stands with what you check; default: the user's"},
		&cli.IntFlag{Name: "port", Usage: "`PORT` of the page on 127.0.0.1; 0: any that is free"},
		&cli.BoolFlag{Name: "no-open", Usage: "print the address of the page and open no browser"},
	}
}

func reviewCommand() *cli.Command {
	return &cli.Command{
		Name:      "review",
		Usage:     "read and mend the alignments of a corpus on a page, the worst first",
		ArgsUsage: "CORPUS",
		Description: "Opens a page on this machine (127.0.0.1, with a secret in its address) that shows a document's\n" +
			"languages side by side: accept, merge, split, move, mark and comment, by keyboard or mouse (? lists\n" +
			"the keys). The rest of the document is aligned anew around what you have checked. Each step is in\n" +
			"CORPUS/" + review.JournalName + " before the page says so; it is written into the corpus when the program ends\n" +
			"(Ctrl-C), on the page's button, by --apply, or by the next review if the program was killed.\n" +
			"Only one program reviews a corpus at a time. Steps before the last writing into the corpus are\n" +
			"not undone by z, but each row can be opened and mended again.\n" +
			"With --export gold, writes what was checked as gold beads, see tritext eval.\n" +
			"With --agreement, compares two reviewers: tritext review --agreement A.jsonl B.jsonl CORPUS.",
		Flags: append(pageFlags(),
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside, for what is aligned anew"},
			dictionaryFlag(),
			&cli.BoolFlag{Name: "apply", Usage: "write the journal into the corpus and end"},
			&cli.StringFlag{Name: "export", Usage: "write what was checked in a `FORM`: gold"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "folder `DIR` of --export"},
			&cli.StringFlag{Name: "languages", Aliases: []string{"p"}, Usage: "`PAIR` such as zh-en whose rows --export takes; default: rows of all languages"},
			&cli.BoolFlag{Name: "agreement", Usage: "how far the journals of two reviewers agree"},
		),
		Action: reviewAction,
	}
}

func reviewAction(c *cli.Context) error {
	switch {
	case c.Bool("agreement"):
		return reviewAgreement(c)
	case c.NArg() != 1:
		return &usageError{command: "review", what: fmt.Sprintf("needs one CORPUS, got %d arguments", c.NArg()), hint: "tritext review corpus"}
	case c.String("export") != "":
		return reviewExport(c)
	case c.String("output") != "" || c.String("languages") != "":
		return &usageError{command: "review", what: "--output and --languages are for --export", hint: "tritext review --export gold -o gold corpus"}
	}
	if err := checkPort(c); err != nil {
		return err
	}
	s, err := openReview(c, false)
	if err != nil {
		return err
	}
	defer s.Close()
	log := logger(c)
	if s.Torn() {
		log.Warn(fmt.Sprintf("the last line of %s is torn and counts for nothing: the step was not finished when the program was killed", review.JournalName))
	}
	if c.Bool("apply") && s.ReadOnly != nil {
		return fmt.Errorf("review: %w", s.ReadOnly)
	}
	if s.ReadOnly == nil {
		if err := applyReview(c, s, log); err != nil || c.Bool("apply") {
			return err
		}
	} else {
		log.Warn(fmt.Sprintf("%s cannot be written: the page shows the corpus, and changes nothing", c.Args().First()))
	}
	if err := servePage(c, s, nil); err != nil {
		return err
	}
	if s.ReadOnly != nil {
		return nil
	}
	return applyReview(c, s, log)
}

// applyReview writes what is in the journal into the corpus, and tells so.
func applyReview(c *cli.Context, s *review.Session, log *slog.Logger) error {
	if n := s.Pending(); n > 0 {
		log.Info(fmt.Sprintf("writing %s into the corpus", plural(n, "step")))
	}
	n, err := s.Apply()
	if err != nil {
		return err
	}
	if n > 0 {
		_, err = fmt.Fprintf(c.App.Writer, "%s written into %s\n", plural(n, "step"), s.Dir())
	} else if c.Bool("apply") {
		_, err = fmt.Fprintf(c.App.Writer, "nothing to write: %s has all steps\n", s.Dir())
	}
	return err
}

// openReview opens the corpus of the command's first argument.
func openReview(c *cli.Context, look bool) (*review.Session, error) {
	dir := c.Args().First()
	words, err := readDictionaries(c, c.Command.Name, nil)
	if err != nil {
		return nil, err
	}
	s, err := review.Open(dir, review.Options{Editor: editorOf(c), Realign: realigner(c, dir, words), Look: look})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %s: no corpus there (no %s); tritext build makes one", c.Command.Name, dir, store.ManifestName)
	case errors.Is(err, review.ErrBusy):
		return nil, fmt.Errorf("%s: %s: %w; end it first", c.Command.Name, dir, review.ErrBusy)
	}
	return s, err
}

// realigner aligns documents anew with the model of --model and the words of
// --dictionary, and with links between words if the corpus has them. The model
// is read when it is needed.
func realigner(c *cli.Context, dir string, words []pipeline.Entry) review.Realign {
	load := sync.OnceValues(func() (*pipeline.Realigner, error) {
		opt := pipeline.Options{ModelFile: c.String("model"), Dictionary: words, Version: release}
		if at, err := store.Open(dir); err == nil {
			if told, ok := at.Manifest.Options.(map[string]any); ok {
				opt.WordLinks, _ = told["word_links"].(float64)
			}
		}
		return pipeline.NewRealigner(opt)
	})
	return func(f *corpus.Family, source, target string, locked []corpus.Bead) ([]corpus.Bead, error) {
		r, err := load()
		if err != nil {
			return nil, err
		}
		return r.Pair(f, source, target, locked)
	}
}

// editorOf is who reviews.
func editorOf(c *cli.Context) string {
	if name := c.String("editor"); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

func checkPort(c *cli.Context) error {
	if p := c.Int("port"); p < 0 || p > 65535 {
		return &usageError{command: c.Command.Name, what: fmt.Sprintf("--port is %d", p), hint: "1 to 65535, or 0 for any that is free"}
	}
	return nil
}

// servePage serves the page of a session, of an audit if there is one, until the
// command is interrupted.
func servePage(c *cli.Context, s *review.Session, a *review.Audit) error {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(c.Int("port"))))
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s: port %d is taken\n--port 0 takes one that is free", c.Command.Name, c.Int("port"))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.Command.Name, err)
	}
	page := review.NewServer(s, a, listener.Addr().String(), review.NewToken())
	server := &http.Server{Handler: page, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Fprintf(c.App.Writer, "%s\n", page.Address())
	logger(c).Info("open this address in a browser on this machine; Ctrl-C ends")
	if !c.Bool("no-open") {
		openBrowser(page.Address())
	}
	select {
	case err := <-failed:
		return fmt.Errorf("%s: %w", c.Command.Name, err)
	case <-c.Context.Done():
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(ctx) // what is under way ends first
}

// openBrowser asks the system to open an address; where it cannot, the address
// that was printed is enough.
func openBrowser(address string) {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		cmd = exec.Command("open", address)
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}
