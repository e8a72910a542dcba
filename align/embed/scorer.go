package embed

import (
	"context"
	"fmt"
	"strings"

	"tritext/align"
)

// Options of a Scorer; the zero value is the good default.
type Options struct {
	// Joined is the greatest number of neighbouring units whose joined text is
	// looked up as a text of its own, at most 8; the vector of a joined text
	// that the source does not know is the sum of the vectors of its units. 0
	// and 1 take sums throughout, which ask the source for so many times fewer
	// texts.
	Joined int
}

// MostJoined is the greatest Options.Joined: more units than a bead's side has.
const MostJoined = 8

// Scorer scores beads by the cosine of their vectors. It holds the vectors of
// the texts that it was made for and asks for no others; it may be used by many
// goroutines at once.
type Scorer struct {
	vectors map[[16]byte][]float32
	joined  int
	missing []int
}

// New asks the source for the vectors of the units of some texts (of one
// document, in any number of languages) and makes a Scorer that knows them.
// Units are known by their Text. The error is the source's.
func New(ctx context.Context, source Source, opt Options, texts ...[]align.Unit) (*Scorer, error) {
	s := &Scorer{vectors: map[[16]byte][]float32{}, joined: min(max(opt.Joined, 1), MostJoined)}
	var ask []string
	seen := map[[16]byte]bool{}
	singles, joins := 0, false // the texts asked for that are single units; whether a joined one is known
	for n := 1; n <= s.joined; n++ {
		for _, units := range texts {
			for i := 0; i+n <= len(units); i++ {
				text := joinedText(units[i : i+n])
				if k := hash(text); !seen[k] {
					seen[k] = true
					ask = append(ask, text)
				}
			}
		}
		if n == 1 {
			singles = len(ask)
		}
	}
	found, err := source.Vectors(ctx, ask)
	if err != nil {
		return nil, err
	}
	if len(found) != len(ask) {
		return nil, fmt.Errorf("embed: %d texts asked for, %d vectors given", len(ask), len(found))
	}
	dim := 0
	for i, v := range found {
		switch {
		case v == nil:
			continue
		case dim == 0:
			dim = len(v)
		case len(v) != dim:
			return nil, fmt.Errorf("embed: vectors of %d and of %d values", dim, len(v))
		}
		s.vectors[hash(ask[i])] = v
		joins = joins || i >= singles
	}
	if !joins {
		s.joined = 1 // sums are cheaper
	}
	for _, units := range texts {
		missing := 0
		for i := range units {
			if s.vectors[hash(units[i].Text)] == nil {
				missing++
			}
		}
		s.missing = append(s.missing, missing)
	}
	return s, nil
}

// Missing gives the number of units, by text in the order of New, that have no
// vector. They neither speak for a bead nor against it.
func (s *Scorer) Missing() []int { return s.missing }

// Name of the component.
func (s *Scorer) Name() string { return "embeddings" }

// Bind gives the cost of beads of two texts that the Scorer was made for. The
// cost learns from the beads found (align.Learner), and serves one goroutine.
func (s *Scorer) Bind(source, target []align.Unit) align.Cost {
	return bind(s.side(source), s.side(target))
}

func (s *Scorer) side(units []align.Unit) *side {
	v := make([][]float32, len(units))
	for i := range units {
		v[i] = s.vectors[hash(units[i].Text)]
	}
	if s.joined < 2 {
		return newSide(v, nil)
	}
	return newSide(v, func(i, n int) []float32 {
		if n > s.joined {
			return nil
		}
		return s.vectors[hash(joinedText(units[i:i+n]))]
	})
}

// joinedText is the text of neighbouring units as vecalign's overlap.py joins
// them.
func joinedText(units []align.Unit) string {
	if len(units) == 1 {
		return units[0].Text
	}
	parts := make([]string, len(units))
	for i := range units {
		if parts[i] = strings.TrimSpace(units[i].Text); parts[i] == "" {
			parts[i] = blankLine
		}
	}
	return strings.Join(parts, " ")
}

// Static gives a Scorer of vectors that are at hand for any unit, such as those
// that a table of words yields. vector gives nil for a unit without a vector;
// all others have one dimension, and any length but 0. It is asked once for a
// unit of a text, by one goroutine a text.
func Static(name string, vector func(*align.Unit) []float32) align.Scorer {
	return static{name, vector}
}

type static struct {
	name   string
	vector func(*align.Unit) []float32
}

func (s static) Name() string { return s.name }

func (s static) Bind(source, target []align.Unit) align.Cost {
	return bind(s.side(source), s.side(target))
}

func (s static) side(units []align.Unit) *side {
	v := make([][]float32, len(units))
	for i := range units {
		if x := s.vector(&units[i]); x != nil {
			own := append([]float32(nil), x...)
			if normalise(own) == nil {
				v[i] = own
			}
		}
	}
	return newSide(v, nil)
}
