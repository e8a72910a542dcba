package eval

// Convention is a way to count, under the name that tritext eval knows it by.
type Convention struct {
	Name   string
	Title  string // what the number is, for a table
	Doc    string // how it is counted, in a sentence
	Source string
	Strict func(Counts) Measure
	Lax    func(Counts) Measure // nil where there is none
}

// Conventions lists the ways to count, the default first. The "coarse" count of
// gold by paragraphs or verses is no convention of its own: Coarse prepares the
// test's beads, and any of these then counts them.
var Conventions = []Convention{
	{
		Name:   "vecalign",
		Title:  "beads, null beads in precision only",
		Doc:    "A bead is strictly right if the gold has the very same; laxly if its targets meet those of the gold's beads with its sources. Precision counts null beads, recall does not.",
		Source: "Thompson and Koehn 2019, score.py of vecalign",
		Strict: func(c Counts) Measure { return c.Strict },
		Lax:    func(c Counts) Measure { return c.Lax },
	},
	{
		Name:   "nulls",
		Title:  "sentences said to have no partner",
		Doc:    "The sentences that stand in null beads, one by one.",
		Source: "what the first convention is blind to",
		Strict: func(c Counts) Measure { return c.Nulls },
	},
	{
		Name:   "nulls-dropped",
		Title:  "beads, null beads left out",
		Doc:    "As vecalign, with null beads taken out of both sides first.",
		Source: "Steingrímsson, Loftsson and Way 2023, SentAlign's default",
		Strict: func(c Counts) Measure { return c.DroppedStrict },
		Lax:    func(c Counts) Measure { return c.DroppedLax },
	},
	{
		Name:   "nulls-recall",
		Title:  "beads, null beads in both",
		Doc:    "As vecalign's strict count, with null beads in precision and recall.",
		Source: "vecalign's count without its exception",
		Strict: func(c Counts) Measure { return c.WithNulls },
	},
	{
		Name:   "rungs",
		Title:  "places between beads",
		Doc:    "The places between beads, both ends included; much kinder than counting beads.",
		Source: "Varga et al. 2005, hunalign -hand",
		Strict: func(c Counts) Measure { return c.Rungs },
	},
	{
		Name:   "links",
		Title:  "links of sentence and sentence",
		Doc:    "Every pair of a source and a target sentence that stand in one bead.",
		Source: "Véronis and Langlais 2000, ARCADE",
		Strict: func(c Counts) Measure { return c.Links },
	},
}

// ConventionByName gives the convention with that name.
func ConventionByName(name string) (Convention, bool) {
	for _, c := range Conventions {
		if c.Name == name {
			return c, true
		}
	}
	return Convention{}, false
}
