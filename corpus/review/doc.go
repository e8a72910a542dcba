// Package review lets a person read and mend the alignments of a corpus.
//
//	store.Corpus ─► Document ─► rows of a view ─► Action ─► Record ─► journal
//	     ▲             ▲                                       │
//	     │             └── State: locked beads, comments ◄──────┘
//	     └── Apply: documents with locked beads, the rest aligned around them
//
// In words:
//
//  1. A document is shown as rows: the groups of all its languages, or the beads
//     of two of them. A row holds the units of each language that belong together.
//  2. An Action (accept, merge, split …) takes some neighbouring rows and puts
//     others in their place that hold the same units in the same order. Rows that
//     a person has touched are checked: their beads are locked.
//  3. Each action is a Record in the journal, a file of JSON lines beside the
//     tables of the corpus, which is on the disk before the page says "saved". The
//     journal is the truth: what is shown follows from it and from the corpus.
//  4. If the locked beads of two languages do not all stand in the corpus, those
//     two versions are aligned anew around them.
//  5. Apply writes what follows into the corpus. If the program is killed, the
//     journal is still there, and the next run applies it.
//
// Server shows it as a page for one person on this machine. Audit draws a sample
// of groups, has them judged on the same page or in a table, and tells the
// precision of the corpus with its interval. Gold and Agreement make of what was
// checked a measuring set, and tell how far two reviewers agree.
package review
