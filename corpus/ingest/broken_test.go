package ingest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each file of testdata/broken gets its message, and nothing stops the others.
func TestBroken(t *testing.T) {
	t.Chdir("../../testdata")
	plan, err := Discover([]string{"broken"}, Options{Detect: script})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range plan.Problems {
		got = append(got, fmt.Sprintf("%t %s: %s", p.Severe, p.Path, p.What))
	}
	want := []string{
		"false broken/README.md: left out: tells about the folder",
		"false broken/faults.jsonl: left out: no column is named by a language; its columns are doc, document, file, id, lang, language, note, path: say with --columns which hold the texts",
		"false broken/faults.tsv: left out: no column is named by a language; its columns are document, language, path: say with --columns which hold the texts",
		`true broken/twice_en.txt: a second "en" version of document "twice"; broken/twice.en.txt is taken`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems of Discover (-want +got):\n%s", diff)
	}
	got = nil
	for _, f := range plan.Families {
		for _, file := range f.Files {
			doc, err := Read(t.Context(), file, ReadOptions{Detect: script})
			switch {
			case err != nil:
				got = append(got, err.Error())
			case len(doc.Problems) > 0:
				t.Errorf("%s: %v", file.Path, doc.Problems)
			}
		}
	}
	want = []string{
		"ingest: broken/bad-utf8.ru.txt:3:42: bad UTF-8: byte 0xD0 at byte 129, and no other charset fits",
		"ingest: broken/bad-utf8.zh.txt:3:9: bad UTF-8: byte 0xFF at byte 53, and no other charset fits",
		"ingest: broken/binary.en.txt:1:6: binary: byte 0x00 at byte 5",
		"ingest: broken/blank.ru.txt: only white space",
		"ingest: broken/control.en.txt: binary: 57 % of the characters are control characters",
		"ingest: broken/empty.en.txt: empty file",
		"ingest: broken/no-language.txt: language not known: neither name nor text tells one that is read; put it into the name (NAME.en.txt) or into a manifest",
		"ingest: broken/odd-utf-16.ru.txt:4:41: bad UTF-16LE: half a character at byte 262",
		"ingest: broken/really-a.docx.ru.txt: no text but a ZIP archive (docx, odt, epub … are such)",
		"ingest: broken/really-a.pdf.zh.txt: damaged PDF: no pages in it",
		"ingest: broken/report.pdf: damaged PDF: no pages in it",
		"ingest: broken/swapped.en.txt: says en, reads as zh (100 % of the letters)",
		"ingest: broken/swapped.zh.txt: says zh, reads as en (100 % of the letters)",
		"ingest: broken/undecodable.zh.txt:1:3: bad UTF-8: byte 0x98 at byte 5, and no other charset fits",
		"ingest: broken/utf-32.en.txt: UTF-32 is not read; save the file as UTF-8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("errors of Read (-want +got):\n%s", diff)
	}
}

// The faults of the two manifests, each with its line.
func TestBrokenManifests(t *testing.T) {
	t.Chdir("../../testdata/broken")
	tests := []struct {
		manifest       string
		want, problems []string
	}{
		{
			"faults.tsv",
			[]string{"rivers: en twice.en.txt + ru twice.ru.txt + zh one-side.zh.txt (by the manifest)"},
			[]string{
				"aside faults.tsv:3: 2 columns, want 3 with tabs between: document id, language, path",
				`aside faults.tsv:4: language "xx" is not known; the languages are en, ru, zh`,
				"aside faults.tsv:5: no document id",
				"aside faults.tsv:6: no such file: nowhere.txt",
				"aside faults.tsv:7: no path",
				`aside faults.tsv:9: a second "en" version of document "rivers"; twice.en.txt is taken`,
				"aside faults.tsv:10: twice.en.txt stands in the manifest already",
				`aside faults.tsv:11: document id "rivers/../x": no \ : * ? " < > | # nor control characters, no empty or dotted part between slashes`,
				`note faults.tsv:12: left out: language "fr", and only en, ru, zh are read`,
			},
		},
		{
			"faults.jsonl",
			[]string{"rivers: en twice.en.txt + zh one-side.zh.txt (by the manifest)"},
			[]string{
				"aside faults.jsonl:2: no JSON object: unexpected end of JSON input",
				`aside faults.jsonl:3: "language" is no string`,
				"aside faults.jsonl:4: no document id",
				"aside faults.jsonl:5: no JSON object: json: cannot unmarshal array into Go value of type map[string]json.RawMessage",
				`aside faults.jsonl:6: "id" is given twice`,
			},
		},
	}
	for _, test := range tests {
		t.Run(test.manifest, func(t *testing.T) {
			plan, err := Discover(nil, Options{Manifest: test.manifest})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, plan.Explain()); diff != "" {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.problems, told(plan.Problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// Every broken file is told of in the folder's README.
func TestBrokenREADME(t *testing.T) {
	readme, err := os.ReadFile("../../testdata/broken/README.md")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("../../testdata/broken")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "README.md" && !strings.Contains(string(readme), "`"+e.Name()+"`") {
			t.Errorf("README.md does not tell of %s", e.Name())
		}
	}
}
