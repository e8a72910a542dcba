package lexicon_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"tritext/align/lexicon"
)

// spelt is a table of one word, with a Spelling of names.
func spelt(lang string, names ...string) *lexicon.Table {
	t := lexicon.NewTrainer(lexicon.TrainOptions{})
	t.Add([]string{"大会"}, []string{"x"}, 5)
	for _, n := range names {
		s, u, _ := strings.Cut(n, "|")
		t.AddName(s, u)
	}
	return t.Train("zh", lang, nil)
}

// Names of places, and two that are translated.
var placeNames = []string{
	"马里|mali", "马德里|madrid", "罗马|roma", "马拉维|malawi", "德班|durban", "里斯本|lisbon", "班加罗尔|bangalore", "尔湾|irvine",
	"洛桑|lausanne", "莫斯科|moscow", "摩洛哥|morocco", "科摩罗|comoros", "洛里|lori", "斯德哥尔摩|stockholm", "德里|delhi", "蒙罗维亚|monrovia",
	"利马|lima", "索马里|somali", "圣马力诺|sanmarino", "马那瓜|managua", "巴马科|bamako", "利比亚|libya", "巴林|bahrain", "柏林|berlin",
	"罗萨里奥|rosario", "罗斯托克|rostock", "罗马尼亚|romania", "马耳他|malta", "马赛|marseille", "罗托鲁瓦|rotorua",
	"太平洋|pacific", "瑞士|swiss",
}

func TestAddName(t *testing.T) {
	tr := lexicon.NewTrainer(lexicon.TrainOptions{})
	for _, c := range []struct {
		source, target string
		want           bool
	}{
		{"", "", false}, {"马里", "", false}, {"", "mali", false}, {"\xff", "mali", false},
		{"马里", "mali", true}, {"马里", "мали", true}, {"扬", "yang", true}, {"啊", "a", true},
		{"马里", "马里", false}, {"mali", "马里", false}, {"mali", "мали", false},
		{"马里1", "mali", false}, {"马里", "ma li", false}, {"世贸", "wt", false},
		{strings.Repeat("马", 11), "mali", false}, {"马里", strings.Repeat("ma", 13), false},
	} {
		if got := tr.AddName(c.source, c.target); got != c.want {
			t.Errorf("%q %q: %v", c.source, c.target, got)
		}
	}
}

// A name that nobody taught is known by its letters, whole and in pieces.
func TestSpelling(t *testing.T) {
	m := lexicon.NewModel("", spelt("en", placeNames...))
	p := pair(t, m, "zh", "en")
	for zh, want := range map[string]string{"马罗": "maro", "德马里": "demali", "里马": "malilima", "大会": "", "本尔": ""} {
		if got := best(t, p, zh, "maro", "demali", "malilima", "wagon", "x"); got != want && (zh != "大会" || got != "x") {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
	if got := best(t, pair(t, m, "en", "zh"), "demali", "德马里", "班科"); got != "德马里" {
		t.Errorf("turned: %q", got)
	}
	// A reading is enough.
	m = lexicon.NewModel("", spelt("ru", "扬|ян", "清|цин"))
	if got := best(t, pair(t, m, "zh", "ru"), "清扬", "цинян", "резолюц"); got != "цинян" {
		t.Errorf("readings: %q", got)
	}
	// Nothing was taught, nothing is found.
	m = lexicon.NewModel("", spelt("en"))
	if got := best(t, pair(t, m, "zh", "en"), "马里", "mali"); got != "" {
		t.Errorf("without names: %q", got)
	}
}

// A Spelling lasts through a file, a merge and a composition.
func TestSpellingStays(t *testing.T) {
	zhRu := lexicon.NewModel("", spelt("ru", "扬|ян", "清|цин"), enRu(), zhEn())
	zhRu.Tables[0] = lexicon.Widen(lexicon.Compose(zhRu.Tables[2], zhRu.Tables[1], zhRu.Tables[0], 1), zhRu.Tables[1])
	var file bytes.Buffer
	if err := zhRu.Write(&file); err != nil {
		t.Fatal(err)
	}
	back, err := lexicon.Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	if got := best(t, pair(t, back, "zh", "ru"), "清扬", "цинян", "резолюц"); got != "цинян" {
		t.Errorf("%q", got)
	}
}

// Whatever the words, every pair comes once and its probabilities are above 0
// and at most 1.
func FuzzLinks(f *testing.F) {
	m := lexicon.NewModel("", spelt("en", placeNames...))
	f.Add("马罗 德马里 里 马", "maro demali malima")
	f.Add("马\xff 里1 a", "\xffmali é ma\u0301li")
	f.Add("马马马马马马马马马马马马", "mamamamamamamamamamama")
	f.Fuzz(func(t *testing.T, a, b string) {
		distinct := func(s string) (out []string) {
			seen := map[string]bool{}
			for _, w := range strings.Fields(s) {
				if !seen[w] {
					seen[w] = true
					out = append(out, w)
				}
			}
			return out
		}
		source, target := distinct(a), distinct(b)
		if len(source)*len(target) > 400 || utf8.RuneCountInString(b) > 200 {
			t.Skip()
		}
		p := pair(t, m, "zh", "en")
		seen := map[[2]int]bool{}
		p.Links(source, target, func(i, j int, forward, backward float32) {
			if seen[[2]int{i, j}] {
				t.Fatalf("%q %q twice", source[i], target[j])
			}
			seen[[2]int{i, j}] = true
			if !(forward >= 0 && forward <= 1 && backward >= 0 && backward <= 1 && forward+backward > 0) {
				t.Fatalf("%q %q: %v %v", source[i], target[j], forward, backward)
			}
		})
	})
}
