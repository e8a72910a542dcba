package eval

import "slices"

// Measure is what precision, recall and F1 are made of. Counts of several
// documents are added before anything is divided.
type Measure struct {
	Right, Said  int // of the items that the test says, so many are right: precision
	Found, Known int // of the items that the gold knows, so many were found: recall
}

// Precision is Right/Said, from 0 to 1; 0 where nothing was said.
func (m Measure) Precision() float64 { return ratio(m.Right, m.Said) }

// Recall is Found/Known, from 0 to 1; 0 where there was nothing to find.
func (m Measure) Recall() float64 { return ratio(m.Found, m.Known) }

// F1 is the harmonic mean of precision and recall, from 0 to 1.
func (m Measure) F1() float64 {
	p, r := m.Precision(), m.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Add gives the sum of two measures.
func (m Measure) Add(n Measure) Measure {
	return Measure{m.Right + n.Right, m.Said + n.Said, m.Found + n.Found, m.Known + n.Known}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Counts is what Score found, under every convention. The zero value is the
// count of no documents. Conventions says what each field is.
type Counts struct {
	Documents     int
	Strict, Lax   Measure // "vecalign"
	Nulls         Measure // "nulls"
	DroppedStrict Measure // "nulls-dropped"
	DroppedLax    Measure // "nulls-dropped", lax
	WithNulls     Measure // "nulls-recall"
	Rungs         Measure // "rungs"
	Links         Measure // "links"
	// Unsaid is how many sentences that the gold names stand in no bead of the
	// test: an aligner that covers both sides has 0.
	Unsaid int
	// Types holds the strict count by type of bead, in the order of Type.Compare:
	// precision by the type of the test's bead, recall by that of the gold's.
	Types []TypeMeasure
}

// TypeMeasure is the count of the beads of one type.
type TypeMeasure struct {
	Type
	Measure
}

// F1 is the number to rank by: the strict F1 of vecalign's convention.
func (c Counts) F1() float64 { return c.Strict.F1() }

// Add gives the sum of two counts; neither is changed.
func (c Counts) Add(d Counts) Counts {
	return Counts{
		Documents:     c.Documents + d.Documents,
		Strict:        c.Strict.Add(d.Strict),
		Lax:           c.Lax.Add(d.Lax),
		Nulls:         c.Nulls.Add(d.Nulls),
		DroppedStrict: c.DroppedStrict.Add(d.DroppedStrict),
		DroppedLax:    c.DroppedLax.Add(d.DroppedLax),
		WithNulls:     c.WithNulls.Add(d.WithNulls),
		Rungs:         c.Rungs.Add(d.Rungs),
		Links:         c.Links.Add(d.Links),
		Unsaid:        c.Unsaid + d.Unsaid,
		Types:         addTypes(c.Types, d.Types),
	}
}

// Sum adds the counts of documents.
func Sum(docs []Counts) Counts {
	var sum Counts
	for _, c := range docs {
		sum = sum.Add(c)
	}
	return sum
}

func addTypes(a, b []TypeMeasure) []TypeMeasure {
	out := slices.Clone(a)
	for _, m := range b {
		i, found := slices.BinarySearchFunc(out, m.Type, func(t TypeMeasure, u Type) int { return t.Compare(u) })
		if found {
			out[i].Measure = out[i].Add(m.Measure)
		} else {
			out = slices.Insert(out, i, m)
		}
	}
	return out
}
