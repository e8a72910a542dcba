package eval

// Score compares the test's beads of one document with the gold's under every
// convention. Sentences of a bead count as a set: neither their order nor a
// repeated bead makes a difference, and beads that are empty on both sides are
// left out. For gold that is coarser than the sentence see Coarse.
func Score(gold, test []Bead) Counts {
	gold, goldSet := normal(gold)
	test, testSet := normal(test)
	goldPairs, testPairs := pairs(gold), pairs(test)

	c := Counts{Documents: 1, Unsaid: unsaid(gold, test)}
	precise := verdicts(gold, goldSet, test)           // nulls and all
	recalled := verdicts(testPairs, testSet, gold)     // nulls and all
	pairsRecalled := drop(gold, recalled)              // gold's nulls left out
	pairsPrecise := drop(test, precise)                // test's nulls left out
	c.Strict = measure(precise, pairsRecalled, strict) // Thompson and Koehn: nulls count against precision only
	c.Lax = measure(precise, pairsRecalled, lax)
	c.DroppedStrict = measure(pairsPrecise, pairsRecalled, strict)
	c.DroppedLax = measure(pairsPrecise, pairsRecalled, lax)
	c.WithNulls = measure(precise, recalled, strict)
	c.Nulls = agree(nullSentences(gold), nullSentences(test))
	c.Links = agree(links(goldPairs), links(testPairs))
	c.Rungs = rungs(gold, test)
	for i, b := range test {
		c.Types = addTypes(c.Types, []TypeMeasure{{b.Type(), Measure{Right: count(precise[i] == strict), Said: 1}}})
	}
	for i, b := range gold {
		c.Types = addTypes(c.Types, []TypeMeasure{{b.Type(), Measure{Found: count(recalled[i] == strict), Known: 1}}})
	}
	return c
}

// verdict says how right a bead is; what is strictly right is laxly right.
type verdict uint8

const (
	wrong  verdict = iota
	lax            // shares a link with the beads that hold its source sentences
	strict         // stands there as it is
)

// verdicts judges each bead of test by the beads of gold, as `_precision` of
// vecalign's score.py does: a bead that is not in the gold is laxly right if its
// targets meet the targets of the gold's beads that contain any of its sources.
func verdicts(gold []Bead, set map[string]bool, test []Bead) []verdict {
	holding := map[int][]int{} // source sentence → the gold's beads that hold it
	for n, b := range gold {
		for _, s := range b.Source {
			holding[s] = append(holding[s], n)
		}
	}
	out := make([]verdict, len(test))
	for i, b := range test {
		switch {
		case set[b.key()]:
			out[i] = strict
		case b.Null():
			out[i] = wrong
		default:
			allowed := map[int]bool{}
			for _, s := range b.Source {
				for _, n := range holding[s] {
					for _, t := range gold[n].Target {
						allowed[t] = true
					}
				}
			}
			for _, t := range b.Target {
				if allowed[t] {
					out[i] = lax
				}
			}
		}
	}
	return out
}

// drop leaves the verdicts on null beads out.
func drop(beads []Bead, v []verdict) []verdict {
	out := make([]verdict, 0, len(v))
	for i, b := range beads {
		if !b.Null() {
			out = append(out, v[i])
		}
	}
	return out
}

// measure counts the verdicts that are at least so good.
func measure(said, known []verdict, least verdict) Measure {
	m := Measure{Said: len(said), Known: len(known)}
	for _, v := range said {
		m.Right += count(v >= least)
	}
	for _, v := range known {
		m.Found += count(v >= least)
	}
	return m
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// agree counts the items that two sets share.
func agree[T comparable](gold, test map[T]bool) Measure {
	both := 0
	for item := range test {
		both += count(gold[item])
	}
	return Measure{Right: both, Said: len(test), Found: both, Known: len(gold)}
}

// pairs gives the beads that are not null.
func pairs(beads []Bead) []Bead {
	out := make([]Bead, 0, len(beads))
	for _, b := range beads {
		if !b.Null() {
			out = append(out, b)
		}
	}
	return out
}

// sentence is a sentence of the source or the target side.
type sentence struct {
	target bool
	id     int
}

func nullSentences(beads []Bead) map[sentence]bool {
	set := map[sentence]bool{}
	for _, b := range beads {
		if b.Null() {
			addSentences(set, b)
		}
	}
	return set
}

func addSentences(set map[sentence]bool, b Bead) {
	for _, i := range b.Source {
		set[sentence{false, i}] = true
	}
	for _, i := range b.Target {
		set[sentence{true, i}] = true
	}
}

func links(beads []Bead) map[[2]int]bool {
	set := map[[2]int]bool{}
	for _, b := range beads {
		for _, s := range b.Source {
			for _, t := range b.Target {
				set[[2]int{s, t}] = true
			}
		}
	}
	return set
}

func unsaid(gold, test []Bead) int {
	known, said := map[sentence]bool{}, map[sentence]bool{}
	for _, b := range gold {
		addSentences(known, b)
	}
	for _, b := range test {
		addSentences(said, b)
	}
	return len(known) - agree(known, said).Right
}
