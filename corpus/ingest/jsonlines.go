package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonLines is an object a line; values are texts, or lists of them.
var jsonLines = kind{name: "JSONL", suffixes: []string{".jsonl", ".ndjson"}, head: jsonHead, read: readJSONLines}

// mostRow is the longest row of a table that is read, in bytes.
const mostRow = 64 << 20

// lineReader reads lines up to a length; of longer ones it says so and goes on
// behind them, holding nothing of them.
type lineReader struct {
	in   *bufio.Reader
	most int
	line int // number of the last line, from 1
	buf  []byte
}

func newLines(r io.Reader, most int) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(r, 256<<10), most: most}
}

// errLong says that a line is too long.
var errLong = errors.New("line too long")

// next gives a line without its end, good until the next call; io.EOF behind the last.
func (l *lineReader) next() ([]byte, error) {
	l.buf = l.buf[:0]
	long, any := false, false
	for {
		piece, err := l.in.ReadSlice('\n')
		if len(piece) > 0 && !any {
			any = true
			l.line++
		}
		if len(l.buf)+len(piece) > l.most {
			long = true
		}
		if !long {
			l.buf = append(l.buf, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && !any:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			l.buf = nil
			return nil, errLong
		}
		b := bytes.TrimSuffix(bytes.TrimSuffix(l.buf, []byte("\n")), []byte("\r"))
		if l.line == 1 {
			b = bytes.TrimPrefix(b, []byte("\uFEFF"))
		}
		return b, nil
	}
}

// jsonHead tells the columns by the objects in the head.
func jsonHead(c *Collection, r io.Reader, want Columns) error {
	const rows = 100
	in := newLines(io.LimitReader(r, collectionHead), collectionHead)
	var names []string
	var first error
	good := false
	for in.line < rows {
		b, err := in.next()
		if err == io.EOF || err == errLong {
			break
		}
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		object, err := jsonObject(b)
		if err != nil {
			if first == nil {
				first = fmt.Errorf("line %d: %w", in.line, err)
			}
			continue
		}
		good = true
		for _, name := range jsonNames(object) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if !good && first != nil {
		return fmt.Errorf("no JSONL: %w", first)
	}
	slices.Sort(names)
	return c.choose(names, want)
}

// jsonObject reads an object.
func jsonObject(b []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(b) {
		return nil, errors.New("not UTF-8")
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(b, &object); err != nil {
		return nil, fmt.Errorf("no JSON object: %w", err)
	}
	if object == nil {
		return nil, errors.New("no JSON object: null")
	}
	return object, nil
}

// jsonNames lists the keys whose values may be texts, those of objects in the
// object too, sorted.
func jsonNames(object map[string]json.RawMessage) []string {
	var names []string
	for k, v := range object {
		var inner map[string]json.RawMessage
		if len(v) > 0 && v[0] == '{' && json.Unmarshal(v, &inner) == nil {
			for k2, v2 := range inner {
				if len(v2) > 0 && v2[0] != '{' {
					names = append(names, k+"."+k2)
				}
			}
			continue
		}
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// jsonText gives the text of a column: "" if it is null or missing.
func jsonText(object map[string]json.RawMessage, name string) (string, error) {
	v, ok := object[name]
	if outer, inner, dotted := strings.Cut(name, "."); !ok && dotted {
		var deeper map[string]json.RawMessage
		if o := object[outer]; len(o) > 0 && o[0] == '{' && json.Unmarshal(o, &deeper) == nil {
			v = deeper[inner]
		}
	}
	if len(v) == 0 || string(v) == "null" {
		return "", nil
	}
	var text string
	var list []string
	switch {
	case v[0] == '"':
		err := json.Unmarshal(v, &text)
		return text, err
	case v[0] == '[' && json.Unmarshal(v, &list) == nil:
		return strings.Join(list, "\n"), nil
	}
	return "", fmt.Errorf("%q is no text but %.20s", name, v)
}

// jsonID gives the text of the id, which may be a number.
func jsonID(object map[string]json.RawMessage, name string) string {
	if name == "" {
		return ""
	}
	if text, err := jsonText(object, name); err == nil {
		return text
	}
	var n json.Number
	if json.Unmarshal(object[name], &n) == nil {
		return n.String()
	}
	return ""
}

func readJSONLines(c *Collection, r io.Reader, out *output) {
	in := newLines(r, mostRow)
	number := 0
	for out.open {
		b, err := in.next()
		switch {
		case err == io.EOF:
			return
		case err == errLong:
			out.fault(in.line, "a line of more than %d MB", mostRow>>20)
			continue
		case err != nil:
			out.fault(in.line, "%s: not read on", inWords(err))
			return
		}
		if len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		number++
		object, err := jsonObject(b)
		texts := make([]string, len(c.Columns))
		for i := range c.Columns {
			if err == nil {
				texts[i], err = jsonText(object, c.Columns[i].Name)
			}
		}
		if err != nil {
			out.fault(in.line, "%s", err)
			continue
		}
		out.row(in.line, number, jsonID(object, c.ID), texts)
	}
}

// inWords writes an error of a stream without the names of calls and paths.
func inWords(err error) string { return system("", err).What }
