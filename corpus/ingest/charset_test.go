package ingest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"tritext/corpus"
)

var update = flag.Bool("update", false, "write testdata/charsets anew from its folder utf-8")

// charsets are the files of testdata/charsets, each a file of its folder utf-8
// in another charset.
const charsets = "../../testdata/charsets"

var charsetFiles = []struct {
	file, of, charset string
	prepare           func(text string) string // before encoding
}{
	{"windows/rivers.zh.txt", "rivers.zh.txt", "GB18030", crlf},
	{"windows/rivers.en.txt", "rivers.en.txt", "windows-1252", crlf},
	{"windows/rivers.ru.txt", "rivers.ru.txt", "windows-1251", crlf},
	{"unix/rivers.zh.txt", "rivers-traditional.zh.txt", "Big5", nil},
	{"unix/rivers.en.txt", "rivers.en.txt", "UTF-8", plainQuotes},
	{"unix/rivers.ru.txt", "rivers.ru.txt", "KOI8-R", plainQuotes},
	{"iso/rivers.ru.txt", "rivers.ru.txt", "ISO-8859-5", plainQuotes},
	{"dos/rivers.ru.txt", "rivers.ru.txt", "IBM866", func(s string) string { return crlf(plainQuotes(s)) }},
	{"utf-16/rivers.zh.txt", "rivers.zh.txt", "UTF-16LE", marked},
	{"utf-16/rivers.en.txt", "rivers.en.txt", "UTF-16BE", marked},
	{"utf-16/rivers.ru.txt", "rivers.ru.txt", "UTF-16LE", crlf},
	{"utf-16-unmarked/rivers.zh.txt", "rivers.zh.txt", "UTF-16BE", nil},
	{"utf-16-unmarked/rivers.en.txt", "rivers.en.txt", "UTF-16LE", nil},
	{"utf-16-unmarked/rivers.ru.txt", "rivers.ru.txt", "UTF-16BE", nil},
	{"utf-8-marked/rivers.zh.txt", "rivers.zh.txt", "UTF-8", marked},
	{"utf-8-marked/rivers.ru.txt", "rivers.ru.txt", "UTF-8", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
}

func crlf(s string) string   { return strings.ReplaceAll(s, "\n", "\r\n") }
func marked(s string) string { return "\uFEFF" + s }

// plainQuotes writes the quotes as the older charsets must.
func plainQuotes(s string) string {
	return strings.NewReplacer("«", `"`, "»", `"`, "“", `"`, "”", `"`, "’", "'", "–", "-", "à", "a").Replace(s)
}

// Each charset is found and decoded, without knowing the language; what Raw
// holds is the text, and it leads back to the bytes.
func TestCharsets(t *testing.T) {
	for _, f := range charsetFiles {
		t.Run(f.file, func(t *testing.T) {
			utf, err := os.ReadFile(path.Join(charsets, "utf-8", f.of))
			if err != nil {
				t.Fatal(err)
			}
			want := string(utf)
			if f.prepare != nil {
				want = f.prepare(want)
			}
			data := []byte(want)
			if f.charset != "UTF-8" {
				data = encode(t, f.charset, want)
			}
			name := path.Join(charsets, f.file)
			if *update {
				put(t, name, string(data))
			}
			doc, err := Read(t.Context(), File{ID: "rivers", Path: name, Why: "name"}, ReadOptions{Detect: script})
			if err != nil {
				t.Fatal(err)
			}
			if doc.Raw != want {
				t.Errorf("text:\n%s\nwant:\n%s", doc.Raw, want)
			}
			if doc.Source.Charset != f.charset {
				t.Errorf("charset %s, want %s", doc.Source.Charset, f.charset)
			}
			var told []string
			if f.charset != "UTF-8" {
				told = []string{"decoded from " + f.charset}
			}
			for i, p := range doc.Problems {
				if i >= len(told) || p.What != told[i] || p.Severe || p.Path != name {
					t.Errorf("problem %+v", p)
				}
			}
			if len(doc.Problems) != len(told) {
				t.Errorf("%d problems, want %d", len(doc.Problems), len(told))
			}
			wayBack(t, doc, data)
		})
	}
}

// wayBack checks that every character of Raw leads to its bytes in the file.
func wayBack(t *testing.T, doc *corpus.Document, data []byte) {
	t.Helper()
	if doc.Source.Charset == "UTF-8" {
		if doc.Source.Places != nil {
			t.Errorf("UTF-8 needs no places, got %v", doc.Source.Places)
		}
		return
	}
	if end := doc.FilePlace(len(doc.Raw)); end != len(data) {
		t.Errorf("the end leads to byte %d of %d", end, len(data))
	}
	for raw, r := range doc.Raw {
		from, to := doc.FilePlace(raw), doc.FilePlace(raw+utf8.RuneLen(r))
		if got := encode(t, doc.Source.Charset, string(r)); !bytes.Equal(got, data[from:to]) {
			t.Errorf("%q at %d leads to bytes %d to %d: % X, not % X", r, raw, from, to, data[from:to], got)
			return
		}
	}
	for i, p := range doc.Source.Places {
		if i > 0 && p.Raw-doc.Source.Places[i-1].Raw > placeEvery+utf8.UTFMax {
			t.Errorf("checkpoint %d is %d bytes after the last", i, p.Raw-doc.Source.Places[i-1].Raw)
		}
	}
}

// Characters outside the common planes, in every charset that can write them,
// in a text long enough for many checkpoints.
func TestCharsetsWayBack(t *testing.T) {
	pieces := map[string]string{
		"GB18030":      "水位 7 米𠀀 уровень € ÿ 「」\u00A0à",
		"Big5":         "水位 7 米，уровень「」Ê\u0304ê\u030CÊ",
		"windows-1251": "уровень 7 м «ё» №",
		"KOI8-R":       "уровень 7 м ё ─",
		"ISO-8859-5":   "уровень 7 м ё №",
		"IBM866":       "уровень 7 м ё №",
		"windows-1252": "level 7 “à” €",
		"UTF-16LE":     "水位 𠀀 уровень 🌊 level",
		"UTF-16BE":     "水位 𠀀 уровень 🌊 level",
	}
	for _, name := range []string{"GB18030", "Big5", "windows-1251", "KOI8-R", "ISO-8859-5", "IBM866", "windows-1252", "UTF-16LE", "UTF-16BE"} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(pieces[name]+"\n", 1000)
			data := encode(t, name, text)
			if name == "Big5" {
				// The encoder does not know the four codes of two characters.
				line := encode(t, name, "水位 7 米，")
				line = append(line, encodeCyrillicBig5("уровень")...)
				line = append(line, encode(t, name, "「」")...)
				line = append(line, 0x88, 0x62, 0x88, 0xA5, 0x88, 0x66, '\n')
				data = bytes.Repeat(line, 1000)
			}
			if data == nil {
				t.Fatal("cannot be encoded")
			}
			doc := &corpus.Document{Raw: text}
			if strings.HasPrefix(name, "UTF-16") {
				order := utf16LE
				if name == "UTF-16BE" {
					order = utf16BE
				}
				d, err := decodeUTF16("x", data, order)
				if err != nil {
					t.Fatal(err)
				}
				doc.Raw, doc.Source.Places = d.text, d.places
			}
			for _, c := range legacy {
				if c.name == name {
					got, ok := c.decode(data)
					if !ok {
						t.Fatalf("not decoded: %q", got)
					}
					doc.Raw, doc.Source.Places = got, c.places(got, data)
				}
			}
			if doc.Raw != text {
				t.Fatalf("%.60q, want %.60q", doc.Raw, text)
			}
			if end := doc.FilePlace(len(text)); end != len(data) {
				t.Fatalf("the end leads to byte %d of %d", end, len(data))
			}
			// Every line begins where it began in the file.
			step := len(data) / 1000
			for i := range 1000 {
				raw := i * (len(text) / 1000)
				if got := doc.FilePlace(raw); got != i*step {
					t.Fatalf("line %d leads to byte %d, want %d", i, got, i*step)
				}
			}
		})
	}
}

// encodeCyrillicBig5 writes small Russian letters as the ETEN extension has
// them, which decoders know and the encoder writes too.
func encodeCyrillicBig5(word string) []byte {
	for _, c := range legacy {
		if c.name == "Big5" {
			b, err := c.enc.NewEncoder().Bytes([]byte(word))
			if err != nil {
				panic(fmt.Sprint("no Cyrillic in Big5: ", err))
			}
			return b
		}
	}
	return nil
}
