package main

import (
	"io/fs"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/testdata"
)

// goldDocument is a document of testdata/un with what people know of it.
type goldDocument struct {
	name     string            // of its files in testdata/gold
	files    map[string]string // language → path in testdata/un
	paired   string            // why its versions stand together
	symbols  []string
	kind     string                     // its type
	sections map[string][]directionGold // by language
}

// directionGold is a section with its original language.
type directionGold struct {
	section  string
	original string // code, "" if not known
	evidence corpus.Evidence
}

// goldLanguages are those of testdata/un.
var goldLanguages = []string{"en", "ru", "zh"}

// goldDocuments are all of testdata/un.
var goldDocuments = func() []goldDocument {
	same := func(d ...directionGold) map[string][]directionGold {
		return map[string][]directionGold{"en": d, "ru": d, "zh": d}
	}
	return []goldDocument{
		{
			name:     "A_98_412-S_2044_187",
			files:    map[string]string{"zh": "A_98_412-S_2044_187.zh.txt", "en": "A_98_412-S_2044_187.en.txt", "ru": "A_98_412-S_2044_187.ru.txt"},
			paired:   "name",
			symbols:  []string{"A/98/412", "S/2044/187"},
			kind:     "letter",
			sections: same(directionGold{"letter", "en", corpus.EvidenceMasthead}, directionGold{"annex", "ru", corpus.EvidenceBracket}),
		},
		{
			name:     "A_RES_98_77",
			files:    map[string]string{"zh": "zh/A_RES_98_77.txt", "en": "en/A_RES_98_77.txt", "ru": "ru/A_RES_98_77.txt"},
			paired:   "name",
			symbols:  []string{"A/RES/98/77"},
			kind:     "resolution",
			sections: same(directionGold{"body", "", corpus.EvidenceNone}),
		},
		{
			name:     "A_98_250",
			files:    map[string]string{"zh": "A_98_250-zh-Hans.txt", "en": "A_98_250-en.txt", "ru": "A_98_250-ru.txt"},
			paired:   "name",
			symbols:  []string{"A/98/250"},
			kind:     "report",
			sections: same(directionGold{"body", "en", corpus.EvidenceMasthead}),
		},
		{
			name:     "ferry-library",
			files:    map[string]string{"zh": "ferry-library_zh.txt", "en": "ferry-library_en.txt", "ru": "ferry-library_ru.txt"},
			paired:   "name",
			sections: same(directionGold{"body", "", corpus.EvidenceNone}),
		},
		{
			name:    "E_CN.3_2044_12",
			files:   map[string]string{"zh": "inbox/0017.txt", "en": "inbox/draft-final.txt", "ru": "inbox/N4323321.txt"},
			paired:  "symbol",
			symbols: []string{"E/CN.3/2044/12"},
			kind:    "note",
			sections: map[string][]directionGold{
				"zh": {{"body", "zh", corpus.EvidenceMasthead}},
				"en": {{"body", "zh", corpus.EvidenceMasthead}, {"annex", "en", corpus.EvidenceBracket}},
				"ru": {{"body", "zh", corpus.EvidenceMasthead}},
			},
		},
	}
}()

// goldPairs are the pairs that are aligned, each with the least strict F1 that
// the build of testdata/un must reach over its five documents. The floors stand
// a little under what was measured, so that a later fault shows and a later
// improvement does not hide it for long.
var goldPairs = []struct {
	source, target string
	floor          float64
}{
	{"zh", "en", .97},
	{"zh", "ru", .97},
	{"en", "ru", .97},
}

// knownFaults are pieces that build makes and a person would not, by file. A
// fault that is not here fails the test; so does one that is gone, so that the
// list cannot grow old.
var knownFaults = map[string][]string{}

// goldLines gives the lines of a file of testdata/gold.
func goldLines(t *testing.T, name string) []string {
	t.Helper()
	b, err := fs.ReadFile(testdata.FS, "gold/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}
