package align

import (
	"fmt"
	"go/format"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"tritext/align/lexicon"
	"tritext/testdata"
)

// TestFit fits the weights and writes weights.go: see WEIGHTS.md. It runs if
// TRITEXT_FIT names a model that was trained without the texts that the
// weights are fitted on (else every word would look known). The same training
// text, model and weights so far give the same weights.
func TestFit(t *testing.T) {
	path := os.Getenv("TRITEXT_FIT")
	if path == "" {
		t.Skip("TRITEXT_FIT names no model to fit the weights with")
	}
	m, err := lexicon.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	var singles [fits]*weights
	var votes [fits]*jointWeights
	free := make(chan bool, 2) // two at a time: each holds a gigabyte
	var wg sync.WaitGroup
	for k := range fits {
		free <- true
		wg.Go(func() {
			defer func() { <-free }()
			singles[k], votes[k] = fitOnce(t, m, int64(k+1))
		})
	}
	wg.Wait()
	all, joint := &weights{}, &jointWeights{}
	for k := range fits {
		all.add(singles[k], k)
		joint.add(votes[k])
	}
	writeWeights(t, all, joint)
}

// fitOnce makes the texts of a seed and fits the weights on them.
func fitOnce(t *testing.T, m *lexicon.Model, seed int64) (*weights, *jointWeights) {
	docs := explored(t, m, fitJobs(t, testdata.Shared(t, "data", "train", "text"), seed))
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
	t.Logf("fit %d: %d texts, %d of known paragraphs, %d with a gold bead that is no candidate, %d beads, %d candidates", seed, len(docs), open, lost, beads, cands)
	w := fit(docs, seed, t)
	return w, fitJoint(docs, w, t)
}

// add adds the k-th fit to a mean.
func (w *weights) add(one *weights, k int) {
	for x, v := range one.feature {
		w.feature[x] += v / fits
	}
	for a := range kinds {
		for b := range kinds {
			w.follow[a][b] += one.follow[a][b] / fits
		}
	}
	for h := range fitUnits {
		u := one.hidden[h]
		u.out /= fits
		w.hidden[k*fitUnits+h] = u
	}
}

func (w *jointWeights) add(one *jointWeights) {
	w.own += one.own / fits
	w.full += one.full / fits
	w.null += one.null / fits
	for c, v := range one.bias {
		w.bias[c] += v / fits
	}
}

// explored aligns the made texts up to their candidates.
func explored(t *testing.T, m *lexicon.Model, jobs []fitJob) []*fitDoc {
	docs := make([]*fitDoc, len(jobs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wg.Go(func() {
			for k := range next {
				j := &jobs[k]
				p, err := m.Pair(j.from, j.to)
				if err != nil {
					t.Error(err)
					continue
				}
				x := New(p, Options{}).draft(j.src, j.tgt)
				if x.w == nil {
					continue // one side is empty
				}
				d := &fitDoc{text: j.text, x: j.x, y: j.y, turned: x.turned, c: x.w.candidates, f: make([]float32, len(x.w.beads)*features)}
				x.t.measure(d.c, func(k int, row *[features]float32, _ translated) { copy(d.f[k*features:], row[:]) })
				if j.rows[0] != nil {
					d.paragraphs(j.rows, d.turned)
				} else {
					d.oracle(j.gold, d.turned)
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
	return slices.DeleteFunc(docs, func(d *fitDoc) bool { return d == nil })
}

// writeWeights writes weights.go.
func writeWeights(t *testing.T, w *weights, joint *jointWeights) {
	source, err := os.ReadFile("features.go")
	if err != nil {
		t.Fatal(err)
	}
	ids := regexp.MustCompile(`(?m)^\t(f[A-Z0-9]\w*)`).FindAllStringSubmatch(string(source), features)
	var b strings.Builder
	fmt.Fprintf(&b, "package align\n\n// fitted are the weights that TestFit gave.\nvar fitted = weights{\n\tfeature: [features]float64{\n")
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
