package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/report"
	"tritext/segment"
	"tritext/testdata/browser"
	"tritext/testdata/synth"
)

// hostile are texts that break careless pages.
var hostile = []string{
	`</script><script>document.title = "broken"</script><img src=x onerror="document.title='broken'">`,
	"\u202eright to left override \u2067 isolate without end, שלום עולם",
	strings.Repeat("Снова и снова. ", 340),
	strings.Repeat("长", 5000),
	strings.Repeat("nospaces", 700),
	"{{.}} ${x} `x` \\u003c/script> <!-- ]]> \u2028 \x00 &amp; \" '",
}

// hostileFamily is a document made of them.
func hostileFamily() *corpus.Family {
	f := synth.Family(3, 40, 1)
	f.ID = `A/"><script>1</script>`
	for i, text := range hostile {
		for _, d := range f.Versions {
			u := &d.Units[i]
			u.Norm, u.Text, u.Tokens = text, text, []segment.Token{{Span: segment.Span{Start: 0, End: len(text)}, Kind: segment.Symbol}}
		}
	}
	for _, d := range f.Versions {
		d.Masthead.Title, d.Source.Path = hostile[0], hostile[1]
		d.Problems = append(d.Problems, corpus.Problem{Stage: "clean", Line: 3, What: hostile[0]})
	}
	f.Groups[7].Flags = []string{hostile[0]}
	f.Beads[8].Links = []corpus.WordLink{{SourceToken: 0, TargetToken: 0, P: 1}, {SourceToken: 0, TargetToken: 2, P: .5}}
	return f
}

func write(t *testing.T, name string, to func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := to(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// The page of a document in a browser: hostile text stays text, linked words
// light up together, doubts are found by the keyboard, long sentences unfold.
func TestDocumentPage(t *testing.T) {
	f := hostileFamily()
	removed := map[string][]report.Removed{"en": {{Start: 1, Rule: "page-number", Text: "12"}}}
	address := write(t, "document.html", func(b *bytes.Buffer) error { return report.NewView(f, removed).Page(b) })
	p := browser.New(t)
	p.Go(address)
	for _, c := range []struct{ js, want string }{
		{"document.title.startsWith('A/')", "true"},
		{"document.querySelectorAll('script').length", "1"},
		{"document.querySelectorAll('img').length", "0"},
		{"document.querySelectorAll('.plots svg').length", "3"},
		{"document.querySelectorAll('.removed').length > 0", "true"},
		{"document.querySelectorAll('.row:not(.loose)').length >= 38", "true"},
		{"document.documentElement.scrollWidth <= innerWidth", "true"},
		{"[...document.querySelectorAll('.unit bdi')].some(u => u.textContent.includes('<img src=x'))", "true"},
	} {
		if got := p.Text(c.js); got != c.want {
			t.Errorf("%s is %s, want %s", c.js, got, c.want)
		}
	}
	p.Shot("hostile-1400")
	p.Hover(".w[data-w='1']")
	p.Wait("document.querySelectorAll('.w.hot').length === 2 && document.querySelectorAll('.w.on').length === 1")
	p.Keys("j")
	p.Wait("document.activeElement.classList.contains('doubt')")
	p.Eval("document.querySelector('[data-unfold]').click()", nil)
	dark := p.Text("getComputedStyle(document.body).backgroundColor")
	p.Eval("document.querySelector('[data-switch-theme]').click()", nil)
	if p.Text("getComputedStyle(document.body).backgroundColor") == dark {
		t.Error("the switch of light and dark does nothing")
	}
	p.Size(800, 900)
	if got := p.Text("document.documentElement.scrollWidth <= innerWidth"); got != "true" {
		t.Error("the page is wider than a window of 800 pixels")
	}
	p.Shot("hostile-800")
	p.PDF("hostile")
	p.Quiet()
}
