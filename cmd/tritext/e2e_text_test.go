package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every block of the document is the one that a person would join, in order.
func (m *made) checkBlocks(t *testing.T) {
	for _, g := range goldDocuments {
		for _, lang := range goldLanguages {
			file := g.files[lang]
			d := m.documents[file]
			want := goldLines(t, g.name+"."+lang+".blocks.txt")
			var got [][]string // the texts of the units of each block
			last := [2]int32{}
			for _, u := range m.units[key(d.ID, lang)] {
				if at := [2]int32{u.Section, u.Block}; len(got) == 0 || at != last {
					got, last = append(got, nil), at
				}
				got[len(got)-1] = append(got[len(got)-1], u.Text)
			}
			var blocks []string
			for _, texts := range got {
				// Where nothing but spaces stands between the units, the block is theirs.
				if i := slices.IndexFunc(want, func(w string) bool { return joins(w, texts) }); i >= 0 {
					blocks = append(blocks, want[i])
				} else {
					blocks = append(blocks, strings.Join(texts, " "))
				}
			}
			m.compare(t, "block", file, blocks, want)
		}
	}
}

// joins tells whether the texts, with nothing but spaces between them, are the block.
func joins(block string, texts []string) bool {
	for _, text := range texts {
		rest, ok := strings.CutPrefix(strings.TrimLeft(block, " "), text)
		if !ok {
			return false
		}
		block = rest
	}
	return strings.TrimLeft(block, " ") == ""
}

// Every unit that takes part in alignment is a sentence as a person would cut
// and normalise it.
func (m *made) checkSentences(t *testing.T) {
	for _, g := range goldDocuments {
		for _, lang := range goldLanguages {
			file := g.files[lang]
			want := goldLines(t, g.name+"."+lang)
			var got []string
			for _, u := range m.aligned(m.documents[file].ID, lang) {
				got = append(got, u.Norm)
			}
			m.compare(t, "sentence", file, got, want)
		}
	}
}

// compare holds the pieces (blocks or sentences) of a file against gold: those
// that only one side has, and the order where both have the same.
func (m *made) compare(t *testing.T, what, file string, got, want []string) {
	t.Helper()
	wrong, missing := without(got, want), without(want, got)
	for _, w := range wrong {
		if slices.Contains(knownFaults[file], w) {
			m.met[w] = true
		} else {
			t.Errorf("%s: a %s that is none: %s", file, what, w)
		}
	}
	for _, w := range missing {
		if knownFaults[file] == nil {
			t.Errorf("%s: %s missing: %s", file, what, w)
		} else {
			t.Logf("%s: %s missing: %s", file, what, w)
		}
	}
	if len(wrong)+len(missing) > 0 {
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s, %s %d out of order:\n got %s\nwant %s", file, what, i+1, got[i], want[i])
			return
		}
	}
}

// checkKnown wants every known fault to have come.
func (m *made) checkKnown(t *testing.T) {
	for _, file := range slices.Sorted(maps.Keys(knownFaults)) {
		for _, fault := range knownFaults[file] {
			if !m.met[fault] {
				t.Errorf("%s: a known fault is gone, take it off the list: %s", file, fault)
			}
		}
	}
}

// without gives the pieces of a that b does not have, in the order of a.
func without(a, b []string) []string {
	n := map[string]int{}
	for _, x := range b {
		n[x]++
	}
	var out []string
	for _, x := range a {
		if n[x]--; n[x] < 0 {
			out = append(out, x)
		}
	}
	return out
}
