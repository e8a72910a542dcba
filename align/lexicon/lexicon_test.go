package lexicon_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tritext/align/lexicon"
)

// small trains a table from a handful of sentences, repeated so that counts
// matter, among others, so that standing together is no chance.
func small(source, target string, pairs ...string) *lexicon.Table {
	t := lexicon.NewTrainer(lexicon.TrainOptions{})
	for range 5 {
		for _, p := range pairs {
			s, u, _ := strings.Cut(p, "|")
			t.Add(strings.Fields(s), strings.Fields(u), 1)
		}
		for i := range 20 {
			t.Add([]string{fmt.Sprint("p", i)}, []string{fmt.Sprint("q", i)}, 1)
		}
	}
	return t.Train(source, target, nil)
}

func zhEn() *lexicon.Table {
	return small("zh", "en", "大会 决议|assembli resolut", "大会 会议|assembli meet", "安理会 决议|council resolut", "安理会 会议|council meet", "秘书长|secretari")
}

func enRu() *lexicon.Table {
	return small("en", "ru", "assembli resolut|ассамбле резолюц", "assembli meet|ассамбле заседан", "council resolut|совет резолюц", "council meet|совет заседан")
}

// best gives the likeliest translation.
func best(t *testing.T, p *lexicon.Pair, word string, among ...string) string {
	t.Helper()
	top, out := float32(0), ""
	p.Links([]string{word}, among, func(_, j int, f, b float32) {
		if f <= 0 || f > 1 || b < 0 || b > 1 {
			t.Errorf("%s %s: probabilities %v %v", word, among[j], f, b)
		}
		if f > top {
			top, out = f, among[j]
		}
	})
	return out
}

func pair(t *testing.T, m *lexicon.Model, s, u string) *lexicon.Pair {
	t.Helper()
	p, err := m.Pair(s, u)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTrain(t *testing.T) {
	m := lexicon.NewModel("", zhEn())
	english := []string{"assembli", "council", "resolut", "meet", "secretari", "unknown"}
	for zh, want := range map[string]string{"大会": "assembli", "安理会": "council", "决议": "resolut", "会议": "meet", "秘书长": "secretari", "没有": ""} {
		if got := best(t, pair(t, m, "zh", "en"), zh, english...); got != want {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
	if got := best(t, pair(t, m, "en", "zh"), "council", "大会", "安理会"); got != "安理会" {
		t.Errorf("turned: council: %q", got)
	}
	share := pair(t, m, "en", "zh").SourceShares([]string{"assembli", "unknown"})
	if math.Abs(share[0]-10./145) > .01 || share[1] != 0 {
		t.Errorf("shares %v", share)
	}
	if _, err := m.Pair("zh", "ru"); err == nil || !strings.Contains(err.Error(), "zh-en") {
		t.Errorf("a pair that the model has not: %v", err)
	}
}

// Add refuses what teaches nothing.
func TestAdd(t *testing.T) {
	tr := lexicon.NewTrainer(lexicon.TrainOptions{LongPair: 5})
	for _, c := range []struct {
		source, target string
		want           bool
	}{
		{"", "", false}, {"大会", "", false}, {"", "assembli", false}, {"大会", "assembli", true},
		{"一 二 三 四 五 六", "one two", false},
	} {
		if got := tr.Add(strings.Fields(c.source), strings.Fields(c.target), 1); got != c.want {
			t.Errorf("%q %q: %v", c.source, c.target, got)
		}
	}
	if tr.Len() != 1 {
		t.Error(tr.Len())
	}
}

func TestCompose(t *testing.T) {
	m := lexicon.NewModel("", zhEn(), enRu())
	zhRu := lexicon.Compose(m.Tables[0], m.Tables[1], nil, 0)
	m = lexicon.NewModel("", m.Tables[0], m.Tables[1], zhRu)
	for zh, want := range map[string]string{"大会": "ассамбле", "安理会": "совет", "会议": "заседан"} {
		if got := best(t, pair(t, m, "zh", "ru"), zh, "ассамбле", "совет", "резолюц", "заседан"); got != want {
			t.Errorf("%s: %q, want %q", zh, got, want)
		}
	}
	// A direct table that says otherwise wins where its words were seen often.
	m = lexicon.NewModel("", m.Tables[0], m.Tables[1], small("zh", "ru", "大会|съезд"))
	m.Tables[2] = lexicon.Compose(m.Tables[0], m.Tables[1], m.Tables[2], 1e6)
	if got := best(t, pair(t, m, "zh", "ru"), "大会", "ассамбле", "съезд"); got != "съезд" {
		t.Errorf("direct: %q", got)
	}
}

func TestWiden(t *testing.T) {
	table := small("zh", "en", "会议|meet", "会议|session", "开会|session", "届会|session")
	m := lexicon.NewModel("", table)
	wide := lexicon.NewModel("", lexicon.Widen(m.Tables[0], m.Tables[0]))
	if got := best(t, pair(t, wide, "zh", "en"), "届会", "meet"); got != "meet" {
		t.Errorf("届会 reaches %q, want meet through session and 会议", got)
	}
}

// Chinese words are found by their parts when a text cuts them otherwise.
func TestParts(t *testing.T) {
	m := lexicon.NewModel("", small("zh", "en", "安全|secur", "理事会|council", "大会|assembli", "决议|resolut"))
	if got := best(t, pair(t, m, "zh", "en"), "安全理事", "secur", "resolut"); got != "secur" {
		t.Errorf("%q", got)
	}
}

func TestReadWrite(t *testing.T) {
	m := lexicon.NewModel("zh en ru, 试", zhEn(), enRu())
	var one, two bytes.Buffer
	if err := m.Write(&one); err != nil {
		t.Fatal(err)
	}
	back, err := lexicon.Read(bytes.NewReader(one.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if back.Comment != m.Comment || len(back.Tables) != 2 || len(back.Vocabularies) != 3 {
		t.Fatalf("read back: %+v", back)
	}
	if err := back.Write(&two); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("written again, the model has other bytes")
	}
	if got := best(t, pair(t, back, "zh", "en"), "大会", "assembli", "council"); got != "assembli" {
		t.Errorf("read back: 大会: %q", got)
	}
	for n := range one.Len() {
		if _, err := lexicon.Read(bytes.NewReader(one.Bytes()[:n])); !errors.Is(err, lexicon.ErrFormat) {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := lexicon.NewModel("", zhEn()).Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("tritext lexicon 3\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := lexicon.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := m.Write(&out); err != nil {
			t.Fatal(err)
		}
	})
}

func TestProb(t *testing.T) {
	for _, p := range []float64{1, .9, .5, .1, .01, .001} {
		if got := float64(lexicon.NewProb(p).Float()); math.Abs(got-p) > .017*p {
			t.Errorf("%v comes back as %v", p, got)
		}
	}
	if lexicon.NewProb(0).Float() != 0 || lexicon.NewProb(1e-9).Float() != 0 {
		t.Error("nothing must stay nothing")
	}
}

func TestLoad(t *testing.T) {
	if _, err := lexicon.Load(filepath.Join(t.TempDir(), "none.ttx")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	bad := filepath.Join(t.TempDir(), "bad.ttx")
	if err := os.WriteFile(bad, []byte("not a model"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := lexicon.Load(bad); !errors.Is(err, lexicon.ErrFormat) || !strings.Contains(err.Error(), "bad.ttx") {
		t.Errorf("bad: %v", err)
	}
	m, err := lexicon.Load("")
	if err != nil || !strings.HasPrefix(m.ID, "embedded-") {
		t.Fatalf("embedded: %v %v", m, err)
	}
	for _, p := range [][2]string{{"zh", "en"}, {"en", "zh"}, {"en", "ru"}, {"zh", "ru"}} {
		pair(t, m, p[0], p[1])
	}
	if got := best(t, pair(t, m, "zh", "ru"), "决议", "резолюц", "доклад"); got != "резолюц" {
		t.Errorf("决议: %q", got)
	}
}

// A damaged part is found when its pair is asked for, and the error names the file.
func TestLoadDamaged(t *testing.T) {
	var file bytes.Buffer
	if err := lexicon.NewModel("", zhEn(), enRu()).Write(&file); err != nil {
		t.Fatal(err)
	}
	data := file.Bytes()
	data[len(data)-6] ^= 1 // in the last table, en-ru
	path := filepath.Join(t.TempDir(), "damaged.ttx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := lexicon.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	pair(t, m, "zh", "en")
	for range 2 { // the same answer each time
		if _, err := m.Pair("ru", "en"); !errors.Is(err, lexicon.ErrFormat) || !strings.Contains(err.Error(), "damaged.ttx") {
			t.Errorf("damaged: %v", err)
		}
	}
	if _, err := lexicon.Read(bytes.NewReader(data)); !errors.Is(err, lexicon.ErrFormat) {
		t.Errorf("read whole: %v", err)
	}
}

// Many goroutines may ask for pairs of a model that is not unpacked yet.
func TestPairConcurrent(t *testing.T) {
	var file bytes.Buffer
	if err := lexicon.NewModel("", zhEn(), enRu()).Write(&file); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "m.ttx")
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := lexicon.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for k := range 8 {
		group.Go(func() {
			langs := [][2]string{{"zh", "en"}, {"en", "ru"}, {"ru", "en"}}[k%3]
			p, err := m.Pair(langs[0], langs[1])
			if err != nil {
				t.Error(err)
				return
			}
			if s := p.SourceShares([]string{"assembli", "大会", "ассамбле"}); s[0]+s[1]+s[2] == 0 {
				t.Errorf("%v: nothing known", langs)
			}
		})
	}
	group.Wait()
}

// BenchmarkLoad is what a run that aligns one pair waits for.
func BenchmarkLoad(b *testing.B) {
	for _, p := range [][2]string{{"zh", "en"}, {"en", "ru"}, {"zh", "ru"}} {
		b.Run(p[0]+"-"+p[1], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m, err := lexicon.Load("model.ttx")
				if err != nil {
					b.Fatal(err)
				}
				if _, err := m.Pair(p[0], p[1]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("model.ttx")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := lexicon.Read(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func ExamplePair_Links() {
	m, err := lexicon.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	p, _ := m.Pair("zh", "en")
	p.Links([]string{"大会"}, []string{"tree", "assembl"}, func(i, j int, forward, backward float32) {
		fmt.Println(i, j, forward > 0.2)
	})
	// Output:
	// 0 1 true
}
