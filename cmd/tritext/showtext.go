package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"tritext/corpus"
	"tritext/corpus/store"
)

// This file writes the parts of a corpus for people to read.

// overview tells what is in the corpus.
func (s *show) overview() error {
	m := s.corpus.Manifest
	fmt.Fprintf(s, "corpus %s: %s in %s\n", s.corpus.Dir, plural(m.Counts.Families, "document"), plural(m.Counts.Documents, "language version"))
	if err := totals(s, m); err != nil {
		return err
	}
	fmt.Fprintf(s, "\nmade by %s\n\n", m.Signature)
	w := tabwriter.NewWriter(s, 0, 0, 2, ' ', 0)
	shown := 0
	var last *store.Input
	var langs []string
	flush := func() {
		if last != nil {
			fmt.Fprintf(w, "%s\t%s\n", last.ID, strings.Join(langs, " "))
		}
		langs = nil
	}
	for in, err := range s.corpus.Inputs() {
		if err != nil {
			return err
		}
		if last == nil || in.ID != last.ID {
			flush()
			if shown++; s.most > 0 && shown > s.most {
				last = nil
				break
			}
		}
		last = in
		langs = append(langs, in.Lang)
	}
	flush()
	for a, err := range s.corpus.Asides() {
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "set aside: %s\n", asideLine(a))
	}
	return w.Flush()
}

// asideLine says what was set aside, where and why.
func asideLine(a *store.Aside) string {
	place := a.Path
	if a.Line > 0 {
		place += fmt.Sprintf(":%d", a.Line)
		if a.Col > 0 {
			place += fmt.Sprintf(":%d", a.Col)
		}
	}
	return place + ": " + a.What
}

// document shows the versions of a document (of one language, or of all) with
// their units.
func (s *show) document(doc, lang string) error {
	first := true
	for d, err := range store.RowsOf[store.DocumentRow](s.corpus, store.TableDocuments, doc) {
		if err != nil {
			return err
		}
		if lang != "" && d.Lang != lang {
			continue
		}
		if !first {
			fmt.Fprintln(s)
		}
		first = false
		if err := s.version(d); err != nil {
			return err
		}
	}
	return nil
}

// version shows one language version.
func (s *show) version(d *store.DocumentRow) error {
	fmt.Fprintf(s, "%s/%s\n", d.ID, d.Lang)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(s, "  %-12s %s\n", name, value)
		}
	}
	m := &d.Masthead
	field("file", fmt.Sprintf("%s, %s, %s, paired: %s", d.Source.Path, plural(int(d.Source.Bytes), "byte"), d.Source.Charset, d.Source.Paired))
	field("symbols", strings.Join(d.Symbols, ", "))
	field("type", d.Type)
	field("title", d.Title)
	field("date", d.Date)
	field("bodies", strings.Join(m.Bodies, ", "))
	field("distribution", m.Distribution)
	field("original", strings.Join(d.Original, ", "))
	field("job number", m.JobNumber)
	field("sessions", strings.Join(m.Sessions, ", "))
	field("agenda items", strings.Join(m.AgendaItems, ", "))
	b := &d.Balance
	field("balance", fmt.Sprintf("%d characters = %d aligned + %d without a partner + %d kept apart + %d removed",
		b.Total.Chars, b.Aligned.Chars, b.Null.Chars, b.Apart.Chars, b.Removed.Chars))
	for _, p := range d.Problems {
		field("doubt", problemLine(p))
	}
	section, shown := int32(0), 0
	for u, err := range store.RowsOf[store.UnitRow](s.corpus, store.TableUnits, d.ID) {
		if err != nil {
			return err
		}
		if u.Lang != d.Lang {
			continue
		}
		if shown++; s.most > 0 && shown > s.most {
			fmt.Fprintf(s, "  … and %d more\n", int(d.Counts.Units)-s.most)
			return nil
		}
		if u.Section != section {
			section = u.Section
			fmt.Fprintf(s, "\n  %s\n", sectionLine(d, section))
		}
		fmt.Fprintf(s, "  %-8s %-10s %s%s\n", unitNumber(u.ID), u.Kind, alone(u), oneLine(u.Text))
	}
	return nil
}

func problemLine(p store.Problem) string {
	switch {
	case p.Line == 0:
		return p.Stage + ": " + p.What
	case p.Col == 0:
		return fmt.Sprintf("%s: line %d: %s", p.Stage, p.Line, p.What)
	}
	return fmt.Sprintf("%s: line %d, column %d: %s", p.Stage, p.Line, p.Col, p.What)
}

// sectionLine tells the section with that number and its original language.
func sectionLine(d *store.DocumentRow, number int32) string {
	at := slices.IndexFunc(d.Sections, func(s store.Section) bool { return s.Number == number })
	if at < 0 {
		return fmt.Sprintf("section %d", number)
	}
	sec := &d.Sections[at]
	parts := []string{fmt.Sprintf("section %d: %s", number, strings.TrimSpace(sec.Type+" "+sec.Label))}
	if len(sec.Original) > 0 {
		original := "original: " + strings.Join(sec.Original, ", ") + " (" + evidenceText[sec.Evidence]
		if sec.Inherits {
			original += ", of the section before"
		}
		parts = append(parts, original+")")
	}
	return strings.Join(parts, "; ")
}

// evidenceText tells where an original language was read.
var evidenceText = map[string]string{
	"bracket":  "stated at its head",
	"masthead": "stated in the masthead",
	"speech":   "said at the head of the speech, or by the language of the record",
	"sibling":  "stated in another version",
	"none":     "not stated",
}

// unitNumber is the part of a unit's id that stands behind the version.
func unitNumber(id string) string { return id[strings.LastIndexByte(id, '#')+1:] }

// alone marks with "!" a unit without a partner, and with "-" one that is kept
// out of alignment by its kind.
func alone(u *store.UnitRow) string {
	switch {
	case len(u.Partners) > 0:
		return "  "
	case !corpus.Kind(u.Kind).Aligned():
		return "- "
	}
	return "! "
}

// oneLine writes a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (s *show) documentLine(d *store.DocumentRow) error {
	_, err := fmt.Fprintf(s, "%s/%s  %s  %s, %s with a partner  %s\n", d.ID, d.Lang, d.Source.Path,
		plural(int(d.Counts.Units), "unit"), fmt.Sprint(d.Counts.Partnered), strings.Join(d.Symbols, ", "))
	return err
}

func (s *show) unitLine(u *store.UnitRow) error {
	_, err := fmt.Fprintf(s, "%s  %-10s %s%s\n", u.ID, u.Kind, alone(u), oneLine(u.Norm))
	return err
}

func (s *show) removed(r *store.RemovedRow) error {
	_, err := fmt.Fprintf(s, "%s/%s  bytes %d–%d  %s  %q\n", r.DocID, r.Lang, r.Start, r.End, r.Rule, r.Text)
	return err
}
