package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"tritext/corpus"
	"tritext/corpus/store"
	"tritext/segment"
)

// version makes a document version of one sentence a line; the line ends are
// removed as layout.
func version(id, lang string, lines ...string) *corpus.Document {
	d := &corpus.Document{
		ID: id, Lang: lang, Raw: strings.Join(lines, "\n") + "\n",
		Source:   corpus.Source{Path: id + "." + lang + ".txt", SHA256: "00ff", Charset: "UTF-8", Paired: "name"},
		Sections: []corpus.Section{{Type: "letter", Original: []string{"en"}, Evidence: corpus.EvidenceMasthead}},
		Masthead: corpus.Masthead{Symbols: []string{"A/75/999", "S/2021/999"}, Type: "letter", SessionNo: 75, AgendaItems: []string{"130(t)"}},
	}
	d.Source.Bytes = len(d.Raw)
	at := 0
	for i, line := range lines {
		d.Blocks = append(d.Blocks, corpus.Block{Text: line})
		u := corpus.Unit{
			ID: fmt.Sprintf("%s/%s#1.%d.1", id, lang, i+1), Kind: corpus.KindSentence, Block: i,
			Spans: []segment.Span{{Start: at, End: at + len(line)}}, Text: line, Norm: line,
		}
		for off, r := range line {
			u.Tokens = append(u.Tokens, segment.Token{Span: segment.Span{Start: off, End: off + len(string(r))}, Kind: segment.Word, Form: string(r)})
		}
		d.Units = append(d.Units, u)
		at += len(line)
		d.Removed = append(d.Removed, corpus.Removal{Span: segment.Span{Start: at, End: at + 1}, Rule: "layout"})
		at++
	}
	return d
}

// trilingual is a family of three versions of two sentences; the second
// Chinese one has no partner in Russian.
func trilingual(id string) *corpus.Family {
	f := &corpus.Family{ID: id, Versions: []*corpus.Document{
		version(id, "en", "The road is open.", "It is 5 km long."),
		version(id, "ru", "Дорога открыта."),
		version(id, "zh", "道路已开通。", "全长5公里。"),
	}}
	zh := f.Version("zh")
	zh.Units[0].Label = "1"
	zh.Units[0].Repairs = []corpus.Repair{{Span: segment.Span{Start: 3, End: 3}, Rule: "join", Now: " "}}
	zh.Units[1].NormLog = []corpus.Repair{{Span: segment.Span{Start: 6, End: 7}, Rule: "digits", Now: "5"}}
	bead := func(pair string, n int, source, target []int, score float64) corpus.Bead {
		return corpus.Bead{
			ID: fmt.Sprintf("%s#%s.%d", id, pair, n), Source: pair[:2], Target: pair[3:], SourceUnits: source, TargetUnits: target,
			Score: score, Components: []corpus.Component{{Name: "length", Value: 1}, {Name: "lexical", Value: score - 1}}, Confidence: .5, Method: "tritext",
		}
	}
	f.Beads = []corpus.Bead{
		bead("en-ru", 1, []int{0}, []int{0}, 3), bead("en-ru", 2, []int{1}, nil, 1),
		bead("zh-en", 1, []int{0}, []int{0}, 4), bead("zh-en", 2, []int{1}, []int{1}, 2),
		bead("zh-ru", 1, []int{0}, []int{0}, 5), bead("zh-ru", 2, []int{1}, nil, 1),
	}
	f.Beads[2].Links = []corpus.WordLink{{SourceToken: 1, TargetToken: 4, P: .876}, {SourceToken: 5, TargetToken: 16, P: 1}}
	f.Join()
	return f
}

// write makes a corpus of the families in dir.
func write(tb testing.TB, dir string, opt store.Options, families ...*corpus.Family) {
	tb.Helper()
	w, err := store.Create(dir, opt)
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range families {
		if err := w.Write(f); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.SetAside(corpus.Problem{Stage: "ingest", Path: "плохой.txt", Line: 3, What: "not text"}); err != nil {
		tb.Fatal(err)
	}
	if err := w.Note(corpus.Problem{Stage: "ingest", Path: "lettre.fr.txt", What: "left out"}); err != nil {
		tb.Fatal(err)
	}
	if err := w.Commit(store.Manifest{Options: map[string]string{"cjk": "strip"}}); err != nil {
		tb.Fatal(err)
	}
}

func open(tb testing.TB, dir string) *store.Corpus {
	tb.Helper()
	c, err := store.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func collect[T any](tb testing.TB, rows func(func(*T, error) bool)) (all []T) {
	tb.Helper()
	for r, err := range rows {
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, *r)
	}
	return all
}

func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{Version: "1", Signature: "sig"}, trilingual("A/1"), &corpus.Family{ID: "B", Versions: []*corpus.Document{version("B", "zh", "只有中文。")}})
	c := open(t, dir)

	documents := collect(t, c.Documents())
	if len(documents) != 4 {
		t.Fatalf("%d documents, want 4", len(documents))
	}
	if diff := cmp.Diff(store.DocumentRow{
		ID: "A/1", Lang: "zh", Symbols: []string{"A/75/999", "S/2021/999"}, Type: "letter", Original: []string{},
		Masthead: store.Masthead{Bodies: []string{}, JobDates: []string{}, Sessions: []string{}, SessionNo: 75, AgendaItems: []string{"130(t)"}},
		Source:   store.Source{Path: "A/1.zh.txt", SHA256: "00ff", Bytes: 36, Charset: "UTF-8", Paired: "name"},
		Sections: []store.Section{{Number: 1, Type: "letter", Original: []string{"en"}, Evidence: "masthead", Units: 2}},
		Counts:   store.Counts{Blocks: 2, Units: 2, Sentences: 2, Partnered: 2, Tokens: 12, Removed: 2},
		Balance:  store.Balance{Total: store.Amount{Bytes: 36, Chars: 14}, Aligned: store.Amount{Bytes: 34, Chars: 12}, Removed: store.Amount{Bytes: 2, Chars: 2}},
		Problems: []store.Problem{},
	}, documents[2]); diff != "" {
		t.Error(diff)
	}

	units := collect(t, c.Units())
	if len(units) != 6 {
		t.Fatalf("%d units, want 6", len(units))
	}
	u := units[3]
	if len(u.Tokens) != 6 || u.Tokens[1] != (store.Token{Start: 3, End: 6, Kind: "word", Form: "路"}) {
		t.Errorf("tokens %v", u.Tokens)
	}
	u.Tokens = nil
	if diff := cmp.Diff(store.UnitRow{
		ID: "A/1/zh#1.1.1", DocID: "A/1", Lang: "zh", Kind: "sentence", Section: 1, Block: 1, Sentence: 1, Label: "1",
		Raw: "道路已开通。", Text: "道路已开通。", Norm: "道路已开通。", Start: 0, End: 18, Pieces: []store.Piece{},
		Repairs: []store.Repair{{Start: 3, End: 3, Rule: "join", Now: " "}}, Changes: []store.Repair{}, Partners: []string{"en", "ru"},
	}, u); diff != "" {
		t.Error(diff)
	}

	beads := collect(t, c.Beads())
	if diff := cmp.Diff(store.BeadRow{
		ID: "A/1#zh-ru.2", DocID: "A/1", SourceLang: "zh", TargetLang: "ru", SourceIDs: []string{"A/1/zh#1.2.1"}, TargetIDs: []string{},
		Type: "1-0", Score: 1, Components: []store.Component{{Name: "length", Value: 1}, {Name: "lexical"}}, Confidence: .5, Method: "tritext", Links: []store.WordLink{},
	}, beads[5]); diff != "" {
		t.Error(diff)
	}

	if want := []store.WordLink{{SourceToken: 1, TargetToken: 4, P: .88}, {SourceToken: 5, TargetToken: 16, P: 1}}; !slices.Equal(beads[2].Links, want) {
		t.Errorf("links %v, want %v", beads[2].Links, want)
	}

	text := func(s string) *string { return &s }
	parallel := collect(t, c.Parallel())
	if diff := cmp.Diff([]store.ParallelRow{{
		ID: "A/1#g1", DocID: "A/1", Translation: &store.Translation{En: text("The road is open."), Ru: text("Дорога открыта."), Zh: text("道路已开通。")},
		EnIDs: []string{"A/1/en#1.1.1"}, RuIDs: []string{"A/1/ru#1.1.1"}, ZhIDs: []string{"A/1/zh#1.1.1"}, BeadIDs: []string{"A/1#en-ru.1", "A/1#zh-en.1"},
		Type: "1-1-1", OrigLang: []string{"en"}, Evidence: "masthead", Score: 1.75, Confidence: .25, Flags: []string{}, Checks: []store.CheckScore{},
	}, {
		ID: "A/1#g2", DocID: "A/1", Translation: &store.Translation{En: text("It is 5 km long."), Zh: text("全长5公里。")},
		EnIDs: []string{"A/1/en#1.2.1"}, RuIDs: []string{}, ZhIDs: []string{"A/1/zh#1.2.1"}, BeadIDs: []string{"A/1#zh-en.2"},
		Type: "1-0-1", OrigLang: []string{"en"}, Evidence: "masthead", Score: 1, Confidence: .5, Flags: []string{}, Checks: []store.CheckScore{},
	}}, parallel); diff != "" {
		t.Error(diff)
	}

	removed := collect(t, c.Removed())
	if len(removed) != 6 || removed[0] != (store.RemovedRow{DocID: "A/1", Lang: "en", Start: 17, End: 18, Rule: "layout", Text: "\n"}) {
		t.Errorf("removed: %v", removed)
	}

	m := c.Manifest
	if want := (store.Totals{Families: 2, Documents: 4, Units: 6, Beads: 6, Groups: 2, Bilingual: 1, Trilingual: 1, Removed: 6, SetAside: 1}); m.Counts != want {
		t.Errorf("counts %+v, want %+v", m.Counts, want)
	}
	if !m.Balance.Closes() || m.Balance.Null.Chars != 5 || m.ByLang["zh"].Units != 3 || m.Signature != "sig" || !slices.Equal(m.Languages, []string{"en", "ru", "zh"}) {
		t.Errorf("manifest %+v", m)
	}
	inputs := collect(t, c.Inputs())
	if len(inputs) != 4 || inputs[3].ID != "B" || inputs[3].Balance.Total.Chars != 6 || inputs[0].SHA256 != "00ff" {
		t.Errorf("inputs %+v", inputs)
	}
	if diff := cmp.Diff([]store.Aside{{Path: "плохой.txt", Line: 3, Stage: "ingest", What: "not text"}}, collect(t, c.Asides())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]store.Aside{{Path: "lettre.fr.txt", Stage: "ingest", What: "left out"}}, collect(t, c.Notes())); diff != "" {
		t.Error(diff)
	}
}

// The law of the store: units and removals, ordered by start, give the source back.
func TestSourceComesBack(t *testing.T) {
	dir, f := t.TempDir(), trilingual("A")
	write(t, dir, store.Options{}, f)
	c := open(t, dir)
	type piece struct {
		start int64
		text  string
	}
	for _, d := range f.Versions {
		var pieces []piece
		for _, u := range collect(t, c.Units()) {
			if u.Lang == d.Lang {
				pieces = append(pieces, piece{u.Start, u.Raw})
			}
		}
		for _, r := range collect(t, c.Removed()) {
			if r.Lang == d.Lang {
				pieces = append(pieces, piece{r.Start, r.Text})
			}
		}
		slices.SortFunc(pieces, func(a, b piece) int { return int(a.start - b.start) })
		var all strings.Builder
		for _, p := range pieces {
			all.WriteString(p.text)
		}
		if all.String() != d.Raw {
			t.Errorf("%s: %q, want %q", d.Lang, all.String(), d.Raw)
		}
	}
}

// tree gives path → content hash of all files in dir.
func tree(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func TestSameInputSameBytes(t *testing.T) {
	a, b := t.TempDir(), filepath.Join(t.TempDir(), "another", "place")
	write(t, a, store.Options{Version: "1"}, trilingual("A"), trilingual("B"))
	write(t, b, store.Options{Version: "1"}, trilingual("A"), trilingual("B"))
	if diff := cmp.Diff(tree(t, a), tree(t, b)); diff != "" {
		t.Error(diff)
	}
}

func TestParts(t *testing.T) {
	dir := t.TempDir()
	var families []*corpus.Family
	for i := range 7 {
		families = append(families, trilingual(fmt.Sprintf("D%d", i)))
	}
	write(t, dir, store.Options{PartRows: 4}, families...)
	c := open(t, dir)
	rows := 0
	for i, p := range c.Manifest.Tables[store.TableUnits] {
		if p.File != fmt.Sprintf("units/part-%05d.parquet", i) || p.Rows > 4 {
			t.Errorf("part %d: %+v", i, p)
		}
		rows += p.Rows
	}
	units := collect(t, c.Units())
	if rows != 35 || len(units) != 35 || units[34].ID != "D6/zh#1.2.1" {
		t.Errorf("%d rows in the manifest, %d read, want 35", rows, len(units))
	}
	if got := collect(t, store.RowsOf[store.UnitRow](c, store.TableUnits, "D3")); len(got) != 5 || got[0].DocID != "D3" {
		t.Errorf("units of D3: %v", got)
	}
	if got := collect(t, store.RowsOf[store.DocumentRow](c, store.TableDocuments, "nowhere")); len(got) != 0 {
		t.Errorf("documents of nowhere: %v", got)
	}
	n := 0
	for range c.Units() { // a reader that stops
		if n++; n == 3 {
			break
		}
	}
}

func TestEmptyCorpus(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{})
	c := open(t, dir)
	for _, table := range store.Tables {
		if parts := c.Manifest.Tables[table]; len(parts) != 1 || parts[0].Rows != 0 {
			t.Errorf("%s: %+v, want one empty part", table, parts)
		}
	}
	if n := len(collect(t, c.Units())); n != 0 {
		t.Errorf("%d units", n)
	}
}

// A reader may ask for some columns only.
func TestProjection(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"))
	type pair struct {
		Translation *struct {
			Zh *string `parquet:"zh,optional"`
		} `parquet:"translation,optional"`
		Flags []string `parquet:"flags,list"`
	}
	rows := collect(t, store.Rows[pair](open(t, dir), store.TableParallel))
	if len(rows) != 2 || *rows[1].Translation.Zh != "全长5公里。" {
		t.Errorf("%+v", rows)
	}
}

func TestBadTextIsRefused(t *testing.T) {
	const bad = "\xff"
	dir := t.TempDir()
	w, err := store.Create(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for name, spoil := range map[string]func(f *corpus.Family){
		"title":    func(f *corpus.Family) { f.Versions[0].Masthead.Title = bad },
		"path":     func(f *corpus.Family) { f.Versions[1].Source.Path = bad },
		"norm":     func(f *corpus.Family) { f.Versions[2].Units[0].Norm = bad },
		"form":     func(f *corpus.Family) { f.Versions[2].Units[0].Tokens[0].Form = bad },
		"repair":   func(f *corpus.Family) { f.Versions[2].Units[0].Repairs[0].Now = bad },
		"bead":     func(f *corpus.Family) { f.Beads[0].Method = bad },
		"rule":     func(f *corpus.Family) { f.Versions[0].Removed[0].Rule = bad },
		"flag":     func(f *corpus.Family) { f.Groups[0].Flags = []string{bad} },
		"a gap":    func(f *corpus.Family) { f.Versions[0].Removed = nil },
		"half a я": func(f *corpus.Family) { f.Versions[1].Units[0].Spans[0].End-- },
	} {
		f := trilingual("A")
		spoil(f)
		if err := w.Write(f); err == nil {
			t.Errorf("%s: written without complaint", name)
		}
	}
	if err := w.Write(trilingual("A")); err != nil {
		t.Fatalf("a good family after bad ones: %v", err)
	}
	if err := w.Commit(store.Manifest{}); err != nil {
		t.Fatal(err)
	}
	if c := open(t, dir); c.Manifest.Counts.Families != 1 || len(collect(t, c.Units())) != 5 {
		t.Error("something of the bad families was written")
	}
}

func TestMetadata(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{Version: "9", Signature: "tritext:9|schema:1"}, trilingual("A"))
	for _, table := range store.Tables {
		path := filepath.Join(dir, string(table), "part-00000.parquet")
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		info, _ := file.Stat()
		pf, err := parquet.OpenFile(file, info.Size())
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"tritext.table": string(table), "tritext.schema": "3", "tritext.signature": "tritext:9|schema:1"} {
			if got, _ := pf.Lookup(key); got != want {
				t.Errorf("%s: %s = %q, want %q", table, key, got, want)
			}
		}
		if by := pf.Metadata().CreatedBy; !strings.HasPrefix(by, "tritext version 9") {
			t.Errorf("%s: created by %q", table, by)
		}
		features, ok := pf.Lookup("huggingface")
		if ok != (table == store.TableParallel) {
			t.Errorf("%s: features %q", table, features)
		}
		if ok && !strings.Contains(features, `"languages":["en","ru","zh"],"_type":"Translation"`) {
			t.Errorf("features %q", features)
		}
	}
}

func TestDamagedPartIsSeen(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, store.Options{}, trilingual("A"))
	path := filepath.Join(dir, "units", "part-00000.parquet")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 40; i < 60; i++ {
		b[i] ^= 0x55
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range open(t, dir).Units() {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "part-00000.parquet") {
		t.Errorf("error %v, want one that names the file", last)
	}
}

func TestOpenFaults(t *testing.T) {
	for name, c := range map[string]struct{ manifest, want string }{
		"none":          {"", "no such file"},
		"no JSON":       {"hello", "not a JSON object"},
		"another":       {`{"format":"x"}`, "not that of a corpus"},
		"a list":        {`[]`, "not a JSON object"},
		"later version": {`{"format":"tritext corpus","schema":99}`, "schema version 99"},
	} {
		dir := t.TempDir()
		if c.manifest != "" {
			if err := os.WriteFile(filepath.Join(dir, store.ManifestName), []byte(c.manifest), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.Open(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
	if _, err := store.Open(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
}
