package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
)

// Each format gives its blocks: kind, level and text; what is taken out stands
// in braces.
func TestMarkup(t *testing.T) {
	const word = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x"><w:body>%s</w:body></w:document>`
	docx := func(body string, more ...string) string {
		return string(office(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", fmt.Sprintf(word, body)}, more...)...))
	}
	list := []string{"word/numbering.xml", `<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>`}
	item := func(level int, text string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, text)
	}
	cases := []struct {
		name, file, data string
		want             []string
	}{
		{"html: around the text", "a.html", "<!doctype html><body><nav><a href=1>Home</a></nav><h2>Levels</h2><p>Water<br>rises&nbsp;&amp; falls<p lang=zh>水位\n上升</body>",
			[]string{"paragraph {Home}", "heading 2 Levels", "paragraph Water/rises\u00a0& falls", "paragraph 水位上升"}},
		{"html: lists and rows", "a.html", "<html><ol type=a start=2><li>two<ul><li>inner</ul><li>three</ol><table><tr><th>Год<td>Уровень</table>",
			[]string{"list-item 1 b. two", "list-item 2 inner", "list-item 1 c. three", "table-row Год/Уровень"}},
		{"html: notes", "a.html", "<html><p>Levels rise.<sup><a href=#1>1</a></sup> They fall.<div class=footnote>1 See below.</div>",
			[]string{"paragraph Levels rise.{1} They fall.", "footnote 1 See below."}},
		{"docx: numbers", "a.docx", docx(item(0, "水位")+item(1, "上升")+item(1, "下降")+item(0, "流量"), list...),
			[]string{"list-item 1 一、水位", "list-item 2 (b) 上升", "list-item 2 (c) 下降", "list-item 1 二、流量"}},
		{"docx: tracked changes, fields, hyphens", "a.docx", docx(`<w:p><w:r><w:t>Levels </w:t></w:r><w:del><w:r><w:delText>fall</w:delText></w:r></w:del><w:ins><w:r><w:t>rise</w:t></w:r></w:ins><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:noBreakHyphen/><w:t>ing</w:t></w:r></w:p>`),
			[]string{"paragraph Levels rise\u2011ing"}},
		{"docx: a text box is read once", "a.docx", docx(`<w:p><w:r><w:t>Text</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`),
			[]string{"paragraph Text", "paragraph Box"}},
		{"docx: hidden text", "a.docx", docx(`<w:p><w:r><w:t>Levels</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> secret</w:t></w:r></w:p>`),
			[]string{"paragraph Levels{ secret}"}},
		{"tei: sentences", "a.xml", "<?xml version='1.0'?><TEI.2><text><body><p id='2'><s id='2:1' lang='ru'>Уровни. Рек.</s>\n<s id='2:2' lang='ru'>Озёр</s></p></body></text></TEI.2>",
			[]string{"paragraph Уровни. Рек. Озёр", "sentence 2:1 Уровни. Рек.", "sentence 2:2 Озёр"}},
		{"markdown", "a.md", "# Levels\n\nWater *rises*,\nand falls.\n\n3. three\n4. four\n",
			[]string{"heading 1 Levels", "paragraph Water rises, and falls.", "list-item 1 3. three", "list-item 1 4. four"}},
		{"epub", "a.epub", string(office(t, "META-INF/container.xml", `<rootfile full-path="o/b.opf"/>`, "o/b.opf", `<item id="x" href="x.html"/><item id="y" href="y.html"/><itemref idref="y"/><itemref idref="x"/>`, "o/x.html", "<html><p>Second", "o/y.html", "<html><h1>First</h1>")),
			[]string{"heading 1 First", "paragraph Second"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, fault := decodeAny(t, c.file, []byte(c.data))
			if fault != nil {
				t.Fatal(fault)
			}
			checkDecoded(t, d, []byte(c.data))
			var got []string
			for _, m := range d.marks {
				if m.Kind == corpus.MarkOut {
					continue
				}
				text := m.In(d.text)
				for _, o := range d.marks {
					if o.Kind == corpus.MarkOut && o.Start >= m.Start && o.End <= m.End {
						text = strings.Replace(text, o.In(d.text), "{"+o.In(d.text)+"}", 1)
					}
				}
				head := string(m.Kind)
				if m.Level > 0 {
					head += fmt.Sprint(" ", m.Level)
				}
				if m.Kind == corpus.MarkSentence {
					head += " " + m.ID
				}
				got = append(got, head+" "+strings.NewReplacer("\n", "/", "\t", "/").Replace(text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
