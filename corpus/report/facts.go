package report

import "tritext/corpus"

// Version is what a Builder is told of one language version of a document.
type Version struct {
	Doc, Lang   string
	Title, Type string
	Date        string // ISO 8601
	Symbols     []string
	Original    []string
	Sections    []corpus.Section
	Balance     corpus.Balance
	Units       int
	Path        string
	Problems    []corpus.Problem
}

// Unit is what a Builder is told of a unit.
type Unit struct {
	Doc, Lang string
	Kind      corpus.Kind
	Partnered bool   // with a partner in some language
	Reads     string // language that it reads as if not the version's
}

// Bead is what a Builder is told of a bead.
type Bead struct {
	Doc, Source, Target string
	Sources, Targets    int // units of each side
	Confidence          float64
	Method              string
}

// Group is what a Builder is told of a group.
type Group struct {
	ID, Doc    string
	Texts      []string // by language, in the order of Options.Languages; "" where the group lacks the language
	Section    int      // of its first unit, from 1; 0: not known
	Original   []string
	Relay      bool
	Confidence float64
	Flags      []string
	Checks     []corpus.CheckScore
	Split      string
}

// Languages counts the languages in which the group has text.
func (g *Group) Languages() (n int) {
	for _, t := range g.Texts {
		if t != "" {
			n++
		}
	}
	return n
}

// judgement is a group that a person judged.
type judgement struct {
	confidence float64
	right      bool
}

// Check is a quality check as a reader is told of it; see package quality.
type Check struct {
	Name  string            `json:"name"`
	Title string            `json:"title"`
	Help  string            `json:"help"`
	Bad   map[string]string `json:"bad,omitempty"`  // language → text
	Good  map[string]string `json:"good,omitempty"` // language → text
}

// alignmentFlags are the flags that alignment and joining give; all others are
// of quality checks.
var alignmentFlags = []Check{
	{Name: "crossing", Title: "in another order", Help: "A passage stands in another order in the other version, as moved annexes and lists in the order of an alphabet do."},
	{Name: "cross-section", Title: "across sections", Help: "The sides stand in sections of different numbers, although the versions have the same number of sections."},
	{Name: "inconsistent", Title: "pairs disagree", Help: "The alignment of one pair of languages contradicts those of the two others."},
	{Name: "language", Title: "reads as another language", Help: "A unit is in another language than its version: an annex that was not translated, a sentence left in the original."},
	{Name: "slip", Title: "the alignment may have slipped", Help: "Beads that are doubtful together, or many sentences of both texts side by side without partners: a stretch in which the path has probably lost its way."},
}

// mild are flags that say something about the text and nothing against the alignment.
var mild = map[string]bool{"formula": true, "duplicate": true, "repeated": true}

// doubts tells whether a flag is a doubt about the alignment.
func doubts(flags []string) bool {
	for _, f := range flags {
		if !mild[f] {
			return true
		}
	}
	return false
}
