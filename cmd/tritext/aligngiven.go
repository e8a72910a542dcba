package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"tritext/align"
	"tritext/align/eval"
)

// givenFlags are the flags of align for beads that are given.
func givenFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "locked", Usage: "`FILE` of beads that stand as they are; the rest is aligned around them; with --batch a folder", TakesFile: true},
		&cli.StringFlag{Name: "score-only", Usage: "score the beads of `FILE` and look for no others; with --batch a folder", TakesFile: true},
	}
}

// checkGiven tells what is wrong with the flags for given beads.
func (a *alignment) checkGiven(texts int) error {
	switch {
	case a.IsSet("locked") && a.IsSet("score-only"):
		return &usageError{command: "align", what: "--locked and --score-only exclude each other", hint: "--score-only scores beads and looks for no others"}
	case (texts > 2 || a.Bool("batch") && a.IsSet("third")) && (a.IsSet("locked") || a.IsSet("score-only")):
		return &usageError{command: "align", what: "--locked and --score-only take two files at a time", hint: "tritext extend adds a language to checked beads"}
	}
	for _, flag := range []string{"locked", "score-only"} {
		if path := a.String(flag); a.Bool("batch") && path != "" {
			if info, err := os.Stat(path); err != nil || !info.IsDir() {
				return &usageError{command: "align", what: fmt.Sprintf("--%s %s: with --batch this is a folder", flag, path), hint: "the beads of DOC stand in DOC.zh-en.beads in it"}
			}
		}
	}
	return nil
}

// given aligns or scores two texts with the beads that the flags name.
func (a *alignment) given(aligner *align.Aligner, name string, source, target *lineText) (align.Result, error) {
	do, path := aligner.AlignLocked, a.String("locked")
	if a.IsSet("score-only") {
		do, path = aligner.Score, a.String("score-only")
	}
	if a.Bool("batch") {
		path = filepath.Join(path, name+"."+a.String("source")+"-"+a.String("target")+".beads")
	}
	beads, at, err := readGiven(path, source, target)
	if errors.Is(err, fs.ErrNotExist) && a.Bool("batch") && a.IsSet("locked") {
		beads, err = nil, nil // nobody has checked this one
	}
	if err != nil {
		return align.Result{}, err
	}
	result, err := do(source.units, target.units, beads)
	var fault *align.BeadError
	if errors.As(err, &fault) {
		err = fmt.Errorf("align: %s:%d: %s", path, at[fault.Number], fault.What)
	}
	return result, err
}

// readGiven reads beads of lines and gives them as beads of units, in the order
// of the texts, with the line of the file that each stands in. Blank lines of
// the texts are nobody's partners.
func readGiven(path string, source, target *lineText) ([]align.Bead, []int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("align: %w", err)
	}
	defer f.Close()
	read, lines, err := eval.ReadLines(f, path)
	if err != nil {
		return nil, nil, err
	}
	type placed struct {
		align.Bead
		line int
	}
	var pairs, nulls []placed
	for k, b := range read {
		p := placed{line: lines[k]}
		if p.Source, err = source.rangeOf(b.Source); err == nil {
			p.Target, err = target.rangeOf(b.Target)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("align: %s:%d: %s: %w", path, lines[k], b, err)
		}
		switch {
		case p.Source.Len()+p.Target.Len() == 0: // blank lines only
		case p.Null():
			nulls = append(nulls, p)
		default:
			pairs = append(pairs, p)
		}
	}
	// Beads may stand in any order in the file, null beads at its end for one.
	slices.SortStableFunc(pairs, func(a, b placed) int { return cmp.Compare(a.Source.Lo, b.Source.Lo) })
	slices.SortStableFunc(nulls, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Source.Lo, b.Source.Lo), cmp.Compare(a.Target.Lo, b.Target.Lo))
	})
	var beads []align.Bead
	var at []int
	put := func(p placed) { beads, at = append(beads, p.Bead), append(at, p.line) }
	for _, p := range append(pairs, placed{Bead: align.Bead{
		Source: align.Range{Lo: len(source.units)}, Target: align.Range{Lo: len(target.units)},
	}}) {
		nulls = slices.DeleteFunc(nulls, func(n placed) bool {
			before := n.Target.Len() == 0 && n.Source.Lo < p.Source.Lo || n.Source.Len() == 0 && n.Target.Lo < p.Target.Lo
			if before {
				put(n)
			}
			return before
		})
		if p.line > 0 {
			put(p)
		}
	}
	return beads, at, nil
}

// rangeOf gives the units that stand in lines; the lines must be neighbours but
// for blank ones between them.
func (t *lineText) rangeOf(lines []int) (align.Range, error) {
	var r align.Range
	lines = slices.Sorted(slices.Values(lines))
	for _, line := range lines {
		if line >= len(t.text) {
			return r, fmt.Errorf("%s has no line %d, its last is %d", t.path, line, len(t.text)-1)
		}
		u, filled := slices.BinarySearch(t.places, line)
		switch {
		case !filled:
		case r.Len() == 0:
			r = align.Range{Lo: u, Hi: u + 1}
		case r.Hi == u:
			r.Hi++
		default:
			return r, fmt.Errorf("lines %d and %d of %s are no neighbours", t.places[r.Hi-1], line, t.path)
		}
	}
	return r, nil
}
