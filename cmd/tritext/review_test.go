package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// judge fills in the table of an audit: "judge in out" calls the first group
// wrong and the others right, "judge -bad in out" writes a word that is none, and
// "judge -torn in out" takes the end off the last line of a journal.
func judge() {
	args := os.Args[1:]
	torn := args[0] == "-torn"
	if torn {
		args = args[1:]
	}
	verdicts := []string{"wrong", "1"}
	if args[0] == "-bad" {
		verdicts, args = []string{"perhaps", "1"}, args[1:]
	}
	b, err := os.ReadFile(args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if torn {
		if err := os.WriteFile(args[1], bytes.TrimSuffix(b, []byte("\n")), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	for i := 2; i < len(lines); i++ {
		lines[i] = verdicts[min(i-2, 1)] + lines[i]
	}
	if err := os.WriteFile(args[1], []byte(strings.Join(lines, "\r\n")), 0o644); err != nil { // as spreadsheets do
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// buffer is written by the command while the test reads it.
type buffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *buffer) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.String()
}

// The page is there until Ctrl-C; a step that was done on it is in the corpus
// then. Meanwhile nobody else reviews the corpus, and the port is taken.
func TestReviewServes(t *testing.T) {
	dir := t.TempDir()
	texts, out := filepath.Join(dir, "texts"), filepath.Join(dir, "out")
	if err := os.Mkdir(texts, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"a.en.txt": "The road is open.\n\nIt is 5 km long.\n", "a.zh.txt": "道路已开通。\n\n全长5公里。\n"} {
		if err := os.WriteFile(filepath.Join(texts, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr buffer
	tritext := func(ctx context.Context, args ...string) int {
		return run(ctx, append([]string{"tritext"}, args...), strings.NewReader(""), &stdout, &stderr)
	}
	if status := tritext(t.Context(), "build", "-q", "-o", out, texts); status != 0 {
		t.Fatal(stderr.text())
	}
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan int)
	stdout.Reset()
	go func() { ended <- tritext(ctx, "review", "--no-open", "--editor", "anna", out) }()
	address := ""
	for end := time.Now().Add(30 * time.Second); address == "" && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		address, _, _ = strings.Cut(stdout.text(), "\n")
	}
	if !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("address %q; %s", address, stderr.text())
	}
	host := strings.Split(address, "/")[2]
	r, err := http.NewRequest("POST", address+"api/edit", strings.NewReader(`{"doc":"a","version":0,"action":"accept","row":0}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{"Content-Type": {"application/json"}, "X-Tritext": {"review"}, "Origin": {"http://" + host}}
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("%v, %v", answer, err)
	}
	answer.Body.Close()
	if status := tritext(t.Context(), "review", "--no-open", out); status != 2 || !strings.Contains(stderr.text(), "another tritext is reviewing this corpus") {
		t.Errorf("a second review: status %d: %s", status, stderr.text())
	}
	_, port, err := net.SplitHostPort(host)
	if err != nil {
		t.Fatal(err)
	}
	if status := tritext(t.Context(), "audit", "--no-open", "--port", port, out); status != 2 || !strings.Contains(stderr.text(), "port "+port+" is taken") {
		t.Errorf("a taken port: status %d: %s", status, stderr.text())
	}
	interrupt()
	if status := <-ended; status != 0 {
		t.Errorf("status %d: %s", status, stderr.text())
	}
	if !strings.Contains(stdout.text(), "1 step written into "+out) {
		t.Errorf("said: %s", stdout.text())
	}
	stdout.Reset()
	if status := tritext(t.Context(), "show", "-t", "beads", "-f", "jsonl", out); status != 0 || !strings.Contains(stdout.text(), `"method":"checked","links":[],"editor":"anna"`) {
		t.Errorf("the corpus does not show it: %s", stdout.text())
	}
}
