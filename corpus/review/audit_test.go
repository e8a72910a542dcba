package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/corpus/store"
)

func auditOf(t testing.TB, dir string, n int, seed uint64) *Audit {
	t.Helper()
	c, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Draw(c, n, seed)
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAudit(dir, s, "Анна", noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestAllocate(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		n     int
		want  []int
	}{
		{nil, 10, []int{}},
		{[]int{0, 0}, 10, []int{0, 0}},
		{[]int{100, 100}, 10, []int{5, 5}},
		{[]int{1000, 10, 1}, 100, []int{97, 2, 1}}, // small strata are not left out
		{[]int{3, 2}, 100, []int{3, 2}},            // no more than there are
		{[]int{50, 50, 50}, 4, []int{2, 2, 2}},     // two of each at least
		{[]int{70, 20, 10}, 33, []int{23, 7, 3}},
	} {
		got := allocate(c.sizes, c.n)
		sum := 0
		for _, x := range got {
			sum += x
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%d of %v: %v (sum %d), want %v", c.n, c.sizes, got, sum, c.want)
		}
	}
}

// The same corpus, number and seed give the same sample, another seed another.
func TestDraw(t *testing.T) {
	dir := corpusOf(t)
	ids := func(n int, seed uint64) (ids []string) {
		for _, it := range auditOf(t, dir, n, seed).Sample.Items {
			ids = append(ids, it.ID)
			if len(it.Texts) < 2 || it.Stratum == "" {
				t.Errorf("item %+v", it)
			}
		}
		return ids
	}
	one := ids(12, 1)
	if len(one) < 12 || !slices.Equal(one, ids(12, 1)) {
		t.Errorf("%v, then %v", one, ids(12, 1))
	}
	if slices.Equal(one, ids(12, 2)) {
		t.Error("another seed gives the same sample")
	}
	all := auditOf(t, dir, 10_000, 1).Sample
	if len(all.Items) != all.Groups {
		t.Errorf("%d of %d groups", len(all.Items), all.Groups)
	}
}

func TestEstimate(t *testing.T) {
	near := func(got, want float64) bool { return math.Abs(got-want) < 5e-4 }
	for _, c := range []struct {
		name                 string
		of                   []Tally
		precision, low, high float64
	}{
		{"nothing judged", []Tally{{Groups: 10}}, 0, 0, 1},
		// A simple random sample: Wilson's interval of 81 of 90 (Newcombe 1998 style).
		{"one stratum", []Tally{{Groups: 1_000_000, Judged: 100, Correct: 90}}, .9, .8254, .9449},
		{"all right", []Tally{{Groups: 1_000_000, Judged: 100, Correct: 100}}, 1, .9630, 1},
		{"everything judged", []Tally{{Groups: 10, Judged: 10, Correct: 9}, {Groups: 5, Judged: 5, Correct: 5}}, 14. / 15, 14. / 15, 14. / 15},
		// Strata are weighed by their groups, not by their judgements.
		{"two strata", []Tally{{Groups: 900_000, Judged: 50, Correct: 50}, {Groups: 100_000, Judged: 50, Correct: 25}}, .95, .8879, .9785},
		{"a stratum not judged", []Tally{{Groups: 100_000, Judged: 50, Correct: 50}, {Groups: 100, Judged: 0}}, 1, .9287, 1},
	} {
		e := estimate(c.of)
		if !near(e.Precision, c.precision) || !near(e.Low, c.low) || !near(e.High, c.high) {
			t.Errorf("%s: %.4f from %.4f to %.4f, want %.4f from %.4f to %.4f", c.name, e.Precision, e.Low, e.High, c.precision, c.low, c.high)
		}
	}
}

// The interval holds the truth about as often as it says: 3,000 corpora of three
// strata, precision near .95, 100 judgements.
func TestIntervalHolds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sizes, precision := []int{6000, 3000, 1000}, []float64{.99, .93, .7}
	truth := .6*.99 + .3*.93 + .1*.7
	held, runs := 0, 3000
	for range runs {
		var all []Tally
		for i, m := range allocate(sizes, 100) {
			tally := Tally{Groups: sizes[i], Judged: m}
			for range m {
				if random.Float64() < precision[i] {
					tally.Correct++
				}
			}
			all = append(all, tally)
		}
		if e := estimate(all); e.Low <= truth && truth <= e.High {
			held++
		}
	}
	if share := float64(held) / float64(runs); share < .93 || share > .99 {
		t.Errorf("the interval held the truth in %.3f of the runs", share)
	}
}

// A table that was filled in is read back; the estimate is in the corpus.
func TestTable(t *testing.T) {
	dir := corpusOf(t)
	a := auditOf(t, dir, 8, 3)
	var b bytes.Buffer
	if err := a.WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if n, seed, err := ReadSeed(lines[0] + "\r\n"); err != nil || n != 8 || seed != 3 {
		t.Errorf("n %d, seed %d, %v", n, seed, err)
	}
	for i, v := range []string{"right", "1", "да", "0", "WRONG"} {
		lines[2+i] = v + lines[2+i]
	}
	if err := a.ReadTable(strings.NewReader(strings.Join(lines, "\n")), "t.tsv"); err != nil {
		t.Fatal(err)
	}
	e := a.Estimate()
	if e.Judged != 5 || e.Correct != 3 || e.Editor != "Анна" || e.Seed != 3 {
		t.Errorf("%+v", e)
	}
	if err := a.Save(); err != nil {
		t.Fatal(err)
	}
	var kept Estimate
	if err := json.Unmarshal([]byte(readAll(t, dir, AuditName)), &kept); err != nil || kept.Judged != 5 || kept.Level != .95 {
		t.Errorf("%v: %+v", err, kept)
	}
	if again := auditOf(t, dir, 8, 3).Estimate(); again.Judged != 5 {
		t.Errorf("read again: %+v", again)
	}
	mark := lines[2][strings.LastIndexByte(lines[2], '\t'):]
	for name, c := range map[string]struct{ old, new, want string }{
		"verdict":       {"right\t", "maybe\t", `t.tsv:3: verdict "maybe"`},
		"column":        {"verdict\t", "judgement\t", `t.tsv:2: no column "verdict"`},
		"other texts":   {mark, "\tffff", "has other texts now"},
		"unknown group": {"#g", "#h", "is not in the sample"},
	} {
		text := strings.Replace(strings.Join(lines, "\n"), c.old, c.new, 1)
		if err := a.ReadTable(strings.NewReader(text), "t.tsv"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	twice := strings.Join(append(lines, lines[2]), "\n")
	if err := a.ReadTable(strings.NewReader(twice), "t.tsv"); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("twice: %v", err)
	}
}

// A torn line of judgements counts for nothing, and swallows nothing.
func TestTornJudgement(t *testing.T) {
	dir := corpusOf(t)
	a := auditOf(t, dir, 8, 3)
	if _, err := a.Judge(Judgement{ID: a.Sample.Items[0].ID, Verdict: "right"}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	path := filepath.Join(dir, JudgementsName)
	whole := readAll(t, path)
	if err := os.WriteFile(path, []byte(whole+whole[:len(whole)/2]), 0o644); err != nil {
		t.Fatal(err)
	}
	a = auditOf(t, dir, 8, 3)
	if a.Estimate().Judged != 1 {
		t.Errorf("%+v", a.Estimate())
	}
	if _, err := a.Judge(Judgement{ID: a.Sample.Items[1].ID, Verdict: "wrong"}); err != nil {
		t.Fatal(err)
	}
	if again := auditOf(t, dir, 8, 3).Estimate(); again.Judged != 2 || again.Correct != 1 {
		t.Errorf("%+v", again)
	}
	for _, j := range []Judgement{{ID: "no such", Verdict: "right"}, {ID: a.Sample.Items[0].ID, Verdict: "fine"}} {
		if _, err := a.Judge(j); err == nil {
			t.Errorf("%+v was taken", j)
		}
	}
}
