package lexicon_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"runtime"
	"testing"

	"tritext/align/lexicon"
)

// concepts are words that mean the same in three made-up languages; sentences
// are handfuls of them. The Chinese ones are two characters, of which the
// second tells what kind of thing it is.
const concepts = 40

func concept(lang, k int) string {
	switch lang {
	case 0:
		return string(rune('一'+k)) + string(rune('丁'+100+k%4))
	case 1:
		return fmt.Sprint("word", k)
	}
	return fmt.Sprint("слово", k)
}

// taught is a trainer that has seen sentences of the concepts.
func taught(sentences int) *lexicon.VectorTrainer {
	t := lexicon.NewVectorTrainer(3, lexicon.VectorOptions{Dims: 16, Epochs: 4})
	rng := rand.New(rand.NewSource(7))
	for range sentences {
		row := make([][]string, 3)
		for range 6 {
			k := rng.Intn(concepts)
			for l := range row {
				row[l] = append(row[l], concept(l, k))
			}
		}
		t.Add(row, false)
	}
	return t
}

// modelled trains the vectors and puts them into a model of the concepts.
func modelled(t *lexicon.VectorTrainer) *lexicon.Model {
	t.Train(nil)
	var words []string
	for k := range concepts {
		words = append(words, concept(0, k)+"|"+concept(1, k))
	}
	m := lexicon.NewModel("", small("zh", "en", append(words, string(rune('丁'+100))+"|kind")...))
	for _, v := range m.Vocabularies {
		v.Vectors = t.Vectors(map[string]int{"zh": 0, "en": 1}[v.Lang], v)
	}
	return m
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for d := range a {
		ab += float64(a[d]) * float64(b[d])
		aa += float64(a[d]) * float64(a[d])
		bb += float64(b[d]) * float64(b[d])
	}
	return ab / math.Sqrt(aa*bb)
}

func vector(t *testing.T, p *lexicon.Pair, source bool, word string) []float32 {
	t.Helper()
	dims, v := p.Vectors(source, []string{word})
	if dims != 16 || len(v) != dims {
		t.Fatalf("%d dims, %d numbers", dims, len(v))
	}
	return v
}

func TestVectors(t *testing.T) {
	p := pair(t, modelled(taught(3000)), "zh", "en")
	for k := range concepts {
		own := cosine(vector(t, p, true, concept(0, k)), vector(t, p, false, concept(1, k)))
		for other := range concepts {
			if c := cosine(vector(t, p, true, concept(0, k)), vector(t, p, false, concept(1, other))); other != k && c >= own {
				t.Fatalf("%s is nearer to %s (%.2f) than to %s (%.2f)", concept(0, k), concept(1, other), c, concept(1, k), own)
			}
		}
	}
	// A word that was never seen has its characters' vector, weighed.
	part, whole := vector(t, p, true, string(rune('丁'+100))), vector(t, p, true, "龜"+string(rune('丁'+100)))
	if c := cosine(part, whole); c < .999 {
		t.Errorf("an unknown word of one known character: cosine %.3f with it", c)
	}
	if c := cosine(part, vector(t, p, true, "龜\xff"+string(rune('丁'+100)))); c < .999 {
		t.Errorf("the same with a byte that is no character: cosine %.3f", c)
	}
	for _, x := range vector(t, p, false, "unheard") {
		if x != 0 {
			t.Fatal("an unknown word has a vector")
		}
	}
}

// The same text gives the same bytes, on one core and on several.
func TestVectorsAgain(t *testing.T) {
	var files [2]bytes.Buffer
	for k := range files {
		if k == 1 {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		}
		if err := modelled(taught(2500)).Write(&files[k]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("trained again, the vectors are others")
	}
}

func TestVectorsInFile(t *testing.T) {
	m := modelled(taught(2500))
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	back, err := lexicon.Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	a, b := pair(t, m, "zh", "en"), pair(t, back, "zh", "en")
	for k := range concepts {
		x, y := vector(t, a, true, concept(0, k)), vector(t, b, true, concept(0, k))
		for d := range x {
			if x[d] != y[d] {
				t.Fatalf("%s: %v written, %v read", concept(0, k), x, y)
			}
		}
	}
	// The vectors are not packed: a flipped bit must be found by their checksum.
	at := bytes.Index(file.Bytes(), m.Vocabularies[0].Vectors.Steps)
	if at < 0 {
		t.Fatal("the file does not hold the vectors as they are")
	}
	damaged := bytes.Clone(file.Bytes())
	damaged[at+5] ^= 4
	if _, err := lexicon.Read(bytes.NewReader(damaged)); !errors.Is(err, lexicon.ErrFormat) {
		t.Errorf("a flipped bit: %v", err)
	}
	for n := range file.Len() {
		if _, err := lexicon.Read(bytes.NewReader(file.Bytes()[:n])); !errors.Is(err, lexicon.ErrFormat) {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
	}
}

func TestVectorTrainer(t *testing.T) {
	tr := lexicon.NewVectorTrainer(2, lexicon.VectorOptions{})
	tr.Add([][]string{{"a"}, nil}, false)
	tr.Add([][]string{{"a"}, {}}, false)
	if tr.Len() != 0 {
		t.Errorf("%d pairs of texts of which one is missing", tr.Len())
	}
	for range 3 {
		tr.Add([][]string{{"a", "b", "a"}, {"c"}}, false)
	}
	if tr.Len() != 1 || tr.Enough() {
		t.Errorf("one pair three times: %d pairs, enough: %v", tr.Len(), tr.Enough())
	}
	tr.Train(nil) // of one pair there is nothing to learn; it must not fail
	m := lexicon.NewModel("", zhEn())
	if dims, v := pair(t, m, "zh", "en").Vectors(true, []string{"大会"}); dims != 0 || v != nil {
		t.Errorf("a model without vectors: %d dims, %v", dims, v)
	}
}
