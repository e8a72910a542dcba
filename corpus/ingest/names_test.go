package ingest

import (
	"path"
	"strings"
	"testing"
)

func TestLast(t *testing.T) {
	g := newGlossary(nil)
	tests := []struct{ stem, rest, code string }{
		{"", "", ""},
		{".", ".", ""},
		{"zh", "", "zh"},
		{"a.zh", "a", "zh"},
		{"a.zh-Hant", "a", "zh"},
		{"a_zh_TW", "a", "zh"},
		{"a-en-GB", "a", "en"},
		{"a-ru_RU", "a", "ru"},
		{"a.en-US", "a", "en"},
		{"a-Hans", "a", "zh"},
		{"a.ZH.", "a", "zh"},
		{"a [ru]", "a", "ru"},
		{"A_CN.9_SER.C_DIGEST_CISG_2.cn", "A_CN.9_SER.C_DIGEST_CISG_2", "zh"},
		{"доклад.русский", "доклад", "ru"},
		{"报告-英文", "报告", "en"},
		{"a.fr", "a", "fr"},
		{"frozen", "frozen", ""},
		{"azh", "azh", ""},
		{"zh_a", "zh_a", ""},
		{"a.en-zh", "a.en-zh", ""},
		{"HRI_CORE_RUS", "HRI_CORE_RUS", ""},
		{"a.de", "a.de", ""},
	}
	for _, test := range tests {
		if rest, code := g.last(test.stem); rest != test.rest || code != test.code {
			t.Errorf("%q: %q in %q, want %q in %q", test.stem, rest, code, test.rest, test.code)
		}
	}
}

func TestMatchGlob(t *testing.T) {
	tests := []struct {
		pattern, path string
		match, below  bool
	}{
		{"*.txt", "a.txt", true, false},
		{"*.txt", "d/a.txt", false, false},
		{"*/*.txt", "d", false, true},
		{"*/*.txt", "d/a.txt", true, false},
		{"**", "a", true, true},
		{"**", "d/e/a", true, true},
		{"**/*.txt", "a.txt", true, true},
		{"**/*.txt", "d/e/a.txt", true, true},
		{"**/*.txt", "d/e", false, true},
		{"d/**/zh/*", "d/zh/a", true, true},
		{"d/**/zh/*", "d/x/y/zh/a", true, true},
		{"d/**/zh/*", "e/zh/a", false, false},
		{"**/**", "a", true, true},
		{"[а-я]*", "уровни", true, false},
		{"?", "水", true, false},
	}
	for _, test := range tests {
		match, below := matchGlob(strings.Split(test.pattern, "/"), strings.Split(test.path, "/"))
		if match != test.match || below != test.below {
			t.Errorf("%s on %s: %t and below %t, want %t and %t", test.pattern, test.path, match, below, test.match, test.below)
		}
	}
}

// Whatever a file is called, its document has an id, and an id that is safe
// stays as it is.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"", "a.zh.txt", "zh/en/ru.txt", "..", "a/../b_en", "N1-C", "zh_TW_", "\xff.en", "(en)", "a. /b", "e\u0301.ru"} {
		f.Add(s)
	}
	g := newGlossary(nil)
	d := &discovery{glossary: g}
	f.Fuzz(func(t *testing.T, name string) {
		rel := strings.TrimPrefix(path.Clean("/"+name), "/")
		if rel == "" {
			return
		}
		c := d.named(found{path: rel, root: "/in", rel: rel})
		id := safe(c.id)
		if id == "" || id != safe(id) || strings.HasPrefix(id, "/") || strings.Contains("/"+id+"/", "/../") {
			t.Errorf("%q has the id %q, and that %q", rel, id, safe(id))
		}
		if c.key == "" || (c.lang == "") != (c.told == "") {
			t.Errorf("%q: %+v", rel, c)
		}
		g.letter(rel)
		if rest, code := g.inner(rel); code != "" && len(rest) >= len(rel) {
			t.Errorf("%q without its language is %q", rel, rest)
		}
	})
}
