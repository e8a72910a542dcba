package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"tritext/corpus"
	"tritext/corpus/ingest/pdf"
	"tritext/segment"
)

// ReadOptions say how Read reads. The zero value is good; without Detect a
// file must have its language from Discover, and swapped sides are not seen.
type ReadOptions struct {
	// MaxBytes is the largest file that is read; 0: 256 MB. A document stands
	// whole in memory, several times over.
	MaxBytes int64
	// Detect tells the language of a text (ISO 639-1, "" if none that it
	// knows) and the share of the letters that speak for it.
	Detect func(text string) (code string, share float64)
	// Languages are those that a text may be found to be in; nil: Chinese,
	// English and Russian.
	Languages []segment.Language
	// PDF reads PDF files; nil: an engine is started and stopped for each of them,
	// which takes seconds.
	PDF *pdf.Engine
	// Office converts DOC, RTF and ODT; nil: such files are refused.
	Office *Office
}

// maxBytes is the default of ReadOptions.MaxBytes.
const maxBytes = 256 << 20

// longLine is the length in bytes from which a line is noted as too long: ten
// times the longest paragraph of the UN documents seen, that is, no line.
const longLine = 100 << 10

// swappedShare is the share of letters from which a text contradicts the
// language of its name. Documents quote each other's languages, but not at
// this length.
const swappedShare = 0.75

// detectBytes is how much of a text Detect is asked about.
const detectBytes = 64 << 10

// Read reads a file of a plan: all of ID, Lang, Source and Raw. Raw is valid
// UTF-8 and holds the whole text, the byte order mark (as U+FEFF) and the ends
// of lines as they were; Source.Places leads from it to the bytes of the file
// if they are not the same. What is doubtful but read stands in Problems.
//
// The error is an *Error: the file is to be set aside. A cancelled ctx ends the
// reading of formats that take long (PDF).
func Read(ctx context.Context, f File, opt ReadOptions) (*corpus.Document, error) {
	limit := opt.MaxBytes
	if limit == 0 {
		limit = maxBytes
	}
	if f.sentences != nil {
		return f.document(), nil
	}
	data, err := f.bytes(limit)
	if err != nil {
		return nil, err
	}
	name := f.Name()
	sum := sha256.Sum256(data)
	form, told := formatOf(f.content(), data)
	if f.plain {
		form, told = &plainText, true
	}
	text, fault := form.decode(input{ctx: ctx, path: name, data: data, lang: f.Lang, opt: opt})
	if fault != nil {
		return nil, fault
	}
	doc := &corpus.Document{
		ID:   f.ID,
		Lang: f.Lang,
		Source: corpus.Source{
			Path:    f.Path,
			Member:  f.Member,
			SHA256:  hex.EncodeToString(sum[:]),
			Bytes:   len(data),
			Charset: text.charset,
			Places:  text.places,
			Paired:  f.Why,
			Format:  cmp.Or(f.format, form.Name),
		},
		Raw:   text.text,
		Marks: text.marks,
	}
	if err := language(doc, name, opt); err != nil {
		return nil, err
	}
	note := func(line int, what string) {
		doc.Problems = append(doc.Problems, corpus.Problem{Stage: stage, Path: name, Line: line, What: what})
	}
	if !told {
		note(0, fmt.Sprintf("named %s, but its content is %s: read as such", suffix(path.Base(f.content())), form.Name))
	}
	for _, p := range text.problems {
		p.Stage, p.Path = stage, name
		doc.Problems = append(doc.Problems, p)
	}
	if text.charset != "UTF-8" {
		note(0, "decoded from "+text.charset)
	}
	if line, length := longest(doc.Raw); length > longLine {
		note(line, fmt.Sprintf("a line of %d bytes: paragraphs are not to be seen in it", length))
	}
	return doc, nil
}

// language checks the language against the text, and finds it if nothing told it.
func language(doc *corpus.Document, name string, opt ReadOptions) error {
	text := doc.Raw
	if len(text) > detectBytes {
		text = strings.ToValidUTF8(text[:detectBytes], "")
	}
	code, share := "", 0.
	if opt.Detect != nil {
		code, share = opt.Detect(text)
	}
	reads := newGlossary(opt.Languages).builds(code)
	switch {
	case doc.Lang == "" && !reads:
		return &Error{Path: name, What: "language not known: neither name nor text tells one that is read; put it into the name (NAME.en.txt) or into a manifest"}
	case doc.Lang == "":
		doc.Lang = code
	case code != "" && code != doc.Lang && share >= swappedShare:
		if !reads {
			code = "another language"
		}
		return &Error{Path: name, What: fmt.Sprintf("says %s, reads as %s (%.0f %% of the letters)", doc.Lang, code, 100*share)}
	}
	return nil
}

// longest gives the number and the length in bytes of the longest line.
func longest(text string) (line, length int) {
	n, start := 1, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' && text[i] != '\r' {
			continue
		}
		if i-start > length {
			line, length = n, i-start
		}
		if i+1 < len(text) && text[i] == '\r' && text[i+1] == '\n' {
			i++
		}
		n, start = n+1, i+1
	}
	return line, length
}
