package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align/lexicon"
	"tritext/corpus/pipeline"
	"tritext/segment"
	"tritext/segment/lang"
)

func trainCommand() *cli.Command {
	return &cli.Command{
		Name:      "train",
		Usage:     "make a translation model from parallel text and dictionaries",
		ArgsUsage: "[COLUMNS:]FILE...",
		Description: "FILE is tab-separated, a sentence in each of its languages a line, without a heading; an empty column\n" +
			"is a missing sentence. COLUMNS names the languages, en,zh,ru:FILE; without it they are --source and\n" +
			"--target. With --aligned the arguments are files of one language each, SOURCE TARGET SOURCE TARGET …,\n" +
			"line n of one translating line n of the other. Dictionaries are tab-separated too, a word or a term in\n" +
			"each of two languages, or in the format of CC-CEDICT. Their names (capital letters) and those of --names\n" +
			"teach how names are spelt, so that names in no text are known by their letters.\n" +
			"Word vectors are trained as well, of 2,000 pairs of texts and more: they tell translations that no pair of words\n" +
			"in the tables tells. They take most of the time and of the model's size; --dims 0 leaves them out.\n" +
			"With --third the model has all three pairs; the pair without --pivot is made through it, corrected by\n" +
			"what text of its own there is.\n" +
			"tritext align --model and tritext build --model use the model.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "source", Aliases: []string{"s"}, Usage: "`LANG` of the model", Required: true},
			&cli.StringFlag{Name: "target", Aliases: []string{"t"}, Usage: "another `LANG` of the model", Required: true},
			&cli.StringFlag{Name: "third", Usage: "a third `LANG`"},
			&cli.StringFlag{Name: "pivot", Usage: "with --third: the `LANG` through which the other two are joined", Value: "en"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "the model's `FILE`", Required: true, TakesFile: true},
			&cli.StringSliceFlag{Name: "dictionary", Aliases: []string{"d"}, Usage: "a dictionary, `[COLUMNS:]FILE`; may be given several times", TakesFile: true},
			&cli.StringSliceFlag{Name: "names", Usage: "names, or single Chinese characters with their readings, `[COLUMNS:]FILE`, # a remark: they teach how unknown names are spelt, and nothing else; may be given several times", TakesFile: true},
			&cli.Float64Flag{Name: "dictionary-weight", Usage: "`NUMBER` of sentence pairs that an entry of a dictionary counts for", Value: 1},
			&cli.IntFlag{Name: "dims", Usage: "`NUMBER` of dimensions of the word vectors, a multiple of 8, at most 512; 0 for none", Value: 64},
			&cli.BoolFlag{Name: "aligned", Usage: "the arguments are pairs of files, aligned line by line"},
			&cli.StringFlag{Name: "comment", Usage: "`TEXT` that the model says of its origin; by default the files' names"},
			termsFlag(),
		},
		Action: trainAction,
	}
}

// mostDims of word vectors: the time and the size of a model grow with them.
const mostDims = 512

// training is one run of tritext train.
type training struct {
	*cli.Context
	all      *languages
	langs    []*segment.Language
	pairs    []*trainingPair
	vectors  *lexicon.VectorTrainer // nil: without
	comment  []string
	names    nameList
	progress progress
}

// trainingPair is what is known of one pair of languages.
type trainingPair struct {
	source, target int // places in training.langs
	trainer        *lexicon.Trainer
	words          int // running words of the text, mean of both sides
	sentences      int
	entries        int
}

func trainAction(c *cli.Context) error {
	if c.NArg() == 0 && len(c.StringSlice("dictionary")) == 0 {
		return &usageError{command: "train", what: "needs parallel text or a dictionary"}
	}
	if d := c.Int("dims"); d < 0 || d > mostDims || d%8 != 0 {
		return &usageError{command: "train", what: fmt.Sprintf("--dims must be a multiple of 8 from 0 to %d, not %d", mostDims, d)}
	}
	if c.Float64("dictionary-weight") <= 0 {
		return &usageError{command: "train", what: "--dictionary-weight must be above 0"}
	}
	langs, err := newLanguages(c)
	if err != nil {
		return err
	}
	t := &training{Context: c, all: langs, progress: newProgress(c.App.ErrWriter, langs.log, c.Bool("quiet"))}
	for _, flag := range []string{"source", "target", "third"} {
		if flag == "third" && !c.IsSet("third") {
			continue
		}
		l, err := langs.byCode(c.String(flag))
		if err != nil {
			return err
		}
		if slices.Contains(t.langs, l) {
			return &usageError{command: "train", what: "--" + flag + " " + c.String(flag) + " stands twice"}
		}
		t.langs = append(t.langs, l)
	}
	for i := range t.langs {
		for j := i + 1; j < len(t.langs); j++ {
			t.pairs = append(t.pairs, &trainingPair{source: i, target: j, trainer: lexicon.NewTrainer(lexicon.TrainOptions{})})
		}
	}
	if dims := c.Int("dims"); dims > 0 {
		t.vectors = lexicon.NewVectorTrainer(len(t.langs), lexicon.VectorOptions{Dims: dims})
	}
	if err := t.read(); err != nil {
		return err
	}
	model, err := t.model()
	if err != nil {
		return err
	}
	// A model that took minutes is worth a look before it replaces another.
	var file bytes.Buffer
	if err := model.Write(&file); err != nil {
		return err
	}
	if _, err := lexicon.Read(bytes.NewReader(file.Bytes())); err != nil {
		return fmt.Errorf("train: the model that was made cannot be read back: %w", err)
	}
	if err := writeFile(c.String("output"), func(w io.Writer) error { _, err := file.WriteTo(w); return err }); err != nil {
		return err
	}
	for _, p := range t.pairs {
		fmt.Fprintf(c.App.Writer, "%s-%s: %d sentence pairs, %d entries of dictionaries\n", t.langs[p.source].Code, t.langs[p.target].Code, p.sentences, p.entries)
	}
	for _, table := range model.Tables {
		fmt.Fprintf(c.App.Writer, "%s-%s: %d words, %d words, %d pairs of words\n", table.Source.Lang, table.Target.Lang, len(table.Source.Words), len(table.Target.Words), len(table.Entries))
	}
	switch v := t.vectors; {
	case v == nil:
	case v.Enough():
		fmt.Fprintf(c.App.Writer, "word vectors of %d dimensions from %d pairs of texts\n", c.Int("dims"), v.Len())
	default:
		fmt.Fprintf(c.App.Writer, "no word vectors: %d pairs of texts, %d are the least\n", v.Len(), lexicon.LeastPairs)
	}
	return nil
}

// read reads all text and all dictionaries.
func (t *training) read() error {
	files := t.Args().Slice()
	dictionaries, names := t.StringSlice("dictionary"), t.StringSlice("names")
	t.progress.Start(len(files)+len(dictionaries)+len(names), "reading")
	defer t.progress.Stop()
	switch {
	case t.Bool("aligned") && len(files)%2 != 0:
		return &usageError{command: "train", what: fmt.Sprintf("--aligned needs pairs of files, got %d", len(files))}
	case t.Bool("aligned"):
		for i := 0; i < len(files); i += 2 {
			if err := t.alignedFiles(files[i], files[i+1]); err != nil {
				return err
			}
			t.progress.Step(2)
		}
	default:
		for _, arg := range files {
			if err := t.table(arg, parallelText); err != nil {
				return err
			}
			t.progress.Step(1)
		}
	}
	for _, arg := range dictionaries {
		if err := t.table(arg, dictionaryEntries); err != nil {
			return err
		}
		t.progress.Step(1)
	}
	for _, arg := range names {
		if err := t.table(arg, onlyNames); err != nil {
			return err
		}
		t.progress.Step(1)
	}
	t.names.join(t)
	return nil
}

// lineKind tells what the lines of a file teach.
type lineKind int

const (
	parallelText lineKind = iota
	dictionaryEntries
	onlyNames
)

// alignedFiles reads two files of which line n translates line n.
func (t *training) alignedFiles(source, target string) error {
	var sides [2][]string
	for i, path := range []string{source, target} {
		text, err := readText(t.Context, path)
		if err != nil {
			return err
		}
		sides[i] = splitLines(text)
		t.all.check(text, t.langs[i].Code, "file", path)
		t.comment = append(t.comment, filepath.Base(path))
	}
	if n, m := len(sides[0]), len(sides[1]); n != m {
		return fmt.Errorf("train: %s has %d lines, %s has %d: not aligned line by line", source, n, target, m)
	}
	for i := range sides[0] {
		if err := t.add([]int{0, 1}, []string{sides[0][i], sides[1][i]}, parallelText); err != nil {
			return err
		}
	}
	return nil
}

// table reads a tab-separated file.
func (t *training) table(arg string, kind lineKind) error {
	places, path, err := t.columns(arg)
	if err != nil {
		return err
	}
	text, err := readText(t.Context, path)
	if err != nil {
		return err
	}
	t.comment = append(t.comment, filepath.Base(path))
	if kind == dictionaryEntries && pipeline.IsCEDICT(text) {
		return t.cedict(text, path)
	}
	texts := make(columnTexts, len(places))
	for n, line := range splitLines(text) {
		if strings.TrimSpace(line) == "" || kind == onlyNames && strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != len(places) {
			return &usageError{
				command: "train", what: fmt.Sprintf("%s:%d:1: %d columns, want %d", path, n+1, len(cells), len(places)),
				hint: "COLUMNS names the language of every column, as in en,zh,ru:" + path,
			}
		}
		for i, cell := range cells {
			texts.add(i, cell)
		}
		if err := t.add(places, cells, kind); err != nil {
			return err
		}
	}
	for i, at := range places {
		if at != notOurs {
			t.all.checkColumn(texts, i, t.langs[at].Code, path)
		}
	}
	return nil
}

// cedict reads a dictionary in the format of CC-CEDICT.
func (t *training) cedict(text, path string) error {
	entries, err := pipeline.ReadDictionary(text, path, nil)
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	place := func(code string) int {
		return slices.IndexFunc(t.langs, func(l *segment.Language) bool { return l.Code == code })
	}
	columns := []int{place("zh"), place("en")}
	if slices.Contains(columns, notOurs) {
		return &usageError{command: "train", what: path + ": a dictionary of Chinese and English, which are not both languages of the model"}
	}
	for _, e := range entries {
		if err := t.add(columns, []string{e["zh"], e["en"]}, dictionaryEntries); err != nil {
			return err
		}
	}
	return nil
}

const notOurs = -1 // a column whose language the model does not have

// columns reads "en,zh,ru:FILE": the place in langs of each column's language.
func (t *training) columns(arg string) (columns []int, path string, err error) {
	head, path, found := strings.Cut(arg, ":")
	codes := strings.Split(head, ",")
	if _, known := lang.ByCode(codes[0]); !found || !known {
		return []int{0, 1}, arg, nil
	}
	ours := 0
	for _, code := range codes {
		l, known := lang.ByCode(code)
		if !known {
			return nil, "", &usageError{command: "train", what: fmt.Sprintf("%s: no language %q", arg, code)}
		}
		at := slices.IndexFunc(t.langs, func(o *segment.Language) bool { return o.Code == l.Code })
		if at != notOurs && slices.Contains(columns, at) {
			return nil, "", &usageError{command: "train", what: fmt.Sprintf("%s: %s stands twice", arg, code)}
		}
		if at != notOurs {
			ours++
		}
		columns = append(columns, at)
	}
	if ours < 2 {
		return nil, "", &usageError{command: "train", what: arg + ": has fewer than two of the model's languages"}
	}
	return columns, path, nil
}

// entryWords is the most words that a side of a dictionary entry may have:
// longer glosses explain and do not translate.
const entryWords = 6

// add gives one line to the trainers of all pairs that it has sentences for.
func (t *training) add(columns []int, cells []string, kind lineKind) error {
	if err := t.Context.Context.Err(); err != nil {
		return err
	}
	words := make([][]string, len(t.langs))
	for i, at := range columns {
		if at != notOurs {
			words[at] = segment.Forms(nil, t.langs[at].Tokens(cells[i]))
		}
	}
	if kind != parallelText {
		t.names.add(t, columns, cells, words, kind)
	}
	if kind == onlyNames {
		return nil
	}
	dictionary, weight := kind == dictionaryEntries, float32(1)
	if dictionary {
		weight = float32(t.Float64("dictionary-weight"))
		for l, w := range words {
			if len(w) > entryWords {
				words[l] = nil
			}
		}
	}
	if t.vectors != nil {
		t.vectors.Add(words, dictionary)
	}
	for _, p := range t.pairs {
		a, b := words[p.source], words[p.target]
		if !p.trainer.Add(a, b, weight) {
			continue
		}
		if dictionary {
			p.entries++
		} else {
			p.sentences++
			p.words += (len(a) + len(b)) / 2
		}
	}
	return nil
}

// model trains the tables, puts them together, and adds the vectors.
func (t *training) model() (*lexicon.Model, error) {
	m, err := t.tables()
	if err != nil || t.vectors == nil || !t.vectors.Enough() {
		return m, err
	}
	defer t.progress.Stop()
	_, err = interruptible(t.Context.Context, func() (bool, error) {
		t.vectors.Train(func(epoch, epochs int, _ float64) {
			if epoch == 1 {
				t.progress.Start(epochs, "training vectors")
			}
			t.progress.Step(1)
		})
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	for _, v := range m.Vocabularies {
		v.Vectors = t.vectors.Vectors(slices.IndexFunc(t.langs, func(l *segment.Language) bool { return l.Code == v.Lang }), v)
	}
	return m, nil
}

// tables trains the tables and puts them together.
func (t *training) tables() (*lexicon.Model, error) {
	var tables []*lexicon.Table
	for _, p := range t.pairs {
		source, target := t.langs[p.source].Code, t.langs[p.target].Code
		if p.trainer.Len() == 0 {
			if len(t.pairs) == 1 || t.joined(p) == nil {
				return nil, fmt.Errorf("train: no text and no dictionary of %s-%s", source, target)
			}
		}
		table, err := interruptible(t.Context.Context, func() (*lexicon.Table, error) {
			started := false
			return p.trainer.Train(source, target, func(round, rounds int) {
				if !started {
					t.progress.Start(rounds, "training "+source+"-"+target)
					started = true
				}
				t.progress.Step(1)
			}), nil
		})
		t.progress.Stop()
		if err != nil {
			return nil, err
		}
		tables = append(tables, table)
	}
	comment := t.String("comment")
	if comment == "" {
		comment = "made by tritext train from " + strings.Join(t.comment, ", ")
	}
	if len(t.pairs) == 1 {
		return lexicon.NewModel(comment, tables...), nil
	}
	// One vocabulary a language first: composing joins tables of one model.
	whole := lexicon.NewModel(comment, tables...)
	for i, p := range t.pairs {
		if legs := t.joined(p); legs != nil {
			first, second := legs[0](whole), legs[1](whole)
			composed := lexicon.Compose(first, second, whole.Tables[i], float64(p.words))
			// What comes through a pivot misses synonyms: the pivot's word may have
			// been another. Measured: +.010 strict F1 on news, +.001 on UN text.
			whole.Tables[i] = lexicon.Widen(composed, second)
		}
	}
	return lexicon.NewModel(comment, whole.Tables...), nil
}

// pivot is the place in langs of the language through which the other two are
// joined, below 0 if there is none.
func (t *training) pivot() int {
	pivot, ok := lang.ByCode(t.String("pivot"))
	if !ok || len(t.langs) < 3 {
		return -1
	}
	return slices.IndexFunc(t.langs, func(l *segment.Language) bool { return l.Code == pivot.Code })
}

// joined tells how the pair without the pivot is made: the tables from its
// source to the pivot and from the pivot to its target. It is nil for a pair
// with the pivot.
func (t *training) joined(p *trainingPair) []func(*lexicon.Model) *lexicon.Table {
	at := t.pivot()
	if at < 0 || at == p.source || at == p.target {
		return nil
	}
	leg := func(from, to int) func(*lexicon.Model) *lexicon.Table {
		return func(m *lexicon.Model) *lexicon.Table {
			for i, q := range t.pairs {
				switch {
				case q.source == from && q.target == to:
					return m.Tables[i]
				case q.source == to && q.target == from:
					return m.Tables[i].Turned()
				}
			}
			return nil
		}
	}
	return []func(*lexicon.Model) *lexicon.Table{leg(p.source, at), leg(at, p.target)}
}
