package ingest

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
)

func TestRead(t *testing.T) {
	tree(t, "a.ru.txt=\uFEFFУровни\r\nрек\rи озёр\n")
	doc, err := Read(t.Context(), File{ID: "a", Path: "a.ru.txt", Lang: "ru", Why: "name"}, ReadOptions{Detect: script})
	if err != nil {
		t.Fatal(err)
	}
	want := &corpus.Document{
		ID: "a", Lang: "ru",
		Source: corpus.Source{
			Path: "a.ru.txt",
			// sha256sum of the file
			SHA256: "df3763ec8ad2e94d989338cedddd5713d49e32d06cbbe2bc3759dcba88de6b72",
			Bytes:  36, Charset: "UTF-8", Paired: "name", Format: "plain text",
		},
		Raw: "\uFEFFУровни\r\nрек\rи озёр\n",
	}
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	tree(t, "a.zh.txt=河流水位", "big.en.txt=levels of rivers", "mixed.ru.txt=Уровни рек: level, gauge", "uk.txt=levels of rivers")
	if err := os.Mkdir("folder.en.txt", 0o755); err != nil {
		t.Fatal(err)
	}
	other := func(string) (string, float64) { return "uk", 1 }
	tests := []struct {
		name string
		file File
		opt  ReadOptions
		want string // "" if it is read
	}{
		{"gone since", File{Path: "b.zh.txt", Lang: "zh"}, ReadOptions{}, "ingest: b.zh.txt: no such file or folder"},
		{"a folder", File{Path: "folder.en.txt", Lang: "en"}, ReadOptions{}, "ingest: folder.en.txt: not a file"},
		{"a device", File{Path: "/dev/zero", Lang: "en"}, ReadOptions{}, "ingest: /dev/zero: not a file"},
		{"too large", File{Path: "big.en.txt", Lang: "en"}, ReadOptions{MaxBytes: 15}, "ingest: big.en.txt: 16 bytes, more than the limit of 15"},
		{"just large enough", File{Path: "big.en.txt", Lang: "en"}, ReadOptions{MaxBytes: 16}, ""},
		{"other language", File{Path: "a.zh.txt", Lang: "en"}, ReadOptions{Detect: script}, "ingest: a.zh.txt: says en, reads as zh (100 % of the letters)"},
		{"none of ours", File{Path: "uk.txt", Lang: "ru"}, ReadOptions{Detect: other}, "ingest: uk.txt: says ru, reads as another language (100 % of the letters)"},
		{"nobody looks", File{Path: "a.zh.txt", Lang: "en"}, ReadOptions{}, ""},
		{"quotations are no other language", File{Path: "mixed.ru.txt", Lang: "en"}, ReadOptions{Detect: script}, ""},
		{"no language", File{Path: "a.zh.txt"}, ReadOptions{}, "ingest: a.zh.txt: language not known: neither name nor text tells one that is read; put it into the name (NAME.en.txt) or into a manifest"},
		{"a language that is not built", File{Path: "uk.txt"}, ReadOptions{Detect: other}, "ingest: uk.txt: language not known: neither name nor text tells one that is read; put it into the name (NAME.en.txt) or into a manifest"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc, err := Read(t.Context(), test.file, test.opt)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || err.Error() != test.want {
				t.Fatalf("got  %v\nwant %s", err, test.want)
			}
			if doc != nil {
				t.Error("a document as well as an error")
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%T is no *ingest.Error", err)
			}
			if p := e.Problem(); !p.Severe || p.Stage != "ingest" || p.Path != test.file.Path {
				t.Errorf("problem %+v", p)
			}
		})
	}
	_, err := Read(t.Context(), File{Path: "b.zh.txt"}, ReadOptions{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v does not unwrap to fs.ErrNotExist", err)
	}
}

// A line of 10 MB is read whole, with a word about it.
func TestReadLongLine(t *testing.T) {
	line := strings.Repeat("Уровень воды. ", 10<<20/25)
	tree(t, "long.ru.txt=Отчёт\n"+line+"\nКонец.\n")
	doc, err := Read(t.Context(), File{ID: "long", Path: "long.ru.txt", Lang: "ru"}, ReadOptions{Detect: script})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Отчёт\n" + line + "\nКонец.\n"; doc.Raw != want {
		t.Errorf("%d bytes, want %d", len(doc.Raw), len(want))
	}
	want := []corpus.Problem{{Stage: "ingest", Path: "long.ru.txt", Line: 2, What: "a line of 10485750 bytes: paragraphs are not to be seen in it"}}
	if diff := cmp.Diff(want, doc.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// Whatever the bytes are, reading ends in an error or in valid UTF-8, and the
// places lead into the file, in order.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "\n", "a", "\xFF\xFE", "\xFE\xFF\xD8", "\xD5\xE2\xCA\xC7\xBA\xD3", "\x88\x62\x88\x66\xA4\xA4", "уровни", "\xEF\xBB\xBF水", "\xF3\xD2\xCF\xD7\xCE\xC9 \xD2\xC5\xCB", "\x84\x31\xA4\x37\xB5\xC4", "R\x00i\x00\n\x00", "\x81\x30\x81\x30\xA3\xAC"} {
		f.Add([]byte(s), "zh")
		f.Add([]byte("\xA1\x84\x31\xA4\x37"), "zh")
		f.Add([]byte(strings.Repeat(s, 700)), "")
	}
	f.Fuzz(func(t *testing.T, data []byte, lang string) {
		d, err := decodeText("x", data, lang)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "ingest: x:") {
				t.Errorf("error %q", err)
			}
			return
		}
		if !utf8.ValidString(d.text) {
			t.Fatalf("%s: not valid: %q", d.charset, d.text)
		}
		doc := &corpus.Document{Raw: d.text, Source: corpus.Source{Places: d.places}}
		if d.charset == "UTF-8" {
			if d.text != string(data) || d.places != nil {
				t.Fatalf("UTF-8 was changed: %q", d.text)
			}
			return
		}
		last := -1
		for raw := range d.text {
			at := doc.FilePlace(raw)
			if at <= last || at >= len(data) {
				t.Fatalf("%s: byte %d of the text leads to byte %d of %d, the one before to %d", d.charset, raw, at, len(data), last)
			}
			last = at
		}
		if end := doc.FilePlace(len(d.text)); end != len(data) {
			t.Fatalf("%s: the end leads to byte %d of %d", d.charset, end, len(data))
		}
		for _, p := range d.places {
			if at := doc.FilePlace(p.Raw); at != p.File {
				t.Fatalf("%s: checkpoint %+v leads to byte %d", d.charset, p, at)
			}
		}
	})
}

// BenchmarkRead reads a document of 1 MB in UTF-8 and in a legacy charset.
func BenchmarkRead(b *testing.B) {
	b.Chdir(b.TempDir())
	text := strings.Repeat("1. 缔约方每年公布河流水位的观测结果，并在 30 日内通报邻国。\n", 1<<20/84)
	for _, name := range []string{"UTF-8", "GB18030", "UTF-16LE"} {
		data := []byte(text)
		if name != "UTF-8" {
			data = encode(b, name, text)
		}
		put(b, name+".zh.txt", string(data))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Read(b.Context(), File{Path: name + ".zh.txt", Lang: "zh"}, ReadOptions{Detect: script}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
