package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// completionScript gives the script of a shell as the command writes it.
func completionScript(tb testing.TB, shell string) string {
	tb.Helper()
	var out, complaints bytes.Buffer
	if status := run(context.Background(), []string{"tritext", "completion", shell}, nil, &out, &complaints); status != 0 {
		tb.Fatalf("exit status %d: %s", status, complaints.String())
	}
	return out.String()
}

func TestCompletionBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "tritext.bash")
	if err := os.WriteFile(script, []byte(completionScript(t, "bash")), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"doc.zh-en.gold", "doc.zh-en.beads"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		line string // the last word is being typed
		want string // some of the offers, in order
	}{
		{"tritext ev", "eval"},
		{"tritext --ver", "--version"},
		{"tritext eval --by-", "--by-type --by-document"},
		{"tritext eval --format j", "json"},
		{"tritext eval doc.zh-en.gold -f m", "md"},
		{"tritext -q eval doc.zh-en.b", "doc.zh-en.beads"},
		{"tritext eval --compare doc", "doc.zh-en.gold doc.zh-en.beads"},
		{"tritext eval --quie", "--quiet"},
		{"tritext completion z", "zsh"},
		{"tritext help com", "completion"},
		{"tritext nosuch --", "--help"},
	} {
		t.Run(test.line, func(t *testing.T) {
			words := strings.Fields(test.line)
			program := `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tritext; printf '%s\n' "${COMPREPLY[@]}"`
			cmd := exec.Command(bash, append([]string{"--norc", "-euc", program, "bash", script}, words...)...)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			offers := strings.Fields(string(out))
			for _, w := range strings.Fields(test.want) {
				found := false
				for _, o := range offers {
					found = found || o == w
				}
				if !found {
					t.Errorf("offers %q, want %s among them", offers, w)
				}
			}
			for _, o := range offers {
				if last := words[len(words)-1]; !strings.HasPrefix(o, last) {
					t.Errorf("offers %q for %q", o, last)
				}
			}
		})
	}
}

// TestCompletionWhole holds the three scripts to the list of commands: each
// command and each long flag stands in each script.
func TestCompletionWhole(t *testing.T) {
	app := newApp(&bytes.Buffer{}, &bytes.Buffer{})
	for _, shell := range []string{"bash", "zsh", "fish"} {
		script := completionScript(t, shell)
		for _, c := range completions(app) {
			if !strings.Contains(script, c.name) {
				t.Errorf("%s: no command %s", shell, c.name)
			}
			for _, f := range c.flags {
				want := f.names[0]
				if shell == "fish" {
					want = "-l " + strings.TrimPrefix(want, "--")
				}
				if !strings.Contains(script, want) {
					t.Errorf("%s: %s has no %s", shell, c.name, want)
				}
			}
		}
	}
}

func TestQuote(t *testing.T) {
	if got, want := quote("it's"), `'it'\''s'`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fishQuote(`it's \`), `'it\'s \\'`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := zshEscape("a:[b]"), `a\:\[b\]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
