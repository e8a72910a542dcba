package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tritext/align"
	"tritext/segment"
)

// The forms of align's output that tell links between words as word aligners do.
const (
	pharaoh     = "pharaoh"      // 0-0 1-2, numbers of words in the bead
	pharaohText = "pharaoh-text" // the words of both sides before them, by |||
)

// linksAsked gives the least probability of links between words that the flags
// of align ask for, 0 for none. The forms that are made of links need no flag.
func linksAsked(c *cli.Context) (float64, error) {
	least, err := wordLinksOf(c)
	format := c.String("format")
	made := format == pharaoh || format == pharaohText
	switch {
	case err != nil:
		return 0, err
	case least > 0 && !made && format != "jsonl":
		return 0, &usageError{command: "align", what: fmt.Sprintf("-f %s has no place for --word-links", format), hint: "-f jsonl has, and -f pharaoh writes nothing else"}
	case least > 0 && format == "jsonl" && !c.Bool("batch") && c.NArg() == 3:
		return 0, &usageError{command: "align", what: "groups of three texts have no --word-links", hint: "-f pharaoh writes those of each pair; two files at a time give them in -f jsonl"}
	case least == 0 && made:
		return align.WordLinkFloor, nil
	}
	return least, nil
}

// words gives the tokens of a unit without white space.
func (t *lineText) words(unit int) []segment.Token {
	return slices.DeleteFunc(t.lang.Tokens(t.text[t.places[unit]]), func(k segment.Token) bool { return k.Kind == segment.Space })
}

// beadWords is the words of one side of a bead.
type beadWords struct {
	words []beadWord
	of    [][]int // by unit of the bead and matching form: its word
	first int     // the bead's first unit
}

// beadWord is a word with its place; JSON has its names.
type beadWord struct {
	Line  int    `json:"line"`  // from 0
	Start int    `json:"start"` // byte of the line
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func (t *lineText) beadWords(r align.Range) *beadWords {
	b := &beadWords{first: r.Lo}
	for u := r.Lo; u < r.Hi; u++ {
		line := t.places[u]
		tokens := t.words(u)
		var of []int
		for _, k := range segment.FormTokens(nil, tokens) { // white space has no form
			of = append(of, len(b.words)+k)
		}
		for _, k := range tokens {
			b.words = append(b.words, beadWord{Line: line, Start: k.Start, End: k.End, Text: k.In(t.text[line])})
		}
		b.of = append(b.of, of)
	}
	return b
}

// word gives the place of a form's word: its number in the bead, as that of a
// token of the first unit.
func (b *beadWords) word(w align.Word) align.Word {
	return align.Word{Token: int32(b.of[int(w.Unit)-b.first][w.Token])}
}

// linkedWords gives the words of a bead, and the links between their numbers.
func (p *alignedPair) linkedWords(b *lineBead) (source, target *beadWords, links []align.WordLink) {
	source, target = p.source.beadWords(b.Source), p.target.beadWords(b.Target)
	return source, target, align.MapWordLinks(b.Links, source.word, target.word)
}

// wordObject is a link in a line of -f jsonl.
type wordObject struct {
	Source beadWord `json:"source"`
	Target beadWord `json:"target"`
	P      float64  `json:"p"`
}

func (p *alignedPair) wordObjects(b *lineBead) []wordObject {
	if len(b.Links) == 0 {
		return nil
	}
	source, target, links := p.linkedWords(b)
	out := make([]wordObject, len(links))
	for i, l := range links {
		out[i] = wordObject{source.words[l.Source.Token], target.words[l.Target.Token], rounded(float64(l.P))}
	}
	return out
}

// pharaoh writes a line for every bead with two sides: its links, behind its
// words if they are asked for.
func (p *alignedPair) pharaoh(w io.Writer, text bool) error {
	out := bufio.NewWriter(w)
	for i := range p.beads {
		b := &p.beads[i]
		if b.Null() { // blank lines are, too
			continue
		}
		source, target, links := p.linkedWords(b)
		if text {
			fmt.Fprintf(out, "%s ||| %s ||| ", source, target)
		}
		for k, l := range links {
			if k > 0 {
				out.WriteByte(' ')
			}
			fmt.Fprintf(out, "%d-%d", l.Source.Token, l.Target.Token)
		}
		out.WriteByte('\n')
	}
	return out.Flush() // bufio keeps the first error
}

// String writes the words with blanks between them, for programs that cut at
// blanks: one inside a number becomes _, and | what Moses writes for it.
func (b *beadWords) String() string {
	words := make([]string, len(b.words))
	for i, w := range b.words {
		words[i] = strings.ReplaceAll(strings.Join(strings.Fields(w.Text), "_"), "|", "&#124;")
	}
	return strings.Join(words, " ")
}
