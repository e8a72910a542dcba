package lang

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tritext/segment"
	"tritext/testdata"
)

// Every language on the list inherits these tests.
func TestAll(t *testing.T) {
	seen := map[string]string{}
	for i, l := range All {
		if i > 0 && All[i-1].Code >= l.Code {
			t.Errorf("%s stands before %s", All[i-1].Code, l.Code)
		}
		if l.Density <= 0 || l.Sentences == nil || l.Tokens == nil || len(l.Script) != 4 {
			t.Errorf("%s: a fact is missing: %+v", l.Code, l)
		}
		for _, n := range append([]string{l.Code, strings.ToLower(l.Name)}, l.Names...) {
			if n != strings.ToLower(n) {
				t.Errorf("%s: name %q is not in lower case", l.Code, n)
			}
			if other, ok := seen[n]; ok {
				t.Errorf("%q names %s and %s", n, other, l.Code)
			}
			seen[n] = l.Code
			if got, ok := ByCode(n); !ok || got != l {
				t.Errorf("ByCode(%q) does not find %s", n, l.Code)
			}
		}
		if l.Sentences("") != nil || l.Tokens("") != nil {
			t.Errorf("%s: an empty text has sentences or tokens", l.Code)
		}
	}
}

func TestByCode(t *testing.T) {
	for in, want := range map[string]string{
		"zh-Hans": "zh", "ZH_CN": "zh", "cn": "zh", "chi": "zh", "Chinese": "zh", "中文": "zh", "eng": "en", "ENGLISH": "en",
		" rus ": "ru", "Русский": "ru", "Russian": "ru", "": "", "fr": "", "z": "",
	} {
		got := ""
		if l, ok := ByCode(in); ok {
			got = l.Code
		}
		if got != want {
			t.Errorf("ByCode(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWithTerms(t *testing.T) {
	if got := WithTerms(nil); !slices.Equal(got, All) {
		t.Error("without terms the list is not All")
	}
	const term, text = "雪线观测网", "雪线观测网的数据"
	cut := func(l *segment.Language) string { return l.Tokens(text)[0].In(text) }
	if cut(ZH) == term {
		t.Fatal("the made-up term is known without being given")
	}
	for _, l := range WithTerms([]string{term}) {
		if l.Code == "zh" && cut(l) != term {
			t.Errorf("the term was cut: %q", cut(l))
		}
	}
	terms, err := ReadTerms(strings.NewReader("# ours\n"+term+"\n"), "t.txt")
	if err != nil || !slices.Equal(terms, []string{term}) {
		t.Errorf("ReadTerms gives %q, %v", terms, err)
	}
	if _, err := ReadTerms(strings.NewReader("snow line\n"), "t.txt"); err == nil || !strings.Contains(err.Error(), "t.txt:1:") {
		t.Errorf("error %v names no place", err)
	}
}

// The embedded lists say their source and licence, are sorted and without
// doubles, and stay in their script: a Latin "y" in a Russian list fails.
func TestLists(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{"en": unicode.Latin, "ru": unicode.Cyrillic, "zh": unicode.Han}
	lists := 0
	err := fs.WalkDir(data, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		lists++
		l := list(strings.TrimPrefix(name, "data/"))
		if !strings.Contains(l.Text, "# Source:") || !strings.Contains(l.Text, "Licence:") {
			t.Errorf("%s does not say its source and licence", name)
		}
		script := scripts[path.Base(path.Dir(name))]
		last := ""
		for n, line := range l.Lines() {
			word, _, _ := strings.Cut(line, "\t")
			if last >= word {
				t.Errorf("%s:%d: %q stands after %q", name, n, word, last)
			}
			last = word
			for _, r := range word {
				if unicode.IsLetter(r) && !unicode.Is(script, r) || !unicode.IsLetter(r) && r != '.' && r != '-' {
					t.Errorf("%s:%d: %q: %q is of another script", name, n, word, r)
				}
			}
		}
		if last == "" {
			t.Errorf("%s is empty", name)
		}
		return nil
	})
	if err != nil || lists == 0 {
		t.Errorf("%d lists, %v", lists, err)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"no letters", "12.5 % — ()", ""},
		{"bad UTF-8", "\xff\xfe", ""},
		{"English", "Decides to remain seized of the matter", "en"},
		{"Russian", "постановляет продолжать заниматься этим вопросом", "ru"},
		{"Russian with a copied name", "Доклад о гидрологических данных представил агентству Сергій Білик, и его обсудили в рабочей группе", "ru"},
		{"Chinese", "决定继续处理此案", "zh"},
		{"traditional", "決定繼續處理此案", "zh"},
		{"Chinese with Latin names", "委员会审议了CCPR/C/USA/4和UNHCR的报告，并通过了结论性意见", "zh"},
		{"English with a Chinese name", "The report of the station (北京) was adopted by all members", "en"},
		{"Ukrainian", "вирішує продовжувати займатися цим питанням і надалі", Other},
		{"Belarusian", "пастанаўляе і далей займацца гэтым пытаннем", Other},
		{"Kazakh", "осы мәселемен айналысуды жалғастыруға қаулы етеді", Other},
		{"Serbian", "одлучује да се и даље бави тим питањем", Other},
		{"Bulgarian, long", strings.Repeat("решава да продължи да се занимава с този въпрос и призовава държавите ", 10), Other},
		{"Japanese", "この問題に引き続き取り組むことを決定する", Other},
		{"Korean", "이 문제를 계속 다루기로 결정한다", Other},
		{"Arabic", "يقرر أن يبقي المسألة قيد نظره", Other},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, share := Detect(c.in)
			if got != c.want {
				t.Errorf("Detect(%q) = %q, want %q", c.in, got, c.want)
			}
			if share < 0 || share > 1 || (share == 0) != (got == "") {
				t.Errorf("share %v with code %q", share, got)
			}
		})
	}
}

// Whole texts of the measuring data are told apart without a fault.
func TestDetectGold(t *testing.T) {
	for _, l := range All {
		for _, name := range []string{"UDHR", "SDG_A_RES_71_313"} {
			text, err := os.ReadFile(testdata.Shared(t, "data/un", name+"."+l.Code+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			if got, share := Detect(string(text)); got != l.Code || share < .8 {
				t.Errorf("%s.%s: %q with share %.2f", name, l.Code, got, share)
			}
		}
	}
}

// Numbers, symbols, copied names and marks have the same forms in the three
// languages: what the anchors of the aligner stand on.
func TestFormsAcrossLanguages(t *testing.T) {
	for _, c := range []struct{ en, ru, zh, want string }{
		{"110,000", "110 000", "110 000", "110000"},
		{"10.5%", "10,5%", "10.5％", "10.5 %"},
		{"A/RES/70/1", "A/RES/70/1", "A/RES/70/1", "A/RES/70/1"},
		{"242 (1967)", "242 (1967)", "242（1967）", "242 ( 1967"},
		{"(Reuters)", "(Reuters)", "（Reuters）", "( reuter"},
		{"COVID-19?", "COVID-19?", "COVID-19？", "covid 19 ?"},
		{"10:30;", "10:30;", "10:30；", "10:30 ;"},
		{"“2030”", "«2030»", "《2030》", "\" 2030"},
		{"240th", "240-е", "240", "240"},
	} {
		for code, text := range map[string]string{"en": c.en, "ru": c.ru, "zh": c.zh} {
			l, ok := ByCode(code)
			if !ok {
				t.Fatalf("no language %q", code)
			}
			if got := strings.Join(segment.Forms(nil, l.Tokens(text)), " "); got != c.want {
				t.Errorf("%s: forms of %q are %q, want %q", code, text, got, c.want)
			}
		}
	}
}
