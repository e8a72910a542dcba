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
)

// batch aligns the documents of a folder: DOC.zh with DOC.en into
// OUTPUT/DOC.zh-en.beads. A document that cannot be aligned is set aside.
func (a *alignment) batch() error {
	source, target, out := a.String("source"), a.String("target"), a.String("output")
	switch {
	case a.NArg() != 1:
		return &usageError{command: "align", what: fmt.Sprintf("--batch needs one folder, got %d", a.NArg())}
	case source == "" || target == "":
		return &usageError{command: "align", what: "--batch needs --source and --target", hint: "they are the ends of the file names: -s zh -t en for DOC.zh and DOC.en"}
	case source == target:
		return &usageError{command: "align", what: "--source and --target are the same"}
	case out == "":
		return &usageError{command: "align", what: "--batch needs --output", hint: "the folder that DOC." + source + "-" + target + ".beads are written to"}
	case a.IsSet("third"):
		return &usageError{command: "align", what: "--batch aligns two languages at a time", hint: "run it once for each pair"}
	case a.Int("jobs") < 1:
		return &usageError{command: "align", what: fmt.Sprintf("--jobs %d: at least one", a.Int("jobs"))}
	}
	// The model is read once, before anything is written.
	for _, code := range []string{source, target} {
		if _, err := a.langs.byCode(code); err != nil {
			return err
		}
	}
	s, _ := a.langs.byCode(source)
	t, _ := a.langs.byCode(target)
	if _, err := a.aligner(s.Code, t.Code); err != nil {
		return err
	}
	docs, alone, err := documents(a.Args().First(), source, target)
	if err != nil {
		return err
	}
	if len(docs)+len(alone) == 0 {
		return fmt.Errorf("align: %s: no file like DOC.%s or DOC.%s", a.Args().First(), source, target)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	faults := make([]error, len(docs))
	bar := newProgress(a.App.ErrWriter, a.langs.log, a.Bool("quiet"))
	bar.Start(len(docs), "aligning")
	group, ctx := errgroup.WithContext(a.Context.Context)
	group.SetLimit(a.Int("jobs"))
	for i, name := range docs {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			faults[i] = a.document(name, source, target)
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
	total, aside := len(docs)+len(alone), len(alone)
	for _, path := range alone {
		a.langs.log.Warn("no partner", "file", path)
	}
	for i, name := range docs {
		if faults[i] != nil {
			aside++
			a.langs.log.Error("set aside", "document", name, "error", faults[i])
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

// document aligns one document of a folder.
func (a *alignment) document(name, source, target string) error {
	dir := a.Args().First()
	from, err := a.read(filepath.Join(dir, name+"."+source), "source", source)
	if err != nil {
		return err
	}
	to, err := a.read(filepath.Join(dir, name+"."+target), "target", target)
	if err != nil {
		return err
	}
	if err := a.embed(from, to); err != nil {
		return err
	}
	pair, err := a.pair(name, from, to)
	if err != nil {
		return err
	}
	end := a.String("format")
	path := filepath.Join(a.String("output"), name+"."+source+"-"+target+"."+end)
	return writeFile(path, func(w io.Writer) error { return pair.write(w, end) })
}

// documents lists the documents of a folder that have both languages, and the
// files that stand alone; both sorted.
func documents(dir, source, target string) (docs, alone []string, err error) {
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
		for _, side := range [][2]string{{source, target}, {target, source}} {
			name, is := strings.CutSuffix(e.Name(), "."+side[0])
			switch {
			case !is || name == "" || e.IsDir():
			case !names[name+"."+side[1]]:
				alone = append(alone, filepath.Join(dir, e.Name()))
			case side[0] == source:
				docs = append(docs, name)
			}
		}
	}
	slices.Sort(docs) // "a.b.zh" sorts before "a.zh", "a.b" after "a"
	return docs, alone, nil
}
