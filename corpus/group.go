package corpus

// Family is all language versions of one document with what joins them. It is
// the unit of work: read, cleaned, split, aligned and written as a whole.
type Family struct {
	ID       string
	Versions []*Document // in the order of their language codes; one of each language at most
	Beads    []Bead      // by pair of languages, then in order
	Groups   []Group     // in the order of the pivot's units
	Problems []Problem   // of the family as a whole
}

// Version gives the version in the language with that code, nil if there is none.
func (f *Family) Version(lang string) *Document {
	for _, d := range f.Versions {
		if d.Lang == lang {
			return d
		}
	}
	return nil
}

// Bead is a piece of the alignment of two versions: units that translate each
// other, or (a null bead) units without a partner.
type Bead struct {
	ID             string // DOC#SRC-TGT.N, N from 1
	Source, Target string // language codes
	// SourceUnits and TargetUnits are indices into the versions' Units, in
	// order; one of them is empty in a null bead.
	SourceUnits, TargetUnits []int
	Score                    float64     // nats, the sum of the components; the score of all beads of a pair is the log probability of the alignment up to a constant
	Components               []Component // what the score is made of
	Confidence               float64     // probability, 0 to 1, that the bead is exactly right
	Method                   string      // "tritext"; "given" by the input; "checked" by a person
	Editor, Edited           string      // who checked it, and when (ISO 8601); "" if nobody did
	Crossing                 bool        // of a passage that stands in another order in the other version
	Slip                     bool        // of a stretch in which the alignment has probably lost its way
	Links                    []WordLink  // between words, in the order of the source; nil unless asked for
}

// Component is one scorer's part of a bead's score.
type Component struct {
	Name  string
	Value float64
}

// WordLink says that two words of a bead translate each other. A word may be in
// several links, or in none.
type WordLink struct {
	SourceUnit, SourceToken int     // indices into Bead.SourceUnits and that unit's Tokens
	TargetUnit, TargetToken int     // indices into Bead.TargetUnits and that unit's Tokens
	P                       float64 // probability, 0 to 1
}

// Group is the sentences of up to N languages that belong together.
type Group struct {
	ID         string           // DOC#gN, N from 1
	Members    map[string][]int // language code → indices into that version's Units, in order
	Beads      []int            // indices into Family.Beads: the beads that made it
	Type       string           // sizes by language in the order of codes: "1-1-2"
	Original   []string         // original language of the section; empty if not known
	Evidence   Evidence         // where it was read
	Relay      bool             // a side may have been translated through a third language
	Score      float64          // mean of its beads' scores per unit
	Confidence float64          // product of its beads' confidences
	Flags      []string         // doubts by name, sorted: "crossing", "cross-section", "inconsistent", "language", "slip" …
	Checks     []CheckScore     // of the quality checks, sorted by name
	Split      string           // "train", "dev", "test"; "" if the corpus is not split
}

// CheckScore is the score of one quality check; the check of that name tells
// its unit and its range.
type CheckScore struct {
	Name  string
	Score float32
}
