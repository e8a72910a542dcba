package align

import (
	"cmp"
	"fmt"
	"slices"
)

// Given is one language of groups that a person has checked.
type Given struct {
	Units   []Unit
	Groups  [][]int // by group: its units in this language, by number; empty if it has none
	Lexicon Lexicon // from this language to the new one; nil if there is none
}

// Extend aligns a new text with groups that stay as they are. The evidence of
// all given languages counts together: a group is one unit whose words are
// those of all its languages, and whose length is their mean. The source of the
// result's beads are groups, by number; its target is the new text. A bead of
// several groups says that the new text puts into one sentence what the others
// have in several groups.
//
// Every language must have the same number of groups, and no unit may stand in
// two groups or outside of its text: the error names group and language.
func Extend(given []Given, target []Unit, opt Options) (Result, error) {
	groups, err := grouped(given)
	if err != nil {
		return Result{}, err
	}
	var lex Lexicon
	union := unionLexicon{}
	for _, g := range given {
		if g.Lexicon != nil {
			union = append(union, g.Lexicon)
			lex = union
		}
	}
	return New(lex, opt).Align(groups, target), nil
}

// grouped makes one unit of every group.
func grouped(given []Given) ([]Unit, error) {
	if len(given) == 0 {
		return nil, fmt.Errorf("align: nothing to extend: no language is given")
	}
	out := make([]Unit, len(given[0].Groups))
	languages := make([]int, len(out))
	for l, g := range given {
		if len(g.Groups) != len(out) {
			return nil, fmt.Errorf("align: language %d has %d groups, language 0 has %d", l, len(g.Groups), len(out))
		}
		seen := make([]bool, len(g.Units))
		for k, members := range g.Groups {
			var q Quotation
			for n, i := range members {
				if i < 0 || i >= len(g.Units) {
					return nil, fmt.Errorf("align: group %d: language %d has no unit %d", k, l, i)
				}
				if seen[i] {
					return nil, fmt.Errorf("align: group %d: unit %d of language %d stands in a group already", k, i, l)
				}
				seen[i] = true
				u, o := &g.Units[i], &out[k]
				if n == 0 && languages[k] == 0 {
					o.Label, o.Section, o.Opens = u.Label, u.Section, u.Opens
				}
				o.Tokens, o.Anchors = append(o.Tokens, u.Tokens...), append(o.Anchors, u.Anchors...)
				o.Length += u.Length
				// A script without case never says so: one language's word is enough.
				o.Continues = o.Continues || n == 0 && u.Continues
				o.Unfinished = o.Unfinished || n == len(members)-1 && u.Unfinished
				if n == 0 {
					q = u.Quotation
				} else {
					q = q.then(u.Quotation)
				}
			}
			if len(members) > 0 {
				out[k].Quotation = out[k].Quotation.or(q)
				languages[k]++
			}
		}
	}
	for k, n := range languages {
		if n > 1 {
			out[k].Length /= float64(n)
		}
	}
	return out, nil
}

// unionLexicon knows what its lexicons know; each takes the words of all given
// languages and knows those of its own.
type unionLexicon []Lexicon

func (u unionLexicon) Links(source, target []string, yield func(i, j int, forward, backward float32)) {
	type pair struct{ i, j int }
	best := make(map[pair][2]float32)
	for _, l := range u {
		l.Links(source, target, func(i, j int, f, b float32) {
			// A group holds the words of every language: each word is one of so many
			// times more, which p(target|source) has to make good.
			p := best[pair{i, j}]
			best[pair{i, j}] = [2]float32{max(p[0], min(1, f*float32(len(u)))), max(p[1], b)}
		})
	}
	order := make([]pair, 0, len(best))
	for p := range best {
		order = append(order, p)
	}
	slices.SortFunc(order, func(a, b pair) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	for _, p := range order {
		yield(p.i, p.j, best[p][0], best[p][1])
	}
}

func (u unionLexicon) SourceShares(words []string) []float64 {
	return u.most(words, Lexicon.SourceShares)
}

func (u unionLexicon) TargetShares(words []string) []float64 {
	return u.most(words, Lexicon.TargetShares)
}

func (u unionLexicon) most(words []string, shares func(Lexicon, []string) []float64) []float64 {
	out := make([]float64, len(words))
	for _, l := range u {
		for i, p := range shares(l, words) {
			if i < len(out) {
				out[i] = max(out[i], p)
			}
		}
	}
	return out
}

// Vectors takes each word's vector from the first lexicon that knows one: the
// lexicons are those of one model, whose languages share a space.
func (u unionLexicon) Vectors(source bool, words []string) (dims int, out []float32) {
	for _, l := range u {
		e, ok := l.(Embedder)
		if !ok {
			return 0, nil
		}
		d, v := e.Vectors(source, words)
		switch {
		case d == 0 || dims > 0 && d != dims:
			return 0, nil
		case dims == 0:
			dims, out = d, v
			continue
		}
		for at := 0; at < len(out); at += dims {
			if word := out[at : at+dims]; !slices.ContainsFunc(word, func(x float32) bool { return x != 0 }) {
				copy(word, v[at:at+dims])
			}
		}
	}
	return dims, out
}
