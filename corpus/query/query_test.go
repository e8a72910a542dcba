package query_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus/query"
	"tritext/corpus/store"
	"tritext/testdata/synth"
)

// made is a corpus of made-up text.
func made(t *testing.T, groups, per int, seed uint64) *store.Corpus {
	t.Helper()
	dir := t.TempDir()
	if err := synth.Corpus(dir, groups, per, seed); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

func open(t *testing.T, dir string) *store.Corpus {
	t.Helper()
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func faults(t *testing.T, c *store.Corpus) (all []string) {
	t.Helper()
	if _, err := query.Verify(context.Background(), c, query.VerifyOptions{}, func(f query.Fault) bool {
		all = append(all, f.String())
		return len(all) < 10
	}); err != nil {
		all = append(all, err.Error())
	}
	return all
}

func TestVerifyGood(t *testing.T) {
	for _, c := range []*store.Corpus{made(t, 300, 50, 1), open(t, filepath.Join("..", "store", "testdata", "schema2"))} {
		if all := faults(t, c); len(all) > 0 {
			t.Errorf("%s: %s", c.Dir, strings.Join(all, "\n"))
		}
	}
}

// A flipped bit is found, wherever it is.
func TestVerifyFlippedByte(t *testing.T) {
	c := made(t, 60, 30, 2)
	rng := rand.New(rand.NewPCG(1, 2))
	files := []string{store.ManifestName}
	for _, table := range store.Tables {
		files = append(files, c.Manifest.Tables[table][0].File)
	}
	for _, name := range files {
		path := filepath.Join(c.Dir, name)
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			at := rng.IntN(len(good))
			bad := slices.Clone(good)
			bad[at] ^= 1 << rng.IntN(8)
			if err := os.WriteFile(path, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			spoilt, err := store.Open(c.Dir)
			if err != nil {
				continue // the manifest cannot even be read
			}
			if len(faults(t, spoilt)) == 0 {
				t.Errorf("%s: byte %d flipped, not found", name, at)
			}
		}
		if err := os.WriteFile(path, good, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A corpus whose rows break a promise is found out, though its files are whole.
func TestVerifyBrokenRows(t *testing.T) {
	c := made(t, 60, 30, 3)
	other := "other"
	for _, spoil := range []struct {
		name string
		do   func(f *store.Family)
		want string
	}{
		{"unit lost", func(f *store.Family) { f.Units = f.Units[1:] }, "not there"},
		{"unit twice", func(f *store.Family) { f.Units = append(f.Units, f.Units[0]) }, "two units"},
		{"unit out of order", func(f *store.Family) { f.Units[0], f.Units[1] = f.Units[1], f.Units[0] }, "does not come after"},
		{"token lost", func(f *store.Family) { f.Units[0].Tokens = f.Units[0].Tokens[1:] }, "token 1"},
		{"text changed", func(f *store.Family) { f.Units[0].Raw += "x" }, "balance"},
		{"place doubled", func(f *store.Family) { f.Units[1].Start = f.Units[0].Start }, "two units or removals hold byte"},
		{"partner lost", func(f *store.Family) { f.Units[0].Partners = nil }, "partners"},
		{"bead lost", func(f *store.Family) { f.Beads = f.Beads[1:] }, "no bead"},
		{"bead twice", func(f *store.Family) { f.Beads = append(f.Beads, f.Beads[0]) }, "two beads"},
		{"bead type", func(f *store.Family) { f.Beads[0].Type = "7-1" }, "type 7-1"},
		{"confidence", func(f *store.Family) { f.Beads[0].Confidence = 1.5 }, "confidence 1.5"},
		{"score", func(f *store.Family) { f.Beads[0].Score++ }, "components sum"},
		{"group text", func(f *store.Family) { f.Parallel[0].Translation.En = &other }, "its text in en"},
		{"group type", func(f *store.Family) { f.Parallel[0].Type = "9-9-9" }, "type 9-9-9"},
		{"group of no bead", func(f *store.Family) { f.Parallel[0].BeadIDs = []string{"x"} }, "names bead x"},
		{"unit in two groups", func(f *store.Family) { f.Parallel[1] = f.Parallel[0] }, "stands in group"},
		{"count", func(f *store.Family) { f.Documents[0].Counts.Tokens++ }, "counts"},
		{"balance", func(f *store.Family) { f.Documents[0].Balance.Null.Bytes++ }, "balance"},
	} {
		t.Run(spoil.name, func(t *testing.T) {
			dir := t.TempDir()
			w, err := store.Create(dir, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Abort()
			for f, err := range c.Families(store.Need{}) {
				if err != nil {
					t.Fatal(err)
				}
				spoil.do(f)
				if err := w.WriteFamily(f); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Commit(*c.Manifest); err != nil {
				t.Fatal(err)
			}
			all := faults(t, open(t, dir))
			if !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, spoil.want) }) {
				t.Errorf("no fault with %q in %q", spoil.want, all)
			}
		})
	}
}

// Find finds what a plain walk over all rows finds, in the same order, however
// many workers there are.
func TestFindAsWalk(t *testing.T) {
	c := made(t, 3000, 100, 4)
	for _, s := range []query.Search{
		{Terms: []query.Term{{Lang: "en", Text: "LIBRARY"}}},
		{Terms: []query.Term{{Lang: "zh", Text: "图书馆"}, {Lang: "en", Text: "library"}}},
		{Terms: []query.Term{{Lang: "ru", Text: "доклад"}}, Without: []query.Term{{Lang: "en", Text: "roads"}}},
		{Terms: []query.Term{{Lang: "en", Text: `\d{4} for`, Match: query.MatchRegexp}}},
		{Terms: []query.Term{{Lang: "ru", Text: "БИБЛИОТЕКИ", Match: query.MatchLemma}}},
	} {
		s.Workers = 1
		one := found(t, c, s)
		s.Workers = 3
		if diff := cmp.Diff(one, found(t, c, s)); diff != "" {
			t.Errorf("%v: three workers find other groups: %s", s.Terms, diff)
		}
		if n, err := query.Count(context.Background(), c, s); err != nil || n != len(one) {
			t.Errorf("%v: %d groups counted, %d found: %v", s.Terms, n, len(one), err)
		}
		if len(one) == 0 || len(one) == c.Manifest.Counts.Groups {
			t.Errorf("%v: %d groups", s.Terms, len(one))
		}
	}
	var want []string
	for r, err := range c.Parallel() {
		if err != nil {
			t.Fatal(err)
		}
		if r.Translation.En != nil && strings.Contains(strings.ToLower(*r.Translation.En), "library") {
			want = append(want, r.ID)
		}
	}
	if diff := cmp.Diff(want, found(t, c, query.Search{Terms: []query.Term{{Lang: "en", Text: "Library"}}})); diff != "" {
		t.Error(diff)
	}
}

func found(t *testing.T, c *store.Corpus, s query.Search) (ids []string) {
	t.Helper()
	if err := query.Find(context.Background(), c, s, func(h *query.Hit) bool {
		for lang, places := range h.Places {
			if len(places) == 0 {
				t.Errorf("%s: no place in %s", h.Group.ID, lang)
			}
		}
		ids = append(ids, h.Group.ID)
		return true
	}); err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestFindFaults(t *testing.T) {
	c := made(t, 30, 30, 5)
	for _, terms := range [][]query.Term{
		nil, {{Lang: "en"}}, {{Lang: "xx", Text: "a"}}, {{Lang: "en", Text: "(", Match: query.MatchRegexp}},
		{{Lang: "en", Text: "!", Match: query.MatchLemma}}, {{Lang: "en", Text: "a", Match: "so"}},
	} {
		if err := query.Find(context.Background(), c, query.Search{Terms: terms}, func(*query.Hit) bool { return true }); err == nil {
			t.Errorf("%v: no error", terms)
		}
	}
}

// Stats counts what a plain walk counts.
func TestStatsAsWalk(t *testing.T) {
	c := made(t, 2000, 70, 6)
	type count struct{ Units, Sentences, Tokens, Types, Chars int }
	want := map[string]count{}
	forms := map[string]map[string]bool{}
	groups := 0
	for f, err := range c.Families(store.Need{}) {
		if err != nil {
			t.Fatal(err)
		}
		groups += len(f.Parallel)
		for i := range f.Units {
			u := &f.Units[i]
			n := want[u.Lang]
			n.Units++
			n.Chars += utf8.RuneCountInString(u.Norm)
			if forms[u.Lang] == nil {
				forms[u.Lang] = map[string]bool{}
			}
			for _, x := range u.Tokens {
				if x.Kind != "space" && x.Kind != "punct" {
					n.Tokens++
					forms[u.Lang][x.Form] = true
				}
			}
			want[u.Lang] = n
		}
		for i := range f.Documents {
			n := want[f.Documents[i].Lang]
			n.Sentences += int(f.Documents[i].Counts.Sentences)
			want[f.Documents[i].Lang] = n
		}
	}
	for lang, n := range want {
		n.Types = len(forms[lang])
		want[lang] = n
	}
	var first *query.Stats
	for _, workers := range []int{1, 3} {
		s, err := query.GetStats(context.Background(), c, query.StatsOptions{Terms: 5, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]count{}
		for _, x := range s.Languages {
			got[x.Lang] = count{x.Units, x.Sentences, x.Tokens, x.Types, x.Chars}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if s.Groups.All != groups || len(s.By) == 0 || len(s.Pairs) != 3 || len(s.Terms["zh"]) != 5 {
			t.Errorf("%+v", s)
		}
		byUnits := map[string]int{}
		for _, x := range s.By {
			byUnits[x.Dimension+" "+x.Lang] += x.Units
		}
		for key, n := range byUnits {
			if lang := key[len(key)-2:]; n != want[lang].Units {
				t.Errorf("by %s: %d units of %d", key, n, want[lang].Units)
			}
		}
		if first == nil {
			first = s
		} else if diff := cmp.Diff(first, s); diff != "" {
			t.Errorf("%d workers count otherwise: %s", workers, diff)
		}
	}
}

// The draw depends on nothing but the seed, and a larger sample holds a smaller.
func TestDraw(t *testing.T) {
	c := made(t, 1000, 50, 7)
	ids := func(opt query.SampleOptions) (ids []string) {
		strata, err := query.Draw(context.Background(), c, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range strata {
			if len(s.Drawn) > s.Groups {
				t.Errorf("%s: %d drawn of %d", s.Name, len(s.Drawn), s.Groups)
			}
			for _, g := range s.Drawn {
				ids = append(ids, g.ID)
			}
		}
		return ids
	}
	small, large := ids(query.SampleOptions{Size: 20, Seed: 1}), ids(query.SampleOptions{Size: 50, Seed: 1, Workers: 3})
	if len(small) != 20 || len(large) != 50 {
		t.Fatalf("%d and %d groups", len(small), len(large))
	}
	for _, id := range small {
		if !slices.Contains(large, id) {
			t.Errorf("%s is in the small sample and not in the large one", id)
		}
	}
	if slices.Equal(small, ids(query.SampleOptions{Size: 20, Seed: 2})) {
		t.Error("another seed draws the same")
	}
	strata, err := query.Draw(context.Background(), c, query.SampleOptions{Size: 40, Seed: 1, By: []string{"confidence", "type"}, Equal: true})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range strata {
		if n += len(s.Drawn); len(s.Drawn) == 0 {
			t.Errorf("nothing of %s", s.Name)
		}
	}
	if n != 40 || len(strata) < 3 {
		t.Errorf("%d groups of %d strata", n, len(strata))
	}
	if all := ids(query.SampleOptions{Size: 1 << 20, Seed: 1}); len(all) < 900 {
		t.Errorf("a sample larger than the corpus has %d groups", len(all))
	}
	if _, err := query.Draw(context.Background(), c, query.SampleOptions{Size: 1, By: []string{"colour"}}); err == nil {
		t.Error("unknown strata")
	}
}

func TestMerge(t *testing.T) {
	// The documents of one corpus, by turns in two.
	c := made(t, 200, 20, 8)
	var parts [2]*store.Corpus
	for i := range parts {
		dir := t.TempDir()
		w, err := store.Create(dir, store.Options{Signature: c.Manifest.Signature})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Abort()
		n := 0
		for f, err := range c.Families(store.Need{}) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%2 == i {
				if err := w.WriteFamily(f); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := w.Commit(*c.Manifest); err != nil {
			t.Fatal(err)
		}
		parts[i] = open(t, dir)
	}
	out := filepath.Join(t.TempDir(), "merged")
	merged, err := query.Merge(context.Background(), parts[:], query.MergeOptions{Output: out, Version: "9"})
	if err != nil {
		t.Fatal(err)
	}
	if all := faults(t, merged); len(all) > 0 {
		t.Error(all)
	}
	if merged.Manifest.Counts != c.Manifest.Counts || merged.Manifest.Signature != c.Manifest.Signature {
		t.Errorf("%+v of %+v", merged.Manifest.Counts, c.Manifest.Counts)
	}
	if err := query.Diff(context.Background(), c, merged, func(d *query.Difference) bool {
		if d.Changed() {
			t.Errorf("%+v", d)
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	var collision *query.CollisionError
	clash := filepath.Join(t.TempDir(), "clash")
	_, err = query.Merge(context.Background(), []*store.Corpus{parts[0], merged}, query.MergeOptions{Output: clash})
	if !errors.As(err, &collision) || len(collision.Collisions) != parts[0].Manifest.Counts.Families || !collision.Collisions[0].Same {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(clash); err == nil {
		t.Error("something was written")
	}
	once, err := query.Merge(context.Background(), []*store.Corpus{parts[0], merged}, query.MergeOptions{Output: clash, SameOnce: true})
	if err != nil {
		t.Fatal(err)
	}
	if once.Manifest.Counts != c.Manifest.Counts {
		t.Errorf("%+v of %+v", once.Manifest.Counts, c.Manifest.Counts)
	}
}

// Diff tells exactly the beads that were cut otherwise, and documents that only
// one has.
func TestDiff(t *testing.T) {
	c := made(t, 90, 30, 9)
	dir := t.TempDir()
	w, err := store.Create(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	var changed, dropped string
	n := 0
	for f, err := range c.Families(store.Need{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch n++; n {
		case 1: // two beads become one
			changed = f.ID
			a, b := &f.Beads[0], &f.Beads[1]
			a.SourceIDs, a.TargetIDs = append(a.SourceIDs, b.SourceIDs...), append(a.TargetIDs, b.TargetIDs...)
			a.Type = fmt.Sprintf("%d-%d", len(a.SourceIDs), len(a.TargetIDs))
			f.Beads = append(f.Beads[:1:1], f.Beads[2:]...)
			f.Units[3].Norm += "!"
		case 2:
			dropped = f.ID
			continue
		}
		if err := w.WriteFamily(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(*c.Manifest); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	if err := query.Diff(context.Background(), c, open(t, dir), func(d *query.Difference) bool {
		if d.Changed() {
			got[d.Document] = fmt.Sprint(d.Only, len(d.Units), len(d.Beads))
			if len(d.Beads) == 1 && (len(d.Beads[0].First) != 2 || len(d.Beads[0].Second) != 1) {
				t.Errorf("%+v", d.Beads)
			}
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{changed: "1 1", dropped: "first0 0"}, got); diff != "" {
		t.Error(diff)
	}
	var only []string
	if err := query.Diff(context.Background(), open(t, dir), c, func(d *query.Difference) bool {
		if d.Only == "second" {
			only = append(only, d.Document)
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(only, []string{dropped}) {
		t.Errorf("only in the second: %v", only)
	}
}
