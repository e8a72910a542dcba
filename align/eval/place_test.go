package eval

import (
	"fmt"
	"strings"
	"testing"
)

func beadsOf(t *testing.T, text string) []Bead {
	t.Helper()
	beads, err := Read(strings.NewReader(strings.ReplaceAll(text, "|", "\n")), "test")
	if err != nil {
		t.Fatal(err)
	}
	return beads
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct{ name, gold, test, kind, place string }{
		{"the same", "[0]:[0]|[1]:[1]", "[1]:[1]|[0]:[0]", "", ""},
		{"joined", "[0]:[0]|[1]:[1]|[2]:[2]", "[0, 1]:[0, 1]|[2]:[2]", Merged, "[0 1] [0 1]"},
		{"split", "[0]:[0]|[1, 2]:[1, 2]", "[0]:[0]|[1]:[1]|[2]:[2]", Split, "[1 2] [1 2]"},
		{"moved", "[0, 1]:[0]|[2]:[1]", "[0]:[0]|[1, 2]:[1]", Moved, "[0 1 2] [0 1]"},
		{"a null missed", "[0]:[0]|[1]:[]", "[0, 1]:[0]", NullMissed, "[0 1] [0]"},
		{"a null invented", "[0]:[0]|[1]:[1]", "[0]:[0]|[1]:[]|[]:[1]", NullInvented, "[1] [1]"},
		{"nothing said", "[0]:[0]", "", Merged, "[0] [0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			places := Places(beadsOf(t, c.gold), beadsOf(t, c.test))
			got, kind := "", ""
			for i := range places {
				got += fmt.Sprint(places[i].Source, " ", places[i].Target)
				kind += places[i].Kind(0)
			}
			if got != c.place || kind != c.kind {
				t.Errorf("place %q, kind %q; want %q, %q", got, kind, c.place, c.kind)
			}
		})
	}
}

// A place of one system shows what the other says there, right as it is.
func TestPlacesOfTwo(t *testing.T) {
	gold := beadsOf(t, "[0]:[0]|[1]:[1]|[2]:[2]")
	places := Places(gold, beadsOf(t, "[0, 1]:[0, 1]|[2]:[2]"), beadsOf(t, "[0]:[0]|[1]:[1]|[2]:[]|[]:[2]"))
	if len(places) != 2 {
		t.Fatalf("%+v", places)
	}
	if a := &places[0]; a.Kind(0) != Merged || a.Kind(1) != NoError || len(a.Tests[1]) != 2 || !a.Right[1][0] {
		t.Errorf("%+v", a)
	}
	if b := &places[1]; b.Kind(0) != NoError || b.Kind(1) != NullInvented {
		t.Errorf("%+v", b)
	}
}
