package export

// Record is what a file of a format says of a group or a bead: which units of
// which languages belong together. What a format does not hold is empty.
type Record struct {
	Place    string              // file:line, for messages
	Document string              // id of the family
	ID       string              // of the group; "" in formats of beads
	Langs    []string            // languages that the file speaks of, in its order
	Units    map[string][]string // by language: ids of units, in order of the text; nil if the format has no ids
	Text     map[string]string   // by language; nil if the format has no texts
	// Confirmed says that a person looked at it and found it right, or made it so.
	Confirmed bool
	// Editor and Edited (ISO 8601) tell who that was and when, as far as the file
	// does.
	Editor, Edited string

	// The rest is for those who read a corpus in this form; Apply does not look at it.
	Original   []string // original languages
	Score      float64
	Confidence float64
}
