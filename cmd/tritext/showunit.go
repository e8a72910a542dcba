package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tritext/corpus/store"
)

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
	var beads []*store.BeadRow
	for b, err := range store.RowsOf[store.BeadRow](s.corpus, store.TableBeads, g.DocID) {
		if err != nil {
			return err
		}
		if slices.Contains(g.BeadIDs, b.ID) {
			fmt.Fprintf(s, "  bead %s\n", beadLine(b))
			beads = append(beads, b)
		}
	}
	return s.words(beads)
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
	return s.words([]*store.BeadRow{b})
}
