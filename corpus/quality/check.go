package quality

// Example is texts by language code that show a check at work. They are ours.
type Example map[string]string

// Check is one question to a group of sentences that should translate each other.
type Check struct {
	Name  string // of its score and flag: "numbers"; lower case, sorted in Checks
	Title string // what a flag says, in a few words: "numbers differ"
	Help  string // for a linguist: what the score counts, its unit and range
	Bad   Example
	Good  Example
	// Limit is the score up to which a group is not flagged.
	Limit float64
	// Score gives the amount of doubt, from 0; applies is false if the question
	// makes no sense for the group (no numbers, one language). Nil for the checks
	// that need the groups before (Run.Finish asks them).
	Score func(*Group) (score float64, applies bool)
}

// Flagged tells whether a score is above the limit.
func (c *Check) Flagged(score float64) bool { return score > c.Limit }

// Checks are all checks, by name.
var Checks = []*Check{
	&Brackets,
	&Copied,
	&Coverage,
	&Dates,
	&Duplicate,
	&Footnote,
	&Formula,
	&Furniture,
	&Homoglyphs,
	&Hyphens,
	&Length,
	&ListOrder,
	&Names,
	&Numbers,
	&Repeated,
	&Script,
	&Symbols,
	&Truncated,
	&Unsure,
}

// Find gives the check of that name, nil if there is none.
func Find(name string) *Check {
	for _, c := range Checks {
		if c.Name == name {
			return c
		}
	}
	return nil
}
