package main

import (
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tritext": main, "judge": judge})
}

// TestScripts runs the command as users do: testdata/script holds one topic a file.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"head":     head,
			"bytes":    unescape,
			"many":     many,
			"numbered": numbered,
			"encode":   encode,
			"encoder":  encoder,
		},
		Setup: func(env *testscript.Env) error {
			// PDFium is compiled once for all scripts.
			if dir, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", dir)
			}
			return nil
		},
		UpdateScripts: os.Getenv("TRITEXT_UPDATE_SCRIPTS") != "",
	})
}

// status runs a command and wants an exit status: "status 1 tritext eval a b".
// testscript's own "! exec" does not tell 1 from 2.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [args]")
	}
	want := args[0]
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if exit, ok := err.(*exec.ExitError); ok {
		got = string(rune('0' + exit.ExitCode()))
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %s, want %s", got, want)
	}
}

// head runs a command, reads the first bytes of its output and closes the pipe:
// "head tritext segment big.txt". The command must end without complaint.
func head(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: head command [args]")
	}
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.Getenv("WORK")
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	complaints, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	if _, err := io.ReadFull(out, make([]byte, 8)); err != nil {
		ts.Fatalf("reading the first bytes: %v", err)
	}
	ts.Check(out.Close())
	said, err := io.ReadAll(complaints)
	ts.Check(err)
	if err := cmd.Wait(); err != nil || len(said) > 0 {
		ts.Fatalf("%v: %s", err, said)
	}
}

// unescape turns \n, \x00 and the like in files into the bytes, which no
// txtar can hold: "bytes bad.txt".
func unescape(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		text := strings.TrimSuffix(ts.ReadFile(name), "\n")
		raw, err := strconv.Unquote(`"` + text + `"`)
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(raw), 0o644))
	}
}

// many repeats a file: "many 5000 line.txt long.txt".
func many(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: many N from to")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Repeat(ts.ReadFile(args[1]), n)), 0o644))
}

// numbered repeats a file with the number of the copy for every %: "numbered
// 5000 line.txt long.txt".
func numbered(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: numbered N from to")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	line, all := ts.ReadFile(args[1]), ""
	for k := range n {
		all += strings.ReplaceAll(line, "%", strconv.Itoa(k))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(all), 0o644))
}
