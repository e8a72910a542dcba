package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus/store"
)

// Beads that came with the texts stay as they are: of several sentences, in
// another order, without a partner; and so do the sentences.
func TestGiven(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("letter.zh", "水位上涨。桥梁关闭。\n道路开通。\n\n感谢各位。\n会议结束。\n再见。\n")
	write("letter.en", "The water level rose.\nThe bridge is closed.\nThe road was opened.\nThe meeting is over. Nobody spoke.\nThank you.\n")
	write("letter.zh-en.beads", "[0]:[0, 1]:1\n[1]:[2]:1\n[3]:[4]:1\n[4]:[3]:1\n[5]:[]:0\n")
	out := filepath.Join(t.TempDir(), "out")
	report, err := Build(t.Context(), Options{Inputs: []string{dir}, Output: out}, Observer{})
	if err != nil {
		t.Fatal(err)
	}
	if report.SetAside != 0 || report.Manifest.Counts.Documents != 2 {
		t.Fatalf("%d set aside, %d documents", report.SetAside, report.Manifest.Counts.Documents)
	}
	c, err := store.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for u, err := range c.Units() {
		if err != nil {
			t.Fatal(err)
		}
		texts[u.ID] = u.Origin + " " + u.Text
	}
	var got []string
	for b, err := range c.Beads() {
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, id := range append(append([]string{}, b.SourceIDs...), b.TargetIDs...) {
			parts = append(parts, texts[id])
		}
		got = append(got, fmt.Sprintf("%s %s: %s", b.Method, b.Type, strings.Join(parts, " | ")))
	}
	want := []string{
		"given 1-2: 0 水位上涨。桥梁关闭。 | 0 The water level rose. | 1 The bridge is closed.",
		"given 1-1: 1 道路开通。 | 2 The road was opened.",
		"given 1-1: 3 感谢各位。 | 4 Thank you.",
		"given 1-1: 4 会议结束。 | 3 The meeting is over. Nobody spoke.",
		"given 1-0: 5 再见。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSplit2(t *testing.T) {
	inOrder, others := split2([]want{{[]int{0}, []int{3}}, {[]int{1}, []int{0}}, {[]int{2}, []int{1}}, {[]int{3, 5}, []int{2}}, {[]int{4}, nil}})
	if diff := cmp.Diff("[{[1] [0]} {[2] [1]}] [{[3 5] [2]} {[4] []} {[0] [3]}]", fmt.Sprint(inOrder, others)); diff != "" {
		t.Error(diff)
	}
}
