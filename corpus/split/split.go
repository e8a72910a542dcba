package split

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus/near"
)

// The sides.
const (
	Train = "train"
	Dev   = "dev"
	Test  = "test"
)

// Document is what a Splitter needs to know of a document.
type Document struct {
	ID      string
	Symbols []string
	Type    string // "draft", "resolution" …
	Title   string
	Session int
	Date    string // ISO 8601; "" if not known
	Groups  []Group
}

// Group is a group of the document.
type Group struct {
	ID    string
	Texts []string // by language, "" where it has none; the same order in every group
	Out   bool     // it is not wanted, and goes to no side
}

// pair tells whether the group counts as a sentence: two languages.
func (g *Group) pair() bool {
	n := 0
	for _, t := range g.Texts {
		if t != "" {
			n++
		}
	}
	return n > 1 && !g.Out
}

// Size is how much a side shall have.
type Size struct {
	Count int     // groups of two or more languages
	Share float64 // of all of them, 0 to 1, if Count is 0
}

// ParseSize reads "2000" or "5%".
func ParseSize(text string) (Size, error) {
	const all = 100
	if number, ok := strings.CutSuffix(text, "%"); ok {
		x, err := strconv.ParseFloat(number, 64)
		if err != nil || x < 0 || x > all {
			return Size{}, fmt.Errorf("split: %q is no share of 0%% to 100%%", text)
		}
		return Size{Share: x / all}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return Size{}, fmt.Errorf("split: %q is no number of sentences and no share (2000, 5%%)", text)
	}
	return Size{Count: n}, nil
}

func (s Size) of(all int) int {
	if s.Count > 0 {
		return s.Count
	}
	return int(s.Share*float64(all) + .5)
}

// Options of a Splitter.
type Options struct {
	Dev, Test Size
	Train     Size   // the zero value: all the rest
	Seed      uint64 // other seeds, other documents
	// TestFrom is a date (ISO 8601): test has only documents from that day on, train
	// and dev only older ones. "" for no such cut.
	TestFrom string
	// Exclude has symbols of documents that go to no side.
	Exclude []string
}

// Splitter assigns groups to sides.
type Splitter struct {
	opt       Options
	documents []document
	place     map[string]int // id → into documents
	clusters  clusters
	excluded  map[string]bool
	held      *held
	dropped   map[string]string // group → why it goes to no side
	Report    Report
}

type document struct {
	id, date string
	pairs    int // groups of two or more languages
	side     string
	why      string // there is none
	excluded bool
	counted  bool
}

// Report says what a Splitter did.
type Report struct {
	Sides    map[string]SideReport `json:"sides"`     // train, dev, test
	None     map[string]int        `json:"none"`      // groups of no side, by reason
	Clusters int                   `json:"clusters"`  // of documents that stay together
	Largest  int                   `json:"largest"`   // documents of the largest one
	United   map[string]int        `json:"united_by"` // documents joined with others by symbol, title, sentences
}

// SideReport counts a side.
type SideReport struct {
	Documents int `json:"documents"`
	Groups    int `json:"groups"` // of two or more languages
}

// New begins a split.
func New(opt Options) *Splitter {
	s := &Splitter{opt: opt, place: map[string]int{}, excluded: map[string]bool{}, dropped: map[string]string{}}
	for _, symbol := range opt.Exclude {
		s.excluded[root(symbol)] = true
	}
	s.clusters.init()
	return s
}

// Add tells of a document. Its id must be new.
func (s *Splitter) Add(d *Document) {
	x := document{id: d.ID, date: d.Date}
	at := len(s.documents)
	s.place[d.ID] = at
	for i := range d.Groups {
		if d.Groups[i].pair() {
			x.pairs++
		}
	}
	for _, symbol := range d.Symbols {
		x.excluded = x.excluded || s.excluded[root(symbol)]
	}
	s.documents = append(s.documents, x)
	s.clusters.add(at, d)
}

// Reasons why groups go to no side.
const (
	outExcluded  = "document is among the excluded symbols, or in a cluster with one that is"
	outLate      = "document is from after the day of --test-from, and test has enough"
	outStraddles = "cluster has documents from before and after the day of --test-from"
	outUndated   = "date of the document is not known"
	outEnough    = "train has enough"
	outLeak      = "near duplicate of a sentence of train"
	outTest      = "near duplicate of a sentence of test"
	outChoice    = "left out by --where or --recipe"
)

// cluster is documents that stay together.
type cluster struct {
	documents []int
	pairs     int
	order     uint64
	why       string
	late      bool
}

// Assign gives every document its side, cluster by cluster in an order that the
// seed gives: first test, then dev, then train. A cluster goes to test or dev if it
// fits into what is wanted still; if none fits, the smallest does.
func (s *Splitter) Assign() {
	roots := s.clusters.unite(len(s.documents))
	s.Report.United = s.clusters.united
	byRoot := map[int]*cluster{}
	var all []*cluster
	total := 0
	for i := range s.documents {
		c := byRoot[roots[i]]
		if c == nil {
			c = &cluster{order: hash(s.documents[i].id, s.opt.Seed)}
			byRoot[roots[i]] = c
			all = append(all, c)
		}
		c.documents = append(c.documents, i)
		c.pairs += s.documents[i].pairs
		total += s.documents[i].pairs
	}
	for _, c := range all {
		s.Report.Largest = max(s.Report.Largest, len(c.documents))
		s.judge(c)
	}
	s.Report.Clusters = len(all)
	slices.SortFunc(all, func(a, b *cluster) int {
		if a.order != b.order {
			if a.order < b.order {
				return -1
			}
			return 1
		}
		return a.documents[0] - b.documents[0]
	})
	cut := s.opt.TestFrom != ""
	s.take(all, Test, s.opt.Test, total, func(c *cluster) bool { return !cut || c.late })
	s.take(all, Dev, s.opt.Dev, total, func(c *cluster) bool { return !c.late })
	rest := Size{Count: total}
	if s.opt.Train != (Size{}) {
		rest = s.opt.Train
	}
	s.take(all, Train, rest, total, func(c *cluster) bool { return !c.late })
	for _, c := range all {
		if c.why != "" || s.documents[c.documents[0]].side != "" {
			continue
		}
		why := outEnough
		if c.late {
			why = outLate
		}
		s.refuse(c, why)
	}
}

// judge refuses a cluster that may go to no side.
func (s *Splitter) judge(c *cluster) {
	late, early, undated := 0, 0, 0
	for _, i := range c.documents {
		d := &s.documents[i]
		switch {
		case d.excluded:
			s.refuse(c, outExcluded)
			return
		case d.date == "":
			undated++
		case d.date >= s.opt.TestFrom:
			late++
		default:
			early++
		}
	}
	if s.opt.TestFrom == "" {
		return
	}
	c.late = late > 0
	switch {
	case late > 0 && early > 0:
		s.refuse(c, outStraddles)
	case undated > 0:
		s.refuse(c, outUndated)
	}
}

func (s *Splitter) refuse(c *cluster, why string) {
	c.why = why
	for _, i := range c.documents {
		s.documents[i].why = why
	}
}

func (s *Splitter) take(all []*cluster, side string, size Size, total int, may func(*cluster) bool) {
	want := size.of(total)
	if want == 0 {
		return
	}
	left := want
	var smallest *cluster
	give := func(c *cluster) {
		for _, i := range c.documents {
			s.documents[i].side = side
		}
		left -= c.pairs
	}
	for _, c := range all {
		if c.why != "" || c.pairs == 0 && side != Train || s.documents[c.documents[0]].side != "" || !may(c) {
			continue
		}
		if smallest == nil || c.pairs < smallest.pairs {
			smallest = c
		}
		if c.pairs <= left {
			give(c)
		}
	}
	if left == want && smallest != nil {
		give(smallest)
	}
}

// hash mixes an id with the seed.
func hash(id string, seed uint64) uint64 {
	return near.Hash([]rune(strconv.FormatUint(seed, 10) + "\x00" + id))
}

// Side gives the side of a document, "" if it has none.
func (s *Splitter) Side(id string) string { return s.documents[s.place[id]].side }

// Split gives the side of a group and counts it; "" if it has none.
func (s *Splitter) Split(id string, g *Group) string {
	d := &s.documents[s.place[id]]
	why := d.why
	switch {
	case g.Out:
		why = outChoice
	case why == "":
		why = s.dropped[g.ID]
	}
	if !g.pair() && !g.Out {
		if why != "" {
			return ""
		}
		return d.side
	}
	if why != "" {
		if s.Report.None == nil {
			s.Report.None = map[string]int{}
		}
		s.Report.None[why]++
		return ""
	}
	if s.Report.Sides == nil {
		s.Report.Sides = map[string]SideReport{}
	}
	r := s.Report.Sides[d.side]
	r.Groups++
	if !d.counted {
		d.counted = true
		r.Documents++
	}
	s.Report.Sides[d.side] = r
	return d.side
}
