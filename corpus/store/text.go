package store

import (
	"fmt"
	"unicode/utf8"
)

// A row can show all its strings. Writing needs them twice: to refuse what is
// no UTF-8 (parquet-go writes it without complaint, and then other readers
// refuse the whole file), and to compare what was written with what was meant.
type row interface {
	key() string // for messages
	// texts yields every string of the row.
	texts(yield func(s string))
	proof
}

// proof yields the strings of a row by which a written part is compared with
// what was meant: all of them, but of a unit, whose tokens are most of a
// corpus, only the texts.
type proof interface{ proof(yield func(s string)) }

// checkText is the one place where text is held to be valid UTF-8.
func checkText[T any, P interface {
	*T
	row
}](table Table, all []T) error {
	for i := range all {
		p := P(&all[i])
		bad := ""
		p.texts(func(s string) {
			if bad == "" && !utf8.ValidString(s) {
				bad = s
			}
		})
		if bad != "" {
			return fmt.Errorf("store: %s: %s: invalid UTF-8 in %.60q", table, p.key(), bad)
		}
	}
	return nil
}

func each(yield func(string), lists ...[]string) {
	for _, list := range lists {
		for _, s := range list {
			yield(s)
		}
	}
}

func (r *DocumentRow) proof(yield func(string)) { r.texts(yield) }

func (r *DocumentRow) key() string { return r.ID + "/" + r.Lang }
func (r *DocumentRow) texts(yield func(string)) {
	m, s := &r.Masthead, &r.Source
	each(yield, []string{r.ID, r.Lang, r.Type, r.Title, r.Date}, r.Symbols, r.Original)
	each(yield, []string{m.Distribution, m.Version, m.JobNumber, m.JobLanguage, m.Barcode}, m.Bodies, m.JobDates, m.Sessions, m.AgendaItems)
	each(yield, []string{s.Path, s.SHA256, s.Charset, s.Paired, s.Format, s.Member})
	for i := range r.Sections {
		s := &r.Sections[i]
		each(yield, []string{s.Type, s.Label, s.Title, s.Evidence}, s.Original)
	}
	for i := range r.Problems {
		each(yield, []string{r.Problems[i].Stage, r.Problems[i].What})
	}
}

func (r *UnitRow) key() string { return r.ID }
func (r *UnitRow) texts(yield func(string)) {
	each(yield, []string{r.ID, r.DocID, r.Lang, r.Kind, r.Label, r.Raw, r.Text, r.Norm, r.Origin, r.Reads, r.MarkOf}, r.Partners)
	for i := range r.Tokens { // spelled out: this is most of a corpus
		yield(r.Tokens[i].Kind)
		yield(r.Tokens[i].Form)
		yield(r.Tokens[i].Tag)
	}
	for _, list := range [][]Repair{r.Repairs, r.Changes} {
		for i := range list {
			yield(list[i].Rule)
			yield(list[i].Now)
		}
	}
}

func (r *UnitRow) proof(yield func(string)) {
	(&unitProof{r.ID, r.Raw, r.Text, r.Norm}).proof(yield)
}

// unitProof is the part of a UnitRow that is compared.
type unitProof struct {
	ID   string `parquet:"id"`
	Raw  string `parquet:"raw"`
	Text string `parquet:"text"`
	Norm string `parquet:"norm"`
}

func (r *unitProof) proof(yield func(string)) {
	each(yield, []string{r.ID, r.Raw, r.Text, r.Norm})
}

func (r *BeadRow) proof(yield func(string)) { r.texts(yield) }

func (r *BeadRow) key() string { return r.ID }
func (r *BeadRow) texts(yield func(string)) {
	each(yield, []string{r.ID, r.DocID, r.SourceLang, r.TargetLang, r.Type, r.Method, r.Editor, r.Edited}, r.SourceIDs, r.TargetIDs)
	for i := range r.Components {
		yield(r.Components[i].Name)
	}
}

func (r *ParallelRow) proof(yield func(string)) { r.texts(yield) }

func (r *ParallelRow) key() string { return r.ID }
func (r *ParallelRow) texts(yield func(string)) {
	each(yield, []string{r.ID, r.DocID, r.Type, r.Evidence, r.Split}, r.EnIDs, r.RuIDs, r.ZhIDs, r.BeadIDs, r.OrigLang, r.Flags)
	for i := range r.Checks {
		yield(r.Checks[i].Name)
	}
	if t := r.Translation; t != nil {
		for _, s := range []*string{t.En, t.Ru, t.Zh} {
			if s != nil {
				yield(*s)
			}
		}
	}
}

func (r *RemovedRow) proof(yield func(string)) { r.texts(yield) }

func (r *RemovedRow) key() string { return fmt.Sprintf("%s/%s:%d", r.DocID, r.Lang, r.Start) }
func (r *RemovedRow) texts(yield func(string)) {
	each(yield, []string{r.DocID, r.Lang, r.Rule, r.Text})
}

// Document gives the id of the document that the row belongs to.
func (r *DocumentRow) Document() string { return r.ID }

// Document gives the id of the document that the row belongs to.
func (r *UnitRow) Document() string { return r.DocID }

// Document gives the id of the document that the row belongs to.
func (r *BeadRow) Document() string { return r.DocID }

// Document gives the id of the document that the row belongs to.
func (r *ParallelRow) Document() string { return r.DocID }

// Document gives the id of the document that the row belongs to.
func (r *RemovedRow) Document() string { return r.DocID }
