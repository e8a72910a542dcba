package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"tritext/corpus/ingest"
	"tritext/corpus/ingest/pdf"
)

// pdfEngineFlag says what reads PDF files.
func pdfEngineFlag() cli.Flag {
	return choiceFlag("pdf-engine", nil, "what reads PDF files, pdfium (inside) or poppler's pdftotext", "", "pdfium", "pdftotext")
}

// pdfEngine makes the PDF engine that the flag names; nothing is started before
// the first PDF comes.
func pdfEngine(c *cli.Context) (*pdf.Engine, error) {
	if c.String("pdf-engine") != "pdftotext" {
		return pdf.New(pdf.Options{Cache: cacheDir("pdfium")}), nil
	}
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, &usageError{command: c.Command.Name, what: "--pdf-engine pdftotext: no such program", hint: "it comes with poppler (poppler-utils); without the flag the engine inside is used"}
	}
	return pdf.New(pdf.Options{Program: program}), nil
}

// cacheDir is a folder of ours in the user's cache folder, "" if there is none.
func cacheDir(name string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "tritext", name)
}

// office finds the programs that convert old formats.
func office() *ingest.Office {
	find := func(names ...string) string {
		for _, name := range names {
			if path, err := exec.LookPath(name); err == nil {
				return path
			}
		}
		return ""
	}
	return &ingest.Office{LibreOffice: find("soffice", "libreoffice"), Antiword: find("antiword"), Catdoc: find("catdoc")}
}
