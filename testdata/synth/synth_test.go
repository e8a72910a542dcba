package synth

import (
	"os"
	"strconv"
	"testing"

	"tritext/corpus/store"
)

// A made-up corpus is a whole corpus. TRITEXT_SYNTH=DIR keeps it there, of
// TRITEXT_SYNTH_GROUPS groups.
func TestCorpus(t *testing.T) {
	dir, groups := t.TempDir(), 1000
	if kept := os.Getenv("TRITEXT_SYNTH"); kept != "" {
		dir = kept
		if n, err := strconv.Atoi(os.Getenv("TRITEXT_SYNTH_GROUPS")); err == nil {
			groups = n
		}
	}
	if err := Corpus(dir, groups, 100, 1); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := c.Manifest.Counts.Groups; n < groups*9/10 || n > groups*12/10 || c.Manifest.Counts.Trilingual < n/2 {
		t.Errorf("%+v, want about %d groups", c.Manifest.Counts, groups)
	}
}
