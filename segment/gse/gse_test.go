package gse

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"tritext/segment"
	"tritext/testdata"
)

// tile fails unless the tokens put together give the text back, and returns their texts.
func tile(t testing.TB, text string, tokens []segment.Token) []string {
	t.Helper()
	at := 0
	var out []string
	for _, tok := range tokens {
		if tok.Start != at || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %v in %q does not go on from byte %d", tok, text, at)
		}
		out = append(out, tok.In(text))
		at = tok.End
	}
	if at != len(text) {
		t.Fatalf("tokens of %q end at byte %d of %d", text, at, len(text))
	}
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"bad UTF-8", "决\xe5议\xff", "决|\xe5|议|\xff"},
		{"one character", "的", "的"},
		{"digits behind", "研究生命起源1", "研究|生命|起源|1"},
		{"letters behind", "研究生命起源a", "研究|生命|起源|a"},
		{"single character frequencies", "外交部长于十日", "外交部长|于|十日"},
		{"term at the start", "集安组织成员国", "集安组织|成员国"},
		{"bodies", "安全理事会和上合组织的秘书长", "安全理事会|和|上合组织|的|秘书长"},
		{"symbol and numbers", "见A/RES/70/1第110 000段", "见|A/RES/70/1|第|110 000|段"},
		{"traditional", "聯合國安全理事會的決議", "聯合國安全理事會|的|決議"},
		{"traditional, phrase", "頭髮發展", "頭髮|發展"},
		{"new lines and full-width space", "决议\n　草案", "决议|\n　|草案"},
		{"Cyrillic inside", "министр外交部", "министр|外交部"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(tile(t, c.in, Words(c.in)), "|")
			if got != c.want {
				t.Errorf("Words(%q)\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

func TestWordsFormsAreSimplified(t *testing.T) {
	simplified, traditional := "安全理事会关于台湾海峡头发的决议草案", "安全理事會關於臺灣海峽頭髮的決議草案"
	a, b := Words(simplified), Words(traditional)
	tile(t, traditional, b)
	var fa, fb []string
	for _, x := range a {
		fa = append(fa, x.Form)
	}
	for _, x := range b {
		fb = append(fb, x.Form)
		if x.Kind == segment.Word && x.Tag == "" {
			t.Errorf("%q has no tag", x.Form)
		}
	}
	if !slices.Equal(fa, fb) {
		t.Errorf("forms of the two scripts differ:\n%q\n%q", fa, fb)
	}
}

func TestNewTerms(t *testing.T) {
	text := "塞弗里亚水文观测站报告"
	if got := tile(t, text, Words(text)); slices.Contains(got, "塞弗里亚水文观测站") {
		t.Fatalf("the made-up term is known without being given: %q", got)
	}
	s := New([]string{"塞弗里亞水文觀測站"}) // given in traditional script, found in both
	for _, text := range []string{"塞弗里亚水文观测站报告", "塞弗里亞水文觀測站報告", "报告塞弗里亚水文观测站"} {
		tokens := s.Append(nil, text, segment.Span{End: len(text)})
		if got := tile(t, text, tokens); len(got) != 2 {
			t.Errorf("%q was cut into %q", text, got)
		}
	}
}

func TestParseTerms(t *testing.T) {
	got, err := ParseTerms(segment.List{Name: "terms.txt", Text: "# ours\n水文站 # gauge\n\n 邮政编码\n"})
	if err != nil || !slices.Equal(got, []string{"水文站", "邮政编码"}) {
		t.Errorf("got %q, %v", got, err)
	}
	_, err = ParseTerms(segment.List{Name: "terms.txt", Text: "水文站\nA股\n"})
	if err == nil || !strings.Contains(err.Error(), "terms.txt:2:") {
		t.Errorf("a Latin letter in a term: error %v names no place", err)
	}
}

func TestOrdinals(t *testing.T) {
	for _, c := range []struct{ in, form string }{
		{"第十九条", "19"},
		{"第七十五届会议", "75"},
		{"依照第一百零五条", "105"},
		{"第一百一十条", "110"},
		{"第二千三百次会议", "2300"},
		{"第二十页", "20"},
		{"第二〇一五号", "2015"},
		{"第十條", "10"},
		{"第五屆會議", "5"},
		{"第三世界", ""},
		{"第一委员会", ""},
		{"第十十条", ""},
		{"第条", ""},
		{"第", ""},
	} {
		form := ""
		for _, tok := range Words(c.in) {
			if tok.Kind == segment.Number {
				form = tok.Form
			}
		}
		tile(t, c.in, Words(c.in))
		if form != c.form {
			t.Errorf("%s: number %q, want %q", c.in, form, c.form)
		}
	}
}

// A run without any mark is cut in pieces; the limit must cut no word.
func TestLongRun(t *testing.T) {
	phrase := "集安组织成员国外交部长于莫斯科发表声明"
	text := strings.Repeat(phrase, 2*maxRun/len(phrase)+3)
	want := Words(phrase)
	got := tile(t, text, Words(text))
	if len(got) != len(want)*strings.Count(text, phrase) {
		t.Errorf("%d words in %d phrases of %d words", len(got), strings.Count(text, phrase), len(want))
	}
}

func TestConcurrent(t *testing.T) {
	s := New([]string{"水文观测站"})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				text := "塞弗里亚的水文观测站與國際組織的報告"
				tile(t, text, s.Append(nil, text, segment.Span{End: len(text)}))
			}
		})
	}
	wg.Wait()
}

// The embedded lists are sorted, without doubles, and written in Han alone.
func TestEmbeddedLists(t *testing.T) {
	han := func(t *testing.T, where string, n int, word string) {
		for _, r := range word {
			if !unicode.Is(unicode.Han, r) {
				t.Errorf("%s:%d: %q: %q is not Han", where, n, word, r)
			}
		}
	}
	sorted := func(t *testing.T, where string, words []string) {
		for i := 1; i < len(words); i++ {
			if words[i-1] >= words[i] {
				t.Errorf("%s: %q stands before %q", where, words[i-1], words[i])
			}
		}
	}
	t.Run("terms", func(t *testing.T) {
		var words []string
		for n, line := range (segment.List{Text: termsText}).Lines() {
			word, tag, ok := strings.Cut(line, "\t")
			if !ok || tag == "" {
				t.Errorf("terms.txt:%d: %q has no tag", n, line)
			}
			han(t, "terms.txt", n, word)
			if tables().isTraditional(word) {
				t.Errorf("terms.txt:%d: %q is not in simplified script", n, word)
			}
			words = append(words, word)
		}
		sorted(t, "terms.txt", words)
		if len(words) < 300 {
			t.Errorf("only %d terms", len(words))
		}
		if !strings.Contains(termsText, "# Source:") || !strings.Contains(termsText, "Licence:") {
			t.Error("terms.txt does not say its source and licence")
		}
	})
	t.Run("dictionary", func(t *testing.T) {
		var words []string
		n := 0
		for line := range strings.Lines(dictionary()) {
			n++
			f := strings.Fields(line)
			if len(f) != 3 {
				t.Fatalf("dict:%d: %q is not word, frequency, tag", n, line)
			}
			han(t, "dict", n, f[0])
			words = append(words, f[0])
		}
		sorted(t, "dict", words)
	})
	for name, text := range map[string]string{"TSCharacters.txt": charactersText, "TSPhrases.txt": phrasesText} {
		t.Run(name, func(t *testing.T) {
			var words []string
			for n, line := range (segment.List{Text: text}).Lines() {
				from, to, ok := strings.Cut(line, "\t")
				if !ok || to == "" {
					t.Errorf("%s:%d: %q has nothing on its right", name, n, line)
				}
				words = append(words, from)
			}
			sorted(t, name, words)
			if !strings.Contains(text, "Licence: Apache-2.0") {
				t.Error(name, "does not say its licence")
			}
		})
	}
}

func TestSimplified(t *testing.T) {
	for from, want := range map[string]string{
		"":                "",
		"决议草案":            "决议草案",
		"聯合國決議":           "联合国决议",
		"一目瞭然":            "一目瞭然",            // nothing that traditional script alone writes
		"不瞭解國情":           "不了解国情",           // a phrase: 瞭 alone would stay
		"瞭望":              "瞭望",              // not in it
		"乾隆皇帝乾燥":          "乾隆皇帝干燥",          // phrase and character
		"臺灣頭髮發展\xff\xe5國": "台湾头发发展\xff\xe5国", // bytes that are no UTF-8 stay
	} {
		if got := simplified(from); got != want {
			t.Errorf("%q: %q, want %q", from, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "决议\xff草案", "聯合國 A/RES/70/1。", "10,5 и 外交部长于", "\xe5\x86", "〇一二𠀀𪛖乾隆", "第十九條第零零条第"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tile(t, text, Words(text))
	})
}

// wordSets are gold sets of Chinese words; see spec/evaluation.md of the measuring data.
var wordSets = []string{"pku_test", "gsdsimp_dev", "gsdsimp_test", "pud_hant"}

// BenchmarkWordsF1 reports word F1 against the gold sets: spans over the
// characters without white space.
func BenchmarkWordsF1(b *testing.B) {
	for _, set := range wordSets {
		b.Run(set, func(b *testing.B) {
			raw := readLines(b, testdata.Shared(b, "data/words", set+".raw"))
			gold := readLines(b, testdata.Shared(b, "data/words", set+".gold-seg"))
			Default.Load()
			var f1 float64
			for b.Loop() {
				f1 = wordF1(raw, gold)
			}
			b.ReportMetric(100*f1, "F1%")
		})
	}
}

func readLines(tb testing.TB, path string) []string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(text), "\n"), "\n")
}

// wordF1 compares words as spans of characters, white space not counted.
func wordF1(raw, gold []string) float64 {
	type span struct{ start, end int }
	var found, given, hit int
	for i, line := range gold {
		spans := map[span]bool{}
		at := 0
		for _, w := range strings.Fields(line) {
			n := len([]rune(w))
			spans[span{at, at + n}] = true
			at += n
		}
		given += len(spans)
		at = 0
		for _, tok := range Words(raw[i]) {
			n := len([]rune(strings.Join(strings.Fields(tok.In(raw[i])), "")))
			if n == 0 {
				continue
			}
			found++
			if spans[span{at, at + n}] {
				hit++
			}
			at += n
		}
	}
	p, r := float64(hit)/float64(found), float64(hit)/float64(given)
	return 2 * p * r / (p + r)
}

// The floors are what was measured, less half a point.
func TestWordsF1(t *testing.T) {
	floors := map[string]float64{"pku_test": .875, "gsdsimp_dev": .805, "gsdsimp_test": .805, "pud_hant": .842}
	for _, set := range wordSets {
		raw := readLines(t, testdata.Shared(t, "data/words", set+".raw"))
		gold := readLines(t, testdata.Shared(t, "data/words", set+".gold-seg"))
		f1 := wordF1(raw, gold)
		t.Logf("%s: word F1 %.4f", set, f1)
		if f1 < floors[set] {
			t.Errorf("%s: word F1 %.4f is below %.3f", set, f1, floors[set])
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		New(nil).Load()
	}
}
