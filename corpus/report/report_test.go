package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/report"
	"tritext/testdata/browser"
	"tritext/testdata/synth"
)

// tell tells a builder all of some families, as the command does of a corpus.
func tell(b *report.Builder, families ...*corpus.Family) {
	langs := []string{"zh", "en", "ru"}
	for _, f := range families {
		for _, d := range f.Versions {
			v := &report.Version{
				Doc: f.ID, Lang: d.Lang, Title: d.Masthead.Title, Type: d.Masthead.Type, Date: d.Masthead.Date, Symbols: d.Masthead.Symbols,
				Sections: d.Sections, Units: len(d.Units), Problems: d.Problems,
			}
			if balance, err := d.Balance(); err == nil {
				v.Balance = balance
			}
			b.Version(v)
		}
	}
	for _, f := range families {
		for _, d := range f.Versions {
			for i := range d.Units {
				u := &d.Units[i]
				b.Unit(&report.Unit{Doc: f.ID, Lang: d.Lang, Kind: u.Kind, Partnered: len(u.Partners) > 0, Reads: u.Reads})
			}
		}
		for i := range f.Beads {
			x := &f.Beads[i]
			b.Bead(&report.Bead{Doc: f.ID, Source: x.Source, Target: x.Target, Sources: len(x.SourceUnits), Targets: len(x.TargetUnits), Confidence: x.Confidence, Method: x.Method})
		}
		for i := range f.Groups {
			g := &f.Groups[i]
			out := &report.Group{ID: g.ID, Doc: f.ID, Texts: make([]string, 3), Original: g.Original, Relay: g.Relay, Confidence: g.Confidence, Flags: g.Flags, Checks: g.Checks}
			for k, lang := range langs {
				for _, u := range g.Members[lang] {
					out.Texts[k] += f.Version(lang).Units[u].Norm
					out.Section = f.Version(lang).Units[u].Section + 1
				}
			}
			b.Group(out)
		}
	}
}

// made is a report on made-up documents, one of them hostile.
func made(t *testing.T) *report.Report {
	t.Helper()
	bad := hostileFamily()
	b := report.NewBuilder(report.Options{
		Seed:   1,
		Checks: []report.Check{{Name: "numbers", Title: "numbers differ", Help: hostile[0], Bad: map[string]string{"en": "1 road", "zh": hostile[0]}, Good: map[string]string{"en": "2 roads", "ru": hostile[1]}}},
		Judged: map[string]bool{"A_60_1#g1": true, "A_60_1#g2": true, "A_60_1#g3": false, "A_60_1#g4": true},
	})
	bad.Groups[5].Flags, bad.Groups[5].Checks = []string{"numbers"}, []corpus.CheckScore{{Name: "numbers", Score: 2}}
	odd := synth.Family(1, 60, 1)
	odd.Version("en").Units[10].Norm = strings.Repeat("very long ", 60)
	tell(b, synth.Family(0, 60, 1), odd, synth.Family(2, 60, 1), bad, synth.Family(43, 100, 1))
	return b.Report(report.Beyond{
		Recipe: report.Recipe{Version: "test", Corpus: hostile[0], Signature: hostile[1], Command: "tritext report " + hostile[0]},
		Cycle:  report.Cycle{Units: 100, Agree: 90, AloneUnits: 100, AloneAgree: 80}, Aside: 1,
		SetAside: []report.Aside{{Path: hostile[0], What: hostile[5]}},
	})
}

// The report in a browser: no error, no request, every chart there, sorting,
// search, outliers and folded checks work, and hostile text stays text.
func TestReportPage(t *testing.T) {
	r := made(t)
	p := browser.New(t)
	p.Go(write(t, "report.html", func(b *bytes.Buffer) error { return r.HTML(b) }))
	for _, c := range []struct{ js, want string }{
		{"document.title.startsWith('Report on')", "true"},
		{"document.querySelectorAll('script').length", "2"}, // data and code
		{"document.querySelectorAll('img').length", "0"},
		{"['balance','nulls','types','confidence','ratio','reliability'].filter(c => document.querySelector(`[data-chart=${c}] svg *`)).length", "6"},
		{"['section','direction','type','year'].filter(c => document.querySelector(`[data-chart=by-${c}] td svg rect`)).length", "4"},
		{"document.querySelectorAll('[data-chart=ratio]').length", "3"},
		{"document.querySelectorAll('svg[role=img]:not([aria-label])').length", "0"},
		{"document.querySelectorAll('#list tbody tr.doc').length", "5"},
		{"document.querySelectorAll('#list tbody tr.doc svg.spark rect').length > 50", "true"},
		{"[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length", "0"},
		{"[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size", "true"},
		{"[...document.querySelectorAll('button, input')].filter(b => !(b.textContent.trim() || b.labels && b.labels.length)).length", "0"},
		{"document.documentElement.scrollWidth <= innerWidth", "true"},
		{"report.documents.length", "5"},
	} {
		if got := p.Text(c.js); got != c.want {
			t.Errorf("%s is %s, want %s", c.js, got, c.want)
		}
	}
	const first = "document.querySelector('#list tbody .id').textContent"
	if got := p.Text(first); got != "A_63_2" { // the longer one of the two whose path is lost
		t.Errorf("the most doubtful document is said to be %s", got)
	}
	p.Click("[data-sort=id]")
	p.Wait(first + " === 'A_60_1' && document.querySelector('th[aria-sort=ascending]')")
	p.Click("[data-sort=id]")
	p.Wait(first + " !== 'A_60_1' && document.querySelector('th[aria-sort=descending]')")
	p.Eval("document.activeElement.blur()", nil)
	p.Keys("/")
	p.Wait("document.activeElement.id === 'search'")
	p.Eval("search.value = ''", nil) // the protocol sends the character apart from the key that the page took
	p.Keys("letter")
	p.Wait("document.querySelectorAll('#list tbody tr.doc').length === 1 && document.querySelector('#found').textContent === '1 of 5 documents'")
	p.Eval("document.querySelector('#search').value = ''; document.querySelector('#alarmed').click()", nil)
	p.Wait("document.querySelectorAll('#list tbody tr.doc').length === 2 && document.querySelectorAll('#list .alarms li').length >= 1")
	p.Eval("document.querySelector('.outlier').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))", nil)
	p.Wait("document.querySelector('dialog').open && document.querySelectorAll('dialog [lang]').length === 3")
	p.Click("dialog [data-close]")
	p.Wait("!document.querySelector('dialog').open")
	p.Eval("location.hash = '#check-numbers'", nil)
	p.Wait("document.querySelector('#check-numbers').open")
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		contrast(t, p)
	}
	p.Size(800, 900)
	if p.Text("document.documentElement.scrollWidth <= innerWidth") != "true" {
		t.Error("the report is wider than a window of 800 pixels")
	}
	p.PDF("report")
	p.Quiet()
}

// contrast holds the text that is seen to 4.5:1 against its ground (WCAG 2.2,
// 1.4.3 AA).
func contrast(t *testing.T, p *browser.Page) {
	t.Helper()
	const js = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
  const low = new Set();
  for (const e of document.querySelectorAll("body *:not(svg *):not(script):not(option)")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility()) continue;
    const a = light(rgba(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.add(e.tagName + "." + e.className + " " + ratio.toFixed(2));
  }
  return [...low].join("; ");
})()`
	if low := p.Text(js); low != "" {
		t.Errorf("contrast below 4.5: %s", low)
	}
}

// Figures that can be counted by hand.
func TestFigures(t *testing.T) {
	b := report.NewBuilder(report.Options{Judged: map[string]bool{"d#g1": true, "d#g2": false}})
	for _, lang := range []string{"en", "zh"} {
		b.Version(&report.Version{
			Doc: "d", Lang: lang, Type: "letter", Date: "2044-01-02", Units: 4, Sections: []corpus.Section{{Type: "body"}, {Type: "annex"}},
			Balance: corpus.Balance{Total: corpus.Amount{Chars: 10}, Aligned: corpus.Amount{Chars: 6}, Null: corpus.Amount{Chars: 2}, Removed: corpus.Amount{Chars: 2}},
		})
	}
	for _, lang := range []string{"en", "zh"} {
		for i := range 4 {
			b.Unit(&report.Unit{Doc: "d", Lang: lang, Kind: corpus.KindSentence, Partnered: i < 3})
		}
	}
	bead := func(s, t int, p float64) {
		b.Bead(&report.Bead{Doc: "d", Source: "zh", Target: "en", Sources: s, Targets: t, Confidence: p, Method: "tritext"})
	}
	bead(1, 1, .9)
	bead(2, 2, .5)
	bead(1, 0, .8)
	bead(0, 1, 1)
	b.Group(&report.Group{ID: "d#g1", Doc: "d", Texts: []string{"一二三四", "one two", ""}, Section: 1, Confidence: .9, Original: []string{"zh"}})
	b.Group(&report.Group{ID: "d#g2", Doc: "d", Texts: []string{"五六七八", "five six", ""}, Section: 2, Confidence: .25})
	b.Group(&report.Group{ID: "d#g3", Doc: "d", Texts: []string{"", "alone", ""}, Section: 2, Confidence: 1})
	r := b.Report(report.Beyond{})
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-6 {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	near("precision", r.Verdict.Precision, 1.4/2)
	// Lost units: .1·2 + .5·4 + .2·1 = 2.4, in beads of 3 units on average: .8 beads.
	near("recall", r.Verdict.Recall, 1.4/(1.4+.8))
	near("coverage", r.Verdict.Coverage, 12.0/16)
	near("nulls at the end", r.Languages[0].NullAlong[15], 1)
	near("expected wrong", r.Documents[0].Wrong, .85)
	near("no partner", r.Documents[0].Null, .25)
	near("calibration error", r.Calibration.Error, (math.Abs(.9-1)+.25)/2)
	if r.Counts.Bilingual != 2 || r.Counts.Monolingual != 1 || r.Confidence.Low != 1 || len(r.Sections) != 2 || r.Documents[0].Year != 2044 {
		t.Errorf("counts %+v, confidence %+v, sections %+v, documents %+v", r.Counts, r.Confidence, r.Sections, r.Documents)
	}
}

// The list of many documents holds the worst and a sample, the same each time.
func TestRows(t *testing.T) {
	list := func() string {
		b := report.NewBuilder(report.Options{Rows: 10, Seed: 7})
		for i := range 100 {
			b.Version(&report.Version{Doc: fmt.Sprintf("d%02d", i), Lang: "en"})
		}
		for i := range 100 {
			id := fmt.Sprintf("d%02d", i)
			b.Group(&report.Group{ID: id + "#g1", Doc: id, Texts: []string{"文", "text", ""}, Confidence: 1 - float64(i%50)/100})
		}
		r := b.Report(report.Beyond{})
		var ids []string
		for _, d := range r.Documents {
			ids = append(ids, d.ID)
		}
		if r.Left != 90 || r.Counts.Documents != 100 {
			t.Errorf("left %d of %d", r.Left, r.Counts.Documents)
		}
		return strings.Join(ids, " ")
	}
	one := list()
	if !strings.HasPrefix(one, "d49 d99 d48 d98 d47 ") || len(strings.Fields(one)) != 10 {
		t.Errorf("listed %s", one)
	}
	if two := list(); one != two {
		t.Errorf("listed %s, then %s", one, two)
	}
}

// All forms write, and the JSON in the page is that of the file.
func TestForms(t *testing.T) {
	r := made(t)
	var page, file, text, md bytes.Buffer
	for _, err := range []error{r.HTML(&page), r.JSON(&file), r.Text(&text), r.Markdown(&md)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	_, data, ok := strings.Cut(page.String(), `<script type="application/json" id="data">`)
	data, _, ok2 := strings.Cut(data, "</script>")
	var a, b any
	if !ok || !ok2 || json.Unmarshal([]byte(data), &a) != nil || json.Unmarshal(file.Bytes(), &b) != nil {
		t.Fatal("no JSON")
	}
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("the figures in the page are not those of the file")
	}
	for _, want := range []string{"What to look at first", "expected precision"} {
		if !strings.Contains(text.String(), want) || !strings.Contains(md.String(), want) {
			t.Errorf("%q is missing in the text or the Markdown", want)
		}
	}
	if strings.Contains(md.String(), "<script") {
		t.Error("Markdown with HTML of the documents")
	}
	var again bytes.Buffer
	if err := made(t).HTML(&again); err != nil || !bytes.Equal(page.Bytes(), again.Bytes()) {
		t.Errorf("the same corpus gives another page (%v)", err)
	}
}

// The page of an evaluation in a browser.
func TestEvaluationPage(t *testing.T) {
	in := func(low, high float64) *report.Interval { return &report.Interval{Low: low, High: high} }
	p1 := .01
	two := func(a, b float64) []report.EvalSystem {
		return []report.EvalSystem{{Said: 10, Precision: a, Recall: a, F1: a, Interval: in(a-.05, a+.04)}, {Said: 11, Precision: b, Recall: b, F1: b, Interval: in(b-.02, b+.01)}}
	}
	e := &report.Evaluation{
		Title: "Alignment against gold", Summary: hostile[0], Systems: []string{hostile[0], "ours"}, Languages: []string{"zh", "en"}, Documents: 2,
		Figures: []report.EvalFigure{
			{Name: "vecalign", Count: "strict", Known: 20, Systems: two(.8, .9), Gain: &report.EvalGain{Value: .1, Interval: in(.05, .15), P: &p1}},
			{Name: "rungs", Known: 20, Systems: two(.9, .91), Gain: &report.EvalGain{Value: .01, Interval: in(-.05, .05)}},
		},
		Types: []report.EvalFigure{{Name: "1-1", Known: 12, Systems: two(.9, .95)}, {Name: "2-1", Known: 2, Systems: two(.5, .6)}},
		Docs: []report.EvalDocument{
			{Name: "b", Gold: 10, F1: []float64{.7, .9}, Lax: []float64{1, 1}, Nulls: []float64{0, 0}, Errors: 3},
			{Name: "a", Gold: 12, F1: []float64{.9, .8}, Lax: []float64{1, 1}, Nulls: []float64{0, 0}, Errors: 1},
		},
		Kinds: []report.EvalKind{{Kind: "joined too much", Counts: []int{1, 0}}, {Kind: "split too much", Counts: []int{1, 1}}},
		Notes: []string{hostile[1]}, Table: "| a |", Seed: 1,
	}
	for i, text := range hostile {
		e.Errors = append(e.Errors, report.EvalError{
			Document: "b", Kind: e.Kinds[i%2].Kind, Source: []report.EvalLine{{Number: 1, Text: text}}, Target: []report.EvalLine{{Number: 2, Text: text}},
			Gold: []string{"[1]:[2]"}, Systems: [][]report.EvalBead{{{Bead: "[1, 2]:[2]"}}, {{Bead: "[1]:[2]", Right: true}}},
		})
	}
	p := browser.New(t)
	p.Go(write(t, "eval.html", func(b *bytes.Buffer) error { return e.HTML(b) }))
	for _, c := range []struct{ js, want string }{
		{"['forest','gains','types'].filter(c => document.querySelector(`[data-chart=${c}] svg circle`)).length", "3"},
		{"document.querySelectorAll('script').length", "2"},
		{"document.querySelectorAll('img').length", "0"},
		{"document.querySelectorAll('.error').length", "6"},
		{"document.querySelectorAll('code.wrong').length", "6"},
		{"document.documentElement.scrollWidth <= innerWidth", "true"},
	} {
		if got := p.Text(c.js); got != c.want {
			t.Errorf("%s is %s, want %s", c.js, got, c.want)
		}
	}
	p.Click("#list th button")
	p.Wait("document.querySelector('#list tbody td').textContent === 'a'")
	p.Click("#list th:nth-child(2) button")
	p.Wait("document.querySelector('#list tbody td').textContent === 'b'")
	p.Eval("kind.value = 'joined too much'; kind.dispatchEvent(new Event('change'))", nil)
	p.Wait("[...document.querySelectorAll('.error')].filter(e => e.checkVisibility()).length === 3 && found.textContent === '3 places'")
	contrast(t, p)
	p.Size(800, 900)
	if p.Text("document.documentElement.scrollWidth <= innerWidth") != "true" {
		t.Error("the page is wider than a window of 800 pixels")
	}
	p.Quiet()
}
