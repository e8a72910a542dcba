package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tritext/align"
)

// batch aligns the documents of a folder: DOC.zh with DOC.en into
// OUTPUT/DOC.zh-en.beads, and with --third all three pairs. A document that
// cannot be aligned is set aside.
func (a *alignment) batch() error {
	source, target, third, out := a.String("source"), a.String("target"), a.String("third"), a.String("output")
	switch {
	case a.NArg() != 1:
		return &usageError{command: "align", what: fmt.Sprintf("--batch needs one folder, got %d", a.NArg())}
	case source == "" || target == "":
		return &usageError{command: "align", what: "--batch needs --source and --target", hint: "they are the ends of the file names: -s zh -t en for DOC.zh and DOC.en"}
	case source == target:
		return &usageError{command: "align", what: "--source and --target are the same"}
	case out == "":
		return &usageError{command: "align", what: "--batch needs --output", hint: "the folder that DOC." + source + "-" + target + ".beads are written to"}
	case third != "" && (third == source || third == target):
		return &usageError{command: "align", what: "--third is the language of another text"}
	case a.IsSet("pivot"):
		return &usageError{command: "align", what: "--pivot makes groups; --batch writes the beads of pairs"}
	case a.Int("jobs") < 1:
		return &usageError{command: "align", what: fmt.Sprintf("--jobs %d: at least one", a.Int("jobs"))}
	}
	codes := []string{source, target}
	if third != "" {
		codes = append(codes, third)
	}
	// The model is read once, before anything is written.
	known := make([]string, len(codes))
	for i, code := range codes {
		l, err := a.langs.byCode(code)
		if err != nil {
			return err
		}
		known[i] = l.Code
	}
	for _, p := range align.Pairs(len(codes), 0) {
		if _, err := a.aligner(known[p[0]], known[p[1]]); err != nil {
			return err
		}
	}
	docs, alone, err := documents(a.Args().First(), codes)
	if err != nil {
		return err
	}
	if len(docs)+len(alone) == 0 {
		return fmt.Errorf("align: %s: no file like DOC.%s", a.Args().First(), strings.Join(codes, " or DOC."))
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	faults := make([]error, len(docs))
	agreed := make([]cycles, len(docs))
	bar := newProgress(a.App.ErrWriter, a.langs.log, a.Bool("quiet"))
	bar.Start(len(docs), "aligning")
	group, ctx := errgroup.WithContext(a.Context.Context)
	group.SetLimit(a.Int("jobs"))
	for i, doc := range docs {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			agreed[i], faults[i] = a.document(doc)
			bar.Step(1)
			if errors.Is(faults[i], context.Canceled) {
				return faults[i] // no other document would fare better
			}
			return nil
		})
	}
	err = group.Wait()
	bar.Stop()
	if err == nil {
		err = a.Context.Context.Err()
	}
	if err != nil {
		return err
	}
	var all cycles
	for _, c := range agreed {
		all.now.Add(c.now)
		all.alone.Add(c.alone)
	}
	a.tellCycles(all)
	total, aside := len(docs)+len(alone), len(alone)
	for _, path := range alone {
		a.langs.log.Warn("no partner", "file", path)
	}
	for i, doc := range docs {
		if faults[i] != nil {
			aside++
			a.langs.log.Error("set aside", "document", doc.name, "error", faults[i])
		} else if len(doc.codes) < len(codes) {
			a.langs.log.Warn("a language is missing, the others are aligned", "document", doc.name, "languages", strings.Join(doc.codes, ", "))
		}
	}
	switch {
	case aside == total:
		return fmt.Errorf("align: none of the %d documents could be aligned", total)
	case aside > 0:
		return partly("align: %d of %d documents set aside, %d aligned into %s", aside, total, total-aside, out)
	}
	a.langs.log.Info("aligned", "documents", total, "folder", out)
	return nil
}

// batchDocument is a document of a folder in the languages that it has, two or more.
type batchDocument struct {
	name  string
	codes []string // ends of its files, as given
}

// document aligns one document of a folder.
func (a *alignment) document(doc batchDocument) (c cycles, err error) {
	flags := map[string]string{a.String("source"): "source", a.String("target"): "target", a.String("third"): "third"}
	var texts []*lineText
	for _, code := range doc.codes {
		text, err := a.read(filepath.Join(a.Args().First(), doc.name+"."+code), flags[code], code)
		if err != nil {
			return c, err
		}
		texts = append(texts, text)
	}
	if err := a.embed(texts...); err != nil {
		return c, err
	}
	var pairs []*alignedPair
	if len(texts) > 2 {
		pairs, c, err = a.together(texts, 0)
	} else {
		pairs = make([]*alignedPair, 1)
		pairs[0], err = a.pair(doc.name, texts[0], texts[1])
	}
	if err != nil {
		return c, err
	}
	between, end := align.Pairs(len(texts), 0), a.String("format")
	for k, p := range pairs {
		// The ends of the files' names, which may be other words for the languages.
		name := doc.name + "." + doc.codes[between[k][0]] + "-" + doc.codes[between[k][1]] + "." + end
		if err := writeFile(filepath.Join(a.String("output"), name), func(w io.Writer) error { return p.write(w, end) }); err != nil {
			return c, err
		}
	}
	return c, nil
}

// documents lists the documents of a folder that have two or more of the
// languages, and the files that stand alone; both sorted.
func documents(dir string, codes []string) (docs []batchDocument, alone []string, err error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, nil, err
	}
	names := map[string]bool{}
	for _, e := range entries {
		if !e.IsDir() {
			names[e.Name()] = true
		}
	}
	for _, e := range entries {
		for _, code := range codes {
			name, is := strings.CutSuffix(e.Name(), "."+code)
			if !is || name == "" || e.IsDir() {
				continue
			}
			doc := batchDocument{name: name}
			for _, c := range codes {
				if names[name+"."+c] {
					doc.codes = append(doc.codes, c)
				}
			}
			switch {
			case len(doc.codes) == 1:
				alone = append(alone, filepath.Join(dir, e.Name()))
			case doc.codes[0] == code:
				docs = append(docs, doc)
			}
		}
	}
	// "a.b.zh" sorts before "a.zh", "a.b" after "a".
	slices.SortFunc(docs, func(a, b batchDocument) int { return strings.Compare(a.name, b.name) })
	return docs, alone, nil
}
