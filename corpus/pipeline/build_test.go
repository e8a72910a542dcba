package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
	"tritext/corpus/store"
)

var texts = map[string]string{
	"road.zh": "1. 道路已开通。全长5公里。\nT|表\nF|注一。\n",
	"road.en": "1. The road is open. It is 5 km long.\nT|table\nF|Note one.\n",
	"road.ru": "1. Дорога открыта.\n",
	"solo.zh": "只有中文。\n",
	"bad.en":  "panic now\n",
	"bad.zh":  "好。\n",
}

func options(tb testing.TB, inputs ...string) Options {
	return Options{Inputs: inputs, Output: filepath.Join(tb.TempDir(), "out"), Version: "1", Jobs: 2}.withDefaults()
}

func TestBuild(t *testing.T) {
	opt := options(t, "road:en,ru,zh", "solo:zh", "lost:en,zh", "bad:en,zh")
	var problems, done []string
	report, err := build(t.Context(), opt, simple(texts), Observer{
		Problem: func(p corpus.Problem) { problems = append(problems, fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.What)) },
		Done: func(f *FamilyReport) {
			done = append(done, fmt.Sprintf("%d/%d %s %d", f.Done, f.Total, f.ID, len(f.Versions)))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1/4 road 3", "2/4 solo 1", "3/4 lost 0", "4/4 bad 0"}, done); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 3 || problems[0] != "lost.en:2: not there" || !regexp.MustCompile(`^bad\.en:0: fault in tritext.*boom \(tritext/corpus/pipeline\.kinds, line \d+\)$`).MatchString(problems[2]) {
		t.Errorf("problems %q", problems)
	}
	if report.SetAside != 3 || report.Problems != 3 {
		t.Errorf("%d set aside, %d problems, want 3 and 3", report.SetAside, report.Problems)
	}
	want := store.Totals{Families: 2, Documents: 4, Units: 10, Beads: 9, Groups: 3, Bilingual: 2, Trilingual: 1, Removed: 8, SetAside: 3}
	if diff := cmp.Diff(want, report.Manifest.Counts); diff != "" {
		t.Error(diff)
	}
	c := open(t, opt.Output)
	var beads []string
	for _, b := range collect(t, c.Beads()) {
		beads = append(beads, fmt.Sprintf("%s %s %s", b.ID, strings.Join(b.SourceIDs, "+"), strings.Join(b.TargetIDs, "+")))
	}
	if diff := cmp.Diff([]string{
		"road#zh-en.1 road/zh#1.1.1 road/en#1.1.1", "road#zh-en.2 road/zh#1.1.2 road/en#1.1.2", "road#zh-en.3 road/zh#1.3.1 road/en#1.3.1",
		"road#zh-ru.1 road/zh#1.1.1 road/ru#1.1.1", "road#zh-ru.2 road/zh#1.1.2 ", "road#zh-ru.3 road/zh#1.3.1 ",
		"road#en-ru.1 road/en#1.1.1 road/ru#1.1.1", "road#en-ru.2 road/en#1.1.2 ", "road#en-ru.3 road/en#1.3.1 ",
	}, beads); diff != "" {
		t.Error(diff)
	}
	groups := collect(t, c.Parallel())
	if *groups[0].Translation.Ru != "1. Дорога открыта." || groups[0].Type != "1-1-1" || groups[1].Type != "1-0-1" {
		t.Errorf("groups %+v", groups)
	}
	asides := collect(t, c.Asides())
	if len(asides) != 3 || asides[0] != (store.Aside{Path: "lost.en", Line: 2, Stage: "ingest", What: "not there"}) {
		t.Errorf("set aside %+v", asides)
	}
	if !strings.HasPrefix(c.Manifest.Signature, "tritext:1|schema:3|gse:") {
		t.Errorf("signature %q", c.Manifest.Signature)
	}
}

// The number of workers and the folder change no byte.
func TestBuildIsReproducible(t *testing.T) {
	var inputs []string
	many := map[string]string{}
	for i := range 40 {
		id := fmt.Sprintf("doc%02d", i)
		inputs = append(inputs, id+":en,zh")
		many[id+".en"] = strings.Repeat(texts["road.en"], i%7+1)
		many[id+".zh"] = strings.Repeat(texts["road.zh"], i%5+1)
	}
	var first map[string]string
	for _, jobs := range []int{1, 2, 5} {
		opt := options(t, inputs...)
		opt.Jobs = jobs
		if _, err := build(t.Context(), opt, simple(many), Observer{}); err != nil {
			t.Fatal(err)
		}
		got := files(t, opt.Output)
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("%d workers: %s", jobs, diff)
		}
	}
}

func TestBuildStops(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(s *stages, cancel func())
		want  string
	}{
		"cancelled": {func(s *stages, cancel func()) {
			s.undoc = func(d *corpus.Document) { kinds(d); cancel() }
		}, "context canceled"},
		"a balance that does not close": {func(s *stages, _ func()) {
			s.clean = func(d *corpus.Document) { lines(d); d.Removed = d.Removed[1:] }
		}, "are in no unit and no removal"},
		"text that is no UTF-8": {func(s *stages, _ func()) {
			s.normalize = func(string, string) (string, []corpus.Repair) { return "\xff", nil }
		}, "invalid UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			opt := options(t, "solo:zh", "road:en,ru,zh")
			s := simple(texts)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c.spoil(s, cancel)
			if _, err := build(ctx, opt, s, Observer{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if _, err := os.Stat(opt.Output); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("something is left: %v", err)
			}
		})
	}
}

func TestBuildRefusesAnExistingCorpus(t *testing.T) {
	opt := options(t, "solo:zh")
	if _, err := build(t.Context(), opt, simple(texts), Observer{}); err != nil {
		t.Fatal(err)
	}
	planned := false
	opt.Inputs = []string{"road:zh"}
	_, err := build(t.Context(), opt, simple(texts), Observer{Done: func(*FamilyReport) { planned = true }})
	if !errors.Is(err, store.ErrExists) || planned {
		t.Errorf("error %v, work done %v; want ErrExists before any work", err, planned)
	}
	opt.Force = true
	if _, err := build(t.Context(), opt, simple(texts), Observer{}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, open(t, opt.Output).Documents()); len(got) != 1 || got[0].ID != "road" {
		t.Errorf("the corpus is of %+v, want road", got)
	}
	if _, err := build(t.Context(), Options{Output: t.TempDir()}, simple(texts), Observer{}); err == nil {
		t.Error("no input: no error")
	}
}

func TestShown(t *testing.T) {
	opt := Options{Inputs: []string{"/data/un", "/more/*.txt", "/one/file.zh.txt", "rel"}, Manifest: "/lists/docs.tsv"}
	for path, want := range map[string]string{
		"rel/a.zh.txt":        "rel/a.zh.txt",
		"../up/a.zh.txt":      "../up/a.zh.txt",
		"/data/un/zh/a.txt":   "un/zh/a.txt",
		"/more/b.txt":         "more/b.txt",
		"/one/file.zh.txt":    "file.zh.txt",
		"/lists/texts/c.txt":  "lists/texts/c.txt",
		"/elsewhere/far/d.tx": "d.tx",
		"bad\xff.txt":         "bad\uFFFD.txt",
	} {
		if got := shown(path, opt); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// The signature must name the version of gse that is linked.
func TestSignatureNamesGse(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "github.com/go-ego/gse "+gseVersion) {
		t.Errorf("go.mod does not ask for gse %s", gseVersion)
	}
	a, b := Options{}.withDefaults(), Options{Terms: []string{"集安组织"}}.withDefaults()
	if a.Signature() == b.Signature() || !strings.Contains(b.Signature(), "terms:1-") {
		t.Errorf("signatures %q and %q", a.Signature(), b.Signature())
	}
}
