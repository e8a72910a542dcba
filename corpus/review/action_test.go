package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sheetOf reads rows written "a1 a2|b1" with a row a word; columns a, b and c.
// The units of a column are numbered through.
func sheetOf(t testing.TB, rows ...string) *sheet {
	t.Helper()
	s := &sheet{languages: []string{"a", "b", "c"}, length: func(id string) int { return 10 }}
	order := map[string]int{}
	for _, text := range rows {
		r := Row{Units: map[string][]string{}}
		for i, cell := range strings.Split(text, "|") {
			for _, id := range strings.Fields(cell) {
				order[id] = len(order)
				r.Units[s.languages[i]] = append(r.Units[s.languages[i]], id)
			}
		}
		s.rows = append(s.rows, r)
	}
	s.joins = func(x, y string) bool { return x[0] == y[0] && x[1]+1 == y[1] }
	return s
}

func print(s *sheet, rows []Row) string {
	var out []string
	for _, r := range rows {
		var cells []string
		for _, lang := range s.languages {
			cells = append(cells, strings.Join(r.Units[lang], " "))
		}
		mark := ""
		if r.Checked {
			mark = "✓"
		}
		if r.Wrong {
			mark += "✗"
		}
		out = append(out, strings.Join(cells, "|")+mark)
	}
	return strings.Join(out, "  ")
}

func TestActions(t *testing.T) {
	rows := []string{"a1|b1|c1", "a2 a3|b2|", "|b3|", "a4|b4 b5 b6|c2 c3"}
	for _, c := range []struct {
		action string
		at     Place
		want   string // the rows that come; "!" and a part of the message if it is refused
	}{
		{"accept", Place{Row: 0}, "a1|b1|c1✓"},
		{"accept", Place{Row: 9}, "!no row 10"},
		{"accept", Place{Row: -1}, "!no row 0"},
		{"accept", Place{Row: 0, Lang: "d"}, "!no column"},
		{"reopen", Place{Row: 0}, "!not checked"},
		{"merge", Place{Row: 1}, "a2 a3|b2 b3|✓"},
		{"merge", Place{Row: 3}, "!no row below"},
		{"split", Place{1, "a", 1}, "a2||✓  a3|b2|✓"},
		{"split", Place{3, "b", 1}, "|b4|c2✓  a4|b5 b6|c3✓"},
		{"split", Place{3, "b", 2}, "a4|b4 b5|c2✓  |b6|c3✓"},
		{"split", Place{3, "b", 0}, "!nothing stands above"},
		{"split", Place{2, "a", 0}, "!choose a sentence"},
		{"up", Place{1, "a", 0}, "a1 a2|b1|c1✓  a3|b2|✓"},
		{"up", Place{1, "a", 1}, "a1 a2 a3|b1|c1✓  |b2|✓"},
		{"up", Place{2, "b", 0}, "a2 a3|b2 b3|✓"},
		{"up", Place{0, "a", 0}, "!no row above"},
		{"down", Place{1, "a", 1}, "a2|b2|✓  a3|b3|✓"},
		{"down", Place{1, "a", 0}, "|b2|✓  a2 a3|b3|✓"},
		{"down", Place{3, "a", 0}, "!no row below"},
		{"down", Place{0, "c", 0}, "a1|b1|✓  a2 a3|b2|c1✓"},
		{"null", Place{1, "a", 1}, "a2|b2|✓  a3||✓"},
		{"null", Place{1, "a", 0}, "a2||✓  a3|b2|✓"},
		{"null", Place{2, "b", 0}, "|b3|✓"},
		{"null", Place{3, "b", 1}, "!in the middle"},
		{"null", Place{3, "a", 0}, "|b4 b5 b6|c2 c3✓  a4||✓"},
		{"apart", Place{Row: 1}, "a2||✓  a3||✓  |b2|✓"},
		{"wrong", Place{Row: 0}, "a1|b1|c1✓✗"},
		{"wrong", Place{Row: 2}, "!nothing that translates"},
	} {
		t.Run(fmt.Sprint(c.action, c.at), func(t *testing.T) {
			s := sheetOf(t, rows...)
			before, after, err := s.run(actionOf(c.action), c.at)
			if what, refused := strings.CutPrefix(c.want, "!"); refused {
				var is *RefusedError
				if !errors.As(err, &is) || !strings.Contains(err.Error(), what) {
					t.Errorf("error %v, want %q", err, what)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := print(s, after); got != c.want {
				t.Errorf("%s\nbecame %s\nwant   %s", print(s, before), got, c.want)
			}
		})
	}
}

// Rows that do not stand side by side cannot be put together.
func TestMergeOverAGap(t *testing.T) {
	s := sheetOf(t, "a1|b1|c1", "a3|b2|c2")
	if _, _, err := s.run(actionOf("merge"), Place{}); err == nil || !strings.Contains(err.Error(), "side by side") {
		t.Errorf("error %v", err)
	}
}

// FuzzActions holds the laws for any actions on any rows: the same units in the
// same order, no empty rows, what was done is checked; and undo of a record is
// what was before, redo what was after.
func FuzzActions(f *testing.F) {
	f.Add([]byte{1, 2, 1, 3, 0, 2, 9, 1, 0, 0, 3, 1, 1, 1, 4, 0, 2, 0})
	f.Add([]byte{7, 7, 7, 0, 0, 0, 5, 1, 1, 2, 6, 2, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 3 {
			return
		}
		var rows []string
		next := [3]byte{}
		for range 1 + b[0]%5 {
			var cells []string
			for col := range 3 {
				var ids []string
				n := 0
				if len(b) > 0 {
					n, b = int(b[0]%3), b[1:]
				}
				for range n {
					next[col]++
					ids = append(ids, fmt.Sprintf("%c%c", 'a'+col, next[col]))
				}
				cells = append(cells, strings.Join(ids, " "))
			}
			if strings.Join(cells, "") != "" {
				rows = append(rows, strings.Join(cells, "|"))
			}
		}
		s := sheetOf(t, rows...)
		st := newState()
		for n := 1; len(b) >= 4; n++ {
			a := &Actions[int(b[0])%len(Actions)]
			at := Place{Row: int(b[1]), Lang: s.languages[b[2]%3], Unit: int(b[3] % 4)}
			b = b[4:]
			if len(s.rows) > 0 {
				at.Row %= len(s.rows)
			}
			before, after, err := s.run(a, at)
			if err != nil {
				var refused *RefusedError
				if !errors.As(err, &refused) {
					t.Fatalf("%s at %+v: %v", a.Name, at, err)
				}
				continue
			}
			if slices.ContainsFunc(after, Row.empty) || !sameUnits(s.languages, before, after) {
				t.Fatalf("%s: %s became %s", a.Name, print(s, before), print(s, after))
			}
			if a.Name != "reopen" && slices.ContainsFunc(after, func(r Row) bool { return !r.Checked }) {
				t.Fatalf("%s left a row unchecked: %s", a.Name, print(s, after))
			}
			was := st.clone()
			if err := st.add(&Record{N: n, Doc: "d", Action: a.Name, Languages: s.languages, Before: before, After: after}); err != nil {
				t.Fatal(err)
			}
			for _, r := range after {
				if is, wrong, _, _ := st.locked(r, s.languages); is != r.Checked || wrong != r.Wrong {
					t.Fatalf("%s: row %s: checked %t, wrong %t", a.Name, print(s, []Row{r}), is, wrong)
				}
			}
			now := st.clone()
			back := &Record{N: n, Doc: "d", Action: "undo", Of: n}
			if err := st.add(back); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(sortedKeys(st.locks), sortedKeys(was.locks)) {
				t.Fatalf("undo of %s: %v, want %v", a.Name, sortedKeys(st.locks), sortedKeys(was.locks))
			}
			if err := st.add(&Record{N: n, Doc: "d", Action: "redo", Of: n}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(sortedKeys(st.locks), sortedKeys(now.locks)) {
				t.Fatalf("redo of %s", a.Name)
			}
			for i := range s.rows { // the new rows in the place of the old
				if &s.rows[i] == &before[0] {
					s.rows = slices.Concat(s.rows[:i], after, s.rows[i+len(before):])
					break
				}
			}
		}
	})
}
