package main

import (
	"errors"
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

// unit shows all that is known of a unit, and the groups that it is in.
func (s *show) unit(doc, id string) error {
	var unit *store.UnitRow
	for u, err := range store.RowsOf[store.UnitRow](s.corpus, store.TableUnits, doc) {
		if err != nil {
			return err
		}
		if u.ID == id {
			unit = u
			break
		}
	}
	if unit == nil {
		return fmt.Errorf("show: %s: document %s has no unit %s\ntritext show %s %s lists them", s.corpus.Dir, doc, id, s.corpus.Dir, doc)
	}
	path := ""
	for d, err := range store.RowsOf[store.DocumentRow](s.corpus, store.TableDocuments, doc) {
		if err != nil {
			return err
		}
		if d.Lang == unit.Lang {
			path = d.Source.Path
		}
	}
	fmt.Fprintf(s, "%s\n", unit.ID)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(s, "  %-9s %s\n", name, value)
		}
	}
	field("kind", unit.Kind)
	field("label", unit.Label)
	place := fmt.Sprintf("%s, bytes %d–%d", path, unit.Start, unit.End)
	var pieces []string
	for _, p := range unit.Pieces {
		pieces = append(pieces, fmt.Sprintf("%d–%d", p.Start, p.End))
	}
	if pieces != nil {
		place += ", in pieces: " + strings.Join(pieces, ", ")
	}
	field("place", place)
	field("raw", fmt.Sprintf("%q", unit.Raw))
	field("text", unit.Text)
	field("norm", unit.Norm)
	var words []string
	for _, t := range unit.Tokens {
		if t.Kind == "space" {
			continue
		}
		word := unit.Norm[t.Start:t.End]
		switch {
		case t.Tag != "":
			word += "/" + t.Tag
		case t.Form != "" && t.Form != word:
			word += "/" + t.Form
		}
		words = append(words, word)
	}
	field("words", strings.Join(words, " "))
	for _, r := range unit.Repairs {
		field("repair", fmt.Sprintf("%s at byte %d: %s", r.Rule, r.Start, became(int(r.End-r.Start), r.Now)))
	}
	for _, r := range unit.Changes {
		field("change", fmt.Sprintf("%s: %q became %q", r.Rule, unit.Text[r.Start:r.End], r.Now))
	}
	field("partners", strings.Join(unit.Partners, ", "))
	for g, err := range store.RowsOf[store.ParallelRow](s.corpus, store.TableParallel, doc) {
		if err != nil {
			return err
		}
		if slices.Contains(slices.Concat(g.EnIDs, g.RuIDs, g.ZhIDs), id) {
			fmt.Fprintln(s)
			return s.group(g, false)
		}
	}
	return nil
}

// became tells a repair: how many bytes became what.
func became(bytes int, now string) string {
	switch {
	case bytes == 0:
		return fmt.Sprintf("%q put in", now)
	case now == "":
		return plural(bytes, "byte") + " taken out"
	}
	return fmt.Sprintf("%s became %q", plural(bytes, "byte"), now)
}

// group shows what belongs together in all languages, with the beads behind it
// if asked for.
func (s *show) group(g *store.ParallelRow, withBeads bool) error {
	line := fmt.Sprintf("%s  confidence %.3f", g.ID, g.Confidence)
	if len(g.OrigLang) > 0 {
		line += fmt.Sprintf("; original: %s (%s)", strings.Join(g.OrigLang, ", "), evidenceText[g.Evidence])
	}
	if g.Relay {
		line += "; perhaps translated through a third language"
	}
	if len(g.Flags) > 0 {
		line += "; doubts: " + strings.Join(g.Flags, ", ")
	}
	fmt.Fprintln(s, line)
	t := g.Translation
	if t == nil {
		return errors.New("show: group without text: " + g.ID)
	}
	for _, side := range []struct {
		lang string
		text *string
		ids  []string
	}{{"zh", t.Zh, g.ZhIDs}, {"en", t.En, g.EnIDs}, {"ru", t.Ru, g.RuIDs}} {
		if side.text == nil {
			continue
		}
		var numbers []string
		for _, id := range side.ids {
			numbers = append(numbers, unitNumber(id))
		}
		fmt.Fprintf(s, "  %s %-7s %s\n", side.lang, strings.Join(numbers, "+"), oneLine(*side.text))
	}
	if !withBeads {
		return nil
	}
	for b, err := range store.RowsOf[store.BeadRow](s.corpus, store.TableBeads, g.DocID) {
		if err != nil {
			return err
		}
		if slices.Contains(g.BeadIDs, b.ID) {
			fmt.Fprintf(s, "  bead %s\n", beadLine(b))
		}
	}
	return nil
}

// beadLine tells a bead's type, confidence and score with its parts.
func beadLine(b *store.BeadRow) string {
	var parts []string
	for _, c := range b.Components {
		parts = append(parts, fmt.Sprintf("%s %.2f", c.Name, c.Value))
	}
	line := fmt.Sprintf("%s  %s  confidence %.3f, score %.2f", b.ID, b.Type, b.Confidence, b.Score)
	if parts != nil {
		line += " (" + strings.Join(parts, ", ") + ")"
	}
	return line
}

// bead shows a bead with its texts.
func (s *show) bead(b *store.BeadRow, units *unitTexts) error {
	fmt.Fprintln(s, beadLine(b))
	for _, side := range []struct {
		lang string
		ids  []string
	}{{b.SourceLang, b.SourceIDs}, {b.TargetLang, b.TargetIDs}} {
		for _, id := range side.ids {
			text, err := units.of(b.DocID, id)
			if err != nil {
				return err
			}
			fmt.Fprintf(s, "  %s %-7s %s\n", side.lang, unitNumber(id), oneLine(text))
		}
	}
	return nil
}
