package export_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tritext/corpus"
	"tritext/corpus/export"
	"tritext/corpus/store"
)

// written is the files of an export by name.
type written map[string]string

// run exports families and gives the files.
func run(t testing.TB, f *export.Format, opt export.Options, all ...*corpus.Family) written {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	out := export.ToFile(dir)
	if f.Folder {
		out = export.ToFolder(dir, false, false)
	}
	if opt.Table == nil {
		opt.Table = func(w io.Writer, languages []string) (export.Table, error) {
			return store.NewTranslationWriter(w, languages, "test"), nil
		}
	}
	if opt.Name == "" {
		opt.Name = "un"
	}
	opt.Version = "test"
	if _, err := f.Write(out, stream(all...), opt); err != nil {
		t.Fatal(err)
	}
	if err := out.Commit(); err != nil {
		t.Fatal(err)
	}
	return files(t, dir)
}

// files reads a file, or all files of a folder.
func files(t testing.TB, dir string) written {
	t.Helper()
	got := written{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		got[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// fact is what of a corpus a format can hold; what it cannot is empty.
type fact struct {
	Doc   string
	Units string // "en: 1 2; zh: 1"
	Text  string
	Score float64
	Conf  float64
	Orig  string
	By    string // who checked it
}

// holds says what comes back of a format.
type holds struct {
	units, text, score, conf, orig, by, doc bool
	least                                   int // languages that a group has at least; 0: all that are chosen
}

// groupFacts is what a format of groups should hold.
func groupFacts(h holds, langs []string, all ...*corpus.Family) (out []fact) {
	for _, f := range all {
		for i := range f.Groups {
			g := &f.Groups[i]
			x, have := fact{}, 0
			var units, texts []string
			for _, lang := range langs {
				if len(g.Members[lang]) == 0 {
					continue
				}
				have++
				var ids, parts []string
				for _, u := range g.Members[lang] {
					ids = append(ids, f.Version(lang).Units[u].ID)
					parts = append(parts, f.Version(lang).Units[u].Norm)
				}
				sep := " "
				if lang == "zh" {
					sep = ""
				}
				units = append(units, lang+": "+strings.Join(ids, ","))
				texts = append(texts, lang+": "+strings.Join(parts, sep))
			}
			least := h.least
			if least == 0 {
				least = len(langs)
			}
			if have < least {
				continue
			}
			if h.doc {
				x.Doc = f.ID
			}
			if h.units {
				x.Units = strings.Join(units, "; ")
			}
			if h.text {
				x.Text = strings.Join(texts, "; ")
			}
			if h.score {
				x.Score = g.Score
			}
			if h.conf {
				x.Conf = g.Confidence
			}
			if h.orig {
				x.Orig = strings.Join(g.Original, " ")
			}
			if h.by && !slices.ContainsFunc(g.Beads, func(b int) bool { return f.Beads[b].Method != "checked" }) {
				x.By = "Li Na 2044-01-31T10:20:30Z"
			}
			out = append(out, x)
		}
	}
	return out
}

// beadFacts is what a format of beads should hold of a pair.
func beadFacts(h holds, pair [2]string, all ...*corpus.Family) (out []fact) {
	for _, f := range all {
		for i := range f.Beads {
			b := &f.Beads[i]
			from, to := b.SourceUnits, b.TargetUnits
			if b.Source == pair[1] && b.Target == pair[0] {
				from, to = to, from
			} else if b.Source != pair[0] || b.Target != pair[1] {
				continue
			}
			ids := func(lang string, units []int) string {
				var list []string
				for _, u := range units {
					list = append(list, f.Version(lang).Units[u].ID)
				}
				return lang + ": " + strings.Join(list, ",")
			}
			x := fact{Units: ids(pair[0], from) + "; " + ids(pair[1], to)}
			if h.score {
				x.Score = b.Score
			}
			if h.conf {
				x.Conf = b.Confidence
			}
			if h.by && b.Method == "checked" {
				x.By = "Li Na 2044-01-31T10:20:30Z"
			}
			out = append(out, x)
		}
	}
	return out
}

// recordFacts makes facts of what Format.Read yields.
func recordFacts(t testing.TB, h holds, langs []string, f *export.Format, text, name string) (out []fact) {
	t.Helper()
	for r, err := range f.Read(strings.NewReader(text), name) {
		if err != nil {
			t.Fatal(err)
		}
		x := fact{Score: r.Score, Conf: r.Confidence, Orig: strings.Join(r.Original, " ")}
		if h.doc {
			x.Doc = r.Document
		}
		var units, texts []string
		for _, lang := range langs {
			if f.Name == "xces" || f.Name == "intertext" || len(r.Units[lang]) > 0 {
				units = append(units, lang+": "+strings.Join(r.Units[lang], ","))
			}
			if r.Text[lang] != "" {
				texts = append(texts, lang+": "+r.Text[lang])
			}
		}
		x.Units = strings.Join(units, "; ")
		if h.text {
			x.Text = strings.Join(texts, "; ")
		}
		if h.by && r.Confirmed {
			x.By = strings.TrimSpace(r.Editor + " " + r.Edited)
		}
		out = append(out, x)
	}
	return out
}

// flat makes lines of the texts, as formats of lines do.
func flat(facts []fact) []fact {
	for i := range facts {
		facts[i].Text = strings.NewReplacer("\t", " ", "\n", " ").Replace(facts[i].Text)
	}
	return facts
}

var near = cmp.Options{cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-4 }), cmpopts.EquateEmpty()}

// What a format can hold comes back. Each format of export.Formats has its
// reader in backs; one without fails.
func TestRoundTrip(t *testing.T) {
	for _, f := range export.Formats {
		for _, langs := range [][]string{{"zh", "en"}, {"en", "ru", "zh"}, {"ru", "en"}} {
			if f.Pair && len(langs) > 2 {
				continue
			}
			t.Run(f.Name+"/"+strings.Join(langs, "-"), func(t *testing.T) {
				back, ok := backs()[f.Name]
				if !ok {
					t.Fatal("no reader in this test")
				}
				got := run(t, f, export.Options{Languages: langs}, ferry(), plain())
				back(t, f, langs, got)
				if again := run(t, f, export.Options{Languages: langs}, ferry(), plain()); !cmp.Equal(got, again) {
					t.Error("a second run gives other bytes")
				}
			})
		}
	}
}

// groupBacks gives the readers of the formats that import reads, by Format.Read.
func groupBacks() map[string]func(*testing.T, *export.Format, []string, written) {
	return map[string]func(*testing.T, *export.Format, []string, written){
		"tsv":   groupsBack(holds{units: true, text: true, score: true, conf: true, orig: true, by: true, doc: true, least: 1}),
		"jsonl": groupsBack(holds{units: true, text: true, score: true, conf: true, orig: true, by: true, doc: true, least: 1}),
		"tmx":   groupsBack(holds{units: true, text: true, score: true, conf: true, orig: true, by: true, doc: true, least: 2}),
		"xces": func(t *testing.T, f *export.Format, langs []string, got written) {
			h := holds{conf: true, by: true}
			for _, pair := range pairsOf(langs) {
				text := got[pair[0]+"-"+pair[1]+".xml"]
				compare(t, beadFacts(h, pair, ferry(), plain()), recordFacts(t, h, pair[:], f, text, "x.xml"))
				resolves(t, got, text)
			}
		},
		"intertext": func(t *testing.T, f *export.Format, langs []string, got written) {
			h := holds{}
			for _, pair := range pairsOf(langs) {
				var all []fact
				for _, doc := range []string{"E%2FCN%2E3%2F12%20x", "note"} {
					if text, ok := got[doc+"."+pair[0]+"."+pair[1]+".xml"]; ok {
						all = append(all, recordFacts(t, h, pair[:], f, text, "x.xml")...)
					}
				}
				compare(t, beadFacts(h, pair, ferry(), plain()), all)
			}
		},
	}
}

func pairsOf(langs []string) (out [][2]string) {
	for i := range langs {
		for k := i + 1; k < len(langs); k++ {
			out = append(out, [2]string{langs[i], langs[k]})
		}
	}
	return out
}

func compare(t *testing.T, want, got []fact) {
	t.Helper()
	if len(want) == 0 {
		t.Error("nothing to compare")
	}
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Error(diff)
	}
}

// groupsBack reads one file with the format's own reader.
func groupsBack(h holds) func(*testing.T, *export.Format, []string, written) {
	return func(t *testing.T, f *export.Format, langs []string, got written) {
		want := groupFacts(h, langs, ferry(), plain())
		if f.Name == "tmx" {
			flat(want)
		}
		compare(t, want, recordFacts(t, h, langs, f, got["."], "x"))
	}
}

// linesBack reads records that hold texts only.
func linesBack(h holds, read func(t *testing.T, langs []string, got written) []fact) func(*testing.T, *export.Format, []string, written) {
	return func(t *testing.T, _ *export.Format, langs []string, got written) {
		compare(t, flat(groupFacts(h, langs, ferry(), plain())), read(t, langs, got))
	}
}

// A format keeps what Options.Keep wants, counts the rest, and ends with its error.
func TestKeep(t *testing.T) {
	for _, f := range export.Formats {
		opt := export.Options{Languages: []string{"zh", "en"}, Name: "un", Version: "test",
			Table: func(w io.Writer, languages []string) (export.Table, error) {
				return store.NewTranslationWriter(w, languages, "test"), nil
			},
			Keep: func(_ *corpus.Family, g *corpus.Group) (bool, error) { return strings.HasSuffix(g.ID, "#g2"), nil },
		}
		dir := filepath.Join(t.TempDir(), "out")
		out := export.ToFile(dir)
		if f.Folder {
			out = export.ToFolder(dir, false, false)
		}
		count, err := f.Write(out, stream(ferry()), opt)
		if err != nil {
			t.Fatal(f.Name, err)
		}
		if want := map[bool]int{true: 2, false: 1}[f.Name == "conllu"]; f.Name != "hunalign" && count.Records != want || count.LeftOut != len(ferry().Groups)-1 {
			t.Errorf("%s: %+v", f.Name, count)
		}
		opt.Keep = func(*corpus.Family, *corpus.Group) (bool, error) { return false, fmt.Errorf("no such column") }
		if err := out.Abort(); err != nil {
			t.Error(err)
		}
		out = export.ToFile(dir)
		if f.Folder {
			out = export.ToFolder(dir, false, false)
		}
		if _, err := f.Write(out, stream(ferry()), opt); err == nil || !strings.Contains(err.Error(), "no such column") {
			t.Errorf("%s: %v", f.Name, err)
		}
		if err := out.Abort(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: something is left behind", f.Name)
		}
	}
}

// A corpus of nothing makes files that can be read.
func TestEmpty(t *testing.T) {
	for _, f := range export.Formats {
		got := run(t, f, export.Options{Languages: []string{"zh", "en"}})
		for name, text := range got {
			if f.Read == nil || !strings.HasSuffix(name, ".xml") && name != "." {
				continue
			}
			for _, err := range f.Read(strings.NewReader(text), name) {
				t.Errorf("%s: a record or %v", f.Name, err)
			}
		}
	}
}

// Compressed files hold the same.
func TestGzip(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"x.tsv", "x.tsv.gz"} {
		out := export.ToFile(filepath.Join(dir, name))
		if _, err := export.Named("tsv").Write(out, stream(ferry()), export.Options{Languages: []string{"zh", "en"}}); err != nil {
			t.Fatal(err)
		}
		if err := out.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	got := files(t, dir)
	r, err := gzip.NewReader(bytes.NewReader([]byte(got["x.tsv.gz"])))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil || string(text) != got["x.tsv"] || len(text) == 0 {
		t.Error(err, len(text))
	}
}

// An output that is no file is written to and stays what it is.
func TestToNoFile(t *testing.T) {
	null := filepath.Join(t.TempDir(), "null")
	if err := os.Symlink(os.DevNull, null); err != nil {
		t.Skip("no links here:", err)
	}
	out := export.ToFile(null)
	if _, err := export.Named("tsv").Write(out, stream(ferry()), export.Options{Languages: []string{"zh", "en"}}); err != nil {
		t.Fatal(err)
	}
	if err := out.Commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(null); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%v: replaced by a file", err)
	}
}
