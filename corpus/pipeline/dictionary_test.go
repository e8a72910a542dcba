package pipeline_test

import (
	"reflect"
	"strings"
	"testing"

	"tritext/corpus/pipeline"
)

func TestReadDictionary(t *testing.T) {
	type entries = []pipeline.Entry
	for name, c := range map[string]struct {
		text    string
		columns []string
		want    entries
		fault   string
	}{
		"empty":               {"", nil, nil, ""},
		"remarks only":        {"# a\n\n#b", nil, nil, ""},
		"table":               {"\uFEFF道路\troad\tдорога\r\n\tcentre\t\n", []string{"zh", "en", "ru"}, entries{{"zh": "道路", "en": "road", "ru": "дорога"}, {"en": "centre"}}, ""},
		"unnamed":             {"道路\troad", nil, nil, "f:1:1: the languages"},
		"too many columns":    {"a\tb\n\na\tb\tc", []string{"zh", "en"}, nil, "f:3:1: 3 columns, want 2"},
		"cedict":              {"#!\n道路 道路 [dao4 lu4] /road/to go; to travel (by road)/CL:條|条[tiao2]/old variant of 路/\n陳 陈 [Chen2] /surname Chen/", nil, entries{{"zh": "道路", "en": "road"}, {"zh": "道路", "en": "go"}, {"zh": "道路", "en": "travel"}, {"zh": "陈", "en": "Chen"}}, ""},
		"cedict, then broken": {"道 道 [dao4] /way/\n道 dao", nil, nil, "f:2:1: no line of CC-CEDICT"},
		"only asides":         {"道 道 [dao4] /(old)/", nil, nil, ""},
	} {
		got, err := pipeline.ReadDictionary(c.text, "f", c.columns)
		if c.fault != "" {
			if err == nil || !strings.HasPrefix(err.Error(), c.fault) {
				t.Errorf("%s: error %v, want %s", name, err, c.fault)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v %v, want %v", name, got, err, c.want)
		}
	}
}

func FuzzReadDictionary(f *testing.F) {
	f.Add("道路 道路 [dao4 lu4] /road; way/\n")
	f.Add("道路\troad\n#\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := pipeline.ReadDictionary(text, "f", []string{"zh", "en"})
		if err != nil {
			return
		}
		for _, e := range entries {
			for code, word := range e {
				if code != "zh" && code != "en" || strings.TrimSpace(word) == "" {
					t.Fatalf("%q: entry %q", text, e)
				}
			}
		}
	})
}
