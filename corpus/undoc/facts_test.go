package undoc_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tritext/testdata"
)

// facts are what real documents state of themselves, read by eye.
var facts = []struct {
	file, symbols, version, original, job, kind string
	session                                     int
	agenda                                      string
}{
	{"seed/A_75_860-S_2021_387.zh.txt", "[A/75/860 S/2021/387]", "zh", "[en]", "21-05318", "letter", 75, "[130(t)]"},
	{"un/A_61_917.en.txt", "[A/61/917]", "", "[en]", "07-35147", "report", 61, "[68 117]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.zh.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54724", "", 0, "[]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.en.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54725", "", 0, "[]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.ru.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54727", "", 0, "[]"},
	{"un/A_CONF.192_PC_L.3.en.txt", "[A/CONF.192/PC/L.3]", "", "[en]", "00-77708", "draft", 2, "[]"},
	{"un/A_L.632.en.ocr.txt", "[A/L.632]", "", "[en]", "71-19641", "draft", 0, "[93]"},
	{"un/S_PV.4087.en.txt", "[S/PV.4087]", "", "[]", "", "record", 0, "[]"},
	{"un/UDHR.ru.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/SDG_A_RES_71_313.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/undl-453500_draft-resolution-right-to-development.en.txt", "[]", "", "[en]", "01-66657", "draft", 56, "[119(b)]"},
	{"un/openings/ACABQ_UNSOS_paras_44-45.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/openings/A_63_100_firstpage.en.txt", "[A/63/100]", "", "[en]", "08-38453", "", 63, "[]"},
	{"un/openings/A_76_743-S_2022_191.zh-hant.txt", "[A/76/743 S/2022/191]", "", "[]", "", "letter", 0, "[]"},
	{"un/openings/A_BUR_52_1.en.txt", "[A/BUR/52/1]", "", "[en]", "", "note", 52, "[]"},
	{"un/openings/A_C.3_80_L.20_firstpage.en.txt", "[A/C.3/80/L.20]", "", "[en]", "25-17035", "draft", 80, "[67]"},
	{"un/openings/A_RES_80_3_firstpage.en.txt", "[A/RES/80/3]", "", "[]", "25-16680", "resolution", 80, "[13]"},
	{"un/openings/CCPR_C_112_D_1999_2010.ru.txt", "[CCPR/C/112/D/1999/2010]", "ru", "[]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_135_D_2703_2015.zh.txt", "[CCPR/C/135/D/2703/2015]", "zh", "[en]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_RUS_6.en.txt", "[CCPR/C/RUS/6]", "en", "[ru]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.en.txt", "[CCPR/C/RUS/CO/6]", "", "[en]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.ru.txt", "[CCPR/C/RUS/CO/6]", "ru", "[]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.zh.txt", "[CCPR/C/RUS/CO/6]", "zh", "[en]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_SR.2665.en.txt", "[CCPR/C/SR.2665]", "", "[en]", "", "record", 97, "[]"},
	{"un/openings/CCPR_C_SR.2665.ru.txt", "[CCPR/C/SR.2665]", "ru", "[]", "", "record", 97, "[]"},
	{"un/openings/CCPR_C_USA_CO_4.zh.txt", "[CCPR/C/USA/CO/4]", "zh", "[en]", "", "report", 0, "[]"},
	{"un/openings/CERD_C_SVK_CO_11-12.ru.txt", "[CERD/C/SVK/CO/11-12]", "ru", "[en]", "", "report", 0, "[]"},
	{"un/openings/E_C.12_SVK_CO_3.zh.txt", "[E/C.12/SVK/CO/3]", "zh", "[en]", "", "report", 0, "[]"},
	{"un/openings/E_CN.7_2003_10.en.txt", "[E/CN.7/2003/10]", "", "[en]", "V.03-80680", "report", 46, "[5]"},
	{"un/openings/S_2016_588.ru.txt", "[S/2016/588]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_2016_611.ru.txt", "[S/2016/611]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_2017_730.ru.txt", "[S/2017/730]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_8259.ru.ocr.txt", "[S/8259]", "ru", "[]", "", "note", 0, "[]"},
	{"un/openings/S_PRST_2007_2.zh.txt", "[]", "", "[]", "", "statement", 0, "[]"},
	{"un/openings/S_RES_1518_2003.ru.txt", "[S/RES/1518 (2003)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_2446_2018.zh.txt", "[S/RES/2446 (2018)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_338_1973.en.txt", "[S/RES/338 (1973)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_368_1975.zh.txt", "[S/RES/368 (1975)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/UN_Charter_preamble.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
}

func TestFacts(t *testing.T) {
	for _, f := range facts {
		raw, err := os.ReadFile(filepath.Join(testdata.Shared(t, "data"), filepath.FromSlash(f.file)))
		if err != nil {
			t.Fatal(err)
		}
		m := read(string(raw), "").Masthead
		got := fmt.Sprintf("%v %s %v %s %s %d %v", m.Symbols, m.Version, m.Original, m.JobNumber, m.Type, m.SessionNo, m.AgendaItems)
		want := fmt.Sprintf("%s %s %s %s %s %d %s", f.symbols, f.version, f.original, f.job, f.kind, f.session, f.agenda)
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", f.file, got, want)
		}
	}
}

// The letter that the project began with, block by block.
func TestSampleLetter(t *testing.T) {
	raw, err := os.ReadFile(testdata.Shared(t, "data", "seed", "A_75_860-S_2021_387.zh.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc := read(string(raw), "zh")
	var want []string
	for _, run := range []struct {
		n    int
		kind string
	}{{14, "masthead"}, {1, "heading 1"}, {3, "sentence"}, {2, "signature"}, {1, "heading 1"}, {1, "original"}, {1, "heading 1"}, {14, "sentence"}} {
		want = append(want, slices.Repeat([]string{run.kind}, run.n)...)
	}
	if got := kinds(doc); !slices.Equal(got, want) {
		t.Errorf("kinds:\n got %q\nwant %q", got, want)
	}
	if got, want := sections(doc), []string{"letter [en] masthead", "annex [ru] bracket"}; !slices.Equal(got, want) {
		t.Errorf("sections %q, want %q", got, want)
	}
	if doc.Sections[1].First != 20 {
		t.Errorf("the annex begins with block %d, want 20", doc.Sections[1].First)
	}
}
