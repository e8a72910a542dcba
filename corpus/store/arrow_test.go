package store_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"tritext/corpus/store"
)

// Arrow Go reads every value of every table. It is a module of its own in
// testdata/arrow, which the first run downloads.
func TestArrowGo(t *testing.T) {
	if os.Getenv("TRITEXT_INTEROP") != "1" {
		t.Skip("set TRITEXT_INTEROP=1 to read the tables with Arrow Go (downloads it)")
	}
	dir := os.Getenv("TRITEXT_INTEROP_CORPUS")
	if dir == "" {
		dir = t.TempDir()
		write(t, dir, store.Options{PartRows: 3}, trilingual("A/1"), trilingual("B"))
	}
	cmd := exec.Command("go", "run", ".", dir)
	cmd.Dir = "testdata/arrow"
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, table := range []struct {
		name store.Table
		row  any
	}{
		{store.TableDocuments, store.DocumentRow{}}, {store.TableUnits, store.UnitRow{}}, {store.TableBeads, store.BeadRow{}},
		{store.TableParallel, store.ParallelRow{}}, {store.TableRemoved, store.RemovedRow{}},
	} {
		rows := 0
		for _, p := range open(t, dir).Manifest.Tables[table.name] {
			rows += p.Rows
		}
		want += fmt.Sprintf("%s %d %d\n", table.name, rows, len(store.Columns(table.row)))
	}
	if string(out) != want {
		t.Errorf("Arrow Go reads\n%s\nwant\n%s", out, want)
	}
}
