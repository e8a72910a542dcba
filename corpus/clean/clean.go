package clean

import (
	"strings"

	"tritext/corpus"
)

// Options of Clean. The zero value is a good default.
type Options struct {
	// Standalone tells that a line is complete by itself and is never joined to
	// a neighbour: a masthead field, a section heading (undoc.Standalone).
	Standalone func(line string) bool
	// Opens tells that a line looks like the beginning of a paragraph by its
	// words ("Recalling …", "Отмечая …", undoc.Opens): a sign beside others.
	Opens func(line string) bool
	// Known tells whether a word stands in a word list, for hyphens at line
	// ends; nil: only the words of the document itself are known.
	Known func(word string) bool
}

// Step is one part of the cleaning.
type Step struct {
	Name string // the Rule of its removals and repairs begins with it, or is listed in Rules
	Doc  string // one sentence
	// Rules are the names that it writes into Repair.Rule and Removal.Rule.
	Rules []string
	run   func(*work)
}

// Steps are the steps of Clean in their order.
var Steps = []Step{
	{"lines", "cuts the text into lines and counts what white space stands around them", []string{"layout"}, cutLines},
	{"columns", "reads pages that stand in two columns side by side one column after the other", nil, findColumns},
	{"characters", "drops byte order marks, zero-width characters and soft hyphens; restores hyphens that a PDF reader wrote as U+FFFE",
		[]string{"byte-order-mark", "zero-width", "soft-hyphen", "lost-hyphen"}, fixCharacters},
	{"pages", "finds page joints: form feeds, page marks, lines that touch where blank lines part all others", []string{"page-break"}, findPages},
	{"furniture", "takes out running headers and footers, page numbers, repeated barcodes and job numbers",
		[]string{"running-header", "running-footer", "page-number", "barcode"}, findFurniture},
	{"footnotes", "takes the rule above footnotes out and marks the notes below it", []string{"footnote-rule"}, findFootnotes},
	{"tables", "marks rows of tables and of tables of contents, which are never joined", nil, findTables},
	{"measure", "measures which signs of a line's end hold in this file", nil, measure},
	{"join", "joins the lines of a paragraph", []string{"join"}, joinLines},
	{"hyphen", "decides whether a hyphen at a line's end belongs to the word", []string{"hyphen"}, joinHyphens},
	{"settle", "joins and takes out what the finished blocks themselves show, until nothing changes", nil, settle},
}

// work is the state of one cleaning.
type work struct {
	doc    *corpus.Document
	raw    string
	opt    Options
	lines  []line // those that are not blank
	layout layout
	paras  []para
	words  map[string]bool // of the document, lower case; made when first asked for

	counted struct{ at, lines int } // see lineNo
	paper   paper                   // see byGeometry
	laidOut bool                    // lines have places on pages
}

// remembered asks once for every different line: the steps look at a line as
// the first and as the second of a pair, and again when the texts settle.
func remembered(ask func(string) bool) func(string) bool {
	known := make(map[string]bool)
	return func(line string) bool {
		yes, ok := known[line]
		if !ok {
			yes = ask(line)
			known[line] = yes
		}
		return yes
	}
}

// Clean reads doc.Raw, which must be valid UTF-8, and doc.Marks, and fills
// doc.Blocks and doc.Removed; what is doubtful goes to doc.Problems. Kinds are
// set only where the layout alone decides: KindFootnote and KindTableRow, and
// KindListItem for items without a label. A heading that the format knows has
// its Level set and no kind: it may be the line of a masthead.
func Clean(doc *corpus.Document, opt Options) {
	if opt.Standalone == nil {
		opt.Standalone = func(string) bool { return false }
	}
	if opt.Opens == nil {
		opt.Opens = func(string) bool { return false }
	}
	opt.Standalone = remembered(opt.Standalone)
	w := &work{doc: doc, raw: doc.Raw, opt: opt}
	switch {
	case hasBlocks(doc.Marks):
		w.byMarks()
	case len(doc.Marks) > 0:
		w.byGeometry()
	default:
		for _, s := range Steps {
			s.run(w)
		}
	}
	w.emit()
	w.doubts()
}

// manyRemoved is the share of lines taken out as furniture from which on a
// document deserves a look; 0.08 is usual (22,231 UN files, MNBVC), short
// documents have more.
const manyRemoved = 0.3

// doubts reports what a reader should look at.
func (w *work) doubts() {
	dropped := 0
	for i := range w.lines {
		if w.lines[i].drop != "" {
			dropped++
		}
	}
	problem := func(line int, what string) {
		w.doc.Problems = append(w.doc.Problems, corpus.Problem{Stage: "clean", Path: w.doc.Source.Path, Line: line, What: what})
	}
	if n := len(w.lines); n >= 20 && float64(dropped) > manyRemoved*float64(n) {
		problem(0, "more than 30 % of the lines were taken out as page furniture")
	}
	for i := range w.doc.Blocks {
		b := &w.doc.Blocks[i]
		if b.Kind == corpus.KindNone && endsInCutWord(b.Text) {
			problem(b.Line, "block ends in a cut word: "+lastWord(b.Text))
		}
	}
}

// lastWord is the last word of a text, at most 40 bytes of it.
func lastWord(s string) string {
	s = s[strings.LastIndexAny(s, " \u00a0")+1:]
	if len(s) > 40 {
		return "…"
	}
	return s
}
