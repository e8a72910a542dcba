package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vbauerster/mpb/v8"
)

// screen is a writer that bars may write to while a test reads.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// lines gives the log without its times.
func lines(s string) []string {
	var list []string
	for _, l := range strings.Split(strings.TrimSpace(s), "\n") {
		if _, rest, ok := strings.Cut(l, " level="); ok {
			list = append(list, "level="+rest)
		}
	}
	return list
}

// Without a terminal there are no bars, a line every few seconds, and a last
// one that tells the end.
func TestProgressLog(t *testing.T) {
	var w screen
	p, ok := newProgress(&w, newLogger(&w, "text", slog.LevelInfo), false).(*logProgress)
	if !ok {
		t.Fatal("no log lines without a terminal")
	}
	clock := time.Unix(0, 0)
	p.now = func() time.Time { return clock }
	p.Stop() // before any work: nothing
	p.Start(10, "documents")
	for range 9 {
		clock = clock.Add(2 * time.Second)
		p.Step(1)
	}
	p.Start(3, "тексты 文件") // ends the first piece
	clock = clock.Add(time.Second)
	p.Step(3) // too short for a line
	p.Stop()
	p.Stop()
	want := []string{
		"level=INFO msg=documents done=3 of=10",
		"level=INFO msg=documents done=6 of=10",
		"level=INFO msg=documents done=9 of=10",
	}
	if diff := cmp.Diff(want, lines(w.String())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p.Start(4, "documents")
	clock = clock.Add(6 * time.Second)
	p.Step(1)
	p.Step(3)
	p.Stop()
	want = append(want, "level=INFO msg=documents done=1 of=4", "level=INFO msg=documents done=4 of=4")
	if diff := cmp.Diff(want, lines(w.String())); diff != "" {
		t.Errorf("the end is not told (-want +got):\n%s", diff)
	}
}

func TestProgressQuiet(t *testing.T) {
	var w screen
	p := newProgress(&w, newLogger(&w, "text", slog.LevelError), true)
	p.Start(1, "documents")
	p.Step(1)
	p.Stop()
	if w.String() != "" {
		t.Errorf("%q", w.String())
	}
	if above(p, &w) != &w {
		t.Error("results go another way")
	}
}

// On a terminal no line of the log is lost: not before, during or after the
// bars, nor from many goroutines at once; and each stands whole.
func TestProgressBars(t *testing.T) {
	var w screen
	log := newLogger(&w, "text", slog.LevelInfo)
	p := &bars{out: log.Handler().(*logHandler).out, options: []mpb.ContainerOption{mpb.ForceTTY(), mpb.WithAutoRefresh()}}
	log.Info("before")
	p.Stop()
	p.Start(40, "documents")
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			log := log.With("worker", i)
			for n := range 10 {
				log.Info("during", "n", n)
				p.Step(1)
				time.Sleep(refreshEvery / 20)
			}
		})
	}
	wait.Wait()
	log.Info("last")
	p.Stop()
	log.Info("between")
	p.Start(1000, "documents")
	p.Step(3)
	time.Sleep(2 * refreshEvery)
	log.Info("interrupted")
	p.Stop()
	p.Stop()
	log.Info("after")
	got := w.String()
	for _, msg := range []string{"before", "last", "between", "interrupted", "after"} {
		if n := strings.Count(got, "level=INFO msg="+msg+"\n"); n != 1 {
			t.Errorf("line %q stands there %d times", msg, n)
		}
	}
	for i := range 4 {
		for n := range 10 {
			line := "level=INFO msg=during worker=" + string(rune('0'+i)) + " n=" + string(rune('0'+n)) + "\n"
			if c := strings.Count(got, line); c != 1 {
				t.Errorf("line %q stands there %d times", line, c)
			}
		}
	}
	if !strings.Contains(got, " of 40 documents") || !strings.Contains(got, "3 of 1000 documents") {
		t.Errorf("no bars in %q", got)
	}
	if !strings.Contains(got, "after\n") || strings.HasSuffix(got, "documents") {
		t.Errorf("the bar stays: %q", got[max(0, len(got)-200):])
	}
}

// A file is no terminal; a log for programs gets no bars.
func TestProgressChoice(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if isScreen(f) || isScreen(&screen{}) {
		t.Error("taken for a terminal")
	}
	for _, format := range []string{"text", "json"} {
		if _, ok := newProgress(f, newLogger(f, format, slog.LevelInfo), false).(*logProgress); !ok {
			t.Errorf("no log lines in a file, format %s", format)
		}
	}
}

func TestLogger(t *testing.T) {
	var w bytes.Buffer
	log := newLogger(&w, "json", slog.LevelWarn)
	log.Info("left out")
	log.WithGroup("file").With("path", "а/文.txt").Warn("two\nlines", "line", 3)
	var got map[string]any
	if err := json.Unmarshal(w.Bytes(), &got); err != nil {
		t.Fatalf("%v in %q", err, w.String())
	}
	delete(got, "time")
	want := map[string]any{"level": "WARN", "msg": "two\nlines", "file": map[string]any{"path": "а/文.txt", "line": 3.}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w.Reset()
	newLogger(&w, "text", slog.LevelDebug).Debug("every step")
	if diff := cmp.Diff([]string{`level=DEBUG msg="every step"`}, lines(w.String())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
