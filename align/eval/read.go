package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SyntaxError is a fault in a file of beads, with its place.
type SyntaxError struct {
	Path string
	Line int // from 1
	Col  int // in characters, from 1
	What string
}

// Error gives the place and the fault: "eval: letter.zh-en.gold:3:7: …".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("eval: %s:%d:%d: %s", e.Path, e.Line, e.Col, e.What)
}

const (
	// maxSentence bounds the numbers of sentences: no document has more, and a
	// number beyond it is a fault of the file.
	maxSentence = 1 << 30
	// maxLine bounds a line of a bead file, in bytes; a whole alignment in
	// Bertalign's one-line form must fit.
	maxLine = 1 << 26
)

// ReadFile reads the beads of a file; see Read.
func ReadFile(path string) ([]Bead, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	defer f.Close()
	return Read(f, path)
}

// Read reads beads, one a line, sentences numbered from 0; path is for errors,
// which are of type *SyntaxError where the text is at fault. It takes what the
// aligners at hand write:
//
//	[0, 1]:[0]                  gold; both sides may be empty, [] or nothing between the brackets
//	[0, 1]:[0]:0.1234           vecalign, hunalign's converters, tritext: with a score, which is not kept
//	([0, 1], [0])               Bertalign's result, a bead a line
//	[([0], [0]), ([1], [1, 2])] Bertalign's result, printed whole
//
// Round brackets are as good as square ones for a list of numbers. Empty lines
// count for nothing. A sentence may stand in several beads, but only once in one.
func Read(r io.Reader, path string) ([]Bead, error) {
	beads, _, err := ReadLines(r, path)
	return beads, err
}

// ReadLines reads beads as Read does, and tells for every bead the line that it
// stands in, from 1.
func ReadLines(r io.Reader, path string) (beads []Bead, at []int, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		text := lines.Text()
		if n == 1 {
			text = strings.TrimPrefix(text, "\uFEFF")
		}
		p := parser{text: text}
		read, err := p.line()
		if err != nil {
			return nil, nil, &SyntaxError{path, n, utf8.RuneCountInString(text[:p.pos]) + 1, err.Error()}
		}
		beads = append(beads, read...)
		for range read {
			at = append(at, n)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, nil, &SyntaxError{path, n + 1, 1, fmt.Sprintf("line of more than %d MiB", maxLine>>20)}
	} else if err != nil {
		return nil, nil, fmt.Errorf("eval: %s: %w", path, err)
	}
	return beads, at, nil
}

// Write writes beads as gold files hold them, one a line.
func Write(w io.Writer, beads []Bead) error {
	b := bufio.NewWriter(w)
	for _, bead := range beads {
		fmt.Fprintln(b, bead)
	}
	return b.Flush()
}

// parser reads one line; after an error pos is the place of the fault.
type parser struct {
	text string
	pos  int
}

func (p *parser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\r", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

// next gives the byte after white space, 0 at the end of the line.
func (p *parser) next() byte {
	p.space()
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
}

func (p *parser) take(c byte) bool {
	if p.next() != c {
		return false
	}
	p.pos++
	return true
}

// want takes a byte that must be there.
func (p *parser) want(c byte, what string) error {
	if p.take(c) {
		return nil
	}
	return fmt.Errorf("want %q %s, found %s", c, what, p.found())
}

func (p *parser) found() string {
	if p.next() == 0 {
		return "the end of the line"
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.pos:])
	return strconv.QuoteRune(r)
}

// line reads no bead, one, or Bertalign's list of many.
func (p *parser) line() ([]Bead, error) {
	var beads []Bead
	switch {
	case p.next() == 0:
		return nil, nil
	case p.nested(2): // [( [
		p.pos++
		for !p.take(']') {
			b, err := p.pair()
			if err != nil {
				return nil, err
			}
			beads = append(beads, b)
			if !p.take(',') && p.next() != ']' {
				return nil, fmt.Errorf("want ',' or ']' after a bead, found %s", p.found())
			}
		}
	case p.nested(1): // ( [
		b, err := p.pair()
		if err != nil {
			return nil, err
		}
		beads = append(beads, b)
		p.take(',')
	default:
		b, err := p.bead()
		if err != nil {
			return nil, err
		}
		beads = append(beads, b)
	}
	if p.next() != 0 {
		return nil, fmt.Errorf("want the end of the line, found %s", p.found())
	}
	return beads, nil
}

// nested tells whether the text goes on with more than that many opening brackets.
func (p *parser) nested(depth int) bool {
	at := p.pos
	defer func() { p.pos = at }()
	for range depth + 1 {
		if !p.take('[') && !p.take('(') {
			return false
		}
	}
	return true
}

// pair reads "([0, 1], [0])".
func (p *parser) pair() (Bead, error) {
	closing := byte(')')
	if p.take('[') {
		closing = ']'
	} else if err := p.want('(', "before a bead"); err != nil {
		return Bead{}, err
	}
	source, err := p.list()
	if err != nil {
		return Bead{}, err
	}
	if err := p.want(',', "between the sides of a bead"); err != nil {
		return Bead{}, err
	}
	target, err := p.list()
	if err != nil {
		return Bead{}, err
	}
	return Bead{source, target}, p.want(closing, "after a bead")
}

// bead reads "[0, 1]:[0]" and a score if there is one.
func (p *parser) bead() (Bead, error) {
	source, err := p.list()
	if err != nil {
		return Bead{}, err
	}
	if err := p.want(':', "between the sides of a bead"); err != nil {
		return Bead{}, err
	}
	target, err := p.list()
	if err != nil {
		return Bead{}, err
	}
	if p.take(':') && p.next() != 0 {
		score := strings.TrimRight(p.text[p.pos:], " \t\r")
		if _, err := strconv.ParseFloat(score, 64); err != nil {
			return Bead{}, fmt.Errorf("score %q is no number", score)
		}
		p.pos = len(p.text)
	}
	return Bead{source, target}, nil
}

// list reads "[0, 1]", "(0,)" or "[]".
func (p *parser) list() ([]int, error) {
	closing := byte(']')
	if p.take('(') {
		closing = ')'
	} else if err := p.want('[', "before sentence numbers"); err != nil {
		return nil, err
	}
	var list []int
	for !p.take(closing) {
		at := p.pos
		id, err := p.number()
		if err != nil {
			return nil, err
		}
		// Lists are sorted as a rule; only where one is not is there anything to look for.
		if n := len(list); n > 0 && id <= list[n-1] && slices.Contains(list, id) {
			p.pos = at
			p.space()
			return nil, fmt.Errorf("sentence %d stands twice in one bead", id)
		}
		list = append(list, id)
		if !p.take(',') && p.next() != closing {
			return nil, fmt.Errorf("want ',' or %q after a sentence number, found %s", closing, p.found())
		}
	}
	return list, nil
}

func (p *parser) number() (int, error) {
	p.space()
	at := p.pos
	for p.pos < len(p.text) && '0' <= p.text[p.pos] && p.text[p.pos] <= '9' {
		p.pos++
	}
	if p.pos == at {
		if p.next() == '-' {
			return 0, errors.New("sentence numbers begin with 0; a negative one is no sentence")
		}
		return 0, fmt.Errorf("want a sentence number, found %s", p.found())
	}
	id, err := strconv.Atoi(p.text[at:p.pos])
	if err != nil || id >= maxSentence {
		p.pos = at
		return 0, fmt.Errorf("sentence number beyond %d", maxSentence)
	}
	return id, nil
}
