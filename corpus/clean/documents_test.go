package clean

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
)

// fields stands in for undoc.Standalone: masthead fields and titles of parts.
var fields = regexp.MustCompile(`^(?:(?:General Assembly|Генеральная Ассамблея|大\s*会|Security Council|Совет Безопасности|安全理事会)?\s*Distr\.: \pL+` +
	`|\d{1,2} \pL+ \d{4}|Chinese|Russian|English|Original: \pL+|\[.*\]|\d+(?:st|nd|rd|th) plenary meeting|The General Assembly,?|Генеральная Ассамблея,|大会，|Now, therefore,|Annex|Приложение|附件|(?:Article|Статья) \d+|第[一二三四五六七八九十]+条)$`)

// opening stands in for undoc.Opens: how clauses of resolutions begin.
var opening = regexp.MustCompile(`^(?:(?:Also |Further )?(?:[A-Z][a-z]+ing|[A-Z][a-z]+s)\b|(?:принимая|отмечая|ссылаясь|напоминая|признавая|учитывая|вновь)\s)`)

// TestDocuments compares the blocks of the repository's own documents with
// those that a person marked.
func TestDocuments(t *testing.T) {
	root := filepath.Join("..", "..", "testdata")
	right, got, want := 0, 0, 0
	for _, d := range [][3]string{
		{"A_98_412-S_2044_187.zh.txt", "zh", "A_98_412-S_2044_187"}, {"A_98_412-S_2044_187.en.txt", "en", "A_98_412-S_2044_187"}, {"A_98_412-S_2044_187.ru.txt", "ru", "A_98_412-S_2044_187"},
		{"zh/A_RES_98_77.txt", "zh", "A_RES_98_77"}, {"en/A_RES_98_77.txt", "en", "A_RES_98_77"}, {"ru/A_RES_98_77.txt", "ru", "A_RES_98_77"},
		{"A_98_250-zh-Hans.txt", "zh", "A_98_250"}, {"A_98_250-en.txt", "en", "A_98_250"}, {"A_98_250-ru.txt", "ru", "A_98_250"},
		{"ferry-library_zh.txt", "zh", "ferry-library"}, {"ferry-library_en.txt", "en", "ferry-library"}, {"ferry-library_ru.txt", "ru", "ferry-library"},
		{"inbox/0017.txt", "zh", "E_CN.3_2044_12"}, {"inbox/draft-final.txt", "en", "E_CN.3_2044_12"}, {"inbox/N4323321.txt", "ru", "E_CN.3_2044_12"},
	} {
		raw, err := os.ReadFile(filepath.Join(root, "un", d[0]))
		if err != nil {
			t.Fatal(err)
		}
		marked, err := os.ReadFile(filepath.Join(root, "gold", d[2]+"."+d[1]+".blocks.txt"))
		if err != nil {
			t.Fatal(err)
		}
		blocks := strings.Split(strings.TrimSuffix(string(marked), "\n"), "\n")
		opt := Options{Standalone: fields.MatchString, Opens: opening.MatchString}
		doc := checkLaws(t, string(raw), opt)
		for i := range doc.Blocks {
			if b := &doc.Blocks[i]; b.Kind == corpus.KindFootnote && b.Line < 10 {
				t.Errorf("%s: footnote in line %d", d[0], b.Line)
			}
		}
		text := texts(doc)
		r := boundaries(text, blocks)
		right, got, want = right+r, got+len(text), want+len(blocks)
		if slices.Equal(text, blocks) {
			continue
		}
		t.Logf("%s: %d blocks of %d right, %d made", d[0], r, len(blocks), len(text))
		for i := range max(len(text), len(blocks)) {
			if i >= len(text) || i >= len(blocks) || text[i] != blocks[i] {
				t.Logf("   first difference at %d", i+1)
				break
			}
		}
		for _, b := range text {
			if !slices.Contains(blocks, b) {
				t.Logf("   made:   %s", b)
			}
		}
		for _, b := range blocks {
			if !slices.Contains(text, b) {
				t.Logf("   marked: %s", b)
			}
		}
	}
	precision, recall := float64(right)/float64(got), float64(right)/float64(want)
	t.Logf("precision %.4f, recall %.4f of %d blocks", precision, recall, want)
	if min(precision, recall) < 0.99 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}
