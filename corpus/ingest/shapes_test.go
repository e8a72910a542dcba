package ingest

import (
	"fmt"
	"path"
	"strings"
	"testing"
)

// unNames are n symbols with addenda, corrigenda and revisions among them, as the UN's
// file names write them.
func unNames(n int) []string {
	var list []string
	for i := 0; len(list) < n; i++ {
		base := []string{
			fmt.Sprintf("A_%d_%d", 50+i%30, 100+i), fmt.Sprintf("S_RES_%d_(%d)", 1000+i, 1994+i%30), fmt.Sprintf("A_AC.182_L.%d", i),
			fmt.Sprintf("A_%d_%d-S_%d_%d", 60+i%20, i, 2000+i%20, i), fmt.Sprintf("E_CN.9_SER.C_ABSTRACTS_%d", i), fmt.Sprintf("CCPR_C_RUS_CO_%d", i), fmt.Sprintf("N%07d", 2110000+i),
		}[i%7]
		list = append(list, base, base+"_Add.1", base+"_Corr.1", base+"_Rev.2")
	}
	return list[:n]
}

// Shapes of folders in which people keep documents.
var shapes = []struct {
	name string
	path func(doc, lang string) string
}{
	{"flat", func(doc, lang string) string { return doc + "." + lang + ".txt" }},
	{"flat, hyphen", func(doc, lang string) string { return doc + "-" + lang + ".pdf" }},
	{"flat, capitals", func(doc, lang string) string { return doc + "_" + strings.ToUpper(lang) + ".txt" }},
	{"flat, names of languages", func(doc, lang string) string {
		return doc + "-" + map[string]string{"zh": "chinese", "en": "English", "ru": "rus"}[lang] + ".docx"
	}},
	{"the UN's letters", func(doc, lang string) string {
		return doc + "-" + map[string]string{"zh": "C", "en": "E", "ru": "R"}[lang] + ".txt"
	}},
	{"language in front", func(doc, lang string) string { return lang + "_" + doc + ".txt" }},
	{"folders of languages", func(doc, lang string) string { return lang + "/" + doc + ".txt" }},
	{"folders of languages below", func(doc, lang string) string { return "un/" + doc[:1] + "/" + lang + "/x/" + doc + ".txt" }},
	{"a folder a document", func(doc, lang string) string { return "docs/" + doc + "/" + lang + ".txt" }},
	{"the UN Parallel Corpus", func(doc, lang string) string {
		return lang + "/2015/" + strings.ToLower(strings.ReplaceAll(strings.NewReplacer("-", "_", "(", "_", ")", "_").Replace(doc), "_", "/")) + ".txt"
	}},
	{"each after its own fashion", func(doc, lang string) string {
		switch lang {
		case "zh":
			return strings.ToLower(doc) + ".zh.txt"
		case "en":
			return strings.NewReplacer("_", "-", "(", "-", ")", "").Replace(doc) + "-EN.pdf"
		}
		return strings.ReplaceAll(doc, "_", " ") + " (rus).txt"
	}},
	{"other formats each", func(doc, lang string) string {
		return lang + "/" + doc + map[string]string{"zh": ".pdf", "en": ".docx", "ru": ".html"}[lang]
	}},
}

// planOf makes a plan of found files without a file system.
func planOf(files []found) *Plan {
	d := &discovery{glossary: newGlossary(nil)}
	d.byName(d.candidates(files))
	d.byLikeName()
	return d.plan()
}

func shapeFiles(docs []string, at func(doc, lang string) string) (files []found, of map[string]string) {
	of = map[string]string{}
	for _, doc := range docs {
		for _, lang := range []string{"zh", "en", "ru"} {
			p := at(doc, lang)
			of[p] = doc + " " + lang
			files = append(files, found{path: p, root: "/in", rel: p})
		}
	}
	return files, of
}

// Ten thousand files of each shape find exactly their versions: no addendum stands
// with its document, no file alone.
func TestShapes(t *testing.T) {
	docs := unNames(10_000 / 3)
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			files, of := shapeFiles(docs, shape.path)
			p := planOf(files)
			if len(p.Families) != len(docs) || len(p.Problems) > 0 {
				t.Errorf("%d documents of %d, %d problems", len(p.Families), len(docs), len(p.Problems))
			}
			wrong := 0
			for _, f := range p.Families {
				seen := map[string]bool{}
				for _, file := range f.Files {
					doc, lang, _ := strings.Cut(of[file.Path], " ")
					seen[doc] = true
					if lang != file.Lang {
						wrong++
					}
				}
				if len(seen) != 1 || len(f.Files) != 3 {
					wrong++
					if wrong < 4 {
						t.Errorf("%s: %v", f.ID, f.Files)
					}
				}
			}
			if wrong > 0 {
				t.Errorf("%d wrong", wrong)
			}
		})
	}
}

// Two files for one place are told, both by name, in every shape.
func TestShapesTwice(t *testing.T) {
	for _, shape := range shapes {
		files, _ := shapeFiles([]string{"A_75_860"}, shape.path)
		twice := files[0]
		twice.path = path.Join("copy", twice.path)
		files = append(files, twice)
		p := planOf(files)
		told := 0
		for _, problem := range p.Problems {
			if problem.Severe && strings.Contains(problem.Path+problem.What, files[0].path) && strings.Contains(problem.Path+problem.What, twice.path) {
				told++
			}
		}
		if told != 1 {
			t.Errorf("%s: %v", shape.name, p.Problems)
		}
	}
}

// BenchmarkShapes tells how long ten thousand names take.
func BenchmarkShapes(b *testing.B) {
	docs := unNames(10_000 / 3)
	for _, shape := range shapes {
		b.Run(shape.name, func(b *testing.B) {
			files, _ := shapeFiles(docs, shape.path)
			for b.Loop() {
				planOf(files)
			}
		})
	}
}
