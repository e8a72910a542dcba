// Package testdata holds the documents that every package's tests share, and
// the way to the measuring data that stay outside the repository.
package testdata

import "embed"

// FS holds the folders un (documents in three languages as plain text), gold
// (their sentences, beads and blocks as people would make them), broken (inputs
// that are set aside), charsets (inputs in old charsets) and formats (documents in
// other formats than plain text). The README files
// tell what each document tests.
//
//go:embed un gold broken charsets formats
var FS embed.FS
