// Package browser opens pages in a headless Chromium, for tests. A test that
// opens one is skipped with a message where there is no Chromium.
package browser

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// names are what Chromium is called by distributions, the first found is taken.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// wait bounds a test's whole use of one page.
const wait = 90 * time.Second

// Page is a tab of a browser. It keeps what the page says on the console and
// what it asks the network for; Quiet fails the test if there was any.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	faults   []string // console errors and exceptions
	requests []string // addresses asked for, the pages that Go opened left out
	opened   map[string]bool
}

// New starts a browser with an empty profile and opens a tab; both are closed
// at the end of the test.
func New(t testing.TB) *Page {
	t.Helper()
	path := os.Getenv("TRITEXT_CHROMIUM")
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("no Chromium here (apt install chromium, or TRITEXT_CHROMIUM=path): the page was not opened in a browser")
	}
	profile, err := os.MkdirTemp("", "tritext-browser-")
	if err != nil {
		t.Fatal(err)
	}
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless,
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	// What the library does not know of newer browsers is no fault of a page.
	ctx, closeTab := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	ctx, cancel := context.WithTimeout(ctx, wait)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser is gone, so that its profile can be removed
		cancel()
		closeTab()
		stop()
		for range 50 { // its helpers may live a moment longer
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	p := &Page{t: t, ctx: ctx, opened: map[string]bool{}}
	chromedp.ListenTarget(ctx, p.listen)
	p.Do(network.Enable(), log.Enable(), runtime.Enable())
	p.Size(1400, 900)
	return p
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			var say []string
			for _, a := range e.Args {
				say = append(say, string(a.Value)+a.Description)
			}
			p.faults = append(p.faults, strings.Join(say, " "))
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			p.faults = append(p.faults, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		address, _, _ := strings.Cut(e.Request.URL, "#")
		if !p.opened[address] && !strings.HasPrefix(address, "data:") {
			p.requests = append(p.requests, e.Request.URL)
		}
	}
}

// Do runs actions of chromedp and fails the test if one fails.
func (p *Page) Do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.t.Fatalf("browser: %v", err)
	}
}

// Go opens an address and waits until it is loaded.
func (p *Page) Go(address string) {
	p.t.Helper()
	bare, _, _ := strings.Cut(address, "#")
	p.mu.Lock()
	p.opened[bare] = true
	p.mu.Unlock()
	p.Do(chromedp.Navigate(address), chromedp.WaitReady("body"))
}

// Allow takes addresses that begin with prefix out of what Quiet complains
// about: a page that a local server serves may ask that server.
func (p *Page) Allow(prefix string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := p.requests[:0]
	for _, r := range p.requests {
		if !strings.HasPrefix(r, prefix) {
			kept = append(kept, r)
		}
	}
	p.requests = kept
}

// Eval evaluates a JavaScript expression (promises are awaited) and stores its
// value into what to points to; nil: nowhere.
func (p *Page) Eval(js string, to any) {
	p.t.Helper()
	p.Do(chromedp.Evaluate(js, to, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
}

// Text gives the value of a JavaScript expression as a string.
func (p *Page) Text(js string) string {
	p.t.Helper()
	var s string
	p.Eval("String("+js+")", &s)
	return s
}

// Wait waits until a JavaScript expression is true, and fails the test if it is
// not within ten seconds.
func (p *Page) Wait(js string) {
	p.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var yes bool
		p.Eval("!!("+js+")", &yes)
		if yes {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("browser: never true: %s", js)
		}
	}
}

// Click clicks the first element that the CSS selector finds.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.Do(chromedp.Click(selector, chromedp.ByQuery))
}

// Keys presses keys, as github.com/chromedp/chromedp/kb names them.
func (p *Page) Keys(keys string) {
	p.t.Helper()
	p.Do(chromedp.KeyEvent(keys))
}

// Hover moves the mouse over the middle of the first element that the selector finds.
func (p *Page) Hover(selector string) {
	p.t.Helper()
	var at []float64
	p.Do(chromedp.ScrollIntoView(selector, chromedp.ByQuery))
	p.Eval(`(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(`+quote(selector)+`).getBoundingClientRect())`, &at)
	p.Do(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
}

func quote(s string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), "'", `\'`) + "'"
}

// Size sets the size of the window in CSS pixels.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.Do(chromedp.EmulateViewport(width, height))
}

// Dark asks for dark or light colours.
func (p *Page) Dark(dark bool) {
	p.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	p.Do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
}

// Shot writes a picture of the window as PNG into the folder that the
// environment variable TRITEXT_SHOTS names; without it, nothing. It is for the
// eyes of who changes a page: TRITEXT_SHOTS=DIR go test ./corpus/report
func (p *Page) Shot(name string) {
	p.t.Helper()
	dir := os.Getenv("TRITEXT_SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		png, err = page.CaptureScreenshot().WithCaptureBeyondViewport(false).Do(ctx)
		return err
	}))
	p.keep(dir+"/"+name+".png", png)
}

// FullShot is Shot of the whole length of the page, not of the window only.
func (p *Page) FullShot(name string) {
	p.t.Helper()
	dir := os.Getenv("TRITEXT_SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	p.Do(chromedp.FullScreenshot(&png, 100))
	p.keep(dir+"/"+name+".png", png)
}

// Print gives the page as it prints, a PDF.
func (p *Page) Print() []byte {
	p.t.Helper()
	var pdf []byte
	p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
		return err
	}))
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		p.t.Fatalf("browser: printing gave no PDF")
	}
	return pdf
}

// PDF writes the page as it prints, as Shot does.
func (p *Page) PDF(name string) {
	p.t.Helper()
	pdf := p.Print()
	if dir := os.Getenv("TRITEXT_SHOTS"); dir != "" {
		p.keep(dir+"/"+name+".pdf", pdf)
	}
}

func (p *Page) keep(path string, data []byte) {
	p.t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// Quiet fails the test if a page has logged an error or asked the network for
// anything but itself.
func (p *Page) Quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		p.t.Errorf("the page logged: %s", f)
	}
	for _, r := range p.requests {
		p.t.Errorf("the page asked for %s", r)
	}
	p.faults, p.requests = nil, nil
}
