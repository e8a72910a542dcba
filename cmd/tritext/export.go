package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/corpus"
	"tritext/corpus/export"
	"tritext/corpus/review"
	"tritext/corpus/store"
)

func exportCommand() *cli.Command {
	names := []string{"tsv"} // the default, which anyone can look at
	for _, f := range export.Formats {
		if f.Name != names[0] {
			names = append(names, f.Name)
		}
	}
	return &cli.Command{
		Name:      "export",
		Usage:     "write a corpus in the form of another program",
		ArgsUsage: "CORPUS",
		Description: "tritext export --list tells the formats, what each is for and what it cannot hold.\n" +
			"A format of one file goes to standard output or to --output FILE (compressed if its name ends with\n" +
			".gz), one of several files into the folder --output DIR. Nothing is to be seen there before all is\n" +
			"written.",
		Flags: append([]cli.Flag{
			choiceFlag("format", []string{"f"}, "form", "", names...),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`FILE` or folder; - is standard output"},
			&cli.StringFlag{Name: "languages", Aliases: []string{"l"}, Usage: "two or three `CODES`, zh,en, in the order of the output; the first is the source (default: all of the corpus)"},
			&cli.StringSliceFlag{Name: "document", Aliases: []string{"d"}, Usage: "only the document `ID`; may be given several times"},
			choiceFlag("text", nil, "normalised text, or cleaned text as the document has it", "", "norm", "clean"),
			&cli.StringFlag{Name: "name", Usage: "`NAME` of the corpus in file names and heads (default: that of its folder)"},
			&cli.StringFlag{Name: "license", Usage: "licence of the texts, an `ID` of Hugging Face, for the data card", Value: "unknown"},
			&cli.BoolFlag{Name: "gzip", Usage: "compress the text files of a folder"},
			&cli.BoolFlag{Name: "force", Usage: "replace files of the same names that stand in the folder"},
			&cli.BoolFlag{Name: "list", Usage: "list the formats"},
		}, chooseFlags()...),
		Action: exportAction,
	}
}

func exportAction(c *cli.Context) error {
	if c.Bool("list") {
		return listFormats(c.App.Writer)
	}
	if c.NArg() != 1 {
		return &usageError{command: "export", what: fmt.Sprintf("needs one CORPUS, got %s", plural(c.NArg(), "argument")), hint: "tritext export -f tmx -l zh,en -o corpus.tmx corpus"}
	}
	from, err := openCorpus("export", c.Args().First())
	if err != nil {
		return err
	}
	format := export.Named(c.String("format"))
	opt, err := exportOptions(c, from, format)
	if err != nil {
		return err
	}
	pick, err := newChooser(c, "export")
	if err != nil {
		return err
	}
	defer pick.abort()
	if pick.chooses() {
		opt.Keep = pick.keep
	}
	out, err := exportOutput(c, format)
	if err != nil {
		return err
	}
	need := store.Need{NoRemoved: true, NoBeads: !format.Beads, NoTokens: !format.Tokens}
	if only := c.StringSlice("document"); len(only) > 0 {
		if err := knownDocuments(from, only); err != nil {
			return err
		}
		need.Document = func(id string) bool { return slices.Contains(only, id) }
	}
	count, err := format.Write(out, families(c, from, need), opt)
	if err == nil {
		err = out.Commit()
	}
	if err != nil {
		return errors.Join(err, out.Abort())
	}
	if err := pick.finish(pick.say(c)); err != nil {
		return err
	}
	logger(c).Info("exported as "+format.Name, "records", count.Records, "documents", count.Documents)
	return nil
}

// listFormats prints what there is.
func listFormats(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, f := range export.Formats {
		where := "file"
		if f.Folder {
			where = "folder"
		}
		back := ""
		if f.Read != nil {
			back = "; tritext import reads it"
		}
		fmt.Fprintf(w, "%s\t%s\t%s%s\n\t\tcannot hold: %s\n", f.Name, where, f.Title, back, f.Lacks)
	}
	return w.Flush()
}

// exportOptions reads the flags.
func exportOptions(c *cli.Context, from *store.Corpus, format *export.Format) (export.Options, error) {
	name := c.String("name")
	if name == "" {
		abs, err := filepath.Abs(from.Dir)
		if err != nil {
			return export.Options{}, fmt.Errorf("export: %w", err)
		}
		name = filepath.Base(abs)
	}
	opt := export.Options{
		Languages: from.Manifest.Languages, Clean: c.String("text") == "clean", Name: name, Version: release, License: c.String("license"),
		Signature: from.Manifest.Signature,
		Table: func(w io.Writer, languages []string) (export.Table, error) {
			return store.NewTranslationWriter(w, languages, release), nil
		},
	}
	var err error
	if opt.Audit, err = auditOf(from); err != nil {
		return opt, err
	}
	if strings.ContainsAny(name, `/\`) {
		return opt, &usageError{command: "export", what: fmt.Sprintf("--name %s is no name of a file", name)}
	}
	if codes := c.String("languages"); codes != "" {
		opt.Languages = nil
		for _, code := range strings.Split(codes, ",") {
			code = strings.TrimSpace(code)
			if !slices.Contains(from.Manifest.Languages, code) {
				return opt, &usageError{command: "export", what: fmt.Sprintf("the corpus has no language %q", code), hint: "it has " + strings.Join(from.Manifest.Languages, ", ")}
			}
			if slices.Contains(opt.Languages, code) {
				return opt, &usageError{command: "export", what: fmt.Sprintf("--languages names %s twice", code)}
			}
			opt.Languages = append(opt.Languages, code)
		}
	}
	switch n := len(opt.Languages); {
	case n < 2:
		return opt, &usageError{command: "export", what: fmt.Sprintf("only in %s: an export needs two languages", strings.Join(opt.Languages, ", "))}
	case n > 2 && format.Pair:
		return opt, &usageError{command: "export", what: fmt.Sprintf("%s holds two languages, not %s", format.Name, strings.Join(opt.Languages, ", ")), hint: "--languages " + strings.Join(opt.Languages[:2], ",")}
	}
	return opt, nil
}

// auditOf reads what tritext audit left in a corpus; nil if it left nothing.
func auditOf(from *store.Corpus) (*export.Audit, error) {
	path := filepath.Join(from.Dir, review.AuditName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var e review.Estimate
	if err == nil {
		err = json.Unmarshal(data, &e)
	}
	if err != nil {
		return nil, fmt.Errorf("export: %s: %w", path, err)
	}
	return &export.Audit{Judged: e.Judged, Correct: e.Correct, Precision: e.Precision, Low: e.Low, High: e.High, Level: e.Level, Date: e.Date}, nil
}

// exportOutput says where the files go.
func exportOutput(c *cli.Context, format *export.Format) (*export.Output, error) {
	path := c.String("output")
	switch {
	case format.Folder && (path == "" || path == "-"):
		return nil, &usageError{command: "export", what: format.Name + " makes several files", hint: "--output names their folder"}
	case format.Folder:
		return export.ToFolder(path, c.Bool("force"), c.Bool("gzip")), nil
	case c.Bool("gzip"):
		return nil, &usageError{command: "export", what: "--gzip is for formats of several files", hint: "a name that ends with .gz compresses one file"}
	case path == "" || path == "-":
		return export.ToWriter(c.App.Writer), nil
	}
	return export.ToFile(path), nil
}

// knownDocuments fails for an id that is not in the corpus.
func knownDocuments(from *store.Corpus, ids []string) error {
	var known []string
	for in, err := range from.Inputs() {
		if err != nil {
			return err
		}
		if n := len(known); n == 0 || known[n-1] != in.ID {
			known = append(known, in.ID)
		}
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			hint := fmt.Sprintf("tritext show %s lists its documents", from.Dir)
			if near := nearest(id, known); near != "" {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
			return &usageError{command: "export", what: fmt.Sprintf("%s: no document %s", from.Dir, id), hint: hint}
		}
	}
	return nil
}

// families streams the documents of a corpus until the run is interrupted.
func families(c *cli.Context, from *store.Corpus, need store.Need) export.Families {
	return func(yield func(*corpus.Family, error) bool) {
		for rows, err := range from.Families(need) {
			if err == nil {
				err = c.Context.Err()
			}
			var f *corpus.Family
			if err == nil {
				f, err = rows.Corpus()
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}
