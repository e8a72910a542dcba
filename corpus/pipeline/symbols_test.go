package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/corpus/ingest"
	"tritext/corpus/undoc"
	"tritext/segment/lang"
)

// Files whose names tell nothing are joined by symbol and language; addenda,
// corrigenda and revisions never stand with their document, and a second file of one
// symbol and language is told.
func TestSymbols(t *testing.T) {
	dir := t.TempDir()
	texts := map[string][3]string{
		"zh": {"Chinese", "水位上涨，桥梁关闭。", "大会"}, "en": {"English", "The water level rose and the bridge was closed.", "General Assembly"}, "ru": {"Russian", "Уровень воды поднялся, и мост был закрыт.", "Генеральная Ассамблея"},
	}
	of := map[string]string{}
	names := rand.New(rand.NewPCG(3, 4)).Perm(5000)
	write := func(symbol, code string) string {
		name := filepath.Join(dir, fmt.Sprintf("N%07d.txt", 2100000+names[len(of)]))
		x := texts[code]
		text := fmt.Sprintf("United Nations\n%s\n\n%s\n\nDistr.: General\n23 April 2021\n%s\nOriginal: French\n\n%s\n", symbol, x[2], x[0], strings.Repeat(x[1]+"\n\n", 3))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		of[filepath.ToSlash(name)] = symbol
		return name
	}
	const documents = 60
	for n := range documents {
		for _, tail := range []string{"", "/Add.1", "/Add.2", "/Corr.1", "/Rev.1", "/Rev.1/Corr.1"} {
			for code := range texts {
				write(fmt.Sprintf("A/75/%d%s", 800+n, tail), code)
			}
		}
	}
	twice := filepath.ToSlash(write("A/75/800/Add.1", "zh"))
	plan, err := ingest.Discover([]string{dir}, ingest.Options{Peek: undoc.Peek, Detect: lang.Detect})
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, f := range plan.Families {
		for _, file := range f.Files {
			if of[file.Path] != of[f.Files[0].Path] {
				t.Errorf("%s and %s stand together", of[file.Path], of[f.Files[0].Path])
			}
		}
		if len(f.Files) == 3 {
			whole++
		}
	}
	if whole != 6*documents || len(plan.Families) != whole+1 {
		t.Errorf("%d documents in three versions of %d, %d in all", whole, 6*documents, len(plan.Families))
	}
	if len(plan.Problems) != 1 || !strings.Contains(plan.Problems[0].What, "the same symbol A/75/800/Add.1 and language as") || of[plan.Problems[0].Path] != of[twice] {
		t.Errorf("problems %v", plan.Problems)
	}
}
