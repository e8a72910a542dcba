package choose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"tritext/corpus"
)

// Rule is one condition of a Choice.
type Rule struct {
	Where string `json:"where"` // the expression
	Why   string `json:"why"`   // why a recipe has it; "" for one of the user's
}

// Choice is conditions that a group must meet. It is for one goroutine; the zero
// value keeps everything.
type Choice struct {
	Rules    []Rule
	programs []*vm.Program
	columns  []string
	env      env
	machine  vm.VM
}

// env is what an expression sees.
type env struct {
	Row
	Flag  func(string) bool    `expr:"flag"`
	Check func(string) float64 `expr:"check"`
	Has   func(string) bool    `expr:"has"`
}

// Compile makes a Choice of an expression that is true for the groups to keep. Its
// conditions joined by && become rules of their own. flags are the names that
// flag() and check() may ask for; none: any. The error tells the place in the
// expression, and, for a name that does not exist, those that do.
func Compile(where string, flags ...string) (*Choice, error) {
	c := &Choice{}
	return c, c.add(where, "", flags)
}

// And adds the rules of others.
func (c *Choice) And(others ...*Choice) *Choice {
	for _, o := range others {
		c.Rules = append(c.Rules, o.Rules...)
		c.programs = append(c.programs, o.programs...)
		c.columns = append(c.columns, o.columns...)
	}
	slices.Sort(c.columns)
	c.columns = slices.Compact(c.columns)
	return c
}

// add compiles an expression and adds its rules.
func (c *Choice) add(where, why string, flags []string) error {
	whole, err := compile(where)
	if err != nil {
		return err
	}
	used := &names{flags: flags}
	node := whole.Node()
	ast.Walk(&node, used)
	if used.wrong != nil {
		return fault(where, used.wrong.Location().From, used.what)
	}
	for _, part := range conjuncts(node) {
		text := where
		if part != node {
			text = part.String()
		}
		program, err := compile(text)
		if err != nil {
			return err
		}
		c.Rules = append(c.Rules, Rule{strings.TrimSpace(text), why})
		c.programs = append(c.programs, program)
	}
	c.columns = append(c.columns, used.columns...)
	slices.Sort(c.columns)
	c.columns = slices.Compact(c.columns)
	return nil
}

func compile(where string) (*vm.Program, error) {
	if strings.TrimSpace(where) == "" {
		return nil, fmt.Errorf("choose: the expression is empty; an example: %s", example)
	}
	// Now would make the result depend on the day. Constants stay as they are
	// written, so that rules can be told.
	program, err := expr.Compile(where, expr.Env(env{}), expr.AsBool(), expr.DisableBuiltin("now"), expr.Optimize(false))
	if err == nil {
		return program, nil
	}
	wrong, ok := err.(*file.Error)
	if !ok {
		return nil, fmt.Errorf("choose: %s: %w", where, err)
	}
	what := wrong.Message
	if name, ok := strings.CutPrefix(what, "unknown name "); ok {
		what = fmt.Sprintf("no column %s; the columns are %s; the functions %s", name, strings.Join(columnNames(), ", "), strings.Join(functionNames(), ", "))
	}
	return nil, fault(where, wrong.From, what)
}

const example = `confidence > 0.9 && !flag("duplicate")`

// fault tells of an error with its place; at counts characters.
func fault(where string, at int, what string) error {
	return fmt.Errorf("choose: character %d: %s\n%s\n%s^", at+1, what, where, strings.Repeat(" ", at))
}

func columnNames() (names []string) {
	for _, c := range Columns {
		names = append(names, c.Name)
	}
	return names
}

func functionNames() (names []string) {
	for _, f := range Functions {
		names = append(names, f.Call)
	}
	return names
}

// names finds the columns that an expression reads, and names of flags that are
// none.
type names struct {
	flags   []string
	columns []string
	wrong   ast.Node
	what    string
}

// Visit is called for every node.
func (n *names) Visit(node *ast.Node) {
	switch x := (*node).(type) {
	case *ast.IdentifierNode:
		for _, c := range Columns {
			if c.Name == x.Value {
				n.columns = append(n.columns, c.From)
			}
		}
		for _, f := range Functions {
			if strings.HasPrefix(f.Call, x.Value+"(") {
				n.columns = append(n.columns, f.From)
			}
		}
	case *ast.CallNode:
		callee, _ := x.Callee.(*ast.IdentifierNode)
		if callee == nil || callee.Value != "flag" && callee.Value != "check" || len(x.Arguments) != 1 || len(n.flags) == 0 {
			return
		}
		if s, ok := x.Arguments[0].(*ast.StringNode); ok && !slices.Contains(n.flags, s.Value) && n.wrong == nil {
			n.wrong, n.what = s, fmt.Sprintf("no %s %q; there are %s", callee.Value, s.Value, strings.Join(n.flags, ", "))
		}
	}
}

// conjuncts takes conditions that are joined by && apart.
func conjuncts(node ast.Node) []ast.Node {
	if b, ok := node.(*ast.BinaryNode); ok && (b.Operator == "&&" || b.Operator == "and") {
		return append(conjuncts(b.Left), conjuncts(b.Right)...)
	}
	return []ast.Node{node}
}

// Columns gives the columns of the corpus that the rules read, as
// "parallel.confidence", sorted: a reader may leave the others out.
func (c *Choice) Columns() []string { return c.columns }

// Reads tells whether the rules read a column of that table.
func (c *Choice) Reads(table string) bool {
	return slices.ContainsFunc(c.columns, func(name string) bool { return strings.HasPrefix(name, table+".") })
}

// Keep tells whether a group of a family is kept; reason is the first rule that
// does not hold, "" if it is. The error is of a fault in the expression that
// shows with this group only, such as a wrong regular expression.
func (c *Choice) Keep(f *corpus.Family, g *corpus.Group) (keep bool, reason string, err error) {
	if len(c.programs) == 0 {
		return true, "", nil
	}
	c.env.Row.Fill(f, g)
	return c.ask()
}

// KeepRow does the same of a row that the caller has filled.
func (c *Choice) KeepRow(r *Row) (keep bool, reason string, err error) {
	if len(c.programs) == 0 {
		return true, "", nil
	}
	c.env.Row = *r
	return c.ask()
}

func (c *Choice) ask() (bool, string, error) {
	e := &c.env
	if e.Flag == nil {
		e.Flag = func(name string) bool { return slices.Contains(e.Flags, name) }
		e.Has = func(lang string) bool { return slices.Contains(e.Langs, lang) }
		e.Check = func(name string) float64 {
			for _, s := range e.Checks {
				if s.Name == name {
					return float64(s.Score)
				}
			}
			return 0
		}
	}
	for i, p := range c.programs {
		ok, err := c.machine.Run(p, e)
		if err != nil {
			return false, "", fmt.Errorf("choose: %s: group %s: %w", c.Rules[i].Where, e.ID, err)
		}
		if ok != true {
			return false, c.Rules[i].Where, nil
		}
	}
	return true, "", nil
}
