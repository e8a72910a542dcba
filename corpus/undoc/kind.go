package undoc

import (
	"slices"
	"strings"
	"unicode"

	"tritext/corpus"
)

// Read fills Masthead and Sections of a document that has been cleaned, and
// Kind, Label, Level and Section of each of its blocks. Kinds that the
// cleaning gave (footnotes, table rows) stay. It works on any text: without a
// masthead there is one section, and blocks are headings, list items and prose.
func Read(doc *corpus.Document) {
	texts := make([]string, len(doc.Blocks))
	for i := range doc.Blocks {
		texts[i] = doc.Blocks[i].Text
	}
	z := findZone(texts, func(i int) bool { return doc.Blocks[i].Kind != corpus.KindNone || isRecordNote(texts[i]) })
	doc.Masthead = corpus.Masthead{}
	readMasthead(&doc.Masthead, z)
	lostSymbol(&doc.Masthead, z, texts)
	if doc.Masthead.Version != "" && doc.Lang != "" && doc.Masthead.Version != doc.Lang {
		problem(doc, -1, "the masthead says that this version is in language "+doc.Masthead.Version)
	}
	tables(doc)
	fromMasthead(doc, z)
	toc := func(i int) bool { return doc.Blocks[i].Kind == corpus.KindTableRow }
	findSections(doc, z, toc)
	doc.Masthead.Title = findTitle(doc, z)
	if doc.Sections[0].Type == "letter" {
		doc.Sections[0].Title = doc.Masthead.Title
	}
	bareNotes(doc)
	signatures(doc, func(i int) bool { return doc.Blocks[i].Kind == corpus.KindNone })
	r := reader{doc: doc, record: doc.Masthead.Type == "record"}
	for i := range doc.Blocks {
		r.block(i)
	}
	listStates(doc)
	linkNotes(doc)
}

// fromMasthead gives the blocks of the masthead their kind, wherever they
// stand, and finds the document's type.
func fromMasthead(doc *corpus.Document, z zone) {
	m := &doc.Masthead
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != corpus.KindNone {
			continue
		}
		if i < z.to {
			b.Kind = corpus.KindMasthead
			continue
		}
		// Job numbers, barcodes and symbols alone, at the foot or the head of a page.
		if f, whole := z.fieldsOf(i, b.Text); whole && !slices.ContainsFunc(f, func(f field) bool {
			return f.kind != fieldJob && f.kind != fieldBarcode && f.kind != fieldSymbol && f.kind != fieldDistribution && f.kind != fieldOriginal && f.kind != fieldOrganisation
		}) {
			b.Kind = corpus.KindMasthead
		}
	}
	for _, s := range m.Symbols {
		if m.Type = symbolType(s); m.Type != "" {
			return
		}
	}
	m.Type = typeBehind(doc, z)
}

// typeBlocks is how many blocks behind the masthead may name the document's type.
const typeBlocks = 8

// typeBehind reads the type from the titles behind the masthead. A text
// without a masthead has one only by the title of a letter, a resolution or a
// statement, which nothing else has.
func typeBehind(doc *corpus.Document, z zone) string {
	draft := slices.ContainsFunc(doc.Masthead.Symbols, func(s string) bool {
		p, ok := ParseSymbol(s)
		return ok && p.has("L")
	})
	for i := z.to; i < min(len(doc.Blocks), z.to+typeBlocks); i++ {
		text := doc.Blocks[i].Text
		t := docTypeOf(text)
		switch {
		case t == "letter", t == "resolution" && !draft, t == "statement":
			return t
		case t != "" && t != "resolution" && z.to > 0 && !(draft && t != "draft"):
			return t
		case endsSentence(text) && runes(text) > 60, isOrgan(text):
			i = len(doc.Blocks)
		}
	}
	if draft {
		return "draft"
	}
	return ""
}

// findTitle finds the title: of a letter its first line; of a resolution the
// one with its number; of others the first heading that does not name the type.
func findTitle(doc *corpus.Document, z zone) string {
	first := ""
	for i := z.to; i < min(len(doc.Blocks), z.to+typeBlocks); i++ {
		b := &doc.Blocks[i]
		if b.Kind != corpus.KindNone {
			continue
		}
		text := strings.TrimRight(behindOriginal(b.Text), "*, ")
		_, class, rest := labelOf(text)
		t := docTypeOf(text)
		switch {
		case t == "letter", class == labelDecision:
			return strings.TrimSpace(rest)
		case framed.MatchString(text), isAdoption(text), isDate(text):
		case first == "" && bodyName(text): // an organ's name opens a resolution
			return first
		case strings.HasSuffix(b.Text, ","), strings.HasSuffix(b.Text, "，"): // the first of several sponsors
			return first
		case isKnownHeading(text), isOrgan(text), !looksLikeHeading(text) && t == "":
			return first
		case first == "", docTypeOf(first) == "draft" && t == "":
			first = text // "draft resolution" stands before the title
		}
	}
	return first
}

// reader gives the blocks that are left their kinds, one after the other.
type reader struct {
	doc       *corpus.Document
	record    bool // the document is a record of a meeting
	section   int
	preamble  bool   // a resolution's preamble is open
	operative bool   // a resolution's operative part is open
	items     []int  // classes of the open list, from the outside in, see itemClass
	last      string // key of the last item's label
}

// block decides on one block.
func (r *reader) block(i int) {
	b := &r.doc.Blocks[i]
	if b.Section != r.section {
		r.section, r.preamble, r.operative, r.items = b.Section, false, false, nil
	}
	label, class, rest := labelOf(b.Text)
	switch b.Kind {
	case corpus.KindNone:
	case corpus.KindFootnote:
		if m := noteLabel.FindStringSubmatch(b.Text); m != nil {
			b.Label = m[1] + m[2]
		}
		return
	default:
		return
	}
	_, original := bracket(b.Text)
	a := annexHeading(b.Text)
	switch {
	case !strings.ContainsFunc(b.Text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }):
		b.Kind = corpus.KindFurniture
	case original:
		b.Kind = corpus.KindOriginal
	case a != nil && b.Section > 0 && r.doc.Sections[b.Section].First == i:
		b.Kind, b.Level, b.Label = corpus.KindHeading, 1, a.label
	case b.Lead > 0:
		b.Kind = corpus.KindSentence
	case r.record && isSpeaker(b.Text):
		b.Kind = corpus.KindSpeaker
	case isOfficialTitle(b.Text), class == labelDecision && looksLikeHeading(rest):
		b.Kind, b.Level = corpus.KindHeading, 1
		if class == labelDecision {
			b.Label = label
		}
	case b.Level > 0 && !isOrgan(b.Text) && class != labelItem: // the format says so
		b.Kind = corpus.KindHeading
		if class != labelNone {
			b.Label = label
		}
		r.items = nil
	case isOrgan(b.Text), r.speaks(i):
		b.Kind = corpus.KindPreambular
		r.preamble, r.operative, r.items = true, false, nil
	case isAdoption(b.Text) && runes(b.Text) < 120, r.operative && isDate(b.Text):
		b.Kind = corpus.KindSentence
		r.preamble, r.items = false, nil
	case class != labelItem && r.clause(b, label, class, rest):
	case class == labelItem, class == labelBullet:
		b.Kind, b.Label, b.Level = corpus.KindListItem, label, r.level(label)
	case isKnownHeading(b.Text):
		b.Kind, b.Level = corpus.KindHeading, 1
	case framed.MatchString(b.Text), looksLikeHeading(b.Text) && r.heads(i, class):
		b.Kind, b.Level = corpus.KindHeading, headingLevel(label, class)
		if class != labelNone {
			b.Label = label
		}
		r.items = nil
		if partKey(label) != "" {
			r.preamble, r.operative = false, false // articles: no clauses of a resolution
		}
	default:
		b.Kind = corpus.KindSentence
		if class == labelNumber || class == labelPart && !strings.Contains(label, " ") {
			b.Label, r.items = label, nil
		}
	}
}

// heads tells whether a block that looks like a heading stands where one may.
func (r *reader) heads(i int, class labelClass) bool {
	if class != labelNumber {
		return true
	}
	// "1. Name" is a heading if it is short and prose follows that is not the next number.
	return runes(r.doc.Blocks[i].Text) <= 80 && i+1 < len(r.doc.Blocks) && !isNumbered(r.doc.Blocks[i+1].Text)
}

// clause decides on the paragraphs of resolutions and other solemn texts.
func (r *reader) clause(b *corpus.Block, label string, class labelClass, rest string) bool {
	if class == labelBullet && (r.preamble || r.operative) && (preambularOpenings.opens(rest) || operativeOpenings.opens(rest)) {
		class = labelNone // web pages put bullets before clauses
	}
	switch {
	case r.preamble && (class == labelNumber || class == labelNone && operativeOpenings.opens(b.Text) && !preambularOpenings.opens(b.Text)):
		r.preamble, r.operative = false, true
		fallthrough
	case r.operative && (class == labelNumber || class == labelNone && operativeOpenings.opens(b.Text)):
		b.Kind, r.items = corpus.KindOperative, nil
		if class == labelNumber {
			b.Label = label
		}
		return true
	case r.preamble && class == labelNone && (preambularOpenings.opens(b.Text) || endsClause(b.Text)),
		class == labelNone && preambularOpenings.opens(b.Text) && goesOn(b.Text):
		b.Kind = corpus.KindPreambular
		return true
	}
	return false
}

// bodyName tells a text that is the name of a body and nothing else.
func bodyName(text string) bool {
	f, whole := fields(text)
	return whole && len(f) == 1 && f[0].kind == fieldBody
}

// speaks tells the name of a body that lost its comma and opens a preamble.
func (r *reader) speaks(i int) bool {
	text := r.doc.Blocks[i].Text
	if n, _ := bodyNames.match(text); n == 0 || !bodyName(text) || i+1 == len(r.doc.Blocks) {
		return false
	}
	next := r.doc.Blocks[i+1].Text
	return preambularOpenings.opens(next) && goesOn(next)
}

// goesOn tells clauses of a preamble outside a resolution: they end in a comma
// or semicolon ("Whereas …,"), in Russian perhaps with "и" behind it.
func goesOn(text string) bool {
	text = strings.TrimSuffix(strings.TrimSuffix(text, " и"), " and")
	return endsClause(text) && !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, "：")
}

// itemClass tells the kind of a list item's label: lists inside others have
// labels of another kind.
func itemClass(label string) int {
	key := LabelKey(label)
	switch {
	case label == "":
		return 0
	case isDigits(key):
		return 1
	case strings.Trim(key, "ivx") == "" && romanNumber(strings.ToUpper(key)) > 0:
		return 2
	}
	return 3
}

// level gives a list item its level, from 1, by the lists that are open. A
// lone i, v or x is a letter where letters stand on that place: (h), (i), (j).
func (r *reader) level(label string) int {
	class := itemClass(label)
	if key := LabelKey(label); class == 2 && len(key) == 1 && len(r.last) == 1 && r.last[0]+1 == key[0] {
		class = 3 // (i) behind (h)
	}
	r.last = LabelKey(label)
	for n, open := range r.items {
		if open == class {
			r.items = r.items[:n+1]
			return n + 1
		}
	}
	r.items = append(r.items, class)
	return len(r.items)
}
