package export_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/export"
)

// Every XML file is well formed for libxml2, and TMX valid by the elements and
// attributes of TMX 1.4b.
func TestXMLLint(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint (Debian: apt install libxml2-utils)")
	}
	dtd, err := filepath.Abs("testdata/tmx14.dtd")
	if err != nil {
		t.Fatal(err)
	}
	odd := ferry()
	for _, d := range odd.Versions { // control characters have no place in XML
		d.Units[0].Norm += "\x01 \uFFFE ]]> &amp; 'x' \"y\"\r"
	}
	for _, name := range []string{"tmx", "xliff", "wmt", "xces", "intertext", "unpc"} {
		f := export.Named(name)
		got := run(t, f, export.Options{Languages: []string{"zh", "en"}}, odd, plain())
		dir := t.TempDir()
		var args []string
		for file, text := range got {
			path := filepath.Join(dir, strings.NewReplacer("/", "_", "%", "_").Replace(file)+".xml")
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		check := []string{"--noout", "--nonet"}
		if name == "tmx" {
			check = append(check, "--dtdvalid", dtd)
		}
		if out, err := exec.Command(lint, append(check, args...)...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	var none []*corpus.Family
	got := run(t, export.Named("tmx"), export.Options{Languages: []string{"zh", "en"}}, none...)
	path := filepath.Join(t.TempDir(), "empty.tmx")
	if err := os.WriteFile(path, []byte(got["."]), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, "--noout", "--nonet", "--dtdvalid", dtd, path).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Programs of others read the exports: xliff, fast-xml-parser, js-yaml and
// hyparquet through node.
func TestNode(t *testing.T) {
	if os.Getenv("TRITEXT_INTEROP") != "1" {
		t.Skip("set TRITEXT_INTEROP=1 to read exports with programs of others through node")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node: ", err)
	}
	if out, err := exec.Command(node, "-e", "['xliff','fast-xml-parser','js-yaml','conllu','hyparquet','hyparquet-compressors'].map(require.resolve)").CombinedOutput(); err != nil {
		t.Skipf("node lacks a module (npm install xliff fast-xml-parser js-yaml conllu hyparquet hyparquet-compressors, and NODE_PATH): %s", out)
	}
	dir := t.TempDir()
	langs := []string{"zh", "en"}
	for _, f := range export.Formats {
		for name, text := range run(t, f, export.Options{Languages: langs}, ferry(), plain()) {
			path := filepath.Join(dir, f.Name, filepath.FromSlash(strings.ReplaceAll(name, "%", "_")))
			if name == "." {
				path = filepath.Join(dir, f.Name, "file")
			}
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := exec.Command(node, "testdata/interop.cjs", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
