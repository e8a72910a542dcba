package testdata_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"unicode"

	"tritext/align/eval"
	"tritext/testdata"
)

// read gives the text of a file of FS.
func read(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(testdata.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// lines gives the lines of a file of FS.
func lines(t *testing.T, name string) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(read(t, name), "\n"), "\n")
}

// bare takes out what layout adds: white space and hyphens.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, s)
}

// sources leads from the documents of gold to their files.
var sources = map[string][3]string{
	"A_98_412-S_2044_187": {"A_98_412-S_2044_187.zh.txt", "A_98_412-S_2044_187.en.txt", "A_98_412-S_2044_187.ru.txt"},
	"A_RES_98_77":         {"zh/A_RES_98_77.txt", "en/A_RES_98_77.txt", "ru/A_RES_98_77.txt"},
	"A_98_250":            {"A_98_250-zh-Hans.txt", "A_98_250-en.txt", "A_98_250-ru.txt"},
	"ferry-library":       {"ferry-library_zh.txt", "ferry-library_en.txt", "ferry-library_ru.txt"},
	"E_CN.3_2044_12":      {"inbox/0017.txt", "inbox/draft-final.txt", "inbox/N4323321.txt"},
}

var languages = [3]string{"zh", "en", "ru"}

// Every file of un belongs to a document with gold, and every gold file to a
// document of un.
func TestNothingLeftOver(t *testing.T) {
	known := map[string]bool{}
	for doc, files := range sources {
		for i, f := range files {
			known["un/"+f] = true
			known["gold/"+doc+"."+languages[i]] = true
			known["gold/"+doc+"."+languages[i]+".blocks.txt"] = true
		}
		for _, pair := range []string{"zh-en", "zh-ru", "en-ru"} {
			known["gold/"+doc+"."+pair+".gold"] = true
		}
	}
	err := fs.WalkDir(testdata.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[p] {
			if top, _, _ := strings.Cut(p, "/"); top == "un" || top == "gold" {
				t.Errorf("%s belongs to no document", p)
			}
		}
		delete(known, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range known {
		t.Errorf("%s is missing", p)
	}
}

// The beads of every pair hold each sentence of both sides once, in order.
func TestBeadsCover(t *testing.T) {
	for doc := range sources {
		for _, pair := range []string{"zh-en", "zh-ru", "en-ru"} {
			name := path.Join("gold", doc+"."+pair+".gold")
			beads, err := eval.Read(strings.NewReader(read(t, name)), name)
			if err != nil {
				t.Fatal(err)
			}
			src, tgt, _ := strings.Cut(pair, "-")
			s, g := 0, 0
			for _, b := range beads {
				if len(b.Source)+len(b.Target) == 0 {
					t.Errorf("%s: an empty bead", name)
				}
				for _, i := range b.Source {
					if i != s {
						t.Errorf("%s: source sentence %d where %d is due", name, i, s)
					}
					s = i + 1
				}
				for _, i := range b.Target {
					if i != g {
						t.Errorf("%s: target sentence %d where %d is due", name, i, g)
					}
					g = i + 1
				}
			}
			if n := len(lines(t, "gold/"+doc+"."+src)); s != n {
				t.Errorf("%s: beads hold %d source sentences, the file %d", name, s, n)
			}
			if n := len(lines(t, "gold/"+doc+"."+tgt)); g != n {
				t.Errorf("%s: beads hold %d target sentences, the file %d", name, g, n)
			}
		}
	}
}

// The blocks hold every sentence, footnotes' marks in it not counted, and hold nothing that the document does not:
// but for layout, each block stands in its source, whole or (where a page ends
// in it) as a beginning and an end.
func TestBlocksAndSentencesStandInTheirSource(t *testing.T) {
	for doc, files := range sources {
		for i, lang := range languages {
			name := path.Join("gold", doc+"."+lang)
			blocks := lines(t, name+".blocks.txt")
			text := bare(strings.Join(blocks, ""))
			for n, s := range lines(t, name) {
				if !pieces(text, bare(s)) { // a footnote's mark may stand between
					t.Errorf("%s:%d: stands in no block: %s", name, n+1, s)
				}
			}
			raw := bare(read(t, "un/"+files[i]))
			for n, b := range blocks {
				if !pieces(raw, bare(b)) {
					t.Errorf("%s.blocks.txt:%d: does not stand in %s: %s", name, n+1, files[i], b)
				}
			}
		}
	}
}

// pieces tells whether s stands in text, in one piece or in two in order.
func pieces(text, s string) bool {
	if strings.Contains(text, s) {
		return true
	}
	for i := range s {
		if at := strings.Index(text, s[:i]); i > 0 && at >= 0 && strings.Contains(text[at+i:], s[i:]) {
			return true
		}
	}
	return false
}
