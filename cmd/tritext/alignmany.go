package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tritext/align"
	"tritext/corpus"
)

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
	pairs, c, err := a.together(texts, pivot)
	if err != nil {
		return err
	}
	a.tellCycles(c)
	if by == "" && len(pairs) < len(texts)*(len(texts)-1)/2 {
		by = texts[pivot].lang.Code
	}
	out := a.String("output")
	if f := a.String("format"); f == "tsv" || f == "jsonl" {
		return a.output(out, func(w io.Writer) error { return writeGroups(w, a.String("format"), texts, joined(texts, pairs, by)) })
	}
	if out == "" || out == stdinName {
		return &usageError{command: "align", what: fmt.Sprintf("%d files make %d files of beads: --output is missing", len(texts), len(pairs)), hint: "-o NAME writes NAME.zh-en.beads and so on; -f tsv and -f jsonl write groups"}
	}
	return a.writePairs(out, pairs)
}

// together aligns three or more texts of a document in pairs; of three, each
// pair listens to the third. It also gives how far the pairs agree.
func (a *alignment) together(texts []*lineText, pivot int) (pairs []*alignedPair, c cycles, err error) {
	units := make([]align.Text, len(texts))
	for i, t := range texts {
		units[i] = align.Text{Lang: t.lang.Code, Units: t.units}
	}
	results, err := interruptible(a.Context.Context, func() ([]align.Pair, error) {
		return align.Many(units, pivot, func(source, target string) (*align.Aligner, error) {
			if err := a.Context.Context.Err(); err != nil {
				return nil, err // nobody waits for the next pair
			}
			aligner, err := a.aligner(source, target)
			if err == nil && texts[0].scorer != nil {
				aligner = aligner.With(texts[0].scorer) // of all texts together
			}
			return aligner, err
		})
	})
	if err != nil {
		return nil, c, err
	}
	for _, p := range results {
		pairs = append(pairs, a.aligned(p.Result, texts[p.Source], texts[p.Target]))
	}
	return pairs, cycles{align.Cycle(results, len(texts)), align.Cycle(align.Alone(results), len(texts))}, nil
}

// cycles is how far the alignments of three languages agree: as they are, and
// before each pair listened to the third text.
type cycles struct{ now, alone align.Consistency }

func (a *alignment) tellCycles(c cycles) {
	if c.now.Units > 0 {
		a.langs.log.Info("consistency of three languages", "agree", consistency(c.now), "each_pair_alone", consistency(c.alone))
	}
}

// writePairs writes a file for each pair: NAME.zh-en.beads and so on.
func (a *alignment) writePairs(name string, pairs []*alignedPair) error {
	format := a.String("format")
	for _, p := range pairs {
		if err := writeFile(name+"."+p.code()+"."+format, func(w io.Writer) error { return p.write(w, format) }); err != nil {
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
