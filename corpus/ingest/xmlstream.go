package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Bounds of XML files that are read as streams.
const (
	mostNesting = 256     // elements in each other
	mostToken   = 4 << 20 // bytes of one tag or stretch of text
)

// xmlStream reads XML element by element. Entities of a document's own are not
// known, so none can be expanded; nothing outside is ever fetched.
type xmlStream struct {
	dec   *xml.Decoder
	guard *rowGuard
	depth int
}

var errLongToken = fmt.Errorf("a tag or text of more than %d MB", mostToken>>20)

// streamXML reads a stream in the charset that its mark or its first line names.
func streamXML(r io.Reader) *xmlStream {
	b := newPeeker(r)
	head, _ := b.Peek(3)
	var in io.Reader = b
	wide := false
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("<\x00")), bytes.HasPrefix(head, []byte("\x00<")):
		order := unicode.LittleEndian
		if head[0] == 0xFE || head[0] == 0 {
			order = unicode.BigEndian
		}
		in, wide = unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(b), true
		if head[0] == '<' || head[0] == 0 {
			in = unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(b)
		}
	case bytes.Equal(head, []byte("\uFEFF")):
		_, _ = b.Discard(3) // they are there
	}
	x := &xmlStream{guard: &rowGuard{r: in, left: mostToken, err: errLongToken}}
	x.dec = xml.NewDecoder(x.guard)
	x.dec.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if wide {
			return r, nil
		}
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, fmt.Errorf("charset %q is not known", label)
		}
		return enc.NewDecoder().Reader(r), nil
	}
	return x
}

// next gives the next tag or text; io.EOF at the end.
func (x *xmlStream) next() (xml.Token, error) {
	x.guard.left = mostToken
	t, err := x.dec.Token()
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > mostNesting {
			return nil, fmt.Errorf("more than %d elements in each other", mostNesting)
		}
	case xml.EndElement:
		x.depth--
	}
	return t, err
}

// line is the line that was read last.
func (x *xmlStream) line() int {
	line, _ := x.dec.InputPos()
	return line
}

// text reads up to the end of the element whose start was read last, and gives its
// text without that of the elements that skip tells.
func (x *xmlStream) text(skip func(name string) bool) (string, error) {
	var b strings.Builder
	skipped, depth := 0, 1
	for depth > 0 {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if skipped == 0 && skip(t.Name.Local) {
				skipped = depth
			}
		case xml.EndElement:
			if skipped == depth {
				skipped = 0
			}
			depth--
		case xml.CharData:
			if skipped == 0 {
				if b.Len()+len(t) > mostToken {
					return "", errLongToken
				}
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}

// xmlFault writes an error of XML without what messages have anyway.
func xmlFault(err error) string {
	var s *xml.SyntaxError
	switch {
	case errors.As(err, &s) && strings.Contains(s.Msg, "unexpected EOF"):
		return "cut short: the end of the XML is missing"
	case errors.As(err, &s) && strings.HasPrefix(s.Msg, "invalid character entity"):
		return s.Msg + ": entities of a file's own are not read"
	case errors.As(err, &s):
		return "no well-formed XML: " + s.Msg
	}
	return inWords(err)
}

// attrOf gives an attribute by its name without its space; "" if there is none.
func attrOf(e xml.StartElement, names ...string) string {
	for _, name := range names {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
	}
	return ""
}
