package align

import "math"

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
	fitUnits = 16 // hidden units of a fit
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

// prepared is weights laid out for speed: a row of the hidden units for each
// feature, of which most are 0 in most rows.
type prepared struct {
	*weights
	in        [features][hidden]float64
	bias, out [hidden]float64
}

func (w *weights) prepared() *prepared {
	p := &prepared{weights: w}
	for h, u := range w.hidden {
		p.bias[h], p.out[h] = u.bias, u.out
		for x, v := range u.in {
			p.in[x][h] = v
		}
	}
	return p
}

// ready is the fitted weights.
var ready = fitted.prepared()

// interplay is what the hidden units add.
func (p *prepared) interplay(f *[features]float32) float64 {
	sum := p.bias
	for x, y := range f {
		if y != 0 {
			// Eight at a time: most of the time of weighing goes here.
			v, in := float64(y), &p.in[x]
			for h := 0; h < hidden; h += 8 {
				s, w := sum[h:h+8:h+8], in[h:h+8:h+8]
				s[0] += v * w[0]
				s[1] += v * w[1]
				s[2] += v * w[2]
				s[3] += v * w[3]
				s[4] += v * w[4]
				s[5] += v * w[5]
				s[6] += v * w[6]
				s[7] += v * w[7]
			}
		}
	}
	v := 0.0
	for h, a := range sum {
		v += p.out[h] * tanh(a)
	}
	return v
}

// score is the weighed sum of a row of features.
func (p *prepared) score(f *[features]float32) float64 {
	v := p.interplay(f)
	for x, y := range f {
		v += p.feature[x] * float64(y)
	}
	return v
}

// parts gives the score of a row of features by kind of evidence.
func (p *prepared) parts(f *[features]float32) (sum [components]float64) {
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

var tanhTable = func() (t [tanhSteps*tanhEnd + 2]float64) {
	for i := range t {
		t[i] = math.Tanh(float64(i) / tanhSteps)
	}
	return t
}()

// tanh is the hyperbolic tangent by a table, exact to 1e-6.
func tanh(x float64) float64 {
	y := math.Abs(x) * tanhSteps
	if !(y < tanhSteps*tanhEnd) {
		return math.Copysign(1, x)
	}
	i := int(y)
	return math.Copysign(tanhTable[i]+(y-float64(i))*(tanhTable[i+1]-tanhTable[i]), x)
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
