package align

import (
	"fmt"
	"go/format"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"tritext/align/lexicon"
	"tritext/testdata"
)

type fitDoc struct {
	c      *candidates
	f      []float32
	gold   []int // places of the gold path; nil if only paragraphs are known
	lost   bool
	text   int // number of the made text
	x, y   int // its languages
	turned bool
	// Of a document whose paragraphs are known: what each candidate loses that
	// crosses a paragraph, or leaves a sentence alone whose paragraph is there.
	loss []float64
}

type goldBead struct{ s, t []int }

func TestFit(t *testing.T) {
	dir := os.Getenv("TRITEXT_FIT")
	if dir == "" {
		t.Skip("TRITEXT_FIT is not set")
	}
	m, err := lexicon.Load(filepath.Join(dir, "fit.ttx"))
	if err != nil {
		t.Fatal(err)
	}
	folder := testdata.Shared(t, "data", "train", "text")
	type job struct {
		src, tgt   []Unit
		gold       []goldBead
		rows       [2][][]int // paragraphs of the lines, if the beads are not known
		from, to   string
		text, x, y int
	}
	var jobs []job
	texts := 0
	rng := rand.New(rand.NewSource(1))
	foreign := fitRows(t, folder, "xquad", []int{0, 1, 2})
	for _, c := range []struct {
		name   string
		langs  []int
		most   int
		passes int
	}{
		{"flores", []int{0, 1, 2}, 5000, 4}, {"un-test-half", []int{0, 1, 2}, 5000, 4}, {"wmt12-20", []int{0, 1, 2}, 5000, 3}, {"wmt24", []int{0, 1, 2}, 5000, 2},
		{"wmt12-20", []int{0, 1}, 9000, 1}, {"wmt12-20", []int{0, 2}, 5000, 1},
	} {
		rows := fitRows(t, folder, c.name, c.langs)
		rows = rows[max(0, len(rows)-c.most):]
		for range c.passes {
			for lo := 0; lo+20 < len(rows); {
				hi := min(len(rows), lo+30+rng.Intn(90))
				m := newManner(rng, len(c.langs))
				var codes []string
				for _, l := range c.langs {
					codes = append(codes, fitLangs[l])
				}
				noisy := rng.Intn(len(codes))
				mine := slices.Clone(rows[lo:hi])
				if m.noise > 0 {
					m.loosened(mine, noisy, codes[noisy], rng)
				}
				text := makeText(mine, codes, foreign, m, rng)
				units := make([][]Unit, len(codes))
				for l, code := range codes {
					units[l] = text.units(l, code, m, l == noisy || rng.Float64() < .3, rng)
				}
				for x, from := range codes {
					for y := x + 1; y < len(codes); y++ {
						jobs = append(jobs, job{src: units[x], tgt: units[y], gold: text.gold(x, y), from: from, to: codes[y], text: texts, x: x, y: y})
					}
				}
				texts++
				lo = hi
			}
		}
	}
	for _, c := range []struct {
		name  string
		langs []int
		pass  int
	}{
		{"cdda", []int{0, 1, 2}, 1}, {"wmt24", []int{0, 1, 2}, 3}, {"wmt12-20", []int{0, 1}, 1},
	} {
		rows := fitRows(t, folder, c.name, c.langs)
		if c.name == "cdda" {
			rows = rows[:len(rows)/2]
		}
		rows = slices.DeleteFunc(rows, func(r []string) bool { return len(r[0]) < 60 })
		var codes []string
		for _, l := range c.langs {
			codes = append(codes, fitLangs[l])
		}
		for range c.pass {
			for lo := 0; lo+10 < len(rows); {
				hi := min(len(rows), lo+15+rng.Intn(60))
				drop := 0.0
				if rng.Float64() < .4 {
					drop = .15 * rng.Float64()
				}
				text := paragraphs(rows[lo:hi], codes, drop, rng)
				units := make([][]Unit, len(codes))
				m := manner{plain: rng.Float64() < .1}
				for l, code := range codes {
					units[l] = text.units(l, code, m, false, rng)
				}
				for x, from := range codes {
					for y := x + 1; y < len(codes); y++ {
						jobs = append(jobs, job{src: units[x], tgt: units[y], rows: [2][][]int{text.cover[x], text.cover[y]}, from: from, to: codes[y], text: texts, x: x, y: y})
					}
				}
				texts++
				lo = hi
			}
		}
	}
	docs := make([]*fitDoc, len(jobs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wg.Go(func() {
			for k := range next {
				j := jobs[k]
				p, err := m.Pair(j.from, j.to)
				if err != nil {
					panic(err)
				}
				a := New(p, Options{})
				d := &fitDoc{text: j.text, x: j.x, y: j.y, turned: exchanged(j.src, j.tgt)}
				if x := a.draft(j.src, j.tgt); x.w != nil {
					d.c, d.f = x.w.candidates, make([]float32, len(x.w.beads)*features)
					x.t.measure(d.c, func(k int, row *[features]float32, _ translated) { copy(d.f[k*features:], row[:]) })
				}
				if d.c != nil && j.rows[0] != nil {
					d.paragraphs(j.rows, exchanged(j.src, j.tgt))
				} else if d.c != nil {
					d.oracle(j.gold, exchanged(j.src, j.tgt))
				}
				docs[k] = d
			}
		})
	}
	for k := range jobs {
		next <- k
	}
	close(next)
	wg.Wait()
	docs = slices.DeleteFunc(docs, func(d *fitDoc) bool { return d.c == nil })
	lost, beads, cands, open := 0, 0, 0, 0
	for _, d := range docs {
		if d.lost {
			lost++
		}
		if d.loss != nil {
			open++
		}
		beads += len(d.gold)
		cands += len(d.c.beads)
	}
	t.Logf("%d documents, %d of known paragraphs, %d lost gold beads, %d beads, %d candidates", len(docs), open, lost, beads, cands)
	w := fit(docs, t)
	joint := fitJoint(docs, w, t)
	var b strings.Builder
	fmt.Fprintf(&b, "package align\n\n// fitted are the weights that the fit gave.\nvar fitted = weights{\n\tfeature: [features]float64{\n")
	source, _ := os.ReadFile("features.go")
	ids := regexp.MustCompile(`(?m)^\t(f[A-Z0-9]\w*)`).FindAllStringSubmatch(string(source), features)
	for k, v := range w.feature {
		fmt.Fprintf(&b, "\t\t%s: %.4f,\n", ids[k][1], v)
	}
	fmt.Fprintf(&b, "\t},\n\tfollow: [kinds][kinds]float64{\n")
	for _, r := range w.follow {
		fmt.Fprintf(&b, "\t\t{%.4f, %.4f, %.4f},\n", r[0], r[1], r[2])
	}
	fmt.Fprintf(&b, "\t},\n\thidden: [hidden]unit{\n")
	for _, u := range w.hidden {
		fmt.Fprintf(&b, "\t\t{bias: %.4f, out: %.4f, in: [features]float64{", u.bias, u.out)
		for _, v := range u.in {
			fmt.Fprintf(&b, "%.4f, ", v)
		}
		fmt.Fprintf(&b, "}},\n")
	}
	fmt.Fprintf(&b, "\t},\n}\n")
	fmt.Fprintf(&b, "\n// fittedJoint are the weights of the second solution of three texts.\n")
	fmt.Fprintf(&b, "var fittedJoint = jointWeights{own: %.4f, full: %.4f, null: %.4f, bias: [3]float64{%.4f, %.4f, %.4f}}\n",
		joint.own, joint.full, joint.null, joint.bias[0], joint.bias[1], joint.bias[2])
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("weights.go", text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// paragraphs sets what candidates lose that cannot be, given the paragraphs.
func (d *fitDoc) paragraphs(rows [2][][]int, turned bool) {
	if turned {
		rows[0], rows[1] = rows[1], rows[0]
	}
	var present [2]map[int]bool
	for k := range rows {
		present[k] = map[int]bool{}
		for _, r := range rows[k] {
			present[k][r[0]] = true
		}
	}
	const loss = -25
	d.loss = make([]float64, len(d.c.beads))
	for x, b := range d.c.beads {
		switch b.kind() {
		case kindSource:
			if present[1][rows[0][b.i-1][0]] {
				d.loss[x] = loss
			}
		case kindTarget:
			if present[0][rows[1][b.j-1][0]] {
				d.loss[x] = loss
			}
		default:
			r := rows[0][b.i-1][0]
			for i := int(b.i) - int(b.a); i < int(b.i); i++ {
				if rows[0][i][0] != r {
					d.loss[x] = loss
				}
			}
			for j := int(b.j) - int(b.c); j < int(b.j); j++ {
				if rows[1][j][0] != r {
					d.loss[x] = loss
				}
			}
		}
	}
}

// oracle finds the path of candidates with the most gold beads.
func (d *fitDoc) oracle(gold []goldBead, turned bool) {
	good := make([]float64, len(d.c.beads))
	for k := range good {
		if d.c.beads[k].null() {
			good[k] = -0.01 // break ties
		}
	}
	for _, g := range gold {
		s, t := g.s, g.t
		if turned {
			s, t = t, s
		}
		if len(s) > 0 && len(t) > 0 {
			if k := d.c.find(Bead{Source: Range{s[0], s[len(s)-1] + 1}, Target: Range{t[0], t[len(t)-1] + 1}}); k >= 0 {
				good[k] = float64(len(s) + len(t))
			} else {
				d.lost = true
			}
		}
	}
	// Null beads are right wherever they stand.
	null := [2]map[int]bool{{}, {}}
	for _, g := range gold {
		s, t := g.s, g.t
		if turned {
			s, t = t, s
		}
		if len(t) == 0 {
			null[0][s[0]] = true
		}
		if len(s) == 0 {
			null[1][t[0]] = true
		}
	}
	for k, b := range d.c.beads {
		if b.c == 0 && null[0][int(b.i)-1] || b.a == 0 && null[1][int(b.j)-1] {
			good[k] = 1
		}
	}
	order := [kinds][kinds]float64{kindTarget: {kindSource: -.5}}
	d.gold = d.c.best(good, &order)
}

// fit maximises the likelihood of the gold paths (conditional random field,
// Lafferty et al. 2001) by Adam over documents.
func fit(docs []*fitDoc, t *testing.T) *weights {
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
	rng := rand.New(rand.NewSource(1))
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
	for h := range w.hidden {
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
	decay := 0.02
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
	epochs := 16
	if e := os.Getenv("EPOCHS"); e != "" {
		fmt.Sscan(e, &epochs)
	}
	grads := make([]float64, size)
	for epoch := range epochs {
		rate := 0.02 * (1 - float64(epoch)/float64(epochs))
		total, all := 0.0, 0
		rng.Shuffle(len(train), func(a, b int) { train[a], train[b] = train[b], train[a] })
		for _, x := range train {
			d := docs[x]
			score := scores(w, d.f)
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
				for h := range w.hidden {
					u := &w.hidden[h]
					a := u.bias
					for k, v := range f {
						a += u.in[k] * float64(v)
					}
					y := math.Tanh(a)
					g := grads[features+kinds*kinds+h*perHidden:][:perHidden]
					da := c * u.out * (1 - y*y)
					for k, v := range f {
						g[k] += da * float64(v)
					}
					g[features] += da
					g[features+1] += c * y
				}
			}
			step++
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
	out := make([]float64, len(f)/features)
	for k := range out {
		out[k] = w.score((*[features]float32)(f[k*features:]))
	}
	return out
}
