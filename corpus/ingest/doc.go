// Package ingest finds documents and reads them.
//
//  1. Discover takes files, folders and globs (and a manifest) and leaves a
//     Plan: which files are language versions of one document, and why. It
//     reads the heads of those files only whose names tell too little.
//  2. Read takes one File of the plan and leaves a corpus.Document with its
//     source and its text, decoded to valid UTF-8 and otherwise untouched,
//     with the way back from every character to the bytes of the file.
//
// Plan.All gives the families one by one, those of collections too (collection.go:
// a row a document; aligned.go: aligned already), which are read as streams, as are
// archives (archive.go, stream.go). Nothing is unpacked to disk.
//
// What a file is, its content tells (Formats); its suffix only says whether a
// file of a folder is looked at. Formats with structure give Document.Marks:
// blocks, given sentences, lines with their places on the page.
//
// Nothing is guessed silently: what was paired says why (Plan.Explain), and
// what could not be used is a problem with its place. A file that cannot be
// read never stops the others.
//
// The package knows the names of languages, not the languages themselves:
// what a text is written in is told by functions that the caller passes
// (Options.Detect), and UN mastheads are read by another (Options.Peek).
package ingest
