package clean

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"tritext/corpus"
	"tritext/testdata"
)

// TestLineADocument holds that files with a paragraph, article or title a line
// come out with a block a line.
func TestLineADocument(t *testing.T) {
	for _, name := range []string{"UDHR.en.txt", "UDHR.ru.txt", "UDHR.zh.txt", "SDG_A_RES_71_313.en.txt", "SDG_A_RES_71_313.ru.txt", "SDG_A_RES_71_313.zh.txt"} {
		raw, err := os.ReadFile(testdata.Shared(t, "data", "un", name))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for l := range strings.Lines(string(raw)) {
			var fixed line
			fixed.text = strings.TrimFunc(l, isEdge)
			fixed.end = len(fixed.text)
			if fixed.fix(); fixed.text != "" {
				want = append(want, fixed.text)
			}
		}
		got := texts(checkLaws(t, string(raw), Options{}))
		if right := boundaries(got, want); right < len(want) {
			t.Errorf("%s: %d of %d lines are blocks", name, right, len(want))
			for _, b := range got {
				if !slices.Contains(want, b) {
					t.Logf("   made: %.300s", b)
				}
			}
		}
	}
}

// TestPartlyWrapped: in a record whose lines were joined by somebody, some pages
// have been left out.
func TestPartlyWrapped(t *testing.T) {
	raw, err := os.ReadFile(testdata.Shared(t, "data", "un", "S_PV.4087.en.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc := checkLaws(t, string(raw), Options{})
	const joined = "provide care and treatment"
	found := false
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		found = found || strings.HasPrefix(b.Text, "To make progress in this area") && strings.Contains(b.Text, joined)
		if r := firstOf(b.Text); unicode.IsLower(r) && i > 0 && unicode.IsLetter(lastOf(doc.Blocks[i-1].Text)) {
			t.Errorf("line %d begins in mid-sentence: %.80s", b.Line, b.Text)
		}
	}
	if !found {
		t.Error("a wrapped paragraph was not joined")
	}
}

// TestSentenceALine holds that the gold sets, a sentence a line, come out with
// a block a sentence.
func TestSentenceALine(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(testdata.Shared(t, "data", "gold", "undev"), "*"))
	right, all := 0, 0
	for _, path := range paths {
		if ext := filepath.Ext(path); ext != ".zh" && ext != ".en" && ext != ".ru" {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSpace(string(raw)), "\n")
		for i := range want {
			want[i] = strings.TrimFunc(want[i], isEdge)
		}
		got := texts(cleaned(string(raw), Options{}))
		n := boundaries(got, want)
		right, all = right+n, all+len(want)
		if n < len(want) {
			t.Logf("%s: %d of %d sentences are blocks", filepath.Base(path), n, len(want))
			for _, b := range got {
				if !slices.Contains(want, b) {
					t.Logf("   made: %.200s", b)
				}
			}
		}
	}
	t.Logf("%d of %d sentences are blocks", right, all)
	// One sentence of the sets begins with a comma: its head is lost, and it
	// goes to the one before as every such line does.
	if float64(right) < 0.999*float64(all) {
		t.Errorf("%d of %d sentences are blocks", right, all)
	}
}

const wrappedNotes = `The Lakes Commission was established by the eleven shore communities in
order to keep the ferry lines running in all seasons and to publish the
timetables.1 It also looks after the piers, which had been neglected for many
____________
1 Decision 7/3 of the Commission, adopted at its seventh session without a vote,
as amended in 1999.
2 Ibid.
12
years, and after the lights at the entrance of the harbours, which the harbour
masters inspect at least once a week.

Year          Ships          Passengers
2019             14             412 300
2020             14             187 900

The number of passengers is expected to rise again when the new timetable is
in force, since two lines that were closed will then be reopened.
`

func TestFootnotesAndTables(t *testing.T) {
	doc := checkLaws(t, wrappedNotes, Options{})
	type block struct {
		kind   corpus.Kind
		pieces int
		start  string
	}
	want := []block{
		{corpus.KindNone, 2, "The Lakes Commission"},
		{corpus.KindFootnote, 1, "1 Decision 7/3"},
		{corpus.KindFootnote, 1, "2 Ibid."},
		{corpus.KindNone, 1, "Year"},
		{corpus.KindTableRow, 1, "2019"},
		{corpus.KindTableRow, 1, "2020"},
		{corpus.KindNone, 1, "The number"},
	}
	if len(doc.Blocks) != len(want) {
		t.Fatalf("blocks: %q", texts(doc))
	}
	for i, w := range want {
		b := &doc.Blocks[i]
		if b.Kind != w.kind || len(b.Spans) != w.pieces || !strings.HasPrefix(b.Text, w.start) {
			t.Errorf("block %d: %s, %d pieces, %q; want %+v", i, b.Kind, len(b.Spans), b.Text, w)
		}
	}
	if joined := "had been neglected for many years, and after"; !strings.Contains(doc.Blocks[0].Text, joined) {
		t.Errorf("text not joined over the notes: %q", doc.Blocks[0].Text)
	}
}

func TestHyphens(t *testing.T) {
	// Each pair of halves stands at a line's end in a document that has the
	// words of learnt elsewhere.
	const learnt = "представитель торгово-промышленной палаты и прочее"
	for _, c := range []struct{ left, right, want string }{
		{"сбо-", "ру", "сбору"},
		{"по-", "прежнему", "по-прежнему"},
		{"по-", "литика", "политика"},
		{"какая-", "либо", "какая-либо"},
		{"из-", "за", "из-за"},
		{"7384-", "е", "7384-е"},
		{"г-", "н", "г-н"},
		{"пред-", "ставитель", "представитель"},
		{"торгово-", "промышленной", "торгово-промышленной"},
		{"государств-", "членов", "государств-членов"},
		{"северо-", "западный", "северо-западный"},
		{"Санкт-", "Петербург", "Санкт-Петербург"},
		{"policy-", "making", "policy-making"},
		{"case-by-", "case", "case-by-case"},
		{"2019-", "2020", "2019-2020"},
		{"кто\u2011", "либо", "кто\u2011либо"},
		{"раз\u00ad", "оружения", "разоружения"},
		{"слово -", "дело", "слово - дело"},
	} {
		w := &work{opt: Options{Standalone: func(string) bool { return false }}, words: map[string]bool{}}
		w.learn(learnt)
		l := line{text: c.left, end: len(c.left)}
		l.fix()
		p := part{sep: " "}
		w.hyphenate(&p, l.text, c.right)
		text := l.text[:len(l.text)-p.cut] + p.sep + c.right
		if text != c.want {
			t.Errorf("%s|%s becomes %q, want %q", c.left, c.right, text, c.want)
		}
	}
}

func TestSeparators(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		spaced bool
		want   string
	}{
		{"中", "国", true, ""},
		{"于", "2021", true, " "}, {"于", "2021", false, ""}, {"2021", "年", true, " "},
		{"，", "2021", true, ""}, {"第", "(a)段", true, ""}, {"安", "WTO", true, " "},
		{"the", "report", false, " "}, {"о", "докладе", true, " "},
		{"S/PRST/", "1994/16", false, ""}, {"A/75", "/860", false, ""},
		{"(", "see", false, ""}, {"word", ", and", false, ""}, {"“", "It", false, ""},
		{"报告", "》", false, ""},
	} {
		w := &work{layout: layout{spaced: c.spaced}}
		if got := w.separator(c.a, c.b); got != c.want {
			t.Errorf("%q|%q (spaced %v): %q, want %q", c.a, c.b, c.spaced, got, c.want)
		}
	}
}

// TestProblems: a block that ends in half a word is a doubt with its place.
func TestProblems(t *testing.T) {
	doc := &corpus.Document{Source: corpus.Source{Path: "a.ru.txt"}, Raw: "Первая строка.\nСтрана, посто-\n12 апреля\n"}
	Clean(doc, Options{})
	if len(doc.Problems) != 1 || doc.Problems[0].Line != 2 || doc.Problems[0].Path != "a.ru.txt" || !strings.Contains(doc.Problems[0].What, "посто-") {
		t.Errorf("problems: %+v", doc.Problems)
	}
}

// TestLong: the time grows with the length, whatever the text is.
func TestLong(t *testing.T) {
	const n = 40_000 // lines of some ten bytes
	for _, c := range []struct{ name, line string }{
		{"one line", strings.Repeat("水 и water ", 20)},
		{"every line goes on", "，水\n"},
		{"every line is half a word", "воды-\n"},
		{"page numbers", "12\n"},
		{"job numbers", "17-03714 (C) 115\n"},
		{"symbols", "A/75/1\n\n"},
		{"rules", "_______\n1 Note\n"},
		{"table", "1  2  3\n"},
		{"form feeds", "\f1\n"},
	} {
		start := time.Now()
		raw := strings.Repeat(c.line, max(1, n*10/len(c.line)))
		cleaned(raw, Options{})
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: %d bytes took %v", c.name, len(raw), took)
		} else if took > time.Second {
			t.Logf("%s: %d bytes took %v", c.name, len(raw), took)
		}
	}
}
