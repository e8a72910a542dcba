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
			v, in := float64(y), &p.in[x]
			for h := range sum {
				sum[h] += v * in[h]
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
func (x *candidates) posteriors(score []float64, follow, use *[kinds][kinds]float64) []float64 {
	forward, backward := make([][kinds]float64, len(x.cells)), make([][kinds]float64, len(x.cells))
	low := math.Inf(-1)
	for c := range forward {
		forward[c], backward[c] = [kinds]float64{low, low, low}, [kinds]float64{low, low, low}
	}
	forward[0] = [kinds]float64{0, low, low}
	for b := range x.beads {
		d := &x.beads[b]
		k := d.kind()
		for before := range kinds {
			if f := forward[d.from][before]; f > low {
				forward[d.to][k] = logAdd(forward[d.to][k], f+follow[before][k]+score[b])
			}
		}
	}
	end := len(x.cells) - 1
	backward[end] = [kinds]float64{}
	all := low
	for k := range kinds {
		all = logAdd(all, forward[end][k])
	}
	out := make([]float64, len(x.beads))
	for b := len(x.beads) - 1; b >= 0; b-- {
		d := &x.beads[b]
		k := d.kind()
		after := backward[d.to][k]
		if after == low {
			continue
		}
		for before := range kinds {
			v := follow[before][k] + score[b] + after
			backward[d.from][before] = logAdd(backward[d.from][before], v)
			if f := forward[d.from][before]; f > low {
				p := math.Exp(f + v - all)
				out[b] += p
				if use != nil {
					use[before][k] += p
				}
			}
		}
	}
	return out
}
