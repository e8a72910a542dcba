package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// arrangeApp has a command with flags of every sort.
func arrangeApp() *cli.App {
	app := newApp(&bytes.Buffer{}, &bytes.Buffer{})
	app.Commands = append(app.Commands, &cli.Command{
		Name: "try",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "force"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Required: true, Usage: "where to"},
			&cli.IntFlag{Name: "jobs", Aliases: []string{"j"}},
			&cli.StringSliceFlag{Name: "term"},
		}, sharedFlags()...),
	})
	return app
}

func TestArrange(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"nothing but what must be", "try -o x", "t try -o=x --"},
		{"flags after arguments", "try a b -o x c --force", "t try -o=x --force -- a b c"},
		{"flags before the command", "-q --log json -o x try a", "t try -q --log=json -o=x -- a"},
		{"one dash for a long name", "try -output x -jobs=3", "t try --output=x --jobs=3 --"},
		{"a dash is an argument and a value", "try - -o - -", "t try -o=- -- - -"},
		{"a negative number is a value", "try -o x --jobs -3", "t try -o=x --jobs=-3 --"},
		{"two dashes end the flags", "try -o x -- --force -- -o", "t try -o=x -- --force -- -o"},
		{"repeated flags keep their order", "try --term 中,文 a -o x --term язык", "t try --term=中,文 -o=x --term=язык -- a"},
		{"help asked for", "try -h a", "t help -- try"},
		{"help without the flag that must be", "-h try", "t help -- try"},
		{"an argument that is a command's name", "try eval -o x", "t try -o=x -- eval"},
		{"no command but help", "--help", "t help"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := arrange(arrangeApp(), append([]string{"t"}, strings.Fields(test.line)...))
			if err != nil {
				t.Fatal(err)
			}
			if line := strings.Join(got, " "); line != test.want {
				t.Errorf("got  %s\nwant %s", line, test.want)
			}
		})
	}
}

func TestArrangeFaults(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"nothing", "", "no command given"},
		{"flags alone", "-q", "no command given"},
		{"missing flag", "try a", "try: --output is missing\nwhere to"},
		{"value missing at the end", "try a -o", "try: -o needs a value\nwhere to"},
		{"a flag in the value's place", "try -o --force", "try: -o needs a value, but the option --force follows\n-o=--force if that is the value"},
		{"unknown flag, near to one", "try --ouput x", "try: no option --ouput\ndid you mean --output?"},
		{"beginning of a flag", "try --forc", "try: no option --forc\ndid you mean --force?"},
		{"unknown flag, near to none", "try --zzz", "try: no option --zzz\ntritext help try lists its options; a file of that name is ./--zzz, or stands after --"},
		{"letters together", "try -jo", "try: no option -jo\nwrite one-letter options apart: -j -o"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := arrange(arrangeApp(), append([]string{"t"}, strings.Fields(test.line)...))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %q, error %v; want error %s", got, err, test.want)
			}
		})
	}
}

// FuzzArrange holds the law that arranging loses no argument and is done once:
// what was arranged arranges to itself.
func FuzzArrange(f *testing.F) {
	f.Add("try a -o x --force -- b")
	f.Add("-q try -o=x - --jobs -3")
	f.Add("eval -f json 金.gold 试.beads")
	f.Fuzz(func(t *testing.T, line string) {
		app := arrangeApp()
		once, err := arrange(app, append([]string{"t"}, strings.Fields(line)...))
		if err != nil {
			return
		}
		twice, err := arrange(app, once)
		if err != nil {
			t.Fatalf("%q arranged to %q, and that fails: %v", line, once, err)
		}
		if len(once) > 2 && strings.Join(once, " ") != strings.Join(twice, " ") {
			t.Errorf("%q, arranged again %q", once, twice)
		}
	})
}

func TestNearest(t *testing.T) {
	words := []string{"align", "build", "eval", "h", "segment"}
	for _, test := range []struct{ text, want string }{
		{"", ""}, {"h", ""}, {"algin", "align"}, {"seg", "segment"}, {"segmnet", "segment"}, {"вид", ""}, {"evaluate", ""}, {"bulid", "build"},
	} {
		if got := nearest(test.text, words); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}
