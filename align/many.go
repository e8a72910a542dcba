package align

import "slices"

// Text is one of several texts that translate each other.
type Text struct {
	Lang  string // any code; the aligner's lexicon is chosen by it, nothing else
	Units []Unit
}

// Pair is the alignment of two of several texts.
type Pair struct {
	Source, Target int // numbers of the texts
	Result
	// Alone is the beads that the pair would have had without the third text, by
	// their ranges only; nil where there was none to listen to. How far the three
	// agree that did not listen to each other says more of them (Cycle).
	Alone []Bead
}

// Alone gives the pairs with the beads that they would have had alone.
func Alone(pairs []Pair) []Pair {
	out := slices.Clone(pairs)
	for k := range out {
		if out[k].Alone != nil {
			out[k].Result = Result{Beads: out[k].Alone}
		}
	}
	return out
}

// allPairs is the greatest number of texts of which every pair is aligned.
const allPairs = 3

// Pairs says which of n texts are aligned with each other, by their numbers:
// of up to three texts every pair, in order; of more the pivot with every other
// one, so that the work grows with n and not with its square.
func Pairs(n, pivot int) [][2]int {
	var out [][2]int
	for i := range n {
		for j := i + 1; j < n; j++ {
			if n <= allPairs || i == pivot || j == pivot {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

// Many aligns several texts in Pairs. Of three texts, each pair also listens to
// what the third one says (Result.Names then ends with "votes"). aligner gives
// the aligner of two languages; it may be New(nil, …) for a pair that no lexicon
// knows. The beads of the pairs are joined to groups by corpus.Family.JoinBy.
func Many(texts []Text, pivot int, aligner func(source, target string) (*Aligner, error)) ([]Pair, error) {
	pairs := Pairs(len(texts), pivot)
	drafts := make([]*draft, len(pairs))
	for k, p := range pairs {
		s, t := &texts[p[0]], &texts[p[1]]
		a, err := aligner(s.Lang, t.Lang)
		if err != nil {
			return nil, err
		}
		drafts[k] = a.draft(s.Units, t.Units)
	}
	out := make([]Pair, len(pairs))
	for k, p := range pairs {
		out[k] = Pair{Source: p[0], Target: p[1]}
		if len(texts) == allPairs {
			out[k].Alone = drafts[k].path()
		}
	}
	consult(len(texts), pairs, drafts)
	for k, d := range drafts {
		out[k].Result = d.result()
		if d.w == nil || d.w.votes == nil {
			out[k].Alone = nil
		}
	}
	return out, nil
}

// path is the best beads as far as is known, by their ranges only.
func (d *draft) path() []Bead {
	switch {
	case d.w == nil:
		return nil
	case d.turned:
		return turnedBeads(d.w.best())
	}
	return d.w.best()
}
