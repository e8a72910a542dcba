package ingest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// docxFormat is Word's DOCX (ECMA-376): paragraphs with their styles and computed
// numbers, rows of tables, foot- and endnotes behind the text, text boxes behind
// the paragraph that they hang on. Tracked changes count as accepted, codes of
// fields and hidden text are out, headers and footers are taken out with a rule.
var docxFormat = Format{
	Name: "docx", Suffixes: []string{".docx", ".docm", ".dotx"},
	sniff: func(head []byte) bool {
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && (bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("[Content_Types].xml")) && !bytes.Contains(head, []byte("xl/")) && !bytes.Contains(head, []byte("ppt/")))
	},
	decode: decodeDOCX,
}

func decodeDOCX(in input) (decoded, *Error) {
	fail := func(err error) (decoded, *Error) {
		return decoded{}, &Error{Path: in.path, What: "DOCX: " + err.Error(), Err: err}
	}
	p, err := openParts(in.data)
	if err != nil {
		return fail(err)
	}
	w := &docx{parts: p, x: &extract{}, counters: map[string]*[9]int{}}
	main := "word/document.xml"
	if rels, err := p.read("_rels/.rels"); err == nil {
		if target := relation(rels, "/officeDocument"); target != "" {
			main = target
		}
	}
	body, err := p.read(main)
	if errors.Is(err, errNoPart) {
		return fail(errors.New("it holds no Word document"))
	}
	if err != nil {
		return fail(err)
	}
	folder := main[:strings.LastIndexByte(main, '/')+1]
	if err := w.readStyles(folder + "styles.xml"); err != nil {
		return fail(err)
	}
	if err := w.readNumbering(folder + "numbering.xml"); err != nil {
		return fail(err)
	}
	if err := w.part(body, ""); err != nil {
		return fail(fmt.Errorf("%s: %w", main, err))
	}
	if err := w.notes(folder); err != nil {
		return fail(err)
	}
	if err := w.edges(folder); err != nil {
		return fail(err)
	}
	d, fault := w.x.decoded(in.path, "UTF-8")
	if fault == nil && w.changes > 0 {
		d.problems = append(d.problems, corpus.Problem{What: fmt.Sprintf("%d tracked changes, read as accepted", w.changes)})
	}
	if fault == nil && w.hidden > 0 {
		d.problems = append(d.problems, corpus.Problem{What: fmt.Sprintf("hidden text of %d bytes was taken out", w.hidden)})
	}
	return d, fault
}

// relation gives the target of the first relation of a type.
func relation(rels []byte, kind string) string {
	r := newXML(rels)
	for {
		t, err := r.token()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), kind) {
			return strings.TrimPrefix(attr(e, "Target"), "/")
		}
	}
}

// docx reads one document.
type docx struct {
	parts    *docParts
	x        *extract
	styles   map[string]*docxStyle
	numbers  map[string]*docxList // by numId
	counters map[string]*[9]int   // by abstract list
	refs     []docxRef            // notes in the order of their marks
	boxes    []docxPara           // text boxes that hang on the open paragraph
	changes  int
	hidden   int
	text     bool // a paragraph outside tables has been written
}

// docxRef is a mark of a note in the text.
type docxRef struct {
	endnote   bool
	custom    bool // its mark stands in the text
	id, label string
}

// docxPara is a paragraph.
type docxPara struct {
	style, list string
	level       int // of the list, from 0
	outline     int // of the heading, from 0; -1 if none
	runs        []docxRun
}

// docxRun is text of one kind.
type docxRun struct {
	text   string
	hidden bool
	raised bool   // a superscript
	note   string // the label, if it is a mark of a note
}

// empty tells paragraphs without text.
func (p *docxPara) empty() bool {
	return !slices.ContainsFunc(p.runs, func(r docxRun) bool { return strings.TrimSpace(r.text) != "" })
}

// part reads the blocks of a part of the document; kind is that of its blocks if
// they are no text.
func (w *docx) part(data []byte, kind corpus.MarkKind) error {
	r := newXML(data)
	return w.blocks(r, func(p docxPara) { w.write(&p, kind) }, func(rows [][][]docxPara) { w.table(rows, kind) }, "")
}

// blocks reads paragraphs and tables up to the end of an element ("": of all).
func (w *docx) blocks(r *xmlReader, para func(docxPara), table func([][][]docxPara), until string) error {
	for {
		t, err := r.token()
		if err == io.EOF && until == "" {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p":
				p, err := w.para(r)
				if err != nil {
					return err
				}
				para(p)
				for _, b := range w.takeBoxes() {
					para(b)
				}
			case "tbl":
				rows, err := w.rows(r)
				if err != nil {
					return err
				}
				table(rows)
			case "del", "moveFrom", "Fallback", "sectPr", "sdtPr", "tblPr":
				if t.Name.Local == "del" || t.Name.Local == "moveFrom" {
					w.changes++
				}
				if err := r.skip(); err != nil {
					return damaged(err)
				}
			}
		case xml.EndElement:
			if t.Name.Local == until {
				return nil
			}
		}
		if len(w.x.marks) > 0 && w.x.full() {
			return fmt.Errorf("has more than %d MB of text", mostExtract>>20)
		}
	}
}

// damaged says where XML breaks off.
func damaged(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("damaged: its XML breaks off")
	}
	return fmt.Errorf("damaged: %w", err)
}

func (w *docx) takeBoxes() []docxPara {
	b := w.boxes
	w.boxes = nil
	return b
}

// rows reads a table: rows, cells, paragraphs. Tables inside cells give their
// paragraphs to the cell.
func (w *docx) rows(r *xmlReader) (rows [][][]docxPara, err error) {
	for {
		t, err := r.token()
		if err != nil {
			return nil, damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "tr":
				rows = append(rows, nil)
			case "tc":
				var cell []docxPara
				inner := func(list [][][]docxPara) {
					for _, row := range list {
						for _, c := range row {
							cell = append(cell, c...)
						}
					}
				}
				if err := w.blocks(r, func(p docxPara) { cell = append(cell, p) }, inner, "tc"); err != nil {
					return nil, err
				}
				if n := len(rows); n > 0 {
					rows[n-1] = append(rows[n-1], cell)
				}
			case "tblPr", "tblGrid", "trPr":
				if err := r.skip(); err != nil {
					return nil, damaged(err)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "tbl" {
				return rows, nil
			}
		}
	}
}

// para reads a paragraph.
func (w *docx) para(r *xmlReader) (docxPara, error) {
	p := docxPara{outline: -1, level: 0}
	var run docxRun
	var boxes []docxPara
	custom := false // the next text is the mark of a note
	add := func(text string) {
		if text == "" {
			return
		}
		one := docxRun{text: text, hidden: run.hidden}
		if mark := strings.TrimSpace(text); run.raised && !p.empty() && noteMark.MatchString(mark) {
			one.note = mark
		}
		if custom {
			custom = false
			one.note = strings.TrimSpace(text)
			w.refs[len(w.refs)-1].label = one.note
		}
		if one.hidden {
			w.hidden += len(text)
		}
		p.runs = append(p.runs, one)
	}
	for {
		t, err := r.token()
		if err != nil {
			return p, damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			skip := false
			switch name := t.Name.Local; name {
			case "pStyle":
				p.style = attr(t, "val")
			case "outlineLvl":
				p.outline = number(attr(t, "val"), -1)
			case "ilvl":
				p.level = min(max(number(attr(t, "val"), 0), 0), 8)
			case "numId":
				p.list = attr(t, "val")
			case "pPrChange", "rPrChange", "instrText", "delText", "delInstrText", "Fallback", "rt", "sectPr", "annotationRef":
				skip = true
			case "del", "moveFrom":
				w.changes++
				skip = true
			case "ins", "moveTo":
				w.changes++
			case "r":
				run = docxRun{}
			case "vertAlign":
				run.raised = attr(t, "val") == "superscript"
			case "vanish", "webHidden":
				run.hidden = run.hidden || attr(t, "val") != "0" && attr(t, "val") != "false" && name == "vanish"
			case "t":
				if t.Name.Space == "a" || t.Name.Space == "c" || t.Name.Space == "dgm" {
					skip = true // of drawings
					break
				}
				text, err := textOf(r)
				if err != nil {
					return p, damaged(err)
				}
				add(text)
				continue
			case "tab", "ptab":
				if t.Name.Space != "a" && attr(t, "pos") == "" { // not a tab stop of the properties
					add("\t")
				}
			case "br", "cr":
				add("\n")
			case "noBreakHyphen":
				add("\u2011")
			case "softHyphen":
				add("\u00AD")
			case "sym":
				if n, err := strconv.ParseUint(attr(t, "char"), 16, 32); err == nil && n < 0xE000 {
					add(string(rune(n)))
				} else {
					add("•")
				}
			case "footnoteReference", "endnoteReference":
				ref := docxRef{endnote: name == "endnoteReference", id: attr(t, "id")}
				w.refs = append(w.refs, ref)
				if attr(t, "customMarkFollows") == "1" {
					custom, w.refs[len(w.refs)-1].custom = true, true
					break
				}
				n := 0
				for _, o := range w.refs {
					if o.endnote == ref.endnote && !o.custom {
						n++
					}
				}
				label := strconv.Itoa(n)
				if ref.endnote {
					label = strings.ToLower(roman(n))
				}
				w.refs[len(w.refs)-1].label = label
				p.runs = append(p.runs, docxRun{text: label, note: label})
			case "txbxContent":
				var inner []docxPara
				tables := func(rows [][][]docxPara) {
					for _, row := range rows {
						for _, cell := range row {
							inner = append(inner, cell...)
						}
					}
				}
				if err := w.blocks(r, func(p docxPara) { inner = append(inner, p) }, tables, "txbxContent"); err != nil {
					return p, err
				}
				boxes = append(boxes, inner...)
			}
			if skip {
				if err := r.skip(); err != nil {
					return p, damaged(err)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "p" && t.Name.Space != "a" {
				w.boxes = append(w.boxes, boxes...)
				return p, nil
			}
		}
	}
}

// textOf reads the text of an element up to its end.
func textOf(r *xmlReader) (string, error) {
	var b strings.Builder
	for depth := 1; ; {
		t, err := r.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				return b.String(), nil
			}
		}
	}
}

// number reads a number, or gives the other.
func number(s string, other int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return other
}

// write writes a paragraph as a block.
func (w *docx) write(p *docxPara, kind corpus.MarkKind) {
	m := w.markOf(p)
	if p.empty() {
		return
	}
	if kind != "" {
		m = corpus.Mark{Kind: kind, Label: m.Label}
	}
	w.text = w.text || kind == ""
	w.x.begin(m)
	if m.Label != "" && kind != corpus.MarkFootnote {
		w.x.put(m.Label, 0)
		if last := []rune(m.Label); !wide(last[len(last)-1]) {
			w.x.put(" ", 0)
		}
	}
	w.runs(p)
	w.x.end()
}

// runs writes the text of a paragraph.
func (w *docx) runs(p *docxPara) {
	for _, r := range p.runs {
		if r.hidden {
			w.x.takeOut(ruleHidden)
		}
		start := w.x.text.Len()
		for i, line := range strings.Split(r.text, "\n") {
			if i > 0 {
				w.x.newline(0)
			}
			w.x.plain(line, 0)
		}
		if r.note != "" && w.x.open > 0 && start > w.x.marks[w.x.open-1].Start && start < w.x.text.Len() {
			w.x.marks = append(w.x.marks, corpus.Mark{Span: segment.Span{Start: start, End: w.x.text.Len()}, Kind: corpus.MarkOut, Rule: ruleNoteMark, Label: r.note})
		}
		if r.hidden {
			w.x.keep()
		}
	}
}

// table writes a table: a row is a block with tabs between its cells. Tables
// that lay a page out (cells of several paragraphs, the masthead before all
// text, a single cell) give their paragraphs.
func (w *docx) table(rows [][][]docxPara, kind corpus.MarkKind) {
	layout := !w.text || kind != ""
	for _, row := range rows {
		full := 0
		for i := range row {
			row[i] = slices.DeleteFunc(row[i], func(p docxPara) bool { return p.empty() })
			if len(row[i]) > 0 {
				full++
			}
			layout = layout || len(row[i]) > mostInCell
		}
		if layout || full < 2 {
			for _, cell := range row {
				for i := range cell {
					w.write(&cell[i], kind)
				}
			}
			continue
		}
		w.x.begin(corpus.Mark{Kind: corpus.MarkTableRow})
		for i, cell := range row {
			if i > 0 {
				w.x.tab(0)
			}
			for k := range cell {
				if k > 0 {
					w.x.put(" ", 0)
				}
				if m := w.markOf(&cell[k]); m.Label != "" {
					w.x.put(m.Label+" ", 0)
				}
				w.runs(&cell[k])
			}
		}
		w.x.end()
	}
	w.text = w.text || kind == "" && len(rows) > 2
}

// mostInCell is the most paragraphs of a cell of a table that is one.
const mostInCell = 3

// notes writes the notes in the order of their marks.
func (w *docx) notes(folder string) error {
	for _, kind := range []struct {
		part, tag string
		endnote   bool
	}{{"footnotes.xml", "footnote", false}, {"endnotes.xml", "endnote", true}} {
		data, err := w.parts.read(folder + kind.part)
		if errors.Is(err, errNoPart) {
			continue
		}
		if err != nil {
			return err
		}
		all := map[string][]docxPara{}
		r := newXML(data)
		for {
			t, err := r.token()
			if err == io.EOF {
				break
			}
			if err != nil {
				return fmt.Errorf("%s: %w", kind.part, damaged(err))
			}
			e, ok := t.(xml.StartElement)
			if !ok || e.Name.Local != kind.tag {
				continue
			}
			var list []docxPara
			err = w.blocks(r, func(p docxPara) { list = append(list, p) }, func([][][]docxPara) {}, kind.tag)
			if err != nil {
				return err
			}
			if k := attr(e, "type"); k == "" || k == "normal" {
				all[attr(e, "id")] = list
			}
		}
		for _, ref := range w.refs {
			if ref.endnote != kind.endnote {
				continue
			}
			for i, p := range all[ref.id] {
				if p.empty() {
					continue
				}
				w.x.begin(corpus.Mark{Kind: corpus.MarkFootnote, Label: ref.label})
				if i == 0 && !strings.HasPrefix(strings.TrimSpace(textOfRuns(p.runs)), ref.label) {
					w.x.put(ref.label+" ", 0)
				}
				w.runs(&p)
				w.x.end()
			}
			delete(all, ref.id) // marked twice, said once
		}
	}
	return nil
}

// textOfRuns puts the text of runs together.
func textOfRuns(runs []docxRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// edges writes headers and footers, each different one once.
func (w *docx) edges(folder string) error {
	var names []string
	for name := range w.parts.files {
		if rest, ok := strings.CutPrefix(name, folder); ok && strings.HasSuffix(rest, ".xml") && (strings.HasPrefix(rest, "header") || strings.HasPrefix(rest, "footer")) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := w.parts.read(name)
		if err != nil {
			return err
		}
		kind := corpus.MarkHeader
		if strings.HasPrefix(name[len(folder):], "footer") {
			kind = corpus.MarkFooter
		}
		if err := w.part(data, kind); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
