package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"tritext/corpus"
)

// markdownFormat is Markdown (CommonMark with tables and footnotes). It is told
// by its name: any text may be Markdown. Places lead to the bytes of the file.
var markdownFormat = Format{Name: "markdown", Suffixes: []string{".md", ".markdown", ".mkd"}, decode: decodeMarkdown}

// frontMatter is the head of a page with its properties.
var frontMatter = regexp.MustCompile(`^---\r?\n(?s:.*?)\n(?:---|\.\.\.)\r?\n`)

// mostMarkdown is the most bytes that are read: the time of a parser of Markdown
// may grow faster than its input.
const mostMarkdown = 16 << 20

func decodeMarkdown(in input) (decoded, *Error) {
	source, fault := decodeText(in.path, in.data, in.lang)
	if fault != nil {
		return decoded{}, fault
	}
	if len(source.text) > mostMarkdown {
		return decoded{}, &Error{Path: in.path, What: "Markdown of more than 16 MB; save it as plain text"}
	}
	x := &extract{source: &corpus.Document{Raw: source.text, Source: corpus.Source{Places: source.places}}}
	page := source.text
	if m := frontMatter.FindString(page); m != "" { // blanks in its place keep the places
		page = strings.Repeat(" ", len(m)-1) + "\n" + page[len(m):]
	}
	w := markdownWriter{x: x, source: []byte(page)}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough))
	w.blocks(md.Parser().Parse(text.NewReader(w.source)), 0)
	return x.decoded(in.path, source.charset)
}

// markdownWriter writes the blocks of a page.
type markdownWriter struct {
	x      *extract
	source []byte
}

func (w *markdownWriter) blocks(parent ast.Node, level int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		m := corpus.Mark{Kind: corpus.MarkParagraph}
		switch n := n.(type) {
		case *ast.Heading:
			m.Kind, m.Level = corpus.MarkHeading, n.Level
			w.block(n, m, "")
		case *ast.Paragraph, *ast.TextBlock:
			w.block(n, m, "")
		case *ast.List:
			number := n.Start
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				m := corpus.Mark{Kind: corpus.MarkListItem, Level: level + 1}
				if n.IsOrdered() {
					m.Label = strconv.Itoa(number) + string(n.Marker)
					number++
				}
				first := item.FirstChild()
				if first == nil {
					continue
				}
				switch first.(type) {
				case *ast.TextBlock, *ast.Paragraph:
					w.block(first, m, m.Label)
					item.RemoveChild(item, first)
				}
				w.blocks(item, level+1)
			}
		case *ast.Blockquote:
			w.blocks(n, level)
		case *east.Table:
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				w.x.begin(corpus.Mark{Kind: corpus.MarkTableRow})
				for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
					if cell != row.FirstChild() {
						w.x.tab(0)
					}
					w.inline(cell)
				}
				w.x.end()
			}
		case *east.FootnoteList:
			for note := n.FirstChild(); note != nil; note = note.NextSibling() {
				label := ""
				if f, ok := note.(*east.Footnote); ok {
					label = strconv.Itoa(f.Index)
				}
				for p := note.FirstChild(); p != nil; p = p.NextSibling() {
					w.block(p, corpus.Mark{Kind: corpus.MarkFootnote, Label: label}, label)
				}
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *ast.ThematicBreak: // no text to translate
		}
	}
}

// block writes one block.
func (w *markdownWriter) block(n ast.Node, m corpus.Mark, label string) {
	w.x.begin(m)
	if label != "" {
		w.x.put(label+" ", w.at(n))
	}
	w.inline(n)
	w.x.end()
}

// at is where a block begins.
func (w *markdownWriter) at(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}

// inline writes the text inside a block.
func (w *markdownWriter) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			raw := string(n.Segment.Value(w.source))
			w.escaped(raw, n.Segment.Start)
			switch {
			case n.HardLineBreak():
				w.x.newline(n.Segment.Stop)
			case n.SoftLineBreak():
				w.x.rune('\n', n.Segment.Stop, 1)
			}
		case *ast.String:
			w.x.put(string(n.Value), 0)
		case *ast.AutoLink:
			w.x.put(string(n.Label(w.source)), 0)
		case *ast.Image, *ast.RawHTML:
		case *east.FootnoteLink:
			if start := w.x.text.Len(); w.x.open > 0 && w.x.last != 0 {
				w.x.put(strconv.Itoa(n.Index), 0)
				w.x.note(start)
			}
		case *east.FootnoteBacklink:
		default:
			w.inline(n)
		}
	}
}

// escaped writes text without the backslashes before marks.
func (w *markdownWriter) escaped(raw string, at int) {
	from := 0
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", raw[i+1]) >= 0 {
			w.x.markup(raw[from:i], at+from)
			w.x.plain(raw[i+1:i+2], at+i+1)
			i++
			from = i + 1
		}
	}
	w.x.markup(raw[from:], at+from)
}
