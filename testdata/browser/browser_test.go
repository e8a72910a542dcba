package browser

import (
	"os"
	"path/filepath"
	"testing"
)

// The helper sees what it is there for.
func TestPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.html")
	if err := os.WriteFile(path, []byte(`<!doctype html><title>a</title><button onclick="document.title='pressed'">b</button>`), 0o644); err != nil {
		t.Fatal(err)
	}
	p := New(t)
	p.Go("file://" + path)
	p.Click("button")
	p.Wait("document.title === 'pressed'")
	p.Quiet()
	p.Eval(`console.error("no good")`, nil)
	p.Eval(`fetch("http://127.0.0.1:9/x").catch(() => 0)`, nil)
	p.Wait("true")
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.faults) == 0 || len(p.requests) == 0 {
		t.Errorf("faults %q, requests %q: some are missing", p.faults, p.requests)
	}
}
