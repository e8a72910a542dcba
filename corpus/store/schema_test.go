package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// Every column tells its version, its unit and its meaning; a column that
// comes later must carry a later version.
func TestSchemaIsADocument(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "schema.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	comment := regexp.MustCompile(`^// v\d+ \| [^|]+ \| .{5,}`)
	columns := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		body, ok := spec.Type.(*ast.StructType)
		if !ok {
			return true
		}
		for _, f := range body.Fields.List {
			columns++
			if f.Tag == nil || !strings.Contains(f.Tag.Value, "parquet:") {
				t.Errorf("%s.%s has no name in the file", spec.Name.Name, f.Names[0].Name)
			}
			if f.Comment == nil || !comment.MatchString(f.Comment.List[0].Text) {
				t.Errorf("%s.%s does not tell version | unit | meaning", spec.Name.Name, f.Names[0].Name)
			}
		}
		return true
	})
	if columns < 80 {
		t.Errorf("%d columns found: the test does not read schema.go", columns)
	}
}

// texts must show every string of a row: a forgotten one would be written
// unchecked. The test spoils each string field in turn.
func TestEveryStringIsChecked(t *testing.T) {
	everyString(t, TableDocuments, func(r []DocumentRow) error { return checkText(TableDocuments, r) })
	everyString(t, TableUnits, func(r []UnitRow) error { return checkText(TableUnits, r) })
	everyString(t, TableBeads, func(r []BeadRow) error { return checkText(TableBeads, r) })
	everyString(t, TableParallel, func(r []ParallelRow) error { return checkText(TableParallel, r) })
	everyString(t, TableRemoved, func(r []RemovedRow) error { return checkText(TableRemoved, r) })
}

func everyString[T any](t *testing.T, table Table, check func([]T) error) {
	t.Helper()
	var row T
	var fields []reflect.Value
	var names []string
	fill(reflect.ValueOf(&row).Elem(), string(table), func(v reflect.Value, name string) {
		fields, names = append(fields, v), append(names, name)
	})
	if err := check([]T{row}); err != nil {
		t.Errorf("%s: good text refused: %v", table, err)
	}
	for i, f := range fields {
		f.SetString("\xd0") // half of a Russian letter
		if check([]T{row}) == nil {
			t.Errorf("%s is not checked", names[i])
		}
		f.SetString("я")
	}
}

// fill gives every list one element and visits every string.
func fill(v reflect.Value, name string, visit func(reflect.Value, string)) {
	switch v.Kind() {
	case reflect.String:
		visit(v, name)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), name+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name, visit)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, visit)
	}
}

// The columns without statistics must exist under those paths: parquet-go
// ignores others silently.
func TestLongTextsExist(t *testing.T) {
	rows := map[Table]any{TableDocuments: DocumentRow{}, TableUnits: UnitRow{}, TableBeads: BeadRow{}, TableParallel: ParallelRow{}, TableRemoved: RemovedRow{}}
	for table, paths := range longTexts {
		schema := schemaOf(rows[table])
		for _, path := range paths {
			if leaf, ok := schema.Lookup(path...); !ok || !leaf.Node.Leaf() {
				t.Errorf("%s: no column %v", table, path)
			}
		}
	}
}
