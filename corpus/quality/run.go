package quality

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tritext/align"
	"tritext/corpus"
)

// Options of a Run. The zero value leaves out what needs a lexicon.
type Options struct {
	// Lexicon gives the translation model of a pair of languages, nil if there is
	// none in that direction. Safe for concurrent use.
	Lexicon func(source, target string) align.Lexicon
}

// Run asks all checks of the groups of one corpus. Its memory grows with the
// number of different groups, by about 50 bytes each, and by 120 MB at most.
type Run struct {
	opt  Options
	seen seen

	learning uint32 // families that Learn was told
	// Applied and Flagged count by check, in the order of Checks.
	Applied, Flagged []int
	Groups, Doubtful int // all groups; those with a flag of a check
}

// NewRun begins a run.
func NewRun(opt Options) *Run {
	return &Run{opt: opt, Applied: make([]int, len(Checks)), Flagged: make([]int, len(Checks))}
}

// digits is what a score is rounded to, a thousandth: more says nothing and packs
// badly.
const digits = 1000

// Scores are what the groups of a family say alone, by group.
type Scores []groupScores

type groupScores struct {
	scores  []float64 // in the order of Checks; −1: does not apply
	imprint imprint
}

// Score asks the checks that need one group only. Safe for concurrent use.
func (r *Run) Score(f *corpus.Family) Scores {
	all := make(Scores, len(f.Groups))
	flat := make([]float64, len(f.Groups)*len(Checks))
	var mem memory
	for i := range f.Groups {
		g := view(f, &f.Groups[i], &r.opt)
		all[i].scores = flat[i*len(Checks) : (i+1)*len(Checks)]
		for c, check := range Checks {
			all[i].scores[c] = -1
			if check.Score == nil {
				continue
			}
			if score, applies := check.Score(g); applies {
				all[i].scores[c] = score
			}
		}
		all[i].imprint = mem.imprint(g)
	}
	return all
}

// Finish asks the checks that need the groups before, and fills Checks and Flags
// of the family's groups: a score for each check that applies and found
// something, a flag for each score above its limit. The scores and flags of an
// earlier run are taken out. Call it for one family after the other, in the order
// of the corpus.
func (r *Run) Finish(f *corpus.Family, s Scores) {
	r.seen.document++
	for i := range f.Groups {
		g := &f.Groups[i]
		scores := s[i].scores
		r.seen.ask(&s[i].imprint, func(c *Check, score float64) { scores[at(c)] = score })
		g.Checks = nil
		doubtful := false
		g.Flags = slices.DeleteFunc(slices.Clone(g.Flags), func(flag string) bool { return Find(flag) != nil })
		r.Groups++
		for c, check := range Checks {
			score := scores[c]
			if score < 0 {
				continue
			}
			r.Applied[c]++
			flagged := check.Flagged(score)
			score = math.Round(score*digits) / digits
			if score == 0 {
				continue
			}
			g.Checks = append(g.Checks, corpus.CheckScore{Name: check.Name, Score: float32(score)})
			if flagged {
				r.Flagged[c]++
				doubtful = true
				g.Flags = append(g.Flags, check.Name)
			}
		}
		slices.Sort(g.Flags)
		if doubtful {
			r.Doubtful++
		}
	}
}

// Learn counts in how many documents the texts of a family stand, so that Formula
// knows the whole corpus. Call it for every family before the first Finish, or
// for none.
func (r *Run) Learn(f *corpus.Family) {
	var mem memory
	r.learning++
	s := &r.seen
	s.document, s.learnt = r.learning, true
	for i := range f.Groups {
		if p := mem.imprint(view(f, &f.Groups[i], &r.opt)); !p.empty {
			s.count(&p)
		}
	}
	s.document = 0
}

// at gives the place of a check in Checks.
func at(c *Check) int {
	i, _ := slices.BinarySearchFunc(Checks, c.Name, func(c *Check, name string) int { return strings.Compare(c.Name, name) })
	return i
}

// Ask gives the scores of one group outside of a corpus, for all checks that
// need no other groups, by name.
func Ask(f *corpus.Family, g *corpus.Group, opt Options) (scores []corpus.CheckScore) {
	v := view(f, g, &opt)
	for _, c := range Checks {
		if c.Score == nil {
			continue
		}
		if score, applies := c.Score(v); applies {
			scores = append(scores, corpus.CheckScore{Name: c.Name, Score: float32(score)})
		}
	}
	slices.SortFunc(scores, func(a, b corpus.CheckScore) int { return cmp.Compare(a.Name, b.Name) })
	return scores
}
