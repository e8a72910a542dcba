package ingest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/ingest/pdf"
	"tritext/testdata"
)

// sharedPDF is the engine of all tests; the cache of compiled code is the
// command's, so that it is filled once.
var sharedPDF = sync.OnceValue(func() *pdf.Engine {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return pdf.New(pdf.Options{Cache: filepath.Join(dir, "tritext", "pdfium"), Time: 20 * time.Second})
})

// decodeAny decodes bytes as the format that they look like.
func decodeAny(t testing.TB, name string, data []byte) (decoded, *Error) {
	t.Helper()
	form, _ := formatOf(name, data)
	return form.decode(input{ctx: t.Context(), path: name, data: data, lang: "en", opt: ReadOptions{PDF: sharedPDF()}})
}

// office makes a ZIP archive of names and contents in turn.
func office(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// makePDF makes a PDF of objects, numbered from 1; the first is the catalog.
func makePDF(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	var places []int
	for i, o := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// page makes the objects of a PDF of one page with that content.
func page(content string, resources string) []string {
	return []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> " + resources + " >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
	}
}

// deflated makes a stream object of compressed content.
func deflated(content []byte) string {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	w.Write(content)
	w.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String())
}

const (
	docxHead = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	docxTail = `</w:body></w:document>`
	someText = `<w:p><w:r><w:t>Water levels</w:t></w:r></w:p>`
	laughs   = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>`
)

// Files made to harm are set aside with a word about what is wrong, or give what
// text there is; none takes the time or the memory that it asks for.
func TestHostile(t *testing.T) {
	word := func(body string) []byte {
		return office(t, "[Content_Types].xml", "<Types/>", "word/document.xml", body)
	}
	big := strings.Repeat(" ", 257<<20)
	show := "BT /F1 12 Tf 72 700 Td (Water levels) Tj ET"
	liar := office(t, "word/document.xml", docxHead+someText+docxTail)
	// The directory says 1 GB.
	at := bytes.Index(liar, []byte("PK\x01\x02"))
	copy(liar[at+24:], []byte{0, 0, 0, 0x40})
	cases := []struct {
		name, file string
		data       []byte
		want       string // the message, or the text where it is read
	}{
		{"DOCX that is a ZIP bomb", "a.docx", word(docxHead + big + docxTail), "a.docx: DOCX: word/document.xml unpacks to more than the limit of 256 MB"},
		{"DOCX whose styles are a ZIP bomb", "a.docx", office(t, "word/document.xml", docxHead+someText+docxTail, "word/styles.xml", big), "a.docx: DOCX: word/styles.xml unpacks to more than the limit of 256 MB"},
		{"DOCX that declares 1 GB", "a.docx", liar, "a.docx: DOCX: damaged: word/document.xml: zip: checksum error|unexpected EOF"},
		{"DOCX with deep XML", "a.docx", word(docxHead + strings.Repeat("<w:sdt>", 100_000)), "a.docx: DOCX: word/document.xml: damaged: more than 200 XML elements inside each other"},
		{"DOCX with entities in entities", "a.docx", word(laughs + docxHead + `<w:p><w:r><w:t>Water &d;</w:t></w:r></w:p>` + docxTail), "a.docx: DOCX: word/document.xml: damaged: XML syntax error on line 1: invalid character entity &d;"},
		{"DOCX with styles in a circle", "a.docx", office(t, "word/document.xml", docxHead+`<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>Water levels</w:t></w:r></w:p>`+docxTail,
			"word/styles.xml", `<w:styles><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`), "Water levels\n"},
		{"DOCX that is a spreadsheet", "a.docx", office(t, "xl/workbook.xml", "<workbook/>"), "a.docx: no text but a ZIP archive (docx, odt, epub … are such)"},
		{"DOCX cut in the middle", "a.docx", word(docxHead + someText + docxTail)[:150], "a.docx: DOCX: damaged: not a valid zip file"},
		{"DOCX whose XML breaks off", "a.docx", word(docxHead + someText + "<w:p><w:r>"), "a.docx: DOCX: word/document.xml: damaged: its XML breaks off"},
		{"EPUB that leads out of itself", "a.epub", office(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<rootfile full-path="../../../../etc/passwd"/>`), "a.epub: EPUB: its list of pages: part is missing"},
		{"HTML with deep elements", "a.html", []byte("<!doctype html>" + strings.Repeat("<div>", 200_000) + "Water levels"), "Water levels\n"},
		{"HTML that never closes", "a.html", []byte("<html><body><p>Water levels" + strings.Repeat("<b<i<u", 100_000)), "Water levels\n"},
		{"HTML with entities in entities", "a.html", []byte("<!doctype html>" + laughs + "<p>Water &d;</p>"), "]>\nWater &d;\n"},
		{"TEI with entities in entities", "a.xml", []byte(laughs + "<TEI><text><p>Water &d;</p></text></TEI>"), "a.xml: no text in it|damaged XML|Water"},
		{"TEI with deep XML", "a.xml", []byte("<TEI><text>" + strings.Repeat("<div>", 100_000)), "a.xml:1: damaged XML: more than 200 XML elements inside each other"},
		{"TEI that breaks off", "a.xml", []byte("<TEI><text><p>Water levels"), "a.xml:1: damaged XML: it breaks off inside <p>|XML syntax error"},
		{"Markdown with deep quotes", "a.md", []byte(strings.Repeat(">", 20_000) + " Water levels"), "Water levels"},
		{"Markdown of brackets", "a.md", []byte("Water levels " + strings.Repeat("[", 20_000)), "Water levels"},
		{"DOC without a converter", "a.doc", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"...), "a.doc: DOC is read by LibreOffice, antiword or catdoc, and none is installed; install one, or save the file as DOCX"},
		{"RTF without a converter", "a.rtf", []byte(`{\rtf1 Water}`), "a.rtf: RTF is read by LibreOffice or catdoc, and none is installed; install one, or save the file as DOCX"},
		{"XLS named DOC", "a.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook"), "a.doc: an old Office document (xls, ppt …), but none of Word"},

		{"PDF with text", "a.pdf", makePDF("", page(show, "")...), "Water levels\n"},
		{"PDF without text", "a.pdf", makePDF("", page("0 0 100 100 re f", "")...), "a.pdf: no text layer, needs OCR"},
		{"PDF whose font does not say its letters", "a.pdf", makePDF("", page("BT /F1 12 Tf 72 700 Td <0102030405060708090A0B0C0E0F1011121314151617> Tj ET", "")...), "a.pdf: no text layer, needs OCR (its fonts have no Unicode map)"},
		{"PDF whose pages are a circle", "a.pdf", makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>", "<< /Type /Page >>"), "a.pdf: damaged PDF: it cannot be opened|no text layer"},
		{"PDF that says a billion pages", "a.pdf", makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", "<< /Type /Page /Parent 2 0 R >>"), "a.pdf: damaged PDF|no text layer|more than"},
		{"PDF whose older parts are a circle", "a.pdf", makePDF("/Prev 9", page(show, "")...), "Water levels\n"},
		{"PDF with a form inside itself", "a.pdf", makePDF("", append(page(show+" /X Do", "/XObject << /X 5 0 R >>"), "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream")...), "Water levels\n"},
		{"PDF with a content of 16 MB of nothing", "a.pdf", makePDF("", func() []string {
			p := page(show, "")
			p[3] = deflated([]byte(show + strings.Repeat(" q Q", 4<<20)))
			return p
		}()...), "Water levels\n"},
		{"PDF that is encrypted", "a.pdf", makePDF("/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >> /ID [<00><00>]", page(show, "")...), "a.pdf: encrypted PDF: it opens with a password only; save it without one"},
		{"PDF cut in the middle", "a.pdf", makePDF("", page(show, "")...)[:330], "a.pdf: damaged PDF|no text layer|Water levels"},
		{"PDF with hidden text", "a.pdf", makePDF("", page(show+" BT 3 Tr /F1 12 Tf 72 600 Td (Hidden) Tj ET", "")...), "Water levels\nHidden\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			d, fault := decodeAny(t, c.file, c.data)
			if fault != nil {
				got = strings.TrimPrefix(fault.Error(), "ingest: ")
			} else {
				got = d.text
				checkDecoded(t, d, c.data)
			}
			if len(got) > 400 {
				got = got[:400]
			}
			for _, want := range strings.Split(c.want, "|") {
				if strings.HasPrefix(got, want) || strings.Contains(c.want, "|") && strings.Contains(got, want) {
					t.Log(got)
					return
				}
			}
			t.Errorf("got %q, want %q", got, c.want)
		})
	}
}

// checkDecoded holds the laws of every format: valid text, marks inside it,
// places inside the file.
func checkDecoded(t *testing.T, d decoded, data []byte) {
	t.Helper()
	if !utf8.ValidString(d.text) {
		t.Fatalf("not valid: %.100q", d.text)
	}
	last := 0
	for _, m := range d.marks {
		if m.Start < 0 || m.End < m.Start || m.End > len(d.text) {
			t.Fatalf("mark %+v outside the text of %d bytes", m, len(d.text))
		}
		if !utf8.ValidString(d.text[m.Start:m.End]) {
			t.Fatalf("mark %+v cuts a character", m)
		}
		if m.Kind.Block() || m.Kind == corpus.MarkLine {
			if m.Start < last {
				t.Fatalf("block %+v begins before the end of the one before, %d", m, last)
			}
			last = m.End
		}
	}
	doc := &corpus.Document{Raw: d.text, Source: corpus.Source{Places: d.places}}
	if d.places != nil {
		for at := range d.text {
			if p := doc.FilePlace(at); p < 0 || p > len(data) {
				t.Fatalf("byte %d leads to byte %d of %d", at, p, len(data))
			}
		}
	}
}

// Any bytes in any format end in an error or in text that keeps the laws.
func FuzzFormats(f *testing.F) {
	samples, err := fs.Glob(testdata.FS, "formats/un/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range samples {
		data, err := fs.ReadFile(testdata.FS, name)
		if err != nil {
			f.Fatal(err)
		}
		for i := range Formats {
			f.Add(data, i)
			f.Add(data[:len(data)/2], i)
		}
	}
	f.Add([]byte("<table><tr><td>a<td><p>b<p>c<tr><td>d<tr>x<ul><li>y<sup>1</sup></table><nav>z"), 7)
	f.Add([]byte("<TEI><text><p><s id='1:1'>a &amp; b</s> <s>水</s></p></text></TEI>"), 6)
	f.Add([]byte("# a\n\n- b[^1]\n\n| a | b |\n|--|--|\n| \\* | &lt; |\n\n[^1]: c\n"), 8)
	f.Fuzz(func(t *testing.T, data []byte, n int) {
		if n < 0 || n >= len(Formats) {
			return
		}
		form := &Formats[n]
		if form.Name == "pdf" && bytes.Contains(data, []byte("%PDF-")) && len(data) < 1<<20 || form.Name != "pdf" {
			d, fault := form.decode(input{ctx: t.Context(), path: "x", data: data, lang: "zh", opt: ReadOptions{PDF: sharedPDF()}})
			if fault == nil {
				checkDecoded(t, d, data)
			}
		}
	})
}
