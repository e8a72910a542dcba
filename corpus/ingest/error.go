package ingest

import (
	"errors"
	"io/fs"
	"strconv"

	"tritext/corpus"
)

// stage is the name under which this package's problems stand.
const stage = "ingest"

// Error says which file cannot be used, where, and why.
type Error struct {
	Path string // as given, slash-separated
	Line int    // from 1; 0 if it concerns the whole file
	Col  int    // in characters, from 1; 0 if it concerns the whole line
	What string
	Err  error // what the operating system said, nil if nothing; part of What already
}

// Error prints the place and the fault: "ingest: letter.ru.txt:3:14: bad UTF-8 …".
func (e *Error) Error() string {
	s := stage + ": " + e.Path
	if e.Line > 0 {
		s += ":" + strconv.Itoa(e.Line)
		if e.Col > 0 {
			s += ":" + strconv.Itoa(e.Col)
		}
	}
	return s + ": " + e.What
}

// Unwrap gives the operating system's error, so that errors.Is knows
// fs.ErrPermission and fs.ErrNotExist.
func (e *Error) Unwrap() error { return e.Err }

// Problem gives the error as a problem that set its file aside.
func (e *Error) Problem() corpus.Problem {
	return corpus.Problem{Stage: stage, Path: e.Path, Line: e.Line, Col: e.Col, What: e.What, Severe: true}
}

// system makes an Error of one from the operating system, without the path
// and the name of the call, which say nothing new.
func system(path string, err error) *Error {
	what := err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		what = pe.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what = "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		what = "not allowed to read"
	}
	return &Error{Path: path, What: what, Err: err}
}
