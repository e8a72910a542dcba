package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tritext/corpus/ingest"
	"tritext/corpus/store"
)

// This file leads from a row back to the file that it came from.

// Marks around what the row says, in the lines of the file; find has the same.
const markBegin, markEnd = "【", "】"

// source shows the original lines of a unit, or of all units of a bead or a
// group, with the sentences marked. Files are looked for under root.
func (s *show) source(id, root string) error {
	doc, ids, err := s.unitsOf(id)
	if err != nil {
		return err
	}
	documents := map[string]*store.DocumentRow{}
	for d, err := range store.RowsOf[store.DocumentRow](s.corpus, store.TableDocuments, doc) {
		if err != nil {
			return err
		}
		documents[d.Lang] = d
	}
	found := map[string]*store.UnitRow{}
	for u, err := range store.RowsOf[store.UnitRow](s.corpus, store.TableUnits, doc) {
		if err != nil {
			return err
		}
		if slices.Contains(ids, u.ID) {
			found[u.ID] = u
		}
	}
	files := map[string][]byte{} // by language
	for n, unit := range ids {
		u := found[unit]
		if u == nil || documents[u.Lang] == nil {
			return fmt.Errorf("show: %s: document %s has no unit %s\ntritext show %s %s lists them", s.corpus.Dir, doc, unit, s.corpus.Dir, doc)
		}
		d := documents[u.Lang]
		if n > 0 {
			fmt.Fprintln(s)
		}
		fmt.Fprintln(s, u.ID)
		if !inLines(d) {
			if err := s.extracted(d, u, root); err != nil {
				return err
			}
			continue
		}
		if files[u.Lang] == nil {
			if files[u.Lang], err = sourceFile(d, root); err != nil {
				return err
			}
		}
		if err := s.lines(d, u, files[u.Lang]); err != nil {
			return err
		}
	}
	return nil
}

// unitsOf gives the units that an id means, and their document.
func (s *show) unitsOf(id string) (doc string, ids []string, err error) {
	switch {
	case unitID.MatchString(id):
		return unitID.FindStringSubmatch(id)[1], []string{id}, nil
	case groupID.MatchString(id):
		doc = groupID.FindStringSubmatch(id)[1]
		for g, err := range store.RowsOf[store.ParallelRow](s.corpus, store.TableParallel, doc) {
			if err != nil {
				return "", nil, err
			}
			if g.ID == id {
				return doc, slices.Concat(g.ZhIDs, g.EnIDs, g.RuIDs), nil
			}
		}
	case beadID.MatchString(id):
		doc = beadID.FindStringSubmatch(id)[1]
		for b, err := range store.RowsOf[store.BeadRow](s.corpus, store.TableBeads, doc) {
			if err != nil {
				return "", nil, err
			}
			if b.ID == id {
				return doc, slices.Concat(b.SourceIDs, b.TargetIDs), nil
			}
		}
	default:
		return "", nil, &usageError{command: "show", what: fmt.Sprintf("--source needs the ID of a unit, a bead or a group, not %q", id), hint: "tritext show --source corpus A_98_250/ru#1.3.2"}
	}
	return "", nil, fmt.Errorf("show: %s: no %s", s.corpus.Dir, id)
}

// inLines tells whether the document is the text of a file, in whose bytes its
// units have their places.
func inLines(d *store.DocumentRow) bool {
	return d.Source.Member == "" && (d.Source.Format == "" || d.Source.Format == "plain text")
}

// sourceFile reads the file of a version and holds it to be the one that the
// corpus was made of.
func sourceFile(d *store.DocumentRow, root string) ([]byte, error) {
	path := filepath.Join(root, filepath.FromSlash(d.Source.Path))
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("show: %s: the file of %s/%s is not there\n--root names the folder in which %s stands", path, d.ID, d.Lang, d.Source.Path)
	}
	if err != nil {
		return nil, fmt.Errorf("show: %w", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != d.Source.SHA256 {
		return nil, fmt.Errorf("show: %s: another file than the one that the corpus was made of (its SHA-256 is %x…, that one's was %.16s…)", path, sum[:8], d.Source.SHA256)
	}
	return data, nil
}

// lines writes the lines of the file that the unit stands in.
func (s *show) lines(d *store.DocumentRow, u *store.UnitRow, data []byte) error {
	pieces := u.Pieces
	if len(pieces) == 0 {
		pieces = []store.Piece{{Start: u.Start, End: u.End}}
	}
	if u.Start < 0 || u.End > int64(len(data)) || u.Start > u.End {
		return fmt.Errorf("show: %s: bytes %d to %d are not in a file of %d bytes", u.ID, u.Start, u.End, len(data))
	}
	decode := func(from, to int64) (string, error) { return ingest.Decode(data[from:to], d.Source.Charset) }
	before, err := decode(0, u.Start)
	if err != nil {
		return err
	}
	after, err := decode(u.End, int64(len(data)))
	if err != nil {
		return err
	}
	at := strings.LastIndexByte(before, '\n') + 1
	if n := strings.IndexByte(after, '\n'); n >= 0 {
		after = after[:n]
	}
	var text strings.Builder
	text.WriteString(strings.TrimPrefix(before[at:], "\uFEFF"))
	end := u.Start
	for _, p := range pieces {
		between, err := decode(end, p.Start)
		if err != nil {
			return err
		}
		piece, err := decode(p.Start, p.End)
		if err != nil {
			return err
		}
		// White space at the end goes behind the mark: a unit has the line end after it.
		core := strings.TrimRight(piece, " \t\r\n\f")
		text.WriteString(between + markBegin + core + markEnd + piece[len(core):])
		end = p.End
	}
	text.WriteString(after)
	first := strings.Count(before, "\n") + 1
	place := fmt.Sprintf("%s:%d:%d, bytes %d–%d", d.Source.Path, first, utf8.RuneCountInString(before[at:])+1, u.Start, u.End)
	fmt.Fprintf(s, "  %s%s, %s, as it was\n", place, pageText(u), d.Source.Charset)
	for i, line := range strings.Split(strings.TrimRight(text.String(), " \t\r\n\f"), "\n") {
		fmt.Fprintf(s, "  %6d  %s\n", first+i, strings.TrimRight(line, "\r\f"))
	}
	return nil
}

// extracted writes what was taken out of a file whose bytes are no text.
func (s *show) extracted(d *store.DocumentRow, u *store.UnitRow, root string) error {
	where := d.Source.Path
	if d.Source.Member != "" {
		where += ", in it " + d.Source.Member
	}
	state := "as it was"
	if d.Source.Member != "" {
		state = "not compared"
	} else if _, err := sourceFile(d, root); err != nil {
		return err
	}
	fmt.Fprintf(s, "  %s (%s)%s, %s; its text as it was read:\n", where, d.Source.Format, pageText(u), state)
	for _, line := range strings.Split(strings.TrimRight(u.Raw, " \t\r\n\f"), "\n") {
		fmt.Fprintf(s, "          %s\n", strings.TrimRight(line, "\r"))
	}
	return nil
}

// pageText tells the page of a unit, if its source has pages.
func pageText(u *store.UnitRow) string {
	if u.Page == 0 {
		return ""
	}
	return fmt.Sprintf(", page %d", u.Page)
}
