package pipeline

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/align"
	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/corpus/store"
	"tritext/segment"
	"tritext/segment/lang"
)

// simple are stages that do the least: a line is a block, "T|" before it makes
// it a table row, "F|" a footnote; the aligner goes by order.
func simple(texts map[string]string) *stages {
	s := &stages{
		discover: func(inputs []string, _ string) (*ingest.Plan, error) {
			p := new(ingest.Plan)
			for _, in := range inputs { // "id:zh,en"
				id, langs, _ := strings.Cut(in, ":")
				f := ingest.Family{ID: id}
				for _, l := range strings.Split(langs, ",") {
					f.Files = append(f.Files, ingest.File{ID: id, Path: id + "." + l, Lang: l, Why: "name"})
				}
				p.Families = append(p.Families, f)
			}
			return p, nil
		},
		read: func(_ context.Context, f ingest.File) (*corpus.Document, error) {
			text, ok := texts[f.Path]
			if !ok {
				return nil, &ingest.Error{Path: f.Path, Line: 2, What: "not there"}
			}
			return &corpus.Document{ID: f.ID, Lang: f.Lang, Raw: text, Source: corpus.Source{
				Path: f.Path, Bytes: len(text), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(text))), Charset: "UTF-8", Paired: f.Why,
			}}, nil
		},
		clean:     lines,
		undoc:     kinds,
		resolve:   func([]*corpus.Document) {},
		language:  lang.ByCode,
		normalize: func(text, _ string) (string, []corpus.Repair) { return strings.ReplaceAll(text, "\u3000", ""), nil },
		label:     strings.ToLower,
		align:     allByOrder,
	}
	return s
}

// lines makes a block of each line; "\f" is taken out of lines as a page joint.
func lines(d *corpus.Document) {
	at := 0
	for line := range strings.SplitAfterSeq(d.Raw, "\n") {
		body := strings.TrimRight(line, " \t\r\n")
		if start := at + len(line) - len(strings.TrimLeft(line, " \t\r\n")); strings.TrimSpace(line) != "" {
			if start > at {
				d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: at, End: start}, Rule: "layout"})
			}
			b := corpus.Block{}
			end := at + len(body)
			for from := start; from < end; {
				cut := strings.IndexByte(d.Raw[from:end], '\f')
				if cut < 0 {
					b.Spans = append(b.Spans, segment.Span{Start: from, End: end})
					b.Text += d.Raw[from:end]
					break
				}
				if cut > 0 {
					b.Spans = append(b.Spans, segment.Span{Start: from, End: from + cut})
					b.Text += d.Raw[from : from+cut]
				}
				d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: from + cut, End: from + cut + 1}, Rule: "page-break"})
				from += cut + 1
			}
			if b.Spans != nil {
				d.Blocks = append(d.Blocks, b)
			}
			if end < at+len(line) {
				d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: end, End: at + len(line)}, Rule: "layout"})
			}
		} else if line != "" {
			d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: at, End: at + len(line)}, Rule: "layout"})
		}
		at += len(line)
	}
}

func kinds(d *corpus.Document) {
	d.Sections = []corpus.Section{{Type: "body"}}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		b.Kind = corpus.KindSentence
		switch {
		case strings.HasPrefix(b.Text, "T|"):
			b.Kind = corpus.KindTableRow
		case strings.HasPrefix(b.Text, "F|"):
			b.Kind = corpus.KindFootnote
		case strings.HasPrefix(b.Text, "Annex"):
			b.Kind = corpus.KindHeading
			d.Sections = append(d.Sections, corpus.Section{Type: "annex"})
		case strings.HasPrefix(b.Text, "1."):
			b.Label = "1"
		case strings.HasPrefix(b.Text, "panic"):
			panic("boom")
		}
		b.Section = len(d.Sections) - 1
	}
}

// byOrder pairs the first with the first and so on; what is left is alone.
func byOrder(source, target []align.Unit) align.Result {
	r := align.Result{Names: []string{"order"}}
	n := min(len(source), len(target))
	for i := range n {
		r.Beads = append(r.Beads, align.Bead{Source: align.Range{Lo: i, Hi: i + 1}, Target: align.Range{Lo: i, Hi: i + 1}, Score: 1, Components: []float64{1}, Confidence: 1})
	}
	for i := n; i < len(source); i++ {
		r.Beads = append(r.Beads, align.Bead{Source: align.Range{Lo: i, Hi: i + 1}, Target: align.Range{Lo: n, Hi: n}})
	}
	for i := n; i < len(target); i++ {
		r.Beads = append(r.Beads, align.Bead{Source: align.Range{Lo: n, Hi: n}, Target: align.Range{Lo: i, Hi: i + 1}})
	}
	return r
}

func allByOrder(texts []align.Text, next func(source, target string) error, _ ...align.Scorer) (all []align.Pair, err error) {
	for _, p := range align.Pairs(len(texts), 0) {
		s, t := texts[p[0]], texts[p[1]]
		if err := next(s.Lang, t.Lang); err != nil {
			return nil, err
		}
		all = append(all, align.Pair{Source: p[0], Target: p[1], Result: byOrder(s.Units, t.Units)})
	}
	return all, nil
}

// files gives path → content of all files in dir.
func files(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	all := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func collect[T any](tb testing.TB, rows func(func(*T, error) bool)) (all []T) {
	tb.Helper()
	for r, err := range rows {
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, *r)
	}
	return all
}

func open(tb testing.TB, dir string) *store.Corpus {
	tb.Helper()
	c, err := store.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}
