package main

import (
	"context"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"tritext/corpus"
	"tritext/corpus/report"
	"tritext/corpus/store"
)

// The columns that a report needs: all others stay unread.
type reportUnit struct {
	DocID    string   `parquet:"doc_id,dict"`
	Lang     string   `parquet:"lang,dict"`
	Kind     string   `parquet:"kind,dict"`
	Partners []string `parquet:"partners,list"`
	Reads    string   `parquet:"reads,dict"`
}

type reportBead struct {
	DocID      string  `parquet:"doc_id,dict"`
	SourceLang string  `parquet:"source_lang,dict"`
	TargetLang string  `parquet:"target_lang,dict"`
	Type       string  `parquet:"type,dict"`
	Confidence float64 `parquet:"confidence"`
	Method     string  `parquet:"method,dict"`
}

type reportGroup struct {
	ID          string             `parquet:"id"`
	DocID       string             `parquet:"doc_id,dict"`
	Translation *store.Translation `parquet:"translation,optional"`
	EnIDs       []string           `parquet:"en_ids,list"`
	RuIDs       []string           `parquet:"ru_ids,list"`
	ZhIDs       []string           `parquet:"zh_ids,list"`
	OrigLang    []string           `parquet:"orig_lang,list"`
	Relay       bool               `parquet:"relay"`
	Confidence  float64            `parquet:"confidence"`
	Flags       []string           `parquet:"flags,list"`
	Checks      []store.CheckScore `parquet:"checks,list"`
	Split       string             `parquet:"split,dict"`
}

// reportLanguages is the order of the texts of a group in a report.
var reportLanguages = []string{"zh", "en", "ru"}

// readReport tells the builder all of a corpus. The three large tables are read
// side by side.
func readReport(ctx context.Context, c *store.Corpus, b *report.Builder) error {
	for d, err := range c.Documents() {
		if err != nil {
			return err
		}
		b.Version(versionOf(d))
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		for u, err := range store.Rows[reportUnit](c, store.TableUnits) {
			if err = firstError(err, ctx); err != nil {
				return err
			}
			b.Unit(&report.Unit{Doc: u.DocID, Lang: u.Lang, Kind: corpus.Kind(u.Kind), Partnered: len(u.Partners) > 0, Reads: u.Reads})
		}
		return nil
	})
	g.Go(func() error {
		for r, err := range store.Rows[reportBead](c, store.TableBeads) {
			if err = firstError(err, ctx); err != nil {
				return err
			}
			bead := report.Bead{Doc: r.DocID, Source: r.SourceLang, Target: r.TargetLang, Confidence: r.Confidence, Method: r.Method}
			source, target, _ := strings.Cut(r.Type, "-")
			bead.Sources, _ = strconv.Atoi(source) // a type that is none counts as 0-0
			bead.Targets, _ = strconv.Atoi(target)
			b.Bead(&bead)
		}
		return nil
	})
	g.Go(func() error {
		for r, err := range store.Rows[reportGroup](c, store.TableParallel) {
			if err = firstError(err, ctx); err != nil {
				return err
			}
			b.Group(groupOf(r))
		}
		return nil
	})
	return g.Wait()
}

func firstError(err error, ctx context.Context) error {
	if err != nil {
		return err
	}
	return ctx.Err()
}

func groupOf(r *reportGroup) *report.Group {
	g := &report.Group{
		ID: r.ID, Doc: r.DocID, Texts: make([]string, len(reportLanguages)), Original: r.OrigLang, Relay: r.Relay,
		Confidence: r.Confidence, Flags: r.Flags, Split: r.Split,
	}
	if t := r.Translation; t != nil {
		for i, text := range []*string{t.Zh, t.En, t.Ru} {
			if text != nil {
				g.Texts[i] = *text
			}
		}
	}
	for _, ids := range [][]string{r.EnIDs, r.RuIDs, r.ZhIDs} {
		if len(ids) > 0 && g.Section == 0 {
			g.Section = sectionOf(ids[0])
		}
	}
	for _, c := range r.Checks {
		g.Checks = append(g.Checks, corpus.CheckScore(c))
	}
	return g
}

// sectionOf reads the section in the id of a unit: DOC/LANG#SECTION.BLOCK.SENTENCE.
func sectionOf(unit string) int {
	_, place, _ := strings.Cut(unit[strings.LastIndexByte(unit, '/')+1:], "#")
	section, _, _ := strings.Cut(place, ".")
	n, _ := strconv.Atoi(section) // 0: not known
	return n
}

func versionOf(d *store.DocumentRow) *report.Version {
	v := &report.Version{
		Doc: d.ID, Lang: d.Lang, Title: d.Title, Type: d.Type, Date: d.Date, Symbols: d.Symbols, Original: d.Original,
		Units: int(d.Counts.Units), Path: d.Source.Path, Balance: d.Balance.Corpus(),
	}
	for _, s := range d.Sections {
		v.Sections = append(v.Sections, corpus.Section{Type: s.Type, Label: s.Label, Original: s.Original})
	}
	for _, p := range d.Problems {
		v.Problems = append(v.Problems, corpus.Problem{Stage: p.Stage, Line: int(p.Line), Col: int(p.Col), What: p.What})
	}
	return v
}
