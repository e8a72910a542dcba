package store_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tritext/corpus/store"
)

// DuckDB reads every table, and the ids join. It needs node and the module
// @duckdb/node-api (npm install @duckdb/node-api, then NODE_PATH).
// TRITEXT_INTEROP_CORPUS names a corpus to read in place of the small one.
func TestDuckDB(t *testing.T) {
	if os.Getenv("TRITEXT_INTEROP") != "1" {
		t.Skip("set TRITEXT_INTEROP=1 to read the tables with DuckDB through node")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node: ", err)
	}
	if out, err := exec.Command(node, "-e", "require('@duckdb/node-api')").CombinedOutput(); err != nil {
		t.Skipf("node has no module @duckdb/node-api (npm install it and set NODE_PATH): %s", firstLine(out))
	}
	dir := os.Getenv("TRITEXT_INTEROP_CORPUS")
	if dir == "" {
		dir = t.TempDir()
		write(t, dir, store.Options{PartRows: 3}, trilingual("A/1"), trilingual("B"))
	}
	cmd := exec.Command(node, "testdata/interop.cjs", dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tables map[store.Table]struct {
			Rows    int
			Columns map[string]string
		}
		HuggingFace string
		Joined      []struct{ ID, Units, Text string }
		Lost        []struct{ What, ID string }
		Balance     []struct {
			ID, Lang     string
			Total, Found int
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	c := open(t, dir)
	for _, table := range store.Tables {
		rows := 0
		for _, p := range c.Manifest.Tables[table] {
			rows += p.Rows
		}
		if got.Tables[table].Rows != rows {
			t.Errorf("%s: DuckDB reads %d rows, the manifest has %d", table, got.Tables[table].Rows, rows)
		}
		t.Logf("%s: %d rows, %d columns", table, got.Tables[table].Rows, len(got.Tables[table].Columns))
	}
	if typ := got.Tables[store.TableParallel].Columns["translation"]; typ != "STRUCT(en VARCHAR, ru VARCHAR, zh VARCHAR)" {
		t.Errorf("translation is %s", typ)
	}
	if typ := got.Tables[store.TableUnits].Columns["tokens"]; !strings.HasSuffix(typ, "kind VARCHAR, form VARCHAR, tag VARCHAR)[]") {
		t.Errorf("tokens are %s", typ)
	}
	if !strings.Contains(got.HuggingFace, "Translation") {
		t.Errorf("huggingface: %q", got.HuggingFace)
	}
	if len(got.Joined) == 0 {
		t.Error("no group joins its units")
	}
	for _, g := range got.Joined {
		if g.Units != g.Text {
			t.Errorf("%s: units %q, text %q", g.ID, g.Units, g.Text)
		}
	}
	for _, l := range got.Lost {
		t.Errorf("%s %s leads nowhere", l.What, l.ID)
	}
	for _, b := range got.Balance {
		if b.Total != b.Found {
			t.Errorf("%s/%s: %d bytes in documents, %d in units and removed", b.ID, b.Lang, b.Total, b.Found)
		}
	}
	t.Logf("%d groups joined with their units, %d balances closed", len(got.Joined), len(got.Balance))
}

func firstLine(b []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
	return line
}
