package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"tritext/segment"
	"tritext/segment/lang"
)

// stdinName is the argument that stands for standard input.
const stdinName = "-"

// readText reads a file, or standard input under the name "-", and makes sure
// that it is text in UTF-8. A byte order mark is left in its place.
func readText(c *cli.Context, path string) (string, error) {
	var data []byte
	var err error
	if path == stdinName {
		path = "standard input"
		data, err = interruptible(c.Context, func() ([]byte, error) { return io.ReadAll(c.App.Reader) })
	} else {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return "", err
	}
	if err := checkText(data, path); err != nil {
		return "", err
	}
	return string(data), nil
}

// interruptible does work that cannot be stopped, and comes back early when the
// user interrupts; the work then ends with the process.
func interruptible[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

const byteOrderMark = "\uFEFF"

// checkText finds the first thing that no text in UTF-8 holds.
func checkText(data []byte, path string) error {
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return fmt.Errorf("%s:1:1: UTF-16; this command reads UTF-8 (iconv -f UTF-16 -t UTF-8; tritext build decodes by itself)", path)
	}
	at, what := len(data), ""
	if i := bytes.IndexByte(data, 0); i >= 0 {
		at, what = i, "NUL byte: this is no text file"
	}
	if !utf8.Valid(data[:at]) {
		for at = 0; ; {
			r, n := utf8.DecodeRune(data[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		what = fmt.Sprintf("byte 0x%02X: this is not UTF-8 (tritext build decodes other charsets by itself)", data[at])
	}
	if what == "" {
		return nil
	}
	line := bytes.Count(data[:at], []byte("\n")) + 1
	col := utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at]) + 1
	return fmt.Errorf("%s:%d:%d: %s", path, line, col, what)
}

// splitLines gives the lines of a text without their ends; a newline at the
// end of the text opens no further line.
func splitLines(text string) []string {
	text = strings.TrimPrefix(text, byteOrderMark)
	if text == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return lines
}

// languages finds languages for a command, with the terms of --terms.
type languages struct {
	all []*segment.Language
	log *slog.Logger
}

func newLanguages(c *cli.Context) (*languages, error) {
	l := &languages{all: lang.All, log: logger(c)}
	path := c.String("terms")
	if path == "" {
		return l, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	terms, err := lang.ReadTerms(f, path)
	if err != nil {
		return nil, err
	}
	l.all = lang.WithTerms(terms)
	return l, nil
}

// byCode finds a language by a code or name that a user may give.
func (l *languages) byCode(code string) (*segment.Language, error) {
	known, ok := lang.ByCode(code)
	var codes []string
	for _, one := range l.all {
		if ok && one.Code == known.Code {
			return one, nil
		}
		codes = append(codes, one.Code)
	}
	return nil, &usageError{what: fmt.Sprintf("no language %q", code), hint: "the languages are " + strings.Join(codes, ", ")}
}

const (
	// detectBytes is how much of a text is looked at to tell its language.
	detectBytes = 1 << 16
	// detectShare is the share of letters that must be in the language's script.
	detectShare = 0.5
)

// of finds the language of a text: the code that was given under the flag, or,
// without one, what the text reads as. A text that reads as another language
// than it is said to be is worth a warning: the sides may be exchanged.
func (l *languages) of(text, path, flag, code string) (*segment.Language, error) {
	if code == "" {
		found, share := detect(text)
		if found == "" || found == lang.Other || share < detectShare {
			return nil, &usageError{what: path + ": cannot tell the language", hint: dashes(flag) + " names it: zh, en or ru"}
		}
		return l.byCode(found)
	}
	given, err := l.byCode(code)
	if err != nil {
		return nil, err
	}
	l.check(text, given.Code, "file", path)
	return given, nil
}

// detect tells what the beginning of a text reads as, and how surely.
func detect(text string) (code string, share float64) {
	if len(text) > detectBytes {
		text = strings.ToValidUTF8(text[:detectBytes], "")
	}
	return lang.Detect(text)
}

// check warns of a text that reads as another language than it is said to be.
func (l *languages) check(text, said string, where ...any) {
	if found, share := detect(text); found != "" && found != said && share >= detectShare {
		l.log.Warn("text reads as another language than it is said to be", append(where, "said", said, "reads", found)...)
	}
}

// columnTexts is the beginnings of the columns of a table: they may be exchanged as
// two files may.
type columnTexts []strings.Builder

func (c columnTexts) add(column int, cell string) {
	if c[column].Len() < detectBytes {
		c[column].WriteString(cell)
		c[column].WriteByte('\n')
	}
}

// checkColumn is check for one of them.
func (l *languages) checkColumn(c columnTexts, column int, said, path string) {
	l.check(c[column].String(), said, "file", path, "column", column+1)
}

// termsFlag is for the commands that cut Chinese into words.
func termsFlag() cli.Flag {
	return &cli.StringFlag{Name: "terms", Usage: "`FILE` of Chinese terms to keep whole, one a line, # for comments", TakesFile: true}
}
