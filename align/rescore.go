package align

import (
	"math"
	"slices"
)

// weights turn features into scores. They are the weights of a conditional
// random field over whole alignments, so that a score is a log probability up
// to a constant, and the posteriors need no temperature.
type weights struct {
	feature [features]float64
	follow  [kinds][kinds]float64 // by kind of the bead before and of this one
	hidden  [hidden]unit
}

// The weights are the mean of several fits, each on texts of its own: single
// fits differ by chance. So the hidden units of all of them stand side by side.
const (
	fits     = 4
	fitUnits = 32 // hidden units of a fit
	hidden   = fits * fitUnits
)

// unit is a hidden unit: out · tanh(bias + in·features).
type unit struct {
	in        [features]float64
	bias, out float64
}

// kinds of beads, for what follows what: null beads come in runs.
const (
	kindFull   = iota
	kindSource // a source unit alone
	kindTarget
	kinds
)

func (x candidate) kind() int {
	switch {
	case x.c == 0:
		return kindSource
	case x.a == 0:
		return kindTarget
	}
	return kindFull
}

// prepared is weights laid out for speed: blocks of eight hidden units, so that
// their sums stay in registers while the features of a bead go by, most of which
// are 0; in float32, so that all of it stays in the first cache.
type prepared struct {
	*weights
	in        [blocks][features]lanes
	bias, out [blocks]lanes
}

const (
	wide   = 8
	blocks = hidden / wide
)

type lanes [wide]float32

func (w *weights) prepared() *prepared {
	p := &prepared{weights: w}
	for h, u := range w.hidden {
		b, k := h/wide, h%wide
		p.bias[b][k], p.out[b][k] = float32(u.bias), float32(u.out)
		for x, v := range u.in {
			p.in[b][x][k] = float32(v)
		}
	}
	return p
}

// ready is the fitted weights.
var ready = fitted.prepared()

// field is the weights for one document: what is the same for all of its beads
// is summed up.
type field struct {
	*prepared
	base [blocks]lanes
	same float64
}

// documentFeatures are the same for all beads of a document, beadFeatures are
// the others.
var (
	documentFeatures = []int{fDocUsual, fDocGap, fDocNulls, fDocSpread, fDocCosine}
	beadFeatures     = func() (list []int) {
		for x := range features {
			if !slices.Contains(documentFeatures, x) {
				list = append(list, x)
			}
		}
		return list
	}()
)

// of gives the field of the document that a row of features is of.
func (p *prepared) of(row *[features]float32) *field {
	d := &field{prepared: p, base: p.bias}
	for _, x := range documentFeatures {
		d.same += p.feature[x] * float64(row[x])
		for b := range blocks {
			for k, v := range &p.in[b][x] {
				d.base[b][k] += row[x] * v
			}
		}
	}
	return d
}

// interplay is what the hidden units add. Most of the time of weighing goes here.
func (p *field) interplay(f *[features]float32) float64 {
	var at [features]uint8 // the features that are not 0
	n := 0
	for _, x := range beadFeatures {
		if f[x] != 0 {
			at[n] = uint8(x)
			n++
		}
	}
	sum := float32(0)
	for b := range blocks {
		in, base, out := &p.in[b], &p.base[b], &p.out[b]
		s0, s1, s2, s3, s4, s5, s6, s7 := base[0], base[1], base[2], base[3], base[4], base[5], base[6], base[7]
		for _, x := range at[:n] {
			v, w := f[x], &in[x]
			s0 += v * w[0]
			s1 += v * w[1]
			s2 += v * w[2]
			s3 += v * w[3]
			s4 += v * w[4]
			s5 += v * w[5]
			s6 += v * w[6]
			s7 += v * w[7]
		}
		sum += out[0]*tanh(s0) + out[1]*tanh(s1) + out[2]*tanh(s2) + out[3]*tanh(s3) +
			out[4]*tanh(s4) + out[5]*tanh(s5) + out[6]*tanh(s6) + out[7]*tanh(s7)
	}
	return float64(sum)
}

// score is the weighed sum of a row of features.
func (p *field) score(f *[features]float32) float64 {
	v := p.interplay(f) + p.same
	for _, x := range beadFeatures {
		v += p.feature[x] * float64(f[x])
	}
	return v
}

// parts gives the score of a row of features by kind of evidence.
func (p *field) parts(f *[features]float32) (sum [components]float64) {
	for x, y := range f {
		sum[componentOf[x]] += p.feature[x] * float64(y)
	}
	sum[cInterplay] = p.interplay(f)
	return sum
}

// Steps of tanh's table, and how far it goes: beyond, tanh is 1 to six digits.
const (
	tanhSteps = 512 // in an interval of 1
	tanhEnd   = 8
)

var tanhTable = func() (t [2*tanhEnd*tanhSteps + 2]float32) {
	for i := range t {
		t[i] = float32(math.Tanh(float64(i)/tanhSteps - tanhEnd))
	}
	return t
}()

// tanh is the hyperbolic tangent by a table, exact to 1e-6.
func tanh(x float32) float32 {
	y := (x + tanhEnd) * tanhSteps
	if !(y >= 0) {
		return -1
	}
	i := int(y)
	if i >= len(tanhTable)-1 {
		return 1
	}
	return tanhTable[i] + (y-float32(i))*(tanhTable[i+1]-tanhTable[i])
}

// best gives the path with the greatest sum of scores, as places of candidates.
func (x *candidates) best(score []float64, follow *[kinds][kinds]float64) []int {
	sum := make([][kinds]float64, len(x.cells))
	type step struct {
		bead int32
		kind uint8 // of the bead before
	}
	back := make([][kinds]step, len(x.cells))
	for c := range sum {
		sum[c] = [kinds]float64{math.Inf(-1), math.Inf(-1), math.Inf(-1)}
	}
	sum[0] = [kinds]float64{0, math.Inf(-1), math.Inf(-1)}
	for b := range x.beads {
		d := &x.beads[b]
		k := d.kind()
		for before := range kinds {
			if v := sum[d.from][before] + follow[before][k] + score[b]; v > sum[d.to][k] {
				sum[d.to][k] = v
				back[d.to][k] = step{int32(b), uint8(before)}
			}
		}
	}
	at := len(x.cells) - 1
	k := 0
	for other := range kinds {
		if sum[at][other] > sum[at][k] {
			k = other
		}
	}
	var out []int
	for at > 0 {
		s := back[at][k]
		out = append(out, int(s.bead))
		at, k = int(x.beads[s.bead].from), int(s.kind)
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return out
}

// posteriors gives each candidate's share of all paths, weighed by their
// scores, and adds to use, if it is not nil, how often kinds follow each other.
//
// Kinds are summed over once a cell and not once a bead: entering[c][k] is the
// log sum of all paths to cell c before a bead of kind k, leaving[c][k] that of
// all paths on from it that begin with such a bead.
func (x *candidates) posteriors(score []float64, follow, use *[kinds][kinds]float64) []float64 {
	low := math.Inf(-1)
	none := [kinds]float64{low, low, low}
	forward, entering, leaving := make([][kinds]float64, len(x.cells)), make([][kinds]float64, len(x.cells)), make([][kinds]float64, len(x.cells))
	for c := range forward {
		forward[c], entering[c], leaving[c] = none, none, none
	}
	forward[0] = [kinds]float64{0, low, low}
	entering[0] = follow[0]
	at := int32(0) // the cell that beads now end at
	enter := func() {
		for k := range kinds {
			for before := range kinds {
				entering[at][k] = logAdd(entering[at][k], forward[at][before]+follow[before][k])
			}
		}
	}
	for b := range x.beads {
		d := &x.beads[b]
		if d.to != at {
			if at > 0 {
				enter()
			}
			at = d.to
		}
		k := d.kind()
		forward[at][k] = logAdd(forward[at][k], entering[d.from][k]+score[b])
	}
	end := len(x.cells) - 1
	all := low
	for k := range kinds {
		all = logAdd(all, forward[end][k])
	}
	out := make([]float64, len(x.beads))
	at = int32(end)
	var after [kinds]float64 // by kind of the bead that ends at the cell: all paths on from it
	for b := len(x.beads) - 1; b >= 0; b-- {
		d := &x.beads[b]
		if d.to != at {
			at = d.to
			after = none
			for before := range kinds {
				for k := range kinds {
					after[before] = logAdd(after[before], follow[before][k]+leaving[at][k])
				}
			}
		}
		k := d.kind()
		v := score[b] + after[k]
		leaving[d.from][k] = logAdd(leaving[d.from][k], v)
		out[b] = math.Exp(entering[d.from][k] + v - all)
		if use != nil {
			for before := range kinds {
				use[before][k] += math.Exp(forward[d.from][before] + follow[before][k] + v - all)
			}
		}
	}
	return out
}
