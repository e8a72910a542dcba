package pipeline

import (
	"context"
	"slices"

	splits "tritext/corpus/split"
	"tritext/corpus/store"
)

// SplitOptions of Split.
type SplitOptions struct {
	splits.Options
	// Out tells which groups, by id, go to no side; nil: none.
	Out func(id string) bool
	// Step is told of each document of each of the passes; it may be nil.
	Step func()
}

// SplitPasses is how often Split reads the documents of a corpus, the check of the
// result counted.
const SplitPasses = 6

// Split parts a corpus into train, dev and test (package split): it fills the
// column split of table parallel and leaves everything else as it is. The corpus
// is replaced when the new one is complete. Leaks are what CheckSplit says of the
// result.
func Split(ctx context.Context, c *store.Corpus, opt SplitOptions) (_ *splits.Report, _ *splits.Leaks, err error) {
	if opt.Step == nil {
		opt.Step = func() {}
	}
	m := c.Manifest
	out, err := store.Create(c.Dir, store.Options{Force: true, Version: m.Version, Signature: m.Signature})
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if e := out.Abort(); err == nil { // nothing to do after Commit
			err = e
		}
	}()
	s := splits.New(opt.Options)
	for i, pass := range []func(*splits.Document){s.Add, s.Hold, s.Scan} {
		if i == 1 {
			s.Assign()
		}
		if err := eachDocument(ctx, c, opt.Out, opt.Step, func(d *splits.Document, _ *store.Family) error {
			pass(d)
			return nil
		}, store.Need{NoUnits: true, NoBeads: true, NoRemoved: true}); err != nil {
			return nil, nil, err
		}
	}
	if err := eachDocument(ctx, c, opt.Out, opt.Step, func(d *splits.Document, rows *store.Family) error {
		for i := range rows.Parallel {
			rows.Parallel[i].Split = s.Split(d.ID, &d.Groups[i])
		}
		return out.WriteFamily(rows)
	}, store.Need{}); err != nil {
		return nil, nil, err
	}
	if err := out.TakeOver(c); err != nil {
		return nil, nil, err
	}
	if err := out.Commit(*m); err != nil {
		return nil, nil, err
	}
	now, err := store.Open(c.Dir)
	if err != nil {
		return nil, nil, err
	}
	leaks, err := CheckSplit(ctx, now, opt.Step)
	return &s.Report, leaks, err
}

// CheckSplit compares every sentence of train with all of dev and test, and every
// one of dev with all of test. step is told of each document of two passes; it may
// be nil.
func CheckSplit(ctx context.Context, c *store.Corpus, step func()) (*splits.Leaks, error) {
	if step == nil {
		step = func() {}
	}
	var check splits.Checker
	for _, pass := range []func(*splits.Document, func(*splits.Group) string){check.Hold, check.Compare} {
		err := eachDocument(ctx, c, nil, step, func(d *splits.Document, rows *store.Family) error {
			side := map[string]string{}
			for i := range rows.Parallel {
				side[rows.Parallel[i].ID] = rows.Parallel[i].Split
			}
			pass(d, func(g *splits.Group) string { return side[g.ID] })
			return nil
		}, store.Need{NoUnits: true, NoBeads: true, NoRemoved: true})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(check.Leaks.Families)
	return &check.Leaks, nil
}

// eachDocument reads the documents of a corpus as package split sees them.
func eachDocument(ctx context.Context, c *store.Corpus, out func(string) bool, step func(), visit func(*splits.Document, *store.Family) error, need store.Need) error {
	for rows, err := range c.Families(need) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if err := visit(splitDocument(rows, out), rows); err != nil {
			return err
		}
		step()
	}
	return nil
}

func splitDocument(rows *store.Family, out func(string) bool) *splits.Document {
	d := &splits.Document{ID: rows.ID}
	for i := range rows.Documents {
		r := &rows.Documents[i]
		for _, s := range r.Symbols {
			if !slices.Contains(d.Symbols, s) {
				d.Symbols = append(d.Symbols, s)
			}
		}
		if d.Type == "" {
			d.Type = r.Type
		}
		if d.Title == "" {
			d.Title = r.Title
		}
		if d.Date == "" {
			d.Date = r.Date
		}
		if d.Session == 0 {
			d.Session = int(r.Masthead.SessionNo)
		}
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	d.Groups = make([]splits.Group, len(rows.Parallel))
	for i := range rows.Parallel {
		p := &rows.Parallel[i]
		d.Groups[i] = splits.Group{ID: p.ID, Out: out != nil && out(p.ID)}
		if t := p.Translation; t != nil {
			d.Groups[i].Texts = []string{text(t.En), text(t.Ru), text(t.Zh)}
		}
	}
	return d
}
