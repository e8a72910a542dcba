package pipeline

import (
	"context"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/ingest"
	"tritext/testdata"
)

// realStages are the stages of Build; they load once.
var realStages = sync.OnceValues(func() (*stages, error) {
	opt := Options{}.withDefaults()
	return newStages(&opt)
})

// through brings texts, by language, through all stages.
func through(tb testing.TB, texts map[string]string) *corpus.Family {
	tb.Helper()
	real, err := realStages()
	if err != nil {
		tb.Fatal(err)
	}
	s := *real
	s.read = func(_ context.Context, f ingest.File) (*corpus.Document, error) {
		return &corpus.Document{ID: f.ID, Lang: f.Lang, Raw: texts[f.Lang], Source: corpus.Source{Path: f.Path, Paired: f.Why}}, nil
	}
	family := ingest.Family{ID: "D"}
	for _, lang := range []string{"en", "ru", "zh"} {
		if text, ok := texts[lang]; ok && text != "" {
			family.Files = append(family.Files, ingest.File{ID: "D", Path: "D." + lang + ".txt", Lang: lang, Why: "name"})
		}
	}
	if len(family.Files) == 0 {
		return &corpus.Family{ID: "D"}
	}
	r, err := s.run(tb.Context(), family)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range r.problems {
		tb.Fatalf("%+v", p)
	}
	return r.family
}

// checkLaws holds what is true of every family that went through.
func checkLaws(tb testing.TB, f *corpus.Family) {
	tb.Helper()
	for _, d := range f.Versions {
		if _, err := d.Balance(); err != nil {
			tb.Error(err)
		}
		ids := map[string]bool{}
		for i := range d.Units {
			u := &d.Units[i]
			if ids[u.ID] {
				tb.Errorf("two units %s", u.ID)
			}
			ids[u.ID] = true
			if !utf8.ValidString(u.Text) || !utf8.ValidString(u.Norm) {
				tb.Errorf("%s: text %q, norm %q: not UTF-8", u.ID, u.Text, u.Norm)
			}
			at := 0
			for _, t := range u.Tokens {
				if t.Start != at || t.End <= t.Start {
					tb.Errorf("%s: token [%d,%d) where %d is due", u.ID, t.Start, t.End, at)
					break
				}
				at = t.End
			}
			if at != len(u.Norm) {
				tb.Errorf("%s: tokens end at %d of %d", u.ID, at, len(u.Norm))
			}
			if u.Section < 0 || u.Section >= max(1, len(d.Sections)) {
				tb.Errorf("%s: section %d of %d", u.ID, u.Section, len(d.Sections))
			}
		}
	}
	// Every unit that takes part in alignment is in one bead of every pair and in one group.
	inBeads, inGroups := map[string]int{}, map[string]int{}
	for _, b := range f.Beads {
		for _, u := range b.SourceUnits {
			inBeads[f.Version(b.Source).Units[u].ID+" with "+b.Target]++
		}
		for _, u := range b.TargetUnits {
			inBeads[f.Version(b.Target).Units[u].ID+" with "+b.Source]++
		}
	}
	for _, g := range f.Groups {
		for lang, members := range g.Members {
			for _, u := range members {
				inGroups[f.Version(lang).Units[u].ID]++
			}
		}
	}
	for _, d := range f.Versions {
		for i := range d.Units {
			u := &d.Units[i]
			want := 0
			if u.Kind.Aligned() {
				want = 1
			}
			for _, other := range f.Versions {
				if n := inBeads[u.ID+" with "+other.Lang]; other != d && n != want {
					tb.Errorf("%s (%s) is in %d beads with %s, want %d", u.ID, u.Kind, n, other.Lang, want)
				}
			}
			if n := inGroups[u.ID]; len(f.Versions) > 1 && n != want {
				tb.Errorf("%s (%s) is in %d groups, want %d", u.ID, u.Kind, n, want)
			}
		}
	}
}

// FuzzConservation holds the conservation law, and all others, over the whole
// way from a text to its groups.
func FuzzConservation(f *testing.F) {
	f.Add("", "", "")
	f.Add("道路已开通。全长5公里。\n\n(a) 甲；\n(b) 乙。\n", "The road is open. It is\n5 km long.\n\n(a) one;\n(b) two.\n", "Дорога откры-\nта. Ее длина 5 км.\n")
	f.Add("联 合 国   A/99/1\n\n大  会\n\nDistr.: General\n\nOriginal: English\n\n附件\n\n[原件：俄文]\n\n正文。\n", "Annex\n\n[Original: Russian]\n\nText.\n____\n1 Note.\n\f\n12 17-03714\nMore.", "\ufeff\u200bПриложение I\n\nТекст\u00ad.\r\n")
	f.Add("\n \n\t\n", " ", "\f\f")
	f.Add("\u3000\u3000一、\u3000二\u3000", "-\n-\n- 1 -\n", "«…» — №\u00a05\u00a0г.\n\n\n\n1.\n2.\n")
	f.Fuzz(func(t *testing.T, zh, en, ru string) {
		checkLaws(t, through(t, map[string]string{
			"zh": strings.ToValidUTF8(zh, "\uFFFD"), "en": strings.ToValidUTF8(en, "\uFFFD"), "ru": strings.ToValidUTF8(ru, "\uFFFD"),
		}))
	})
}

// The laws hold for the documents that come with the code, and for them with
// the languages exchanged: nothing may depend on a text being what it says.
func TestLaws(t *testing.T) {
	read := func(name string) string {
		b, err := fs.ReadFile(testdata.FS, "un/"+name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, names := range [][3]string{
		{"A_98_412-S_2044_187.zh.txt", "A_98_412-S_2044_187.en.txt", "A_98_412-S_2044_187.ru.txt"},
		{"zh/A_RES_98_77.txt", "en/A_RES_98_77.txt", "ru/A_RES_98_77.txt"},
		{"A_98_250-zh-Hans.txt", "A_98_250-en.txt", "A_98_250-ru.txt"},
		{"ferry-library_zh.txt", "ferry-library_en.txt", "ferry-library_ru.txt"},
		{"inbox/0017.txt", "inbox/draft-final.txt", "inbox/N4323321.txt"},
	} {
		zh, en, ru := read(names[0]), read(names[1]), read(names[2])
		f := through(t, map[string]string{"zh": zh, "en": en, "ru": ru})
		checkLaws(t, f)
		trilingual := 0
		for _, g := range f.Groups {
			if len(g.Members) == 3 {
				trilingual++
			}
		}
		if trilingual < len(f.Groups)/2 {
			t.Errorf("%s: %d of %d groups are in three languages", names[1], trilingual, len(f.Groups))
		}
		checkLaws(t, through(t, map[string]string{"zh": ru, "en": zh, "ru": en}))
		checkLaws(t, through(t, map[string]string{"zh": zh + "\n\n" + en, "ru": ru}))
	}
}
