package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align"
	"tritext/align/lexicon"
	"tritext/corpus/pipeline"
	"tritext/segment"
)

func alignCommand() *cli.Command {
	return &cli.Command{
		Name:      "align",
		Usage:     "align texts of one sentence a line",
		ArgsUsage: "SOURCE TARGET [THIRD...]",
		Description: "Lines are numbered from 0; an empty line is a sentence without words. -f beads writes a bead a line,\n" +
			"[0, 1]:[0]:12.3 being the source lines, the target lines, and the score (natural logarithm of a\n" +
			"probability, up to a constant); a line without a partner is a bead of its own, [2]:[]. -f tsv and jsonl add the\n" +
			"confidence (0 to 1) and the texts.\n" +
			"Three files give all three pairs, and from them groups: -f beads writes OUTPUT.zh-en.beads and so on,\n" +
			"-f tsv and jsonl the groups. Of more files the pivot is aligned with every other one. A pair that the model\n" +
			"does not know is aligned without it, which is told.\n" +
			"--locked FILE names beads that a person has checked, as -f beads writes them: they stand, and the rest is\n" +
			"aligned around them. --score-only FILE scores the beads of any aligner; lines in none count as null beads.\n" +
			"-f pharaoh writes the links between words that people in machine translation know, 0-0 1-2, a line for every\n" +
			"bead with two sides; -f pharaoh-text puts the words before them, zh ||| en ||| 0-0 1-2. The words are those\n" +
			"that tritext segment --words writes. --word-links puts such links, with places and probabilities, into -f jsonl.\n" +
			"A passage that stands in another order in the other text (a moved annex, a list in alphabetical order) is told\n" +
			"on standard error, and in -f jsonl by \"moved\"; --allow-crossing matches it.\n" +
			"Told is also where the alignment may have slipped (beads that are doubtful together, or many lines of both texts\n" +
			"side by side without partners) and, of three files, how far their alignments agree with each other.\n" +
			"--embeddings takes sentence vectors made elsewhere as more evidence. Nothing is ever asked over the network\n" +
			"unless it names an address; what the address gave is kept on disk and not asked for again.\n" +
			"With --batch the argument is a folder: every DOC.zh in it is aligned with DOC.en into\n" +
			"OUTPUT/DOC.zh-en.beads; with --third, all three pairs together. A document without a partner is listed, and\n" +
			"the exit status is 1.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "source", Aliases: []string{"s"}, Usage: "`LANG` of the first text: zh, en, ru; without it the text tells"},
			&cli.StringFlag{Name: "target", Aliases: []string{"t"}, Usage: "`LANG` of the second text"},
			&cli.StringFlag{Name: "third", Usage: "`LANG` of the third text; with --batch, DOC.LANG is aligned with the two others"},
			&cli.StringFlag{Name: "pivot", Usage: "with three or more files: `LANG` whose beads make the groups; the first file's by default if there are more than three"},
			choiceFlag("format", []string{"f"}, "form of the output", "", "beads", "tsv", "jsonl", pharaoh, pharaohText),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`FILE` to write instead of standard output; the folder of --batch", TakesFile: true},
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside (tritext train makes one)", TakesFile: true},
			dictionaryFlag(),
			termsFlag(),
			allowCrossingFlag(),
			wordLinksFlag(", for -f jsonl and pharaoh"),
			&cli.BoolFlag{Name: "batch", Usage: "align the documents of a folder"},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "with --batch: `N` documents at a time", Value: runtime.NumCPU(), DefaultText: "one a processor"},
		}, append(givenFlags(), embeddingFlags(true)...)...),
		Action: func(c *cli.Context) error {
			langs, err := newLanguages(c)
			if err != nil {
				return err
			}
			links, err := linksAsked(c)
			if err != nil {
				return err
			}
			savingMemory()
			a := &alignment{Context: c, langs: langs, links: links, aligners: map[string]*align.Aligner{}}
			if err := a.checkGiven(c.NArg()); err != nil {
				return err
			}
			if a.vectors, err = newEmbeddings(c, true); err != nil {
				return err
			}
			if c.Bool("batch") {
				err = a.batch()
			} else {
				err = a.files()
			}
			if fault := a.vectors.close(); err == nil {
				err = fault
			}
			return err
		},
	}
}

// alignment is one run of tritext align.
type alignment struct {
	*cli.Context
	langs    *languages
	links    float64                   // least probability of links between words; 0 for none
	words    []pipeline.Entry          // of --dictionary; read with the model
	model    *lexicon.Model            // of --model, or the embedded one; read when first asked for
	aligners map[string]*align.Aligner // by pair: "zh-en"
	vectors  *embeddings               // nil without --embeddings
}

// savingMemory lets the heap grow by half before it is collected, not to double:
// 50,000 lines a side take 430 MB instead of 600, and no time that can be
// measured. Who sets GOGC knows better.
func savingMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// lineText is a text of one sentence a line.
type lineText struct {
	path string
	lang *segment.Language
	text []string
	// units are the lines that hold anything, and places their numbers; blank
	// ones have nothing that could be aligned.
	units  []align.Unit
	places []int
	blank  []int
	scorer align.Scorer // of the document's sentence vectors; nil without --embeddings
}

// files aligns two or three files.
func (a *alignment) files() error {
	flags := []string{"source", "target", "third"}
	switch n := a.NArg(); {
	case n < 2:
		return &usageError{command: "align", what: fmt.Sprintf("needs two or more files of one sentence a line, got %d", n)}
	case n == 2 && a.IsSet("pivot"):
		return &usageError{command: "align", what: "--pivot goes with three or more files"}
	case n == 2 && a.IsSet("third"):
		return &usageError{command: "align", what: "--third is given, but no third file"}
	case a.IsSet("jobs"):
		return &usageError{command: "align", what: "--jobs goes with --batch"}
	}
	paths := a.Args().Slice()
	if i := slices.Index(paths, stdinName); i >= 0 && slices.Contains(paths[i+1:], stdinName) {
		return &usageError{command: "align", what: "only one of the texts can be standard input"}
	}
	var texts []*lineText
	for i, path := range paths {
		flag := flags[min(i, len(flags)-1)]
		code := a.String(flag)
		if i >= len(flags) {
			code = "" // there is no flag for a fourth; the text tells
		}
		text, err := a.read(path, flag, code)
		if err != nil {
			return err
		}
		for _, other := range texts {
			if other.lang == text.lang {
				return &usageError{command: "align", what: fmt.Sprintf("%s and %s are both in %s", other.path, path, text.lang.Name)}
			}
		}
		texts = append(texts, text)
	}
	if err := a.embed(texts...); err != nil {
		return err
	}
	if len(texts) > 2 {
		return a.several(texts)
	}
	pair, err := a.pair("", texts[0], texts[1])
	if err != nil {
		return err
	}
	return a.output(a.String("output"), func(w io.Writer) error { return pair.write(w, a.String("format")) })
}

// read reads a text of one sentence a line.
func (a *alignment) read(path, flag, code string) (*lineText, error) {
	text, err := readText(a.Context, path)
	if err != nil {
		return nil, err
	}
	l, err := a.langs.of(text, path, flag, code)
	if err != nil {
		return nil, err
	}
	t := &lineText{path: path, lang: l, text: splitLines(text)}
	for i, line := range t.text {
		if strings.TrimSpace(line) == "" {
			t.blank = append(t.blank, i)
			continue
		}
		t.places = append(t.places, i)
		t.units = append(t.units, lineUnit(l, line))
	}
	return t, nil
}

// lexicon gives the model's lexicon of a pair of languages. Where more than two
// languages are asked for, a pair that the model lacks has none, which is told.
func (a *alignment) lexicon(source, target string) (align.Lexicon, error) {
	if a.model == nil {
		model, err := lexicon.Load(a.String("model"))
		if err != nil {
			return nil, err
		}
		var columns []string // of a dictionary that names none
		if a.NArg() <= 2 && a.Command.Name == "align" {
			columns = []string{source, target}
		}
		if a.words, err = readDictionaries(a.Context, a.Command.Name, columns); err != nil {
			return nil, err
		}
		a.model = model
	}
	if (a.NArg() > 2 || a.IsSet("third") || a.Command.Name == "extend") && !a.model.Has(source, target) {
		a.langs.log.Warn("the model does not know this pair; aligned by lengths, copies and what the texts teach", "pair", source+"-"+target)
		return nil, nil
	}
	pair, err := a.model.Pair(source, target)
	if err != nil {
		return nil, err
	}
	if len(a.words) == 0 {
		return pair, nil
	}
	from, err := a.langs.byCode(source)
	if err != nil {
		return nil, err
	}
	to, err := a.langs.byCode(target)
	if err != nil {
		return nil, err
	}
	own := pipeline.NewDictionary(a.words, from, to)
	a.langs.log.Debug("dictionary", "pair", source+"-"+target, "entries", own.Len())
	if own.Len() == 0 && a.NArg() == 2 && a.Command.Name == "align" {
		a.langs.log.Warn("no entry of --dictionary has both languages", "pair", source+"-"+target)
	}
	return pair.With(own), nil
}

// aligner gives the aligner for a pair of languages.
func (a *alignment) aligner(source, target string) (*align.Aligner, error) {
	pair := source + "-" + target
	if known := a.aligners[pair]; known != nil {
		return known, nil
	}
	lex, err := a.lexicon(source, target)
	if err != nil {
		return nil, err
	}
	a.aligners[pair] = align.New(lex, align.Options{WordLinks: a.links, AllowCrossing: a.Bool("allow-crossing")})
	return a.aligners[pair], nil
}

// pair aligns two texts of a document; it has a name in a folder only.
func (a *alignment) pair(name string, source, target *lineText) (*alignedPair, error) {
	aligner, err := a.aligner(source.lang.Code, target.lang.Code)
	if err != nil {
		return nil, err
	}
	if source.scorer != nil {
		aligner = aligner.With(source.scorer)
	}
	result, err := interruptible(a.Context.Context, func() (align.Result, error) {
		if a.IsSet("locked") || a.IsSet("score-only") {
			return a.given(aligner, name, source, target)
		}
		return aligner.Align(source.units, target.units), nil
	})
	if err != nil {
		return nil, err
	}
	return a.aligned(result, source, target), nil
}

// aligned makes the beads of lines, and tells what was found.
func (a *alignment) aligned(result align.Result, source, target *lineText) *alignedPair {
	p := &alignedPair{source: source, target: target, names: result.Names, beads: lineBeads(result.Beads, source, target), crossings: result.Crossings}
	a.tellCrossings(p)
	a.tellSlips(p, align.Slips(result.Beads))
	a.langs.log.Debug("aligned", "source", source.path, "target", target.path, "lines", fmt.Sprintf("%d+%d", len(source.text), len(target.text)), "beads", len(p.beads))
	return p
}

// lineBead is a bead in numbers of lines. Where blank lines stand inside a
// bead, the numbers have a hole.
type lineBead struct {
	align.Bead
	source, target []int
}

// lineBeads turns an aligner's beads into beads of lines. A line without a
// partner becomes a bead of its own, as gold files have it, with its share of
// the score; so does every blank line, with none.
func lineBeads(beads []align.Bead, source, target *lineText) []lineBead {
	var out []lineBead
	blank := [2][]int{source.blank, target.blank}
	// before puts the blank lines that stand before a line.
	before := func(side, line int) {
		for len(blank[side]) > 0 && blank[side][0] < line {
			b := lineBead{Bead: align.Bead{Confidence: 1}}
			if side == 0 {
				b.source = blank[side][:1:1]
			} else {
				b.target = blank[side][:1:1]
			}
			out, blank[side] = append(out, b), blank[side][1:]
		}
	}
	for _, b := range beads {
		from, to := source.places[b.Source.Lo:b.Source.Hi], target.places[b.Target.Lo:b.Target.Hi]
		if len(from) > 0 {
			before(0, from[0])
		}
		if len(to) > 0 {
			before(1, to[0])
		}
		if !b.Null() {
			out = append(out, lineBead{b, from, to})
			continue
		}
		n := len(from) + len(to)
		b.Score /= float64(n)
		b.Components = slices.Clone(b.Components)
		for i := range b.Components {
			b.Components[i] /= float64(n)
		}
		for i := range from {
			out = append(out, lineBead{Bead: b, source: from[i : i+1]})
		}
		for i := range to {
			out = append(out, lineBead{Bead: b, target: to[i : i+1]})
		}
	}
	before(0, len(source.text))
	before(1, len(target.text))
	return out
}

// output gives write a file that appears only when it is whole, or standard
// output where no path is given.
func (a *alignment) output(path string, write func(io.Writer) error) error {
	return writeTo(a.Context, path, write)
}

// lineUnit gives what the aligner needs of a line.
func lineUnit(l *segment.Language, line string) align.Unit {
	tokens := l.Tokens(line)
	return align.Unit{
		Tokens: segment.Forms(nil, tokens), Anchors: segment.Anchors(nil, tokens), Length: segment.Length(line),
		Continues: segment.Continues(line), Unfinished: segment.Unfinished(line), Quotation: align.Quotation(segment.Quotes(line)), Text: line,
	}
}
