package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tritext/corpus"
	"tritext/segment"
)

// Family is all rows of one document in all its language versions, by table,
// in the order of writing.
type Family struct {
	ID        string
	Documents []DocumentRow // by language; one of each language at most
	Units     []UnitRow     // by language, then in the order of the text
	Beads     []BeadRow     // by pair of languages, then in order
	Parallel  []ParallelRow // groups, in order
	Removed   []RemovedRow  // by language, then in the order of the text

	tokens []Token // memory of the units' tokens, used again from family to family
}

// mostKept is the number of tokens up to which memory is kept for the next
// family: 1 million, about 60 MB.
const mostKept = 1 << 20

// fill makes the rows of a family in the memory of the one before. It fails if
// the balance of a version does not close.
func (r *Family) fill(f *corpus.Family) error {
	if cap(r.tokens) > mostKept {
		*r = Family{}
	}
	*r = Family{f.ID, r.Documents[:0], r.Units[:0], r.Beads[:0], r.Parallel[:0], r.Removed[:0], r.tokens[:0]}
	for _, d := range f.Versions {
		balance, err := d.Balance()
		if err != nil {
			return err
		}
		r.Documents = append(r.Documents, documentRow(f, d, balance))
		for i := range d.Units {
			r.Units = append(r.Units, r.unit(d, &d.Units[i]))
		}
		for i := range d.Removed {
			s := d.Removed[i].Span
			r.Removed = append(r.Removed, RemovedRow{
				DocID: f.ID, Lang: d.Lang, Start: int64(d.FilePlace(s.Start)), End: int64(d.FilePlace(s.End)),
				Rule: d.Removed[i].Rule, Text: s.In(d.Raw),
			})
		}
	}
	for i := range f.Beads {
		r.Beads = append(r.Beads, beadRow(f, &f.Beads[i]))
	}
	for i := range f.Groups {
		r.Parallel = append(r.Parallel, parallelRow(f, &f.Groups[i]))
	}
	return nil
}

func documentRow(f *corpus.Family, d *corpus.Document, b corpus.Balance) DocumentRow {
	m := &d.Masthead
	row := DocumentRow{
		ID: f.ID, Lang: d.Lang, Symbols: m.Symbols, Type: m.Type, Title: m.Title, Date: m.Date, Original: m.Original,
		Masthead: Masthead{
			Bodies: m.Bodies, Distribution: m.Distribution, Version: m.Version, OriginalSeen: m.OriginalSeen,
			JobNumber: m.JobNumber, JobLanguage: m.JobLanguage, JobDates: m.JobDates, Barcode: m.Barcode,
			Sessions: m.Sessions, SessionNo: int32(m.SessionNo), Year: int32(m.Year), AgendaItems: m.AgendaItems,
		},
		Source: Source{
			Path: d.Source.Path, SHA256: d.Source.SHA256, Bytes: int64(d.Source.Bytes), Charset: d.Source.Charset, Paired: d.Source.Paired,
			Format: d.Source.Format, Member: d.Source.Member,
		},
		Counts:  Counts{Blocks: int32(len(d.Blocks)), Units: int32(len(d.Units)), Removed: int32(len(d.Removed))},
		Balance: balanceRow(b),
	}
	for i, s := range d.Sections {
		row.Sections = append(row.Sections, Section{
			Number: int32(i + 1), Type: s.Type, Label: s.Label, Title: s.Title, Original: s.Original,
			Evidence: string(s.Evidence), Inherits: s.Inherits,
		})
	}
	for i := range d.Units {
		u := &d.Units[i]
		if u.Section >= 0 && u.Section < len(row.Sections) {
			row.Sections[u.Section].Units++
		}
		if u.Kind.Aligned() {
			row.Counts.Sentences++
		}
		if len(u.Partners) > 0 {
			row.Counts.Partnered++
		}
		for _, t := range u.Tokens {
			if t.Kind != segment.Space && t.Kind != segment.Punct {
				row.Counts.Tokens++
			}
		}
	}
	for _, p := range d.Problems {
		row.Problems = append(row.Problems, Problem{Stage: p.Stage, Line: int32(p.Line), Col: int32(p.Col), What: p.What})
	}
	return row
}

func balanceRow(b corpus.Balance) Balance {
	return Balance{
		Total: amount(b.Total), Aligned: amount(b.Aligned), Null: amount(b.Null), Apart: amount(b.Apart), Removed: amount(b.Removed),
	}
}

func amount(a corpus.Amount) Amount { return Amount{Bytes: int64(a.Bytes), Chars: int64(a.Chars)} }

func (r *Family) unit(d *corpus.Document, u *corpus.Unit) UnitRow {
	row := UnitRow{
		ID: u.ID, DocID: d.ID, Lang: d.Lang, Kind: string(u.Kind), Label: u.Label,
		Raw: u.Raw(d), Text: u.Text, Norm: u.Norm, Partners: u.Partners,
		Page: int32(u.Page), Origin: u.Origin, Reads: u.Reads, MarkOf: u.MarkOf, MarkAt: int32(u.MarkAt),
	}
	row.Section, row.Block, row.Sentence = numbers(u.ID)
	for i, s := range u.Spans {
		p := Piece{Start: int64(d.FilePlace(s.Start)), End: int64(d.FilePlace(s.End))}
		if i == 0 {
			row.Start = p.Start
		}
		row.End = max(row.End, p.End)
		if len(u.Spans) > 1 {
			row.Pieces = append(row.Pieces, p)
		}
	}
	first := len(r.tokens)
	for _, t := range u.Tokens {
		r.tokens = append(r.tokens, Token{Start: int32(t.Start), End: int32(t.End), Kind: t.Kind.String(), Form: t.Form, Tag: t.Tag})
	}
	row.Tokens = r.tokens[first:len(r.tokens):len(r.tokens)]
	for _, r := range u.Repairs {
		row.Repairs = append(row.Repairs, Repair{int64(d.FilePlace(r.Start)), int64(d.FilePlace(r.End)), r.Rule, r.Now})
	}
	for _, r := range u.NormLog {
		row.Changes = append(row.Changes, Repair{int64(r.Start), int64(r.End), r.Rule, r.Now})
	}
	return row
}

// numbers reads section, block and sentence from the end of a unit's id. An id
// of another form leaves zeros, which no unit has.
func numbers(id string) (section, block, sentence int32) {
	a, rest, _ := strings.Cut(id[strings.LastIndexByte(id, '#')+1:], ".")
	b, c, _ := strings.Cut(rest, ".")
	for _, n := range []struct {
		text string
		to   *int32
	}{{a, &section}, {b, &block}, {c, &sentence}} {
		if x, err := strconv.ParseInt(n.text, 10, 32); err == nil {
			*n.to = int32(x)
		}
	}
	return section, block, sentence
}

func unitIDs(d *corpus.Document, units []int) []string {
	if d == nil {
		return nil
	}
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = d.Units[u].ID
	}
	return ids
}

// linkSteps is how many steps the probability of a link between words is
// stored in: two digits say all that it is worth, and pack into a byte.
const linkSteps = 100

func beadRow(f *corpus.Family, b *corpus.Bead) BeadRow {
	row := BeadRow{
		ID: b.ID, DocID: f.ID, SourceLang: b.Source, TargetLang: b.Target, Type: b.Type(),
		SourceIDs: unitIDs(f.Version(b.Source), b.SourceUnits), TargetIDs: unitIDs(f.Version(b.Target), b.TargetUnits),
		Score: b.Score, Confidence: b.Confidence, Method: b.Method, Editor: b.Editor, Edited: b.Edited,
	}
	for _, c := range b.Components {
		row.Components = append(row.Components, Component(c))
	}
	for _, l := range b.Links {
		row.Links = append(row.Links, WordLink{
			SourceUnit: int32(l.SourceUnit), SourceToken: int32(l.SourceToken),
			TargetUnit: int32(l.TargetUnit), TargetToken: int32(l.TargetToken),
			P: float32(math.Round(l.P*linkSteps) / linkSteps),
		})
	}
	return row
}

func parallelRow(f *corpus.Family, g *corpus.Group) ParallelRow {
	row := ParallelRow{
		ID: g.ID, DocID: f.ID, Translation: new(Translation),
		Type:     fmt.Sprintf("%d-%d-%d", len(g.Members["en"]), len(g.Members["ru"]), len(g.Members["zh"])),
		OrigLang: g.Original, Evidence: string(g.Evidence), Relay: g.Relay,
		Score: g.Score, Confidence: g.Confidence, Flags: g.Flags, Split: g.Split,
	}
	for _, c := range g.Checks {
		row.Checks = append(row.Checks, CheckScore(c))
	}
	side := func(lang string) (ids []string, text *string) {
		d := f.Version(lang)
		if d == nil || len(g.Members[lang]) == 0 {
			return nil, nil
		}
		joined := sideText(d, g.Members[lang])
		return unitIDs(d, g.Members[lang]), &joined
	}
	row.EnIDs, row.Translation.En = side("en")
	row.RuIDs, row.Translation.Ru = side("ru")
	row.ZhIDs, row.Translation.Zh = side("zh")
	for _, b := range g.Beads {
		row.BeadIDs = append(row.BeadIDs, f.Beads[b].ID)
	}
	return row
}

// sideText joins the normalised texts of units: by a space, in Chinese by nothing.
func sideText(d *corpus.Document, units []int) string {
	space := " "
	if d.Lang == "zh" {
		space = ""
	}
	parts := make([]string, len(units))
	for i, u := range units {
		parts[i] = d.Units[u].Norm
	}
	return strings.Join(parts, space)
}
