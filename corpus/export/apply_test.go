package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/corpus"
	"tritext/corpus/export"
)

// records reads a text.
func records(t testing.TB, format, text string) (all []*export.Record) {
	t.Helper()
	for r, err := range export.Named(format).Read(strings.NewReader(text), "x") {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// beadsOf writes the beads of a pair: "1.1.1=1.1.1 1.1.2=1.1.2+1.1.3 !", ! for checked.
func beadsOf(f *corpus.Family, source, target string) string {
	var out []string
	for _, b := range f.Beads {
		if b.Source != source || b.Target != target {
			continue
		}
		side := func(lang string, units []int) string {
			var ids []string
			for _, u := range units {
				id := f.Version(lang).Units[u].ID
				ids = append(ids, id[strings.LastIndexByte(id, '#')+1:])
			}
			return strings.Join(ids, "+")
		}
		mark := ""
		if b.Checked() {
			mark = "!"
		}
		out = append(out, fmt.Sprintf("%d:%s=%s%s", number(b.ID), side(source, b.SourceUnits), side(target, b.TargetUnits), mark))
	}
	return strings.Join(out, " ")
}

func number(id string) (n int) {
	fmt.Sscanf(id[strings.LastIndexByte(id, '.')+1:], "%d", &n)
	return n
}

// What was exported and not touched changes nothing.
func TestApplyNothing(t *testing.T) {
	for _, format := range export.Formats {
		if format.Read == nil {
			continue
		}
		for _, langs := range [][]string{{"en", "zh"}, {"zh", "ru", "en"}} {
			for name, text := range run(t, format, export.Options{Languages: langs}, ferry()) {
				if format.Folder && !strings.Contains(text, "<link ") {
					continue
				}
				f := ferry()
				done, err := export.Apply(f, records(t, format.Name, text), export.Review{})
				if err != nil {
					t.Fatalf("%s: %s: %v", format.Name, name, err)
				}
				if done.Any() {
					t.Errorf("%s: %s: %+v", format.Name, name, done)
				}
				if diff := cmp.Diff(ferry(), f); diff != "" {
					t.Errorf("%s: %s: %s", format.Name, name, diff)
				}
			}
		}
	}
}

func TestApply(t *testing.T) {
	const doc = "E/CN.3/12 x"
	before := "1:1.1.1=1.1.1 2:1.1.2=1.1.2! 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1"
	head := "doc\tzh_ids\ten_ids\n"
	cases := []struct {
		name, table, want, broken string
	}{
		{"a sentence moved, both lines given", head + doc + "\t1.1.1\t1.1.1 1.1.2\n" + doc + "\t1.1.2\t\n",
			"1:1.1.1=1.1.1+1.1.2! 2:1.1.2=! 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1", "0"},
		{"a sentence moved, the other line not given", head + doc + "\t1.1.1\t1.1.1 1.1.2\n",
			"1:1.1.1=1.1.1+1.1.2! 2:1.1.2= 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1", "1"},
		{"two joined", head + doc + "\t1.1.1 1.1.2\t1.1.1 1.1.2\n",
			"1:1.1.1+1.1.2=1.1.1+1.1.2! 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1", "0"},
		{"one without a partner gets one", head + doc + "\t2.1.1\t2.1.1 2.1.2\n",
			"1:1.1.1=1.1.1 2:1.1.2=1.1.2! 3:1.3.1=1.1.3 4:2.1.1=2.1.1+2.1.2! 6:1.4.1=1.2.1", "0"},
		{"crossing", head + doc + "\t1.1.1\t1.1.2\n" + doc + "\t1.1.2\t1.1.1\n",
			"1:1.1.1=1.1.2! 2:1.1.2=1.1.1! 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1", "0"},
		{"ids in another order", head + doc + "\t1.1.2 1.1.1\t1.1.2 1.1.1\n",
			"1:1.1.1+1.1.2=1.1.1+1.1.2! 3:1.3.1=1.1.3 4:2.1.1=2.1.1 5:=2.1.2 6:1.4.1=1.2.1", "0"},
	}
	if got := beadsOf(ferry(), "zh", "en"); got != before {
		t.Fatalf("%s", got)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := ferry()
			done, err := export.Apply(f, records(t, "tsv", c.table), export.Review{Editor: "Li Na", Date: "2044-02-01"})
			if err != nil {
				t.Fatal(err)
			}
			if got := beadsOf(f, "zh", "en"); got != c.want || fmt.Sprint(done.Broken) != c.broken {
				t.Errorf("got  %s (%d broken)\nwant %s (%s)", got, done.Broken, c.want, c.broken)
			}
			if got, want := beadsOf(f, "zh", "ru"), beadsOf(ferry(), "zh", "ru"); got != want {
				t.Errorf("the other pair: %s, want %s", got, want)
			}
			for _, b := range f.Beads {
				if b.Checked() && (b.Editor != "Li Na" || b.Confidence != 1) {
					t.Errorf("%+v", b)
				}
			}
			again, err := export.Apply(f, records(t, "tsv", c.table), export.Review{Editor: "other"})
			if err != nil || again.Any() {
				t.Errorf("a second time: %v %+v", err, again)
			}
		})
	}
}

// Texts that were moved, joined and taken away are found by their sentences.
func TestApplyTexts(t *testing.T) {
	text := run(t, export.Named("tmx"), export.Options{Languages: []string{"zh", "en", "ru"}}, ferry())["."]
	change := func(old, now string) {
		if strings.Count(text, old) != 1 {
			t.Fatalf("%q stands %d times in %s", old, strings.Count(text, old), text)
		}
		text = strings.Replace(text, old, now, 1)
	}
	change("<seg>Паром и «причал».</seg>", "<seg>Паром и «причал».  Он уходит в 7:15.</seg>")
	change("<seg>Он уходит в 7:15. Он возвращается.</seg>", "<seg>Он возвращается.</seg>")
	f := ferry()
	done, err := export.Apply(f, records(t, "tmx", text), export.Review{Editor: "Li Na"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := beadsOf(f, "zh", "ru"), "1:1.1.1=1.1.1+1.1.2! 2:1.1.2=1.1.3! 3:1.3.1=1.1.4 4:2.1.1=2.1.1 5:1.4.1=1.2.1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(done.Changed) != 4 || done.Stale != 2 {
		t.Errorf("%+v", done)
	}
	if got := len(f.Groups[0].Members["ru"]); got != 2 {
		t.Errorf("the first group has %d Russian sentences", got)
	}
}

func TestApplyWrong(t *testing.T) {
	const doc = "E/CN.3/12 x"
	for _, c := range []struct{ name, format, text, want string }{
		{"unknown", "tsv", "doc\tzh_ids\ten_ids\n" + doc + "\t1.1.1\t7.7.7\n", "x:2: document E/CN.3/12 x has no sentence E/CN.3/12 x/en#7.7.7"},
		{"kept apart", "tsv", "doc\tzh_ids\ten_ids\n" + doc + "\t1.2.1\t\n", "x:2: E/CN.3/12 x/zh#1.2.1 takes no part in alignment: it is a table_row"},
		{"no such language", "tsv", "doc\tfr_ids\ten_ids\n" + doc + "\t1.1.1\t1.1.1\n", "x:2: document E/CN.3/12 x has no version in fr"},
		{"twice in a line", "tsv", "doc\tzh_ids\ten_ids\n" + doc + "\t1.1.1 1.1.1\t1.1.1\n", "x:2: sentence E/CN.3/12 x/zh#1.1.1 twice"},
		{"twice", "tsv", "doc\tzh_ids\ten_ids\n" + doc + "\t1.1.1\t1.1.1\n" + doc + "\t1.1.1\t1.1.2\n", "x:3: sentence E/CN.3/12 x/zh#1.1.1 stands in x:2 too"},
		{"text changed", "jsonl", `{"doc":"` + doc + `","translation":{"en":"The ferry","zh":"渡轮与码头。"},"units":{"en":["E/CN.3/12 x/en#1.1.1"]}}`, "x:1: the en text is not one of whole sentences"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := export.Apply(ferry(), records(t, c.format, c.text), export.Review{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// Groups that stay as they are keep their checks and their split.
func TestApplyKeepsChecks(t *testing.T) {
	f := ferry()
	for i := range f.Groups {
		f.Groups[i].Checks = []corpus.CheckScore{{Name: "length", Score: float32(i)}}
		f.Groups[i].Split = "dev"
	}
	last := f.Groups[len(f.Groups)-1]
	if _, err := export.Apply(f, records(t, "tsv", "doc\tzh_ids\tru_ids\nE/CN.3/12 x\t1.1.1 1.1.2\t1.1.1 1.1.2 1.1.3\n"), export.Review{}); err != nil {
		t.Fatal(err)
	}
	if f.Groups[0].Checks != nil || f.Groups[0].Split != "dev" {
		t.Errorf("%+v", f.Groups[0])
	}
	if got := f.Groups[len(f.Groups)-1]; !cmp.Equal(got.Checks, last.Checks) || got.Split != "dev" {
		t.Errorf("%+v", got)
	}
}

// Any bytes are read without a panic, and what comes of them either fails or
// leaves every sentence of every pair in exactly the beads that it may be in.
func FuzzRead(f *testing.F) {
	var names []string
	for _, format := range export.Formats {
		if format.Read == nil {
			continue
		}
		names = append(names, format.Name)
		for _, text := range run(f, format, export.Options{Languages: []string{"zh", "en", "ru"}}, ferry()) {
			if !format.Folder || strings.Contains(text, "<link ") {
				f.Add(len(names)-1, text)
			}
		}
	}
	f.Add(0, "doc\tzh_ids\ten_ids\nE/CN.3/12 x\t1.1.1 1.1.2\t\n")
	f.Fuzz(func(t *testing.T, n int, text string) {
		if n < 0 {
			return
		}
		format := export.Named(names[n%len(names)])
		var all []*export.Record
		for r, err := range format.Read(strings.NewReader(text), "x") {
			if err != nil {
				if !strings.HasPrefix(err.Error(), "x") {
					t.Errorf("an error without its place: %v", err)
				}
				return
			}
			all = append(all, r)
		}
		family, want := ferry(), covered(ferry())
		if _, err := export.Apply(family, all, export.Review{}); err != nil {
			if !strings.HasPrefix(err.Error(), "x:") {
				t.Errorf("an error without its place: %v", err)
			}
			return
		}
		if got := covered(family); !slices.Equal(got, want) {
			t.Errorf("sentences of the pairs: %v, want %v", got, want)
		}
	})
}

// covered lists the sentences of the beads of every pair, sorted.
func covered(f *corpus.Family) (all []string) {
	for _, b := range f.Beads {
		for side, units := range [][]int{b.SourceUnits, b.TargetUnits} {
			for _, u := range units {
				all = append(all, fmt.Sprint(b.Source, "-", b.Target, " ", side, " ", u))
			}
		}
	}
	slices.Sort(all)
	return all
}
