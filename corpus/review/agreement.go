package review

import (
	"slices"

	"tritext/corpus"
	"tritext/corpus/store"
)

// Agreement is how far two reviewers agree on what both have checked.
type Agreement struct {
	Pair      string
	Documents int // in which both checked something
	Units     int // that both checked
	// Beads are those of units that both checked: Both of them are the same.
	First, Second, Both int
	// Decisions are the places between neighbouring units that both checked: is
	// there a border between two beads or not. Of them, so many as both call a
	// border, both call none, and only one calls a border.
	BothBorder, NoBorder, OnlyFirst, OnlySecond int
	Differ                                      []Difference // the first ones
}

// Difference is a place where the reviewers made other beads.
type Difference struct {
	Doc           string
	First, Second string // "[0, 1]:[0]" by the units' own numbers
}

// mostDifferences is how many differences an Agreement lists.
const mostDifferences = 20

// BeadAgreement is the share of beads that both made: 2·both/(first+second), the
// positive specific agreement (Fleiss 1975), which is the F1 of one reviewer
// measured by the other (Hripcsak and Rothschild 2005). NaN if there are none.
func (a *Agreement) BeadAgreement() float64 {
	return 2 * float64(a.Both) / float64(a.First+a.Second)
}

// Kappa is Cohen's (1960) kappa of the decisions on borders: the agreement beyond
// what two who draw as many borders at random would have, (p−e)/(1−e). It is 1 if
// both always agree, also where nothing but borders was seen; NaN without
// decisions.
func (a *Agreement) Kappa() float64 {
	n := float64(a.BothBorder + a.NoBorder + a.OnlyFirst + a.OnlySecond)
	p := float64(a.BothBorder+a.NoBorder) / n
	first, second := float64(a.BothBorder+a.OnlyFirst)/n, float64(a.BothBorder+a.OnlySecond)/n
	e := first*second + (1-first)*(1-second)
	if e == 1 {
		return 1
	}
	return (p - e) / (1 - e)
}

// Agree compares two reviewers' journals of the corpus, by pair of languages.
// Only what is in the journals counts, not what the corpus calls checked.
func Agree(c *store.Corpus, first, second *Journal) ([]Agreement, error) {
	one, err := states(withoutApply(first.Records))
	if err != nil {
		return nil, err
	}
	two, err := states(withoutApply(second.Records))
	if err != nil {
		return nil, err
	}
	byPair := map[[2]string]*Agreement{}
	var order [][2]string
	for f, err := range c.Families(store.Need{
		Document:  func(id string) bool { return one[id] != nil && two[id] != nil },
		NoRemoved: true, NoParallel: true, NoTokens: true,
	}) {
		if err != nil {
			return nil, err
		}
		d, err := newDocument(f, nil, newState())
		if err != nil {
			return nil, err
		}
		for _, pair := range d.pairs {
			if byPair[pair] == nil {
				byPair[pair] = &Agreement{Pair: pair[0] + "-" + pair[1]}
				order = append(order, pair)
			}
			byPair[pair].add(d, pair, one[f.ID], two[f.ID])
		}
	}
	out := []Agreement{}
	for _, pair := range order {
		out = append(out, *byPair[pair])
	}
	return out, nil
}

func withoutApply(records []Record) []Record {
	return slices.DeleteFunc(slices.Clone(records), func(r Record) bool { return r.Action == "apply" })
}

// add compares a pair of versions of a document.
func (a *Agreement) add(d *Document, pair [2]string, one, two *State) {
	of := func(s *State) map[string]string { // unit → key of its bead
		beads := map[string]string{}
		for k, l := range s.locks {
			if l.source == pair[0] && l.target == pair[1] {
				for _, id := range slices.Concat(l.sourceIDs, l.targetIDs) {
					beads[id] = k
				}
			}
		}
		return beads
	}
	first, second := of(one), of(two)
	both := func(id string) bool { return first[id] != "" && second[id] != "" }
	// Beads all of whose units both have checked.
	beads := func(s *State) []lock {
		var out []lock
		for _, k := range sortedKeys(s.locks) {
			l := s.locks[k]
			if l.source == pair[0] && l.target == pair[1] && !slices.ContainsFunc(slices.Concat(l.sourceIDs, l.targetIDs), func(id string) bool { return !both(id) }) {
				out = append(out, l)
			}
		}
		return out
	}
	x, y := beads(one), beads(two)
	a.First += len(x)
	a.Second += len(y)
	for i := range x {
		if _, ok := two.locks[x[i].key()]; ok {
			a.Both++
		} else if len(a.Differ) < mostDifferences {
			id := slices.Concat(x[i].sourceIDs, x[i].targetIDs)[0]
			other := two.locks[second[id]]
			a.Differ = append(a.Differ, Difference{d.rows.ID, x[i].String(), other.String()})
		}
	}
	units := 0
	for _, lang := range pair {
		v := d.family.Version(lang)
		last := map[int]string{} // stream → unit before
		for i := range v.Units {
			u := &v.Units[i]
			if !u.Kind.Aligned() {
				continue
			}
			stream := 0
			if u.Kind == corpus.KindFootnote {
				stream = 1
			}
			before := last[stream]
			last[stream] = u.ID
			if !both(u.ID) {
				continue
			}
			units++
			if before == "" || !both(before) {
				continue
			}
			switch f, s := first[before] != first[u.ID], second[before] != second[u.ID]; {
			case f && s:
				a.BothBorder++
			case f:
				a.OnlyFirst++
			case s:
				a.OnlySecond++
			default:
				a.NoBorder++
			}
		}
	}
	if units > 0 {
		a.Documents++
		a.Units += units
	}
}

// String writes a bead by its units' numbers: "zh#1.2.1+1.2.2 = en#1.2.1".
func (l lock) String() string {
	return side(l.source, l.sourceIDs) + " = " + side(l.target, l.targetIDs)
}
