package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"tritext/align"
	"tritext/align/lexicon"
	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/corpus/quality"
	"tritext/segment"
)

// stages are the parts that a family goes through, in their order.
type stages struct {
	discover  func(inputs []string, manifest string) (*ingest.Plan, error)
	read      func(context.Context, ingest.File) (*corpus.Document, error)
	clean     func(*corpus.Document)
	undoc     func(*corpus.Document)
	resolve   func([]*corpus.Document)
	language  func(code string) (*segment.Language, bool)
	normalize func(text, lang string) (string, []corpus.Repair)
	state     func(text string) string                      // code of the State that a text names; nil: lists of States are aligned by order
	identify  func(text string) (code string, sure float64) // the language of a short text; nil: not asked
	label     func(string) string
	align     alignTexts
	score     scoreBeads
	lexicons  map[[2]string]*lexicon.Pair                  // by pair of languages
	aligned   func(map[[2]string]*lexicon.Pair) alignTexts // makes align of other lexicons
	checks    *quality.Run                                 // of the corpus that is made; nil while none is
	crossing  bool                                         // passages in another order are matched
	// vectors gives evidence from sentence vectors of a document's texts; nil
	// if there is none.
	vectors func(ctx context.Context, texts ...[]align.Unit) (align.Scorer, error)
	locking map[[2]string]*align.Aligner // by pair: for what was checked
	checked map[string]*checkedDocument  // by document: what a person checked in the corpus that is replaced
}

// result is a family that went through, and what was set aside on the way.
type result struct {
	id       string           // of the family
	family   *corpus.Family   // nil if nothing is left of it
	balances []corpus.Balance // of its versions, in order
	problems []corpus.Problem
	agree    agreement // of three versions
	scores   quality.Scores
}

// run brings one family through all stages. What is wrong with a document sets
// that document aside; a fault of ours in it sets the family aside. The error
// is one that must end the run: a cancelled context, or a balance that does
// not close.
func (s *stages) run(ctx context.Context, files ingest.Family) (r result, err error) {
	r.id, r.problems = files.ID, files.Problems
	if len(files.Files) == 0 {
		return r, nil
	}
	at := files.Files[0].Path
	defer func() {
		if fault := recover(); fault != nil {
			r = result{id: files.ID, problems: append(r.problems, corpus.Problem{
				Stage: "pipeline", Path: at, Severe: true,
				What: fmt.Sprintf("fault in tritext, please report it with this file: %v (%s)", fault, faultPlace()),
			})}
		}
	}()
	f := &corpus.Family{ID: files.ID}
	for _, file := range files.Files {
		at = file.Path
		if err := ctx.Err(); err != nil {
			return r, err
		}
		d, err := s.read(ctx, file)
		if err != nil {
			r.problems = append(r.problems, problemOf(file, err))
			continue
		}
		if f.Version(d.Lang) != nil {
			r.problems = append(r.problems, corpus.Problem{Stage: "pipeline", Path: file.Path, Severe: true,
				What: fmt.Sprintf("a second version in language %s", d.Lang)})
			continue
		}
		s.clean(d)
		s.undoc(d)
		if files.Given != nil {
			asSentences(d)
		}
		f.Versions = append(f.Versions, d)
	}
	if len(f.Versions) == 0 {
		return r, nil
	}
	if len(f.Versions) == 1 && f.Versions[0].Source.Paired != "manifest" {
		f.Versions[0].Source.Paired = "alone" // its partners were set aside
	}
	s.resolve(f.Versions)
	sides := map[string]*side{}
	for _, d := range f.Versions {
		at = d.Source.Path
		if err := ctx.Err(); err != nil {
			return r, err
		}
		language, ok := s.language(d.Lang)
		if !ok {
			return r, fmt.Errorf("pipeline: %s: language %q is not known", d.Source.Path, d.Lang)
		}
		split(d, language, func(text string) (string, []corpus.Repair) { return s.normalize(text, d.Lang) })
		if s.identify != nil {
			readLanguages(d, s.identify)
		}
	}
	if len(f.Versions) > 1 {
		apart := s.state != nil && files.Given == nil
		if apart {
			agreeOnStates(f.Versions)
		}
		for _, d := range f.Versions {
			sides[d.Lang] = sideOf(d, s.label, apart)
		}
	}
	evidence, err := s.evidence(ctx, f.Versions, sides)
	if err != nil {
		return r, err
	}
	next := func(source, _ string) error {
		at = f.Version(source).Source.Path
		return ctx.Err()
	}
	if files.Given != nil {
		f.Beads, err = s.given(f.ID, files.Given, sides, next, evidence...)
	} else {
		f.Beads, r.agree, err = s.beads(f.ID, sides, next, evidence...)
	}
	if kept := s.checked[f.ID]; kept != nil && err == nil {
		err = s.keepChecked(f, sides, kept, evidence...)
	}
	if err != nil {
		return r, err
	}
	f.Join()
	if s.checks != nil {
		r.scores = s.checks.Score(f)
	}
	for _, d := range f.Versions {
		b, err := d.Balance()
		if err != nil {
			return r, err
		}
		r.balances = append(r.balances, b)
	}
	r.family = f
	return r, nil
}

// problemOf makes a problem of what reading a file says.
func problemOf(file ingest.File, err error) corpus.Problem {
	var told *ingest.Error
	if errors.As(err, &told) {
		return told.Problem()
	}
	return corpus.Problem{Stage: "ingest", Path: file.Path, What: err.Error(), Severe: true}
}

// faultPlace names the function of ours in which a panic arose.
func faultPlace() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && strings.HasPrefix(frame.Function, "tritext/") {
			return fmt.Sprintf("%s, line %d", frame.Function, frame.Line)
		}
		panicked = panicked || strings.HasPrefix(frame.Function, "runtime.") && strings.Contains(frame.Function, "panic")
		if !more {
			return "place not known"
		}
	}
}
