package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"tritext/align"
	"tritext/corpus"
	"tritext/corpus/ingest"
)

// Documents that are aligned already keep their beads. The aligner scores them,
// so that doubtful ones can be found, and moves none; pairs of languages that came
// without beads are aligned.

// scoreBeads scores beads that are given.
type scoreBeads func(source, target string, from, to []align.Unit, beads []align.Bead, extra ...align.Scorer) (align.Result, error)

// scoring scores with the aligners of the pairs of languages.
func scoring(aligners map[[2]string]*align.Aligner) scoreBeads {
	return func(source, target string, from, to []align.Unit, beads []align.Bead, extra ...align.Scorer) (align.Result, error) {
		return aligners[[2]string{source, target}].With(extra...).Score(from, to, beads)
	}
}

// asSentences makes prose of all blocks: what the source aligned takes part in
// alignment, whatever it looks like.
func asSentences(d *corpus.Document) {
	for i := range d.Blocks {
		if b := &d.Blocks[i]; !b.Kind.Aligned() || b.Kind == corpus.KindFootnote {
			b.Kind = corpus.KindSentence
		}
	}
}

// given makes the beads of a family from those that it came with.
func (s *stages) given(id string, given []ingest.Given, sides map[string]*side, next func(source, target string) error, extra ...align.Scorer) (all []corpus.Bead, err error) {
	var codes []string
	for _, code := range languages {
		if sides[code] != nil {
			codes = append(codes, code)
		}
	}
	for _, p := range align.Pairs(len(codes), 0) {
		k := &keeper{stages: s, codes: [2]string{codes[p[0]], codes[p[1]]}, from: sides[codes[p[0]]], to: sides[codes[p[1]]]}
		if err := next(k.codes[0], k.codes[1]); err != nil {
			return nil, err
		}
		beads, err := k.beads(given, next, extra...)
		if err != nil {
			return nil, err
		}
		for n := range beads {
			b := &beads[n]
			b.ID = fmt.Sprintf("%s#%s-%s.%d", id, k.codes[0], k.codes[1], n+1)
			b.Source, b.Target = k.codes[0], k.codes[1]
		}
		all = append(all, beads...)
	}
	return all, nil
}

// keeper makes the beads of one pair.
type keeper struct {
	*stages
	codes    [2]string
	from, to *side
}

// want is a bead that was given, by units of the streams.
type want struct{ source, target []int }

func (k *keeper) beads(given []ingest.Given, next func(source, target string) error, extra ...align.Scorer) ([]corpus.Bead, error) {
	from, to := &k.from.streams[0], &k.to.streams[0]
	wants, ok := k.wants(given)
	if !ok { // no beads came with this pair
		texts := []align.Text{{Lang: k.codes[0], Units: from.units}, {Lang: k.codes[1], Units: to.units}}
		pairs, err := k.align(texts, next, extra...)
		if err != nil {
			return nil, err
		}
		var beads []corpus.Bead
		for _, b := range pairs[0].Beads {
			beads = append(beads, corpusBead(b, pairs[0].Names, from, to))
		}
		return beads, nil
	}
	inOrder, others := split2(wants)
	var beads []align.Bead
	for _, w := range inOrder {
		beads = append(beads, align.Bead{
			Source: align.Range{Lo: w.source[0], Hi: w.source[len(w.source)-1] + 1},
			Target: align.Range{Lo: w.target[0], Hi: w.target[len(w.target)-1] + 1},
		})
	}
	r, err := k.score(k.codes[0], k.codes[1], from.units, to.units, beads, extra...)
	if err != nil {
		return nil, err
	}
	slips := align.Slips(r.Beads)
	tellSlips(k.from, k.to, from, to, slips)
	var out []corpus.Bead
	null := nullsOf(others)
	for n, b := range r.Beads {
		slip := slices.ContainsFunc(slips, func(x align.Slip) bool { return n >= x.Beads.Lo && n < x.Beads.Hi })
		if !b.Null() {
			out = append(out, kept(b, r.Names, from, to, slip))
			continue
		}
		at, joined := null.at(b)
		switch {
		case at == elsewhere: // a unit of a bead in another order
		case joined && len(out) > 0: // goes on with the null bead before
			last := &out[len(out)-1]
			last.SourceUnits = append(slices.Clip(last.SourceUnits), from.index[b.Source.Lo:b.Source.Hi]...)
			last.TargetUnits = append(slices.Clip(last.TargetUnits), to.index[b.Target.Lo:b.Target.Hi]...)
			last.Score += b.Score
			last.Confidence *= b.Confidence
			for i := range last.Components {
				last.Components[i].Value += b.Components[i]
			}
		default:
			out = append(out, kept(b, r.Names, from, to, slip))
		}
	}
	for _, w := range others {
		if len(w.source) == 0 || len(w.target) == 0 {
			continue
		}
		b, err := k.alone(w, extra...)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	slices.SortStableFunc(out, func(a, b corpus.Bead) int {
		if len(a.SourceUnits) > 0 && len(b.SourceUnits) > 0 {
			return cmp.Compare(a.SourceUnits[0], b.SourceUnits[0])
		}
		return 0
	})
	return out, nil
}

// kept makes a bead of one that was given and scored.
func kept(b align.Bead, names []string, from, to *stream, slip bool) corpus.Bead {
	bead := corpusBead(b, names, from, to)
	bead.Method, bead.Slip = "given", slip
	return bead
}

// alone scores a bead that stands in another order than its neighbours, or whose
// units are no neighbours, by itself.
func (k *keeper) alone(w want, extra ...align.Scorer) (corpus.Bead, error) {
	pick := func(s *stream, units []int) (p stream) {
		for _, u := range units {
			p.units, p.tokens, p.index = append(p.units, s.units[u]), append(p.tokens, s.tokens[u]), append(p.index, s.index[u])
		}
		return p
	}
	from, to := pick(&k.from.streams[0], w.source), pick(&k.to.streams[0], w.target)
	r, err := k.score(k.codes[0], k.codes[1], from.units, to.units, []align.Bead{{Source: align.Range{Hi: len(from.units)}, Target: align.Range{Hi: len(to.units)}}})
	if err != nil {
		return corpus.Bead{}, err
	}
	b := kept(r.Beads[0], r.Names, &from, &to, false)
	b.Crossing = true
	return b, nil
}

// wants gives the beads of the pair by units; ok is false if none came with it. A
// unit that stands in two beads stays in the first.
func (k *keeper) wants(given []ingest.Given) (list []want, ok bool) {
	for i := range given {
		g := &given[i]
		turned := g.Source == k.codes[1] && g.Target == k.codes[0]
		if !turned && (g.Source != k.codes[0] || g.Target != k.codes[1]) {
			continue
		}
		ok = true
		source, target := unitsBySentence(k.from), unitsBySentence(k.to)
		taken := [2]map[int]bool{{}, {}}
		free := func(side int, by [][]int, sentences []int) (units []int) {
			for _, n := range sentences {
				if n < len(by) {
					for _, u := range by[n] {
						if !taken[side][u] {
							taken[side][u] = true
							units = append(units, u)
						}
					}
				}
			}
			slices.Sort(units)
			return units
		}
		for _, b := range g.Beads {
			if turned {
				b.Source, b.Target = b.Target, b.Source
			}
			if w := (want{free(0, source, b.Source), free(1, target, b.Target)}); len(w.source)+len(w.target) > 0 {
				list = append(list, w)
			}
		}
	}
	return list, ok
}

// unitsBySentence gives the units of the stream that stand in each sentence that
// the source marked.
func unitsBySentence(s *side) [][]int {
	var starts []int
	for i := range s.doc.Marks {
		if m := &s.doc.Marks[i]; m.Kind == corpus.MarkSentence {
			starts = append(starts, m.Start)
		}
	}
	by := make([][]int, len(starts))
	for u, i := range s.streams[0].index {
		spans := s.doc.Units[i].Spans
		if len(spans) == 0 {
			continue
		}
		n, exact := slices.BinarySearch(starts, spans[0].Start)
		if !exact {
			n--
		}
		if n >= 0 {
			by[n] = append(by[n], u)
		}
	}
	return by
}

// split2 parts beads into those that can be scored as one path (neighbouring units
// on both sides, in one order) and the others. The path is the longest there is
// (Schensted 1961: increasing subsequence).
func split2(wants []want) (inOrder, others []want) {
	var can []want
	for _, w := range wants {
		if len(w.source) == 0 || len(w.target) == 0 || !neighbours(w.source) || !neighbours(w.target) {
			others = append(others, w)
		} else {
			can = append(can, w)
		}
	}
	slices.SortFunc(can, func(a, b want) int { return cmp.Compare(a.source[0], b.source[0]) })
	var ends []int // by length less one: the bead with the least target that such a path ends with
	before := make([]int, len(can))
	for i, w := range can {
		at, _ := slices.BinarySearchFunc(ends, w.target[0], func(e, target int) int { return cmp.Compare(can[e].target[0], target) })
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
	}
	on := map[int]bool{}
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			on[i] = true
		}
	}
	for i, w := range can {
		if on[i] {
			inOrder = append(inOrder, w)
		} else {
			others = append(others, w)
		}
	}
	return inOrder, others
}

// neighbours tells whether numbers in order follow each other.
func neighbours(list []int) bool { return list[len(list)-1]-list[0] == len(list)-1 }

// nulls knows what units without a partner on the path are: of a null bead that was
// given, of a bead in another order, or in no bead.
type nulls struct{ source, target map[int]int }

const elsewhere = -1

func nullsOf(others []want) *nulls {
	n := &nulls{map[int]int{}, map[int]int{}}
	for i, w := range others {
		id := i + 1
		if len(w.source) > 0 && len(w.target) > 0 {
			id = elsewhere
		}
		for _, u := range w.source {
			n.source[u] = id
		}
		for _, u := range w.target {
			n.target[u] = id
		}
	}
	return n
}

// at gives the null bead that a unit alone was given in, 0 if in none, and whether
// the unit before it was in the same.
func (n *nulls) at(b align.Bead) (id int, joined bool) {
	of, u := n.source, b.Source.Lo
	if b.Source.Len() == 0 {
		of, u = n.target, b.Target.Lo
	}
	id = of[u]
	return id, id > 0 && u > 0 && of[u-1] == id
}
