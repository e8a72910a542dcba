package ingest

import (
	"errors"
	"io"
)

// stdinHead is how much of the standard input is looked at to tell its columns.
const stdinHead = 1 << 20

// standardInput takes the standard input as a collection of JSONL, packed or not.
// It can be read once.
func (w *walker) standardInput() error {
	if w.stdin == nil {
		return &Error{Path: "-", What: "there is no standard input to read"}
	}
	if w.taken["-"] {
		return nil
	}
	w.taken["-"] = true
	r, err := inflate(io.NopCloser(w.stdin))
	if err != nil {
		return &Error{Path: "-", What: inWords(err), Err: err}
	}
	once := &stdinReader{r: r}
	w.tables = append(w.tables, found{path: "-", rel: "stdin", open: once.open, kind: &jsonLines, named: true})
	return nil
}

// stdinReader lets the head be read before the whole.
type stdinReader struct {
	r     io.Reader
	head  []byte
	state int // 0: nothing read; 1: the head was; 2: all was
}

func (s *stdinReader) open() (io.ReadCloser, error) {
	s.state++
	switch s.state {
	case 1:
		return io.NopCloser(&keeper{s}), nil
	case 2:
		return io.NopCloser(io.MultiReader(&headReader{s}, s.r)), nil
	}
	return nil, errors.New("the standard input can be read once only")
}

// keeper reads the head and keeps it.
type keeper struct{ s *stdinReader }

func (k *keeper) Read(p []byte) (int, error) {
	if len(k.s.head) >= stdinHead {
		return 0, io.EOF
	}
	n, err := k.s.r.Read(p[:min(len(p), stdinHead-len(k.s.head))])
	k.s.head = append(k.s.head, p[:n]...)
	return n, err
}

// headReader gives the head again.
type headReader struct{ s *stdinReader }

func (h *headReader) Read(p []byte) (int, error) {
	if len(h.s.head) == 0 {
		return 0, io.EOF
	}
	n := copy(p, h.s.head)
	h.s.head = h.s.head[n:]
	return n, nil
}
