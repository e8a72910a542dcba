package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The picture of who imports whom, as a list: every folder of the module with
// the folders of ours that it may import. What is not listed is not allowed,
// and a folder that is not in the list fails: a new one needs a line here. A
// folder "internal" belongs to the folder that it stands in.
var arrows = []struct {
	folder string
	may    []string
}{
	{"segment", nil}, // segment and align stand alone, not even on each other
	{"segment/gse", []string{"segment"}},
	{"segment/lang", []string{"segment", "segment/gse"}},
	{"align", nil},
	{"align/lexicon", nil},
	{"align/eval", []string{"align"}},
	{"align/embed", []string{"align"}},
	{"corpus", []string{"segment", "align"}},
	// The stages know the corpus and the small types, and no other stage.
	{"corpus/ingest", []string{"corpus", "segment", "align", "corpus/ingest/pdf"}},
	{"corpus/ingest/pdf", nil},
	{"corpus/clean", []string{"corpus", "segment", "align"}},
	{"corpus/undoc", []string{"corpus", "segment", "align"}},
	{"corpus/near", nil},
	{"corpus/quality", []string{"corpus", "corpus/near", "segment", "align"}},
	{"corpus/choose", []string{"corpus"}},
	{"corpus/split", []string{"corpus", "corpus/near"}},
	{"corpus/store", []string{"corpus", "segment", "align"}},
	{"corpus/export", []string{"corpus", "segment", "align"}},
	{"corpus/report", []string{"corpus", "segment", "align"}},
	// What asks a finished corpus.
	{"corpus/query", []string{"corpus", "corpus/store", "corpus/choose", "segment", "segment/lang", "align"}},
	{"corpus/review", []string{"corpus", "corpus/store", "corpus/report"}}, // the page of a stored corpus, in the look of the reports
	// Only the pipeline joins them.
	{"corpus/pipeline", []string{
		"segment", "segment/lang", "align", "align/lexicon", "align/embed",
		"corpus", "corpus/ingest", "corpus/ingest/pdf", "corpus/clean", "corpus/undoc", "corpus/quality", "corpus/split", "corpus/store",
	}},
	// Nothing imports the command.
	{"cmd/tritext", []string{
		"segment", "segment/gse", "segment/lang", "align", "align/lexicon", "align/embed", "align/eval",
		"corpus", "corpus/ingest", "corpus/ingest/pdf", "corpus/pipeline", "corpus/quality", "corpus/choose", "corpus/split",
		"corpus/store", "corpus/export", "corpus/report", "corpus/query", "corpus/review",
	}},
	{"testdata", nil}, // for tests: nothing but tests imports it and its folders
	{"testdata/browser", nil},
	{"testdata/layouts", []string{"testdata"}},
	{"testdata/synth", []string{"corpus", "corpus/store", "segment"}},
}

// doors are the modules that only one folder may import.
var doors = []struct{ module, folder string }{
	{"github.com/go-ego/gse", "segment/gse"},
	{"github.com/parquet-go/parquet-go", "corpus/store"},
	{"github.com/urfave/cli/v2", "cmd/tritext"},
	{"github.com/expr-lang/expr", "corpus/choose"},
	{"github.com/vbauerster/mpb/v8", "cmd/tritext"},
	{"github.com/klippa-app/go-pdfium", "corpus/ingest/pdf"},
	{"github.com/tetratelabs/wazero", "corpus/ingest/pdf"},
}

// module is the name of this module.
const module = "tritext"

// imports is a package with what it imports, tests left out.
type imports struct {
	path    string
	imports []string
}

// inside tells whether the package path is the folder or stands in it.
func inside(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// broken gives a line for every import that the picture forbids.
func broken(packages []imports) []string {
	var faults []string
	for _, p := range packages {
		folder, ours := strings.CutPrefix(p.path, module+"/")
		if !ours {
			faults = append(faults, fmt.Sprintf("%s: a package outside the picture", p.path))
			continue
		}
		folder, _, _ = strings.Cut(folder, "/internal/")
		i := slices.IndexFunc(arrows, func(a struct {
			folder string
			may    []string
		}) bool {
			return a.folder == folder
		})
		if i < 0 {
			faults = append(faults, fmt.Sprintf("%s: not in the picture, it needs a line in arrows", p.path))
			continue
		}
		for _, imported := range p.imports {
			if target, ours := strings.CutPrefix(imported, module+"/"); ours {
				target, _, _ = strings.Cut(target, "/internal/")
				if target != folder && !slices.Contains(arrows[i].may, target) {
					faults = append(faults, fmt.Sprintf("%s imports %s", p.path, imported))
				}
			}
			for _, d := range doors {
				if inside(imported, d.module) && folder != d.folder {
					faults = append(faults, fmt.Sprintf("%s imports %s, whose door is %s", p.path, imported, d.folder))
				}
			}
		}
	}
	return faults
}

// tree reads what every package of the module at root imports, tests left out.
// It reads the files itself: the result of "go list" would be taken from the
// cache of test results although the files behind it had changed.
func tree(t *testing.T, root string) []imports {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		// Folders of texts and scripts hold no packages; the top one does.
		if d.IsDir() && file != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" && filepath.Dir(file) != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := path.Join(module, filepath.ToSlash(folder))
		if _, ok := found[pkg]; !ok {
			found[pkg] = nil // a package without imports is one too
		}
		for _, i := range parsed.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			found[pkg] = append(found[pkg], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var packages []imports
	for _, pkg := range slices.Sorted(maps.Keys(found)) {
		slices.Sort(found[pkg])
		packages = append(packages, imports{pkg, slices.Compact(found[pkg])})
	}
	return packages
}

// The tree keeps to the picture.
func TestArrows(t *testing.T) {
	packages := tree(t, filepath.Join("..", ".."))
	if len(packages) < 10 {
		t.Fatalf("found %d packages only", len(packages))
	}
	for _, f := range broken(packages) {
		t.Error(f)
	}
}

// The rules see what they are there for.
func TestBrokenArrows(t *testing.T) {
	cases := []struct {
		name, from, imports string
		wrong               bool
	}{
		{"segment needs corpus", "tritext/segment", "tritext/corpus", true},
		{"segment needs align", "tritext/segment", "tritext/align", true},
		{"align needs segment", "tritext/align", "tritext/segment", true},
		{"align needs its own lexicon", "tritext/align", "tritext/align/lexicon", true},
		{"lexicon needs align", "tritext/align/lexicon", "tritext/align", true},
		{"eval needs the lexicon", "tritext/align/eval", "tritext/align/lexicon", true},
		{"corpus needs a stage", "tritext/corpus", "tritext/corpus/clean", true},
		{"clean needs undoc", "tritext/corpus/clean", "tritext/corpus/undoc", true},
		{"a stage needs a language", "tritext/corpus/clean", "tritext/segment/lang", true},
		{"store needs the pipeline", "tritext/corpus/store", "tritext/corpus/pipeline", true},
		{"the pipeline needs the command", "tritext/corpus/pipeline", "tritext/cmd/tritext", true},
		{"a library needs test documents", "tritext/corpus/clean", "tritext/testdata", true},
		{"gse by a back door", "tritext/segment/lang", "github.com/go-ego/gse", true},
		{"a part of gse by a back door", "tritext/corpus/pipeline", "github.com/go-ego/gse/hmm/pos", true},
		{"parquet by a back door", "tritext/corpus/pipeline", "github.com/parquet-go/parquet-go", true},
		{"flags in the library", "tritext/corpus/pipeline", "github.com/urfave/cli/v2", true},
		{"a new folder", "tritext/corpus/magic", "fmt", true},
		{"a new top folder", "tritext/util", "fmt", true},
		{"the standard library", "tritext/segment", "strings", false},
		{"gse by the door", "tritext/segment/gse", "github.com/go-ego/gse", false},
		{"a module of a like name", "tritext/segment/lang", "github.com/go-ego/gsearch", false},
		{"parquet by the door", "tritext/corpus/store", "github.com/parquet-go/parquet-go/compress/zstd", false},
		{"a stage needs corpus", "tritext/corpus/clean", "tritext/corpus", false},
		{"the pipeline needs a stage", "tritext/corpus/pipeline", "tritext/corpus/undoc", false},
		{"a program inside gse", "tritext/segment/gse/internal/mkdict", "tritext/segment/gse", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			faults := broken([]imports{{c.from, []string{c.imports}}})
			if (len(faults) > 0) != c.wrong {
				t.Errorf("%s imports %s: faults %q, want some: %t", c.from, c.imports, faults, c.wrong)
			}
		})
	}
}
