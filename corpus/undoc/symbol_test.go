package undoc

import (
	"slices"
	"strings"
	"testing"
)

func TestSymbols(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"only a slash", "/", nil},
		{"and/or, km/h, N/A", "and/or 30 km/h N/A AC/DC", nil},
		{"a fraction", "1/2 and 3/4 of 2019/20", nil},
		{"one letter and one part is the Assembly's", "A/5", []string{"A/5"}},
		{"an unknown organ needs two slashes", "XYZ/5 but XYZ/C/5", []string{"XYZ/C/5"}},
		{"double with en dash", "A/98/412–S/2044/187", []string{"A/98/412", "S/2044/187"}},
		{"double with hyphen", "A/98/412-S/2044/187", []string{"A/98/412", "S/2044/187"}},
		{"double over a line break", "A/98/412\nS/2044/187", []string{"A/98/412", "S/2044/187"}},
		{"double, reissued", "A/98/412–S/2044/187*", []string{"A/98/412", "S/2044/187"}},
		{"triple", "A/98/1-S/2044/2-E/2044/3", []string{"A/98/1", "S/2044/2", "E/2044/3"}},
		{"special session inside", "A/S-4/101 and A/ES-10/PV.1", []string{"A/S-4/101", "A/ES-10/PV.1"}},
		{"year with a space", "S/RES/2446 (2018)", []string{"S/RES/2446 (2018)"}},
		{"year without a space", "根据S/RES/2446(2018)号", []string{"S/RES/2446 (2018)"}},
		{"session in Roman", "A/RES/3314(XXIX), A/RES/217 A (III)", []string{"A/RES/3314(XXIX)", "A/RES/217 A (III)"}},
		{"a parenthesis that is none of the symbol", "A/98/250 (см. выше)", []string{"A/98/250"}},
		{"space behind a slash", "(S/PRST/ 1994/16)", []string{"S/PRST/1994/16"}},
		{"exploded", "见 E / CN . 3 / 2 0 44 / SR . 46 。", []string{"E/CN.3/2044/SR.46"}},
		{"glued to Cyrillic", "Совет БезопасностиS/2044/588", []string{"S/2044/588"}},
		{"Cyrillic organ", "А/98/250, Е/CN.3/2044/12", []string{"A/98/250", "E/CN.3/2044/12"}},
		{"suffixes", "A/98/250/Add.1 и A/98/250/Corr.2, A/98/250/Add.1/Rev.3.", []string{"A/98/250/Add.1", "A/98/250/Corr.2", "A/98/250/Add.1/Rev.3"}},
		{"range of records", "CCPR/C/SR.2663-2665", []string{"CCPR/C/SR.2663-2665"}},
		{"deep", "A/CN.9/SER.C/DIGEST/CISG/2", []string{"A/CN.9/SER.C/DIGEST/CISG/2"}},
		{"each once", "ST/ROAD/2043/1 ST/ROAD/2043/1", []string{"ST/ROAD/2043/1"}},
		{"within an address", "http://X/A/98/250", nil},
		{"bad UTF-8", "\xff/\xfe A/98/250\xff", []string{"A/98/250"}},
	} {
		if got := Symbols(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestParseSymbol(t *testing.T) {
	for _, c := range []struct {
		text, organ, parts, suffixes, year, root string
	}{
		{"A/98/412", "A", "98 412", "", "", "A/98/412"},
		{" A/98/412** ", "A", "98 412", "", "", "A/98/412"},
		{"A/98/250/Add.1/Corr.2", "A", "98 250", "Add.1 Corr.2", "", "A/98/250"},
		{"S/RES/2446(2018)", "S", "RES 2446", "", "2018", "S/RES/2446 (2018)"},
		{"A/C.3/98/L.20/Rev.1", "A", "C.3 98 L.20", "Rev.1", "", "A/C.3/98/L.20"},
		{"A/RES/3314(XXIX)", "A", "RES 3314", "", "XXIX", "A/RES/3314(XXIX)"},
	} {
		s, ok := ParseSymbol(c.text)
		if !ok || s.Organ != c.organ || strings.Join(s.Parts, " ") != c.parts || strings.Join(s.Suffixes, " ") != c.suffixes || s.Year != c.year || s.Root() != c.root {
			t.Errorf("%q: %+v root %q, %v", c.text, s, s.Root(), ok)
		}
		if want := Symbols(c.text)[0]; s.String() != want {
			t.Errorf("%q: String %q, want %q", c.text, s.String(), want)
		}
	}
	for _, no := range []string{"", "A", "A/98/412 ", "see A/98/412", "A/98/412–S/2044/187", "докладе A/98/250", "98/77"} {
		if s, ok := ParseSymbol(no); ok != (strings.TrimSpace(no) == "A/98/412") {
			t.Errorf("%q is no symbol alone: %+v", no, s)
		}
	}
}

// A symbol in its normal form is found as it stands, and parses to itself.
func FuzzSymbols(f *testing.F) {
	for _, s := range []string{"A/98/412–S/2044/187*", "S/RES/2446(2018)", "A/RES/217 A (III)", "E / C . 12 / SVK / 3", "А/98/2", "A/-/.1", "A/1/ 2 (2044)(III)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range Symbols(text) {
			if again := Symbols(s); !slices.Equal(again, []string{s}) {
				t.Errorf("%q gives %q, which gives %q", text, s, again)
			}
			if p, ok := ParseSymbol(s); !ok || p.String() != s {
				t.Errorf("%q gives %q, which parses to %q, %v", text, s, p.String(), ok)
			}
		}
	})
}
