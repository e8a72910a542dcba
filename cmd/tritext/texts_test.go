package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"tritext/segment"
	"tritext/segment/lang"
)

func TestCheckText(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"three scripts and a byte order mark", "\uFEFF水 water вода\r\n\U0001F30A", ""},
		{"replacement character, which is valid", "a\uFFFD", ""},
		{"bad byte behind Chinese", "水文\n数据\xE4", "x:2:3: byte 0xE4: this is not UTF-8 (tritext build decodes other charsets by itself)"},
		{"half a character at the end", "水\xE6\xB0", "x:1:2: byte 0xE6: this is not UTF-8 (tritext build decodes other charsets by itself)"},
		{"NUL", "да\n\x00", "x:2:1: NUL byte: this is no text file"},
		{"bad byte before a NUL", "\xFFa\x00", "x:1:1: byte 0xFF: this is not UTF-8 (tritext build decodes other charsets by itself)"},
		{"UTF-16", "\xFF\xFEa\x00", "x:1:1: UTF-16; this command reads UTF-8 (iconv -f UTF-16 -t UTF-8; tritext build decodes by itself)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if err := checkText([]byte(test.text), "x"); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestSplitLines(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"\uFEFF", nil},
		{"\n", []string{""}},
		{"水", []string{"水"}},
		{"水\r\n\r\nвода\n", []string{"水", "", "вода"}},
		{"a\n\n", []string{"a", ""}},
	} {
		if got := splitLines(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestJoinLines(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"水文", "水文"},
		{"水文\n数据", "水文数据"},
		{"会议于\n2021年", "会议于2021年"},
		{"пункт 3\r\n  доклада", "пункт 3 доклада"},
		{"a\n\n\nb", "a b"},
		{"\n a \n", "a"},
	} {
		if got := joinLines(test.text); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for _, test := range []struct {
		name, text, by string
		want           []string
	}{
		{"nothing", "", byText, nil},
		{"blank lines alone", " \n\t\n\r\n", byText, nil},
		{"broken at a measure", "Секретариат получил\nответы. Центр\nнаходится там.\n\nВсё.", byText, []string{"Секретариат получил\nответы. Центр\nнаходится там.\n", "Всё."}},
		{"a paragraph a line", "道路安全\n方案涉及五国。\n第一阶段结束。\n", byText, []string{"道路安全\n", "方案涉及五国。\n", "第一阶段结束。\n"}},
		{"quotations end behind the sign", "“A.”\n«Б!»\n（乙。）\nC", byText, []string{"“A.”\n", "«Б!»\n", "（乙。）\n", "C"}},
		{"told otherwise", "A.\nB.\n", byBlank, []string{"A.\nB.\n"}},
		{"told to take lines", "A\nB", byLine, []string{"A\n", "B"}},
		{"byte order mark", "\uFEFFA\n", byBlank, []string{"A\n"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range paragraphs(test.text, test.by) {
				got = append(got, s.In(test.text))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// FuzzSegment holds the law of places: each object's text is what stands at its
// place in the file, the places rise, the tokens lie in the text, and nothing
// but white space is left out.
func FuzzSegment(f *testing.F) {
	f.Add("水文数据。会议于\n2021年结束。\n\nThe end.")
	f.Add("\uFEFFDr. Ivanov took\r\nthe floor. г. Женева…\n")
	f.Add("\u00a0 \n«А»\u2028B")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for _, l := range lang.All {
			var buf bytes.Buffer
			out := bufio.NewWriter(&buf)
			s := segmenter{out: out, json: json.NewEncoder(out), by: byText, lang: l}
			c := cli.NewContext(cli.NewApp(), nil, &cli.Context{Context: context.Background()})
			if err := s.text(c, text, s.object); err != nil {
				t.Fatal(err)
			}
			if err := out.Flush(); err != nil {
				t.Fatal(err)
			}
			last := segment.Span{}
			for line := range strings.Lines(buf.String()) {
				var o sentenceObject
				if err := json.Unmarshal([]byte(line), &o); err != nil {
					t.Fatal(err)
				}
				at := segment.Span{Start: o.Start, End: o.End}
				if at.Start < last.End || at.In(text) != o.Text {
					t.Fatalf("%s: %q stands not at %v behind %v", l.Code, o.Text, at, last)
				}
				if between := text[last.End:at.Start]; strings.TrimSpace(strings.TrimPrefix(between, byteOrderMark)) != "" {
					t.Fatalf("%s: %q is left out", l.Code, between)
				}
				for _, tok := range o.Tokens {
					if tok.Start < 0 || tok.Start >= tok.End || tok.End > len(o.Text) {
						t.Fatalf("%s: token %v in %q", l.Code, tok, o.Text)
					}
				}
				last = at
			}
			if rest := strings.TrimPrefix(text[last.End:], byteOrderMark); strings.TrimSpace(rest) != "" {
				t.Fatalf("%s: %q is left out", l.Code, rest)
			}
		}
	})
}

func TestReport(t *testing.T) {
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, test := range []struct {
		name string
		ctx  context.Context
		err  error
		want int
		says string
	}{
		{"done", context.Background(), nil, statusDone, ""},
		{"done in part", context.Background(), partly("%d set aside", 2), statusPartly, "tritext: 2 set aside\n"},
		{"wrapped", context.Background(), fmt.Errorf("build: %w", partly("one")), statusPartly, "tritext: build: one\n"},
		{"failed", context.Background(), errors.New("no such file"), statusFailure, "tritext: no such file\n"},
		{"two lines", context.Background(), &usageError{"eval", "no", "yes"}, statusFailure, "tritext: eval: no\n         yes\n"},
		{"closed pipe", context.Background(), fmt.Errorf("write: %w", syscall.EPIPE), statusDone, ""},
		{"interrupted", canceled, fmt.Errorf("align: %w", context.Canceled), statusFailure, "tritext: interrupted\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var said bytes.Buffer
			if got := conclude(test.ctx, test.err, &said); got != test.want || said.String() != test.says {
				t.Errorf("got %d, %q; want %d, %q", got, said.String(), test.want, test.says)
			}
		})
	}
}

func TestInterruptible(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	if got, err := interruptible(ctx, func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
	never := make(chan int)
	defer close(never)
	cancel()
	if _, err := interruptible(ctx, func() (int, error) { return <-never, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("work that never ends was not left: %v", err)
	}
}
