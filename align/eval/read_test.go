package eval

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []Bead
	}{
		{"nothing", "", nil},
		{"empty lines and the ends of Windows", "\r\n\n[0]:[0]\r\n\r\n", []Bead{{[]int{0}, []int{0}}}},
		{"byte order mark", "\uFEFF[0]:[0]", []Bead{{[]int{0}, []int{0}}}},
		{"null beads", "[1]:[]\n[]:[ 2 ]\n[]:[]", []Bead{{[]int{1}, nil}, {nil, []int{2}}, {nil, nil}}},
		{"gold with a hole", "[0, 2]:[1,0]", []Bead{{[]int{0, 2}, []int{1, 0}}}},
		{"vecalign with scores", "[0, 1]:[0]:0.4312\n[2]:[]:0\n[3]:[1]:-1e-3\n[4]:[2]:nan\n[5]:[3]:", []Bead{
			{[]int{0, 1}, []int{0}}, {[]int{2}, nil}, {[]int{3}, []int{1}}, {[]int{4}, []int{2}}, {[]int{5}, []int{3}},
		}},
		{"tuples", "(0,):(0, 1)\n():(2,)", []Bead{{[]int{0}, []int{0, 1}}, {nil, []int{2}}}},
		{"Bertalign, a bead a line", "([0, 1], [0])\n([2], []),\n[[3], [1]]", []Bead{{[]int{0, 1}, []int{0}}, {[]int{2}, nil}, {[]int{3}, []int{1}}}},
		{"Bertalign, printed whole", "[([0], [0]), ([1], [1, 2])]", []Bead{{[]int{0}, []int{0}}, {[]int{1}, []int{1, 2}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(test.text), "x.gold")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestReadFaults(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"prose", "[0]:[0]\n第一句。\n", `eval: x.gold:2:1: want '[' before sentence numbers, found '第'`},
		{"one side only", "[0]", `eval: x.gold:1:4: want ':' between the sides of a bead, found the end of the line`},
		{"no comma", "[0 1]:[0]", `eval: x.gold:1:4: want ',' or ']' after a sentence number, found '1'`},
		{"not closed", "[0]:[1", `eval: x.gold:1:7: want ',' or ']' after a sentence number, found the end of the line`},
		{"negative", "[0]:[-1]", `eval: x.gold:1:6: sentence numbers begin with 0; a negative one is no sentence`},
		{"no number", "[а]:[0]", `eval: x.gold:1:2: want a sentence number, found 'а'`},
		{"huge", "[99999999999999999999]:[0]", `eval: x.gold:1:2: sentence number beyond 1073741824`},
		{"twice", "[0]:[3, 4, 3]", `eval: x.gold:1:12: sentence 3 stands twice in one bead`},
		{"score", "[0]:[0]:так", `eval: x.gold:1:9: score "так" is no number`},
		{"rest", "[0]:[0] [1]:[1]", `eval: x.gold:1:9: want the end of the line, found '['`},
		{"pair not closed", "([0], [0]", `eval: x.gold:1:10: want ')' after a bead, found the end of the line`},
		{"list not closed", "[([0], [0])", `eval: x.gold:1:12: want ',' or ']' after a bead, found the end of the line`},
		{"long line", strings.Repeat(" ", maxLine+1), `eval: x.gold:1:1: line of more than 64 MiB`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(test.text), "x.gold")
			var fault *SyntaxError
			if !errors.As(err, &fault) || err.Error() != test.want {
				t.Errorf("got %v, error %v; want %s", got, err, test.want)
			}
		})
	}
	if _, err := ReadFile(filepath.Join(t.TempDir(), "missing.gold")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: got %v", err)
	}
}

// FuzzRead holds the law that what was read can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add("[0, 1]:[0]:0.5\n[2]:[]\n")
	f.Add("[([0], [0]), ([1], [1, 2])]")
	f.Add("(0,):(1,)\n[[3], [1]],")
	f.Add("[\xff]:[0]")
	f.Fuzz(func(t *testing.T, text string) {
		read, err := Read(strings.NewReader(text), "fuzz")
		if err != nil {
			return
		}
		var w bytes.Buffer
		if err := Write(&w, read); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&w, "again")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(read, again); diff != "" {
			t.Errorf("read -, read again +:\n%s", diff)
		}
	})
}
