package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align/eval"
)

func evalCommand() *cli.Command {
	names := []string{"all"}
	for _, c := range eval.Conventions {
		names = append(names, c.Name)
	}
	return &cli.Command{
		Name:      "eval",
		Usage:     "score beads against gold beads, under every published convention",
		ArgsUsage: "GOLD TEST",
		Description: "GOLD and TEST hold beads as \"tritext align\" writes them, [0, 1]:[0] a line; output of vecalign\n" +
			"and Bertalign is read too. With --batch they are folders: DOC.zh-en.gold is scored against\n" +
			"DOC.zh-en.beads, all documents together and with confidence intervals; a document without\n" +
			"beads counts as one about which nothing was said, and the exit status is 1.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "batch", Usage: "GOLD and TEST are folders"},
			&cli.StringFlag{Name: "pair", Aliases: []string{"p"}, Usage: "with --batch: the `PAIR` of languages, such as zh-en; may be left out if GOLD has only one"},
			choiceFlag("convention", nil, "how to count", "", names...),
			&cli.BoolFlag{Name: "coarse", Usage: "the gold is coarser than sentences (verses, paragraphs): beads inside one gold bead count as one"},
			&cli.BoolFlag{Name: "by-type", Usage: "also by type of bead: 1-1, 1-2 …"},
			&cli.BoolFlag{Name: "by-document", Usage: "also every document"},
			&cli.StringFlag{Name: "compare", Usage: "a second `TEST`, file or folder of beads: how much better it is than TEST, with its interval"},
			&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that the draws behind the intervals begin with", Value: 1},
			choiceFlag("format", []string{"f"}, "form of the report", "", "text", "json", "md"),
			&cli.StringFlag{Name: "report", Usage: "also write a page to `FILE`: all figures and, with the texts DOC.zh, DOC.en beside the gold, the errors side by side"},
		},
		Action: evalAction,
	}
}

func evalAction(c *cli.Context) error {
	if c.NArg() != 2 {
		return &usageError{command: "eval", what: fmt.Sprintf("needs GOLD and TEST, got %d arguments", c.NArg())}
	}
	if c.IsSet("pair") && !c.Bool("batch") {
		return &usageError{command: "eval", what: "--pair goes with --batch"}
	}
	r := &evaluation{
		Gold: c.Args().Get(0), Test: c.Args().Get(1), Compare: c.String("compare"), Coarse: c.Bool("coarse"),
		bootstrap: eval.Bootstrap{Seed: c.Uint64("seed")}, keep: c.String("report") != "",
	}
	var err error
	if c.Bool("batch") {
		err = r.folders(c.String("pair"))
	} else {
		err = r.files()
	}
	if err != nil {
		return err
	}
	conventions := eval.Conventions
	if name := c.String("convention"); name != "all" {
		one, _ := eval.ConventionByName(name) // the flag has checked the name
		conventions = []eval.Convention{one}
	}
	if path := c.String("report"); path != "" {
		if err := r.page(c, path); err != nil {
			return err
		}
	}
	r.count(conventions)
	if !c.Bool("by-type") {
		r.Types = nil
	}
	if !c.Bool("by-document") {
		r.ByDocument = nil
	}
	if err := r.write(c.App.Writer, c.String("format")); err != nil {
		return err
	}
	if n := len(r.Faults); n > 0 {
		log := logger(c)
		for _, f := range r.Faults {
			log.Warn(f)
		}
		return partly("eval: %d of %d documents counted as if nothing had been said of them", r.faulty, len(r.docs))
	}
	return nil
}

// document is one document with what the systems say of it.
type document struct {
	name string
	one  eval.Counts
	two  eval.Counts // of --compare
	// For a page only: the beads, and the path of the gold.
	gold, beadsOne, beadsTwo []eval.Bead
	path                     string
}

// files scores one file.
func (r *evaluation) files() error {
	gold, err := eval.ReadFile(r.Gold)
	if err != nil {
		return err
	}
	doc := document{name: filepath.Base(r.Gold), gold: gold, path: r.Gold}
	if doc.one, doc.beadsOne, err = r.score(gold, r.Test); err != nil {
		return err
	}
	if r.Compare != "" {
		if doc.two, doc.beadsTwo, err = r.score(gold, r.Compare); err != nil {
			return err
		}
	}
	r.docs = []document{doc}
	return nil
}

// score reads a system's beads and counts them; the beads are given for a page only.
func (r *evaluation) score(gold []eval.Bead, path string) (eval.Counts, []eval.Bead, error) {
	test, err := eval.ReadFile(path)
	if err != nil {
		return eval.Counts{}, nil, err
	}
	if r.Coarse {
		test = eval.Coarse(gold, test)
	}
	counts := eval.Score(gold, test)
	if !r.keep {
		test = nil
	}
	return counts, test, nil
}

// The ends of the names of gold and bead files, after the document and the pair.
const (
	goldSuffix = ".gold"
	beadSuffix = ".beads"
)

// folders scores every document of a folder of gold.
func (r *evaluation) folders(pair string) error {
	for _, dir := range []string{r.Gold, r.Test, r.Compare} {
		if dir == "" {
			continue
		}
		if info, err := os.Stat(dir); err != nil {
			return fmt.Errorf("eval: %w", err)
		} else if !info.IsDir() {
			return fmt.Errorf("eval: %s: no folder, but --batch wants one", dir)
		}
	}
	docs, pairs, err := goldFiles(r.Gold)
	if err != nil {
		return err
	}
	switch {
	case len(pairs) == 0:
		return fmt.Errorf("eval: %s: no file like DOC.zh-en%s", r.Gold, goldSuffix)
	case pair == "" && len(pairs) == 1:
		pair = pairs[0]
	case pair == "":
		return &usageError{command: "eval", what: "the gold has several pairs of languages", hint: "--pair is one of " + strings.Join(pairs, ", ")}
	case len(docs[pair]) == 0:
		return fmt.Errorf("eval: %s: no gold for the pair %s, only %s", r.Gold, pair, strings.Join(pairs, ", "))
	}
	r.Pair = pair
	for _, name := range docs[pair] {
		doc := document{name: name, path: filepath.Join(r.Gold, name+"."+pair+goldSuffix)}
		gold, err := eval.ReadFile(doc.path)
		if err != nil {
			return err
		}
		if r.keep {
			doc.gold = gold
		}
		fault := false
		for _, system := range []struct {
			dir   string
			to    *eval.Counts
			beads *[]eval.Bead
		}{{r.Test, &doc.one, &doc.beadsOne}, {r.Compare, &doc.two, &doc.beadsTwo}} {
			if system.dir == "" {
				continue
			}
			path := filepath.Join(system.dir, name+"."+pair+beadSuffix)
			if *system.to, *system.beads, err = r.score(gold, path); err == nil {
				continue
			}
			what := err.Error()
			if errors.Is(err, fs.ErrNotExist) {
				what = "eval: " + path + ": missing"
			}
			r.Faults = append(r.Faults, what)
			fault = true
			*system.to = eval.Score(gold, nil)
		}
		if fault {
			r.faulty++
		}
		r.docs = append(r.docs, doc)
	}
	return nil
}

// goldFiles lists the documents of a folder by pair of languages; pairs and
// documents are sorted by name.
func goldFiles(dir string) (docs map[string][]string, pairs []string, err error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, nil, fmt.Errorf("eval: %w", err)
	}
	docs = map[string][]string{}
	for _, e := range entries {
		stem, is := strings.CutSuffix(e.Name(), goldSuffix)
		at := strings.LastIndexByte(stem, '.')
		if !is || at < 0 || e.IsDir() {
			continue
		}
		name, pair := stem[:at], stem[at+1:]
		docs[pair] = append(docs[pair], name)
	}
	return docs, sortedKeys(docs), nil
}
