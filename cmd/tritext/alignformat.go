package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tritext/align"
	"tritext/corpus"
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

// several aligns three or more texts in pairs, and joins them to groups.
func (a *alignment) several(texts []*lineText) error {
	pivot, by := 0, ""
	if a.IsSet("pivot") {
		l, err := a.langs.byCode(a.String("pivot"))
		if err != nil {
			return err
		}
		if pivot = slices.IndexFunc(texts, func(t *lineText) bool { return t.lang.Code == l.Code }); pivot < 0 {
			return &usageError{command: "align", what: fmt.Sprintf("--pivot %s: none of the files is in %s", a.String("pivot"), l.Name)}
		}
		by = l.Code
	}
	var pairs []*alignedPair
	between := align.Pairs(len(texts), pivot)
	for _, k := range between {
		p, err := a.pair("", texts[k[0]], texts[k[1]])
		if err != nil {
			return err
		}
		pairs = append(pairs, p)
	}
	if by == "" && len(between) < len(texts)*(len(texts)-1)/2 {
		by = texts[pivot].lang.Code
	}
	out := a.String("output")
	if f := a.String("format"); f == "tsv" || f == "jsonl" {
		return a.output(out, func(w io.Writer) error { return writeGroups(w, a.String("format"), texts, joined(texts, pairs, by)) })
	}
	if out == "" || out == stdinName {
		return &usageError{command: "align", what: fmt.Sprintf("%d files make %d files of beads: --output is missing", len(texts), len(pairs)), hint: "-o NAME writes NAME.zh-en.beads and so on; -f tsv and -f jsonl write groups"}
	}
	for _, p := range pairs {
		if err := writeFile(out+"."+p.code()+"."+a.String("format"), func(w io.Writer) error { return p.write(w, a.String("format")) }); err != nil {
			return err
		}
	}
	return nil
}

// joined makes the groups of texts, as corpora are joined; pivot is a language, "" for that of corpora.
func joined(texts []*lineText, pairs []*alignedPair, pivot string) []corpus.Group {
	f := &corpus.Family{}
	for _, t := range texts {
		d := &corpus.Document{Lang: t.lang.Code, Units: make([]corpus.Unit, len(t.text))}
		for i, line := range t.text {
			d.Units[i] = corpus.Unit{Kind: corpus.KindSentence, Text: line, Norm: line}
		}
		f.Versions = append(f.Versions, d)
	}
	slices.SortFunc(f.Versions, func(a, b *corpus.Document) int { return strings.Compare(a.Lang, b.Lang) })
	for _, p := range pairs {
		for _, b := range p.beads {
			f.Beads = append(f.Beads, corpus.Bead{
				Source: p.source.lang.Code, Target: p.target.lang.Code,
				SourceUnits: b.source, TargetUnits: b.target,
				Score: b.Score, Confidence: b.Confidence, Method: "tritext",
			})
		}
	}
	if pivot == "" {
		pivot = f.Pivot()
	}
	f.JoinBy(pivot)
	return f.Groups
}

// groupObject is a line of -f jsonl with three or more files.
type groupObject struct {
	Type       string              `json:"type"` // sizes by language, in the order of the codes
	Lines      map[string][]int    `json:"lines"`
	Score      float64             `json:"score"`
	Confidence float64             `json:"confidence"`
	Flags      []string            `json:"flags,omitempty"`
	Texts      map[string][]string `json:"texts"`
}

func writeGroups(w io.Writer, format string, texts []*lineText, groups []corpus.Group) error {
	if format == "jsonl" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, g := range groups {
			o := groupObject{Type: g.Type, Lines: map[string][]int{}, Score: rounded(g.Score), Confidence: rounded(g.Confidence), Flags: g.Flags, Texts: map[string][]string{}}
			for _, t := range texts {
				members := append([]int{}, g.Members[t.lang.Code]...) // [] and not null where there are none
				o.Lines[t.lang.Code] = members
				o.Texts[t.lang.Code] = t.pick(members)
			}
			if err := enc.Encode(o); err != nil { // keys of maps are sorted
				return err
			}
		}
		return nil
	}
	var head []string
	for _, t := range texts {
		head = append(head, t.lang.Code+"_lines")
	}
	head = append(head, "type", "score", "confidence", "flags")
	for _, t := range texts {
		head = append(head, t.lang.Code)
	}
	if _, err := fmt.Fprintln(w, strings.Join(head, "\t")); err != nil {
		return err
	}
	for _, g := range groups {
		var line []string
		for _, t := range texts {
			line = append(line, list(g.Members[t.lang.Code], ","))
		}
		line = append(line, g.Type, decimal(g.Score), decimal(g.Confidence), strings.Join(g.Flags, ","))
		for _, t := range texts {
			line = append(line, cell(t.join(g.Members[t.lang.Code])))
		}
		if _, err := fmt.Fprintln(w, strings.Join(line, "\t")); err != nil {
			return err
		}
	}
	return nil
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

// scoreDigits is how many digits after the point scores are written with: a
// likelihood ratio of 1.0001 is as good as 1.
const scoreDigits = 4

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', scoreDigits, 64) }

func rounded(x float64) float64 {
	r, _ := strconv.ParseFloat(decimal(x), 64) // what FormatFloat wrote
	return r
}
