package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the examples of the manual print into doc.go")

// TestManual runs every "$ tritext …" block of the manual and compares what it
// prints with what the manual says. Figures that come from the translation
// model are compared by their form alone; -update writes the present ones.
func TestManual(t *testing.T) {
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"testdata", "cmd"} {
		if err := os.Symlink(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)

	const block, prompt = "//\t", "//\t$ "
	var out []string
	ran := 0
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		command, is := strings.CutPrefix(lines[i], prompt)
		if !is {
			continue
		}
		var want []string
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], block) && !strings.HasPrefix(lines[i+1], prompt) {
			i++
			want = append(want, strings.TrimPrefix(lines[i], block))
		}
		// A blank line inside the output of a block is a bare comment line.
		for i+2 < len(lines) && lines[i+1] == "//" && strings.HasPrefix(lines[i+2], block) && !strings.HasPrefix(lines[i+2], prompt) {
			want = append(want, "")
			for i++; i+1 < len(lines) && strings.HasPrefix(lines[i+1], block) && !strings.HasPrefix(lines[i+1], prompt); i++ {
				want = append(want, strings.TrimPrefix(lines[i+1], block))
			}
		}
		got := runExample(t, command)
		ran++
		for _, line := range got {
			out = append(out, strings.TrimRight(block+line, "\t"))
		}
		if g, w := shape(command, got), shape(command, want); !*update && g != w {
			t.Errorf("$ %s\nprints\n%s\nthe manual says\n%s", command, g, w)
		}
	}
	if ran == 0 {
		t.Error("the manual has no examples")
	}
	if *update {
		t.Chdir(filepath.Join(root, "cmd/tritext"))
		if err := os.WriteFile("doc.go", []byte(strings.Join(out, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// runExample runs a command line of the manual, of words without quotes, with
// "| head -N" if there is one, and gives the lines that it prints.
func runExample(t *testing.T, line string) []string {
	t.Helper()
	line, pipe, piped := strings.Cut(line, " | head -")
	args := strings.Fields(line)
	if args[0] != "tritext" {
		t.Fatalf("$ %s: the manual runs nothing but tritext", line)
	}
	var out, complaints bytes.Buffer
	if status := run(context.Background(), args, strings.NewReader(""), &out, &complaints); status != statusDone {
		t.Errorf("$ %s: exit status %d", line, status)
	}
	if complaints.Len() > 0 {
		t.Errorf("$ %s: %s", line, complaints.String())
	}
	if out.Len() == 0 {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if piped {
		n, err := strconv.Atoi(pipe)
		if err != nil {
			t.Fatalf("$ %s | head -%s: %v", line, pipe, err)
		}
		lines = lines[:min(n, len(lines))]
	}
	return lines
}

var (
	figures = regexp.MustCompile(`[+-]?\d+\.\d+`)
	found   = regexp.MustCompile(`\d+ test beads`)
	learnt  = regexp.MustCompile(`\d+ (words|pairs of words)`)
	columns = regexp.MustCompile(` {2,}`)
)

// shape leaves out what changes with the model: scores where a command aligns,
// trains, shows or scores what was aligned.
func shape(command string, lines []string) string {
	text := strings.Join(lines, "\n")
	if strings.Contains(command, " align ") || strings.Contains(command, " beads ") || strings.Contains(command, " show ") || strings.Contains(command, " extend ") {
		text = found.ReplaceAllString(figures.ReplaceAllString(text, "0.0"), "N test beads")
	}
	if strings.Contains(command, " train ") {
		text = learnt.ReplaceAllString(text, "N $1")
	}
	return columns.ReplaceAllString(text, "  ")
}
