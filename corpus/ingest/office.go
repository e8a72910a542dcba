package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Office converts what no library of ours reads: DOC, RTF, ODT. Its paths are
// those of programs that are installed, "" for those that are not; LibreOffice
// keeps the structure, the others give plain text. The zero value refuses such
// files with a word about it. It may be used by several goroutines.
type Office struct {
	LibreOffice string        // soffice: DOC, RTF, ODT, WPD
	Antiword    string        // DOC
	Catdoc      string        // DOC, RTF
	Time        time.Duration // the most that a file may take; 0: two minutes

	one sync.Mutex // LibreOffice allows one of itself in a profile
}

// docFormat is Word's format before 2007, in an OLE2 container.
var docFormat = Format{
	Name: "doc", Suffixes: []string{".doc", ".dot"},
	sniff: func(head []byte) bool { return bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) },
	decode: func(in input) (decoded, *Error) {
		if !bytes.Contains(in.data, []byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")) {
			return decoded{}, &Error{Path: in.path, What: "an old Office document (xls, ppt …), but none of Word"}
		}
		return in.convert("doc")
	},
}

// rtfFormat is the Rich Text Format.
var rtfFormat = Format{
	Name: "rtf", Suffixes: []string{".rtf"},
	sniff:  func(head []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(head), []byte(`{\rtf`)) },
	decode: func(in input) (decoded, *Error) { return in.convert("rtf") },
}

// odtFormat is OpenDocument text.
var odtFormat = Format{
	Name: "odt", Suffixes: []string{".odt"},
	sniff: func(head []byte) bool {
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head[:min(len(head), 200)], []byte("application/vnd.oasis.opendocument.text"))
	},
	decode: func(in input) (decoded, *Error) { return in.convert("odt") },
}

// convert decodes a file by a program outside.
func (in input) convert(kind string) (decoded, *Error) {
	o := in.opt.Office
	name := strings.ToUpper(kind)
	if o == nil || o.LibreOffice == "" && (kind == "odt" || o.Catdoc == "" && (kind == "rtf" || o.Antiword == "")) {
		need := map[string]string{"doc": "LibreOffice, antiword or catdoc", "rtf": "LibreOffice or catdoc", "odt": "LibreOffice"}[kind]
		return decoded{}, &Error{Path: in.path, What: fmt.Sprintf("%s is read by %s, and none is installed; install one, or save the file as DOCX", name, need)}
	}
	limit := o.Time
	if limit <= 0 {
		limit = 2 * time.Minute
	}
	parent := in.ctx
	if parent == nil {
		parent = context.Background()
	}
	ctx, stop := context.WithTimeout(parent, limit)
	defer stop()
	data, docx, err := o.run(ctx, in.data, kind)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = fmt.Errorf("took longer than the time limit of %s", limit)
	case ctx.Err() != nil:
		err = ctx.Err()
	}
	if err != nil {
		return decoded{}, &Error{Path: in.path, What: name + ": " + err.Error(), Err: err}
	}
	in.data = data
	if docx {
		d, fault := decodeDOCX(in)
		if fault != nil {
			fault.What = name + " (converted): " + fault.What
		}
		return d, fault
	}
	d, fault := decodeText(in.path, data, in.lang)
	d.places = nil
	return d, fault
}

// run converts a file to DOCX, or to plain text in UTF-8.
func (o *Office) run(ctx context.Context, data []byte, kind string) (out []byte, docx bool, err error) {
	dir, err := os.MkdirTemp("", "tritext-office-")
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "in."+kind)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return nil, false, err
	}
	if o.LibreOffice != "" {
		o.one.Lock()
		defer o.one.Unlock()
		profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
		if _, err := printed(ctx, o.LibreOffice, profile, "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", dir, file); err != nil {
			return nil, false, err
		}
		out, err := os.ReadFile(filepath.Join(dir, "in.docx"))
		if err != nil {
			return nil, false, errors.New("damaged: LibreOffice does not open it")
		}
		return out, true, nil
	}
	if kind == "doc" && o.Antiword != "" {
		out, err := printed(ctx, o.Antiword, "-m", "UTF-8.txt", "-w", "0", file)
		return out, false, err
	}
	out, err = printed(ctx, o.Catdoc, "-d", "utf-8", "-w", file)
	return out, false, err
}

// printed runs a program and gives what it prints.
func printed(ctx context.Context, program string, args ...string) ([]byte, error) {
	run := exec.CommandContext(ctx, program, args...)
	run.WaitDelay = 5 * time.Second
	var said bytes.Buffer
	run.Stderr = &said
	out, err := run.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(program), err, first)
	}
	return out, nil
}
