// Package report tells people what is in a corpus and how far it can be
// trusted: whole corpora in figures, charts and a list of documents, single
// documents side by side in columns, systems of alignment against gold.
//
// It takes facts and writes to an io.Writer; it knows no files:
//
//  1. A Builder is told every document, unit, bead and group of a corpus once,
//     in streams that may run side by side, and makes a Report of them.
//  2. Report is data, all of it in JSON too; HTML, Markdown, Text and JSON
//     write it, one file of code a form.
//  3. NewView shows a family as rows of what belongs together; Page writes it.
//
// A page is one file that asks the network for nothing: style and script are in
// it, and its content security policy holds the browser to that. All text of
// documents is escaped and kept apart in its direction of writing.
package report
