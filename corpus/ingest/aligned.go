package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tritext/corpus"
	"tritext/segment"
)

// Given is how two versions of a family were aligned before they came here. Its
// beads are kept.
type Given struct {
	Source, Target string // languages, ISO 639-1
	Beads          []GivenBead
}

// GivenBead joins sentences of two texts by their numbers: the numbers of the
// sentence marks of the documents that Read makes, from 0. One side may be empty.
type GivenBead struct{ Source, Target []int }

// sentence is one of a text that is aligned already.
type sentence struct{ id, text string }

// alignedRows is how many rows of aligned sentences make one document where the
// source does not say what its documents are.
const alignedRows = 20_000

// parallel is a document in the making whose versions are aligned already.
type parallel struct {
	langs []string // in the order in which they came
	texts map[string][]sentence
	rows  []map[string][]int // by language, the numbers of the sentences that belong together
	given []Given            // beads of pairs, where they are not rows
}

func newParallel() *parallel { return &parallel{texts: map[string][]sentence{}} }

// add adds a sentence and gives its number, nil if it is empty.
func (p *parallel) add(lang, id, text string) []int {
	text = oneLine(text)
	if _, known := p.texts[lang]; !known {
		p.langs = append(p.langs, lang)
		p.texts[lang] = nil
	}
	if text == "" {
		return nil
	}
	p.texts[lang] = append(p.texts[lang], sentence{id, text})
	return []int{len(p.texts[lang]) - 1}
}

// oneLine brings a sentence on one line, without control characters.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\f' || r == '\v' || r == '\u0085':
			return ' '
		case unicode.Is(unicode.Cc, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.TrimSpace(text)
}

// family makes the family; nil if it has no text.
func (p *parallel) family(c *Collection, id, member string) *Family {
	f := &Family{ID: id}
	langs := slices.Clone(p.langs)
	slices.Sort(langs)
	langs = slices.DeleteFunc(langs, func(l string) bool { return len(p.texts[l]) == 0 })
	for _, l := range langs {
		f.Files = append(f.Files, File{Path: c.Path, Member: member, Lang: l, Told: "source", Why: "given", format: c.Kind, row: true, sentences: p.texts[l]})
	}
	if len(langs) == 0 {
		return nil
	}
	f.Given = p.given
	if p.rows != nil {
		for i, s := range langs {
			for _, t := range langs[i+1:] {
				g := Given{Source: s, Target: t}
				for _, row := range p.rows {
					if len(row[s])+len(row[t]) > 0 {
						g.Beads = append(g.Beads, GivenBead{row[s], row[t]})
					}
				}
				f.Given = append(f.Given, g)
			}
		}
	}
	return f
}

// document makes the document of a file whose sentences are given: each on a line
// of its own, with its mark.
func (f *File) document() *corpus.Document {
	var b strings.Builder
	doc := &corpus.Document{ID: f.ID, Lang: f.Lang}
	for _, s := range f.sentences {
		span := segment.Span{Start: b.Len(), End: b.Len() + len(s.text)}
		doc.Marks = append(doc.Marks,
			corpus.Mark{Span: span, Kind: corpus.MarkParagraph},
			corpus.Mark{Span: span, Kind: corpus.MarkSentence, ID: s.id})
		b.WriteString(s.text)
		b.WriteByte('\n')
	}
	doc.Raw = b.String()
	sum := sha256.Sum256([]byte(doc.Raw))
	doc.Source = corpus.Source{
		Path: f.Path, Member: f.Member, SHA256: hex.EncodeToString(sum[:]), Bytes: len(doc.Raw), Charset: "UTF-8",
		Paired: f.Why, Format: f.format,
	}
	return doc
}

// partID is the id of a part of a collection that does not say what its documents are.
func partID(stem string, part int) string {
	if part == 1 {
		return stem
	}
	return fmt.Sprintf("%s/part-%d", stem, part)
}

// partMember says which part of a collection a document is; "" if it has only one so far.
func (c *Collection) partMember(part int) string {
	if part > 1 {
		return c.inMember(fmt.Sprintf("part %d", part))
	}
	return c.Member
}

// inMember puts the name of a record behind that of the archive's member.
func (c *Collection) inMember(name string) string {
	if c.Member == "" {
		return name
	}
	return c.Member + "#" + name
}
