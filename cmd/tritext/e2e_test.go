package main

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/align/eval"
	"tritext/corpus"
	"tritext/corpus/store"
)

// testUN is the folder that the README's command reads.
var testUN = filepath.Join("..", "..", "testdata", "un")

// made is a corpus read back: everything by document and language.
type made struct {
	documents map[string]*store.DocumentRow // by path in testdata/un
	units     map[string][]*store.UnitRow   // by key
	removed   map[string][]*store.RemovedRow
	beads     map[string][]*store.BeadRow // by document id and pair
	parallel  map[string][]*store.ParallelRow
	met       map[string]bool // known faults that came
}

func key(id, lang string) string { return id + " " + lang }

// buildUN runs the README's command into dir.
func buildUN(t *testing.T, dir string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(context.Background(), []string{"tritext", "build", "-o", dir, testUN}, strings.NewReader(""), &stdout, &stderr)
	if status != 0 {
		t.Fatalf("exit status %d\n%s%s", status, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.String()
}

func readBack(t *testing.T, dir string) *made {
	t.Helper()
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := &made{
		map[string]*store.DocumentRow{}, map[string][]*store.UnitRow{}, map[string][]*store.RemovedRow{},
		map[string][]*store.BeadRow{}, map[string][]*store.ParallelRow{},
		map[string]bool{},
	}
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	for d, err := range c.Documents() {
		must(err)
		_, file, _ := strings.Cut(d.Source.Path, "testdata/un/")
		m.documents[file] = d
	}
	for u, err := range c.Units() {
		must(err)
		m.units[key(u.DocID, u.Lang)] = append(m.units[key(u.DocID, u.Lang)], u)
	}
	for r, err := range c.Removed() {
		must(err)
		m.removed[key(r.DocID, r.Lang)] = append(m.removed[key(r.DocID, r.Lang)], r)
	}
	for b, err := range c.Beads() {
		must(err)
		k := key(b.DocID, b.SourceLang+"-"+b.TargetLang)
		m.beads[k] = append(m.beads[k], b)
	}
	for p, err := range c.Parallel() {
		must(err)
		m.parallel[p.DocID] = append(m.parallel[p.DocID], p)
	}
	return m
}

// aligned gives a version's units that take part in alignment, in the order of
// the gold files: footnotes behind the rest.
func (m *made) aligned(id, lang string) []*store.UnitRow {
	var text, notes []*store.UnitRow
	for _, u := range m.units[key(id, lang)] {
		switch kind := corpus.Kind(u.Kind); {
		case kind == corpus.KindFootnote:
			notes = append(notes, u)
		case kind.Aligned():
			text = append(text, u)
		}
	}
	return append(text, notes...)
}

// The README's command on the documents of testdata/un gives what people say
// that it should.
func TestEndToEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	said := buildUN(t, dir)
	m := readBack(t, dir)
	for _, g := range goldDocuments {
		for _, lang := range goldLanguages {
			file := g.files[lang]
			d := m.documents[file]
			if d == nil {
				t.Fatalf("%s is not in the corpus; build said:\n%s", file, said)
			}
			if d.Lang != lang {
				t.Errorf("%s: language %s, want %s", file, d.Lang, lang)
			}
		}
	}
	t.Run("report", func(t *testing.T) { checkReport(t, said) })
	t.Run("documents", m.checkDocuments)
	t.Run("directions", m.checkDirections)
	t.Run("blocks", m.checkBlocks)
	t.Run("sentences", m.checkSentences)
	t.Run("known faults", m.checkKnown)
	t.Run("beads", m.checkBeads)
	t.Run("groups", m.checkGroups)
	t.Run("conservation", m.checkConservation)
	t.Run("again", func(t *testing.T) { checkAgain(t, dir) })
}

// The printed report names every file.
func checkReport(t *testing.T, said string) {
	for _, g := range goldDocuments {
		for _, lang := range goldLanguages {
			file := g.files[lang]
			if !strings.Contains(said, filepath.Base(file)) {
				t.Errorf("the report does not name %s:\n%s", file, said)
			}
		}
	}
}

// Versions found each other, and what they say of themselves was read.
func (m *made) checkDocuments(t *testing.T) {
	if len(m.documents) != 3*len(goldDocuments) {
		t.Errorf("%d document versions, want %d: %q", len(m.documents), 3*len(goldDocuments), slices.Sorted(maps.Keys(m.documents)))
	}
	ids := map[string]string{}
	for _, g := range goldDocuments {
		id := m.documents[g.files["zh"]].ID
		if other, ok := ids[id]; ok {
			t.Errorf("%s and %s are one document, %s", g.name, other, id)
		}
		ids[id] = g.name
		for _, lang := range goldLanguages {
			file := g.files[lang]
			d := m.documents[file]
			if d.ID != id {
				t.Errorf("%s is document %s, want %s", file, d.ID, id)
			}
			if d.Source.Paired != g.paired {
				t.Errorf("%s paired by %q, want %q", file, d.Source.Paired, g.paired)
			}
			if !slices.Equal(d.Symbols, g.symbols) {
				t.Errorf("%s: symbols %q, want %q", file, d.Symbols, g.symbols)
			}
			if d.Type != g.kind {
				t.Errorf("%s (%s): type %q, want %q", file, lang, d.Type, g.kind)
			}
		}
	}
}

// Every section has its original language and the place where it was read.
func (m *made) checkDirections(t *testing.T) {
	for _, g := range goldDocuments {
		for _, lang := range goldLanguages {
			file := g.files[lang]
			var got []directionGold
			for _, s := range m.documents[file].Sections {
				got = append(got, directionGold{s.Type, strings.Join(s.Original, "+"), corpus.Evidence(s.Evidence)})
			}
			if want := g.sections[lang]; !slices.Equal(got, want) {
				t.Errorf("%s: sections %v, want %v", file, got, want)
			}
		}
	}
}

// The beads of each pair reach their floor of strict F1.
func (m *made) checkBeads(t *testing.T) {
	for _, pair := range goldPairs {
		name := pair.source + "-" + pair.target
		var total eval.Counts
		for _, g := range goldDocuments {
			id := m.documents[g.files["zh"]].ID
			source := numbers(m.aligned(id, pair.source), goldLines(t, g.name+"."+pair.source))
			target := numbers(m.aligned(id, pair.target), goldLines(t, g.name+"."+pair.target))
			var beads []eval.Bead
			for _, b := range m.beads[key(id, name)] {
				beads = append(beads, eval.Bead{Source: indices(t, source, b.SourceIDs), Target: indices(t, target, b.TargetIDs)})
			}
			file := g.name + "." + name + ".gold"
			gold, err := eval.Read(strings.NewReader(strings.Join(goldLines(t, file), "\n")), file)
			if err != nil {
				t.Fatal(err)
			}
			counts := eval.Score(gold, beads)
			t.Logf("%-20s %s: strict F1 %.3f, lax %.3f", g.name, name, counts.Strict.F1(), counts.Lax.F1())
			total = total.Add(counts)
		}
		t.Logf("%-20s %s: strict F1 %.3f, lax %.3f, null sentences %.3f", "all", name, total.Strict.F1(), total.Lax.F1(), total.Nulls.F1())
		if f1 := total.Strict.F1(); f1 < pair.floor {
			t.Errorf("%s: strict F1 %.3f, floor %.3f", name, f1, pair.floor)
		}
	}
}

// numbers gives each unit the number of its sentence in the gold; units whose
// text is no sentence of the gold get numbers behind them all.
func numbers(units []*store.UnitRow, gold []string) map[string]int {
	n := map[string]int{}
	next, spare := 0, len(gold)
	for _, u := range units {
		if i := slices.Index(gold[next:], u.Norm); i >= 0 {
			n[u.ID] = next + i
			next += i + 1
		} else {
			n[u.ID] = spare
			spare++
		}
	}
	return n
}

func indices(t *testing.T, numbers map[string]int, ids []string) []int {
	var out []int
	for _, id := range ids {
		i, ok := numbers[id]
		if !ok {
			t.Errorf("a bead names unit %q, which takes no part in alignment or is not there", id)
			continue
		}
		out = append(out, i)
	}
	return out
}

// Groups join three languages, and carry the original language of their section.
func (m *made) checkGroups(t *testing.T) {
	for _, g := range goldDocuments {
		id := m.documents[g.files["zh"]].ID
		threes, seen := 0, map[string]bool{}
		for _, p := range m.parallel[id] {
			if len(p.EnIDs) > 0 && len(p.RuIDs) > 0 && len(p.ZhIDs) > 0 {
				threes++
			}
			for _, unit := range slices.Concat(p.EnIDs, p.RuIDs, p.ZhIDs) {
				if seen[unit] {
					t.Errorf("%s: unit %s stands in two groups", g.name, unit)
				}
				seen[unit] = true
			}
		}
		// More than half of the shortest version has partners in both other languages.
		least := min(len(m.aligned(id, "en")), len(m.aligned(id, "ru")), len(m.aligned(id, "zh")))
		if threes <= least/2 {
			t.Errorf("%s: %d groups of three languages, and %d units in the shortest version", g.name, threes, least)
		}
		for _, lang := range goldLanguages {
			for _, u := range m.aligned(id, lang) {
				if !seen[u.ID] {
					t.Errorf("%s: unit %s stands in no group: %s", g.name, u.ID, u.Norm)
				}
			}
		}
	}
	letter := goldDocuments[0]
	for _, p := range m.parallel[m.documents[letter.files["zh"]].ID] {
		if p.Translation == nil || p.Translation.En == nil || p.Translation.Zh == nil {
			continue
		}
		if strings.HasPrefix(*p.Translation.En, "The ministers stress the need") {
			if !slices.Equal(p.OrigLang, []string{"ru"}) || p.Evidence != string(corpus.EvidenceBracket) {
				t.Errorf("annex of the letter: original %q by %q, want ru by bracket", p.OrigLang, p.Evidence)
			}
			if !strings.HasPrefix(*p.Translation.Zh, "各国部长强调指出") || p.Translation.Ru == nil || !strings.HasPrefix(*p.Translation.Ru, "Министры подчеркивают") {
				t.Errorf("annex of the letter: wrong group %+v", p)
			}
			return
		}
	}
	t.Error("the annex of the letter has no group for its fifth paragraph")
}

// Units and removals tile every file, byte for byte, and the balance says so.
func (m *made) checkConservation(t *testing.T) {
	for _, file := range slices.Sorted(maps.Keys(m.documents)) {
		d := m.documents[file]
		raw, err := os.ReadFile(filepath.Join(testUN, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		type stretch struct {
			start, end int64
			of         string
		}
		var all []stretch
		for _, u := range m.units[key(d.ID, d.Lang)] {
			pieces := u.Pieces
			if len(pieces) == 0 {
				pieces = []store.Piece{{Start: u.Start, End: u.End}}
			}
			text := ""
			for _, p := range pieces {
				all = append(all, stretch{p.Start, p.End, u.ID})
				text += string(raw[p.Start:p.End])
			}
			if text != u.Raw {
				t.Errorf("%s: raw text is not that of its place:\n got %q\nwant %q", u.ID, u.Raw, text)
			}
		}
		for _, r := range m.removed[key(d.ID, d.Lang)] {
			all = append(all, stretch{r.Start, r.End, "removed by " + r.Rule})
			if got := string(raw[r.Start:r.End]); got != r.Text {
				t.Errorf("%s: removed %q, and %q stands there", file, r.Text, got)
			}
		}
		slices.SortFunc(all, func(a, b stretch) int { return int(a.start - b.start) })
		end := int64(0)
		for _, s := range all {
			if s.start != end {
				t.Errorf("%s: bytes %d to %d are in nothing or in two (before %s)", file, end, s.start, s.of)
			}
			end = s.end
		}
		if end != int64(len(raw)) {
			t.Errorf("%s: the last %d bytes are in nothing", file, int64(len(raw))-end)
		}
		b := d.Balance
		if b.Total.Bytes != int64(len(raw)) || b.Total.Bytes != b.Aligned.Bytes+b.Null.Bytes+b.Apart.Bytes+b.Removed.Bytes {
			t.Errorf("%s: the balance of %d bytes does not close: %+v", file, len(raw), b)
		}
	}
}

// A second run gives the same bytes.
func checkAgain(t *testing.T, first string) {
	second := filepath.Join(t.TempDir(), "corpus")
	buildUN(t, second)
	if a, b := tableFiles(t, first), tableFiles(t, second); !maps.Equal(a, b) {
		for _, name := range slices.Sorted(maps.Keys(a)) {
			if a[name] != b[name] {
				t.Errorf("%s differs in the second run", name)
			}
		}
		if len(a) != len(b) {
			t.Errorf("%d files, and %d in the second run", len(a), len(b))
		}
	}
}

// tableFiles gives all files under dir with their bytes.
func tableFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 6 {
		t.Fatalf("%d files only in %s", len(files), dir)
	}
	return files
}
