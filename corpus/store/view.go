package store

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
)

// Languages gives the codes of the languages in which the group has units, in
// order.
func (r *ParallelRow) Languages() []string {
	var codes []string
	for _, side := range []struct {
		code string
		ids  []string
	}{{"en", r.EnIDs}, {"ru", r.RuIDs}, {"zh", r.ZhIDs}} {
		if len(side.ids) > 0 {
			codes = append(codes, side.code)
		}
	}
	return codes
}

// Corpus gives the family as the types of package corpus, for all that works on
// families after the corpus was made. What the tables do not hold is not in it:
// Document.Raw, Block.Spans and Block.Repairs are empty, so that Unit.Raw must
// not be called (UnitRow.Raw has the untouched text); Unit.Spans and the
// places of Repairs and Removals are bytes of the source file. A bead is marked
// as crossing or slipped if a group of it is.
//
// It fails if a bead or group names a unit that is not there.
func (f *Family) Corpus() (*corpus.Family, error) {
	out := &corpus.Family{ID: f.ID}
	unit := map[string]int{} // unit id → its place in its version
	for i := range f.Documents {
		out.Versions = append(out.Versions, f.document(&f.Documents[i], unit))
	}
	places := func(what string, ids []string) ([]int, error) {
		if len(ids) == 0 {
			return nil, nil
		}
		at := make([]int, len(ids))
		for i, id := range ids {
			n, ok := unit[id]
			if !ok {
				return nil, fmt.Errorf("store: %s names unit %s, which is not there", what, id)
			}
			at[i] = n
		}
		return at, nil
	}
	bead := map[string]int{}
	for i := range f.Beads {
		b, err := f.Beads[i].bead(places)
		if err != nil {
			return nil, err
		}
		bead[b.ID] = i
		out.Beads = append(out.Beads, b)
	}
	for i := range f.Parallel {
		g, err := f.Parallel[i].group(places, bead)
		if err != nil {
			return nil, err
		}
		for _, b := range g.Beads {
			out.Beads[b].Crossing = out.Beads[b].Crossing || slices.Contains(g.Flags, "crossing")
			out.Beads[b].Slip = out.Beads[b].Slip || slices.Contains(g.Flags, "slip")
		}
		out.Groups = append(out.Groups, g)
	}
	return out, nil
}

// document makes a version of its row and its units, whose places it notes.
func (f *Family) document(r *DocumentRow, unit map[string]int) *corpus.Document {
	m := &r.Masthead
	d := &corpus.Document{
		ID: r.ID, Lang: r.Lang,
		Source: corpus.Source{
			Path: r.Source.Path, SHA256: r.Source.SHA256, Bytes: int(r.Source.Bytes), Charset: r.Source.Charset,
			Paired: r.Source.Paired, Format: r.Source.Format, Member: r.Source.Member,
		},
		Masthead: corpus.Masthead{
			Symbols: r.Symbols, Bodies: m.Bodies, Distribution: m.Distribution, Date: r.Date, Version: m.Version,
			Original: r.Original, OriginalSeen: m.OriginalSeen, JobNumber: m.JobNumber, JobLanguage: m.JobLanguage,
			JobDates: m.JobDates, Barcode: m.Barcode, Sessions: m.Sessions, SessionNo: int(m.SessionNo), Year: int(m.Year),
			AgendaItems: m.AgendaItems, Type: r.Type, Title: r.Title,
		},
	}
	for _, s := range r.Sections {
		d.Sections = append(d.Sections, corpus.Section{
			Type: s.Type, Label: s.Label, Title: s.Title, Original: s.Original, Evidence: corpus.Evidence(s.Evidence), Inherits: s.Inherits, First: -1,
		})
	}
	for _, p := range r.Problems {
		d.Problems = append(d.Problems, corpus.Problem{Stage: p.Stage, Path: r.Source.Path, Line: int(p.Line), Col: int(p.Col), What: p.What})
	}
	block := [2]int32{}
	for i := range f.Units {
		u := &f.Units[i]
		if u.Lang != r.Lang {
			continue
		}
		section := int(u.Section) - 1
		if at := [2]int32{u.Section, u.Block}; len(d.Blocks) == 0 || at != block {
			block = at
			d.Blocks = append(d.Blocks, corpus.Block{Kind: corpus.Kind(u.Kind), Label: u.Label, Section: section, Page: int(u.Page)})
			if section >= 0 && section < len(d.Sections) && d.Sections[section].First < 0 {
				d.Sections[section].First = len(d.Blocks) - 1
			}
		}
		b := &d.Blocks[len(d.Blocks)-1]
		if b.Text != "" && r.Lang != "zh" {
			b.Text += " "
		}
		b.Text += u.Text
		unit[u.ID] = len(d.Units)
		d.Units = append(d.Units, u.unit(section, len(d.Blocks)-1))
	}
	for i := range f.Removed {
		if x := &f.Removed[i]; x.Lang == r.Lang {
			d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: int(x.Start), End: int(x.End)}, Rule: x.Rule})
		}
	}
	return d
}

// unit makes a unit of its row; section and block are its places in the document.
func (r *UnitRow) unit(section, block int) corpus.Unit {
	u := corpus.Unit{
		ID: r.ID, Kind: corpus.Kind(r.Kind), Section: section, Block: block, Label: r.Label, Text: r.Text, Norm: r.Norm,
		Partners: r.Partners, Page: int(r.Page), Origin: r.Origin, Reads: r.Reads, MarkOf: r.MarkOf, MarkAt: int(r.MarkAt),
		Repairs: repairs(r.Repairs), NormLog: repairs(r.Changes),
	}
	if len(r.Pieces) == 0 {
		u.Spans = []segment.Span{{Start: int(r.Start), End: int(r.End)}}
	}
	for _, p := range r.Pieces {
		u.Spans = append(u.Spans, segment.Span{Start: int(p.Start), End: int(p.End)})
	}
	for _, t := range r.Tokens {
		u.Tokens = append(u.Tokens, segment.Token{
			Span: segment.Span{Start: int(t.Start), End: int(t.End)}, Kind: segment.KindOf(t.Kind), Form: t.Form, Tag: t.Tag,
		})
	}
	return u
}

func repairs(rows []Repair) (out []corpus.Repair) {
	for _, r := range rows {
		out = append(out, corpus.Repair{Span: segment.Span{Start: int(r.Start), End: int(r.End)}, Rule: r.Rule, Now: r.Now})
	}
	return out
}

func (r *BeadRow) bead(places func(string, []string) ([]int, error)) (corpus.Bead, error) {
	b := corpus.Bead{
		ID: r.ID, Source: r.SourceLang, Target: r.TargetLang, Score: r.Score, Confidence: r.Confidence,
		Method: r.Method, Editor: r.Editor, Edited: r.Edited,
	}
	var err error
	if b.SourceUnits, err = places("bead "+r.ID, r.SourceIDs); err != nil {
		return b, err
	}
	if b.TargetUnits, err = places("bead "+r.ID, r.TargetIDs); err != nil {
		return b, err
	}
	for _, c := range r.Components {
		b.Components = append(b.Components, corpus.Component(c))
	}
	for _, l := range r.Links {
		b.Links = append(b.Links, corpus.WordLink{
			SourceUnit: int(l.SourceUnit), SourceToken: int(l.SourceToken),
			TargetUnit: int(l.TargetUnit), TargetToken: int(l.TargetToken), P: float64(l.P),
		})
	}
	return b, nil
}

func (r *ParallelRow) group(places func(string, []string) ([]int, error), bead map[string]int) (corpus.Group, error) {
	g := corpus.Group{
		ID: r.ID, Members: map[string][]int{}, Type: r.Type, Original: r.OrigLang, Evidence: corpus.Evidence(r.Evidence),
		Relay: r.Relay, Score: r.Score, Confidence: r.Confidence, Flags: r.Flags, Split: r.Split,
	}
	for lang, ids := range map[string][]string{"en": r.EnIDs, "ru": r.RuIDs, "zh": r.ZhIDs} {
		at, err := places("group "+r.ID, ids)
		if err != nil {
			return g, err
		}
		if len(at) > 0 {
			g.Members[lang] = at
		}
	}
	for _, id := range r.BeadIDs {
		n, ok := bead[id]
		if !ok && len(bead) > 0 { // none were read: Need.NoBeads
			return g, fmt.Errorf("store: group %s names bead %s, which is not there", r.ID, id)
		}
		if ok {
			g.Beads = append(g.Beads, n)
		}
	}
	for _, c := range r.Checks {
		g.Checks = append(g.Checks, corpus.CheckScore(c))
	}
	return g, nil
}

// Realigned gives the rows of the family after its beads were changed: f is
// what Corpus gave, with other Beads and with Groups and Partners made again
// (corpus.Family.Join). Documents, units and removals stay as they are, but for
// the units' partners and what follows from them (counts and balances).
func (r *Family) Realigned(f *corpus.Family) *Family {
	out := &Family{ID: r.ID, Documents: slices.Clone(r.Documents), Units: slices.Clone(r.Units), Removed: r.Removed}
	for i := range f.Beads {
		out.Beads = append(out.Beads, beadRow(f, &f.Beads[i]))
	}
	for i := range f.Groups {
		out.Parallel = append(out.Parallel, parallelRow(f, &f.Groups[i]))
	}
	for i := range out.Documents {
		d := &out.Documents[i]
		units := f.Version(d.Lang).Units
		b := Balance{Total: d.Balance.Total, Removed: d.Balance.Removed}
		d.Counts.Partnered = 0
		for j := range out.Units {
			u := &out.Units[j]
			if u.Lang != d.Lang {
				continue
			}
			u.Partners = units[0].Partners
			units = units[1:]
			if len(u.Partners) > 0 {
				d.Counts.Partnered++
			}
			head := &b.Null
			switch {
			case !corpus.Kind(u.Kind).Aligned():
				head = &b.Apart
			case len(u.Partners) > 0:
				head = &b.Aligned
			}
			head.Bytes += int64(len(u.Raw))
			head.Chars += int64(utf8.RuneCountInString(u.Raw))
		}
		d.Balance = b
	}
	return out
}

// Corpus gives the balance as package corpus has it.
func (b Balance) Corpus() corpus.Balance {
	amount := func(a Amount) corpus.Amount { return corpus.Amount{Bytes: int(a.Bytes), Chars: int(a.Chars)} }
	return corpus.Balance{
		Total: amount(b.Total), Aligned: amount(b.Aligned), Null: amount(b.Null), Apart: amount(b.Apart), Removed: amount(b.Removed),
	}
}
