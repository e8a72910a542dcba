package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tritext/corpus"
)

// Format is the word in manifest.json by which a folder is known as a corpus.
const Format = "tritext corpus"

// ManifestName is the name of the manifest in a corpus.
const ManifestName = "manifest.json"

// Manifest tells what a corpus is made of. In the file, the lists "set_aside"
// and "notes" (of Aside) and "documents" (of Input) follow these fields, one
// entry a line; they are as long as the corpus and are read by Corpus.Asides,
// Corpus.Notes and Corpus.Inputs. The last entry, "seal", is the SHA-256 of all
// bytes of the file before it (from version 3 of the schema on).
type Manifest struct {
	Format    string               `json:"format"`    // "tritext corpus"
	Schema    int                  `json:"schema"`    // SchemaVersion of the tables
	Version   string               `json:"version"`   // of the program
	Signature string               `json:"signature"` // versions and options of every stage, on one line
	Options   any                  `json:"options"`   // the options in full
	Languages []string             `json:"languages"` // codes, in order
	Counts    Totals               `json:"counts"`
	Balance   corpus.Balance       `json:"balance"` // of all documents together
	Tables    map[Table][]Part     `json:"tables"`
	ByLang    map[string]LangTotal `json:"by_language"`
	// Of documents in three languages: how far their alignments agree with each
	// other, and how far they did before each pair listened to the third version.
	Cycle      Consistency `json:"cycle_consistency"`
	CycleAlone Consistency `json:"cycle_consistency_alone"`
}

// Consistency counts units of the first language that have partners in both
// others, and of them those that lead to the same place in the third language
// directly and by the second; see align.Cycle.
type Consistency struct {
	Units int `json:"units"`
	Agree int `json:"agree"`
}

// Totals counts a corpus.
type Totals struct {
	Families   int `json:"families"`  // documents, all their language versions together
	Documents  int `json:"documents"` // language versions
	Units      int `json:"units"`
	Beads      int `json:"beads"`      // null beads included
	Groups     int `json:"groups"`     // groups of one language included
	Bilingual  int `json:"bilingual"`  // groups of exactly two languages
	Trilingual int `json:"trilingual"` // groups of three languages
	Removed    int `json:"removed"`    // stretches
	SetAside   int `json:"set_aside"`  // files that could not be used
}

// LangTotal counts the versions in one language.
type LangTotal struct {
	Documents int            `json:"documents"`
	Units     int            `json:"units"`
	Balance   corpus.Balance `json:"balance"`
}

// Part is one file of a table.
type Part struct {
	File   string `json:"file"` // path inside the corpus
	Rows   int    `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256,omitempty"` // of the file, lower-case hex; "" before version 3 of the schema
}

// Input is one document version and its file.
type Input struct {
	ID       string         `json:"id"`
	Lang     string         `json:"lang"`
	Path     string         `json:"path"`
	Member   string         `json:"member,omitempty"` // inside the file
	SHA256   string         `json:"sha256"`
	Bytes    int            `json:"bytes"` // of the file
	Charset  string         `json:"charset"`
	Paired   string         `json:"paired"` // why it stands with its other versions
	Units    int            `json:"units"`
	Balance  corpus.Balance `json:"balance"`
	Problems int            `json:"problems"` // doubts; table documents tells them
}

// Aside is a file that was not used and why, or a remark on one.
type Aside struct {
	Path  string `json:"path"`
	Line  int    `json:"line,omitempty"` // from 1
	Col   int    `json:"col,omitempty"`  // in characters, from 1
	Stage string `json:"stage"`
	What  string `json:"what"`
}

// spool keeps one JSON value a line in a file, so that a manifest of any number
// of documents needs no memory.
type spool struct {
	file *os.File
	buf  *bufio.Writer
}

func newSpool(path string) (*spool, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return &spool{file, bufio.NewWriter(file)}, nil
}

func (s *spool) add(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("store: %s: %w", ManifestName, err)
	}
	if _, err := s.buf.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// copyTo writes the entries as the elements of a JSON list.
func (s *spool) copyTo(w io.Writer) error {
	if err := s.buf.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	lines := bufio.NewReader(s.file)
	for before := "\n    "; ; before = ",\n    " {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, line[:len(line)-1]); err != nil {
			return err
		}
	}
}

// remove closes and deletes the spool.
func (s *spool) remove() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name()) // the folder goes away at the latest
}

// longLists are the names of the lists that follow the head, in their order.
var longLists = []string{"set_aside", "notes", "documents"}

type namedSpool struct {
	name string
	*spool
}

// writeManifest writes the file in dir: the head, then the lists.
func writeManifest(dir string, m Manifest, lists []namedSpool) error {
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(dir, ManifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	seal := sha256.New()
	w := bufio.NewWriter(io.MultiWriter(file, seal))
	_, _ = w.Write(head[:len(head)-len("\n}")]) // bufio keeps the first error for Flush
	for _, list := range lists {
		_, _ = fmt.Fprintf(w, ",\n  %q: [", list.name)
		if err := list.copyTo(w); err != nil {
			return errors.Join(err, file.Close())
		}
		_, _ = w.WriteString("\n  ]")
	}
	if err := w.Flush(); err != nil {
		return errors.Join(err, file.Close())
	}
	_, err = fmt.Fprintf(file, "%s%x\"\n}\n", sealMark, seal.Sum(nil))
	if err := errors.Join(err, file.Sync()); err != nil {
		return errors.Join(err, file.Close())
	}
	return file.Close()
}

// sealMark stands between what is sealed and the seal.
const sealMark = ",\n  \"seal\": \""

// Unsealed tells what speaks against the manifest in dir: "" if its seal is
// that of its bytes.
func Unsealed(dir string) (fault string, err error) {
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	at := bytes.LastIndex(data, []byte(sealMark))
	if at < 0 {
		return "it has no seal", nil
	}
	if want := fmt.Sprintf("%s%x\"\n}\n", sealMark, sha256.Sum256(data[:at])); string(data[at:]) != want {
		return "its seal is not that of its bytes: it was changed by another program, or damaged", nil
	}
	return "", nil
}

// readManifest reads the head of a manifest, without its long lists.
func readManifest(path string) (*Manifest, error) {
	m := new(Manifest)
	head := map[string]json.RawMessage{}
	err := walkManifest(path, func(key string, dec *json.Decoder) (bool, error) {
		if slices.Contains(longLists, key) { // they stand last
			return false, nil
		}
		var value json.RawMessage
		err := dec.Decode(&value)
		head[key] = value
		return true, err
	})
	if err != nil {
		return nil, err
	}
	all, err := json.Marshal(head)
	if err == nil {
		err = json.Unmarshal(all, m)
	}
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", path, err)
	}
	return m, nil
}

// walkManifest calls visit for each key of the object in the file, with the
// decoder before its value, until visit says no.
func walkManifest(path string, visit func(key string, dec *json.Decoder) (more bool, err error)) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer file.Close()
	dec := json.NewDecoder(bufio.NewReader(file))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("store: %s: not a JSON object", path)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fmt.Errorf("store: %s: %w", path, err)
		}
		more, err := visit(fmt.Sprint(key), dec)
		if err != nil {
			return fmt.Errorf("store: %s: %w", path, err)
		}
		if !more {
			return nil
		}
	}
	return nil
}
