// Package quality says how doubtful the groups of a parallel corpus are. It
// flags and never deletes: who uses a corpus chooses.
//
// A Check is one question to a group ("do the numbers agree?"). Its score is an
// amount of doubt, 0 if there is none, and a group whose score is above the
// check's limit has the check's name among its flags. Checks lists all of them;
// each stands in a file of its own with what it means for a linguist, an example
// that it flags and one that it does not.
//
// A Run goes through a corpus family by family:
//
//	r := quality.NewRun(options)
//	for each family, several at a time:  scores := r.Score(family)
//	for each family, in order:           r.Finish(family, scores)
//
// Score asks what a group can answer alone. Finish asks what needs the groups
// before it (duplicates, formulas), and fills Group.Checks and Group.Flags; as it
// runs in the order of the corpus, the result does not depend on how many
// families are scored at a time.
package quality
