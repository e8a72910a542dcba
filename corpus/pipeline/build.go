package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tritext/align"
	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/corpus/quality"
	"tritext/corpus/store"
)

// Observer is told what happens; each of its functions may be nil. They are
// called one at a time, in the order of the plan.
type Observer struct {
	Planned func(*ingest.Plan)   // what will be read, before any of it is
	Done    func(*FamilyReport)  // a document went through, or was set aside whole and has no versions
	Problem func(corpus.Problem) // a doubt or fault, before the Done of its document
	// Learning tells how many of the documents with two versions or more the
	// first pass of Options.Adapt has gone through: 0 when it begins, total when
	// it ends.
	Learning func(done, total int)
}

// Report says what Build did.
type Report struct {
	Manifest *store.Manifest // of the finished corpus
	Problems int             // told to the observer
	SetAside int             // files that could not be used
	Checks   *quality.Run    // with the counts of the quality checks
	Learnt   map[string]int  // pairs of words, by "zh-en"; nil without Options.Adapt
	Checked  int             // beads that a person checked in the corpus that was replaced
}

// FamilyReport says what became of one document.
type FamilyReport struct {
	ID          string
	Done, Total int // documents finished so far, this one included, and in all, as far as is known: collections tell only as they are read
	Versions    []VersionReport
	Pairs       []PairReport
	Groups      int // with two or more languages
	Trilingual  int // with three
	Doubts      int // groups of which the alignment is in doubt
	// Cycle is how far the alignments of three versions agree with each other,
	// CycleAlone how far they did before each pair listened to the third version.
	Cycle, CycleAlone align.Consistency
}

// VersionReport says what became of one language version.
type VersionReport struct {
	Lang     string
	Path     string
	Symbols  []string
	Sections []corpus.Section
	Blocks   int
	Units    int // all
	Aligned  int // units that take part in alignment
	Problems int
	Balance  corpus.Balance
}

// PairReport says how two versions were aligned.
type PairReport struct {
	Source, Target           string
	Beads                    int // without the null beads
	SourceAlone, TargetAlone int // units without a partner
}

// build is Build with the stages given.
func build(ctx context.Context, opt Options, s *stages, obs Observer) (_ *Report, err error) {
	if len(opt.Inputs) == 0 && opt.Manifest == "" {
		return nil, errors.New("pipeline: no input")
	}
	checked := 0
	if opt.Force && !opt.DiscardChecked {
		kept, count, sum, err := readChecked(opt.Output)
		if err != nil {
			return nil, err
		}
		checked = count
		if s.checked = kept; count > 0 {
			opt.Checked = fmt.Sprintf("%d-%016x", count, sum)
		}
	}
	out, err := store.Create(opt.Output, store.Options{Force: opt.Force, Version: opt.Version, Signature: opt.Signature()})
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := out.Abort(); err == nil { // nothing to do after Commit
			err = e
		}
	}()
	plan, err := s.discover(opt.Inputs, opt.Manifest)
	if err != nil {
		return nil, err
	}
	if obs.Planned != nil {
		obs.Planned(plan)
	}
	if opt.Adapt {
		if opt.Learnt, err = s.learn(ctx, opt.Jobs, plan, obs.Learning); err != nil {
			return nil, err
		}
	}
	s.checks = quality.NewRun(quality.Options{Lexicon: s.lexicon})
	report := &Report{Learnt: opt.Learnt, Checked: checked, Checks: s.checks}
	problem := func(p corpus.Problem) error {
		report.Problems++
		if obs.Problem != nil {
			obs.Problem(p)
		}
		if !p.Severe {
			return nil // it stands with its document
		}
		report.SetAside++
		p.Path = shown(p.Path, opt)
		return out.SetAside(p)
	}
	for _, p := range plan.Problems {
		if !p.Severe { // there may be no document
			note := p
			note.Path = shown(p.Path, opt)
			if err := out.Note(note); err != nil {
				return nil, err
			}
		}
		if err := problem(p); err != nil {
			return nil, err
		}
	}
	write := func(f *corpus.Family, balances []corpus.Balance, scores quality.Scores) (*FamilyReport, error) {
		for _, d := range f.Versions {
			for _, p := range d.Problems {
				if err := problem(p); err != nil {
					return nil, err
				}
			}
		}
		told := reportOf(f, balances)
		s.checks.Finish(f, scores)
		for _, d := range f.Versions {
			d.Source.Path = shown(d.Source.Path, opt)
		}
		return told, out.Write(f)
	}
	done := 0
	var agree agreement
	err = ordered(ctx, opt.Jobs, plan.All(), s.run, func(r result) error {
		for _, p := range r.problems {
			if err := problem(p); err != nil {
				return err
			}
		}
		if r.id == "" { // a collection tells of rows that could not be used
			return nil
		}
		done++
		told := &FamilyReport{ID: r.id}
		if r.family != nil {
			var err error
			if told, err = write(r.family, r.balances, r.scores); err != nil {
				return err
			}
			told.Cycle, told.CycleAlone = r.agree.now, r.agree.alone
			agree.now.Add(r.agree.now)
			agree.alone.Add(r.agree.alone)
		}
		told.Done, told.Total = done, max(done, len(plan.Families))
		if obs.Done != nil {
			obs.Done(told)
		}
		return nil
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	if err := out.Commit(store.Manifest{
		Options: opt, Cycle: store.Consistency(agree.now), CycleAlone: store.Consistency(agree.alone),
	}); err != nil {
		return nil, err
	}
	c, err := store.Open(opt.Output)
	if err != nil {
		return nil, err
	}
	report.Manifest = c.Manifest
	return report, nil
}

// reportOf says what became of a family.
func reportOf(f *corpus.Family, balances []corpus.Balance) *FamilyReport {
	r := &FamilyReport{ID: f.ID}
	for i, d := range f.Versions {
		v := VersionReport{
			Lang: d.Lang, Path: d.Source.Path, Symbols: d.Masthead.Symbols, Sections: d.Sections,
			Blocks: len(d.Blocks), Units: len(d.Units), Problems: len(d.Problems), Balance: balances[i],
		}
		for i := range d.Units {
			if d.Units[i].Kind.Aligned() {
				v.Aligned++
			}
		}
		r.Versions = append(r.Versions, v)
	}
	for i := range f.Beads {
		b := &f.Beads[i]
		if n := len(r.Pairs); n == 0 || r.Pairs[n-1].Source != b.Source || r.Pairs[n-1].Target != b.Target {
			r.Pairs = append(r.Pairs, PairReport{Source: b.Source, Target: b.Target})
		}
		p := &r.Pairs[len(r.Pairs)-1]
		switch {
		case len(b.TargetUnits) == 0:
			p.SourceAlone += len(b.SourceUnits)
		case len(b.SourceUnits) == 0:
			p.TargetAlone += len(b.TargetUnits)
		default:
			p.Beads++
		}
	}
	for i := range f.Groups {
		g := &f.Groups[i]
		if len(g.Members) >= 2 {
			r.Groups++
		}
		if len(g.Members) == 3 {
			r.Trilingual++
		}
		if len(g.Flags) > 0 {
			r.Doubts++
		}
	}
	return r
}

// shown gives the path of a file as it stands in the corpus: the same on every
// machine. A relative path stays as it was given; an absolute one begins with
// the name of the input folder (or of the manifest's folder) that it was found
// in. What is no UTF-8 in it becomes U+FFFD.
func shown(file string, opt Options) string {
	file = strings.ToValidUTF8(file, "\uFFFD")
	if !filepath.IsAbs(filepath.FromSlash(file)) {
		return file
	}
	roots := slices.Clone(opt.Inputs)
	for i, root := range roots {
		if at := strings.IndexAny(root, "*?["); at >= 0 { // a glob: the folder before its first sign
			roots[i] = root[:strings.LastIndexAny(root[:at], `/\`)+1]
		}
	}
	if opt.Manifest != "" {
		roots = append(roots, filepath.Dir(opt.Manifest))
	}
	for _, root := range roots {
		root = strings.ToValidUTF8(filepath.ToSlash(filepath.Clean(root)), "\uFFFD")
		if file == root {
			return path.Base(root)
		}
		if rest, ok := strings.CutPrefix(file, strings.TrimSuffix(root, "/")+"/"); ok {
			return path.Join(strings.TrimPrefix(path.Base(root), "/"), rest)
		}
	}
	return path.Base(file)
}
