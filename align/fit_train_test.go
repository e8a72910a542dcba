package align

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

// fit maximises the likelihood of the gold paths (conditional random field,
// Lafferty et al. 2001) by Adam over documents.
func fit(docs []*fitDoc, seed int64, t *testing.T) *weights {
	w := &weights{}
	w.feature[fLexical], w.feature[fLength], w.feature[fPrior] = .33, .33, .33
	var scale [features]float64
	n := 0.0
	for _, d := range docs {
		for k := 0; k < len(d.f); k++ {
			scale[k%features] += float64(d.f[k]) * float64(d.f[k])
		}
		n += float64(len(d.c.beads))
	}
	for k := range scale {
		scale[k] = math.Sqrt(scale[k]/n) + 1e-3
	}
	rng := rand.New(rand.NewSource(seed))
	// In a gap that both sides have, the source's null beads come first: else
	// the same beads in another order would share their confidence.
	w.follow[kindTarget][kindSource] = -6
	// All parameters in one list, with the scale of each.
	var theta []*float64
	var unitOf []float64
	add := func(p *float64, s float64) { theta, unitOf = append(theta, p), append(unitOf, s) }
	for k := range w.feature {
		add(&w.feature[k], scale[k])
	}
	for a := range kinds {
		for b := range kinds {
			add(&w.follow[a][b], 1)
		}
	}
	for h := range fitUnits {
		u := &w.hidden[h]
		for k := range u.in {
			u.in[k] = rng.NormFloat64() * .15 / scale[k]
			if k == fLayout {
				u.in[k] = 0
			}
			add(&u.in[k], scale[k])
		}
		add(&u.bias, 1)
		add(&u.out, 1)
	}
	const decay = 0.005 // of hidden units; .02 and .08 were worse
	const perHidden = features + 2
	size := len(theta)
	mom, vel := make([]float64, size), make([]float64, size)
	step := 0
	held := len(docs) / 10
	order := rng.Perm(len(docs))
	test, train := order[:held], order[held:]
	evaluate := func() (float64, float64) {
		hit, all, logp := 0, 0, 0.0
		for _, x := range test {
			d := docs[x]
			score := scores(w, d.f)
			post := d.c.posteriors(score, &w.follow, nil)
			in := map[int]bool{}
			for _, b := range d.c.best(score, &w.follow) {
				in[b] = true
			}
			for _, b := range d.gold {
				if in[b] {
					hit++
				}
				all++
				logp += math.Log(max(post[b], 1e-9))
			}
		}
		return logp / float64(all), float64(hit) / float64(all)
	}
	const epochs, lastEpochs = 16, 5
	grads := make([]float64, size)
	var active [][fitUnits]float64
	// The weights are the mean of those after each text of the last epochs
	// (Polyak and Juditsky 1992): the last ones alone hang on the last texts.
	mean, averaged := make([]float64, size), 0.0
	for epoch := range epochs {
		rate := 0.02 * (1 - .9*float64(epoch)/float64(epochs))
		total, all := 0.0, 0
		rng.Shuffle(len(train), func(a, b int) { train[a], train[b] = train[b], train[a] })
		for _, x := range train {
			d := docs[x]
			var score []float64
			score, active = activations(w, d.f, active)
			var use [kinds][kinds]float64
			coef := d.c.posteriors(score, &w.follow, &use)
			before := 0
			for k := range coef {
				coef[k] = -coef[k]
			}
			clear(grads)
			if d.loss != nil {
				lossy := slices.Clone(score)
				for k, v := range d.loss {
					lossy[k] += v
				}
				var known [kinds][kinds]float64
				for k, p := range d.c.posteriors(lossy, &w.follow, &known) {
					coef[k] += p
				}
				for a := range kinds {
					for b := range kinds {
						use[a][b] -= known[a][b]
					}
				}
			}
			for a := range kinds {
				for b := range kinds {
					grads[features+a*kinds+b] -= use[a][b]
				}
			}
			for _, b := range d.gold {
				total += math.Log(max(-coef[b], 1e-9))
				all++
			}
			for _, b := range d.gold {
				coef[b]++
				k := d.c.beads[b].kind()
				grads[features+before*kinds+k]++
				before = k
			}
			for b, c := range coef {
				if math.Abs(c) < 1e-4 {
					continue
				}
				f := d.f[b*features:][:features]
				for k, v := range f {
					grads[k] += c * float64(v)
				}
				for h := range fitUnits {
					u := &w.hidden[h]
					y := active[b][h]
					g := grads[features+kinds*kinds+h*perHidden:][:perHidden]
					da := c * u.out * (1 - y*y)
					for k, v := range f {
						if v != 0 {
							g[k] += da * float64(v)
						}
					}
					g[features] += da
					g[features+1] += c * y
				}
			}
			step++
			if epoch >= epochs-lastEpochs {
				averaged++
				for k, p := range theta {
					mean[k] += (*p - mean[k]) / averaged
				}
			}
			for k := range size {
				if f := k - features; k == fLayout || f >= 0 && f < kinds*kinds && (f/kinds == kindFull || f%kinds == kindFull || f == kindTarget*kinds+kindSource) ||
					f >= kinds*kinds && (f-kinds*kinds)%perHidden == fLayout {
					continue
				}
				s := unitOf[k]
				if k >= features+kinds*kinds {
					*theta[k] -= rate * decay * *theta[k]
				}
				g := grads[k] / s / float64(len(d.c.cells)) * 3
				mom[k] = .9*mom[k] + .1*g
				vel[k] = .999*vel[k] + .001*g*g
				*theta[k] += rate * (mom[k] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(vel[k]/(1-math.Pow(.999, float64(step)))) + 1e-6) / s
			}
		}
		if epoch%6 == 5 || epoch == 0 {
			lp, right := evaluate()
			t.Logf("epoch %d: mean log posterior %.4f; held out %.4f, right %.4f", epoch, total/float64(all), lp, right)
		}
	}
	for k, p := range theta {
		*p = mean[k]
	}
	lp, right := evaluate()
	t.Logf("mean of the last epochs: held out %.4f, right %.4f", lp, right)
	w.feature[fLayout] = 1
	return w
}

// fitJoint fits the weights of the votes on the texts in three languages, the
// weights of the pairs being given.
func fitJoint(docs []*fitDoc, w *weights, t *testing.T) *jointWeights {
	byText := map[int][]*fitDoc{}
	for _, d := range docs {
		if d.loss == nil {
			byText[d.text] = append(byText[d.text], d)
		}
	}
	type sample struct {
		*fitDoc
		score []float64
		by    [][]vote
	}
	var samples []sample
	for _, d := range docs { // in order
		trio := byText[d.text]
		if len(trio) != 3 || trio[0] != d {
			continue
		}
		var all [3][3]*matching
		var score [3][]float64
		for k, d := range trio {
			score[k] = scores(w, d.f)
			one := &weighed{candidates: d.c, score: score[k], posterior: d.c.posteriors(score[k], &w.follow, nil)}
			m := one.matching(d.turned)
			all[d.x][d.y], all[d.y][d.x] = m, m.inverse()
		}
		for k, d := range trio {
			x, y := d.x, d.y
			if d.turned {
				x, y = y, x
			}
			z := 3 - x - y
			samples = append(samples, sample{d, score[k], [][]vote{votes(d.c.cells, all[x][z], all[z][y])}})
		}
	}
	j := &jointWeights{own: 1, full: .2, null: .2}
	theta := []*float64{&j.own, &j.full, &j.null, &j.bias[1], &j.bias[2]}
	mom, vel := make([]float64, len(theta)), make([]float64, len(theta))
	step := 0
	const epochs = 12
	for epoch := range epochs {
		total, n, hit := 0.0, 0, 0
		for _, s := range samples {
			score, _ := s.c.weighVotes(s.score, s.by, j)
			coef := s.c.posteriors(score, &w.follow, nil)
			in := map[int]bool{}
			for _, b := range s.c.best(score, &w.follow) {
				in[b] = true
			}
			for _, b := range s.gold {
				total += math.Log(max(coef[b], 1e-9))
				n++
				if in[b] {
					hit++
				}
			}
			for k := range coef {
				coef[k] = -coef[k]
			}
			for _, b := range s.gold {
				coef[b]++
			}
			grad := make([]float64, len(theta))
			for k, c := range coef {
				if math.Abs(c) < 1e-5 {
					continue
				}
				f := s.c.votes(k, s.by)
				grad[0] += c * s.score[k]
				grad[1] += c * f[0]
				grad[2] += c * f[1]
				if q := s.c.beads[k].class(); q > 0 {
					grad[2+q] += c
				}
			}
			step++
			for k, p := range theta {
				g := grad[k] / float64(len(s.gold)+1)
				mom[k] = .9*mom[k] + .1*g
				vel[k] = .999*vel[k] + .001*g*g
				*p += .01 * (1 - float64(epoch)/epochs) * (mom[k] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(vel[k]/(1-math.Pow(.999, float64(step)))) + 1e-6)
			}
		}
		if epoch%4 == 3 || epoch == 0 {
			t.Logf("joint, epoch %d: mean log posterior %.4f, right %.4f: %+v", epoch, total/float64(n), float64(hit)/float64(n), *j)
		}
	}
	return j
}

// scores gives the score of every row of features.
func scores(w *weights, f []float32) []float64 {
	out, _ := activations(w, f, nil)
	return out
}

// activations gives the scores of all candidates and what their hidden units say.
func activations(w *weights, f []float32, into [][fitUnits]float64) ([]float64, [][fitUnits]float64) {
	var in [features][fitUnits]float64
	var bias, leave [fitUnits]float64
	for h := range fitUnits {
		u := &w.hidden[h]
		bias[h], leave[h] = u.bias, u.out
		for x, v := range u.in {
			in[x][h] = v
		}
	}
	n := len(f) / features
	out := make([]float64, n)
	into = slices.Grow(into[:0], n)[:n]
	for k := range out {
		sum, v := bias, 0.0
		for x, y := range f[k*features:][:features] {
			if y != 0 {
				y := float64(y)
				v += w.feature[x] * y
				for h, z := range &in[x] {
					sum[h] += y * z
				}
			}
		}
		for h, a := range &sum {
			a = float64(tanh(float32(a)))
			into[k][h] = a
			v += leave[h] * a
		}
		out[k] = v
	}
	return out, into
}
