package ingest

import (
	"context"
	"path"
	"slices"
	"strings"

	"tritext/corpus"
)

// Format is a kind of file that documents are read from. The content of a file
// decides what it is; its suffix only says which files of a folder are looked at,
// and what a file is whose content no format knows by its head.
type Format struct {
	Name     string   // of corpus.Source.Format: "plain text", "pdf" …
	Suffixes []string // lower case, with the dot; "" for names without one
	// sniff tells a file of this format by its head (sniffBytes of it, or all);
	// nil if it cannot be told by content, as plain text.
	sniff func(head []byte) bool
	// decode leaves the file's text.
	decode func(in input) (decoded, *Error)
}

// input is a file to be decoded.
type input struct {
	ctx  context.Context
	path string // for messages
	data []byte
	lang string // expected, ISO 639-1; "" if not known
	head bool   // only the beginning is wanted, to find symbol and language
	opt  ReadOptions
}

// decoded is the text of a file, the way back to its bytes and what the format
// says of the text.
type decoded struct {
	text     string
	charset  string           // IANA name
	places   []corpus.Place   // from text to the bytes of the file; nil where they are the same
	marks    []corpus.Mark    // in text; nil if the format knows no more than the text
	problems []corpus.Problem // what is doubtful but read; Stage and Path are filled by Read
}

// Formats are all formats that can be read, in the order in which a file's head
// is shown to them. A new one is a file and a line here.
var Formats = []Format{
	pdfFormat,
	epubFormat,
	odtFormat,
	docxFormat,
	docFormat,
	rtfFormat,
	teiFormat,
	htmlFormat,
	markdownFormat,
	plainText,
}

// plainText is text in any charset that charsets lists.
var plainText = Format{
	Name: "plain text", Suffixes: []string{".txt", ".text", ""},
	decode: func(in input) (decoded, *Error) { return decodeText(in.path, in.data, in.lang) },
}

// sniffBytes is how much of a file is looked at to tell its format.
const sniffBytes = 4 << 10

// formatOf tells the format of a file: by its content, or else by its name.
// Plain text is what nothing else claims; told is false if the name claims
// something that the content is not.
func formatOf(name string, data []byte) (f *Format, told bool) {
	head := data[:min(len(data), sniffBytes)]
	for i := range Formats {
		if f := &Formats[i]; f.sniff != nil && f.sniff(head) {
			return f, true
		}
	}
	s := suffix(path.Base(name))
	for i := range Formats {
		if f := &Formats[i]; slices.Contains(f.Suffixes, s) {
			if f.sniff == nil {
				return f, true
			}
			return &plainText, false
		}
	}
	return &plainText, true
}

// notYet are suffixes of documents that cannot be read yet; they are named as
// problems. Files of other kinds (pictures, data) are only said to be left out.
var notYet = []string{".wpd", ".wpf", ".sgm", ".sgml"}

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
