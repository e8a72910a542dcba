package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tritext/align"
)

// alignedPair is two texts with their beads.
type alignedPair struct {
	source, target *lineText
	names          []string // of the beads' components
	beads          []lineBead
	crossings      []align.Crossing
}

// code is the pair's name: "zh-en".
func (p *alignedPair) code() string { return p.source.lang.Code + "-" + p.target.lang.Code }

// write writes the beads in a form: beads, tsv, jsonl, pharaoh or pharaoh-text.
func (p *alignedPair) write(w io.Writer, format string) error {
	switch format {
	case "tsv":
		return p.tsv(w)
	case "jsonl":
		return p.jsonl(w)
	case pharaoh, pharaohText:
		return p.pharaoh(w, format == pharaohText)
	default:
		for _, b := range p.beads {
			if _, err := fmt.Fprintf(w, "[%s]:[%s]:%s\n", list(b.source, ", "), list(b.target, ", "), decimal(b.Score)); err != nil {
				return err
			}
		}
		return nil
	}
}

func (p *alignedPair) tsv(w io.Writer) error {
	s, t := p.source.lang.Code, p.target.lang.Code
	if _, err := fmt.Fprintf(w, "%s_lines\t%s_lines\tscore\tconfidence\t%s\t%s\n", s, t, s, t); err != nil {
		return err
	}
	for _, b := range p.beads {
		_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", list(b.source, ","), list(b.target, ","), decimal(b.Score), decimal(b.Confidence),
			cell(p.source.join(b.source)), cell(p.target.join(b.target)))
		if err != nil {
			return err
		}
	}
	return nil
}

// beadObject is a line of -f jsonl.
type beadObject struct {
	Source      []int    `json:"source"` // line numbers from 0
	Target      []int    `json:"target"`
	Type        string   `json:"type"`
	Score       float64  `json:"score"`
	Components  values   `json:"components,omitempty"`
	Confidence  float64  `json:"confidence"`
	Locked      bool     `json:"locked,omitempty"`   // given by --locked
	Crossing    bool     `json:"crossing,omitempty"` // of a passage in another order, with --allow-crossing
	Moved       []int    `json:"moved,omitempty"`    // without it: lines of the other text that these translate
	SourceTexts []string `json:"source_texts"`
	TargetTexts []string `json:"target_texts"`

	Links []wordObject `json:"links,omitempty"` // of --word-links
}

func (p *alignedPair) jsonl(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	moved := p.moved()
	for k, b := range p.beads {
		err := enc.Encode(beadObject{
			Source: append([]int{}, b.source...), Target: append([]int{}, b.target...), // [] and not null where there are none
			Type: fmt.Sprintf("%d-%d", len(b.source), len(b.target)), Score: rounded(b.Score),
			Components: values{p.names, b.Components}, Confidence: rounded(b.Confidence), Locked: b.Locked, Crossing: b.Crossing, Moved: moved[k],
			SourceTexts: p.source.pick(b.source), TargetTexts: p.target.pick(b.target),
			Links: p.wordObjects(&b),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// values are numbers with names; in JSON an object in their order.
type values struct {
	names  []string
	values []float64
}

// MarshalJSON writes the object.
func (v values) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, x := range v.values {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(v.names[i])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s:%s", name, decimal(x))
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

// pick gives lines by their numbers.
func (t *lineText) pick(ids []int) []string {
	out := make([]string, 0, len(ids))
	for _, i := range ids {
		out = append(out, t.text[i])
	}
	return out
}

// join puts lines together as one text: with blanks, but Chinese without.
func (t *lineText) join(ids []int) string { return joinLines(strings.Join(t.pick(ids), "\n")) }

// cell makes a text fit into a table: tabs and line ends become blanks.
func cell(s string) string { return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s) }

// list writes line numbers.
func list(ids []int, sep string) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(strconv.Itoa(id))
	}
	return b.String()
}

// scoreDigits is how many digits after the point scores are written with:
// probabilities whose ratio is 1.0001 are as good as equal.
const scoreDigits = 4

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', scoreDigits, 64) }

func rounded(x float64) float64 {
	r, _ := strconv.ParseFloat(decimal(x), 64) // what FormatFloat wrote
	return r
}
