package lexicon_test

import (
	"slices"
	"testing"

	"tritext/align/lexicon"
)

func TestDictionary(t *testing.T) {
	var d lexicon.Dictionary
	for _, c := range []struct {
		source, target []string
		want           bool
	}{
		{nil, nil, false}, {[]string{"集安组织"}, nil, false}, {nil, []string{"csto"}, false},
		{[]string{"集安组织"}, []string{"csto"}, true}, {[]string{"集安组织"}, []string{"csto"}, true},
		{[]string{"大会"}, []string{"plenari"}, true}, {[]string{"决议"}, []string{"act", "resolut"}, true},
	} {
		if got := d.Add(c.source, c.target); got != c.want {
			t.Errorf("%q %q: %v", c.source, c.target, got)
		}
	}
	if d.Len() != 4 {
		t.Error(d.Len())
	}
	m := lexicon.NewModel("", zhEn())
	plain, back := pair(t, m, "zh", "en"), pair(t, m, "en", "zh")
	with := plain.With(&d)
	english := []string{"csto", "plenari", "resolut", "act", "meet"}
	for zh, want := range map[string]string{"集安组织": "csto", "大会": "plenari", "决议": "resolut", "会议": "meet"} {
		if got := best(t, with, zh, english...); got != want {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
	if got := best(t, plain, "集安组织", english...); got != "" {
		t.Errorf("the model itself learned %q", got)
	}
	// What the model knows stays.
	known := false
	with.Links([]string{"大会"}, []string{"assembli"}, func(_, _ int, f, b float32) { known = f > .1 && b > .1 })
	if !known {
		t.Error("the dictionary took a translation away")
	}
	var en lexicon.Dictionary
	en.Add([]string{"csto"}, []string{"集安组织"})
	if got := best(t, back.With(&en), "csto", "大会", "集安组织"); got != "集安组织" {
		t.Errorf("turned: %q", got)
	}
	if plain.With(nil) != plain || plain.With(&lexicon.Dictionary{}) != plain {
		t.Error("an empty dictionary changes nothing")
	}
}

// Every pair comes once, and always in the same order.
func TestDictionaryLinks(t *testing.T) {
	m := lexicon.NewModel("", zhEn())
	var d lexicon.Dictionary
	d.Add([]string{"大会", "决议"}, []string{"assembli", "resolut", "gener"})
	p := pair(t, m, "zh", "en").With(&d)
	var first [][2]int
	for round := range 5 {
		var got [][2]int
		p.Links([]string{"大会", "决议", "会议"}, []string{"gener", "resolut", "assembli", "meet"}, func(i, j int, f, b float32) {
			if f <= 0 || f > 1 || b <= 0 || b > 1 {
				t.Errorf("%d %d: %v %v", i, j, f, b)
			}
			if slices.Contains(got, [2]int{i, j}) {
				t.Errorf("%d %d twice", i, j)
			}
			got = append(got, [2]int{i, j})
		})
		if round == 0 {
			first = got
		} else if !slices.Equal(got, first) {
			t.Errorf("order %v, then %v", first, got)
		}
	}
	if len(first) < 6 {
		t.Errorf("%d pairs", len(first))
	}
}
