package review

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// JournalName is the name of the journal in the folder of a corpus.
const JournalName = "review.jsonl"

// Record is one line of the journal: what a person did.
type Record struct {
	N      int    `json:"n"`      // number of the record, from 1
	Time   string `json:"time"`   // ISO 8601, UTC
	Editor string `json:"editor"` // who did it
	Doc    string `json:"doc"`    // the document; empty in "apply"
	// Action is the name of one of Actions, or "comment", "undo", "redo", or
	// "apply": all records before it stand in the corpus.
	Action    string   `json:"action"`
	Languages []string `json:"languages,omitempty"` // of the rows, in the order of the pairs of languages
	Before    []Row    `json:"before,omitempty"`
	After     []Row    `json:"after,omitempty"`
	Of        int      `json:"of,omitempty"`      // of "undo" and "redo": number of the record
	Unit      string   `json:"unit,omitempty"`    // of "comment": the row's first unit
	Comment   string   `json:"comment,omitempty"` // of "comment"; empty: taken back
}

// maxRecord bounds a line of a journal, in bytes.
const maxRecord = 16 << 20

// Journal is the file of records, open for more.
type Journal struct {
	path    string
	file    *os.File // nil: read only
	next    int
	Records []Record
	Torn    bool // the last line was not whole and counts for nothing
}

// ReadJournal reads a journal. A last line without its end is what a killed
// program or a full disk leaves: it is left out (Torn). Any other line that
// is no record is an error with its place. A file that is not there is empty.
func ReadJournal(path string) (*Journal, error) {
	j, _, err := readJournal(path)
	return j, err
}

// readJournal also gives the number of bytes that hold whole records.
func readJournal(path string) (j *Journal, whole int64, err error) {
	j = &Journal{path: path, next: 1}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("review: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxRecord)
	lines.Split(func(data []byte, end bool) (int, []byte, error) { // as bufio.ScanLines, but the end of a line is kept
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			return i + 1, data[:i+1], nil
		}
		if end && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if line[len(line)-1] != '\n' {
			j.Torn = true
			break
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var r Record
			if err := json.Unmarshal(line, &r); err != nil {
				return nil, 0, fmt.Errorf("review: %s:%d: no record of a review: %w", path, n, err)
			}
			if r.N < j.next {
				return nil, 0, fmt.Errorf("review: %s:%d: record %d stands behind record %d", path, n, r.N, j.next-1)
			}
			j.next = r.N + 1
			j.Records = append(j.Records, r)
		}
		whole += int64(len(line))
	}
	if err := lines.Err(); err != nil {
		return nil, 0, fmt.Errorf("review: %s: %w", path, err)
	}
	return j, whole, nil
}

// ErrBusy says that another program has the journal open.
var ErrBusy = errors.New("another tritext is reviewing this corpus")

// OpenJournal reads a journal and opens it for more records; the file is made
// if it is not there. Only one program at a time has it open (ErrBusy).
func OpenJournal(path string) (*Journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("review: %w", err)
	}
	if err := lockFile(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("review: %s: %w", path, err)
	}
	j, whole, err := readJournal(path)
	if err == nil && j.Torn { // else the next record would stand in the torn line
		err = file.Truncate(whole)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	j.file = file
	return j, nil
}

// Append numbers a record and brings it to the disk.
func (j *Journal) Append(r Record) (Record, error) {
	if j.file == nil {
		return r, errors.New("review: the journal cannot be written")
	}
	r.N = j.next
	line, err := json.Marshal(r)
	if err != nil {
		return r, fmt.Errorf("review: %w", err)
	}
	at, err := j.file.Seek(0, 2)
	if err == nil {
		if _, err = j.file.Write(append(line, '\n')); err == nil {
			err = j.file.Sync()
		}
		if err != nil {
			_ = j.file.Truncate(at) // half a record must not stand before the next
		}
	}
	if err != nil {
		return r, fmt.Errorf("review: %w", err)
	}
	j.next++
	j.Records = append(j.Records, r)
	return r, nil
}

// pending gives the records that do not stand in the corpus yet.
func (j *Journal) pending() []Record {
	for i := len(j.Records) - 1; i >= 0; i-- {
		if j.Records[i].Action == "apply" {
			return j.Records[i+1:]
		}
	}
	return j.Records
}

// Close ends the writing.
func (j *Journal) Close() error {
	if j.file == nil {
		return nil
	}
	err := j.file.Close()
	j.file = nil
	return err
}
