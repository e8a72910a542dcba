package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/urfave/cli/v2"

	"tritext/corpus/export"
	"tritext/corpus/store"
)

func importCommand() *cli.Command {
	names := []string{"auto"}
	for _, f := range export.Formats {
		if f.Read != nil {
			names = append(names, f.Name)
		}
	}
	return &cli.Command{
		Name:      "import",
		Usage:     "bring alignments that a person checked back into their corpus",
		ArgsUsage: "FILE...",
		Description: "FILE was written by tritext export as " + strings.Join(names[1:], ", ") + " and then changed: sentences\n" +
			"moved to other lines, lines joined or parted, links confirmed. In a table, texts may be moved\n" +
			"(ids only in one without texts), and anything in the column \"checked\" confirms a line. FILE may be a folder of such files.\n" +
			"What differs from the corpus becomes a bead of method \"checked\", with who and when; it stays when the\n" +
			"document is built again. All else stays as it is. If any line names sentences that are not there, or\n" +
			"if its text is not one of whole sentences, nothing is changed.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "into", Usage: "folder of the `CORPUS`", Required: true},
			choiceFlag("format", []string{"f"}, "form of the files; auto looks at them", "", names...),
			&cli.StringFlag{Name: "editor", Usage: "`NAME` of who checked it, where the file does not tell (default: the user of this computer)"},
			&cli.StringFlag{Name: "date", Usage: "`DATE` of the check, 2044-01-31 or with a time (default: when the file was saved)"},
			&cli.BoolFlag{Name: "dry-run", Usage: "tell what would change, and change nothing"},
		},
		Action: importAction,
	}
}

func importAction(c *cli.Context) error {
	if c.NArg() < 1 {
		return &usageError{command: "import", what: "no FILE", hint: "tritext import --into corpus checked.tsv"}
	}
	when := c.String("date")
	if when != "" && !slices.ContainsFunc([]string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05"}, func(layout string) bool {
		_, err := time.Parse(layout, when)
		return err == nil
	}) {
		return &usageError{command: "import", what: fmt.Sprintf("--date has no date %q", when), hint: "2044-01-31 or 2044-01-31T15:04:05Z"}
	}
	corpus, err := openCorpus("import", c.String("into"))
	if err != nil {
		return err
	}
	in := &importing{Context: c, review: export.Review{Editor: c.String("editor"), Date: when}, byDoc: map[string][]*export.Record{}}
	if in.review.Editor == "" {
		in.review.Editor = systemUser()
	}
	for _, path := range c.Args().Slice() {
		if err := in.read(path); err != nil {
			return err
		}
	}
	if err := in.known(corpus); err != nil {
		return err
	}
	return in.run(corpus)
}

// systemUser is the name of who runs the program, "" if the system has none.
func systemUser() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	name := u.Name
	if name == "" {
		name = u.Username
	}
	return strings.TrimSpace(strings.Split(name, ",")[0])
}

// importing is one run of the command.
type importing struct {
	*cli.Context
	review  export.Review
	byDoc   map[string][]*export.Record
	docs    []string // in the order of the files
	records int
}

// read reads a file, or the files of a folder that hold alignments.
func (in *importing) read(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if !info.IsDir() {
		return in.file(path, false)
	}
	before := in.records
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return in.file(p, true)
	})
	if err == nil && in.records == before {
		err = fmt.Errorf("import: %s: no file with an alignment in it", path)
	}
	return err
}

// file reads one file; of a folder, those that hold no alignment (texts) are
// passed over.
func (in *importing) file(path string, ofFolder bool) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return fmt.Errorf("import: %s: %w", path, err)
		}
	}
	const enough = 4 << 10 // bytes that tell a format
	head := bufio.NewReaderSize(r, enough)
	first, err := head.Peek(enough)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("import: %s: %w", path, err)
	}
	format := export.Guess(path, first)
	if name := in.String("format"); name != "auto" {
		if ofFolder && (format == nil || format.Name != name) {
			return nil
		}
		format = export.Named(name)
	}
	if format == nil && ofFolder {
		return nil
	}
	if format == nil {
		return &usageError{command: "import", what: path + ": none of the formats that come back", hint: "--format names it; tritext export --list tells which come back"}
	}
	saved := info.ModTime().UTC().Format(time.RFC3339)
	for rec, err := range format.Read(head, path) {
		if err == nil {
			err = in.Context.Context.Err()
		}
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		if in.byDoc[rec.Document] == nil {
			in.docs = append(in.docs, rec.Document)
		}
		in.byDoc[rec.Document] = append(in.byDoc[rec.Document], rec)
		in.records++
		if in.review.Date == "" && rec.Edited == "" {
			rec.Edited = saved
		}
	}
	return nil
}

// known fails for a document that the corpus does not have.
func (in *importing) known(c *store.Corpus) error {
	ids := map[string]bool{}
	for i, err := range c.Inputs() {
		if err != nil {
			return err
		}
		ids[i.ID] = true
	}
	for _, id := range in.docs {
		switch rec := in.byDoc[id][0]; {
		case id == "":
			return fmt.Errorf("import: %s: no document is named", rec.Place)
		case !ids[id]:
			return fmt.Errorf("import: %s: no document %s in %s\ntritext show %s lists its documents", rec.Place, id, c.Dir, c.Dir)
		}
	}
	return nil
}

// run looks first, without writing, whether all can be done and anything changes.
func (in *importing) run(c *store.Corpus) error {
	var total export.Applied
	documents := 0
	for rows, err := range c.Families(store.Need{NoTokens: true, NoRemoved: true, Document: func(id string) bool { return in.byDoc[id] != nil }}) {
		if err == nil {
			err = in.Context.Context.Err()
		}
		if err != nil {
			return err
		}
		_, done, err := in.apply(rows)
		if err != nil {
			return err
		}
		total.Changed = append(total.Changed, done.Changed...)
		total.Confirmed += done.Confirmed
		total.Broken += done.Broken
		total.Stale += done.Stale
		if done.Any() {
			documents++
		}
	}
	out := in.App.Writer
	if in.Bool("quiet") {
		out = io.Discard
	}
	for i := range total.Changed {
		if i == mostChanged {
			fmt.Fprintf(out, "… and %d more\n", len(total.Changed)-i)
			break
		}
		x := &total.Changed[i]
		fmt.Fprintf(out, "%s: %s: %s %s = %s %s\n", x.Place, x.ID, x.Source, numbersOf(x.SourceUnits), x.Target, numbersOf(x.TargetUnits))
	}
	verb := ""
	if in.Bool("dry-run") {
		verb = "would be "
	}
	fmt.Fprintf(out, "%s read; %s %schanged, %d confirmed, in %s\n", plural(in.records, "record"), plural(len(total.Changed), "bead"), verb, total.Confirmed, plural(documents, "document"))
	if total.Broken > 0 {
		fmt.Fprintf(out, "%s lost sentences to changed ones; what is left of them has a confidence of 0\n", plural(total.Broken, "bead"))
	}
	if total.Stale > 0 {
		fmt.Fprintf(out, "%s moved without its ids: the text counts\n", plural(total.Stale, "text"))
	}
	if !total.Any() || in.Bool("dry-run") {
		return nil
	}
	return store.Rewrite(c.Dir, func(rows *store.Family) (*store.Family, error) {
		if err := in.Context.Context.Err(); err != nil {
			return nil, err
		}
		if in.byDoc[rows.ID] == nil {
			return rows, nil
		}
		f, done, err := in.apply(rows)
		if err != nil || !done.Any() {
			return rows, err
		}
		return f, nil
	})
}

// mostChanged bounds the beads that are told.
const mostChanged = 50

// apply brings the records of a document into its rows.
func (in *importing) apply(rows *store.Family) (*store.Family, *export.Applied, error) {
	f, err := rows.Corpus()
	if err != nil {
		return nil, nil, err
	}
	done, err := export.Apply(f, in.byDoc[rows.ID], in.review)
	if err != nil {
		return nil, nil, fmt.Errorf("import: %w", err)
	}
	return rows.Realigned(f), done, nil
}

// numbersOf writes the numbers of units: 1.2.1+1.2.2, – for none.
func numbersOf(ids []string) string {
	if len(ids) == 0 {
		return "–"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = unitNumber(id)
	}
	return strings.Join(out, "+")
}
