package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
	"golang.org/x/text/width"

	"tritext/segment"
)

func segmentCommand() *cli.Command {
	return &cli.Command{
		Name:      "segment",
		Usage:     "cut text into sentences and words",
		ArgsUsage: "FILE...",
		Description: "FILE is text in UTF-8, - is standard input. Blank lines part paragraphs. Whether every line is a\n" +
			"paragraph too, or paragraphs are broken into lines, the text tells: --paragraphs line or blank says so.\n" +
			"-f text writes a sentence a line, with --words its words with blanks between. -f jsonl writes an\n" +
			"object a sentence: its text, its place (start and end, in bytes of the file), and its tokens, their\n" +
			"places in bytes of the sentence.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "lang", Aliases: []string{"l"}, Usage: "`LANG` of the text: zh, en, ru; without it the text tells"},
			choiceFlag("format", []string{"f"}, "form of the output", "", "text", "jsonl"),
			&cli.BoolFlag{Name: "words", Aliases: []string{"w"}, Usage: "with -f text: also part the words, by blanks"},
			choiceFlag("paragraphs", nil, "what parts paragraphs", "", byText, byBlank, byLine),
			termsFlag(),
		},
		Action: segmentAction,
	}
}

func segmentAction(c *cli.Context) error {
	if c.NArg() == 0 {
		return &usageError{command: "segment", what: "needs a file", hint: "- is standard input"}
	}
	langs, err := newLanguages(c)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.App.Writer)
	s := segmenter{out: out, json: json.NewEncoder(out), by: c.String("paragraphs")}
	s.json.SetEscapeHTML(false)
	write := s.plain
	switch {
	case c.String("format") == "jsonl" && c.Bool("words"):
		return &usageError{command: "segment", what: "--words goes with -f text", hint: "-f jsonl has the words anyway"}
	case c.String("format") == "jsonl":
		write = s.object
	case c.Bool("words"):
		write = s.words
	}
	for _, path := range c.Args().Slice() {
		text, err := readText(c, path)
		if err != nil {
			return err
		}
		if s.lang, err = langs.of(text, path, "lang", c.String("lang")); err != nil {
			return err
		}
		if c.NArg() > 1 {
			s.file = path
		}
		if err := s.text(c, text, write); err != nil {
			return err
		}
	}
	return out.Flush()
}

// segmenter writes the sentences of files.
type segmenter struct {
	out  *bufio.Writer
	json *json.Encoder
	by   string // what parts paragraphs
	lang *segment.Language
	file string // named in objects where there are several
}

// sentenceObject is a line of -f jsonl.
type sentenceObject struct {
	File      string        `json:"file,omitempty"`
	Lang      string        `json:"lang"`
	Paragraph int           `json:"paragraph"` // from 1
	Text      string        `json:"text"`      // as it stands in the file, line breaks included
	Start     int           `json:"start"`     // in bytes of the file
	End       int           `json:"end"`
	Tokens    []tokenObject `json:"tokens"`
}

type tokenObject struct {
	Start int    `json:"start"` // in bytes of the sentence's text
	End   int    `json:"end"`
	Kind  string `json:"kind"`
	Form  string `json:"form"`          // what matches across texts; empty where nothing does
	Tag   string `json:"tag,omitempty"` // of the dictionary
}

// text writes every sentence of a file.
func (s *segmenter) text(c *cli.Context, text string, write func(paragraph int, text string, at segment.Span) error) error {
	for n, block := range paragraphs(text, s.by) {
		if err := c.Context.Err(); err != nil {
			return err
		}
		for _, span := range s.lang.Sentences(block.In(text)) {
			at := trimmed(text, segment.Span{Start: block.Start + span.Start, End: block.Start + span.End})
			if at.Len() == 0 {
				continue
			}
			if err := write(n+1, at.In(text), at); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *segmenter) plain(_ int, text string, _ segment.Span) error {
	_, err := fmt.Fprintln(s.out, joinLines(text))
	return err
}

func (s *segmenter) words(_ int, text string, _ segment.Span) error {
	text = joinLines(text)
	sep := ""
	for _, t := range s.lang.Tokens(text) {
		if t.Kind == segment.Space {
			continue
		}
		if _, err := io.WriteString(s.out, sep+t.In(text)); err != nil {
			return err
		}
		sep = " "
	}
	return s.out.WriteByte('\n')
}

func (s *segmenter) object(paragraph int, text string, at segment.Span) error {
	o := sentenceObject{File: s.file, Lang: s.lang.Code, Paragraph: paragraph, Text: text, Start: at.Start, End: at.End, Tokens: []tokenObject{}}
	for _, t := range s.lang.Tokens(text) {
		if t.Kind != segment.Space {
			o.Tokens = append(o.Tokens, tokenObject{t.Start, t.End, t.Kind.String(), t.Form, t.Tag})
		}
	}
	return s.json.Encode(o)
}

// What may part paragraphs.
const (
	byText  = "auto"  // as the text tells
	byBlank = "blank" // blank lines
	byLine  = "line"  // line ends
)

// endShare is the share of lines that end as sentences do from which on lines
// are taken for paragraphs. Where a text is broken at a measure, few do (a
// sentence ends at the edge by chance); where it is not, nearly all but headings.
const endShare = 0.5

// linesAreParagraphs measures a text: of the lines that no blank line follows,
// how many end as a sentence does.
func linesAreParagraphs(text string) bool {
	joints, ends := 0, 0
	last := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && last != "" {
			joints++
			// What closes may stand behind the sign.
			end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(last, "\"'”’»）)]"))
			if strings.ContainsRune(".?!:;…。？！：；", end) {
				ends++
			}
		}
		last = line
	}
	return float64(ends) >= endShare*float64(joints)
}

// paragraphs cuts a text into its paragraphs.
func paragraphs(text, by string) []segment.Span {
	lines := by == byLine || by == byText && linesAreParagraphs(text)
	var out []segment.Span
	open := segment.Span{Start: -1}
	end := func() {
		if open.Start >= 0 {
			out = append(out, open)
			open.Start = -1
		}
	}
	at := 0
	if strings.HasPrefix(text, byteOrderMark) {
		at = len(byteOrderMark)
	}
	for at < len(text) {
		next := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		if strings.TrimSpace(text[at:next]) == "" {
			end()
		} else {
			if open.Start < 0 {
				open.Start = at
			}
			open.End = next
			if lines {
				end()
			}
		}
		at = next
	}
	end()
	return out
}

// trimmed leaves out the white space at both ends of a span.
func trimmed(text string, s segment.Span) segment.Span {
	in := s.In(text)
	s.Start += len(in) - len(strings.TrimLeftFunc(in, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(in))
	return s
}

// joinLines joins the lines of a sentence: with a blank, but with nothing beside
// Chinese characters, which are written without blanks.
func joinLines(text string) string {
	if !strings.ContainsAny(text, "\n\r") {
		return text
	}
	var out strings.Builder
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(out.String())
		after, _ := utf8.DecodeRuneInString(line)
		if out.Len() > 0 && !wide(before) && !wide(after) {
			out.WriteByte(' ')
		}
		out.WriteString(line)
	}
	return out.String()
}

// wide tells the characters of Chinese text: Han and the punctuation set with
// it, all that Unicode calls wide or full-width (UAX #11).
func wide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
