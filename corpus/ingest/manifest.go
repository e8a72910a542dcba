package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus"
)

// A manifest lists documents, one language version a line. As TSV:
//
//	document	language	path
//	letter	zh	scans/0017.txt
//	letter	en	scans/0018.txt
//	letter	ru	scans/0019.txt
//
// The header is optional; with it the columns may stand in any order, and
// others beside them. Empty lines and lines that begin with "#" are passed
// over. As JSONL (a name that ends in .jsonl or .ndjson, or a first line that
// begins with "{"):
//
//	{"document": "letter", "language": "zh", "path": "scans/0017.txt"}
//
// Paths are relative to the manifest's folder; languages are codes or names
// ("zh", "zh-Hans", "rus", "English"), or empty where the name or the text
// shall tell. A column "kind" with "moses" says that the versions of a document are
// parallel line by line, and are kept so.

// entry is one line of a manifest.
type entry struct {
	line                           int
	document, language, path, kind string
}

// manifestLine is the longest line that a manifest may have, in bytes.
const manifestLine = 1 << 20

// columns are the names that the header, or the keys of an object, may have.
var columns = map[string]int{
	"document": 0, "doc": 0, "id": 0, "document_id": 0, "document id": 0, "doc_id": 0,
	"language": 1, "lang": 1,
	"path": 2, "file": 2,
	"kind": 3,
}

// columnNames are the columns in the order of a manifest without header.
const columnNames = "document id, language, path"

// manifest reads a manifest; faulty lines become problems and are passed over.
func (d *discovery) manifest(name string) ([]entry, error) {
	given := filepath.ToSlash(name)
	f, err := os.Open(name)
	if err != nil {
		return nil, system(given, err)
	}
	defer f.Close()
	entries, faults, err := readManifest(given, f)
	if err != nil {
		return nil, err
	}
	for _, e := range faults {
		d.problems = append(d.problems, e.Problem())
	}
	return entries, nil
}

// readManifest reads the entries of a manifest, and its faults line by line.
// An error means that it could not be read on.
func readManifest(name string, r io.Reader) (entries []entry, faults []*Error, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 64<<10), manifestLine)
	order := []int{0, 1, 2} // which column is what; -1: another
	asJSON := strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".ndjson")
	first := true
	line := 0
	for in.Scan() {
		line++
		b := bytes.TrimRight(in.Bytes(), "\r")
		if line == 1 {
			b = bytes.TrimPrefix(b, []byte("\uFEFF"))
		}
		if len(bytes.TrimSpace(b)) == 0 || b[0] == '#' {
			continue
		}
		fault := func(what string, args ...any) {
			faults = append(faults, &Error{Path: name, Line: line, What: fmt.Sprintf(what, args...)})
		}
		if !utf8.Valid(b) {
			fault("not UTF-8")
			continue
		}
		var fields [4]string
		isFirst := first
		first = false
		if isFirst && bytes.TrimSpace(b)[0] == '{' {
			asJSON = true
		}
		if asJSON {
			if what := manifestObject(b, &fields); what != "" {
				fault("%s", what)
				continue
			}
		} else {
			cells := strings.Split(string(b), "\t")
			if isFirst {
				if header := headerOrder(cells); header != nil {
					order = header
					continue
				}
			}
			if len(cells) < len(order) {
				fault("%d columns, want %d with tabs between: %s", len(cells), len(order), columnNames)
				continue
			}
			for i, at := range order {
				if at >= 0 {
					fields[at] = strings.TrimSpace(cells[i])
				}
			}
		}
		switch e := (entry{line, fields[0], fields[1], filepath.ToSlash(fields[2]), fields[3]}); {
		case e.document == "":
			fault("no document id")
		case e.path == "":
			fault("no path")
		case e.document != safe(e.document) || slices.Contains(strings.Split(e.document, "/"), ".."):
			fault("document id %q: no \\ : * ? \" < > | # nor control characters, no empty or dotted part between slashes", e.document)
		default:
			entries = append(entries, e)
		}
	}
	if err := in.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, nil, &Error{Path: name, Line: line + 1, What: fmt.Sprintf("line longer than %d bytes: not a manifest", manifestLine)}
		}
		return nil, nil, system(name, err)
	}
	return entries, faults, nil
}

// headerOrder tells which column is what if the cells are a header, else nil.
func headerOrder(cells []string) []int {
	order := make([]int, len(cells))
	seen := [4]bool{}
	for i, c := range cells {
		at, known := columns[strings.ToLower(strings.TrimSpace(c))]
		if !known || seen[at] {
			order[i] = -1
			continue
		}
		order[i], seen[at] = at, true
	}
	if !seen[0] || !seen[1] || !seen[2] {
		return nil
	}
	return order
}

// manifestObject reads one line of JSONL; what tells the fault, "" if none.
func manifestObject(b []byte, fields *[4]string) (what string) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(b, &object); err != nil {
		return "no JSON object: " + err.Error()
	}
	keys := make([]string, 0, len(object))
	for k := range object {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		at, known := columns[strings.ToLower(k)]
		if !known {
			continue
		}
		var s *string
		if err := json.Unmarshal(object[k], &s); err != nil {
			return fmt.Sprintf("%q is no string", k)
		}
		if s == nil {
			continue
		}
		if fields[at] != "" && fields[at] != *s {
			return fmt.Sprintf("%q is given twice", k)
		}
		fields[at] = *s
	}
	return ""
}

// byManifest makes groups of a manifest's entries. Their files are not looked
// for by name any more.
func (d *discovery) byManifest(entries []entry, w *walker) {
	manifest := filepath.ToSlash(d.opt.Manifest)
	if disk, err := real(manifest); err == nil {
		w.taken[disk] = true // no document, should an input hold it
	}
	groups := map[string]*group{}
	for _, e := range entries {
		fault := func(what string, severe bool) {
			d.problems = append(d.problems, corpus.Problem{Stage: stage, Path: manifest, Line: e.line, What: what, Severe: severe})
		}
		given := e.path
		if !path.IsAbs(given) && !filepath.IsAbs(filepath.FromSlash(given)) {
			given = join(path.Dir(manifest), path.Clean(given))
		}
		c := &candidate{found: found{path: path.Clean(given)}, told: "manifest"}
		if e.language != "" && e.language != "-" {
			c.lang = d.glossary.whole(e.language)
			switch {
			case c.lang == "":
				fault(fmt.Sprintf("language %q is not known; the languages are %s", e.language, strings.Join(d.glossary.built, ", ")), true)
				continue
			case !d.glossary.builds(c.lang):
				fault(fmt.Sprintf("left out: language %q, and only %s are read", c.lang, strings.Join(d.glossary.built, ", ")), false)
				continue
			}
		}
		info, err := os.Stat(filepath.FromSlash(c.path))
		disk := ""
		if err == nil {
			disk, err = real(c.path)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			fault(fmt.Sprintf("no such file: %s", c.path), true)
			continue
		case err != nil:
			fault(system(c.path, err).Error(), true)
			continue
		case !info.Mode().IsRegular():
			fault(fmt.Sprintf("not a file: %s", c.path), true)
			continue
		case w.taken[disk]:
			fault(fmt.Sprintf("%s stands in the manifest already", c.path), true)
			continue
		}
		if c.lang == "" {
			n := d.named(found{path: c.path, root: path.Dir(filepath.ToSlash(disk)), rel: path.Base(c.path)})
			if c.lang, c.told = n.lang, n.told; c.lang == "" {
				c.lang, c.told = d.language(c)
			}
		}
		switch e.kind {
		case "", "document":
		case "moses":
			if d.moses == nil {
				d.moses = map[string]bool{}
			}
			d.moses[e.document] = true
		default:
			fault(fmt.Sprintf("kind %q is not known; the kinds are document and moses", e.kind), true)
			continue
		}
		w.taken[disk] = true
		g := groups[e.document]
		if g == nil {
			g = &group{id: e.document, why: "manifest"}
			groups[e.document] = g
			d.groups = append(d.groups, g)
		}
		if first := g.version(c.lang); first != nil {
			fault(fmt.Sprintf("a second %q version of document %q; %s is taken", c.lang, g.id, first.path), true)
			continue
		}
		g.members = append(g.members, c)
	}
}
