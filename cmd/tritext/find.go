package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"tritext/corpus/query"
	"tritext/segment"
	"tritext/segment/lang"
)

func findCommand() *cli.Command {
	flags := []cli.Flag{}
	for _, l := range lang.All {
		flags = append(flags,
			&cli.StringSliceFlag{Name: l.Code, Usage: fmt.Sprintf("a `TERM` that stands in the %s text; may be given several times", l.Name), Category: "what stands where"},
			&cli.StringSliceFlag{Name: "not-" + l.Code, Usage: fmt.Sprintf("a `TERM` that does not stand in the %s text", l.Name), Category: "what stands where"})
	}
	return &cli.Command{
		Name:      "find",
		Usage:     "a concordance: where words stand, in all languages side by side",
		ArgsUsage: "CORPUS [TERM]",
		Description: "TERM is looked for in the language of its script; --zh, --en and --ru name the language, and\n" +
			"together find groups in which the terms meet: --zh 气候变化 --en \"climate change\". --not-en finds\n" +
			"groups that lack a term: how else was it translated? A term is found as whole words in any case (in\n" +
			"Chinese: as characters); --lemma finds all forms of its words, --regexp what an expression describes.",
		Flags: slices.Concat(flags, []cli.Flag{
			&cli.BoolFlag{Name: "lemma", Usage: "find all forms of the words"},
			&cli.BoolFlag{Name: "regexp", Aliases: []string{"e"}, Usage: "terms are regular expressions (RE2; (?i) for any case)"},
			choiceFlag("format", []string{"f"}, "form: for reading, for a spreadsheet, for a program", "", "text", "tsv", "jsonl"),
			&cli.IntFlag{Name: "number", Aliases: []string{"n"}, Usage: "at most so many `GROUPS`; 0: all", Value: 20},
			&cli.IntFlag{Name: "context", Usage: "width of the text on each side of a term, in `COLUMNS`", Value: 48},
			&cli.BoolFlag{Name: "count", Usage: "only tell how many groups there are"},
		}, chooseFlags()),
		Action: findAction,
	}
}

func findAction(c *cli.Context) error {
	if c.NArg() < 1 || c.NArg() > 2 {
		return &usageError{command: "find", what: fmt.Sprintf("needs CORPUS and perhaps a TERM, got %d arguments", c.NArg()), hint: "a term of several words stands in quotes"}
	}
	search := query.Search{Workers: runtime.GOMAXPROCS(0)}
	match := query.MatchWord
	switch {
	case c.Bool("lemma") && c.Bool("regexp"):
		return &usageError{command: "find", what: "--lemma and --regexp exclude each other"}
	case c.Bool("lemma"):
		match = query.MatchLemma
	case c.Bool("regexp"):
		match = query.MatchRegexp
	}
	if c.NArg() == 2 {
		term := c.Args().Get(1)
		search.Terms = append(search.Terms, query.Term{Lang: scriptOf(term), Text: term, Match: match})
	}
	for _, l := range lang.All {
		for _, term := range c.StringSlice(l.Code) {
			search.Terms = append(search.Terms, query.Term{Lang: l.Code, Text: term, Match: match})
		}
		for _, term := range c.StringSlice("not-" + l.Code) {
			search.Without = append(search.Without, query.Term{Lang: l.Code, Text: term, Match: match})
		}
	}
	if len(search.Terms) == 0 {
		return &usageError{command: "find", what: "no term to look for", hint: "tritext find corpus 气候变化"}
	}
	if c.Int("number") < 0 || c.Int("context") < 1 {
		return &usageError{command: "find", what: fmt.Sprintf("--number %d, --context %d", c.Int("number"), c.Int("context")), hint: "numbers of groups and columns"}
	}
	corpus, err := openCorpus("find", c.Args().First())
	if err != nil {
		return err
	}
	pick, err := newChooser(c, "find")
	if err != nil {
		return err
	}
	defer pick.abort()
	if search.Keep, err = pick.keepGroup(c, corpus); err != nil {
		return err
	}
	if c.Bool("count") && !pick.chooses() {
		n, err := query.Count(c.Context, corpus, search)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.App.Writer, n)
		return err
	}
	w := bufio.NewWriter(c.App.Writer)
	k := &concordance{w: w, first: search.Terms[0].Lang, context: c.Int("context")}
	show := k.text
	switch {
	case c.Bool("count"):
		show = func(*query.Hit) error { return nil }
	case c.String("format") == "tsv":
		show = k.tsv
	case c.String("format") == "jsonl":
		show = func(h *query.Hit) error { return json.NewEncoder(w).Encode(h) }
	}
	most := c.Int("number")
	if c.Bool("count") {
		most = 0
	}
	n, more := 0, false
	var failed error
	err = query.Find(c.Context, corpus, search, func(h *query.Hit) bool {
		if most > 0 && n == most {
			more = true
			return false
		}
		n++
		failed = show(h)
		return failed == nil
	})
	if err := errors.Join(err, failed); err != nil {
		return errors.Join(err, w.Flush())
	}
	switch {
	case c.Bool("count"):
		fmt.Fprintln(w, n)
	case c.String("format") == "text" && more:
		fmt.Fprintf(w, "the first %s; -n 0 shows all\n", plural(n, "group"))
	case c.String("format") == "text":
		fmt.Fprintln(w, plural(n, "group"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return pick.finish(pick.say(c))
}

// scriptOf gives the language that a term is looked for in: that of its script.
func scriptOf(term string) string {
	for _, r := range term {
		switch {
		case unicode.Is(unicode.Han, r):
			return "zh"
		case unicode.Is(unicode.Cyrillic, r):
			return "ru"
		}
	}
	return "en"
}

// concordance writes hits.
type concordance struct {
	w       io.Writer
	first   string // language whose term stands in the middle
	context int    // columns on each side
	head    bool   // the head of a table is written
}

// text writes a hit for reading: each language on a line of its own, the terms
// in 【】, the language that was asked for first with the term in the middle.
func (k *concordance) text(h *query.Hit) error {
	fmt.Fprintf(k.w, "%s  confidence %.3f%s\n", h.Group.ID, h.Group.Confidence, flagsText(h.Group.Flags))
	for _, code := range k.order() {
		text := h.Group.Text(code)
		if text == "" {
			continue
		}
		places := h.Places[code]
		if code == k.first {
			for _, p := range places {
				left, right := k.around(text, p)
				fmt.Fprintf(k.w, "  %s  %s【%s】%s\n", code, left, oneLine(p.In(text)), right)
			}
			continue
		}
		fmt.Fprintf(k.w, "  %s  %s\n", code, oneLine(inBrackets(text, places)))
	}
	_, err := fmt.Fprintln(k.w)
	return err
}

func flagsText(flags []string) string {
	if len(flags) == 0 {
		return ""
	}
	return ", " + strings.Join(flags, ", ")
}

// order is the languages, the one asked for first before the others.
func (k *concordance) order() []string {
	order := []string{k.first}
	for _, l := range lang.All {
		if l.Code != k.first {
			order = append(order, l.Code)
		}
	}
	return order
}

// around gives the text on both sides of a place, cut to the width; the left
// side is filled up so that the terms of all lines stand below each other.
func (k *concordance) around(text string, p segment.Span) (left, right string) {
	before := []rune(oneLineEnds(text[:p.Start]))
	width, from := 0, len(before)
	for from > 0 && width+screenWidth(before[from-1]) <= k.context {
		from--
		width += screenWidth(before[from])
	}
	if from > 0 && width < k.context {
		width++
		left = "…"
	} else if from > 0 {
		from++
		width += 1 - screenWidth(before[from-1])
		left = "…"
	}
	left = strings.Repeat(" ", max(0, k.context-width)) + left + string(before[from:])
	after := []rune(oneLineEnds(text[p.End:]))
	width, to := 0, 0
	for to < len(after) && width+screenWidth(after[to]) <= k.context-1 {
		width += screenWidth(after[to])
		to++
	}
	right = string(after[:to])
	if to < len(after) {
		right += "…"
	}
	return left, right
}

// oneLineEnds is oneLine that keeps a space at the ends.
func oneLineEnds(s string) string {
	line := oneLine(s)
	if line == "" {
		return ""
	}
	if strings.HasPrefix(s, " ") {
		line = " " + line
	}
	if strings.HasSuffix(s, " ") {
		line += " "
	}
	return line
}

// screenWidth is how many columns of a terminal a character takes.
func screenWidth(r rune) int {
	if wide(r) {
		return 2
	}
	return 1
}

// inBrackets puts the places of a text in 【】.
func inBrackets(text string, places []segment.Span) string {
	slices.SortFunc(places, func(a, b segment.Span) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, p := range places {
		if p.Start < at {
			continue // two terms meet in one place
		}
		b.WriteString(text[at:p.Start] + "【" + p.In(text) + "】")
		at = p.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// tsv writes a line for each place of the first term.
func (k *concordance) tsv(h *query.Hit) error {
	if !k.head {
		k.head = true
		if _, err := fmt.Fprintln(k.w, "id\tlang\tleft\tterm\tright\ten\tru\tzh\tconfidence\tflags"); err != nil {
			return err
		}
	}
	text := h.Group.Text(k.first)
	for _, p := range h.Places[k.first] {
		if _, err := fmt.Fprintf(k.w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.4f\t%s\n", h.Group.ID, k.first,
			oneLine(text[:p.Start]), oneLine(p.In(text)), oneLine(text[p.End:]),
			oneLine(h.Group.Text("en")), oneLine(h.Group.Text("ru")), oneLine(h.Group.Text("zh")),
			h.Group.Confidence, strings.Join(h.Group.Flags, ",")); err != nil {
			return err
		}
	}
	return nil
}
