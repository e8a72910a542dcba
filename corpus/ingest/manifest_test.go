package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestManifest(t *testing.T) {
	files := []string{"m/t/1.txt=河流水位", "m/t/2.txt=levels of rivers", "m/t/3.ru.txt", "m/b.zh.txt", "m/b.en.txt"}
	list := []string{"a: en m/t/2.txt + ru m/t/3.ru.txt + zh m/t/1.txt (by the manifest)"}
	tests := []struct {
		name, manifest, content string
		opt                     Options
		inputs                  []string
		want, problems          []string
	}{
		{name: "empty", manifest: "m/l.tsv", content: ""},
		{name: "only a header", manifest: "m/l.tsv", content: "id\tlang\tpath\n"},
		{name: "without header", manifest: "m/l.tsv", content: "a\tzh\tt/1.txt\na\ten\tt/2.txt\na\tru\tt/3.ru.txt\n", want: list},
		{name: "no line end, CR LF, mark", manifest: "m/l.tsv", content: "\uFEFFa\tzh-Hans\tt/1.txt\r\n\r\na\tEnglish\tt/2.txt\r\na\trus\tt/3.ru.txt", want: list},
		{name: "columns in another order, others beside", manifest: "m/l.tsv", content: "Year\tFile\tDocument\tLanguage\n2021\tt/1.txt\ta\tzh\n2021\tt/2.txt\ta\ten\n\tt/3.ru.txt\ta\tru\n", want: list},
		{name: "language by name and text", manifest: "m/l.tsv", content: "a\tzh\tt/1.txt\na\t-\tt/2.txt\na\t\tt/3.ru.txt\n", opt: Options{Detect: script},
			want: []string{"a: en m/t/2.txt [language read in the text] + ru m/t/3.ru.txt + zh m/t/1.txt (by the manifest)"}},
		{name: "JSONL by its name", manifest: "m/l.jsonl", content: `{"document":"a","language":"zh","path":"t/1.txt"}` + "\n\n" + `{"id":"a","lang":"en","file":"./t/../t/2.txt","x":[1]}` + "\n" + `{"id":"a","lang":null,"file":"t/3.ru.txt"}`, want: list},
		{name: "JSONL by its look", manifest: "m/list", content: ` {"document":"a","language":"zh","path":"t/1.txt"}` + "\n", want: []string{"a: zh m/t/1.txt (alone in the manifest)"}},
		{name: "and an input beside", manifest: "m/l.tsv", content: "letter/1\tzh\tt/1.txt\nletter/1\ten\tt/2.txt\n", inputs: []string{"m"}, opt: Options{Detect: script},
			want: []string{
				"b: en m/b.en.txt + zh m/b.zh.txt (by name)",
				"letter/1: en m/t/2.txt + zh m/t/1.txt (by the manifest)",
				"t/3: ru m/t/3.ru.txt (alone: no other version by name or symbol)",
			},
		},
		{name: "an id that an input has too", manifest: "m/l.tsv", content: "b\tzh\tt/1.txt\n", inputs: []string{"m/b.zh.txt"},
			want: []string{
				"b: zh m/t/1.txt (alone in the manifest)",
				"m/b: zh m/b.zh.txt (alone: no other version by name or symbol)",
			}},
		{name: "not UTF-8", manifest: "m/l.tsv", content: "a\tzh\tt/1.txt\n\xFF\ten\tt/2.txt\n", want: []string{"a: zh m/t/1.txt (alone in the manifest)"}, problems: []string{"aside m/l.tsv:2: not UTF-8"}},
		{name: "a folder", manifest: "m/l.tsv", content: "a\tzh\tt\n", problems: []string{"aside m/l.tsv:1: not a file: m/t"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree(t, append(files, test.manifest+"="+test.content)...)
			test.opt.Manifest = test.manifest
			plan, err := Discover(test.inputs, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			got := plan.Explain()
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, told(plan.Problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// A file that is no list at all is refused, not read line by line for ever.
func TestManifestLongLine(t *testing.T) {
	tree(t, "l.tsv=a\tzh\t1.txt\n"+strings.Repeat("x", manifestLine+1))
	_, err := Discover(nil, Options{Manifest: "l.tsv"})
	if want := "ingest: l.tsv:2: line longer than 1048576 bytes: not a manifest"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Whatever the bytes are, the reader ends, and each line is an entry, a fault
// or neither.
func FuzzManifest(f *testing.F) {
	for _, s := range []string{"", "a\tzh\t1.txt\n", "path\tid\tlang\n1\ta\tzh\r\n", `{"id":"a","path":"1"}`, "\uFEFF#\n\t\t\n", "{\n[]\nnull\n", "id\tlang\tpath\tid\n", `{"id":null,"ID":"a","path":""}`} {
		f.Add("l.tsv", s)
		f.Add("l.jsonl", s)
	}
	f.Fuzz(func(t *testing.T, name, content string) {
		entries, faults, err := readManifest(name, strings.NewReader(content))
		if err != nil {
			return
		}
		lines := map[int]bool{}
		for _, e := range entries {
			if e.document == "" || e.path == "" || e.document != safe(e.document) || !utf8.ValidString(e.path) {
				t.Errorf("entry %+v", e)
			}
			if lines[e.line] {
				t.Errorf("line %d twice", e.line)
			}
			lines[e.line] = true
		}
		for _, e := range faults {
			if e.Line < 1 || lines[e.Line] || e.What == "" {
				t.Errorf("fault %v", e)
			}
			lines[e.Line] = true
		}
		if most := strings.Count(content, "\n") + 1; len(lines) > most {
			t.Errorf("%d entries and faults in %d lines", len(lines), most)
		}
	})
}
