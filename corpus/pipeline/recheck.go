package pipeline

import (
	"context"
	"runtime"

	"tritext/corpus"
	"tritext/corpus/quality"
	"tritext/corpus/store"
)

// RecheckOptions of Recheck. The zero value is good.
type RecheckOptions struct {
	ModelFile string // translation model in place of the built-in one
	Jobs      int    // documents worked on at a time; 0: one a processor
	Update    bool   // write what the checks found into the corpus
	// Each is told of every document after it was asked; it may be nil.
	Each func(*corpus.Family) error
}

// Recheck asks the quality checks of a corpus that was made before, first all
// documents for formulas, then every group. With Update the corpus is replaced
// by one with the new scores and flags, when that is complete, and is else the
// same.
func Recheck(ctx context.Context, c *store.Corpus, opt RecheckOptions) (_ *quality.Run, err error) {
	if opt.Jobs <= 0 {
		opt.Jobs = runtime.GOMAXPROCS(0)
	}
	s, err := newStages(&Options{ModelFile: opt.ModelFile})
	if err != nil {
		return nil, err
	}
	var out *store.Writer
	if opt.Update {
		m := c.Manifest
		if out, err = store.Create(c.Dir, store.Options{Force: true, Version: m.Version, Signature: m.Signature}); err != nil {
			return nil, err
		}
		defer func() {
			if e := out.Abort(); err == nil { // nothing to do after Commit
				err = e
			}
		}()
	}
	run := quality.NewRun(quality.Options{Lexicon: s.lexicon})
	for rows, err := range c.Families(store.Need{NoBeads: true, NoRemoved: true, NoTokens: true}) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		f, err := rows.Corpus()
		if err != nil {
			return nil, err
		}
		run.Learn(f)
	}
	type asked struct {
		rows   *store.Family
		family *corpus.Family
		scores quality.Scores
	}
	var fault error
	families := func(yield func(*store.Family) bool) {
		for rows, err := range c.Families(store.Need{NoBeads: !opt.Update, NoRemoved: !opt.Update}) {
			if err != nil {
				fault = err
				return
			}
			if !yield(rows) {
				return
			}
		}
	}
	err = ordered(ctx, opt.Jobs, families, func(_ context.Context, rows *store.Family) (asked, error) {
		f, err := rows.Corpus()
		if err != nil {
			return asked{}, err
		}
		return asked{rows, f, run.Score(f)}, nil
	}, func(a asked) error {
		run.Finish(a.family, a.scores)
		if opt.Each != nil {
			if err := opt.Each(a.family); err != nil {
				return err
			}
		}
		if out == nil {
			return nil
		}
		for i := range a.rows.Parallel {
			row, g := &a.rows.Parallel[i], &a.family.Groups[i]
			row.Flags, row.Checks = g.Flags, nil
			for _, c := range g.Checks {
				row.Checks = append(row.Checks, store.CheckScore(c))
			}
		}
		return out.WriteFamily(a.rows)
	})
	if err == nil {
		err = fault
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil || out == nil {
		return run, err
	}
	if err := out.TakeOver(c); err != nil {
		return nil, err
	}
	return run, out.Commit(*c.Manifest)
}
