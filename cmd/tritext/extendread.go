package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"tritext/align/eval"
	"tritext/segment"
)

// checkedGroups are groups that a person has checked, as align writes them.
type checkedGroups struct {
	langs []*segment.Language
	rows  []checkedRow
}

// checkedRow is one group: by language, its lines and their texts.
type checkedRow struct {
	lines [][]int
	texts [][]string
	flags []string
}

// readChecked reads an alignment by the form that its content tells.
func (e *extension) readChecked(path string, texts []string) (*checkedGroups, error) {
	content, err := readText(e.Context, path)
	if err != nil {
		return nil, err
	}
	var g *checkedGroups
	switch first, _, _ := strings.Cut(strings.TrimPrefix(content, byteOrderMark), "\n"); {
	case len(texts) > 0:
		g, err = e.fromBeads(path, texts)
	case strings.HasPrefix(first, "{"):
		g, err = e.fromJSON(path, splitLines(content))
	case strings.Contains(first, "_lines\t"):
		g, err = e.fromTable(path, splitLines(content))
	case strings.HasPrefix(first, "["), strings.HasPrefix(first, "("):
		return nil, &usageError{command: "extend", what: path + " holds beads; their two texts are missing", hint: "tritext extend BEADS SOURCE TARGET NEWTEXT"}
	default:
		return nil, fmt.Errorf("extend: %s:1: neither beads nor what tritext align -f tsv or -f jsonl writes", path)
	}
	if err != nil {
		return nil, err
	}
	return g, g.check(path)
}

// check tells the first line that stands in two groups.
func (g *checkedGroups) check(path string) error {
	for l, lang := range g.langs {
		seen := map[int]bool{}
		for k, r := range g.rows {
			for _, i := range r.lines[l] {
				if seen[i] {
					return fmt.Errorf("extend: %s: group %d: line %d of %s stands in a group before it", path, k, i, lang.Code)
				}
				seen[i] = true
			}
		}
	}
	return nil
}

func (e *extension) fromTable(path string, lines []string) (*checkedGroups, error) {
	g := &checkedGroups{}
	head := strings.Split(lines[0], "\t")
	var numbers, cells []int
	flags := slices.Index(head, "flags")
	for i, h := range head {
		if code, is := strings.CutSuffix(h, "_lines"); is {
			l, err := e.langs.byCode(code)
			if err != nil {
				return nil, fmt.Errorf("extend: %s:1: %w", path, err)
			}
			at := slices.Index(head, code)
			if at < 0 {
				return nil, fmt.Errorf("extend: %s:1: no column %q with the texts", path, code)
			}
			g.langs, numbers, cells = append(g.langs, l), append(numbers, i), append(cells, at)
		}
	}
	for n, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != len(head) {
			return nil, fmt.Errorf("extend: %s:%d: %d columns, want %d", path, n+2, len(fields), len(head))
		}
		var r checkedRow
		for l := range g.langs {
			ids := []int{}
			for _, f := range strings.FieldsFunc(fields[numbers[l]], func(c rune) bool { return c == ',' }) {
				id, err := strconv.Atoi(f)
				if err != nil || id < 0 {
					return nil, fmt.Errorf("extend: %s:%d: %q is no line number", path, n+2, f)
				}
				ids = append(ids, id)
			}
			texts := []string{}
			if len(ids) > 0 {
				texts = append(texts, fields[cells[l]])
			}
			r.lines, r.texts = append(r.lines, ids), append(r.texts, texts)
		}
		if flags >= 0 && fields[flags] != "" {
			r.flags = strings.Split(fields[flags], ",")
		}
		g.rows = append(g.rows, r)
	}
	return g, nil
}

func (e *extension) fromJSON(path string, lines []string) (*checkedGroups, error) {
	g := &checkedGroups{}
	var objects []groupObject
	pair := [2]string{} // texts of the sides of pairs, to tell their languages
	for n, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var o struct { // of a group, or of a pair of texts
			Lines       map[string][]int    `json:"lines"`
			Texts       map[string][]string `json:"texts"`
			Flags       []string            `json:"flags"`
			Source      []int               `json:"source"`
			Target      []int               `json:"target"`
			SourceTexts []string            `json:"source_texts"`
			TargetTexts []string            `json:"target_texts"`
		}
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			return nil, fmt.Errorf("extend: %s:%d: %w", path, n+1, err)
		}
		object := groupObject{Lines: o.Lines, Texts: o.Texts, Flags: o.Flags}
		if o.Lines == nil {
			object.Lines = map[string][]int{"0": o.Source, "1": o.Target}
			object.Texts = map[string][]string{"0": o.SourceTexts, "1": o.TargetTexts}
			pair[0] += strings.Join(o.SourceTexts, "\n") + "\n"
			pair[1] += strings.Join(o.TargetTexts, "\n") + "\n"
		}
		for code, ids := range object.Lines {
			if len(ids) != len(object.Texts[code]) {
				return nil, fmt.Errorf("extend: %s:%d: %d lines, %d texts", path, n+1, len(ids), len(object.Texts[code]))
			}
		}
		if len(objects) > 0 && !slices.Equal(slices.Sorted(maps.Keys(object.Lines)), slices.Sorted(maps.Keys(objects[0].Lines))) {
			return nil, fmt.Errorf("extend: %s:%d: other languages than the groups before have", path, n+1)
		}
		objects = append(objects, object)
	}
	if len(objects) == 0 {
		return g, nil
	}
	keys := slices.Sorted(maps.Keys(objects[0].Lines))
	for side, key := range keys {
		l, err := e.langs.byCode(key)
		if key == "0" || key == "1" {
			flag := []string{"source", "target"}[side]
			l, err = e.langs.of(pair[side], path, flag, e.String(flag))
		}
		if err != nil {
			return nil, err
		}
		g.langs = append(g.langs, l)
	}
	for _, o := range objects {
		r := checkedRow{flags: o.Flags}
		for _, key := range keys {
			r.lines, r.texts = append(r.lines, append([]int{}, o.Lines[key]...)), append(r.texts, append([]string{}, o.Texts[key]...))
		}
		g.rows = append(g.rows, r)
	}
	return g, nil
}

// fromBeads reads beads and their two texts. Lines in no bead are left alone.
func (e *extension) fromBeads(path string, texts []string) (*checkedGroups, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	beads, at, err := eval.ReadLines(f, path)
	if err != nil {
		return nil, err
	}
	g := &checkedGroups{}
	var sides []*lineText
	for i, flag := range []string{"source", "target"} {
		t, err := e.read(texts[i], flag, e.String(flag))
		if err != nil {
			return nil, err
		}
		sides, g.langs = append(sides, t), append(g.langs, t.lang)
	}
	for k, b := range beads {
		var r checkedRow
		for side, ids := range [][]int{b.Source, b.Target} {
			for _, i := range ids {
				if i >= len(sides[side].text) {
					return nil, fmt.Errorf("extend: %s:%d: %s has no line %d, its last is %d", path, at[k], sides[side].path, i, len(sides[side].text)-1)
				}
			}
			r.lines, r.texts = append(r.lines, append([]int{}, ids...)), append(r.texts, sides[side].pick(ids))
		}
		g.rows = append(g.rows, r)
	}
	return g, nil
}
