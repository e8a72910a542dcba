// Package testdata holds the documents that every package's tests share, and
// the way to the measuring data that stay outside the repository.
package testdata
