package review

import (
	"errors"
	"fmt"
	"slices"
)

// Place is where on a page an action is done: at a unit of a row.
type Place struct {
	Row  int    `json:"row"`  // number of the row in the view, from 0
	Lang string `json:"lang"` // column; "" if the action is about the whole row
	Unit int    `json:"unit"` // number of the unit in the cell, from 0
}

// Action is something that a person does to rows.
type Action struct {
	Name, Title, Keys string
	// do gives the rows that stand in the place of rows from to to (excluded).
	do func(s *sheet, at Place) (from, to int, after []Row, err error)
}

// Actions lists what can be done to rows, in the order of the page's help. Undo,
// redo and comments are no actions on rows.
var Actions = []Action{
	{"accept", "Accept the row as it stands", "a Enter", accept},
	{"reopen", "Take the check back", "r", reopen},
	{"merge", "Merge the row with the next one", "m", merge},
	{"split", "Split the row before this sentence", "s", split},
	{"up", "Move this sentence (and those above it in the row) to the row above", "[ Alt+↑", moveUp},
	{"down", "Move this sentence (and those below it in the row) to the row below", "] Alt+↓", moveDown},
	{"null", "This sentence has no partner", "x", alone},
	{"apart", "Nothing in this row belongs together", "Shift+X", apart},
	{"wrong", "Wrong translation (or not, if it is marked so)", "w", wrong},
}

// actionOf finds an action by its name.
func actionOf(name string) *Action {
	i := slices.IndexFunc(Actions, func(a Action) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &Actions[i]
}

// sheet is the rows that an action sees.
type sheet struct {
	languages []string
	rows      []Row
	length    func(id string) int // of a unit, in characters
	// joins tells whether the second unit follows the first one in its text,
	// with nothing between them that takes part in alignment.
	joins func(first, second string) bool
}

// RefusedError says why an action cannot be done here; the page shows it.
type RefusedError struct{ What string }

func (e *RefusedError) Error() string { return e.What }

func refuse(format string, args ...any) error { return &RefusedError{fmt.Sprintf(format, args...)} }

// run does an action and checks the law: the same units in the same order.
func (s *sheet) run(a *Action, at Place) (before, after []Row, err error) {
	if at.Row < 0 || at.Row >= len(s.rows) {
		return nil, nil, refuse("there is no row %d", at.Row+1)
	}
	if at.Lang != "" && !slices.Contains(s.languages, at.Lang) {
		return nil, nil, refuse("there is no column %q", at.Lang)
	}
	from, to, after, err := a.do(s, at)
	if err != nil {
		return nil, nil, err
	}
	after = slices.DeleteFunc(after, Row.empty)
	for _, r := range after {
		for _, lang := range s.languages {
			ids := r.Units[lang]
			for i := 1; i < len(ids); i++ {
				if !s.joins(ids[i-1], ids[i]) {
					return nil, nil, refuse("these sentences do not stand side by side in the text (%s)", lang)
				}
			}
		}
	}
	before = s.rows[from:to]
	if !sameUnits(s.languages, before, after) {
		return nil, nil, errors.New("review: an action has lost units")
	}
	return before, after, nil
}

// sameUnits holds that both lists of rows have the same units in the same order.
func sameUnits(languages []string, a, b []Row) bool {
	all := func(rows []Row, lang string) (ids []string) {
		for _, r := range rows {
			ids = append(ids, r.Units[lang]...)
		}
		return ids
	}
	for _, lang := range languages {
		if !slices.Equal(all(a, lang), all(b, lang)) {
			return false
		}
	}
	return true
}

// checked gives the row as one that a person has made.
func checked(r Row) Row {
	return Row{Units: r.Units, Checked: true}
}

func accept(s *sheet, at Place) (int, int, []Row, error) {
	r := s.rows[at.Row]
	if r.Checked {
		return 0, 0, nil, refuse("the row is accepted already")
	}
	return at.Row, at.Row + 1, []Row{checked(r)}, nil
}

func reopen(s *sheet, at Place) (int, int, []Row, error) {
	r := s.rows[at.Row]
	if !r.Checked {
		return 0, 0, nil, refuse("the row is not checked")
	}
	return at.Row, at.Row + 1, []Row{{Units: r.Units}}, nil
}

func wrong(s *sheet, at Place) (int, int, []Row, error) {
	r := s.rows[at.Row]
	if len(r.Units) < 2 {
		return 0, 0, nil, refuse("there is nothing that translates another here")
	}
	return at.Row, at.Row + 1, []Row{{Units: r.Units, Checked: true, Wrong: !r.Wrong}}, nil
}

func merge(s *sheet, at Place) (int, int, []Row, error) {
	if at.Row+1 == len(s.rows) {
		return 0, 0, nil, refuse("there is no row below")
	}
	r, next := s.rows[at.Row], s.rows[at.Row+1]
	out := checked(r)
	for _, lang := range s.languages {
		out = out.with(lang, slices.Concat(r.Units[lang], next.Units[lang]))
	}
	return at.Row, at.Row + 2, []Row{out}, nil
}

// cell gives the units of the place's column and the place among them.
func (s *sheet) cell(at Place) (ids []string, err error) {
	ids = s.rows[at.Row].Units[at.Lang]
	if at.Lang == "" || at.Unit < 0 || at.Unit >= len(ids) {
		return nil, refuse("choose a sentence first")
	}
	return ids, nil
}

// split cuts before a unit; the other languages are cut where the same share of
// their text lies before.
func split(s *sheet, at Place) (int, int, []Row, error) {
	ids, err := s.cell(at)
	if err != nil {
		return 0, 0, nil, err
	}
	if at.Unit == 0 {
		return 0, 0, nil, refuse("nothing stands above this sentence in the row: choose the sentence that shall begin the new row")
	}
	r := s.rows[at.Row]
	share := s.share(ids, at.Unit)
	above, below := checked(r), checked(r)
	for _, lang := range s.languages {
		cut := at.Unit
		if other := r.Units[lang]; lang != at.Lang {
			cut = 0
			for n := range len(other) + 1 { // where the shares are most alike
				if distance(s.share(other, n), share) < distance(s.share(other, cut), share) {
					cut = n
				}
			}
		}
		above, below = above.with(lang, r.Units[lang][:cut]), below.with(lang, r.Units[lang][cut:])
	}
	return at.Row, at.Row + 1, []Row{above, below}, nil
}

// share is the part of the text that the first n units are.
func (s *sheet) share(ids []string, n int) float64 {
	part, all := 0, 0
	for i, id := range ids {
		l := s.length(id) + 1
		all += l
		if i < n {
			part += l
		}
	}
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

func distance(a, b float64) float64 { return max(a-b, b-a) }

func moveUp(s *sheet, at Place) (int, int, []Row, error) {
	ids, err := s.cell(at)
	if err != nil {
		return 0, 0, nil, err
	}
	if at.Row == 0 {
		return 0, 0, nil, refuse("there is no row above")
	}
	r, above := s.rows[at.Row], s.rows[at.Row-1]
	return at.Row - 1, at.Row + 1, []Row{
		checked(above).with(at.Lang, slices.Concat(above.Units[at.Lang], ids[:at.Unit+1])),
		checked(r).with(at.Lang, ids[at.Unit+1:]),
	}, nil
}

func moveDown(s *sheet, at Place) (int, int, []Row, error) {
	ids, err := s.cell(at)
	if err != nil {
		return 0, 0, nil, err
	}
	if at.Row+1 == len(s.rows) {
		return 0, 0, nil, refuse("there is no row below")
	}
	r, below := s.rows[at.Row], s.rows[at.Row+1]
	return at.Row, at.Row + 2, []Row{
		checked(r).with(at.Lang, ids[:at.Unit]),
		checked(below).with(at.Lang, slices.Concat(ids[at.Unit:], below.Units[at.Lang])),
	}, nil
}

// alone takes a unit out of its row, at the row's edge.
func alone(s *sheet, at Place) (int, int, []Row, error) {
	ids, err := s.cell(at)
	if err != nil {
		return 0, 0, nil, err
	}
	r := s.rows[at.Row]
	if len(r.Units) == 1 && len(ids) == 1 {
		return at.Row, at.Row + 1, []Row{checked(r)}, nil
	}
	own := Row{Units: map[string][]string{at.Lang: {ids[at.Unit]}}, Checked: true}
	switch at.Unit {
	case len(ids) - 1:
		rest := checked(r).with(at.Lang, ids[:at.Unit])
		return at.Row, at.Row + 1, []Row{rest, own}, nil
	case 0:
		rest := checked(r).with(at.Lang, ids[1:])
		return at.Row, at.Row + 1, []Row{own, rest}, nil
	}
	return 0, 0, nil, refuse("a sentence in the middle cannot be taken out: split the row first")
}

// apart makes a row of every unit of a row.
func apart(s *sheet, at Place) (int, int, []Row, error) {
	var out []Row
	for _, lang := range s.languages {
		for _, id := range s.rows[at.Row].Units[lang] {
			out = append(out, Row{Units: map[string][]string{lang: {id}}, Checked: true})
		}
	}
	return at.Row, at.Row + 1, out, nil
}
