package pipeline

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tritext/corpus"
	"tritext/corpus/clean"
	"tritext/corpus/ingest"
	"tritext/corpus/ingest/pdf"
	"tritext/testdata/browser"
	"tritext/testdata/layouts"
)

// The floors are what is asked of generated text, .99 and .01, but for two: short
// Chinese footnotes of one line are joined now and then, and a note that goes on
// at the foot of the next page or column is not put together.
var papers = []paper{
	{name: "Chromium PDF, one column", program: "chromium", suffix: "pdf", f1: .99, cer: .01},
	{name: "Chromium PDF, headers, page numbers", program: "chromium", suffix: "pdf", furniture: true, f1: .99, cer: .01},
	{name: "Chromium PDF, indents, justified", program: "chromium", suffix: "pdf", furniture: true, indent: true, justified: true, f1: .99, cer: .01},
	{name: "Chromium PDF, two columns", program: "chromium", suffix: "pdf", furniture: true, columns: 2, f1: .99, cer: .01},
	{name: "Writer PDF, headers, footnotes", program: "writer", suffix: "pdf", furniture: true, notes: true, f1: .98, cer: .01},
	{name: "Writer PDF, indents, justified", program: "writer", suffix: "pdf", furniture: true, indent: true, justified: true, f1: .99, cer: .01},
	{name: "Writer PDF, numbered by the program", program: "writer", suffix: "pdf", furniture: true, automatic: true, f1: .99, cer: .01},
	{name: "Writer PDF, two columns, footnotes", program: "writer", suffix: "pdf", furniture: true, notes: true, columns: 2, f1: .985, cer: .01},
	{name: "DOCX, headers, footnotes", program: "writer", suffix: "docx", furniture: true, notes: true, f1: 1, cer: 0},
	{name: "DOCX, numbered by the program", program: "writer", suffix: "docx", furniture: true, notes: true, automatic: true, f1: 1, cer: 0},
}

// TestLayout measures how well real files are read: texts are set as PDF and
// DOCX by Chromium and LibreOffice, read and cleaned by the stages of a build.
// -v prints the table. TRITEXT_LAYOUT_KEEP names a folder that keeps the files,
// TRITEXT_LAYOUT_SHOW a part of the names of layouts whose faults are printed.
func TestLayout(t *testing.T) {
	if os.Getenv("TRITEXT_LAYOUT") != "1" {
		t.Skip("set TRITEXT_LAYOUT=1 to set texts by Chromium and LibreOffice and read them (a minute or two)")
	}
	if out, err := exec.Command("fc-list", fonts["zh"]).Output(); err != nil || len(out) == 0 {
		t.Skipf("no font %s here (apt install fonts-noto-cjk)", fonts["zh"])
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice here (apt install libreoffice-writer)")
	}
	dir := t.TempDir()
	if kept := os.Getenv("TRITEXT_LAYOUT_KEEP"); kept != "" {
		if err := os.MkdirAll(kept, 0o755); err != nil {
			t.Fatal(err)
		}
		dir = kept
	}
	engine := pdf.New(pdf.Options{})
	defer engine.Close()
	opt := Options{PDF: engine}.withDefaults()
	s, err := newStages(&opt)
	if err != nil {
		t.Fatal(err)
	}
	page := browser.New(t)
	texts := layouts.Texts(t)
	show := os.Getenv("TRITEXT_LAYOUT_SHOW")
	t.Logf("%-38s %-4s %9s %7s %7s %8s", "layout", "lang", "precision", "recall", "F1", "CER")
	for k, p := range papers {
		if !strings.Contains(p.name, show) {
			continue
		}
		folder := filepath.Join(dir, fmt.Sprint(k))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		wants := map[string]set{}
		var sources []string
		for _, text := range texts {
			for _, lang := range layouts.Languages {
				name := text.Name + "." + lang
				want := p.lay(text.Blocks[lang], lang)
				wants[name] = want
				file := filepath.Join(folder, name+map[string]string{"chromium": ".html", "writer": ".fodt"}[p.program])
				write(t, file, []byte(want.source))
				if sources = append(sources, file); p.program == "chromium" {
					page.Go("file://" + filepath.ToSlash(file))
					write(t, filepath.Join(folder, name+".pdf"), page.Print())
				}
			}
		}
		if p.program == "writer" {
			convert(t, soffice, folder, p.suffix, sources)
		}
		for _, lang := range layouts.Languages {
			var score layouts.Score
			for _, text := range texts {
				name := text.Name + "." + lang
				doc, err := s.read(context.Background(), ingest.File{Path: filepath.Join(folder, name+"."+p.suffix), ID: name, Lang: lang})
				if err != nil {
					t.Fatal(err)
				}
				s.clean(doc)
				got, want := told(doc), normal(append(slices.Clone(wants[name].blocks), wants[name].notes...), lang)
				one := layouts.Compare(got, want)
				score.Add(one)
				if show != "" && (one.F1() < 1 || one.Errors > 0) {
					showFaults(t, p.name+"/"+name, got, want)
				}
			}
			t.Logf("%-38s %-4s %9.4f %7.4f %7.4f %8.5f", p.name, lang, score.Precision(), score.Recall(), score.F1(), score.CER())
			if score.F1() < p.f1 || score.CER() > p.cer {
				t.Errorf("%s, %s: F1 %.4f, character errors %.5f", p.name, lang, score.F1(), score.CER())
			}
		}
	}
}

// told gives the texts of a document's blocks, notes behind all others: where a
// note stands depends on the page. The job number at the foot of the first page,
// which is kept once for what it tells of the document, is no part of the text.
func told(doc *corpus.Document) []string {
	var blocks, notes []string
	kept := false
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Text == jobNumber && !kept {
			kept = true
		} else if b.Kind == corpus.KindFootnote {
			notes = append(notes, b.Text)
		} else {
			blocks = append(blocks, b.Text)
		}
	}
	return normal(append(blocks, notes...), doc.Lang)
}

// normal normalises texts as the corpus does.
func normal(texts []string, lang string) []string {
	for i := range texts {
		texts[i], _ = clean.Normalize(texts[i], lang, clean.NormalOptions{})
	}
	return texts
}

// convert has LibreOffice write files in another format beside them.
func convert(t *testing.T, soffice, folder, suffix string, files []string) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Minute)
	defer stop()
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir())
	args := append([]string{profile, "--headless", "--norestore", "--convert-to", suffix, "--outdir", folder}, files...)
	if out, err := exec.CommandContext(ctx, soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, out)
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// showFaults prints the blocks of which only one side has the text.
func showFaults(t *testing.T, name string, got, want []string) {
	var out []string
	for _, b := range got {
		if !slices.Contains(want, b) {
			out = append(out, fmt.Sprintf("  got    %.300q", b))
		}
	}
	for _, b := range want {
		if !slices.Contains(got, b) {
			out = append(out, fmt.Sprintf("  wanted %.300q", b))
		}
	}
	t.Logf("%s\n%s", name, strings.Join(out[:min(len(out), 16)], "\n"))
}
