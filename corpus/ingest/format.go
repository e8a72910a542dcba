package ingest

import (
	"path"
	"strings"
)

// Format is a kind of file that documents are read from.
type Format struct {
	Name     string
	Suffixes []string // lower case, with the dot; "" for names without one
	// decode leaves the file's text; lang is the expected language, "" if not known.
	decode func(path string, data []byte, lang string) (decoded, *Error)
}

// Formats are all formats that can be read. A new one is a file and a line here.
var Formats = []Format{
	plainText,
}

// plainText is text in any charset that charsets lists.
var plainText = Format{Name: "plain text", Suffixes: []string{".txt", ".text", ""}, decode: decodeText}

// notYet are suffixes of documents that cannot be read yet; they are named as
// problems. Files of other kinds (pictures, data) are only said to be left out.
var notYet = []string{
	".pdf", ".doc", ".docx", ".rtf", ".odt", ".wpd", ".wpf", ".htm", ".html", ".xhtml", ".xml", ".tei", ".epub",
	".tmx", ".xlf", ".xliff", ".sgm", ".sgml",
}

// suffix gives the suffix of a file name in lower case, "" if it has none.
// What follows a dot is one if it is short, of letters and digits and starts
// with a letter: "A_C.3_80_L.20" and "A_CN.9_SER.C_DIGEST" have none.
func suffix(name string) string {
	s := strings.ToLower(path.Ext(name))
	if len(s) < 2 || len(s) > 9 || len(s) == len(name) || s[1] < 'a' || s[1] > 'z' {
		return ""
	}
	for _, r := range s[1:] {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ""
		}
	}
	return s
}
