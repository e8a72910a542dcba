package ingest

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"tritext/testdata"
)

// encode writes text in a charset by name; nil if it has no such characters.
func encode(t testing.TB, name, text string) []byte {
	t.Helper()
	for _, order := range []byteOrder{utf16LE, utf16BE} {
		if order.name != name {
			continue
		}
		var b []byte
		for _, u := range utf16.Encode([]rune(text)) {
			pair := [2]byte{}
			order.PutUint16(pair[:], u)
			b = append(b, pair[:]...)
		}
		return b
	}
	for _, c := range legacy {
		if c.name == name {
			b, err := c.enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				return nil
			}
			return b
		}
	}
	t.Fatalf("no charset %s", name)
	return nil
}

// usual are the charsets that texts of a language come in besides UTF-8.
var usual = map[string][]string{
	"zh":      {"GB18030", "UTF-16LE", "UTF-16BE"},
	"zh-Hant": {"Big5", "GB18030", "UTF-16LE", "UTF-16BE"},
	"ru":      {"windows-1251", "KOI8-R", "ISO-8859-5", "IBM866", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"},
	"en":      {"windows-1252", "GB18030", "UTF-16LE", "UTF-16BE"},
}

// One line is enough to tell the charset, without knowing the language.
func TestGuess(t *testing.T) {
	lines := []struct{ lang, text string }{
		{"zh", "水文数据交换\n"},
		{"zh", "第三届会议的报告。\n"},
		{"zh", "成员国应当每年公布河流水位的观测结果，并通报邻国。\n"},
		{"zh", "2021 年 4 月 23 日给秘书长的信(见附件)\n"},
		{"zh-Hant", "水文資料交換\n"},
		{"zh-Hant", "會員國應當每年公布河流水位的觀測結果，並通報鄰國。\n"},
		{"ru", "Доклад\n"},
		{"ru", "ДОКЛАД О РАБОТЕ\n"},
		{"ru", "обмен данными\n"},
		{"ru", "Всё ещё объём\n"},
		{"ru", "Государства ежегодно публикуют уровни рек и извещают соседей.\n"},
		{"ru", "12. Пункт 5 а) повестки дня (документ A/999/1)\n"},
		{"ru", "РЕЗОЛЮЦИЯ, ПРИНЯТАЯ НА ПЯТОМ ЗАСЕДАНИИ\n"},
		{"en", "The café of the delegates\n"},
		{"en", "States publish “river levels” every year – and notify their neighbours.\n"},
		{"en", "The delegate of Côte d’Ivoire took the floor.\n"},
	}
	for _, l := range lines {
		for _, name := range usual[l.lang] {
			data := encode(t, name, l.text)
			if data == nil {
				continue
			}
			d, err := decodeText("x", data, "")
			if err != nil || d.text != l.text {
				t.Errorf("%s %q: got %s %q, %v; %s", name, l.text, d.charset, d.text, err, odds(data))
			}
		}
	}
}

// odds prints what the charsets were worth.
func odds(data []byte) string {
	var b strings.Builder
	for _, c := range legacy {
		if text, ok := c.decode(data); ok {
			fmt.Fprintf(&b, "%s %.1f, ", c.name, likelihood([]rune(text)))
		}
	}
	fmt.Fprintf(&b, "chance %.1f", chance(data))
	return b.String()
}

// Bytes that are UTF-8 but for one are bad UTF-8, in whatever language, and not
// another charset.
func TestGuessBadUTF8(t *testing.T) {
	for _, text := range []string{
		"Государства ежегодно публикуют уровни рек.",
		"成员国应当每年公布河流水位的观测结果。",
		"The delegate of Côte d’Ivoire took the floor.",
	} {
		// A character loses its last byte.
		for i, r := range text {
			if r < 0x80 {
				continue
			}
			size := len(string(r))
			data := []byte(text[:i+size-1] + text[i+size:])
			d, err := decodeText("x", data, "")
			if err == nil {
				t.Errorf("%q without byte %d reads as %s: %q", text, i+size-1, d.charset, d.text)
			}
		}
	}
}

// BenchmarkGuess prints for how many of the first 8, 20 and 60 characters of UN
// sentences the charset is found, without knowing the language.
func BenchmarkGuess(b *testing.B) {
	const most = 1000 // sentences of each language
	dir := testdata.Shared(b, "data/gold/undev")
	for _, lang := range []string{"zh", "ru"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*."+lang))
		var lines [][]rune
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				b.Fatal(err)
			}
			in := bufio.NewScanner(f)
			for in.Scan() && len(lines) < most {
				lines = append(lines, []rune(in.Text()))
			}
			f.Close()
		}
		for _, length := range []int{8, 20, 60} {
			for _, name := range usual[lang] {
				b.Run(fmt.Sprintf("%s/%d/%s", lang, length, name), func(b *testing.B) {
					var texts []string
					var all [][]byte
					size := 0
					for _, l := range lines {
						text := string(l[:min(length, len(l))])
						if data := encode(b, name, text); data != nil && len(l) > 3 {
							texts, all = append(texts, text), append(all, data)
							size += len(data)
						}
					}
					b.SetBytes(int64(size))
					right := 0
					for b.Loop() {
						right = 0
						for i, data := range all {
							if d, err := decodeText("x", data, ""); err == nil && d.text == texts[i] {
								right++
							}
						}
					}
					b.ReportMetric(100*float64(right)/float64(len(all)), "right%")
				})
			}
		}
	}
}
