package undoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// endMark is a footnote's mark at the end of a block: "to none.27", 通过。1.
var endMark = regexp.MustCompile(`[\pL)）”».。!?]\s?(\d{1,3})$`)

// bareNote is a note that no rule parts from the text: "27One member …", "1 两个理事国…".
var bareNote = regexp.MustCompile(`^(\d{1,3})\s?\p{L}`)

// bareNotes marks such notes behind the block whose end has their mark.
func bareNotes(doc *corpus.Document) {
	const near = 4 // blocks
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != corpus.KindNone {
			continue
		}
		m := bareNote.FindStringSubmatch(b.Text)
		if m == nil {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-near; k-- {
			if e := endMark.FindStringSubmatch(doc.Blocks[k].Text); e != nil && e[1] == m[1] && doc.Blocks[k].Section == b.Section {
				b.Kind = corpus.KindFootnote
				break
			}
		}
	}
}

// linkNotes finds for each footnote the place of its mark: it fills Block.Note.
// Marks come in the order of their notes, and before them; the mark of a note
// that an extractor sent to the front of its page stands behind it.
func linkNotes(doc *corpus.Document) {
	block, at := 0, 0 // where to go on looking
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != corpus.KindFootnote || b.Label == "" {
			continue
		}
		found := findMark(doc, b.Label, block, at, i)
		if found == nil && block > 0 {
			found = findMark(doc, b.Label, 0, 0, i) // numbers that begin again
		}
		if found == nil {
			found = findMark(doc, b.Label, i+1, 0, len(doc.Blocks))
		}
		if b.Note = found; found != nil && found.Block < i {
			block, at = found.Block, found.At+found.Len
		}
	}
}

// findMark looks for a mark in the blocks [from, to), in the first from a place on.
func findMark(doc *corpus.Document, label string, from, at, to int) *corpus.NoteMark {
	for k := from; k < to; k++ {
		b := &doc.Blocks[k]
		if b.Kind != corpus.KindFootnote && b.Kind != corpus.KindFurniture && b.Kind != corpus.KindTableRow {
			for start := at; start < len(b.Text); {
				n := strings.Index(b.Text[start:], label)
				if n < 0 {
					break
				}
				if n += start; isMark(b.Text[:n], label, b.Text[n+len(label):]) {
					return &corpus.NoteMark{Block: k, At: n, Len: len(label)}
				}
				start = n + len(label)
			}
		}
		at = 0
	}
	return nil
}

// decimal is a number that goes on behind its point: "4.", "62,"; a year does not.
var decimal = regexp.MustCompile(`(?:^|[^\d])\d{1,3}[.,]$`)

// isMark tells whether what stands between two texts can be a footnote's mark:
// a number or stars glued to a word or a closing mark, and nothing glued to it.
func isMark(before, label, behind string) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(behind)
	if before == "" {
		return false
	}
	if strings.HasPrefix(label, "*") {
		return last != '*' && next != '*' && (unicode.IsLetter(last) || unicode.IsDigit(last) || unicode.IsSpace(last) || strings.ContainsRune(`.,;:)”»）》`, last))
	}
	if !unicode.IsDigit(rune(label[0])) || unicode.IsDigit(next) {
		return false
	}
	ends := behind == "" || unicode.IsSpace(next) || strings.ContainsRune(".,;:)”»。，；：、）》", next)
	prior, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
	switch {
	case strings.ContainsRune("。，；：）》”", last):
		return !unicode.Is(unicode.Han, next) || last == '。' || last == '，' || last == '；'
	case strings.ContainsRune(".,;:!?)»", last): // "1995,2 and", not "1,204" or "para. 4"
		return ends && next != ',' && next != '.' && !decimal.MatchString(before)
	case unicode.Is(unicode.Han, last):
		return behind == "" || strings.ContainsRune("。，；：、）》", next)
	case unicode.IsLetter(last):
		return ends && unicode.IsLetter(prior)
	}
	return unicode.IsSpace(last) && behind == "" && strings.ContainsRune(".。!?", prior)
}
