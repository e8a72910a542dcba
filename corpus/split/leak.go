package split

import "tritext/corpus/near"

// held is the texts of dev and test.
type held struct {
	finder near.Finder
	owners []owner // by text
	mem    []rune
}

type owner struct {
	group, side, text string
	language          int
}

// set makes the set of a text; nil for one without letters, which all sides may
// have (numbers, dates).
func (h *held) set(text string) []uint64 {
	h.mem = near.Fold(h.mem[:0], text)
	letters := false
	for _, r := range h.mem {
		letters = letters || r < '0' || r > '9'
	}
	if !letters {
		return nil
	}
	return near.Set(near.Shingles(nil, h.mem))
}

// add adds the texts of a group.
func (h *held) add(g *Group, side string) {
	for i, text := range g.Texts {
		if set := h.set(text); set != nil {
			h.finder.Add(set)
			h.owners = append(h.owners, owner{g.ID, side, text, i})
		}
	}
}

// find calls yield for each text of dev or test that is a near duplicate of one of
// the group's in the same language.
func (h *held) find(g *Group, yield func(o *owner, text string, similarity float64)) {
	for i, text := range g.Texts {
		set := h.set(text)
		h.finder.Find(set, func(at int, similarity float64) {
			if o := &h.owners[at]; o.language == i {
				yield(o, text, similarity)
			}
		})
	}
}

// Hold notes the texts of a document of dev or test.
func (s *Splitter) Hold(d *Document) {
	if s.held == nil {
		s.held = &held{}
	}
	side := s.Side(d.ID)
	if side != Dev && side != Test {
		return
	}
	for i := range d.Groups {
		if !d.Groups[i].Out {
			s.held.add(&d.Groups[i], side)
		}
	}
}

// Scan takes out what would leak: sentences of dev and test that a sentence of this
// document of train is a near duplicate of; sentences of this document of dev that
// test has.
func (s *Splitter) Scan(d *Document) {
	side := s.Side(d.ID)
	if side != Train && side != Dev || s.held == nil {
		return
	}
	for i := range d.Groups {
		g := &d.Groups[i]
		if g.Out {
			continue
		}
		s.held.find(g, func(o *owner, _ string, _ float64) {
			switch {
			case side == Train:
				s.dropped[o.group] = outLeak
			case o.side == Test && s.dropped[g.ID] == "":
				s.dropped[g.ID] = outTest
			}
		})
	}
}

// Leak is two sentences on different sides that are the same or nearly so.
type Leak struct {
	Group      string  `json:"group"` // of train, or of dev
	Side       string  `json:"side"`
	Other      string  `json:"other"` // of dev or test
	OtherSide  string  `json:"other_side"`
	Similarity float64 `json:"similarity"` // Jaccard, from near.Threshold to 1
	Text       string  `json:"text"`
	OtherText  string  `json:"other_text"`
}

// Leaks is what Check found.
type Leaks struct {
	Sides     map[string]SideReport `json:"sides"`
	Unsplit   int                   `json:"unsplit"`  // groups of two or more languages on no side
	Compared  int                   `json:"compared"` // texts of train and dev, against those of dev and test
	Held      int                   `json:"held"`     // texts of dev and test
	Exact     int                   `json:"exact"`    // pairs that are the same but for case, spaces and punctuation
	Near      int                   `json:"near"`     // other near duplicates
	Families  []string              `json:"families"` // symbols whose documents stand on two sides
	Samples   []Leak                `json:"samples,omitempty"`
	Threshold float64               `json:"threshold"` // similarity of a near duplicate
}

// Any tells whether something leaks.
func (l *Leaks) Any() bool { return l.Exact+l.Near+len(l.Families) > 0 }

// Checker proves from a corpus alone that nothing leaks: call Hold for every
// document, then Compare for every document.
type Checker struct {
	held     held
	families map[string]string // root symbol → side
	told     map[string]bool
	Leaks    Leaks
}

// Hold notes the texts of dev and test and counts the sides. side gives that of a
// group.
func (c *Checker) Hold(d *Document, side func(*Group) string) {
	if c.families == nil {
		c.families, c.told = map[string]string{}, map[string]bool{}
		c.Leaks.Sides, c.Leaks.Families, c.Leaks.Threshold = map[string]SideReport{}, []string{}, near.Threshold
	}
	seen := map[string]bool{}
	for i := range d.Groups {
		g := &d.Groups[i]
		at := side(g)
		if at == Dev || at == Test {
			c.held.add(g, at)
		}
		if at != "" {
			seen[at] = true
		}
		if !g.pair() {
			continue
		}
		if at == "" {
			c.Leaks.Unsplit++
			continue
		}
		r := c.Leaks.Sides[at]
		r.Groups++
		c.Leaks.Sides[at] = r
	}
	for at := range seen {
		r := c.Leaks.Sides[at]
		r.Documents++
		c.Leaks.Sides[at] = r
		for _, symbol := range d.Symbols {
			name := root(symbol)
			if was, ok := c.families[name]; ok && was != at && !c.told[name] {
				c.told[name] = true
				c.Leaks.Families = append(c.Leaks.Families, name)
			}
			c.families[name] = at
		}
	}
	c.Leaks.Held = len(c.held.owners)
}

// Compare looks for the texts of a document on other sides.
func (c *Checker) Compare(d *Document, side func(*Group) string) {
	const samples = 20
	for i := range d.Groups {
		g := &d.Groups[i]
		at := side(g)
		if at != Train && at != Dev {
			continue
		}
		c.Leaks.Compared++
		c.held.find(g, func(o *owner, text string, similarity float64) {
			if o.side == at || at == Dev && o.side != Test {
				return
			}
			if similarity == 1 {
				c.Leaks.Exact++
			} else {
				c.Leaks.Near++
			}
			if len(c.Leaks.Samples) < samples {
				c.Leaks.Samples = append(c.Leaks.Samples, Leak{g.ID, at, o.group, o.side, similarity, text, o.text})
			}
		})
	}
}
