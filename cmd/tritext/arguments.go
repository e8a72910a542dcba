package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange brings a command line into the only order that urfave/cli reads: the
// command, its flags, "--", the other arguments. Users may put flags anywhere,
// also before the command; "--" ends them; "-" is an argument like any other.
// Flags that the command does not know, flags without their value and missing
// flags are told here, with a hint.
func arrange(app *cli.App, args []string) ([]string, error) {
	if len(args) == 0 {
		args = []string{app.Name}
	}
	program, rest := args[0], args[1:]
	at := commandPlace(app, rest)
	if at < 0 {
		return arrangeNone(app, program, rest)
	}
	cmd := app.Command(rest[at])
	if cmd == nil {
		return nil, unknownCommand(app, rest[at])
	}
	given, others, err := split(cmd, slices.Delete(slices.Clone(rest), at, at+1))
	if err != nil {
		return nil, err
	}
	if has(given, cli.HelpFlag) {
		return []string{program, "help", "--", cmd.Name}, nil
	}
	if err := required(cmd, given); err != nil {
		return nil, err
	}
	out := append([]string{program, cmd.Name}, given...)
	out = append(out, "--")
	return append(out, others...), nil
}

// arrangeNone is for a command line without a command.
func arrangeNone(app *cli.App, program string, rest []string) ([]string, error) {
	for _, arg := range rest {
		switch arg {
		case "-h", "--help", "-help":
			return []string{program, "help"}, nil
		case "--version", "-version":
			return []string{program, "version", "--"}, nil
		}
	}
	return nil, &usageError{
		what: "no command given",
		hint: fmt.Sprintf("the commands are %s; %s help tells more", strings.Join(commandNames(app), ", "), app.Name),
	}
}

// commandPlace finds the command among the arguments: the first that is no
// flag; -1 if there is none. Behind a flag that only some command knows, and
// whose value may follow, it is the first that names a command.
func commandPlace(app *cli.App, args []string) int {
	shared := &cli.Command{Flags: sharedFlags()}
	doubt := false
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return -1
		}
		name, _, inline := flagName(args[i])
		flag := findFlag(shared, name)
		switch {
		case name == "" && (!doubt || app.Command(args[i]) != nil):
			return i
		case name != "" && flag == nil:
			doubt = true
		case name != "" && takesValue(flag) && !inline:
			i++
		}
	}
	return -1
}

// split parts the arguments of a command into its flags, each with its value,
// and the others.
func split(cmd *cli.Command, args []string) (given, others []string, err error) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return given, append(others, args[i+1:]...), nil
		}
		name, value, inline := flagName(arg)
		if name == "" {
			others = append(others, arg)
			continue
		}
		flag := findFlag(cmd, name)
		switch {
		case flag == nil:
			return nil, nil, unknownFlag(cmd, arg, name)
		case inline:
			given = append(given, dashes(name)+"="+value)
		case !takesValue(flag):
			given = append(given, dashes(name))
		case i+1 == len(args):
			return nil, nil, &usageError{command: cmd.Name, what: dashes(name) + " needs a value", hint: valueHint(flag)}
		default:
			i++
			// A known flag in the value's place is a forgotten value, not a file of that name.
			if next, _, _ := flagName(args[i]); next != "" && findFlag(cmd, next) != nil {
				return nil, nil, &usageError{
					command: cmd.Name,
					what:    fmt.Sprintf("%s needs a value, but the option %s follows", dashes(name), args[i]),
					hint:    fmt.Sprintf("%s=%s if that is the value", dashes(name), args[i]),
				}
			}
			given = append(given, dashes(name)+"="+args[i])
		}
	}
	return given, others, nil
}

// flagName reads "-s", "--source", "--source=zh"; the name is empty if the
// argument is no flag.
func flagName(arg string) (name, value string, inline bool) {
	if len(arg) < 2 || arg[0] != '-' || arg == "--" {
		return "", "", false
	}
	name = strings.TrimPrefix(arg[1:], "-")
	return strings.Cut(name, "=")
}

// dashes writes a flag's name as users do: -s, --source.
func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func findFlag(cmd *cli.Command, name string) cli.Flag {
	for _, f := range append(cmd.Flags, cli.HelpFlag) {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	doc, ok := f.(cli.DocGenerationFlag)
	return ok && doc.TakesValue()
}

// valueHint is what a flag's value is, without the marks around its placeholder.
func valueHint(f cli.Flag) string {
	if doc, ok := f.(cli.DocGenerationFlag); ok {
		return strings.ReplaceAll(doc.GetUsage(), "`", "")
	}
	return ""
}

// required tells the first flag that a command cannot do without and that is
// not given. urfave/cli would print the whole help in its place.
func required(cmd *cli.Command, given []string) error {
	for _, f := range cmd.Flags {
		if need, ok := f.(cli.RequiredFlag); ok && need.IsRequired() && !has(given, f) {
			return &usageError{command: cmd.Name, what: dashes(f.Names()[0]) + " is missing", hint: valueHint(f)}
		}
	}
	return nil
}

// has tells whether a flag is given, under any of its names.
func has(given []string, f cli.Flag) bool {
	return slices.ContainsFunc(given, func(arg string) bool {
		name, _, _ := flagName(arg)
		return slices.Contains(f.Names(), name)
	})
}

func unknownFlag(cmd *cli.Command, arg, name string) error {
	var names []string
	for _, f := range append(cmd.Flags, cli.HelpFlag) {
		names = append(names, f.Names()...)
	}
	hint := fmt.Sprintf("tritext help %s lists its options; a file of that name is ./%s, or stands after --", cmd.Name, arg)
	unknown := func(letter string) bool { return findFlag(cmd, letter) == nil }
	if letters := strings.Split(name, ""); arg[1] != '-' && !slices.ContainsFunc(letters, unknown) {
		hint = "write one-letter options apart: -" + strings.Join(letters, " -")
	} else if near := nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s?", dashes(near))
	}
	return &usageError{command: cmd.Name, what: fmt.Sprintf("no option %s", arg), hint: hint}
}

func unknownCommand(app *cli.App, name string) error {
	names := commandNames(app)
	hint := "the commands are " + strings.Join(names, ", ")
	if near := nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	return &usageError{what: fmt.Sprintf("no command %q", name), hint: hint}
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, c := range app.Commands {
		names = append(names, c.Name)
	}
	return names
}

// nearest gives the word that a typing error may have made into text; "" if
// none is near: a third of its letters may be wrong, or its end missing.
func nearest(text string, words []string) string {
	best, least := "", 0
	for _, w := range words {
		if len(w) < 2 {
			continue
		}
		d := distance(text, w)
		if len(text) >= 2 && strings.HasPrefix(w, text) {
			d = 1
		}
		if d <= max(1, len(w)/3) && (best == "" || d < least) {
			best, least = w, d
		}
	}
	return best
}

// distance is how many letters must be put in, taken out, exchanged or swapped
// with their neighbour to make one word of the other (Damerau 1964).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range y {
		d[0][j+1] = j + 1
	}
	for i := range x {
		for j := range y {
			same := d[i][j]
			if x[i] != y[j] {
				same++
			}
			least := min(same, d[i][j+1]+1, d[i+1][j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				least = min(least, d[i-1][j-1]+1)
			}
			d[i+1][j+1] = least
		}
	}
	return d[len(x)][len(y)]
}
