package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"

	"tritext/corpus"
)

// jsonl is for programs: a JSON object a line, a group each.
var jsonl = &Format{
	Name: "jsonl", Title: "JSON, an object a line: a group with ids, scores, checks and direction",
	Lacks: "tokens, links between words, components of scores",
	Beads: true,
	Read:  readJSONL,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".jsonl")
		if err != nil {
			return err
		}
		enc := json.NewEncoder(p)
		enc.SetEscapeHTML(false) // «&» stays «&» for those who read it
		return j.each(func(f *corpus.Family) error {
			for _, g := range j.with(f, 1) {
				if err := enc.Encode(j.jsonGroup(f, g)); err != nil {
					return fmt.Errorf("export: %s: %w", g.ID, err)
				}
				j.count.Records++
			}
			return nil
		})
	},
}

// jsonGroup is a line of JSONL. Maps are by language; encoding/json sorts them.
type jsonGroup struct {
	ID          string              `json:"id"`
	Document    string              `json:"doc"`
	Symbol      string              `json:"symbol,omitempty"` // first document symbol
	Date        string              `json:"date,omitempty"`   // ISO 8601
	Type        string              `json:"type"`
	Translation map[string]*string  `json:"translation"` // null where a side is missing
	Units       map[string][]string `json:"units"`
	Original    []string            `json:"orig_lang"`
	Evidence    corpus.Evidence     `json:"evidence"`
	Relay       bool                `json:"relay"`
	Score       float64             `json:"score"`
	Confidence  float64             `json:"confidence"`
	Flags       []string            `json:"flags"`
	Checks      map[string]float32  `json:"checks,omitempty"`
	Split       string              `json:"split,omitempty"`
	Checked     *jsonChecked        `json:"checked,omitempty"`
}

// jsonChecked says that a person has checked the group.
type jsonChecked struct {
	Editor string `json:"editor,omitempty"`
	Date   string `json:"date,omitempty"` // ISO 8601
}

func (j *job) jsonGroup(f *corpus.Family, g *corpus.Group) *jsonGroup {
	out := &jsonGroup{
		ID: g.ID, Document: f.ID, Symbol: symbol(f), Date: date(f), Type: g.Type,
		Translation: map[string]*string{}, Units: map[string][]string{},
		Original: append([]string{}, g.Original...), Evidence: g.Evidence, Relay: g.Relay,
		Score: g.Score, Confidence: g.Confidence, Flags: append([]string{}, g.Flags...), Split: g.Split,
	}
	for _, lang := range j.Languages {
		out.Translation[lang], out.Units[lang] = nil, []string{}
		if len(g.Members[lang]) > 0 {
			text := j.side(f, g, lang)
			out.Translation[lang], out.Units[lang] = &text, unitIDs(f.Version(lang), g.Members[lang])
		}
	}
	for _, c := range g.Checks {
		if out.Checks == nil {
			out.Checks = map[string]float32{}
		}
		out.Checks[c.Name] = c.Score
	}
	if editor, edited, ok := checked(f, g); ok {
		out.Checked = &jsonChecked{editor, edited}
	}
	return out
}

func readJSONL(r io.Reader, name string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, longestLine)
		for n := 1; lines.Scan(); n++ {
			line := bytes.TrimSpace(lines.Bytes())
			if len(line) == 0 {
				continue
			}
			place := fmt.Sprintf("%s:%d", name, n)
			var g jsonGroup
			if err := json.Unmarshal(line, &g); err != nil {
				yield(nil, fmt.Errorf("%s: %w", place, err))
				return
			}
			rec := &Record{
				Place: place, Document: g.Document, ID: g.ID, Units: g.Units, Text: map[string]string{},
				Original: g.Original, Score: g.Score, Confidence: g.Confidence, Confirmed: g.Checked != nil,
			}
			if g.Checked != nil {
				rec.Editor, rec.Edited = g.Checked.Editor, g.Checked.Date
			}
			for lang, text := range g.Translation {
				rec.Langs = append(rec.Langs, lang)
				if text != nil {
					rec.Text[lang] = *text
				}
			}
			slices.Sort(rec.Langs)
			if len(rec.Langs) < 2 || rec.Document == "" {
				yield(nil, fmt.Errorf("%s: no group: it needs doc, and translation of two languages or more", place))
				return
			}
			if !yield(rec, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
		}
	}
}
