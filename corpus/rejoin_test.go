package corpus_test

import (
	"slices"
	"testing"
	"tritext/corpus"
)

// Groups that stay keep what others found of them; new ones keep the split.
func TestRejoin(t *testing.T) {
	f := family("en3 zh3", "zh-en 0:0 1:1 2:2")
	f.Join()
	for i := range f.Groups {
		g := &f.Groups[i]
		g.Split, g.Checks, g.Flags = "dev", []corpus.CheckScore{{Name: "length", Score: float32(i)}}, []string{"odd", "slip"}
	}
	f.Beads = family("en3 zh3", "zh-en 0:0 1,2:1,2").Beads
	f.Rejoin()
	if len(f.Groups) != 2 {
		t.Fatalf("%d groups", len(f.Groups))
	}
	stays, is := f.Groups[0], f.Groups[1]
	if stays.Split != "dev" || len(stays.Checks) != 1 || !slices.Equal(stays.Flags, []string{"odd"}) {
		t.Errorf("the group that stays: %+v", stays)
	}
	if is.Split != "dev" || is.Checks != nil || len(is.Flags) != 0 {
		t.Errorf("the new group: %+v", is)
	}
}
