package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/undoc"
)

// Lists of States, each in the order of its alphabet, are matched by name: from
// raw text, in three languages, with a State that one version lacks.
func TestListsOfStates(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"list.en.txt": "The following States took part in the meeting:\n\nArgentina\n\nAustria\n\nChina\n\nFrance\n\nGermany\n\nJapan\n\nThe meeting was closed at noon.\n",
		"list.ru.txt": "В заседании приняли участие следующие государства:\n\nАвстрия\n\nАргентина\n\nГермания\n\nКитай\n\nФранция\n\nЯпония\n\nЗаседание было закрыто в полдень.\n",
		"list.zh.txt": "下列国家参加了会议：\n\n阿根廷\n\n奥地利\n\n德国\n\n法国\n\n中国\n\n会议于中午闭幕。\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	opt := Options{Inputs: []string{dir}, Output: filepath.Join(t.TempDir(), "out"), Jobs: 1}
	if _, err := Build(t.Context(), opt, Observer{}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range collect(t, open(t, opt.Output).Parallel()) {
		tr := map[string]string{}
		for code, text := range map[string]*string{"zh": g.Translation.Zh, "en": g.Translation.En, "ru": g.Translation.Ru} {
			if text != nil {
				tr[code] = *text
			}
		}
		flag := ""
		if slices.Contains(g.Flags, "crossing") {
			flag = " x"
		}
		if len(tr["en"]) < 12 || len(tr["zh"]) < 12 {
			got = append(got, fmt.Sprintf("%s|%s|%s%s", tr["en"], tr["ru"], tr["zh"], flag))
		}
	}
	slices.Sort(got)
	want := []string{"Argentina|Аргентина|阿根廷 x", "Austria|Австрия|奥地利 x", "China|Китай|中国 x", "France|Франция|法国 x", "Germany|Германия|德国 x", "Japan|Япония|"}
	if !slices.Equal(got, want) {
		t.Errorf("groups\n got %q\nwant %q", got, want)
	}
}

// A version in which the list was not known for one is aligned by order.
func TestAgreeOnStates(t *testing.T) {
	a := &corpus.Document{Units: []corpus.Unit{{Kind: corpus.KindState}, {Kind: corpus.KindState}, {Kind: corpus.KindSentence}}}
	b := &corpus.Document{Units: []corpus.Unit{{Kind: corpus.KindListItem}, {Kind: corpus.KindListItem}}}
	agreeOnStates([]*corpus.Document{a, b})
	if a.Units[0].Kind != corpus.KindListItem || a.Units[2].Kind != corpus.KindSentence {
		t.Errorf("kinds %v", a.Units)
	}
	// Names that are twice there, and one that nobody knows.
	list := func(names string) *corpus.Document {
		d := new(corpus.Document)
		for n, name := range strings.Fields(names) {
			d.Units = append(d.Units, corpus.Unit{ID: fmt.Sprint(names, n), Kind: corpus.KindState, Text: name})
		}
		return d
	}
	var got []string
	for _, bead := range stateBeads(list("France China France Atlantis"), list("China France Atlantis France"), undoc.StateCode) {
		got = append(got, fmt.Sprintf("%v:%v %v", bead.SourceUnits, bead.TargetUnits, bead.Crossing))
	}
	if want := []string{"[0]:[1] true", "[1]:[0] true", "[2]:[3] false", "[3]:[] false", "[]:[2] false"}; !slices.Equal(got, want) {
		t.Errorf("beads %q, want %q", got, want)
	}
}
