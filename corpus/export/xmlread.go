package export

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// xmlReader goes through the elements of an XML file, with their places.
type xmlReader struct {
	dec      *xml.Decoder
	name     string
	elements int    // begun so far
	texts    []text // of the open elements
}

// text is the character data of an open element. Only elements that hold text
// collect it: what stands between the others is white space, as long as the file.
type text struct {
	kept  bool
	bytes []byte
}

// textElements are the elements whose text matters, with what is inside of them.
var textElements = []string{"seg", "prop"}

// element is the begin or the end of an element.
type element struct {
	name  string // without its namespace
	end   bool
	attr  map[string]string // of a begin: by name without namespace
	text  string            // of the end of a text element: all character data inside, of inner elements too
	place string            // file:line
}

func newXMLReader(r io.Reader, name string) *xmlReader {
	x := &xmlReader{dec: xml.NewDecoder(r), name: name}
	x.dec.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "us-ascii") {
			return in, nil
		}
		return nil, fmt.Errorf("charset %s: save the file as UTF-8", charset)
	}
	return x
}

// next gives the next begin or end, nil at the end of the file.
func (x *xmlReader) next() (*element, error) {
	for {
		token, err := x.dec.Token()
		line, _ := x.dec.InputPos()
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("%s:%d: %w", x.name, line, err)
		}
		place := fmt.Sprintf("%s:%d", x.name, line)
		switch t := token.(type) {
		case xml.StartElement:
			x.elements++
			n := len(x.texts)
			x.texts = append(x.texts, text{kept: slices.Contains(textElements, t.Name.Local) || n > 0 && x.texts[n-1].kept})
			el := &element{name: t.Name.Local, place: place, attr: map[string]string{}}
			for _, a := range t.Attr {
				el.attr[a.Name.Local] = a.Value
			}
			return el, nil
		case xml.EndElement:
			n := len(x.texts) - 1
			el := &element{name: t.Name.Local, end: true, place: place, text: string(x.texts[n].bytes)}
			x.texts = x.texts[:n]
			if n > 0 && x.texts[n-1].kept {
				x.texts[n-1].bytes = append(x.texts[n-1].bytes, el.text...)
			}
			return el, nil
		case xml.CharData:
			if n := len(x.texts); n > 0 && x.texts[n-1].kept {
				x.texts[n-1].bytes = append(x.texts[n-1].bytes, t...)
			}
		}
	}
}
