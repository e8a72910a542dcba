// Package testdata holds the documents that every package's tests share, and
// the way to the measuring data that stay outside the repository.
package testdata

import "embed"

// FS holds the folders un (documents in three languages as plain text) and
// gold (their sentences, beads and blocks as people would make them).
// README.md tells what each document tests.
//
//go:embed un gold
var FS embed.FS
