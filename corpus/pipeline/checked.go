package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/zeebo/xxh3"

	"tritext/align"
	"tritext/corpus"
	"tritext/corpus/store"
	"tritext/segment"
)

// What a person has checked outlives the corpus that it stands in: a build that
// replaces a corpus keeps the beads of method "checked" of every document whose
// file has not changed, and aligns the rest around them. They are known by the
// bytes of the file that their sentences take, so that other numbers of units
// do no harm; a bead whose sentences are cut otherwise now is told and not kept.

// checkedDocument is what was checked of a document.
type checkedDocument struct {
	files map[string]string // language → hash of the file, with the member inside
	beads []checkedBead
}

// checkedBead is a bead by the bytes of its sentences.
type checkedBead struct {
	id, source, target string
	sides              [2][]segment.Span // bytes of the files
	editor, edited     string
}

// readChecked reads what was checked in the corpus that stands in dir; nothing if
// there is none. sum tells checked beads from others.
func readChecked(dir string) (all map[string]*checkedDocument, count int, sum uint64, err error) {
	c, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, 0, nil
	}
	if err != nil {
		return nil, 0, 0, err
	}
	all = map[string]*checkedDocument{}
	wanted := map[string][]segment.Span{} // id of a unit → its bytes
	var rows []*store.BeadRow
	for b, err := range c.Beads() {
		if err != nil {
			return nil, 0, 0, err
		}
		if b.Method != corpus.MethodChecked {
			continue
		}
		rows = append(rows, b)
		all[b.DocID] = &checkedDocument{files: map[string]string{}}
		for _, id := range slices.Concat(b.SourceIDs, b.TargetIDs) {
			wanted[id] = nil
		}
	}
	if len(rows) == 0 {
		return nil, 0, 0, nil
	}
	type place struct {
		ID    string `parquet:"id"`
		Start int64  `parquet:"start"`
		End   int64  `parquet:"end"`
	}
	for u, err := range store.Rows[place](c, store.TableUnits) {
		if err != nil {
			return nil, 0, 0, err
		}
		if _, ok := wanted[u.ID]; ok {
			wanted[u.ID] = []segment.Span{{Start: int(u.Start), End: int(u.End)}}
		}
	}
	for in, err := range c.Inputs() {
		if err != nil {
			return nil, 0, 0, err
		}
		if d := all[in.ID]; d != nil {
			d.files[in.Lang] = in.SHA256 + " " + in.Member
		}
	}
	h := xxh3.New()
	for _, b := range rows {
		k := checkedBead{id: b.ID, source: b.SourceLang, target: b.TargetLang, editor: b.Editor, edited: b.Edited}
		for side, ids := range [][]string{b.SourceIDs, b.TargetIDs} {
			for _, id := range ids {
				k.sides[side] = append(k.sides[side], wanted[id]...)
			}
		}
		all[b.DocID].beads = append(all[b.DocID].beads, k)
		fmt.Fprintf(h, "%q %v %q %q %q %q\n", b.DocID, k.sides, k.source, k.target, k.editor, k.edited)
	}
	return all, len(rows), h.Sum64(), nil
}

// keepChecked puts the checked beads of the corpus that is replaced into a
// family, and aligns their pairs of versions around them. What cannot be kept
// is told in the source's problems.
func (s *stages) keepChecked(f *corpus.Family, sides map[string]*side, kept *checkedDocument, extra ...align.Scorer) error {
	for _, p := range align.Pairs(len(languages), 0) {
		source, target := languages[p[0]], languages[p[1]]
		from, to := sides[source], sides[target]
		if from == nil || to == nil {
			continue
		}
		var beads []*checkedBead
		for i := range kept.beads {
			if b := &kept.beads[i]; b.source == source && b.target == target {
				beads = append(beads, b)
			}
		}
		if len(beads) == 0 {
			continue
		}
		note := func(d *corpus.Document, format string, args ...any) {
			d.Problems = append(d.Problems, corpus.Problem{Stage: "align", Path: d.Source.Path, What: fmt.Sprintf(format, args...)})
		}
		if d := changedSince(kept, from.doc, to.doc); d != nil {
			note(d, "the file is another one than when %d beads of %s and %s were checked: they are not kept", len(beads), source, target)
			continue
		}
		var locked []corpus.Bead
		places := [2]map[segment.Span]int{unitPlaces(from.doc), unitPlaces(to.doc)}
		for _, b := range beads {
			bead, ok := b.now(places)
			if ok {
				_, err := placeLocked(from, to, []corpus.Bead{bead})
				ok = err == nil
			}
			if !ok {
				note(from.doc, "checked bead %s is not kept: its sentences are cut otherwise now, or do not stand together", b.id)
				continue
			}
			locked = append(locked, bead)
		}
		if err := s.lock(f, from, to, locked, extra...); err != nil {
			return err
		}
	}
	return nil
}

// lock aligns a pair of versions around locked beads and puts the beads in the
// place of the pair's.
func (s *stages) lock(f *corpus.Family, from, to *side, locked []corpus.Bead, extra ...align.Scorer) error {
	source, target := from.doc.Lang, to.doc.Lang
	if len(locked) == 0 {
		return nil
	}
	placed, err := placeLocked(from, to, locked)
	if err != nil {
		return fmt.Errorf("pipeline: %s: %w", f.ID, err)
	}
	var fresh []corpus.Bead
	for i := range from.streams {
		beads, err := around(s.locking[[2]string{source, target}].With(extra...), &from.streams[i], &to.streams[i], placed[i])
		if err != nil {
			return fmt.Errorf("pipeline: %s: %w", f.ID, err)
		}
		fresh = append(fresh, beads...)
	}
	for n := range fresh {
		fresh[n].ID = fmt.Sprintf("%s#%s-%s.%d", f.ID, source, target, n+1)
		fresh[n].Source, fresh[n].Target = source, target
	}
	ours := func(b corpus.Bead) bool { return b.Source == source && b.Target == target }
	at := slices.IndexFunc(f.Beads, ours)
	if at < 0 {
		at = len(f.Beads)
	}
	f.Beads = slices.Insert(slices.DeleteFunc(f.Beads, ours), at, fresh...)
	return nil
}

// changedSince gives the first version whose file is another one than when it
// was checked, nil if none is.
func changedSince(kept *checkedDocument, versions ...*corpus.Document) *corpus.Document {
	for _, d := range versions {
		if kept.files[d.Lang] != d.Source.SHA256+" "+d.Source.Member {
			return d
		}
	}
	return nil
}

// unitPlaces gives the units of a version by the bytes of the file that they take.
func unitPlaces(d *corpus.Document) map[segment.Span]int {
	at := map[segment.Span]int{}
	for i := range d.Units {
		if spans := d.Units[i].Spans; len(spans) > 0 {
			at[segment.Span{Start: d.FilePlace(spans[0].Start), End: d.FilePlace(spans[len(spans)-1].End)}] = i
		}
	}
	return at
}

// now gives the bead by the units that have its bytes now.
func (b *checkedBead) now(places [2]map[segment.Span]int) (corpus.Bead, bool) {
	out := corpus.Bead{Source: b.source, Target: b.target, Method: corpus.MethodChecked, Editor: b.editor, Edited: b.edited}
	var units [2][]int
	for side, spans := range b.sides {
		for _, span := range spans {
			u, ok := places[side][span]
			if !ok {
				return out, false
			}
			units[side] = append(units[side], u)
		}
		slices.Sort(units[side])
	}
	out.SourceUnits, out.TargetUnits = units[0], units[1]
	return out, len(units[0])+len(units[1]) > 0
}
