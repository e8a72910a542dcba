package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"
)

// The scripts that urfave/cli brings ask the running program at every key, and
// v2.27.7 falls over a half-written flag. Ours are written out whole from the
// list of commands: what the help says is what the shell completes.

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "write the completion script of a shell",
		ArgsUsage: "bash|zsh|fish",
		Description: "bash: source <(tritext completion bash)\n" +
			"zsh:  source <(tritext completion zsh)\n" +
			"fish: tritext completion fish | source",
		Action: func(c *cli.Context) error {
			shells := []struct {
				name  string
				write func(io.Writer, []completed)
			}{{"bash", completeBash}, {"zsh", completeZsh}, {"fish", completeFish}}
			if c.NArg() == 1 {
				for _, s := range shells {
					if s.name == c.Args().First() {
						var text strings.Builder
						s.write(&text, completions(c.App))
						_, err := io.WriteString(c.App.Writer, text.String())
						return err
					}
				}
			}
			return &usageError{command: "completion", what: "needs the name of one shell", hint: "one of bash, zsh, fish"}
		},
	}
}

// completed is what a shell can complete of a command.
type completed struct {
	name, usage string
	flags       []completedFlag
	words       []string // the arguments, where they are words of a list; else files
}

type completedFlag struct {
	names  []string // with dashes
	usage  string
	value  bool     // a value follows
	values []string // the values, where they are words of a list; else files
}

func completions(app *cli.App) []completed {
	var all []completed
	for _, cmd := range app.Commands {
		c := completed{name: cmd.Name, usage: cmd.Usage}
		if strings.Contains(cmd.ArgsUsage, "|") {
			c.words = strings.Split(cmd.ArgsUsage, "|")
		}
		if cmd.Name == "help" {
			c.words = commandNames(app)
		}
		for _, f := range cmd.Flags {
			if f == cli.HelpFlag {
				continue // the same for all, added below
			}
			flag := completedFlag{value: takesValue(f), usage: valueHint(f)}
			for _, n := range f.Names() {
				flag.names = append(flag.names, dashes(n))
			}
			if list, ok := f.(*choice); ok {
				flag.values = list.values
			}
			c.flags = append(c.flags, flag)
		}
		c.flags = append(c.flags, completedFlag{names: []string{"--help", "-h"}, usage: "tell what the command does"})
		all = append(all, c)
	}
	return all
}

func completeBash(w io.Writer, commands []completed) {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	fmt.Fprint(w, `# bash completion of tritext: source <(tritext completion bash)
_tritext() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
`)
	fmt.Fprintf(w, "            %s) command=$word; break ;;\n", strings.Join(names, "|"))
	fmt.Fprint(w, `        esac
    done
    local words= flags=
    case $command in
`)
	for _, c := range commands {
		fmt.Fprintf(w, "        %s)\n", c.name)
		var files, flags []string
		var lists strings.Builder
		for _, f := range c.flags {
			flags = append(flags, f.names...)
			switch {
			case f.values != nil:
				fmt.Fprintf(&lists, "                %s) COMPREPLY=($(compgen -W %s -- \"$current\")); return ;;\n", strings.Join(f.names, "|"), quote(strings.Join(f.values, " ")))
			case f.value:
				files = append(files, f.names...)
			}
		}
		fmt.Fprint(w, "            case $previous in\n", lists.String())
		if len(files) > 0 {
			fmt.Fprintf(w, "                %s) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n", strings.Join(files, "|"))
		}
		fmt.Fprintf(w, "            esac\n            flags=%s words=%s ;;\n", quote(strings.Join(flags, " ")), quote(strings.Join(c.words, " ")))
	}
	fmt.Fprintf(w, "        *) words=%s flags=%s ;;\n", quote(strings.Join(names, " ")), quote("--help --version"))
	fmt.Fprint(w, `    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$current"))
    elif [[ -n $words ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    else
        COMPREPLY=($(compgen -f -- "$current"))
    fi
}
complete -o filenames -F _tritext tritext
`)
}

func completeZsh(w io.Writer, commands []completed) {
	fmt.Fprint(w, `#compdef tritext
# zsh completion of tritext: source <(tritext completion zsh)
_tritext() {
    local -a commands
    commands=(
`)
	for _, c := range commands {
		fmt.Fprintf(w, "        %s\n", quote(zshEscape(c.name)+":"+c.usage))
	}
	fmt.Fprint(w, `    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
`)
	for _, c := range commands {
		fmt.Fprintf(w, "        %s) _arguments -S", c.name)
		for _, f := range c.flags {
			spec := "[" + zshEscape(f.usage) + "]"
			switch {
			case f.values != nil:
				spec += ":value:(" + strings.Join(f.values, " ") + ")"
			case f.value:
				spec += ":value:_files"
			}
			names := quote("("+strings.Join(f.names, " ")+")") + "{" + strings.Join(f.names, ",") + "}"
			if len(f.names) == 1 {
				names = f.names[0]
			}
			fmt.Fprintf(w, " \\\n            %s%s", names, quote(spec))
		}
		rest := "*:file:_files"
		if c.words != nil {
			rest = "*:word:(" + strings.Join(c.words, " ") + ")"
		}
		fmt.Fprintf(w, " \\\n            %s ;;\n", quote(rest))
	}
	fmt.Fprint(w, `    esac
}
if [[ $funcstack[1] == _tritext ]]; then
    _tritext "$@"
else
    compdef _tritext tritext
fi
`)
}

// zshEscape keeps the characters that _arguments would read as its own.
func zshEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ":", `\:`, "[", `\[`, "]", `\]`).Replace(s)
}

func completeFish(w io.Writer, commands []completed) {
	fmt.Fprint(w, `# fish completion of tritext: tritext completion fish | source
complete -c tritext -n __fish_use_subcommand -f
complete -c tritext -n __fish_use_subcommand -l version -d 'tell the version'
complete -c tritext -n __fish_use_subcommand -l help -s h -d 'tell what the commands do'
`)
	for _, c := range commands {
		fmt.Fprintf(w, "complete -c tritext -n __fish_use_subcommand -a %s -d %s\n", c.name, fishQuote(c.usage))
		within := fishQuote("__fish_seen_subcommand_from " + c.name)
		if c.words != nil {
			fmt.Fprintf(w, "complete -c tritext -n %s -f -a %s\n", within, fishQuote(strings.Join(c.words, " ")))
		}
		for _, f := range c.flags {
			fmt.Fprintf(w, "complete -c tritext -n %s", within)
			for _, n := range f.names {
				if long, ok := strings.CutPrefix(n, "--"); ok {
					fmt.Fprintf(w, " -l %s", long)
				} else {
					fmt.Fprintf(w, " -s %s", n[1:])
				}
			}
			switch {
			case f.values != nil:
				fmt.Fprintf(w, " -x -a %s", fishQuote(strings.Join(f.values, " ")))
			case f.value:
				fmt.Fprint(w, " -r")
			}
			fmt.Fprintf(w, " -d %s\n", fishQuote(f.usage))
		}
	}
}

// quote makes one word of a text for bash and zsh.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
}
