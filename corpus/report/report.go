package report

import "tritext/corpus"

// Report is what there is to say of a corpus. Its JSON form is the struct.
type Report struct {
	Recipe    Recipe     `json:"recipe"`
	Columns   []string   `json:"columns"` // languages of the texts of samples, in order
	Verdict   Verdict    `json:"verdict"`
	Counts    Counts     `json:"counts"`
	Languages []Language `json:"languages"`
	Pairs     []Pair     `json:"pairs"`
	// Groups of two and more languages, by what they are.
	Confidence Tally   `json:"confidence"`
	Sections   []Tally `json:"by_section"`   // type of section
	Directions []Tally `json:"by_direction"` // original language of the section
	Types      []Tally `json:"by_type"`      // type of document
	Years      []Tally `json:"by_year"`      // in the order of the years
	Splits     []Tally `json:"by_split,omitempty"`

	Calibration Calibration `json:"calibration"`
	Cycle       Cycle       `json:"cycle"`
	Flags       []Flagged   `json:"flags"`   // of alignment
	Checks      []Flagged   `json:"checks"`  // of quality
	Checked     bool        `json:"checked"` // the corpus has scores of quality checks
	Repeats     Repeats     `json:"repeats"`
	Terms       []Term      `json:"terms"`
	Samples     []Sample    `json:"samples"` // drawn by confidence, for the reader's own judgement

	Documents []Document `json:"documents"` // the most doubtful first
	// Left is how many documents are not listed: the list holds the most doubtful
	// ones, and of the others as many again, drawn by the seed.
	Left     int     `json:"documents_left_out"`
	Problems []Count `json:"problems"`  // met while reading, by what they say
	SetAside []Aside `json:"set_aside"` // at most 200
}

// Recipe tells how to make the report again.
type Recipe struct {
	Version   string `json:"version"`   // of the program that made the report
	Corpus    string `json:"corpus"`    // folder, as it was named
	Built     string `json:"built"`     // version of the program that made the corpus
	Signature string `json:"signature"` // versions and options of every stage of the build
	Schema    int    `json:"schema"`
	Manifest  string `json:"manifest_sha256"`
	Options   any    `json:"options"` // of the build
	Seed      uint64 `json:"seed"`    // of every draw
	Command   string `json:"command"`
	// Parts are the files of the tables with their rows.
	Parts []string `json:"parts"`
}

// Counts of a corpus.
type Counts struct {
	Documents   int `json:"documents"` // all language versions of one together
	Versions    int `json:"versions"`
	Units       int `json:"units"`
	Beads       int `json:"beads"`
	Groups      int `json:"groups"`
	Trilingual  int `json:"trilingual"`
	Bilingual   int `json:"bilingual"`
	Monolingual int `json:"monolingual"`
	Relay       int `json:"relay"` // groups in which a side may be translated through a third language
	SetAside    int `json:"set_aside"`
}

// Language is one language's text.
type Language struct {
	Lang      string         `json:"lang"`
	Name      string         `json:"name"`
	Versions  int            `json:"versions"`
	Units     int            `json:"units"`
	Balance   corpus.Balance `json:"balance"`
	Kinds     []Kind         `json:"kinds"`
	NullAlong [bins]float64  `json:"null_along"` // share of the units to align without a partner, by twentieths of the document
	Reads     int            `json:"reads_as_another"`
}

// Kind counts the units of a kind.
type Kind struct {
	Kind  string `json:"kind"`
	Units int    `json:"units"`
	Null  int    `json:"null"` // without a partner; kinds that are kept apart have all
	Apart bool   `json:"apart,omitempty"`
}

// Pair is the alignment of two languages.
type Pair struct {
	Source     string       `json:"source"`
	Target     string       `json:"target"`
	Beads      int          `json:"beads"` // null beads not counted
	Nulls      int          `json:"null_beads"`
	Checked    int          `json:"checked"` // by a person
	Given      int          `json:"given"`   // by the input
	Precision  float64      `json:"expected_precision"`
	Recall     float64      `json:"expected_recall"`
	Confidence Tally        `json:"confidence"`
	Types      []TypeCount  `json:"types"`
	Ratio      RatioFigures `json:"length_ratio"`
}

// TypeCount counts beads of a type; see Tally for low.
type TypeCount struct {
	Type string  `json:"type"`
	N    int     `json:"n"`
	Mean float64 `json:"mean_confidence"`
}

// Calibration compares confidence and truth.
type Calibration struct {
	Judged   int          `json:"judged"`
	Expected float64      `json:"expected"` // share of the judged that the confidence expects to be right
	Right    float64      `json:"right"`    // that were right
	Error    float64      `json:"error"`    // expected calibration error, bins weighted by their number (Naeini et al. 2015)
	Bins     []Calibrated `json:"bins,omitempty"`
}

// Calibrated is a bin of confidences.
type Calibrated struct {
	Mean  float64 `json:"mean"` // confidence
	Right float64 `json:"right"`
	Low   float64 `json:"low"` // Wilson interval at 95 % of Right
	High  float64 `json:"high"`
	N     int     `json:"n"`
}

// Cycle tells how far three languages agree without knowing the truth.
type Cycle struct {
	Units      int `json:"units"`       // with partners in both other languages
	Agree      int `json:"agree"`       // that lead to the same place directly and by the third
	AloneUnits int `json:"alone_units"` // the same, before the pairs listened to each other
	AloneAgree int `json:"alone_agree"`
}

// Flagged is a flag or check with what it found.
type Flagged struct {
	Check
	Groups  int      `json:"groups"` // with the flag
	Scored  int      `json:"scored"` // with a score above 0
	Samples []Sample `json:"samples"`
}

// Sample is a group with its texts, cut if they are long.
type Sample struct {
	ID         string   `json:"id"`
	Confidence float64  `json:"confidence"`
	Flags      []string `json:"flags,omitempty"`
	Texts      []string `json:"texts"` // in the order of Report.Columns
}

// Document is a line of the list.
type Document struct {
	ID        string   `json:"id"`
	Title     string   `json:"title,omitempty"`
	Symbols   []string `json:"symbols,omitempty"`
	Type      string   `json:"type,omitempty"`
	Year      int      `json:"year,omitempty"`
	Languages []string `json:"languages"`
	Groups    int      `json:"groups"`
	Mean      float64  `json:"mean_confidence"` // of groups in two and more languages; 0 if there are none
	Low       int      `json:"low"`             // groups below .5
	Wrong     float64  `json:"expected_wrong"`  // groups
	Null      float64  `json:"null"`            // share of the units to align without a partner
	Flags     int      `json:"flags"`           // groups with a doubt
	Problems  int      `json:"problems"`
	Alarms    []Alarm  `json:"alarms"`
	Spark     string   `json:"spark"` // mean confidence along the document: a digit a stretch, "-" where there is nothing
	Page      string   `json:"page,omitempty"`
}

// Count is a text with how often it was met.
type Count struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// Aside is a file that could not be used.
type Aside struct {
	Path string `json:"path"`
	What string `json:"what"`
}

// Repeats tell of groups whose texts stand in the corpus more than once.
type Repeats struct {
	Groups   int       `json:"groups"`   // looked at
	Distinct int       `json:"distinct"` // estimated from a sample by hash if Sampled is below 1
	Sampled  float64   `json:"sampled"`  // share of the distinct texts that was counted
	Formulas []Formula `json:"formulas"` // the most frequent
}

// Formula is a text that comes again and again.
type Formula struct {
	Count int      `json:"count"`
	Texts []string `json:"texts"`
	// Renderings counts, by language, the different texts that stand beside the
	// same text of the first language from the second time on.
	Renderings []int `json:"renderings"`
}

// Verdict is what a reader should know first.
type Verdict struct {
	Precision float64   `json:"expected_precision"`
	Recall    float64   `json:"expected_recall"`
	Coverage  float64   `json:"coverage"` // share of the running text that is aligned, in characters: aligned over aligned and null
	Findings  []Finding `json:"findings"` // what to look at first, in order
}

// Finding is something to look at.
type Finding struct {
	Level  string `json:"level"` // bad, warn, note, good
	What   string `json:"what"`
	Anchor string `json:"anchor,omitempty"` // place in the HTML report
}
