package export

import (
	"bytes"
	"path"
	"strings"
)

// Guess gives the format of a file that beads can come back from, by its name
// and its first bytes (a few hundred are enough); nil if it is none.
func Guess(name string, head []byte) *Format {
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	for _, x := range []struct {
		tag    string
		format *Format
	}{{"<tmx", tmx}, {"<cesAlign", xces}, {"<linkGrp", interText}} { // cesAlign has linkGrp inside
		if bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")) && bytes.Contains(head, []byte(x.tag)) {
			return x.format
		}
	}
	switch path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz")) {
	case ".jsonl", ".ndjson":
		return jsonl
	case ".tsv", ".tab":
		return tsv
	}
	switch line, _, _ := bytes.Cut(head, []byte("\n")); {
	case bytes.HasPrefix(head, []byte("{")):
		return jsonl
	case bytes.Contains(line, []byte("_ids")) && bytes.Contains(line, []byte("\t")):
		return tsv
	}
	return nil
}
