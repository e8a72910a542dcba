package ingest

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// manyPages makes a PDF of pages with 45 lines each.
func manyPages(n int) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", ""}
	var kids strings.Builder
	for p := range n {
		var c strings.Builder
		c.WriteString("BT /F1 11 Tf 72 740 Td 14 TL\n")
		for l := range 45 {
			fmt.Fprintf(&c, "(%d. The stations of the basin report their measurements, page %d, line %d.) Tj T*\n", l+1, p+1, l+1)
		}
		c.WriteString("ET")
		at := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", at)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>", at+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", c.Len(), c.String()))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), n)
	return makePDF("", objects...)
}

// BenchmarkPDF reads a PDF of 100 pages with lines, places and fonts, and tells
// how many times as long it takes as poppler's pdftotext, which gives text alone.
func BenchmarkPDF(b *testing.B) {
	const pages = 100
	data := manyPages(pages)
	decodePDF(input{ctx: b.Context(), path: "a.pdf", data: manyPages(1), opt: ReadOptions{PDF: sharedPDF()}}) // starts the engine
	for b.Loop() {
		if _, fault := decodePDF(input{ctx: b.Context(), path: "a.pdf", data: data, opt: ReadOptions{PDF: sharedPDF()}}); fault != nil {
			b.Fatal(fault)
		}
	}
	ours := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(pages/ours, "pages/s")
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		b.Log("without pdftotext no ratio")
		return
	}
	start := time.Now()
	const runs = 3
	for range runs {
		run := exec.Command(program, "-enc", "UTF-8", "-", "-")
		run.Stdin = bytes.NewReader(data)
		if err := run.Run(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(ours/(time.Since(start).Seconds()/runs), "×pdftotext")
}
