package query

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/store"
)

// This file holds one document to what is promised of it.

// scoreSlack is how far a bead's score may be from the sum of its components:
// what adding numbers of 15 digits in another order can make.
const scoreSlack = 1e-6

// family checks all rows of one document.
func (v *verifier) family(f *store.Family) error {
	v.sum.Families++
	v.sum.Documents += len(f.Documents)
	v.sum.Units += len(f.Units)
	v.sum.Beads += len(f.Beads)
	v.sum.Groups += len(f.Parallel)
	v.sum.Removed += len(f.Removed)
	v.seen.Documents, v.seen.Units, v.seen.Beads = v.sum.Documents, v.sum.Units, v.sum.Beads
	v.seen.Groups, v.seen.Removed = v.sum.Groups, v.sum.Removed

	units := map[string]*store.UnitRow{}
	for i := range f.Units {
		u := &f.Units[i]
		if units[u.ID] != nil {
			if err := v.fault(u.ID, "two units have this id"); err != nil {
				return err
			}
		}
		units[u.ID] = u
		if what := unitFault(u); what != "" {
			if err := v.fault(u.ID, "%s", what); err != nil {
				return err
			}
		}
	}
	for i := range f.Documents {
		if err := v.document(f, &f.Documents[i]); err != nil {
			return err
		}
	}
	partners, err := v.beads(f, units)
	if err != nil {
		return err
	}
	for i := range f.Units {
		if u := &f.Units[i]; !slices.Equal(u.Partners, partners[u.ID]) {
			if err := v.fault(u.ID, "partners %v, its beads say %v", u.Partners, partners[u.ID]); err != nil {
				return err
			}
		}
	}
	return v.groups(f, units)
}

// unitFault gives what is wrong with a unit in itself, "" if nothing.
func unitFault(u *store.UnitRow) string {
	at := int32(0)
	for i, t := range u.Tokens {
		if t.Start != at || t.End <= t.Start {
			return fmt.Sprintf("token %d is not where the one before it ends (byte %d)", i+1, at)
		}
		at = t.End
	}
	switch {
	case int(at) != len(u.Norm) && (len(u.Tokens) > 0 || u.Norm != ""):
		return fmt.Sprintf("its tokens end at byte %d of %d", at, len(u.Norm))
	case !strings.HasPrefix(u.ID, u.DocID+"/"+u.Lang+"#"):
		return "its id is not of its document and language"
	case u.Start > u.End || u.Raw != "" && u.Start == u.End:
		return fmt.Sprintf("its place %d–%d is none", u.Start, u.End)
	}
	for _, c := range u.Changes {
		if c.Start < 0 || c.End < c.Start || int(c.End) > len(u.Text) {
			return fmt.Sprintf("change %s at %d–%d of %d bytes", c.Rule, c.Start, c.End, len(u.Text))
		}
	}
	return ""
}

// document checks a version: its counts, its balance and its places.
func (v *verifier) document(f *store.Family, d *store.DocumentRow) error {
	where := d.ID + "/" + d.Lang
	balance := store.Balance{}
	add := func(to *store.Amount, text string) {
		to.Bytes += int64(len(text))
		to.Chars += int64(utf8.RuneCountInString(text))
	}
	counts := store.Counts{Blocks: d.Counts.Blocks}
	var places []store.Piece
	last := ""
	var before [3]int32
	for i := range f.Units {
		u := &f.Units[i]
		if u.Lang != d.Lang {
			continue
		}
		counts.Units++
		now := [3]int32{u.Section, u.Block, u.Sentence}
		if slices.Compare(now[:], before[:]) <= 0 {
			if err := v.fault(u.ID, "does not come after %s", last); err != nil {
				return err
			}
		}
		before, last = now, u.ID
		aligned := corpus.Kind(u.Kind).Aligned()
		if aligned {
			counts.Sentences++
		}
		if len(u.Partners) > 0 {
			counts.Partnered++
		}
		for _, t := range u.Tokens {
			if t.Kind != "space" && t.Kind != "punct" {
				counts.Tokens++
			}
		}
		switch {
		case !aligned:
			add(&balance.Apart, u.Raw)
		case len(u.Partners) > 0:
			add(&balance.Aligned, u.Raw)
		default:
			add(&balance.Null, u.Raw)
		}
		if len(u.Pieces) > 0 {
			places = append(places, u.Pieces...)
		} else {
			places = append(places, store.Piece{Start: u.Start, End: u.End})
		}
	}
	for i := range f.Removed {
		if r := &f.Removed[i]; r.Lang == d.Lang {
			counts.Removed++
			add(&balance.Removed, r.Text)
			places = append(places, store.Piece{Start: r.Start, End: r.End})
		}
	}
	for _, a := range []store.Amount{balance.Aligned, balance.Null, balance.Apart, balance.Removed} {
		balance.Total.Bytes += a.Bytes
		balance.Total.Chars += a.Chars
	}
	if counts != d.Counts {
		if err := v.fault(where, "counts %+v, its rows have %+v", d.Counts, counts); err != nil {
			return err
		}
	}
	if balance != d.Balance {
		if err := v.fault(where, "the balance does not close: it says %+v, the texts of its units and removals have %+v", d.Balance, balance); err != nil {
			return err
		}
	}
	if err := v.places(where, d, places); err != nil {
		return err
	}
	return v.source(where, d)
}

// places checks that the pieces of a version do not overlap; those of plain
// text leave no byte between them.
func (v *verifier) places(where string, d *store.DocumentRow, places []store.Piece) error {
	slices.SortFunc(places, func(a, b store.Piece) int {
		if a.Start != b.Start {
			return int(a.Start - b.Start)
		}
		return int(a.End - b.End)
	})
	whole := d.Source.Format == "plain text" && d.Source.Member == ""
	at := int64(0)
	for _, p := range places {
		switch {
		case p.Start < at:
			return v.fault(where, "two units or removals hold byte %d", p.Start)
		case whole && p.Start > at:
			return v.fault(where, "bytes %d–%d are in no unit and no removal", at, p.Start)
		}
		at = p.End
	}
	if whole && at != d.Source.Bytes {
		return v.fault(where, "bytes %d–%d are in no unit and no removal", at, d.Source.Bytes)
	}
	return nil
}

// source compares the file that a version was read from.
func (v *verifier) source(where string, d *store.DocumentRow) error {
	if v.opt.Sources == "" {
		return nil
	}
	path := filepath.Join(v.opt.Sources, filepath.FromSlash(d.Source.Path))
	sum, _, err := hashFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return v.fault(where, "its source %s is not there", path)
	case err != nil:
		return v.fault(where, "its source: %v", err)
	}
	v.seen.Sources++
	if sum != d.Source.SHA256 {
		return v.fault(where, "its source %s was changed since", path)
	}
	return nil
}

// beads checks the beads of every pair and gives the partners that they make.
func (v *verifier) beads(f *store.Family, units map[string]*store.UnitRow) (map[string][]string, error) {
	partners := map[string][]string{}
	seen := map[string]string{} // pair and unit → bead
	ids := map[string]bool{}
	pairs := map[[2]string]bool{}
	for i := range f.Beads {
		b := &f.Beads[i]
		pair := [2]string{b.SourceLang, b.TargetLang}
		pairs[pair] = true
		if what := beadFault(b, ids[b.ID]); what != "" {
			if err := v.fault(b.ID, "%s", what); err != nil {
				return nil, err
			}
		}
		ids[b.ID] = true
		for s, side := range [2][]string{b.SourceIDs, b.TargetIDs} {
			other := [2][]string{b.TargetIDs, b.SourceIDs}[s]
			for _, id := range side {
				key := pair[0] + "-" + pair[1] + " " + id
				what := ""
				switch u := units[id]; {
				case u == nil:
					what = fmt.Sprintf("names unit %s, which is not there", id)
				case u.Lang != pair[s]:
					what = fmt.Sprintf("names unit %s on the side of %s", id, pair[s])
				case seen[key] != "":
					what = fmt.Sprintf("unit %s stands in bead %s too", id, seen[key])
				}
				if what != "" {
					if err := v.fault(b.ID, "%s", what); err != nil {
						return nil, err
					}
				}
				seen[key] = b.ID
				if len(other) > 0 && !slices.Contains(partners[id], pair[1-s]) {
					partners[id] = append(partners[id], pair[1-s])
					slices.Sort(partners[id])
				}
			}
		}
	}
	for pair := range pairs {
		for i := range f.Units {
			u := &f.Units[i]
			if (u.Lang == pair[0] || u.Lang == pair[1]) && corpus.Kind(u.Kind).Aligned() && seen[pair[0]+"-"+pair[1]+" "+u.ID] == "" {
				if err := v.fault(u.ID, "stands in no bead of %s-%s", pair[0], pair[1]); err != nil {
					return nil, err
				}
			}
		}
	}
	return partners, nil
}

// beadFault gives what is wrong with a bead in itself, "" if nothing.
func beadFault(b *store.BeadRow, double bool) string {
	sum := 0.
	for _, c := range b.Components {
		sum += c.Value
	}
	switch {
	case double:
		return "two beads have this id"
	case b.Type != fmt.Sprintf("%d-%d", len(b.SourceIDs), len(b.TargetIDs)):
		return fmt.Sprintf("type %s with %d and %d units", b.Type, len(b.SourceIDs), len(b.TargetIDs))
	case !(b.Confidence >= 0 && b.Confidence <= 1): // NaN too
		return fmt.Sprintf("confidence %g", b.Confidence)
	case len(b.Components) > 0 && !(math.Abs(sum-b.Score) <= scoreSlack*max(1, math.Abs(b.Score))):
		return fmt.Sprintf("score %g, its components sum up to %g", b.Score, sum)
	}
	return ""
}

// groups checks the groups and counts their languages.
func (v *verifier) groups(f *store.Family, units map[string]*store.UnitRow) error {
	beads := map[string]bool{}
	for i := range f.Beads {
		beads[f.Beads[i].ID] = true
	}
	seen := map[string]string{} // unit → group
	for i := range f.Parallel {
		g := &f.Parallel[i]
		switch len(g.Languages()) {
		case 2:
			v.sum.Bilingual++
		case 3:
			v.sum.Trilingual++
		}
		what := groupFault(g, units)
		for _, ids := range [][]string{g.EnIDs, g.RuIDs, g.ZhIDs} {
			for _, id := range ids {
				if seen[id] != "" {
					what = fmt.Sprintf("unit %s stands in group %s too", id, seen[id])
				}
				seen[id] = g.ID
			}
		}
		for _, id := range g.BeadIDs {
			if !beads[id] {
				what = fmt.Sprintf("names bead %s, which is not there", id)
			}
		}
		if what != "" {
			if err := v.fault(g.ID, "%s", what); err != nil {
				return err
			}
		}
	}
	return nil
}

// groupFault gives what is wrong with a group beside its units, "" if nothing.
func groupFault(g *store.ParallelRow, units map[string]*store.UnitRow) string {
	if want := fmt.Sprintf("%d-%d-%d", len(g.EnIDs), len(g.RuIDs), len(g.ZhIDs)); g.Type != want {
		return fmt.Sprintf("type %s, its members make %s", g.Type, want)
	}
	if !(g.Confidence >= 0 && g.Confidence <= 1) {
		return fmt.Sprintf("confidence %g", g.Confidence)
	}
	if g.Translation == nil {
		return "it has no texts"
	}
	for _, side := range []struct {
		lang, space string
		ids         []string
		text        *string
	}{{"en", " ", g.EnIDs, g.Translation.En}, {"ru", " ", g.RuIDs, g.Translation.Ru}, {"zh", "", g.ZhIDs, g.Translation.Zh}} {
		if (len(side.ids) == 0) != (side.text == nil) {
			return fmt.Sprintf("%d units in %s, and a text or none", len(side.ids), side.lang)
		}
		if side.text == nil {
			continue
		}
		parts := make([]string, len(side.ids))
		for i, id := range side.ids {
			u := units[id]
			if u == nil || u.Lang != side.lang {
				return fmt.Sprintf("names unit %s, which is not there in %s", id, side.lang)
			}
			parts[i] = u.Norm
		}
		if strings.Join(parts, side.space) != *side.text {
			return fmt.Sprintf("its text in %s is not that of its units", side.lang)
		}
	}
	return ""
}
