package pipeline

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tritext/corpus"
	"tritext/testdata"
)

// The letter that the project was founded on comes out as people cut it: the
// paragraphs, the sentences, the bytes of the file, and who wrote what first.
func TestSampleLetter(t *testing.T) {
	in := testdata.Shared(t, "data", "seed", "A_75_860-S_2021_387.zh.txt")
	gold, err := os.Open(testdata.Shared(t, "data", "un", "gold", "sample_letter.paragraphs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer gold.Close()
	out := filepath.Join(t.TempDir(), "out")
	report, err := Build(t.Context(), Options{Inputs: []string{in}, Output: out}, Observer{})
	if err != nil || report.SetAside > 0 {
		t.Fatalf("%v, %d set aside", err, report.SetAside)
	}
	c := open(t, out)
	units := collect(t, c.Units())
	next, blocks := 0, 0
	for lines := bufio.NewScanner(gold); lines.Scan(); blocks++ {
		var want struct {
			P          int
			Start, End int64
			Sents      []string
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		first := next
		for _, s := range want.Sents {
			if next == len(units) {
				t.Fatalf("paragraph %d: %q is missing", want.P, s)
			}
			if got := units[next].Text; got != s {
				t.Errorf("paragraph %d: unit %q, want %q", want.P, got, s)
			}
			next++
		}
		a, z := units[first], units[next-1]
		if a.Start != want.Start || z.End != want.End || a.Sentence != 1 {
			t.Errorf("paragraph %d: bytes [%d,%d), want [%d,%d)", want.P, a.Start, z.End, want.Start, want.End)
		}
	}
	t.Logf("%d blocks and %d units as people cut them", blocks, next)
	if next != len(units) || blocks != 37 || next != 48 {
		t.Errorf("%d blocks and %d units read, %d units made; want 37 and 48", blocks, next, len(units))
	}
	d := collect(t, c.Documents())[0]
	if len(d.Sections) != 2 {
		t.Fatalf("sections %+v", d.Sections)
	}
	letter, annex := d.Sections[0], d.Sections[1]
	if letter.Type != "letter" || !slices.Equal(letter.Original, []string{"en"}) || letter.Evidence != string(corpus.EvidenceMasthead) {
		t.Errorf("the letter: %+v", letter)
	}
	if annex.Type != "annex" || !slices.Equal(annex.Original, []string{"ru"}) || annex.Evidence != string(corpus.EvidenceBracket) {
		t.Errorf("the annex: %+v", annex)
	}
	if !slices.Equal(d.Symbols, []string{"A/75/860", "S/2021/387"}) || d.Masthead.JobNumber != "21-05318" {
		t.Errorf("symbols %v, job number %s", d.Symbols, d.Masthead.JobNumber)
	}
}
