// Package pipeline joins the stages; no other package knows more than one.
//
//	ingest.Discover   which files are versions of one document      → Plan
//	ingest.Read       bytes → text                                  → Document.Raw
//	clean.Clean       text → paragraphs, page furniture out         → Blocks, Removed
//	undoc.Read        symbols, masthead, sections, kinds            → Masthead, Sections, Block.Kind
//	undoc.Resolve     what one version knows of the others          → Section.Original
//	split             paragraphs → sentences with tokens            → Units
//	readLanguages     sentences in another language                 → Unit.Reads
//	align             pairs of versions → beads                     → Family.Beads
//	Family.Join       beads → groups of all languages               → Family.Groups
//	quality.Run       questions to each group                       → Group.Checks, Group.Flags
//	store.Write       rows
//
// Documents that are aligned already (ingest.Family.Given) keep their beads; given.go.
// Pair (pairing.go, match.go) proposes which documents belong together.
//
// A family (all language versions of one document) goes through all of it at
// once and is then forgotten, so memory does not grow with the number of
// documents. Several families are worked on at a time, and written in the order
// of the plan, so the result does not depend on the number of workers.
package pipeline
