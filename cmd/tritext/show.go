package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/corpus/store"
)

func showCommand() *cli.Command {
	tables := []string{"none"}
	for _, t := range store.Tables {
		tables = append(tables, string(t))
	}
	return &cli.Command{
		Name:      "show",
		Usage:     "show a document, a sentence, a group or a table of a corpus",
		ArgsUsage: "CORPUS [ID]",
		Description: "Without ID, tells what is in the corpus. ID is\n" +
			"   A_98_250             a document: its versions, sections and units (also by its symbol: A/98/250)\n" +
			"   A_98_250/ru          one version of it\n" +
			"   A_98_250/ru#1.3.2    a unit: section 1, paragraph 3, sentence 2\n" +
			"   A_98_250#zh-ru.17    a bead: what translates each other in two languages\n" +
			"   A_98_250#g12         a group: what belongs together in all languages\n" +
			"With --source, shows the lines of the file that the unit, bead or group came from, with it marked.\n" +
			"With --table, shows the rows of that table, of the whole corpus or of the document ID.",
		Flags: []cli.Flag{
			choiceFlag("table", []string{"t"}, "rows of a table", "", tables...),
			choiceFlag("format", []string{"f"}, "form: for reading, for a spreadsheet, for a program", "", "text", "tsv", "jsonl"),
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Usage: "at most so many `ROWS` (or units of each version); 0: all"},
			&cli.BoolFlag{Name: "source", Usage: "the lines of the source file, with the sentence marked"},
			&cli.StringFlag{Name: "root", Usage: "`FOLDER` in which the paths of the source files begin", Value: "."},
		},
		Action: showAction,
	}
}

func showAction(c *cli.Context) error {
	if c.NArg() < 1 || c.NArg() > 2 {
		return &usageError{command: "show", what: fmt.Sprintf("needs CORPUS and perhaps an ID, got %d arguments", c.NArg()), hint: "tritext show corpus A_98_250"}
	}
	if c.Int("number") < 0 {
		return &usageError{command: "show", what: fmt.Sprintf("--number is %d", c.Int("number")), hint: "0 shows all"}
	}
	corpus, err := openCorpus("show", c.Args().First())
	if err != nil {
		return err
	}
	w := bufio.NewWriter(c.App.Writer)
	s := &show{Writer: w, corpus: corpus, format: c.String("format"), most: c.Int("number"), tokens: unitWords{corpus: corpus}}
	do := func() error { return s.show(c.Args().Get(1), c.String("table")) }
	if c.Bool("source") {
		do = func() error { return s.source(c.Args().Get(1), c.String("root")) }
	}
	if err := do(); err != nil {
		return errors.Join(err, w.Flush())
	}
	return w.Flush()
}

// show is one run of the command.
type show struct {
	io.Writer
	corpus *store.Corpus
	format string
	most   int // rows; 0: all
	tokens unitWords
}

// The forms of ids, see the command's description.
var (
	unitID  = regexp.MustCompile(`^(.+)/([a-z]{2,3})#\d+\.\d+\.\d+$`)
	beadID  = regexp.MustCompile(`^(.+)#[a-z]{2,3}-[a-z]{2,3}\.\d+$`)
	groupID = regexp.MustCompile(`^(.+)#g\d+$`)
)

// show finds what the id means and writes it.
func (s *show) show(id, table string) error {
	if id == "" {
		if table == "none" {
			return s.overview()
		}
		return s.table(store.Table(table), "", "", func(string) bool { return true })
	}
	doc, lang := id, ""
	var only func(string) bool // of a unit, bead or group: its id
	natural := store.TableUnits
	for _, form := range []struct {
		id    *regexp.Regexp
		table store.Table
	}{{unitID, store.TableUnits}, {beadID, store.TableBeads}, {groupID, store.TableParallel}} {
		if m := form.id.FindStringSubmatch(id); m != nil && only == nil {
			doc, natural, only = m[1], form.table, func(x string) bool { return x == id }
		}
	}
	doc, lang, err := s.find(doc, lang)
	if err != nil {
		return err
	}
	switch {
	case only != nil && table != "none" && store.Table(table) != natural:
		return &usageError{command: "show", what: fmt.Sprintf("%s is in table %s, not in %s", id, natural, table)}
	case only != nil && s.format == "text" && natural == store.TableUnits:
		return s.unit(doc, id)
	case only != nil:
		return s.table(natural, doc, lang, only)
	case table != "none":
		return s.table(store.Table(table), doc, lang, func(string) bool { return true })
	case s.format != "text":
		return s.table(natural, doc, lang, func(string) bool { return true })
	}
	return s.document(doc, lang)
}

// find gives the document that a name means: its id, its id with a language,
// or one of its symbols.
func (s *show) find(name, lang string) (doc, language string, err error) {
	type key struct {
		ID      string   `parquet:"id"`
		Lang    string   `parquet:"lang"`
		Symbols []string `parquet:"symbols,list"`
	}
	var ids []string
	bySymbol := ""
	for r, err := range store.Rows[key](s.corpus, store.TableDocuments) {
		switch {
		case err != nil:
			return "", "", err
		case r.ID == name:
			return name, lang, nil
		case r.ID+"/"+r.Lang == name:
			return r.ID, r.Lang, nil
		case bySymbol == "" && slices.Contains(r.Symbols, name):
			bySymbol = r.ID
		}
		if n := len(ids); n == 0 || ids[n-1] != r.ID {
			ids = append(ids, r.ID)
		}
	}
	if bySymbol != "" {
		return bySymbol, lang, nil
	}
	hint := fmt.Sprintf("tritext show %s lists its documents", s.corpus.Dir)
	if near := nearest(name, ids); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	return "", "", fmt.Errorf("show: %s: nothing called %s\n%s", s.corpus.Dir, name, hint)
}

// table writes rows of a table: of one document or ("") of all, of one version
// or of all, those whose id is wanted.
func (s *show) table(t store.Table, doc, lang string, want func(id string) bool) error {
	switch t {
	case store.TableDocuments:
		return rows(s, t, doc, lang, func(r *store.DocumentRow) (string, string) { return r.ID, r.Lang }, want, s.documentLine)
	case store.TableUnits:
		return rows(s, t, doc, lang, func(r *store.UnitRow) (string, string) { return r.ID, r.Lang }, want, s.unitLine)
	case store.TableBeads:
		units := &unitTexts{corpus: s.corpus}
		return rows(s, t, doc, "", func(r *store.BeadRow) (string, string) { return r.ID, "" }, want, func(r *store.BeadRow) error { return s.bead(r, units) })
	case store.TableParallel:
		beads := want("") // all rows: the beads behind each would be too much
		return rows(s, t, doc, "", func(r *store.ParallelRow) (string, string) { return r.ID, "" }, want, func(r *store.ParallelRow) error { return s.group(r, !beads) })
	}
	return rows(s, t, doc, lang, func(r *store.RemovedRow) (string, string) { return "", r.Lang }, want, s.removed)
}

// rows writes the wanted rows of one table in the format, as text by line.
func rows[T any, P interface {
	*T
	store.Keyed
}](s *show, t store.Table, doc, lang string, key func(*T) (id, lang string), want func(string) bool, line func(*T) error) error {
	all := store.Rows[T](s.corpus, t)
	if doc != "" {
		all = store.RowsOf[T, P](s.corpus, t, doc)
	}
	found := 0
	if s.format == "tsv" {
		if err := s.tsv(store.Columns(new(T))); err != nil {
			return err
		}
	}
	for r, err := range all {
		if err != nil {
			return err
		}
		id, l := key(r)
		if lang != "" && l != lang || !want(id) {
			continue
		}
		switch s.format {
		case "tsv":
			err = s.tsv(store.Values(r))
		case "jsonl":
			_, err = s.Write(append(store.AppendJSON(nil, r), '\n'))
		default:
			err = line(r)
		}
		if err != nil {
			return err
		}
		if found++; found == s.most {
			return nil
		}
	}
	if found == 0 && !want("") {
		return fmt.Errorf("show: %s: no such row of table %s in document %s", s.corpus.Dir, t, doc)
	}
	return nil
}

// tsv writes a line of values; tabs, line ends and backslashes in them are
// written \t, \n, \r and \\.
func (s *show) tsv(values []string) error {
	escape := strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	for i, v := range values {
		values[i] = escape.Replace(v)
	}
	_, err := fmt.Fprintln(s, strings.Join(values, "\t"))
	return err
}

// unitTexts finds the texts of units; it keeps those of one document.
type unitTexts struct {
	corpus *store.Corpus
	doc    string
	texts  map[string]string
}

// unitText is what of a unit stands beside others.
type unitText struct {
	ID    string `parquet:"id"`
	DocID string `parquet:"doc_id,dict"`
	Norm  string `parquet:"norm"`
}

// Document gives the id of the unit's document.
func (u *unitText) Document() string { return u.DocID }

func (u *unitTexts) of(doc, id string) (string, error) {
	if u.doc != doc || u.texts == nil {
		u.doc, u.texts = doc, map[string]string{}
		var all iter.Seq2[*unitText, error] = store.RowsOf[unitText](u.corpus, store.TableUnits, doc)
		for r, err := range all {
			if err != nil {
				return "", err
			}
			u.texts[r.ID] = r.Norm
		}
	}
	return u.texts[id], nil
}
