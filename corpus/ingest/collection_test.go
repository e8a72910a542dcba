package ingest

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const riverRow = `{"record":"S/2021/5","zh_text":"水位上涨。","en_text":"The water rose.","ru_text":"Вода поднялась.","year":2021}`

func TestCollections(t *testing.T) {
	rows := func(ids ...string) (want []string) {
		for _, id := range ids {
			file, id, _ := strings.Cut(id, " ")
			want = append(want, id+" en "+file+"|"+id+": The water rose.", id+" ru "+file+"|"+id+": Вода поднялась.", id+" zh "+file+"|"+id+": 水位上涨。")
		}
		return want
	}
	tests := []struct {
		name, file, content string
		columns             string
		explain             string // of the collection; "" if there is none
		want                []string
	}{
		{"JSONL", "a.jsonl", riverRow + "\n\n", "", "en = en_text, ru = ru_text, zh = zh_text, id = record", rows("a.jsonl S/2021/5")},
		{"a mark and CR LF", "a.ndjson", "\uFEFF" + riverRow + "\r\n", "", "en = en_text, ru = ru_text, zh = zh_text, id = record", rows("a.ndjson S/2021/5")},
		{"columns named", "a.jsonl", `{"a":"水。","b":"Water.","key":7}`, "zh=a,en=b,id=key", "en = b, zh = a, id = key", []string{"7 en a.jsonl|7: Water.", "7 zh a.jsonl|7: 水。"}},
		{"Translation", "a.jsonl", `{"translation":{"en":"Water.","zh":"水。","fr":"Eau."}}`, "", "en = translation.en, zh = translation.zh, no id: rows are counted", []string{"a/1 en a.jsonl|1: Water.", "a/1 zh a.jsonl|1: 水。"}},
		{"a list of paragraphs, null, missing", "a.jsonl", `{"id":"x","zh":["水。","火。"],"en":null}` + "\n" + `{"id":"y","en":"Water."}`, "", "en = en, zh = zh, id = id", []string{"x zh a.jsonl|x: 水。\n火。", "y en a.jsonl|y: Water."}},
		{"bad rows", "a.jsonl", "{\n" + riverRow + "\n[1]\nnull\n{\"record\":\"b\",\"en_text\":5}\n{\"record\":\"c\"}\n\"x\xff\"\n" + strings.Repeat("[", 20000) + "\n" + riverRow, "",
			"en = en_text, ru = ru_text, zh = zh_text, id = record", append(append([]string{
				"aside a.jsonl:1: no JSON object: unexpected end of JSON input"}, rows("a.jsonl S/2021/5")...),
				"aside a.jsonl:3: no JSON object: json: cannot unmarshal array into Go value of type map[string]json.RawMessage",
				"aside a.jsonl:4: no JSON object: null",
				`aside a.jsonl:5: "en_text" is no text but 5`,
				"aside a.jsonl:6: a row without text",
				"aside a.jsonl:7: not UTF-8",
				"aside a.jsonl:8: no JSON object: invalid character '[' exceeded max depth",
				`note a.jsonl:9: a second document "S/2021/5": it is called S/2021/5~2`,
				"S/2021/5~2 en a.jsonl|S/2021/5: The water rose.", "S/2021/5~2 ru a.jsonl|S/2021/5: Вода поднялась.", "S/2021/5~2 zh a.jsonl|S/2021/5: 水位上涨。")},
		{"sides exchanged", "a.jsonl", `{"id":"x","zh":"The water of the river rose.","en":"Water."}`, "", "en = en, zh = zh, id = id", []string{
			"x en a.jsonl|x: Water.", "aside a.jsonl#x: says zh, reads as en (100 % of the letters)"}},
		{"two columns vie", "a.jsonl", `{"text_zh":"水。","zh_body":"水。"}`, "", "", []string{"note a.jsonl: left out: columns text_zh, zh_body may all be zh: say with --columns which is"}},
		{"no columns", "a.jsonl", `{"a":"水。"}`, "", "", []string{"note a.jsonl: left out: no column is named by a language; its columns are a: say with --columns which hold the texts"}},
		{"a column that is not there", "a.jsonl", riverRow, "zh=zh,en=en_text", "", []string{"aside a.jsonl: no column zh; its columns are en_text, record, ru_text, year, zh_text"}},
		{"no JSONL", "a.jsonl", "text\n", "", "", []string{"aside a.jsonl: no JSONL: line 1: no JSON object: invalid character 'e' in literal true (expecting 'r')"}},
		{"CSV", "a.csv", "record,zh,en,ru\r\nS/2021/5,水位上涨。,The water rose.,Вода поднялась.\r\n", "", "en = en, ru = ru, zh = zh, id = record", rows("a.csv S/2021/5")},
		{"CSV with line ends in cells", "a.csv", "zh,en\n\"水。\n\"\"火。\"\"\",Water.\n", "", "en = en, zh = zh, no id: rows are counted", []string{"a/1 en a.csv|1: Water.", "a/1 zh a.csv|1: 水。\n\"火。\""}},
		{"CSV with bad rows", "a.csv", "id,zh,en\nx,水。\ny,水\"。,Water.\nz,水。,Water.\nq,水。,\"Water.\nz,水。,Water.\n", "", "en = en, zh = zh, id = id", []string{
			"aside a.csv:2: 2 columns, and the head has 3", "aside a.csv:3: a quote inside of a cell without quotes (column 6)",
			"z en a.csv|z: Water.", "z zh a.csv|z: 水。", "aside a.csv:5: a quote that is not closed, or is followed by more than a comma (column 17)"}},
		{"CSV that is no UTF-8", "a.csv", "id,zh,en\nx,\xcb\xae\xa1\xa3,Water.\n", "", "en = en, zh = zh, id = id", []string{"aside a.csv:2: not UTF-8"}},
		{"TSV", "a.tsv", "record\tChinese\tEnglish\trus\nS/2021/5\t水位上涨。\tThe water rose.\tВода поднялась.\nx\t水。\tThe \"old\" water.\t\n", "", "en = English, ru = rus, zh = Chinese, id = record",
			append(rows("a.tsv S/2021/5"), `x en a.tsv|x: The "old" water.`, "x zh a.tsv|x: 水。")},
		{"a list of files", "a.tsv", "letter\tzh\tletter.zh.txt\n", "", "", []string{"note a.tsv: left out: a table in whose head only zh stands for a language; name it as an input if it is one of texts"}},
		{"an empty table", "a.csv", "", "", "", []string{"note a.csv: left out: an empty table"}},
		{"no Parquet here", "a.parquet", "PAR1", "", "", []string{"aside a.parquet: no Parquet is read here"}},
		{"packed", "a.jsonl.zst", string(pack(t, ".zst", []byte(riverRow))), "", "en = en_text, ru = ru_text, zh = zh_text, id = record", rows("a.jsonl.zst S/2021/5")},
		{"cut short", "a.jsonl.gz", string(pack(t, ".gz", []byte(strings.Repeat(riverRow+"\n", 1)))[:90]), "", "", []string{"aside a.jsonl.gz: cut short: the end of the gz stream is missing"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, test.file, test.content)
			columns, err := ParseColumns(test.columns)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := Discover([]string{"."}, Options{Columns: columns})
			if err != nil {
				t.Fatal(err)
			}
			explain := ""
			for _, c := range plan.Collections {
				_, explain, _ = strings.Cut(c.Explain(), "a document a row: ")
			}
			if explain != test.explain {
				t.Errorf("columns: %s, want %s", explain, test.explain)
			}
			if diff := cmp.Diff(test.want, everything(t, plan)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Collections in archives, and in archives that are read from the front.
func TestCollectionsInArchives(t *testing.T) {
	for _, name := range []string{"a.zip", "a.tar.gz"} {
		t.Chdir(t.TempDir())
		members := []member{{"sets/rows.jsonl.gz", string(pack(t, ".gz", []byte(riverRow)))}, {"x.en.txt", "Water."}}
		if name == "a.zip" {
			put(t, name, string(zipOf(t, members...)))
		} else {
			put(t, name, string(pack(t, ".gz", tarOf(t, members...))))
		}
		plan, err := Discover([]string{name}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := everything(t, plan)
		slices.Sort(got)
		want := []string{
			"S/2021/5 en " + name + "|sets/rows.jsonl.gz#S/2021/5: The water rose.", "S/2021/5 ru " + name + "|sets/rows.jsonl.gz#S/2021/5: Вода поднялась.",
			"S/2021/5 zh " + name + "|sets/rows.jsonl.gz#S/2021/5: 水位上涨。", "x en " + name + "|x.en.txt: Water.",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestStandardInput(t *testing.T) {
	for _, suffix := range []string{"", ".gz"} {
		plan, err := Discover([]string{"-"}, Options{Stdin: strings.NewReader(string(pack(t, suffix, []byte(riverRow+"\n"))))})
		if err != nil {
			t.Fatal(err)
		}
		if got := everything(t, plan); len(got) != 3 || got[2] != "S/2021/5 zh -|S/2021/5: 水位上涨。" {
			t.Errorf("%q", got)
		}
	}
	if _, err := Discover([]string{"-"}, Options{}); err == nil {
		t.Error("no standard input, no error")
	}
}

// spaces is that many spaces.
type spaces struct{ left int }

func (s *spaces) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), s.left)
	for i := range p[:n] {
		p[i] = ' '
	}
	s.left -= n
	return n, nil
}

// An endless line or cell is passed over and takes no memory.
func TestEndlessRows(t *testing.T) {
	for _, test := range []struct {
		kind       *kind
		head, tail string
		want       []string
	}{
		{&jsonLines, riverRow + "\n", "\n" + strings.Replace(riverRow, "/5", "/6", 1), []string{"S/2021/5", "a:2: a line of more than 64 MB", "S/2021/6"}},
		{&commaTable, "record,zh_text,en_text\nx,水。,Water.\ny,\"", "", []string{"x", "a: row 2: a row of more than 64 MB: is a quote not closed?: not read on"}},
	} {
		c := &Collection{Path: "a", kind: test.kind, glossary: newGlossary(nil), at: found{named: true}}
		if err := test.kind.head(c, strings.NewReader(test.head), Columns{}); err != nil {
			t.Fatal(err)
		}
		var got []string
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		c.familiesOf(io.NopCloser(io.MultiReader(strings.NewReader(test.head), &spaces{200 << 20}, strings.NewReader(test.tail))), newIDs(nil), func(f Family) bool {
			for _, p := range f.Problems {
				place := p.Path
				if p.Line > 0 {
					place = fmt.Sprintf("%s:%d", p.Path, p.Line)
				}
				got = append(got, place+": "+p.What)
			}
			if f.ID != "" {
				got = append(got, f.ID)
			}
			return true
		})
		runtime.ReadMemStats(&after)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.kind.name, diff)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 600 {
			t.Errorf("%s: %d MB were taken", test.kind.name, took)
		}
	}
}

func TestParseColumns(t *testing.T) {
	for s, want := range map[string]string{
		"zh":             `"zh" is not LANGUAGE=COLUMN`,
		"zh=a,xx=b":      `language "xx" is not known; the languages are en, ru, zh`,
		"zh=a,zh-Hant=b": "two columns for language zh",
		"id=a":           `"id=a" names no column of a language`,
		"fr=a":           `language "fr" is not known; the languages are en, ru, zh`,
	} {
		if _, err := ParseColumns(s); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", s, err, want)
		}
	}
}

// Whatever the bytes are, a table ends, and each document has an id of its own.
func FuzzCollection(f *testing.F) {
	for _, s := range []string{riverRow, "id,zh,en\nx,\"水\n。\",Water.\n", "{}\n[]\nnull\n", "\"\n", "id\tzh\n1\t水\n"} {
		for i := range 3 {
			f.Add(i, s)
		}
	}
	f.Fuzz(func(t *testing.T, which int, content string) {
		k := &[]kind{jsonLines, commaTable, tabTable}[uint(which)%3]
		c := &Collection{Path: "a", kind: k, stem: "a", glossary: newGlossary(nil), at: found{named: true}}
		if k.head(c, strings.NewReader(content), Columns{}) != nil {
			return
		}
		seen := map[string]bool{}
		c.familiesOf(io.NopCloser(strings.NewReader(content)), newIDs(nil), func(f Family) bool {
			if len(f.Files) > 0 && seen[f.ID] {
				t.Errorf("two documents %q", f.ID)
			}
			seen[f.ID] = true
			return true
		})
	})
}

// BenchmarkCollection reads rows of three texts.
func BenchmarkCollection(b *testing.B) {
	row := strings.Replace(riverRow, "水位上涨。", strings.Repeat("水位上涨。", 100), 1) + "\n"
	data := strings.Repeat(row, 1000)
	c := &Collection{Path: "a", kind: &jsonLines, glossary: newGlossary(nil)}
	if err := jsonHead(c, strings.NewReader(data), Columns{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		c.familiesOf(io.NopCloser(strings.NewReader(data)), newIDs(nil), func(Family) bool { return true })
	}
}

func fromText(s string) io.ReadCloser { return io.NopCloser(strings.NewReader(s)) }
