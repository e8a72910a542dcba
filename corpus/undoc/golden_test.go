package undoc_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/testdata"
)

// structureFile holds what a person read over: for each real document the hash
// of its text, its sections, and its blocks as kind and line ("h12" is a heading
// that begins in line 12), or of long ones how many there are of each kind. No
// text of theirs stands in it.
const structureFile = "testdata/structure.txt"

// kindLetters name the kinds in the file.
var kindLetters = map[corpus.Kind]string{
	corpus.KindSentence: "s", corpus.KindHeading: "h", corpus.KindPreambular: "p", corpus.KindOperative: "o", corpus.KindListItem: "i", corpus.KindMasthead: "m", corpus.KindSignature: "g",
	corpus.KindFootnote: "n", corpus.KindTableRow: "t", corpus.KindOriginal: "b", corpus.KindSpeaker: "k", corpus.KindFurniture: "f", corpus.KindState: "c",
}

// structure writes the line of a document.
func structure(name, raw, lang string) string {
	doc := read(raw, lang)
	var secs, blocks []string
	for _, s := range doc.Sections {
		secs = append(secs, fmt.Sprintf("%s[%s]%s", s.Type, strings.Join(s.Original, "+"), s.Evidence))
	}
	const many = 120 // blocks
	if len(doc.Blocks) > many {
		counts := map[string]int{}
		for i := range doc.Blocks {
			counts[kindLetters[doc.Blocks[i].Kind]]++
		}
		for k, n := range counts {
			blocks = append(blocks, fmt.Sprintf("%s:%d", k, n))
		}
		slices.Sort(blocks)
		if len(secs) > 3 {
			secs = append(secs[:3], fmt.Sprintf("and %d more", len(secs)-3))
		}
	} else {
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			note := ""
			if b.Note != nil {
				note = ">" // its mark was found
			}
			blocks = append(blocks, fmt.Sprintf("%s%d%s", kindLetters[b.Kind], b.Line, note))
		}
	}
	return fmt.Sprintf("%s\t%.8x\t%s\t%s", name, sha256.Sum256([]byte(raw)), strings.Join(secs, " "), strings.Join(blocks, " "))
}

// TestStructure holds the structure of all real documents as it was read over.
func TestStructure(t *testing.T) {
	root := testdata.Shared(t, "data", "un")
	var lines []string
	for _, folder := range []string{"", "openings"} {
		files, _ := filepath.Glob(filepath.Join(root, folder, "*.txt"))
		for _, f := range files {
			name := filepath.Base(f)
			lang := ""
			for _, code := range []string{"zh", "en", "ru"} {
				if strings.Contains(name, "."+code+".") || strings.Contains(name, "."+code+"-") {
					lang = code
				}
			}
			if lang == "" || strings.Contains(name, ".fr.") || strings.Contains(name, ".es.") {
				continue
			}
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, structure(filepath.ToSlash(filepath.Join(folder, name)), string(raw), lang))
		}
	}
	slices.Sort(lines)
	got := strings.Join(lines, "\n") + "\n"
	if os.Getenv("TRITEXT_UPDATE") != "" {
		if err := os.WriteFile(structureFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(structureFile)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for l := range strings.Lines(string(want)) {
		name, _, _ := strings.Cut(l, "\t")
		known[name] = strings.TrimSpace(l)
	}
	for _, l := range lines {
		name, _, _ := strings.Cut(l, "\t")
		if known[name] != l {
			t.Errorf("read it over and run with TRITEXT_UPDATE=1:\n got %.400s\nwant %.400s", l, known[name])
		}
	}
}
