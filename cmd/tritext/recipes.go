package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"tritext/corpus/choose"
)

func recipesCommand() *cli.Command {
	return &cli.Command{
		Name:      "recipes",
		Usage:     "tell what the recipes of --recipe keep and why, and the names of --where",
		ArgsUsage: "[NAME]",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "columns", Usage: "list the names and functions that --where may use"},
			&cli.BoolFlag{Name: "json", Usage: "write JSON"},
		},
		Action: recipesAction,
	}
}

func recipesAction(c *cli.Context) error {
	if c.NArg() > 1 || c.NArg() == 1 && c.Bool("columns") {
		return &usageError{command: "recipes", what: fmt.Sprintf("takes one NAME at most, got %d arguments", c.NArg()), hint: "tritext recipes mt-train"}
	}
	recipes := choose.Recipes
	if name := c.Args().First(); name != "" {
		if _, err := choose.Recipe(name); err != nil {
			return &usageError{command: "recipes", what: told(err)}
		}
		recipes = nil
		for _, r := range choose.Recipes {
			if r.Name == name {
				recipes = append(recipes, r)
			}
		}
	}
	w := bufio.NewWriter(c.App.Writer)
	switch {
	case c.Bool("columns") && c.Bool("json"):
		if err := writeJSON(w, map[string]any{"columns": choose.Columns, "functions": choose.Functions}); err != nil {
			return err
		}
	case c.Bool("columns"):
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, x := range choose.Columns {
			fmt.Fprintf(t, "%s\t%s\t%s\n", x.Name, x.Doc, x.From)
		}
		for _, x := range choose.Functions {
			fmt.Fprintf(t, "%s\t%s\t%s\n", x.Call, x.Doc, x.From)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	case c.Bool("json"):
		if err := writeJSON(w, recipes); err != nil {
			return err
		}
	default:
		for i, r := range recipes {
			if i > 0 {
				fmt.Fprintln(w)
			}
			fmt.Fprintf(w, "%s: for %s\n", r.Name, r.For)
			for _, rule := range r.Rules {
				fmt.Fprintf(w, "  %s\n      %s\n", rule.Where, rule.Why)
			}
		}
	}
	return w.Flush()
}

// writeJSON writes a value for programs and people.
func writeJSON(w *bufio.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
