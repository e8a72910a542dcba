package clean

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"tritext/testdata"
)

func TestNormalize(t *testing.T) {
	keep, pad := NormalOptions{CJKSpacing: SpacingKeep}, NormalOptions{CJKSpacing: SpacingPad}
	for _, c := range []struct {
		name, lang, text, want string
		opt                    NormalOptions
	}{
		{"empty", "zh", "", "", keep},
		{"plain English", "en", "The meeting rose at 6 p.m.", "The meeting rose at 6 p.m.", keep},
		{"white space of all kinds", "en", " a report\u00a0of\u3000 the\tSecretary ", "a report of the Secretary", keep},
		{"NFC", "ru", "и\u0306од е\u0308ж", "йод ёж", keep},
		{"hard hyphen", "ru", "кто\u2011либо, г\u2011н", "кто-либо, г-н", keep},
		{"quotes", "ru", "доклад <<О воде>> -- часть 1", "доклад «О воде» – часть 1", keep},
		{"quotes in English stay", "en", "a << b", "a << b", keep},
		{"Latin letters in a Russian word", "ru", "в cреду, Генерального cекретаря", "в среду, Генерального секретаря", keep},
		{"Cyrillic letters in a Latin word", "ru", "сеть ЕSCAP", "сеть ESCAP", keep},
		{"two scripts with letters of their own", "ru", "DжDж", "DжDж", keep},
		{"labels stay", "ru", "c) вода", "c) вода", keep},
		{"spaced-out heading", "zh", "联 合 国", "联合国", keep},
		{"spaced-out words in one line", "zh", "大  会  安全理事会", "大会安全理事会", NormalOptions{}},
		{"spaced-out Russian", "ru", "Р Е Ш Е Н И Е", "РЕШЕНИЕ", keep},
		{"initials stay", "en", "J R R", "J R R", keep},
		{"strip", "zh", "2021 年 4 月 16 日 A/75/860 号文件 (见附件)", "2021年4月16日A/75/860号文件(见附件)", NormalOptions{}},
		{"strip between words", "zh", "会议决定 通过报告", "会议决定通过报告", NormalOptions{}},
		{"strip leaves Latin words", "zh", "任命 Anna Berg 为主席", "任命Anna Berg为主席", NormalOptions{}},
		{"pad", "zh", "2021年4月WTO会议", "2021 年 4 月 WTO 会议", pad},
		{"keep", "zh", "2021 年4月", "2021 年4月", keep},
		{"exploded date", "zh", "2 0 19 年 1 0 月 9 日和 1 0 日举行", "2019年10月9日和10日举行", NormalOptions{}},
		{"thousands stay", "zh", "共举行 1 204 次会议", "共举行 1 204 次会议", keep},
		{"exploded symbol", "zh", "见 E / C . 12 / 2 0 19 / SR . 46 和", "见 E/C.12/2019/SR.46 和", keep},
		{"symbol with one space", "en", "the statement (S/PRST/ 1994/16) of", "the statement (S/PRST/1994/16) of", keep},
		{"no symbol", "en", "option A / B or and / or", "option A / B or and / or", keep},
		{"folded widths", "zh", "委员会注意到报告,并决定:继续审议(见附件);会议结束.", "委员会注意到报告，并决定：继续审议(见附件)；会议结束。", NormalOptions{}},
		{"full stops of numbers stay", "zh", "一. 导言", "一. 导言", NormalOptions{}},
		{"digits and Latin stay", "zh", "第3.2节,10:30,Corr.1", "第3.2节，10:30,Corr.1", NormalOptions{}},
		{"full-width letters", "zh", "Ａ／７５号，１２人", "A／75号，12人", NormalOptions{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := checkNormal(t, c.text, c.lang, c.opt); got != c.want {
				t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// checkNormal holds the laws of Normalize: the repairs are in order, name
// their step, lead to the result, and a second run changes nothing.
func checkNormal(t *testing.T, text, lang string, opt NormalOptions) string {
	t.Helper()
	names := map[string]bool{}
	for _, s := range NormalSteps {
		names[s.Name] = true
	}
	got, repairs := Normalize(text, lang, opt)
	at := 0
	for _, r := range repairs {
		if r.Start < at || r.End < r.Start || r.End > len(text) || !names[r.Rule] {
			t.Fatalf("repair %+v behind %d of %q", r, at, text)
		}
		if r.Now == r.In(text) {
			t.Fatalf("repair %+v of %q changes nothing", r, text)
		}
		at = r.End
	}
	if applied := applyRepairs(text, repairs); applied != got {
		t.Fatalf("%q: repairs give %q, result is %q\n%+v", text, applied, got, repairs)
	}
	if again, more := Normalize(got, lang, opt); again != got || len(more) > 0 {
		t.Fatalf("%q becomes %q and then %q", text, got, again)
	}
	for _, s := range NormalSteps { // traitsOf skips no step that has work
		if more := s.run(got, lang, opt); len(more) > 0 {
			t.Fatalf("%q becomes %q, where %s still changes %v", text, got, s.Name, more)
		}
	}
	return got
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "联 合 国 2 0 19 年", "S/PRST/ 1994/16 -- <<c", "a\u0308\u200b-\u2011", "委员会,.) :“ 会", "cреда ЕS Ａ１"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, text string, how int) {
		if !utf8.ValidString(text) || len(text) > 1000 {
			return
		}
		langs := []string{"zh", "en", "ru"}
		spacing := []CJKSpacing{SpacingStrip, SpacingKeep, SpacingPad}
		how &= 0xffff
		checkNormal(t, text, langs[how%3], NormalOptions{CJKSpacing: spacing[how/3%3]})
	})
}

// BenchmarkNormalize reports how much text a second is normalised.
func BenchmarkNormalize(b *testing.B) {
	for _, lang := range []string{"zh", "en", "ru"} {
		paths, _ := filepath.Glob(testdata.Shared(b, "data", "gold", "undev") + "/*." + lang)
		var lines []string
		size := 0
		for _, p := range paths {
			f, err := os.Open(p)
			if err != nil {
				b.Fatal(err)
			}
			for s := bufio.NewScanner(f); s.Scan(); {
				lines = append(lines, s.Text())
				size += len(s.Text())
			}
			f.Close()
		}
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(size))
			changed := 0
			for b.Loop() {
				changed = 0
				for _, l := range lines {
					if got, _ := Normalize(l, lang, NormalOptions{}); got != l {
						changed++
					}
				}
			}
			b.ReportMetric(100*float64(changed)/float64(max(1, len(lines))), "changed%")
		})
	}
}
