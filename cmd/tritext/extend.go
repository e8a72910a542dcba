package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align"
)

func extendCommand() *cli.Command {
	return &cli.Command{
		Name:      "extend",
		Usage:     "add a language to an alignment that a person has checked",
		ArgsUsage: "ALIGNMENT NEWTEXT | BEADS SOURCE TARGET NEWTEXT",
		Description: "ALIGNMENT is what tritext align writes with -f tsv or -f jsonl, of two or more languages; beads need their two\n" +
			"texts besides. NEWTEXT is a text of one sentence a line. The given groups come out as they are, with the lines\n" +
			"of the new language; lines without a partner are groups of their own. Words of all given languages count\n" +
			"together as evidence. Score and confidence are those of the new language's beads. Where a new sentence stands\n" +
			"for several groups, it goes to the longest of them, and all of them get the flag \"shared\".",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "lang", Aliases: []string{"l"}, Usage: "`LANG` of the new text: zh, en, ru; without it the text tells"},
			&cli.StringFlag{Name: "source", Aliases: []string{"s"}, Usage: "`LANG` of the first given text, where the alignment does not name it"},
			&cli.StringFlag{Name: "target", Aliases: []string{"t"}, Usage: "`LANG` of the second given text"},
			choiceFlag("format", []string{"f"}, "form of the output", "", "tsv", "jsonl"),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`FILE` to write instead of standard output", TakesFile: true},
			&cli.StringFlag{Name: "model", Usage: "translation model `FILE` in place of the one inside (tritext train makes one)", TakesFile: true},
			dictionaryFlag(),
			termsFlag(),
		},
		Action: func(c *cli.Context) error {
			if n := c.NArg(); n != 2 && n != 4 {
				return &usageError{command: "extend", what: fmt.Sprintf("needs an alignment and a text, or beads and three texts, got %d arguments", n)}
			}
			langs, err := newLanguages(c)
			if err != nil {
				return err
			}
			e := &extension{alignment{Context: c, langs: langs, aligners: map[string]*align.Aligner{}}}
			return e.run()
		},
	}
}

// extension is one run of tritext extend.
type extension struct{ alignment }

func (e *extension) run() error {
	args := e.Args().Slice()
	given, err := e.readChecked(args[0], args[1:len(args)-1])
	if err != nil {
		return err
	}
	text, err := e.read(args[len(args)-1], "lang", e.String("lang"))
	if err != nil {
		return err
	}
	var sides []align.Given
	for l, lang := range given.langs {
		if lang.Code == text.lang.Code {
			return &usageError{command: "extend", what: fmt.Sprintf("%s is in %s, which the alignment has already", text.path, lang.Name)}
		}
		lex, err := e.lexicon(lang.Code, text.lang.Code)
		if err != nil {
			return err
		}
		side := align.Given{Lexicon: lex}
		for _, r := range given.rows {
			var members []int
			for _, line := range r.texts[l] {
				members = append(members, len(side.Units))
				side.Units = append(side.Units, lineUnit(lang, line))
			}
			side.Groups = append(side.Groups, members)
		}
		sides = append(sides, side)
	}
	result := align.Result{Beads: nil}
	if len(sides) > 0 {
		if result, err = align.Extend(sides, text.units, align.Options{}); err != nil {
			return err
		}
	}
	x := &extended{checkedGroups: given, text: text}
	x.take(result.Beads, sides)
	return e.output(e.String("output"), func(w io.Writer) error { return x.write(w, e.String("format")) })
}

// extended is checked groups with one more language.
type extended struct {
	*checkedGroups
	text *lineText
	out  []extendedRow
}

type extendedRow struct {
	checkedRow
	added             []int // lines of the new text
	score, confidence float64
}

// take makes the rows: the given ones in their order, and where they belong
// those of new lines without a partner.
func (x *extended) take(beads []align.Bead, sides []align.Given) {
	length := func(k int) (n float64) {
		for _, s := range sides {
			for _, u := range s.Groups[k] {
				n += s.Units[u].Length
			}
		}
		return n
	}
	blank := x.text.blank
	alone := func(line int, b align.Bead) {
		x.out = append(x.out, extendedRow{checkedRow: checkedRow{lines: make([][]int, len(x.langs)), texts: make([][]string, len(x.langs))},
			added: []int{line}, score: b.Score, confidence: b.Confidence})
	}
	before := func(line int) {
		for ; len(blank) > 0 && blank[0] < line; blank = blank[1:] {
			alone(blank[0], align.Bead{Confidence: 1})
		}
	}
	for _, b := range beads {
		lines := x.text.places[b.Target.Lo:b.Target.Hi]
		if len(lines) > 0 {
			before(lines[0])
		}
		if b.Source.Len() == 0 {
			for _, line := range lines {
				alone(line, b)
			}
			continue
		}
		longest := b.Source.Lo
		for k := b.Source.Lo; k < b.Source.Hi; k++ {
			if length(k) > length(longest) {
				longest = k
			}
		}
		for k := b.Source.Lo; k < b.Source.Hi; k++ {
			r := extendedRow{checkedRow: x.rows[k], score: b.Score, confidence: b.Confidence}
			if k == longest {
				r.added = lines
			}
			if b.Source.Len() > 1 && len(lines) > 0 {
				r.flags = append(slices.Clone(r.flags), "shared")
				slices.Sort(r.flags)
				r.flags = slices.Compact(r.flags)
			}
			x.out = append(x.out, r)
		}
	}
	before(len(x.text.text))
}

func (x *extended) write(w io.Writer, format string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	var codes []string
	for _, l := range x.langs {
		codes = append(codes, l.Code)
	}
	codes = append(codes, x.text.lang.Code)
	if format == "tsv" {
		var head []string
		for _, c := range codes {
			head = append(head, c+"_lines")
		}
		head = append(append(head, "type", "score", "confidence", "flags"), codes...)
		if _, err := fmt.Fprintln(w, strings.Join(head, "\t")); err != nil {
			return err
		}
	}
	sorted := slices.Sorted(slices.Values(codes))
	for _, r := range x.out {
		o := groupObject{Lines: map[string][]int{}, Texts: map[string][]string{}, Score: rounded(r.score), Confidence: rounded(r.confidence), Flags: r.flags}
		for l, c := range codes[:len(codes)-1] {
			o.Lines[c], o.Texts[c] = append([]int{}, r.lines[l]...), append([]string{}, r.texts[l]...)
		}
		added := codes[len(codes)-1]
		o.Lines[added], o.Texts[added] = append([]int{}, r.added...), x.text.pick(r.added)
		var sizes []string
		for _, c := range sorted {
			sizes = append(sizes, fmt.Sprint(len(o.Lines[c])))
		}
		o.Type = strings.Join(sizes, "-")
		if format == "jsonl" {
			if err := enc.Encode(o); err != nil {
				return err
			}
			continue
		}
		var row, cells []string
		for _, c := range codes {
			row = append(row, list(o.Lines[c], ","))
			cells = append(cells, cell(joinLines(strings.Join(o.Texts[c], "\n"))))
		}
		row = append(row, o.Type, decimal(r.score), decimal(r.confidence), strings.Join(r.flags, ","))
		if _, err := fmt.Fprintln(w, strings.Join(append(row, cells...), "\t")); err != nil {
			return err
		}
	}
	return nil
}
