package main

import (
	"bufio"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/corpus/pipeline"
	"tritext/corpus/store"
	"tritext/segment/lang"
)

func buildCommand() *cli.Command {
	return &cli.Command{
		Name:      "build",
		Usage:     "make a sentence-aligned corpus of documents",
		ArgsUsage: "INPUT...",
		Description: "INPUT is a document (plain text, PDF, DOCX, HTML, EPUB, Markdown, TEI XML; DOC, RTF and ODT where\n" +
			"LibreOffice, antiword or catdoc is installed), a collection (JSONL, CSV, TSV or Parquet with a row a document, see --columns),\n" +
			"an archive of such (zip, tar), each of them packed or not (gz, zst, xz, bz2), a folder with all that\n" +
			"is in it, a pattern such as 'texts/**/*.txt', or - for JSONL from standard input.\n" +
			"The language versions of a document find each other by name (letter.zh.txt, letter_en.txt,\n" +
			"ru/letter.txt …), by --manifest, or by the document symbol and the language in their mastheads.\n" +
			"The corpus is DIR/documents, units, beads, parallel and removed (Parquet) and DIR/" + store.ManifestName + ";\n" +
			"other things may stand in DIR. What cannot be used is set aside and told, the rest goes on,\n" +
			"and the exit status is 1.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "folder `DIR` of the corpus", Required: true},
			&cli.BoolFlag{Name: "force", Usage: "replace the corpus that stands in DIR, when the new one is complete; what a person checked in it (method \"checked\") stays"},
			&cli.BoolFlag{Name: "discard-checked", Usage: "with --force, align anew what a person checked, too"},
			&cli.StringFlag{Name: "manifest", Usage: "`FILE` that lists documents: id, language, path (TSV or JSONL)"},
			&cli.StringFlag{Name: "columns", Usage: "which columns of JSONL, CSV, TSV and Parquet hold texts and ids, as `LANGUAGE=COLUMN,…`: zh=zh_text,en=en_text,id=record; by default their names tell"},
			pdfEngineFlag(),
			&cli.BoolFlag{Name: "moses", Usage: "the texts of a document are parallel line by line (letter.zh, letter.en) and are kept so"},
			&cli.StringFlag{Name: "terms", Usage: "`FILE` of Chinese terms that are kept whole, one a line"},
			choiceFlag("cjk-spacing", nil, "spaces between Chinese and other characters in the normalised text", "", "strip", "pad", "keep"),
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside (tritext train makes one)"},
			dictionaryFlag(),
			&cli.BoolFlag{Name: "adapt", Usage: "align twice: what the first pass over all documents teaches of words that the model does not know, the second knows; pays for many documents on one matter with its own names and terms, takes twice the time"},
			wordLinksFlag(""),
			allowCrossingFlag(),
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "documents worked on at a time; 0: one a processor"},
		}, embeddingFlags(false)...),
		Action: buildAction,
	}
}

func buildAction(c *cli.Context) error {
	if !c.Args().Present() && c.String("manifest") == "" {
		return &usageError{command: "build", what: "no INPUT", hint: "tritext build -o corpus texts/"}
	}
	if c.Int("jobs") < 0 {
		return &usageError{command: "build", what: fmt.Sprintf("--jobs is %d", c.Int("jobs")), hint: "0 takes one a processor"}
	}
	opt := pipeline.Options{
		Inputs: c.Args().Slice(), Manifest: c.String("manifest"), Output: c.String("output"), Force: c.Bool("force"), DiscardChecked: c.Bool("discard-checked"),
		Moses: c.Bool("moses"), Stdin: c.App.Reader, Jobs: c.Int("jobs"), Version: release, Spacing: c.String("cjk-spacing"), AllowCrossing: c.Bool("allow-crossing"), Adapt: c.Bool("adapt"), ModelFile: c.String("model"),
	}
	columns, err := ingest.ParseColumns(c.String("columns"))
	if err != nil {
		return &usageError{command: "build", what: "--columns: " + err.Error(), hint: "--columns zh=zh_text,en=en_text,ru=ru_text,id=record"}
	}
	opt.Columns = columns
	if opt.Adapt && slices.Contains(opt.Inputs, "-") {
		return &usageError{command: "build", what: "--adapt reads everything twice, and the standard input can be read once", hint: "save it to a file"}
	}
	links, err := wordLinksOf(c)
	if err != nil {
		return err
	}
	opt.WordLinks = links
	if path := c.String("terms"); path != "" {
		terms, err := readTerms(path)
		if err != nil {
			return err
		}
		opt.Terms = terms
	}
	vectors, err := newEmbeddings(c, false)
	if err != nil {
		return err
	}
	if vectors != nil {
		opt.Encoder = pipeline.Encoder{Source: vectors.source, Name: vectors.name, Joined: vectors.options.Joined}
	}
	words, err := readDictionaries(c, "build", nil)
	if err != nil {
		return err
	}
	opt.Dictionary = words
	if opt.PDF, err = pdfEngine(c); err != nil {
		return err
	}
	defer opt.PDF.Close()
	opt.Office = office()
	log := logger(c)
	p := newProgress(c.App.ErrWriter, log, c.Bool("quiet"))
	b := &builder{out: bufio.NewWriter(above(p, c.App.Writer)), log: log, progress: p, quiet: c.Bool("quiet"), adapt: opt.Adapt}
	report, err := pipeline.Build(c.Context, opt, pipeline.Observer{Planned: b.planned, Learning: b.learning, Problem: b.problem, Done: b.done})
	b.progress.Stop()
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("build: %w\n--force replaces it when the new one is complete", err)
	}
	if err != nil {
		return errors.Join(err, b.out.Flush())
	}
	if err := b.end(report, opt.Output); err != nil {
		return err
	}
	if report.SetAside > 0 {
		return partly("build: %s set aside, see above and in %s", plural(report.SetAside, "file"), store.ManifestName)
	}
	return nil
}

func readTerms(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	defer file.Close()
	return lang.ReadTerms(file, path)
}

// Bounds of what is printed; the corpus holds it all.
const (
	mostDocuments = 30  // documents told one by one
	mostProblems  = 100 // problems told
)

// builder prints what Build does.
type builder struct {
	out      *bufio.Writer
	log      *slog.Logger
	progress progress
	quiet    bool
	adapt    bool // there are two passes
	few      bool // documents are told one by one
	total    int  // documents
	problems int
}

func (b *builder) printf(format string, args ...any) {
	if !b.quiet {
		fmt.Fprintf(b.out, format, args...) // bufio keeps the first error for Flush
	}
}

// planned tells what was paired and why, and what stayed alone.
func (b *builder) planned(p *ingest.Plan) {
	b.few = len(p.Families) <= mostDocuments && len(p.Collections) == 0
	alone := p.Alone()
	b.printf("%s found", plural(len(p.Families), "document"))
	if len(p.Collections) > 0 {
		b.printf(", and %s of documents", plural(len(p.Collections), "collection"))
	}
	b.printf("\n")
	if b.few {
		for _, line := range p.Explain() {
			b.printf("  %s\n", line)
		}
	} else {
		for i, c := range p.Collections {
			if i == mostDocuments {
				b.printf("  … and %d more collections\n", len(p.Collections)-i)
				break
			}
			b.printf("  %s\n", c.Explain())
		}
		why := map[string]int{}
		for _, f := range p.Families {
			why[f.Files[0].Why]++
		}
		if len(p.Families) > 0 {
			b.printf("  paired by name: %d, by symbol: %d, by the manifest: %d; alone: %d\n", why["name"], why["symbol"], why["manifest"], why["alone"])
		}
		for i, f := range alone {
			if i == mostDocuments {
				b.printf("  … and %d more alone, see %s\n", len(alone)-i, store.ManifestName)
				break
			}
			b.printf("  alone: %s (%s)\n", f.ID, f.Files[0].Name())
		}
	}
	b.flush()
	if b.total = len(p.Families); len(p.Collections) > 0 {
		b.total = 0
	}
	if !b.adapt {
		b.progress.Start(b.total, "documents")
	}
}

// learning tells of the first pass of two.
func (b *builder) learning(done, total int) {
	if done == 0 {
		b.progress.Start(total, "documents, first pass")
	} else {
		b.progress.Step(1)
	}
	if done == total {
		b.progress.Start(b.total, "documents")
	}
}

// problem tells a doubt or a fault with file and place.
func (b *builder) problem(p corpus.Problem) {
	b.problems++
	what := "note"
	if p.Severe {
		what = "set aside"
	}
	if !p.Severe && !b.few {
		b.log.Debug(problemText(p))
		return
	}
	switch {
	case b.problems <= mostProblems:
		b.printf("%s: %s\n", what, problemText(p))
	case b.problems == mostProblems+1:
		b.printf("… more in %s and in table documents\n", store.ManifestName)
	}
	if p.Severe && b.quiet {
		b.log.Error(problemText(p))
	}
}

// problemText writes a problem as other errors are written: stage, file, place, what.
func problemText(p corpus.Problem) string {
	place := p.Path
	if p.Line > 0 {
		place += fmt.Sprintf(":%d", p.Line)
		if p.Col > 0 {
			place += fmt.Sprintf(":%d", p.Col)
		}
	}
	return p.Stage + ": " + place + ": " + p.What
}

// done tells what became of a document.
func (b *builder) done(f *pipeline.FamilyReport) {
	b.progress.Step(1)
	if len(f.Versions) == 0 || !b.few {
		return
	}
	b.printf("\n%s\n", f.ID)
	for _, v := range f.Versions {
		b.printf("  %s  %s in %s, %d to align%s\n", v.Lang, plural(v.Units, "unit"), plural(v.Blocks, "block"), v.Aligned, sectionsText(v.Sections))
		bal := &v.Balance
		b.printf("      %s = %d aligned + %d without a partner + %d kept apart + %d removed\n",
			plural(bal.Total.Chars, "character"), bal.Aligned.Chars, bal.Null.Chars, bal.Apart.Chars, bal.Removed.Chars)
	}
	for _, p := range f.Pairs {
		b.printf("  %s-%s  %s; without a partner: %s %d, %s %d\n", p.Source, p.Target, plural(p.Beads, "bead"), p.Source, p.SourceAlone, p.Target, p.TargetAlone)
	}
	if len(f.Versions) > 1 {
		text := fmt.Sprintf("%s in two or more languages", plural(f.Groups, "group"))
		if len(f.Versions) > 2 {
			text += fmt.Sprintf(", %d in three", f.Trilingual)
		}
		if f.Doubts > 0 {
			text += fmt.Sprintf("; %d with doubts", f.Doubts)
		}
		b.printf("  %s\n", text)
	}
	b.flush()
}

// sectionsText tells the sections' original languages: "; letter: en, annex: ru".
func sectionsText(sections []corpus.Section) string {
	var parts []string
	for _, s := range sections {
		if len(s.Original) == 0 {
			continue
		}
		name := strings.TrimSpace(s.Type + " " + s.Label)
		parts = append(parts, fmt.Sprintf("%s from %s", name, strings.Join(s.Original, ", ")))
	}
	if parts == nil {
		return ""
	}
	return "; " + strings.Join(parts, ", ")
}

// end tells the totals and where the corpus is.
func (b *builder) end(r *pipeline.Report, dir string) error {
	if b.quiet {
		return nil
	}
	b.printf("\ncorpus %s: %s in %s", dir, plural(r.Manifest.Counts.Families, "document"), plural(r.Manifest.Counts.Documents, "language version"))
	if r.SetAside > 0 {
		b.printf("; %s set aside", plural(r.SetAside, "file"))
	}
	b.printf("\n")
	if n := r.Checks.Doubtful; n > 0 {
		b.printf("quality checks flag %d of %s: %s\n", n, plural(r.Checks.Groups, "group"), mostFlagged(r.Checks))
	}
	if r.Checked > 0 {
		b.printf("%s of the corpus before, which a person checked, taken over; notes tell which were not\n", plural(r.Checked, "bead"))
	}
	if r.Learnt != nil {
		var parts []string
		for _, pair := range slices.Sorted(maps.Keys(r.Learnt)) {
			parts = append(parts, fmt.Sprintf("%s %d", pair, r.Learnt[pair]))
		}
		b.printf("pairs of words learnt from the documents: %s\n", strings.Join(parts, ", "))
	}
	if err := totals(b.out, r.Manifest); err != nil {
		return err
	}
	return b.out.Flush()
}

// flush lets a reader see at once what is printed; a fault comes back at the end.
func (b *builder) flush() {
	_ = b.out.Flush()
}
