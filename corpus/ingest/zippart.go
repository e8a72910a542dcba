package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of documents that are ZIP archives (DOCX, EPUB). A ZIP bomb unpacks a
// few kilobytes to gigabytes; no document comes near these.
const (
	mostParts    = 20_000
	mostUnpacked = 512 << 20 // bytes of all parts read together
	mostPart     = 256 << 20 // bytes of one
	mostElements = 200       // XML elements inside each other
)

// docParts is the parts of a document that is a ZIP archive.
type docParts struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// openParts reads the directory of the archive.
func openParts(data []byte) (*docParts, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("damaged: " + strings.TrimPrefix(err.Error(), "zip: "))
	}
	if len(z.File) > mostParts {
		return nil, fmt.Errorf("%d parts in it, more than the limit of %d", len(z.File), mostParts)
	}
	p := &docParts{files: map[string]*zip.File{}, left: mostUnpacked}
	for _, f := range z.File {
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, "\\", "/")), "/")
		if p.files[name] == nil {
			p.files[name] = f
		}
	}
	return p, nil
}

// errNoPart tells that a part is not there.
var errNoPart = errors.New("part is missing")

// read unpacks a part.
func (p *docParts) read(name string) ([]byte, error) {
	f := p.files[strings.TrimPrefix(path.Clean("/"+name), "/")]
	if f == nil {
		return nil, errNoPart
	}
	if f.Flags&1 != 0 {
		return nil, errors.New("encrypted: it opens with a password only")
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("damaged: %s: %w", name, err)
	}
	defer r.Close()
	limit := min(p.left, mostPart)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s unpacks to more than the limit of %d MB", name, limit>>20)
	}
	if err != nil {
		return nil, fmt.Errorf("damaged: %s: %w", name, err)
	}
	p.left -= int64(len(data))
	return data, nil
}

// xmlReader reads tokens and bounds how deep elements stand in each other.
// Entities that a document declares are never expanded: encoding/xml does not
// know them.
type xmlReader struct {
	*xml.Decoder
	depth int
}

func newXML(data []byte) *xmlReader {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &xmlReader{Decoder: d}
}

// token gives the next token; io.EOF at the end.
func (r *xmlReader) token() (xml.Token, error) {
	t, err := r.RawToken()
	switch t.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > mostElements {
			return nil, fmt.Errorf("more than %d XML elements inside each other", mostElements)
		}
	case xml.EndElement:
		r.depth--
	}
	return t, err
}

// skip reads to the end of the element that was just opened.
func (r *xmlReader) skip() error {
	for depth := 1; depth > 0; {
		t, err := r.token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// attr gives an attribute by its local name, "" if there is none.
func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
