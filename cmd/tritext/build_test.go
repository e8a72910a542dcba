package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cancelling cancels a context when a word is written to it.
type cancelling struct {
	bytes.Buffer
	word   string
	cancel func()
}

func (w *cancelling) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Contains(w.String(), w.word) {
		w.cancel()
	}
	return n, err
}

// Ctrl-C in the middle of a build leaves what stood there, and nothing else.
func TestBuildInterrupted(t *testing.T) {
	dir := t.TempDir()
	texts := filepath.Join(dir, "texts")
	if err := os.Mkdir(texts, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		for lang, text := range map[string]string{"en": "The road is open.\n", "ru": "Дорога открыта.\n", "zh": "道路已经开通。\n"} {
			path := filepath.Join(texts, fmt.Sprintf("d%02d.%s.txt", i, lang))
			if err := os.WriteFile(path, []byte(strings.Repeat(text, 50)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	names := func() (all []string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, e.Name())
		}
		return all
	}
	interrupt := func(out, word string) {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var stderr bytes.Buffer
		status := run(ctx, []string{"tritext", "build", "--force", "-o", out, texts}, strings.NewReader(""), &cancelling{word: word, cancel: cancel}, &stderr)
		if status != statusFailure || !strings.Contains(stderr.String(), "interrupted") {
			t.Errorf("status %d, said %q", status, stderr.String())
		}
	}
	interrupt(filepath.Join(dir, "out"), "25 documents found")
	interrupt(filepath.Join(dir, "deep", "out"), "\nd03\n")
	if got := names(); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
	// A corpus that stands there stays.
	out := filepath.Join(dir, "out")
	if status := run(t.Context(), []string{"tritext", "build", "-q", "-o", out, filepath.Join(texts, "d00.en.txt")}, nil, &bytes.Buffer{}, os.Stderr); status != statusDone {
		t.Fatalf("status %d", status)
	}
	before, err := os.ReadFile(filepath.Join(out, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	interrupt(out, "\nd03\n")
	after, err := os.ReadFile(filepath.Join(out, "manifest.json"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the corpus that stood there is not as it was (%v)", err)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) != 6 {
		t.Errorf("in the folder: %v, %v", entries, err)
	}
}
