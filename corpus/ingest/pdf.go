package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/ingest/pdf"
	"tritext/segment"
)

// pdfFormat is PDF. The text has a line a line of the page and a form feed a
// page; marks tell where each line stands, its font size and weight. Columns
// are put one after the other, rows of tables on one line with tabs between
// cells.
var pdfFormat = Format{
	Name: "pdf", Suffixes: []string{".pdf"},
	sniff: func(head []byte) bool { // some junk before it is usual
		return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-"))
	},
	decode: decodePDF,
}

// headPages is how many pages are read to find symbol and language.
const headPages = 2

// mostPDFText is the most bytes of text that a PDF is read for.
const mostPDFText = 64 << 20

// pageWords are those of which a file with pages has one: its pages are in plain
// sight, or in compressed objects. No engine is started for a file without.
var pageWords = []string{"/Page", "/ObjStm", "/XRef"}

func decodePDF(in input) (decoded, *Error) {
	if !slices.ContainsFunc(pageWords, func(w string) bool { return bytes.Contains(in.data, []byte(w)) }) {
		return decoded{}, &Error{Path: in.path, What: "damaged PDF: no pages in it"}
	}
	engine := in.opt.PDF
	if engine == nil {
		engine = pdf.New(pdf.Options{})
		defer engine.Close()
	}
	most := 0
	if in.head {
		most = headPages
	}
	w := pdfWriter{}
	err := engine.Pages(in.ctx, in.data, most, w.page)
	if err != nil {
		return decoded{}, &Error{Path: in.path, What: pdfFault(err), Err: err}
	}
	if w.seen == 0 || 2*w.unmapped > w.chars+w.unmapped {
		why := ""
		if w.unmapped > 0 {
			why = " (its fonts have no Unicode map)"
		}
		return decoded{}, &Error{Path: in.path, What: "no text layer, needs OCR" + why}
	}
	w.doubts()
	d := decoded{text: w.text.String(), charset: "UTF-8", marks: w.marks, problems: w.problems}
	return checkedText(in.path, d)
}

// pdfFault says what is wrong with a PDF.
func pdfFault(err error) string {
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return "encrypted PDF: it opens with a password only; save it without one"
	case errors.Is(err, pdf.ErrDamaged):
		return "damaged PDF: it cannot be opened"
	}
	return "PDF: " + err.Error()
}

// checkedText refuses extracted text that is none.
func checkedText(path string, d decoded) (decoded, *Error) {
	if strings.TrimSpace(d.text) == "" {
		return decoded{}, &Error{Path: path, What: "no text in it"}
	}
	return checked(path, d)
}

// pdfWriter puts pages together.
type pdfWriter struct {
	text     strings.Builder
	marks    []corpus.Mark
	problems []corpus.Problem
	unmapped int
	chars    int

	seen, hidden int // bytes of lines
	empty        []int
	damaged      []int
	turned       int // lines
}

// errFlood ends the reading of a PDF that unpacks to a flood of text.
var errFlood = fmt.Errorf("has more than %d MB of text", mostPDFText>>20)

// page writes a page.
func (w *pdfWriter) page(p *pdf.Page) error {
	if p.No > 1 {
		w.text.WriteByte('\f')
	}
	w.unmapped += p.Unmapped
	for i := range p.Lines {
		for _, word := range p.Lines[i].Words {
			w.chars += utf8.RuneCountInString(word.Text)
		}
	}
	switch {
	case p.Damaged:
		w.damaged = append(w.damaged, p.No)
	case len(p.Lines) == 0 && p.Drawn:
		w.empty = append(w.empty, p.No)
	}
	upright, others := uprightLines(p)
	for _, item := range readingOrder(p, upright) {
		w.item(p, item)
	}
	for _, l := range others {
		w.turned++
		w.out(p, l, "rotated")
	}
	if w.text.Len() > mostPDFText {
		return errFlood
	}
	return nil
}

// item writes a line, or the row of a table.
func (w *pdfWriter) item(p *pdf.Page, item pageItem) {
	if item.row != nil {
		m := corpus.Mark{Kind: corpus.MarkTableRow, Page: p.No, Size: item.row[0][0].Size}
		m.Start = w.text.Len()
		for i, cell := range item.row {
			if i > 0 {
				w.text.WriteByte('\t')
			}
			for j := range cell {
				if j > 0 {
					w.text.WriteByte(' ')
				}
				w.words(p, &cell[j], nil)
				grow(&m.Box, cell[j].Box)
			}
		}
		m.End = w.text.Len()
		w.seen += m.Len()
		w.marks = append(w.marks, m)
		w.text.WriteByte('\n')
		return
	}
	l := item.line
	m := corpus.Mark{Kind: corpus.MarkLine, Page: p.No, Size: l.Size, Bold: l.Bold, Box: l.Box}
	m.Box[3] = max(l.Base, l.Box[1]) // the baseline is the steadier edge
	var inside []corpus.Mark
	m.Start = w.text.Len()
	w.words(p, l, &inside)
	m.End = w.text.Len()
	if l.Hidden {
		w.hidden += m.Len()
		m.Level = hiddenLine
	}
	w.seen += m.Len()
	w.marks = append(append(w.marks, m), inside...)
	w.text.WriteByte('\n')
}

// hiddenLine is what Mark.Level says of a hidden line until doubts has decided.
const hiddenLine = -1

// words writes the words of a line; raised marks behind a word are noted.
func (w *pdfWriter) words(p *pdf.Page, l *pdf.Line, marks *[]corpus.Mark) {
	for i, word := range l.Words {
		switch {
		case i == 0:
		case word.Space:
			w.text.WriteByte(' ')
		}
		start := w.text.Len()
		w.text.WriteString(word.Text)
		if word.Raised && i > 0 && marks != nil {
			*marks = append(*marks, corpus.Mark{
				Span: segment.Span{Start: start, End: w.text.Len()},
				Kind: corpus.MarkOut, Rule: ruleNoteMark, Label: word.Text, Page: p.No,
			})
		}
	}
}

// Rules of what is taken out, see corpus.MarkOut.
const (
	ruleNoteMark    = "footnote-mark" // the number of a footnote behind a word
	ruleHidden      = "hidden-text"
	ruleBoilerplate = "boilerplate"
	ruleHeader      = "running-header"
	ruleFooter      = "running-footer"
)

// out writes a line that is no text.
func (w *pdfWriter) out(p *pdf.Page, l *pdf.Line, rule string) {
	start := w.text.Len()
	w.words(p, l, nil)
	w.marks = append(w.marks, corpus.Mark{Span: segment.Span{Start: start, End: w.text.Len()}, Kind: corpus.MarkOut, Rule: rule, Page: p.No, Size: l.Size, Box: l.Box})
	w.text.WriteByte('\n')
}

// doubts says what is doubtful, and decides what hidden text is: where most is
// hidden, it is what a program has read on the picture of a scanned page.
func (w *pdfWriter) doubts() {
	note := func(what string) { w.problems = append(w.problems, corpus.Problem{What: what}) }
	scan := 2*w.hidden > w.seen
	for i := range w.marks {
		m := &w.marks[i]
		if m.Level != hiddenLine {
			continue
		}
		m.Level = 0
		if !scan {
			m.Kind, m.Rule = corpus.MarkOut, ruleHidden
		}
	}
	if scan {
		note("scanned pages: the text layer was made by OCR, expect misread characters")
	} else if w.hidden > 0 {
		note(fmt.Sprintf("hidden text of %d bytes was taken out", w.hidden))
	}
	if w.turned > 0 {
		note(fmt.Sprintf("%d lines of text that runs up or down the page were taken out", w.turned))
	}
	if len(w.damaged) > 0 {
		note("damaged pages without text: " + someNumbers(w.damaged))
	}
	if len(w.empty) > 0 {
		note("pages without a text layer (pictures?), they need OCR: " + someNumbers(w.empty))
	}
	if w.unmapped > 0 {
		note(fmt.Sprintf("%d characters that the fonts give no Unicode for", w.unmapped))
	}
}

// someNumbers lists the first numbers.
func someNumbers(list []int) string {
	const most = 10
	s := strings.Trim(fmt.Sprint(list[:min(len(list), most)]), "[]")
	s = strings.ReplaceAll(s, " ", ", ")
	if len(list) > most {
		s += fmt.Sprintf(" and %d more", len(list)-most)
	}
	return s
}

// grow makes a box hold another.
func grow(b *[4]float32, other [4]float32) {
	if *b == ([4]float32{}) {
		*b = other
		return
	}
	*b = [4]float32{min(b[0], other[0]), min(b[1], other[1]), max(b[2], other[2]), max(b[3], other[3])}
}
