package review

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func record(n int, action string) Record {
	return Record{
		N: n, Time: "2030-01-02T12:00:00Z", Editor: "Анна", Doc: "D", Action: action, Languages: []string{"zh", "en"},
		Before: []Row{{Units: map[string][]string{"zh": {"D/zh#1.1.1"}}}}, After: []Row{{Units: map[string][]string{"zh": {"D/zh#1.1.1"}}, Checked: true}},
	}
}

// Cut at any byte, a journal gives all records that are whole, says whether a
// line is torn, and takes more records.
func TestJournalCutAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), JournalName)
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	var ends []int64
	for range 3 {
		if _, err := j.Append(record(0, "accept")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, info.Size())
	}
	j.Close()
	whole := readAll(t, path)
	for cut := range len(whole) + 1 {
		if err := os.WriteFile(path, []byte(whole[:cut]), 0o644); err != nil {
			t.Fatal(err)
		}
		want, torn := 0, cut > 0
		for _, e := range ends {
			if int64(cut) >= e {
				want++
				torn = int64(cut) > e
			}
		}
		j, err := OpenJournal(path)
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		if len(j.Records) != want || j.Torn != torn {
			t.Fatalf("cut at %d: %d records, torn %t; want %d, %t", cut, len(j.Records), j.Torn, want, torn)
		}
		if cut%17 == 0 || cut == len(whole) { // more records behind it
			if r, err := j.Append(record(0, "merge")); err != nil || r.N != want+1 {
				t.Fatalf("cut at %d: record %d, %v", cut, r.N, err)
			}
			again, err := ReadJournal(path)
			if err != nil || again.Torn || len(again.Records) != want+1 || again.Records[want].Action != "merge" {
				t.Fatalf("cut at %d: %+v, %v", cut, again, err)
			}
		}
		j.Close()
	}
}

// What is broken in the middle is told with its place and not written over.
func TestJournalBroken(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":      {"{\"n\":1}\nnonsense\n{\"n\":2}\n", ":2: no record"},
		"wrong number": {"{\"n\":2}\n{\"n\":2}\n", ":2: record 2 stands behind record 2"},
	} {
		path := filepath.Join(t.TempDir(), JournalName)
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenJournal(path); err == nil || !strings.Contains(err.Error(), JournalName+c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if readAll(t, path) != c.text {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// Two programs cannot write one journal; looking is free.
func TestJournalBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), JournalName)
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if _, err := OpenJournal(path); !errors.Is(err, ErrBusy) {
		t.Errorf("%v, want %v", err, ErrBusy)
	}
	look, err := ReadJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := look.Append(record(0, "accept")); err == nil {
		t.Error("a journal that is only read took a record")
	}
}
