// Tritext makes sentence-aligned parallel corpora from Chinese, English and
// Russian documents.
package main
