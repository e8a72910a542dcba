package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus/quality"
	"tritext/corpus/report"
	"tritext/corpus/store"
)

func reportCommand() *cli.Command {
	return &cli.Command{
		Name:      "report",
		Usage:     "tell how good a corpus is and what to look at first",
		ArgsUsage: "CORPUS [DOCUMENT]",
		Description: "Writes a page for a browser (-o report.html), one file that needs no network: a verdict, charts, all\n" +
			"documents with the course of their confidence and with alarms where an alignment may have drifted,\n" +
			"quality checks, samples, and the recipe. Without -o, tells it in the terminal.\n" +
			"--pages writes pages of documents too, their sentences side by side, into a folder beside the report:\n" +
			"all of them, or those of the so many most doubtful documents.\n" +
			"With DOCUMENT (its id, or its symbol), writes the page of that document only.\n" +
			"Verdicts that tritext audit keeps in the corpus are compared with the confidence.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`FILE` to write; standard output without it"},
			choiceFlag("format", []string{"f"}, "form of the report; auto: by the name of FILE, else text", "", "auto", "html", "json", "md", "text"),
			&cli.StringFlag{Name: "pages", Value: "none", Usage: "`PAGES` of documents to write: all, worst:N or none"},
			&cli.IntFlag{Name: "rows", Value: 2000, Usage: "list at most so many `DOCUMENTS`"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "`NUMBER` that draws begin with"},
		},
		Action: reportAction,
	}
}

// reportFormat gives the form of a report by the flag and the file's name.
func reportFormat(format, output string) string {
	if format != "auto" {
		return format
	}
	switch strings.ToLower(filepath.Ext(output)) {
	case ".html", ".htm":
		return "html"
	case ".json":
		return "json"
	case ".md", ".markdown":
		return "md"
	}
	return "text"
}

func reportAction(c *cli.Context) error {
	if c.NArg() < 1 || c.NArg() > 2 {
		return &usageError{command: "report", what: fmt.Sprintf("needs CORPUS and perhaps a DOCUMENT, got %d arguments", c.NArg()), hint: "tritext report corpus -o report.html"}
	}
	if c.Int("rows") < 1 {
		return &usageError{command: "report", what: fmt.Sprintf("--rows is %d", c.Int("rows")), hint: "at least 1"}
	}
	most, err := pagesWanted(c.String("pages"))
	if err != nil {
		return err
	}
	dir, output := c.Args().First(), c.String("output")
	corpus, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("report: %s: no corpus there (no %s); tritext build makes one", dir, store.ManifestName)
	}
	if err != nil {
		return err
	}
	format := reportFormat(c.String("format"), output)
	if c.NArg() == 2 {
		switch {
		case c.IsSet("pages"):
			return &usageError{command: "report", what: "--pages goes with a whole corpus"}
		case c.String("format") != "auto" && format != "html":
			return &usageError{command: "report", what: "a document has only a page: -f html", hint: "tritext show tells of documents in other forms"}
		}
		s := &show{corpus: corpus}
		doc, _, err := s.find(c.Args().Get(1), "")
		if err != nil {
			return errors.New(strings.Replace(err.Error(), "show: ", "report: ", 1))
		}
		return writeReport(c, output, func(w io.Writer) error { return documentPage(w, corpus, doc, "") })
	}
	if most != 0 && (output == "" || format != "html") {
		return &usageError{command: "report", what: "--pages needs a page to lead to them", hint: "tritext report corpus -o report.html --pages worst:50"}
	}
	judged, err := readJudged(filepath.Join(dir, "audit.jsonl"))
	if err != nil {
		return err
	}
	b := report.NewBuilder(report.Options{Languages: reportLanguages, Seed: c.Uint64("seed"), Rows: c.Int("rows"), Checks: reportChecks(), Judged: judged})
	if err := readReport(c.Context, corpus, b); err != nil {
		return err
	}
	also, err := beyond(corpus)
	if err != nil {
		return err
	}
	also.Recipe.Command = reportLine(c)
	r := b.Report(*also)
	if most != 0 {
		if err := writePages(c, corpus, r, output, most); err != nil {
			return err
		}
	}
	forms := map[string]func(io.Writer) error{"html": r.HTML, "json": r.JSON, "md": r.Markdown, "text": r.Text}
	return writeReport(c, output, forms[format])
}

// writeReport writes to the file, whole or not at all, or to standard output.
func writeReport(c *cli.Context, output string, write func(io.Writer) error) error {
	if output == "" {
		return write(c.App.Writer)
	}
	if err := writeFile(output, write); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	info, err := os.Stat(output)
	if err == nil {
		logger(c).Info(fmt.Sprintf("%s written, %d kB", output, (info.Size()+999)/1000))
	}
	return err
}

// reportLine is the command that makes the report again; names of files as given.
func reportLine(c *cli.Context) string {
	line := "tritext report " + c.Args().First()
	for _, name := range []string{"format", "output", "pages", "rows", "seed"} {
		if c.IsSet(name) {
			line += fmt.Sprintf(" --%s %v", name, c.Value(name))
		}
	}
	return line
}

// beyond is what the manifest tells.
func beyond(c *store.Corpus) (*report.Beyond, error) {
	m := c.Manifest
	also := &report.Beyond{
		Recipe: report.Recipe{Version: release, Corpus: filepath.ToSlash(c.Dir), Built: m.Version, Signature: m.Signature, Schema: m.Schema, Options: m.Options},
		Cycle:  report.Cycle{Units: m.Cycle.Units, Agree: m.Cycle.Agree, AloneUnits: m.CycleAlone.Units, AloneAgree: m.CycleAlone.Agree},
		Aside:  m.Counts.SetAside,
	}
	for _, t := range store.Tables {
		for _, p := range m.Tables[t] {
			also.Recipe.Parts = append(also.Recipe.Parts, fmt.Sprintf("%s: %d rows, %d bytes", p.File, p.Rows, p.Bytes))
		}
	}
	const asides, parts = 200, 40
	if n := len(also.Recipe.Parts); n > parts {
		also.Recipe.Parts = append(also.Recipe.Parts[:parts:parts], fmt.Sprintf("and %d parts more", n-parts))
	}
	for a, err := range c.Asides() {
		if err != nil {
			return nil, err
		}
		if len(also.SetAside) == asides {
			break
		}
		also.SetAside = append(also.SetAside, report.Aside{Path: a.Path, What: a.Stage + ": " + a.What})
	}
	f, err := os.Open(filepath.Join(c.Dir, store.ManifestName))
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	also.Recipe.Manifest = hex.EncodeToString(h.Sum(nil))
	return also, nil
}

// readJudged reads the verdicts that tritext audit keeps: the last of each group
// counts. No file, no verdicts.
func readJudged(path string) (map[string]bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	defer f.Close()
	judged := map[string]bool{}
	dec := json.NewDecoder(f)
	for n := 1; ; n++ {
		var j struct {
			ID      string `json:"id"`
			Verdict string `json:"verdict"`
		}
		switch err := dec.Decode(&j); {
		case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF): // the last line may be under way
			return judged, nil
		case err != nil:
			return nil, fmt.Errorf("report: %s: verdict %d: %w", path, n, err)
		}
		switch j.Verdict {
		case "right", "wrong":
			judged[j.ID] = j.Verdict == "right"
		default: // taken back
			delete(judged, j.ID)
		}
	}
}

// reportChecks are the quality checks as a report tells them.
func reportChecks() (all []report.Check) {
	for _, c := range quality.Checks {
		all = append(all, report.Check{Name: c.Name, Title: c.Title, Help: c.Help, Bad: c.Bad, Good: c.Good})
	}
	return all
}

// pagesWanted reads --pages: 0 none, -1 all.
func pagesWanted(value string) (int, error) {
	n := 0
	switch _, err := fmt.Sscanf(value, "worst:%d", &n); {
	case value == "none":
		return 0, nil
	case value == "all":
		return -1, nil
	case err == nil && n > 0 && value == fmt.Sprintf("worst:%d", n):
		return n, nil
	}
	return 0, &usageError{command: "report", what: fmt.Sprintf("--pages has no value %q", value), hint: "all, worst:50 or none"}
}

// writePages writes pages of documents into the folder FILE.pages beside the
// report and tells the report where they are. The folder appears when it is whole,
// in the place of one that an earlier report made.
func writePages(c *cli.Context, corpus *store.Corpus, r *report.Report, output string, most int) error {
	folder := strings.TrimSuffix(output, filepath.Ext(output)) + ".pages"
	if err := oursToReplace(folder); err != nil {
		return err
	}
	partial, err := os.MkdirTemp(filepath.Dir(output), "."+filepath.Base(folder)+".*")
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	defer os.RemoveAll(partial)
	if err := os.Chmod(partial, 0o755); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	back := "../" + filepath.Base(output)
	names, taken := map[string]string{}, map[string]bool{}
	for i := range r.Documents {
		d := &r.Documents[i]
		if most > 0 && len(names) == most {
			break
		}
		names[d.ID] = pageName(d.ID, taken)
		d.Page = filepath.Base(folder) + "/" + names[d.ID]
	}
	need := store.Need{Document: func(id string) bool { return most < 0 || names[id] != "" }}
	for f, err := range corpus.Families(need) {
		if err = firstError(err, c.Context); err != nil {
			return err
		}
		name := names[f.ID]
		if name == "" { // all pages, of a document that is not listed
			name = pageName(f.ID, taken)
		}
		if err := writeFile(filepath.Join(partial, name), func(w io.Writer) error { return familyPage(w, f, back) }); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if err := os.Rename(partial, folder); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	logger(c).Info(fmt.Sprintf("%s written, %s", folder, plural(len(taken), "page")))
	return nil
}

// oursToReplace holds that a folder of pages is not there or holds nothing else.
func oursToReplace(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".html" || !e.Type().IsRegular() {
			return fmt.Errorf("report: %s holds %s, which is no page: not replaced", folder, e.Name())
		}
	}
	return nil
}

// pageName makes a file name of a document's id: any system's names, none twice.
func pageName(id string, taken map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, id)
	name = name[:min(100, len(name))]
	for n := 1; ; n++ {
		unique := name
		if n > 1 || name == "" {
			unique = fmt.Sprintf("%s-%d", name, n)
		}
		if key := strings.ToLower(unique); !taken[key] { // some systems take no notice of case
			taken[key] = true
			return unique + ".html"
		}
	}
}

// documentPage writes the page of one document.
func documentPage(w io.Writer, c *store.Corpus, id, back string) error {
	f, err := c.Family(id)
	if err != nil {
		return err
	}
	return familyPage(w, f, back)
}

func familyPage(w io.Writer, f *store.Family, back string) error {
	family, err := f.Corpus()
	if err != nil {
		return err
	}
	removed := map[string][]report.Removed{}
	for i := range f.Removed {
		x := &f.Removed[i]
		removed[x.Lang] = append(removed[x.Lang], report.Removed{Start: int(x.Start), Rule: x.Rule, Text: x.Text})
	}
	for _, list := range removed {
		slices.SortStableFunc(list, func(a, b report.Removed) int { return a.Start - b.Start })
	}
	v := report.NewView(family, removed)
	v.Back = back
	return v.Page(w)
}
