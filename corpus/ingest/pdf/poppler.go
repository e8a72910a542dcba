package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// poppler reads the pages by poppler's pdftotext, which prints words with their
// boxes as XHTML. Font sizes are taken from the height of the boxes, weights are
// not known.
func (e *Engine) poppler(ctx context.Context, data []byte, most int, page func(*Page) error) error {
	limit := e.opt.Time
	if limit <= 0 {
		limit = 10 * time.Minute
	}
	ctx, stop := context.WithTimeoutCause(ctx, limit, ErrTime)
	defer stop()
	args := []string{"-q", "-bbox-layout", "-enc", "UTF-8"}
	if most > 0 {
		args = append(args, "-l", strconv.Itoa(most))
	}
	run := exec.CommandContext(ctx, e.opt.Program, append(args, "-", "-")...)
	run.Stdin = bytes.NewReader(data)
	run.WaitDelay = time.Second
	var said bytes.Buffer
	run.Stderr = &said
	out, err := run.StdoutPipe()
	if err != nil {
		return err
	}
	if err := run.Start(); err != nil {
		return fmt.Errorf("%s does not start: %w", e.opt.Program, err)
	}
	fault := bboxes(out, page)
	if fault != nil {
		stop()
	}
	err = run.Wait()
	switch {
	case context.Cause(ctx) == ErrTime:
		return ErrTime
	case fault != nil && !errors.Is(fault, io.ErrUnexpectedEOF):
		return fault
	case err != nil && strings.Contains(strings.ToLower(said.String()), "password"):
		return ErrEncrypted
	case err != nil || fault != nil:
		return ErrDamaged
	}
	return nil
}

// bboxes reads what pdftotext -bbox-layout prints.
func bboxes(in io.Reader, yield func(*Page) error) error {
	d := xml.NewDecoder(in)
	d.Strict = false
	var p *Page
	var l *Line
	n := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return io.ErrUnexpectedEOF
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "page":
				n++
				p = &Page{No: n, Width: number(t, "width"), Height: number(t, "height")}
			case "line":
				b := [4]float32{number(t, "xMin"), number(t, "yMin"), number(t, "xMax"), number(t, "yMax")}
				size := (b[3] - b[1]) * popplerSize
				l = &Line{Box: b, Size: size, Base: b[3] - size*descent}
			case "word":
				text, err := content(d)
				if err != nil {
					return io.ErrUnexpectedEOF
				}
				if l != nil && text != "" {
					l.Words = append(l.Words, Word{Text: text, Left: number(t, "xMin"), Right: number(t, "xMax"), Space: len(l.Words) > 0})
				}
			}
		case xml.EndElement:
			switch {
			case t.Name.Local == "line" && p != nil && l != nil && len(l.Words) > 0:
				p.Lines = append(p.Lines, *l)
				l = nil
			case t.Name.Local == "page" && p != nil:
				if err := yield(p); err != nil {
					return err
				}
				p = nil
			}
		}
	}
}

// popplerSize is the share of a box's height that the font size is, and descent
// the share of the size below the baseline, in the fonts of most documents.
const (
	popplerSize = 0.9
	descent     = 0.21
)

// number reads an attribute.
func number(t xml.StartElement, name string) float32 {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			f, _ := strconv.ParseFloat(a.Value, 32)
			return float32(f)
		}
	}
	return 0
}

// content reads the text up to the end of the element.
func content(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return word([]rune(b.String())), nil
		}
	}
}
