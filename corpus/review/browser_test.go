package review

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tritext/corpus/store"
	"tritext/testdata/browser"
)

// serve opens the page of a session in a browser.
func serve(t *testing.T, s *Session, a *Audit) (p *browser.Page, address string) {
	t.Helper()
	p = browser.New(t)
	listening := httptest.NewUnstartedServer(nil)
	v := NewServer(s, a, listening.Listener.Addr().String(), NewToken())
	listening.Config.Handler = v
	listening.Start()
	t.Cleanup(listening.Close)
	return p, v.Address()
}

// goTo puts the cursor on a sentence, with the mouse.
func goTo(p *browser.Page, row int, lang string, unit int) {
	p.Eval(fmt.Sprintf(`document.querySelector('.row[data-row="%d"]').scrollIntoView({block: "center"})`, row), nil)
	p.Click(fmt.Sprintf(`.row[data-row="%d"] .unit[data-lang="%s"][data-unit="%d"]`, row, lang, unit))
}

// saved waits until the page says that a step is saved.
func saved(p *browser.Page, version int) {
	p.Wait(fmt.Sprintf("state.view && state.view.version === %d && !state.busy", version))
}

// Each action by keyboard and by mouse; after it the journal has it, and after
// Apply the corpus on disk.
func TestPageDoesEachAction(t *testing.T) {
	dir := corpusOf(t)
	s := openSession(t, dir, "Анна")
	p, address := serve(t, s, nil)
	p.Go(address + "#/doc/" + library)
	p.Wait("document.querySelectorAll('.row').length > 10")
	version := 0
	for _, c := range []struct {
		action, key, kind, lang string
		unit                    int
	}{
		{"accept", "a", "1-1-1", "zh", 0},
		{"merge", "m", "1-1-1", "en", 0},
		{"split", "s", "1-2-2", "en", 1},
		{"up", "[", "1-2-2", "en", 0},
		{"down", "]", "1-2-2", "ru", 1},
		{"null", "x", "1-2-2", "en", 1},
		{"apart", "X", "1-1-1", "zh", 0},
		{"wrong", "w", "1-1-1", "ru", 0},
	} {
		for _, by := range []string{"keyboard", "mouse"} {
			was := show(t, s, library, "")
			row := rowOf(t, was, c.kind)
			goTo(p, row, c.lang, c.unit)
			if by == "keyboard" {
				p.Keys(c.key)
			} else {
				p.Click(`[data-act="` + c.action + `"]`)
			}
			version++
			saved(p, version)
			now := show(t, s, library, "")
			last := s.journal.Records[len(s.journal.Records)-1]
			if last.Action != c.action || last.Doc != library || len(last.After) == 0 {
				t.Errorf("%s by %s: the journal has %+v", c.action, by, last)
			}
			want := sheetFor(s, was)
			_, after, err := want.run(actionOf(c.action), Place{row, c.lang, c.unit})
			if err != nil {
				t.Fatalf("%s: %v", c.action, err)
			}
			for _, r := range after {
				if !slices.ContainsFunc(now.Rows, func(x ViewRow) bool {
					return bare(x).key(now.Languages) == r.key(now.Languages) && x.Checked && x.Wrong == r.Wrong
				}) {
					t.Errorf("%s by %s: no row %s", c.action, by, r.key(now.Languages))
				}
			}
			if n := p.Text("document.querySelectorAll('.row').length"); n != fmt.Sprint(len(now.Rows)) {
				t.Errorf("%s by %s: the page has %s rows, the document %d", c.action, by, n, len(now.Rows))
			}
			if said := p.Text("document.querySelector('#say').textContent"); !strings.Contains(said, "saved") {
				t.Errorf("%s by %s: the page says %q", c.action, by, said)
			}
			// And back, by the other way.
			if by == "keyboard" {
				p.Click("#undo")
			} else {
				p.Keys("z")
			}
			version++
			saved(p, version)
			if got, want := printed(show(t, s, library, "")), printed(was); !slices.Equal(got, want) {
				t.Errorf("%s by %s: undone, it is %v", c.action, by, got)
			}
		}
		if c.action == "merge" {
			p.Shot("review-document-undone")
		}
		// Redo by key and button alternately, so that it stays done.
		if c.action == "merge" || c.action == "wrong" {
			p.Keys("y")
		} else {
			p.Click("#redo")
		}
		version++
		saved(p, version)
		if c.kind == "1-2-2" { // there are few of them: the next action needs one too
			p.Keys("z")
			version++
			saved(p, version)
		}
	}
	// Take a check back, and a comment with the keyboard alone.
	goTo(p, 0, "zh", 0)
	row := slices.IndexFunc(show(t, s, library, "").Rows, func(r ViewRow) bool { return r.Checked })
	goTo(p, row, "zh", 0)
	p.Keys("r")
	version++
	saved(p, version)
	p.Keys("c")
	p.Wait("document.activeElement.id === 'comment'")
	p.Eval("document.activeElement.value = ''", nil) // the browser sends the letter by itself, which a keyboard does not
	p.Keys("is this </textarea> right?")
	p.Keys(kb.Escape)
	version++
	saved(p, version)
	if c := show(t, s, library, "").Rows[row].Comment; c != "is this </textarea> right?" {
		t.Errorf("comment %q", c)
	}
	p.Shot("review-document")
	p.Dark(true)
	p.Shot("review-document-dark")
	p.Size(800, 900)
	p.Shot("review-document-800-dark")
	p.Dark(false)
	p.Shot("review-document-800")
	p.Size(1400, 900)
	want := printed(show(t, s, library, ""))
	p.Click("#apply")
	p.Wait("document.querySelector('#apply').disabled")
	f := checkCovered(t, dir, library)
	checked, wrong := 0, 0
	for _, b := range f.Beads {
		if b.Method == "checked" {
			checked++
		}
	}
	for _, g := range f.Parallel {
		if slices.Contains(g.Flags, WrongFlag) {
			wrong++
		}
	}
	if checked < 10 || wrong != 1 {
		t.Errorf("the corpus on disk has %d checked beads and %d groups of wrong translation", checked, wrong)
	}
	if got := printed(show(t, s, library, "")); !slices.Equal(got, want) {
		t.Errorf("written, it is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	p.Allow(address)
	p.Quiet()
}

// sheetFor gives the rows of a view as actions see them.
func sheetFor(s *Session, v *View) *sheet {
	d := s.docs[v.ID]
	sh := &sheet{languages: v.Languages, length: d.length, joins: d.joins}
	for _, r := range v.Rows {
		sh.rows = append(sh.rows, bare(r))
	}
	return sh
}

// Two windows: the second is told that it is old, shows what is there now, and
// overwrites nothing. Keys move about, the help tells them, a pair is a view.
func TestPageInTwoWindows(t *testing.T) {
	s := openSession(t, corpusOf(t), "Анна")
	p, address := serve(t, s, nil)
	p.Go(address)
	p.Wait("document.querySelectorAll('.queue tbody tr').length > 2")
	p.Shot("review-queue")
	p.Click(`a[href="#/doc/` + library + `"]`)
	p.Wait("document.querySelectorAll('.row').length > 10")
	goTo(p, 0, "zh", 0)
	do(t, s, library, "", "merge", Place{Row: 4}) // in the other window
	p.Keys("m")
	p.Wait("document.querySelector('#say').textContent.includes('another window')")
	if v := show(t, s, library, ""); v.Version != 1 {
		t.Errorf("version %d", v.Version)
	}
	p.Wait("state.view.version === 1 && !state.busy")
	p.Keys("m")
	saved(p, 2)
	// Keys.
	goTo(p, 2, "zh", 0)
	p.Do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowDown))
	p.Wait("document.activeElement.dataset.lang === 'en'")
	p.Keys("k")
	p.Keys("j")
	p.Keys("?")
	p.Wait("document.querySelector('#help').open && document.querySelectorAll('#help kbd').length > 20")
	for _, a := range Actions {
		if !strings.Contains(p.Text("document.querySelector('#help').textContent"), a.Title) {
			t.Errorf("the help does not tell %s", a.Name)
		}
	}
	p.Shot("review-help")
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait("!document.querySelector('#help').open")
	p.Keys("v")
	p.Wait("state.view.view === 'zh-en' && document.querySelector('.rows').style.getPropertyValue('--columns') === '2'")
	p.Shot("review-pair")
	// Every control has a name, and Tab leads to the rows by one stop.
	if n := p.Text(`[...document.querySelectorAll("button, a, textarea, [tabindex='0']")].filter(e => !(e.textContent.trim() || e.getAttribute("aria-label") || e.title)).length`); n != "0" {
		t.Errorf("%s controls have no name", n)
	}
	if n := p.Text(`document.querySelectorAll(".unit[tabindex='0']").length`); n != "1" {
		t.Errorf("%s stops in the rows", n)
	}
	p.Allow(address)
}

// Hostile texts stay texts.
func TestPageOfHostileTexts(t *testing.T) {
	dir := corpusOf(t)
	hostile := []string{
		`</script><script>document.title = "broken"</script><img src=x onerror="document.title='broken'">`,
		"\u202eright to left override \u2067 isolate without end, שלום עולם",
		strings.Repeat("Снова и снова. ", 340),
		strings.Repeat("长", 5000),
		strings.Repeat("nospaces", 700),
		"{{.}} ${x} `x` \\u003c/script> <!-- ]]> \u2028 &amp; \" '",
	}
	if err := store.Rewrite(dir, func(f *store.Family) (*store.Family, error) {
		if f.ID != library {
			return f, nil
		}
		for i := range f.Units {
			u := &f.Units[i]
			u.Norm = hostile[i%len(hostile)]
			u.Text, u.Raw = u.Norm, u.Norm
			u.Tokens = nil
		}
		for i := range f.Documents {
			f.Documents[i].Title, f.Documents[i].Source.Path = hostile[0], hostile[1]
			f.Documents[i].Problems = append(f.Documents[i].Problems, store.Problem{Stage: "align", What: hostile[0]})
		}
		for i := range f.Parallel {
			f.Parallel[i].Flags = append(f.Parallel[i].Flags, hostile[0])
			f.Parallel[i].Translation.Zh = &hostile[i%len(hostile)]
			f.Parallel[i].Confidence = .2
		}
		return f, nil
	}); err != nil {
		t.Fatal(err)
	}
	s := openSession(t, dir, hostile[0])
	p, address := serve(t, s, nil)
	p.Go(address)
	p.Wait("document.querySelectorAll('.queue tbody tr').length > 2")
	p.Eval(`location.hash = "#/doc/`+library+`"`, nil)
	p.Wait("document.querySelectorAll('.row').length > 10 && document.querySelectorAll('.raw').length > 0")
	p.Shot("review-hostile")
	goTo(p, 1, "en", 0)
	p.Keys("m")
	saved(p, 1)
	for _, c := range []struct{ js, want string }{
		{"document.title", library + " – tritext review"},
		{"document.querySelectorAll('script').length", "3"},
		{"document.querySelectorAll('img').length", "0"},
		{"document.documentElement.scrollWidth <= innerWidth", "true"},
		{"[...document.querySelectorAll('.unit')].some(u => u.textContent.includes('<img src=x'))", "true"},
		{"[...document.querySelectorAll('.unit:not(.none)')].every(u => u.dir === 'auto' && getComputedStyle(u).unicodeBidi === 'isolate')", "true"},
	} {
		if got := p.Text(c.js); got != c.want {
			t.Errorf("%s is %s, want %s", c.js, got, c.want)
		}
	}
	p.Size(800, 900)
	if got := p.Text("document.documentElement.scrollWidth <= innerWidth"); got != "true" {
		t.Error("too wide at 800 pixels")
	}
	p.Shot("review-hostile-800")
	p.Allow(address)
	p.Quiet()
}

// An audit is judged by keys and by mouse.
func TestPageOfAnAudit(t *testing.T) {
	dir := corpusOf(t)
	s := openLook(t, dir)
	a := auditOf(t, dir, 6, 1)
	p, address := serve(t, s, a)
	p.Go(address)
	p.Wait("document.querySelectorAll('[data-verdict]').length === 2")
	p.Keys("1")
	p.Wait("document.querySelectorAll('.dots .right').length === 1")
	p.Click(`[data-verdict="wrong"]`)
	p.Wait("document.querySelectorAll('.dots .wrong').length === 1")
	p.Keys("k")
	p.Keys("u")
	p.Wait("document.querySelectorAll('.dots .wrong').length === 0")
	p.Keys("w")
	p.Wait("document.querySelectorAll('.dots .wrong').length === 1")
	p.Click("details summary")
	p.Wait("document.querySelectorAll('.raw').length >= 2")
	p.Shot("audit")
	if e := a.Estimate(); e.Judged != 2 || e.Correct != 1 {
		t.Errorf("%+v", e)
	}
	if again := auditOf(t, dir, 6, 1); again.Estimate().Judged != 2 {
		t.Error("the judgements are not on the disk")
	}
	p.Allow(address)
	p.Quiet()
}
