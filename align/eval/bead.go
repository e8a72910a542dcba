package eval

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"tritext/align"
)

// Bead joins sentences that translate each other. Gold made by people may hold
// beads that are not contiguous; one side is empty in a null bead.
type Bead struct {
	Source, Target []int // numbers of the sentences from 0
}

// Null tells whether the bead's sentences have no partner.
func (b Bead) Null() bool { return len(b.Source) == 0 || len(b.Target) == 0 }

// Type gives the bead's sizes.
func (b Bead) Type() Type { return Type{len(b.Source), len(b.Target)} }

// String writes the bead as files hold it: "[0, 1]:[0]".
func (b Bead) String() string {
	var w strings.Builder
	for n, side := range [][]int{b.Source, b.Target} {
		if n > 0 {
			w.WriteByte(':')
		}
		w.WriteByte('[')
		for i, id := range side {
			if i > 0 {
				w.WriteString(", ")
			}
			fmt.Fprint(&w, id)
		}
		w.WriteByte(']')
	}
	return w.String()
}

// key is equal for beads of the same sentences; the bead must be in normal form.
func (b Bead) key() string {
	k := make([]byte, 0, 2*(len(b.Source)+len(b.Target))+1)
	k = binary.AppendUvarint(k, uint64(len(b.Source)))
	for _, i := range b.Source {
		k = binary.AppendUvarint(k, uint64(i))
	}
	for _, i := range b.Target {
		k = binary.AppendUvarint(k, uint64(i))
	}
	return string(k)
}

// Type is the sizes of a bead: one source and two target sentences are {1, 2}.
type Type struct{ Source, Target int }

// String writes the type as the literature does: "1-2".
func (t Type) String() string { return fmt.Sprintf("%d-%d", t.Source, t.Target) }

// Compare orders types by source, then by target size.
func (t Type) Compare(u Type) int {
	return cmp.Or(cmp.Compare(t.Source, u.Source), cmp.Compare(t.Target, u.Target))
}

// FromAlign gives an aligner's beads as they are scored: every sentence without
// a partner as a null bead of its own, as the gold files have it.
func FromAlign(beads []align.Bead) []Bead {
	out := make([]Bead, 0, len(beads))
	for _, b := range beads {
		if !b.Null() {
			out = append(out, Bead{Source: ids(b.Source), Target: ids(b.Target)})
			continue
		}
		for i := b.Source.Lo; i < b.Source.Hi; i++ {
			out = append(out, Bead{Source: []int{i}})
		}
		for i := b.Target.Lo; i < b.Target.Hi; i++ {
			out = append(out, Bead{Target: []int{i}})
		}
	}
	return out
}

func ids(r align.Range) []int {
	out := make([]int, 0, r.Len())
	for i := r.Lo; i < r.Hi; i++ {
		out = append(out, i)
	}
	return out
}

// normal gives the beads with their sentences sorted and without doubles,
// empty beads and repeated beads left out, and the set of their keys. The
// beads that were given stay as they are.
func normal(beads []Bead) ([]Bead, map[string]bool) {
	out := make([]Bead, 0, len(beads))
	set := make(map[string]bool, len(beads))
	for _, b := range beads {
		b = Bead{tidy(b.Source), tidy(b.Target)}
		if len(b.Source)+len(b.Target) == 0 {
			continue
		}
		if k := b.key(); !set[k] {
			set[k] = true
			out = append(out, b)
		}
	}
	return out, set
}

func tidy(side []int) []int {
	if slices.IsSorted(side) && len(slices.Compact(slices.Clone(side))) == len(side) {
		return side
	}
	side = slices.Clone(side)
	slices.Sort(side)
	return slices.Compact(side)
}
