package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"tritext/align"
	"tritext/corpus"
)

// Realigner aligns documents of a corpus again, around beads that a person has
// checked. It may be used by many goroutines at once.
type Realigner struct {
	aligners map[[2]string]*align.Aligner
	label    func(string) string
}

// NewRealigner makes one with the model, the dictionary and the links between
// words that opt tells. Sentence vectors and what a first pass has learnt
// (Options.Adapt) are not in a corpus and are no evidence here.
func NewRealigner(opt Options) (*Realigner, error) {
	opt = opt.withDefaults()
	s, err := newStages(&opt)
	if err != nil {
		return nil, err
	}
	r := &Realigner{aligners: map[[2]string]*align.Aligner{}, label: s.label}
	for pair, lex := range s.lexicons {
		r.aligners[pair] = align.New(lex, align.Options{WordLinks: opt.WordLinks})
	}
	return r, nil
}

// Pair gives the beads of two versions of a family out of a corpus
// (store.Family.Corpus) with the locked beads among them, which keep their
// method and editor and have confidence 1; the rest is aligned around them.
// Of the locked beads, units, method, editor and Crossing are read. Those that
// cross others keep their places too: the others are aligned without them.
//
// It fails if the units of a bead do not stand together in one stream (body or
// footnotes), or if a unit stands in two beads.
func (r *Realigner) Pair(f *corpus.Family, source, target string, locked []corpus.Bead) ([]corpus.Bead, error) {
	a, known := r.aligners[[2]string{source, target}]
	from, to := f.Version(source), f.Version(target)
	if !known || from == nil || to == nil {
		return nil, fmt.Errorf("pipeline: %s: no alignment of %s and %s", f.ID, source, target)
	}
	src, tgt := sideOf(from, r.label, false), sideOf(to, r.label, false)
	placed, err := placeLocked(src, tgt, locked)
	if err != nil {
		return nil, fmt.Errorf("pipeline: %s: %w", f.ID, err)
	}
	var all []corpus.Bead
	for i := range src.streams {
		beads, err := around(a, &src.streams[i], &tgt.streams[i], placed[i])
		if err != nil {
			return nil, fmt.Errorf("pipeline: %s: %w", f.ID, err)
		}
		all = append(all, beads...)
	}
	for n := range all {
		all[n].ID = fmt.Sprintf("%s#%s-%s.%d", f.ID, source, target, n+1)
		all[n].Source, all[n].Target = source, target
	}
	return all, nil
}

// lockedBead is a locked bead by the places of its units in a stream.
type lockedBead struct {
	align.Bead
	of *corpus.Bead
}

// placeLocked finds the streams and places of the locked beads.
func placeLocked(src, tgt *side, locked []corpus.Bead) (placed [2][]lockedBead, err error) {
	type place struct{ stream, at int }
	places := func(s *side) map[int]place {
		m := map[int]place{}
		for i := range s.streams {
			for at, u := range s.streams[i].index {
				m[u] = place{i, at}
			}
		}
		return m
	}
	at := [2]map[int]place{places(src), places(tgt)}
	taken := [2]map[int]bool{{}, {}}
	for k := range locked {
		b := &locked[k]
		out := lockedBead{of: b}
		stream := -1
		for x, units := range [2][]int{b.SourceUnits, b.TargetUnits} {
			r := align.Range{}
			for n, u := range units {
				p, ok := at[x][u]
				switch {
				case !ok:
					return placed, fmt.Errorf("bead %d: a unit that takes no part in alignment", k)
				case taken[x][u]:
					return placed, fmt.Errorf("bead %d: a unit that stands in another bead too", k)
				case stream >= 0 && p.stream != stream || n > 0 && p.at != r.Hi:
					return placed, fmt.Errorf("bead %d: its units do not stand together", k)
				}
				taken[x][u] = true
				stream = p.stream
				if n == 0 {
					r.Lo = p.at
				}
				r.Hi = p.at + 1
			}
			if x == 0 {
				out.Source = r
			} else {
				out.Target = r
			}
		}
		if stream < 0 {
			return placed, fmt.Errorf("bead %d has no units", k)
		}
		placed[stream] = append(placed[stream], out)
	}
	return placed, nil
}

// around aligns a stream of two versions around the locked beads.
func around(a *align.Aligner, src, tgt *stream, locked []lockedBead) ([]corpus.Bead, error) {
	ordered, crossing := chainOf(locked)
	s, t := src.without(crossing, false), tgt.without(crossing, true)
	given := make([]align.Bead, len(ordered))
	for k, b := range ordered {
		given[k] = align.Bead{Source: s.now(b.Source), Target: t.now(b.Target)}
	}
	result, err := a.AlignLocked(s.units, t.units, given)
	if err != nil {
		return nil, err
	}
	bySource, byTarget := map[int]*corpus.Bead{}, map[int]*corpus.Bead{} // unit → its locked bead
	for _, b := range locked {
		for _, u := range b.of.SourceUnits {
			bySource[u] = b.of
		}
		for _, u := range b.of.TargetUnits {
			byTarget[u] = b.of
		}
	}
	slips := align.Slips(result.Beads)
	out := make([]corpus.Bead, 0, len(result.Beads)+len(crossing))
	for n, b := range result.Beads {
		bead := corpusBead(b, result.Names, &s.stream, &t.stream)
		bead.Slip = slices.ContainsFunc(slips, func(x align.Slip) bool { return n >= x.Beads.Lo && n < x.Beads.Hi })
		if b.Locked {
			var is *corpus.Bead
			if len(bead.SourceUnits) > 0 {
				is = bySource[bead.SourceUnits[0]]
			} else {
				is = byTarget[bead.TargetUnits[0]]
			}
			bead.Method, bead.Editor, bead.Edited, bead.Crossing, bead.Slip = is.Method, is.Editor, is.Edited, is.Crossing, false
		}
		out = append(out, bead)
	}
	for _, b := range crossing {
		bead := *b.of
		bead.Confidence, bead.Crossing, bead.Slip = 1, true, false
		at := len(out)
		for k := range out { // before the first bead that begins later in the source
			if len(out[k].SourceUnits) > 0 && out[k].SourceUnits[0] > bead.SourceUnits[0] {
				at = k
				break
			}
		}
		out = slices.Insert(out, at, bead)
	}
	return out, nil
}

// chainOf parts locked beads into those that stand in the same order on both
// sides, as many as possible, in that order, and those that cross them.
func chainOf(locked []lockedBead) (ordered, crossing []lockedBead) {
	var full, nulls []lockedBead
	for _, b := range locked {
		if b.Null() {
			nulls = append(nulls, b)
		} else {
			full = append(full, b)
		}
	}
	slices.SortFunc(full, func(a, b lockedBead) int { return cmp.Compare(a.Source.Lo, b.Source.Lo) })
	// The longest rising chain of targets.
	last := []int{}                  // by length − 1: the bead that ends the chain lowest
	before := make([]int, len(full)) // bead → the one before it in its chain, −1: none
	for k, b := range full {
		n, _ := slices.BinarySearchFunc(last, b.Target.Lo, func(x, lo int) int { return cmp.Compare(full[x].Target.Lo, lo) })
		before[k] = -1
		if n > 0 {
			before[k] = last[n-1]
		}
		if n == len(last) {
			last = append(last, k)
		} else {
			last[n] = k
		}
	}
	in := make([]bool, len(full))
	if len(last) > 0 {
		for k := last[len(last)-1]; k >= 0; k = before[k] {
			in[k] = true
		}
	}
	for k, b := range full {
		if in[k] {
			ordered = append(ordered, b)
		} else {
			crossing = append(crossing, b)
		}
	}
	// Null beads go where their own side has them.
	for _, b := range nulls {
		at := 0
		for at < len(ordered) && !later(ordered[at].Bead, b.Bead) {
			at++
		}
		ordered = slices.Insert(ordered, at, b)
	}
	return ordered, crossing
}

// later tells whether a stands behind the null bead b on b's side.
func later(a, b align.Bead) bool {
	if b.Source.Len() > 0 {
		return a.Source.Len() > 0 && a.Source.Lo > b.Source.Lo
	}
	return a.Target.Len() > 0 && a.Target.Lo > b.Target.Lo
}

// partStream is a stream without some of its units.
type partStream struct {
	stream
	at []int // unit of the whole stream → place in this one, or where it would stand
}

// without leaves the units of the beads out: of their targets or their sources.
func (s *stream) without(beads []lockedBead, targets bool) *partStream {
	out := make([]bool, len(s.units))
	for _, b := range beads {
		r := b.Source
		if targets {
			r = b.Target
		}
		for i := r.Lo; i < r.Hi; i++ {
			out[i] = true
		}
	}
	p := &partStream{at: make([]int, len(s.units)+1)}
	for i := range s.units {
		p.at[i] = len(p.units)
		if !out[i] {
			p.units, p.tokens, p.index = append(p.units, s.units[i]), append(p.tokens, s.tokens[i]), append(p.index, s.index[i])
		}
	}
	p.at[len(s.units)] = len(p.units)
	return p
}

// now gives the range by the places of the units that are left.
func (p *partStream) now(r align.Range) align.Range {
	return align.Range{Lo: p.at[r.Lo], Hi: p.at[r.Hi]}
}
