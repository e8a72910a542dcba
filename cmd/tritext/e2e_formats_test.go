package main

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tritext/align/eval"
)

// noteDigit is the mark of a footnote behind a sentence of the gold, which is
// no text where the format says what it is.
var noteDigit = regexp.MustCompile(`([.。%])\d$`)

// A document whose versions are a PDF, a DOCX and a page of HTML gives the beads
// that people made of its plain text, and its table, notes, furniture and
// masthead are what they are.
func TestFormats(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	var stdout, stderr bytes.Buffer
	status := run(context.Background(), []string{"tritext", "build", "-o", dir, "../../testdata/formats/un"}, strings.NewReader(""), &stdout, &stderr)
	if status != 0 {
		t.Fatalf("exit status %d\n%s%s", status, stdout.Bytes(), stderr.Bytes())
	}
	m := readBack(t, dir)
	files := map[string]string{"zh": "pdf", "en": "docx", "ru": "html"}
	for path, d := range m.documents {
		if d.Source.Format != files[d.Lang] || strings.Join(d.Symbols, " ") != "A/98/250" || d.Type != "report" || strings.Join(d.Original, " ") != "en" {
			t.Errorf("%s: format %s, symbols %v, type %s, original %v", path, d.Source.Format, d.Symbols, d.Type, d.Original)
		}
	}
	const id = "A_98_250"
	for lang := range files {
		kinds := map[string]int{}
		for _, u := range m.units[key(id, lang)] {
			kinds[u.Kind]++
		}
		// Nine rows of contents with their head, four rows of the table.
		if kinds["footnote"] < 3 || kinds["table_row"] < 12 || kinds["heading"] < 8 || kinds["list_item"] != 7 {
			t.Errorf("%s: %v", lang, kinds)
		}
		rules := map[string]int{}
		for _, r := range m.removed[key(id, lang)] {
			rules[r.Rule]++
		}
		switch want := map[string]string{"zh": "page-number", "en": "running-header", "ru": "boilerplate"}[lang]; {
		case rules[want] == 0:
			t.Errorf("%s: nothing taken out as %s: %v", lang, want, rules)
		}
	}
	for _, pair := range goldPairs {
		name := pair.source + "-" + pair.target
		numbered := func(lang string) map[string]int {
			gold := goldLines(t, id+"."+lang)
			for i := range gold {
				gold[i] = noteDigit.ReplaceAllString(gold[i], "$1")
			}
			return numbers(m.aligned(id, lang), gold)
		}
		source, target := numbered(pair.source), numbered(pair.target)
		var beads []eval.Bead
		for _, b := range m.beads[key(id, name)] {
			beads = append(beads, eval.Bead{Source: indices(t, source, b.SourceIDs), Target: indices(t, target, b.TargetIDs)})
		}
		file := id + "." + name + ".gold"
		gold, err := eval.Read(strings.NewReader(strings.Join(goldLines(t, file), "\n")), file)
		if err != nil {
			t.Fatal(err)
		}
		f1 := eval.Score(gold, beads).Strict.F1()
		t.Logf("%s: strict F1 %.3f", name, f1)
		if f1 < formatsFloor {
			t.Errorf("%s: strict F1 %.3f, floor %.3f", name, f1, formatsFloor)
		}
	}
}

// formatsFloor is the least strict F1 against the gold.
const formatsFloor = .98
