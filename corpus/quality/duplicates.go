package quality

import (
	"tritext/corpus/near"
)

// Duplicate finds groups that stand in an earlier document already.
var Duplicate = Check{
	Name: "duplicate", Title: "stands in an earlier document",
	Help: "How like the group is to one of an earlier document, 0 to 1: 1 if all its texts are the same but for case, spaces and punctuation; else the estimated share of " +
		"what both have in common (Jaccard similarity of pieces of five letters, of two Chinese characters), from 0.5. The first of several is not flagged.",
	Bad:   Example{"en": "The library on the ferry is open.", "zh": "渡轮图书馆开放。"},
	Good:  Example{"en": "The museum by the harbour is closed.", "zh": "港口博物馆关闭。"},
	Limit: nearly,
}

// Repeated finds groups that stand in the document already.
var Repeated = Check{
	Name: "repeated", Title: "stands in this document already",
	Help:  "As duplicate, of groups of the same document.",
	Bad:   Example{"en": "The library on the ferry is open.", "zh": "渡轮图书馆开放。"},
	Good:  Example{"en": "The museum by the harbour is closed.", "zh": "港口博物馆关闭。"},
	Limit: nearly,
}

// Formula finds boilerplate.
var Formula = Check{
	Name: "formula", Title: "formula",
	Help: "In how many other documents the text of the first language stands, numbers left out. While a corpus is made, in how many documents before; " +
		"“tritext checks --update” counts all. Flagged from 4.",
	Bad:   Example{"en": "Requests the Secretary-General to report to it at its ninety-ninth session.", "zh": "请秘书长向大会第九十九届会议提出报告。"},
	Good:  Example{"en": "The library on the ferry is open.", "zh": "渡轮图书馆开放。"},
	Limit: 3,
}

const (
	nearly    = near.Threshold - .001 // flagged from the threshold on
	leastLike = .5                    // similarity that is kept; chance gives less
)

// imprint is what remains of a group for comparing it with others.
type imprint struct {
	text     uint64 // hash of all its texts
	skeleton uint64 // of the first one, without numbers
	sketch   near.Sketch
	empty    bool // no letters
}

// memory is used again from group to group.
type memory struct {
	folded   []rune
	shingles []uint64
}

func (m *memory) imprint(g *Group) (p imprint) {
	p.empty = true
	m.shingles = m.shingles[:0]
	for i := range g.Sides {
		s := &g.Sides[i]
		m.folded = near.Fold(m.folded[:0], s.Text)
		if len(m.folded) == 0 {
			continue
		}
		p.text = p.text*31 + near.Hash(m.folded)
		m.shingles = near.Shingles(m.shingles, m.folded)
		if s.letters.all == 0 {
			continue
		}
		if p.empty {
			kept := m.folded[:0]
			for _, r := range m.folded {
				if r < '0' || r > '9' {
					kept = append(kept, r)
				}
			}
			p.skeleton = near.Hash(kept)
			p.empty = false
		}
	}
	p.sketch = near.SketchOf(m.shingles)
	return p
}

// seen is what a run remembers of the groups before.
type seen struct {
	document uint32            // that is asked, from 1
	texts    map[uint64]uint32 // hash → last document with that text
	formulas map[uint64]formula
	learnt   bool // formulas counts the whole corpus
	index    near.Index
}

type formula struct{ documents, last uint32 }

// ask tells the scores of Duplicate, Repeated and Formula, and remembers the group.
func (s *seen) ask(p *imprint, tell func(*Check, float64)) {
	if p.empty {
		return
	}
	if s.texts == nil {
		s.texts = map[uint64]uint32{}
	}
	same, other := s.index.Find(&p.sketch, s.document)
	// An estimate of 1 is no equality.
	const almost = .99
	same, other = min(same, almost), min(other, almost)
	last, is := s.texts[p.text]
	switch {
	case is && last == s.document:
		same = 1
	case is:
		other = 1
	}
	s.texts[p.text] = s.document
	if !is || last != s.document {
		s.index.Add(&p.sketch, s.document)
	}
	for _, found := range []struct {
		check *Check
		score float64
	}{{&Repeated, same}, {&Duplicate, other}} {
		if found.score < leastLike {
			found.score = 0
		}
		tell(found.check, found.score)
	}
	if !s.learnt {
		s.count(p)
	}
	tell(&Formula, float64(s.formulas[p.skeleton].documents-1))
}

// count counts the document for the formula that the group may be.
func (s *seen) count(p *imprint) {
	if s.formulas == nil {
		s.formulas = map[uint64]formula{}
	}
	f := s.formulas[p.skeleton]
	if f.last != s.document {
		f.documents++
		f.last = s.document
		s.formulas[p.skeleton] = f
	}
}
