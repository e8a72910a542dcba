package choose

import (
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
)

// letter is a family with a group of each kind.
func letter() *corpus.Family {
	unit := func(text string) corpus.Unit {
		return corpus.Unit{Kind: corpus.KindSentence, Norm: text, Page: 3}
	}
	return &corpus.Family{
		ID: "A_98_250",
		Versions: []*corpus.Document{
			{Lang: "en", Masthead: corpus.Masthead{Symbols: []string{"A/98/250", "S/2044/1"}, Type: "letter", SessionNo: 98, AgendaItems: []string{"12"}},
				Source: corpus.Source{Path: "a.en.pdf", Format: "pdf"}, Sections: []corpus.Section{{Type: "annex"}}, Units: []corpus.Unit{unit("The ferry leaves."), unit("It is late.")}},
			{Lang: "ru", Masthead: corpus.Masthead{Date: "2043-04-16", Title: "Письмо"}, Sections: []corpus.Section{{Type: "annex"}}, Units: []corpus.Unit{unit("Паром отходит.")}},
			{Lang: "zh", Sections: []corpus.Section{{Type: "annex"}}, Units: []corpus.Unit{unit("渡轮开了。"), unit("晚了。")}},
		},
		Groups: []corpus.Group{
			{ID: "A_98_250#g1", Members: map[string][]int{"en": {0}, "ru": {0}, "zh": {0, 1}}, Original: []string{"ru"}, Evidence: corpus.EvidenceBracket,
				Confidence: .95, Score: 3, Flags: []string{"length", "numbers"}, Checks: []corpus.CheckScore{{Name: "length", Score: 1.5}}, Split: "dev"},
			{ID: "A_98_250#g2", Members: map[string][]int{"en": {1}}, Confidence: 1},
		},
	}
}

func TestKeep(t *testing.T) {
	f := letter()
	for where, want := range map[string]string{ // the groups kept
		`true`: "12",
		`confidence > 0.9 && orig_lang == "ru" && !flag("duplicate")`: "1",
		`flag("length")`:                  "1",
		`check("length") > 1`:             "1",
		`check("numbers") == 0`:           "12",
		`has("ru")`:                       "1",
		`len(zh) == 8`:                    "1",
		`len(en) > 11`:                    "1",
		`type == "1-1-2"`:                 "1",
		`langs == ["en"]`:                 "2",
		`direction == "ru>en+zh"`:         "1",
		`evidence == "bracket"`:           "1",
		`split == "dev"`:                  "1",
		`split in ["train", ""]`:          "2",
		`year == 2043`:                    "12",
		`date >= "2043-04-01"`:            "12",
		`symbol == "A/98/250"`:            "12",
		`"S/2044/1" in symbols`:           "12",
		`doc_type == "letter"`:            "12",
		`title startsWith "Пис"`:          "12",
		`session == 98`:                   "12",
		`"12" in agenda`:                  "12",
		`format == "pdf"`:                 "12",
		`path endsWith ".en.pdf"`:         "12",
		`section == "annex"`:              "12",
		`kind == "sentence"`:              "12",
		`page == 3`:                       "12",
		`en matches "^The .*ferry"`:       "1",
		`lower(en) contains "late"`:       "2",
		`relay || score > 2`:              "1",
		`any(flags, # == "length")`:       "1",
		`id endsWith "#g2"`:               "2",
		`doc == "A_98_250"`:               "12",
		`not (has("ru") or has("zh"))`:    "2",
		`type matches "^[01]-[01]-[01]$"`: "2",
	} {
		c, err := Compile(where)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		got := ""
		for i := range f.Groups {
			keep, reason, err := c.Keep(f, &f.Groups[i])
			if err != nil || keep != (reason == "") {
				t.Errorf("%s: keep %t, reason %q, error %v", where, keep, reason, err)
			}
			if keep {
				got += f.Groups[i].ID[len("A_98_250#g"):]
			}
		}
		if got != want {
			t.Errorf("%s keeps %q, want %q", where, got, want)
		}
	}
}

func TestReasons(t *testing.T) {
	f := letter()
	c, err := Compile(`confidence > 0.9 && (relay || has("ru")) and len(zh) < 5`)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for i := range f.Groups {
		_, reason, err := c.Keep(f, &f.Groups[i])
		if err != nil {
			t.Fatal(err)
		}
		reasons = append(reasons, reason)
	}
	if want := []string{`len(zh) < 5`, `relay || has("ru")`}; !slices.Equal(reasons, want) {
		t.Errorf("reasons %q, want %q", reasons, want)
	}
	if want := []string{"parallel.confidence", "parallel.relay", "parallel.translation"}; !slices.Equal(c.Columns(), want) {
		t.Errorf("columns %q, want %q", c.Columns(), want)
	}
	if !c.Reads("parallel") || c.Reads("documents") {
		t.Error("it reads parallel only")
	}
}

func TestWrongExpressions(t *testing.T) {
	for where, want := range map[string]string{
		``:                          "is empty",
		`confidance > 0.9`:          "character 1: no column confidance; the columns are confidence, score",
		`relay && confidence > "x"`: "character 21: ",
		`relay && `:                 "character 9: unexpected token EOF",
		`confidence`:                "expected bool, but got float64",
		`flag(3)`:                   "character 6: ",
		`flag("nubmers")`:           `character 6: no flag "nubmers"; there are length, numbers`,
		`check("x") > 1`:            `no check "x"`,
		`en matches "("`:            "character 4: ",
		`now() > date`:              "character 1: ",
		`flag("numbers"`:            "character 14: ",
	} {
		_, err := Compile(where, "length", "numbers")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", where, err, want)
		}
	}
	c, err := Compile(`en matches ru + "("`)
	if err != nil {
		t.Fatal(err)
	}
	f := letter()
	if _, _, err := c.Keep(f, &f.Groups[0]); err == nil || !strings.Contains(err.Error(), "A_98_250#g1") {
		t.Errorf("a fault that shows late: %v", err)
	}
}

func TestRecipes(t *testing.T) {
	f := letter()
	for _, r := range Recipes {
		c, err := Recipe(r.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range c.Rules {
			if rule.Why == "" {
				t.Errorf("%s: %s does not tell why", r.Name, rule.Where)
			}
		}
		for i := range f.Groups {
			if _, _, err := c.Keep(f, &f.Groups[i]); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := Recipe("mt"); err == nil || !strings.Contains(err.Error(), "mt-train, translation-studies") {
		t.Errorf("no such recipe: %v", err)
	}
	var all Choice
	if keep, _, err := all.Keep(f, &f.Groups[0]); !keep || err != nil {
		t.Error("the zero value does not keep everything")
	}
}

// Every column of the list exists, and every field of Row is in the list.
func TestColumns(t *testing.T) {
	for _, name := range columnNames() {
		if _, err := compile(name + " == " + name); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkKeep(b *testing.B) {
	f := letter()
	c, err := Compile(`confidence > 0.9 && orig_lang == "ru" && !flag("duplicate")`)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if keep, _, err := c.Keep(f, &f.Groups[0]); !keep || err != nil {
			b.Fatal(err)
		}
	}
}
