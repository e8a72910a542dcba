package review

import (
	"fmt"
	"maps"
	"slices"
)

// State is what people have said of one document: the sum of its records.
type State struct {
	locks    map[string]lock   // by key
	comments map[string]string // by the id of a row's first unit
	done     []step            // that can be undone
	undone   []step            // that can be done again
	version  int               // number of records
}

// step is the difference that one record made.
type step struct {
	n              int
	removed, added []lock
	unit, was, is  string // of a comment
}

func newState() *State { return &State{locks: map[string]lock{}, comments: map[string]string{}} }

// states sums up records by document.
func states(records []Record) (map[string]*State, error) {
	all := map[string]*State{}
	for i := range records {
		r := &records[i]
		if r.Doc == "" {
			continue
		}
		if all[r.Doc] == nil {
			all[r.Doc] = newState()
		}
		if err := all[r.Doc].add(r); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// add takes a record into the state.
func (s *State) add(r *Record) error {
	switch r.Action {
	case "undo":
		if len(s.done) == 0 || s.done[len(s.done)-1].n != r.Of {
			return fmt.Errorf("review: record %d undoes record %d, which is not the last one of %s", r.N, r.Of, r.Doc)
		}
		x := s.done[len(s.done)-1]
		s.done, s.undone = s.done[:len(s.done)-1], append(s.undone, x)
		s.put(x.added, x.removed)
		s.comment(x.unit, x.was)
	case "redo":
		if len(s.undone) == 0 || s.undone[len(s.undone)-1].n != r.Of {
			return fmt.Errorf("review: record %d redoes record %d, which is not the last one undone of %s", r.N, r.Of, r.Doc)
		}
		x := s.undone[len(s.undone)-1]
		s.undone, s.done = s.undone[:len(s.undone)-1], append(s.done, x)
		s.put(x.removed, x.added)
		s.comment(x.unit, x.is)
	default:
		x := s.stepOf(r)
		s.done, s.undone = append(s.done, x), nil
		s.put(x.removed, x.added)
		s.comment(x.unit, x.is)
	}
	s.version++
	return nil
}

// stepOf gives the difference that a record makes here: locks of the units in
// its rows go, those of the checked rows come.
func (s *State) stepOf(r *Record) step {
	x := step{n: r.N}
	if r.Action == "comment" {
		x.unit, x.was, x.is = r.Unit, s.comments[r.Unit], r.Comment
		return x
	}
	touched := map[string]bool{}
	for _, rows := range [][]Row{r.Before, r.After} {
		for _, row := range rows {
			for _, ids := range row.Units {
				for _, id := range ids {
					touched[id] = true
				}
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(s.locks)) {
		l := s.locks[k]
		among := slices.Contains(r.Languages, l.source) && slices.Contains(r.Languages, l.target)
		if among && (slices.ContainsFunc(l.sourceIDs, func(id string) bool { return touched[id] }) ||
			slices.ContainsFunc(l.targetIDs, func(id string) bool { return touched[id] })) {
			x.removed = append(x.removed, l)
		}
	}
	for _, row := range r.After {
		if row.Checked {
			for _, l := range row.implied(r.Languages) {
				l.editor, l.edited = r.Editor, r.Time
				x.added = append(x.added, l)
			}
		}
	}
	return x
}

func (s *State) put(out, in []lock) {
	for i := range out {
		delete(s.locks, out[i].key())
	}
	for i := range in {
		s.locks[in[i].key()] = in[i]
	}
}

func (s *State) comment(unit, text string) {
	switch {
	case unit == "":
	case text == "":
		delete(s.comments, unit)
	default:
		s.comments[unit] = text
	}
}

// locked gives what is known of a row's check: all of its beads must be locked.
func (s *State) locked(r Row, languages []string) (checked, wrong bool, editor, edited string) {
	all := r.implied(languages)
	if len(all) == 0 {
		return false, false, "", ""
	}
	for i := range all {
		l, ok := s.locks[all[i].key()]
		if !ok {
			return false, false, "", ""
		}
		wrong = wrong || l.wrong
		if l.edited >= edited {
			editor, edited = l.editor, l.edited
		}
	}
	return true, wrong, editor, edited
}
