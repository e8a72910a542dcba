package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tritext/corpus"
	"tritext/segment"
)

// tree makes files in a new folder, which becomes the working directory. Their
// content is given, or else their path.
func tree(t testing.TB, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, f := range files {
		name, content, given := strings.Cut(f, "=")
		if !given {
			content = name
		}
		put(t, name, content)
	}
}

// put writes a file, with the folders that it needs.
func put(t testing.TB, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// script stands for lang.Detect: the language of the script with the most letters.
func script(text string) (string, float64) {
	count := map[string]int{}
	all := 0
	for _, r := range text {
		switch {
		case r >= 'а' && r <= 'я':
			count["ru"]++
		case r >= 'a' && r <= 'z':
			count["en"]++
		case r >= 0x4E00 && r < 0xA000:
			count["zh"]++
		default:
			continue
		}
		all++
	}
	for _, code := range []string{"en", "ru", "zh"} {
		if 2*count[code] > all {
			return code, float64(count[code]) / float64(all)
		}
	}
	return "", 0
}

// masthead stands for undoc.Peek: symbols on the first line, a language on the second.
func masthead(text string) (symbols []string, version string) {
	lines := strings.Split(text, "\n")
	for _, s := range strings.Fields(lines[0]) {
		if strings.Count(s, "/") >= 2 {
			symbols = append(symbols, s)
		}
	}
	if len(lines) > 1 {
		version = map[string]string{"Chinese": "zh", "English": "en", "Russian": "ru"}[lines[1]]
	}
	return symbols, version
}

// told prints what was left out or set aside.
func told(problems []corpus.Problem) []string {
	var list []string
	for _, p := range problems {
		mark := "note"
		if p.Severe {
			mark = "aside"
		}
		place := p.Path
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		list = append(list, mark+" "+place+": "+p.What)
	}
	return list
}

func TestDiscover(t *testing.T) {
	tests := []struct {
		name     string
		files    []string
		inputs   []string // "." if none
		opt      Options
		want     []string // of Explain
		problems []string
	}{
		{name: "nothing"},
		{
			name:  "suffix, each way",
			files: []string{"a.zh.txt", "a_en.txt", "a-ru.TXT"},
			want:  []string{"a: en a_en.txt + ru a-ru.TXT + zh a.zh.txt (by name)"},
		},
		{
			name:  "scripts and countries",
			files: []string{"a.zh-Hans.txt", "a.en_US.txt", "a-rus.txt", "b-Hant.txt", "b.eng.txt", "c zh_CN.txt", "c (EN).txt"},
			want: []string{
				"a: en a.en_US.txt + ru a-rus.txt + zh a.zh-Hans.txt (by name)",
				"b: en b.eng.txt + zh b-Hant.txt (by name)",
				"c: en c (EN).txt + zh c zh_CN.txt (by name)",
			},
		},
		{
			name:  "names in full",
			files: []string{"a.Chinese.txt", "a.English.txt", "a.Russian.txt", "письмо-русский.txt", "письмо-中文.txt"},
			want: []string{
				"a: en a.English.txt + ru a.Russian.txt + zh a.Chinese.txt (by name)",
				"письмо: ru письмо-русский.txt + zh письмо-中文.txt (by name)",
			},
		},
		{
			name:  "folders of languages",
			files: []string{"zh/2021/a.txt", "en/2021/a.txt", "ru/2021/a.txt", "2020/cn/a.txt", "2020/eng/a.txt"},
			want: []string{
				"2020/a: en 2020/eng/a.txt + zh 2020/cn/a.txt (by name)",
				"2021/a: en en/2021/a.txt + ru ru/2021/a.txt + zh zh/2021/a.txt (by name)",
			},
		},
		{
			name:   "folders of languages as inputs",
			files:  []string{"docs/zh/a.txt", "docs/en/a.txt"},
			inputs: []string{"docs/zh", "docs/en"},
			want:   []string{"a: en docs/en/a.txt + zh docs/zh/a.txt (by name)"},
		},
		{
			name:   "files as inputs",
			files:  []string{"docs/zh/a.txt", "docs/en/a.txt", "docs/b.ru.txt"},
			inputs: []string{"docs/zh/a.txt", "./docs/en/a.txt", "docs/b.ru.txt"},
			want: []string{
				"a: en docs/en/a.txt + zh docs/zh/a.txt (by name)",
				"b: ru docs/b.ru.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:  "folder says what the name says",
			files: []string{"zh/a_zh.txt", "en/a_en.txt"},
			want:  []string{"a: en en/a_en.txt + zh zh/a_zh.txt (by name)"},
		},
		{
			name:  "a folder for each document",
			files: []string{"a/zh.txt", "a/en.txt", "b/zh-Hans.txt", "b/RU.txt"},
			want: []string{
				"a: en a/en.txt + zh a/zh.txt (by name)",
				"b: ru b/RU.txt + zh b/zh-Hans.txt (by name)",
			},
		},
		{
			name:   "the input is the document",
			files:  []string{"letter/zh.txt", "letter/en.txt"},
			inputs: []string{"letter"},
			want:   []string{"letter: en letter/en.txt + zh letter/zh.txt (by name)"},
		},
		{
			name:  "language as suffix",
			files: []string{"a.zh", "a.en", "a.en-zh.gold"},
			want:  []string{"a: en a.en + zh a.zh (by name)"},
			problems: []string{
				"note a.en-zh.gold: left out: not a text by its name (.gold)",
			},
		},
		{
			name:  "letters of the UN among siblings",
			files: []string{"N2110532-C.txt", "N2110532-E.txt", "N2110532-R.txt", "N2110532-F.txt"},
			want:  []string{"N2110532: en N2110532-E.txt + ru N2110532-R.txt + zh N2110532-C.txt (by name)"},
			problems: []string{
				`note N2110532-F.txt: left out: its name says language "fr", and only en, ru, zh are read`,
			},
		},
		{
			name:  "letters are labels",
			files: []string{"Annex-A.txt", "Annex-B.txt", "Annex-C.txt", "Annex-E.txt", "Report-C.txt"},
			opt:   Options{Detect: script},
			want: []string{
				"Annex-A: en Annex-A.txt [language read in the text] (alone: no other version by name or symbol)",
				"Annex-B: en Annex-B.txt [language read in the text] (alone: no other version by name or symbol)",
				"Annex-C: en Annex-C.txt [language read in the text] (alone: no other version by name or symbol)",
				"Annex-E: en Annex-E.txt [language read in the text] (alone: no other version by name or symbol)",
				"Report-C: en Report-C.txt [language read in the text] (alone: no other version by name or symbol)",
			},
		},
		{
			name:  "language elsewhere in the name, among siblings",
			files: []string{"zh_a.txt", "en_a.txt", "b.ru.final.txt", "b.zh.final.txt", "en route.txt"},
			want: []string{
				"a: en en_a.txt + zh zh_a.txt (by name)",
				"b.final: ru b.ru.final.txt + zh b.zh.final.txt (by name)",
				"en route: language not known en route.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:  "states are no languages",
			files: []string{"CCPR_C_RUS_CO_6.txt", "CCPR_C_CHN_CO_6.txt", "HRI_CORE_RUS.txt", "HRI_CORE_CHN.txt", "E_CN.9_1.txt", "x_RUS.txt", "x_ENG.txt"},
			want: []string{
				"CCPR_C_CHN_CO_6: language not known CCPR_C_CHN_CO_6.txt (alone: no other version by name or symbol)",
				"CCPR_C_RUS_CO_6: language not known CCPR_C_RUS_CO_6.txt (alone: no other version by name or symbol)",
				"E_CN.9_1: language not known E_CN.9_1.txt (alone: no other version by name or symbol)",
				"HRI_CORE_CHN: language not known HRI_CORE_CHN.txt (alone: no other version by name or symbol)",
				"HRI_CORE_RUS: language not known HRI_CORE_RUS.txt (alone: no other version by name or symbol)",
				"x: en x_ENG.txt + ru x_RUS.txt (by name)",
			},
		},
		{
			name:  "of two languages",
			files: []string{"terms.en-zh.txt", "terms.zh.txt"},
			want: []string{
				"terms: zh terms.zh.txt (alone: no other version by name or symbol)",
				"terms.en-zh: language not known terms.en-zh.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:  "the version without a language in its name",
			files: []string{"a.txt=Levels of rivers", "a.zh.txt", "b.txt=Уровни рек", "b.ru.txt"},
			opt:   Options{Detect: script},
			want: []string{
				"a: en a.txt [language read in the text] + zh a.zh.txt (by name)",
				"b: ru b.ru.txt (alone: no other version by name or symbol)",
			},
			problems: []string{`aside b.txt: a second "ru" version of document "b"; b.ru.txt is taken`},
		},
		{
			name:     "two candidates for one place",
			files:    []string{"a.zh.txt", "a_zh.txt", "a.zh-Hant.txt", "a.en.txt"},
			want:     []string{"a: en a.en.txt + zh a.zh-Hant.txt (by name)"},
			problems: []string{`aside a.zh.txt: a second "zh" version of document "a"; a.zh-Hant.txt is taken`, `aside a_zh.txt: a second "zh" version of document "a"; a.zh-Hant.txt is taken`},
		},
		{
			name:  "the same symbol in different languages",
			files: []string{"1.txt=A/RES/1 X/Y/1\nChinese", "2.txt=A/RES/1\nEnglish", "3.txt=X/Y/1\nRussian", "4.txt=A/RES/1/Add.1\nRussian", "5.txt=No symbol\nEnglish"},
			opt:   Options{Peek: masthead},
			want: []string{
				"4: ru 4.txt [language read in the masthead] (alone: no other version by name or symbol)",
				"5: en 5.txt [language read in the masthead] (alone: no other version by name or symbol)",
				"A/RES/1: en 2.txt [language read in the masthead] + ru 3.txt [language read in the masthead] + zh 1.txt [language read in the masthead] (by the symbol A/RES/1, by the symbol X/Y/1)",
			},
		},
		{
			name:  "the same symbol and language",
			files: []string{"1.txt=A/RES/1\nChinese", "2.txt=A/RES/1\nEnglish", "3.txt=A/RES/1\nChinese"},
			opt:   Options{Peek: masthead},
			want: []string{
				"3: zh 3.txt [language read in the masthead] (alone: no other version by name or symbol)",
				"A/RES/1: en 2.txt [language read in the masthead] + zh 1.txt [language read in the masthead] (by the symbol A/RES/1)",
			},
			problems: []string{"note 3.txt: the same symbol A/RES/1 and language as 1.txt: kept apart"},
		},
		{
			name:  "the symbol leads to a family by name",
			files: []string{"a.zh.txt=A/RES/1\nChinese", "a.en.txt=A/RES/1\nEnglish", "N1.txt=A/RES/1\nRussian"},
			opt:   Options{Peek: masthead},
			want:  []string{"a: en a.en.txt + ru N1.txt [language read in the masthead] + zh a.zh.txt (by name, by the symbol A/RES/1)"},
		},
		{
			name:  "what is no document",
			files: []string{"a.txt", ".hidden.txt", ".git/b.txt", "~$a.txt", "a.txt~", "#a.txt#", "a.tmp", "b.wpd", "d.json", "__MACOSX/e.txt"},
			opt:   Options{Detect: script},
			want:  []string{"a: en a.txt [language read in the text] (alone: no other version by name or symbol)"},
			problems: []string{
				"aside b.wpd: format not read yet: .wpd",
				"note d.json: left out: not a text by its name (.json)",
			},
		},
		{
			name:  "dots that are no suffix",
			files: []string{"A_CN.9_SER.C_DIGEST", "A_C.3_80_L.20", "README", "a.text"},
			want: []string{
				"A_C.3_80_L.20: language not known A_C.3_80_L.20 (alone: no other version by name or symbol)",
				"A_CN.9_SER.C_DIGEST: language not known A_CN.9_SER.C_DIGEST (alone: no other version by name or symbol)",
				"README: language not known README (alone: no other version by name or symbol)",
				"a: language not known a.text (alone: no other version by name or symbol)",
			},
		},
		{
			name:   "a suffix is text if the file is named",
			files:  []string{"a.zh.utf8", "a.en.utf8", "b.wpd"},
			inputs: []string{"a.zh.utf8", "a.en.utf8", "b.wpd"},
			want:   []string{"a: en a.en.utf8 + zh a.zh.utf8 (by name)"},
			problems: []string{
				"aside b.wpd: format not read yet: .wpd",
			},
		},
		{
			name:   "our own output",
			files:  []string{"out/manifest.json={\"format\":\"tritext corpus\"}", "out/documents/x.txt", "out/units/x.txt", "out/own.en.txt", "other/documents/a.en.txt"},
			inputs: []string{"."},
			want: []string{
				"other/documents/a: en other/documents/a.en.txt (alone: no other version by name or symbol)",
				"out/own: en out/own.en.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:   "globs",
			files:  []string{"d/x/a.zh.txt", "d/x/a.en.txt", "d/y/z/b.zh.txt", "d/y/z/b.ru.txt", "d/c.zh.txt", "d/c.md"},
			inputs: []string{"d/**/*.zh.txt", "d/x/*", "d/[y]/?"},
			want: []string{
				"c: zh d/c.zh.txt (alone: no other version by name or symbol)",
				"x/a: en d/x/a.en.txt + zh d/x/a.zh.txt (by name)",
				"y/z/b: ru d/y/z/b.ru.txt + zh d/y/z/b.zh.txt (by name)",
			},
		},
		{
			name:   "signs of a pattern in a name",
			files:  []string{"a[1].zh.txt", "a[1].en.txt", "[b]/c.zh.txt"},
			inputs: []string{"a[1].zh.txt", "a[1].en.txt", "[b]"},
			want: []string{
				"a[1]: en a[1].en.txt + zh a[1].zh.txt (by name)",
				"c: zh [b]/c.zh.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:   "the same file by two ways",
			files:  []string{"d/a.zh.txt", "d/a.en.txt"},
			inputs: []string{"d", "d/a.zh.txt", "./d", "d/*"},
			want:   []string{"a: en d/a.en.txt + zh d/a.zh.txt (by name)"},
		},
		{
			name:   "the same name in two folders",
			files:  []string{"p/a.zh.txt", "p/a.en.txt", "q/a.zh.txt", "r/q/a.zh.txt"},
			inputs: []string{"p", "q", "r/q"},
			want: []string{
				"p/a: en p/a.en.txt + zh p/a.zh.txt (by name)",
				"q/a: zh q/a.zh.txt (alone: no other version by name or symbol)",
				"q/a~2: zh r/q/a.zh.txt (alone: no other version by name or symbol)",
			},
		},
		{
			name:  "signs that ids do not have",
			files: []string{"a#1:2?.zh.txt", "a#1:2?.en.txt"},
			want:  []string{"a_1_2_: en a#1:2?.en.txt + zh a#1:2?.zh.txt (by name)"},
		},
		{
			name:  "composed and decomposed names",
			files: []string{"e\u0301.zh.txt", "\u00E9.en.txt"},
			want:  []string{"\u00E9: en \u00E9.en.txt + zh e\u0301.zh.txt (by name)"},
		},
		{
			name:  "another language",
			files: []string{"a.kk.txt", "a.ru.txt"},
			opt:   Options{Languages: []segment.Language{{Code: "ru"}, {Code: "kk", Name: "Kazakh", Names: []string{"kaz"}}}},
			want:  []string{"a: kk a.kk.txt + ru a.ru.txt (by name)"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree(t, test.files...)
			inputs := test.inputs
			if inputs == nil {
				inputs = []string{"."}
			}
			plan, err := Discover(inputs, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, plan.Explain()); diff != "" && len(test.want)+len(plan.Families) > 0 {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, told(plan.Problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			// The order of the inputs changes nothing.
			turned := slices.Clone(inputs)
			slices.Reverse(turned)
			again, err := Discover(turned, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(plan, again, cmpopts.IgnoreUnexported(File{}, Collection{})); diff != "" {
				t.Errorf("inputs turned round (-first +second):\n%s", diff)
			}
		})
	}
}

func TestDiscoverRefuses(t *testing.T) {
	tree(t, "a.zh.txt")
	tests := []struct {
		name   string
		inputs []string
		opt    Options
		want   string
	}{
		{"no such file", []string{"a.zh.txt", "b.zh.txt"}, Options{}, "ingest: b.zh.txt: no such file or folder"},
		{"no match", []string{"b*.txt"}, Options{}, "ingest: b*.txt: nothing matches"},
		{"no folder for the pattern", []string{"d/*.txt"}, Options{}, "ingest: d: no such file or folder"},
		{"no pattern", []string{"[a-.txt"}, Options{}, "ingest: [a-.txt: not a pattern: syntax error in pattern"},
		{"no manifest", nil, Options{Manifest: "docs.tsv"}, "ingest: docs.tsv: no such file or folder"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Discover(test.inputs, test.opt)
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%T is no *ingest.Error", err)
			}
		})
	}
}

// Links lead on, each place is read once, and circles end.
func TestDiscoverLinks(t *testing.T) {
	tree(t, "d/a.zh.txt", "far/b.en.txt", "far/c.ru.txt")
	for link, target := range map[string]string{
		"d/circle":      ".",
		"d/far":         "../far",
		"d/far2":        "../far",
		"d/a.en.txt":    "../far/b.en.txt",
		"d/0again.txt":  "a.zh.txt",
		"d/gone.ru.txt": "nowhere",
		"far/back":      "../d",
	} {
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	plan, err := Discover([]string{"d"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a: en d/a.en.txt + zh d/a.zh.txt (by name)",
		"far/c: ru d/far/c.ru.txt (alone: no other version by name or symbol)",
	}
	if diff := cmp.Diff(want, plan.Explain()); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"aside d/gone.ru.txt: link that leads nowhere"}, told(plan.Problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// A folder that may not be read is a problem, and the rest is found.
func TestDiscoverForbidden(t *testing.T) {
	tree(t, "d/a.zh.txt", "d/closed/b.zh.txt")
	w := newWalker(newGlossary(nil))
	w.readDir = func(dir string) ([]fs.DirEntry, error) {
		if filepath.Base(dir) == "closed" {
			return nil, &fs.PathError{Op: "open", Path: dir, Err: fs.ErrPermission}
		}
		return os.ReadDir(dir)
	}
	if err := w.input("d"); err != nil {
		t.Fatal(err)
	}
	if len(w.files) != 1 || w.files[0].path != "d/a.zh.txt" {
		t.Errorf("files: %v", w.files)
	}
	if diff := cmp.Diff([]string{"aside d/closed: not allowed to read"}, told(w.problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// BenchmarkDiscover finds 100,000 files: 40,000 documents, of which half are
// paired by name and half by the symbol that is read in each file's head.
func BenchmarkDiscover(b *testing.B) {
	b.Chdir(b.TempDir())
	const named, read = 60_000, 40_000
	for i := range named {
		lang := []string{"en", "ru", "zh"}[i%3]
		put(b, fmt.Sprintf("named/%s/%02d/%05d.txt", lang, i/3%50, i/3), "x")
	}
	for i := range read {
		language := []string{"English", "Chinese"}[i%2]
		put(b, fmt.Sprintf("read/%02d/%05d.txt", i%50, i), fmt.Sprintf("A/RES/%d\n%s\n", i/2, language))
	}
	b.ReportAllocs()
	for b.Loop() {
		plan, err := Discover([]string{"."}, Options{Peek: masthead, Detect: script})
		if err != nil {
			b.Fatal(err)
		}
		if want := named/3 + read/2; len(plan.Families) != want || len(plan.Problems) > 0 || len(plan.Alone()) > 0 {
			b.Fatalf("%d families of %d, %d alone, %d problems", len(plan.Families), want, len(plan.Alone()), len(plan.Problems))
		}
	}
	b.ReportMetric(float64(named+read)*float64(b.N)/b.Elapsed().Seconds(), "files/s")
}
