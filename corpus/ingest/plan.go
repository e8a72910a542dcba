package ingest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tritext/corpus"
)

// Plan says which files belong together. The same files give the same plan,
// in whatever order they were named.
type Plan struct {
	Families    []Family      // every document that stands in files of its own, those with one version too, in the order of their ids
	Collections []*Collection // files that hold many documents; All reads these too
	Problems    []corpus.Problem
}

// Family is the language versions of one document.
type Family struct {
	// ID is unique in the plan and the same from run to run: the name without
	// its language, relative to the input folder; or the UN symbol if that
	// joined the files; or what the manifest says. It may hold "/", never a
	// part ".." nor a character that file systems refuse.
	ID    string
	Files []File // in the order of their language codes; one of each language at most
	// Problems tell what was set aside while a collection was read up to here.
	Problems []corpus.Problem
	// Given are the beads that the source has, by pair of languages; nil if it has
	// none. Where there are any, the documents have a mark for every sentence.
	Given []Given
}

// File is one language version of a document, not yet read.
type File struct {
	ID   string // of the family
	Path string // as given, slash-separated; of the archive or collection if it stands in one
	// Member is the path inside an archive, or the row of a collection; "" if the
	// file is the document.
	Member string
	// Lang is the ISO 639-1 code of the language, "" if neither the name nor
	// the head of the text told it: Read finds it or refuses the file.
	Lang string
	Told string // what told the language: "manifest", "name", "folder", "masthead", "text", "column", "source"; "" if nothing did
	Why  string // what joined it to its family: "manifest", "name", "symbol", "row", "given"; "alone" if nothing did
	// Symbol is the UN symbol that joined it, if one did.
	Symbol string

	open   func() (io.ReadCloser, error) // its bytes, perhaps packed; nil: from disk
	tape   *tape                         // that it stands on; open is filled when it comes
	held   int                           // bytes of it that stand in memory
	format string                        // for corpus.Source.Format; "": by content
	plain  bool                          // a text and nothing else, whatever it looks like
	row    bool                          // Member is a row, not a path

	sentences []sentence // of a text that is aligned already
}

// Name is the file's name in messages.
func (f *File) Name() string {
	switch {
	case f.Member == "":
		return f.Path
	case f.row:
		return f.Path + "#" + f.Member
	}
	return f.Path + "/" + f.Member
}

// Alone gives the families that consist of one version.
func (p *Plan) Alone() []Family {
	var alone []Family
	for _, f := range p.Families {
		if len(f.Files) == 1 {
			alone = append(alone, f)
		}
	}
	return alone
}

// Explain says in one line a document what was paired and why, or that the
// document stayed alone.
func (p *Plan) Explain() []string {
	lines := make([]string, 0, len(p.Families)+len(p.Collections))
	for _, c := range p.Collections {
		lines = append(lines, c.Explain())
	}
	for _, f := range p.Families {
		lines = append(lines, f.explain())
	}
	return lines
}

// explain gives the line of one document, such as
//
//	letter: en letter.en.txt + ru letter.ru.txt + zh zh/letter.txt (by name)
func (f *Family) explain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", f.ID)
	var why []string
	for i, file := range f.Files {
		if i > 0 {
			b.WriteString(" + ")
		}
		lang := file.Lang
		if lang == "" {
			lang = "language not known"
		}
		fmt.Fprintf(&b, "%s %s", lang, file.Name())
		if file.Told == "masthead" || file.Told == "text" {
			fmt.Fprintf(&b, " [language read in the %s]", file.Told)
		}
		reason := map[string]string{
			"manifest": "by the manifest",
			"name":     "by name",
			"symbol":   "by the symbol " + file.Symbol,
			"alone":    "alone: no other version by name or symbol",
		}[file.Why]
		if file.Why == "manifest" && len(f.Files) == 1 {
			reason = "alone in the manifest"
		}
		if !slices.Contains(why, reason) {
			why = append(why, reason)
		}
	}
	fmt.Fprintf(&b, " (%s)", strings.Join(why, ", "))
	return b.String()
}
