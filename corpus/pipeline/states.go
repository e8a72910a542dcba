package pipeline

import (
	"fmt"

	"tritext/corpus"
)

// Lists of States stand in the order of each language's alphabet. Their names
// (units of KindState) take no part in the alignment by order: they are matched
// by the State that they name.

// agreeOnStates makes list items of the names of States again where a version
// has far fewer than another, so that they could not be matched.
func agreeOnStates(versions []*corpus.Document) {
	count := func(d *corpus.Document) (n int) {
		for i := range d.Units {
			if d.Units[i].Kind == corpus.KindState {
				n++
			}
		}
		return n
	}
	least, most := 0, 0
	for i, d := range versions {
		n := count(d)
		if most = max(most, n); i == 0 {
			least = n
		}
		least = min(least, n)
	}
	if 2*least >= most {
		return
	}
	for _, d := range versions {
		for i := range d.Units {
			if d.Units[i].Kind == corpus.KindState {
				d.Units[i].Kind = corpus.KindListItem
			}
		}
	}
}

// named is how sure a bead by the name of a State is.
const named = 0.98

// stateBeads matches the names of States of two versions: of each State the
// first name with the first, and so on. Those that change places are crossings.
func stateBeads(source, target *corpus.Document, code func(text string) string) []corpus.Bead {
	type key struct {
		code string
		n    int
	}
	index := func(d *corpus.Document) (units []int, keys map[int]key, at map[key]int) {
		keys, at = map[int]key{}, map[key]int{}
		seen := map[string]int{}
		for i := range d.Units {
			if d.Units[i].Kind != corpus.KindState {
				continue
			}
			k := key{code: code(d.Units[i].Text)}
			if k.code == "" {
				k.code = d.Units[i].ID // matches nothing
			}
			k.n = seen[k.code]
			seen[k.code]++
			units, keys[i], at[k] = append(units, i), k, i
		}
		return units, keys, at
	}
	src, srcKeys, srcAt := index(source)
	tgt, tgtKeys, tgtAt := index(target)
	var beads []corpus.Bead
	furthest, lowest := -1, make([]int, len(src)+1) // lowest: the first target unit of those from here on
	lowest[len(src)] = len(target.Units)
	for i := len(src) - 1; i >= 0; i-- {
		lowest[i] = lowest[i+1]
		if t, ok := tgtAt[srcKeys[src[i]]]; ok {
			lowest[i] = min(lowest[i], t)
		}
	}
	for i, s := range src {
		b := corpus.Bead{SourceUnits: []int{s}, Confidence: named, Method: "tritext"}
		if t, ok := tgtAt[srcKeys[s]]; ok {
			b.TargetUnits = []int{t}
			b.Crossing = t < furthest || lowest[i+1] < t
			furthest = max(furthest, t)
		}
		beads = append(beads, b)
	}
	for _, t := range tgt {
		if _, ok := srcAt[tgtKeys[t]]; !ok {
			beads = append(beads, corpus.Bead{TargetUnits: []int{t}, Confidence: named, Method: "tritext"})
		}
	}
	return beads
}

// appendStates puts the beads of the lists of States behind the others of a pair.
func (s *stages) appendStates(id string, all []corpus.Bead, first int, source, target *corpus.Document) []corpus.Bead {
	if s.state == nil {
		return all
	}
	for _, b := range stateBeads(source, target, s.state) {
		b.ID = fmt.Sprintf("%s#%s-%s.%d", id, source.Lang, target.Lang, len(all)-first+1)
		b.Source, b.Target = source.Lang, target.Lang
		all = append(all, b)
	}
	return all
}
