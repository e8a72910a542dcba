package lexicon

import (
	"cmp"
	"math"
	"math/rand"
	"slices"
)

// VectorOptions of a VectorTrainer; the zero value is the good default.
type VectorOptions struct {
	Dims   int // numbers of a vector, a multiple of 8; default 64
	Epochs int // passes over all pairs, default 8
}

// LeastPairs is how many pairs of texts a VectorTrainer needs.
const LeastPairs = 2000

// Training by in-batch softmax.
const (
	batchSize   = 256 // pairs of which each has to find its translation among the others'
	firstRate   = 0.15
	rateFalls   = 0.85 // from epoch to epoch
	sharpness   = 18   // cosines are multiplied by it before the softmax
	leastSeen   = 2    // times that a word must have been seen to have a vector of its own
	firstSpread = 0.1
	mostInfo    = 9.0 // nats; a word's first length is its share of it
	leastInfo   = 0.05
	neighbours  = 0.5 // share of the text that is trained in the order of the text …
	stretch     = 16  // … in stretches of so many pairs
	likeLength  = 0.3 // spread of the logarithm of lengths in a batch of pairs of like length
	longText    = 110 // words: longer texts are left out
	vectorSeed  = 1
	tinyWeight  = 1e-4 // in a gradient
)

// VectorTrainer learns vectors of words from translations in several
// languages: a dual encoder whose sentence vector is the sum of its distinct
// words' vectors (of a Chinese word also its characters'), trained so that of a
// batch of sentences each finds its own translation by cosine, in both
// directions (in-batch softmax, as in Guo et al. 2018, Effective parallel
// corpus mining using bilingual sentence embeddings), by Adagrad. Half of the
// batches are neighbours in the text, which are the hardest to tell apart and
// those that an aligner has to; the others are of like length.
//
// The vectors depend on the rows and their order alone.
type VectorTrainer struct {
	opt   VectorOptions
	langs []*features
	pairs []textPair
	seen  map[uint64]bool

	table   []float32 // by feature: its vector
	squares []float32 // by feature: mean of its squared gradients, summed up
}

// features are the words and characters of a language.
type features struct {
	counter
	at []int32 // place in the table; −1: none
}

// textPair is two texts that translate each other.
type textPair struct {
	lang  [2]uint8
	words [2][]int32 // distinct, rising
	text  [2]uint64  // hash of the words: equal texts are no wrong answer
	entry bool       // of a dictionary: it has no neighbours
}

// NewVectorTrainer makes an empty trainer of so many languages.
func NewVectorTrainer(languages int, opt VectorOptions) *VectorTrainer {
	if opt.Dims == 0 {
		opt.Dims = 64
	}
	opt.Dims = (opt.Dims + 7) / 8 * 8
	if opt.Epochs == 0 {
		opt.Epochs = 8
	}
	t := &VectorTrainer{opt: opt, seen: make(map[uint64]bool)}
	for range languages {
		t.langs = append(t.langs, &features{counter: *newCounter()})
	}
	return t
}

// Add takes a text in several languages: by language its words, nil where it is
// missing. entry tells that it is an entry of a dictionary. The same texts a
// second time teach nothing.
func (t *VectorTrainer) Add(words [][]string, entry bool) {
	ids := make([][]int32, len(words))
	for l, list := range words {
		if len(list) > 0 && len(list) <= longText {
			ids[l] = t.langs[l].number(list)
		}
	}
	for a := range ids {
		for b := a + 1; b < len(ids); b++ {
			if ids[a] == nil || ids[b] == nil {
				continue
			}
			text := [2]uint64{hash(a, ids[a]), hash(b, ids[b])}
			pair := text[0]*31 + text[1]
			if !t.seen[pair] {
				t.seen[pair] = true
				t.pairs = append(t.pairs, textPair{[2]uint8{uint8(a), uint8(b)}, [2][]int32{ids[a], ids[b]}, text, entry})
			}
		}
	}
}

// number counts words and their characters, and gives the numbers of the distinct words.
func (f *features) number(words []string) []int32 {
	for _, w := range words {
		f.distinct(characters(w))
	}
	out := f.distinct(words)
	slices.Sort(out)
	return out
}

// hash is FNV-1a over numbers, with a shift that mixes the upper bits in.
func hash(lang int, ids []int32) uint64 {
	h := uint64(14695981039346656037) + uint64(lang)
	for _, k := range ids {
		h = (h ^ uint64(k)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// Len is the number of pairs of texts taken so far.
func (t *VectorTrainer) Len() int { return len(t.pairs) }

// Enough tells whether the pairs are enough to learn from.
func (t *VectorTrainer) Enough() bool { return len(t.pairs) >= LeastPairs }

// Train learns the vectors. progress, if not nil, is called after each epoch
// with the share of texts that found their translation in their batch.
func (t *VectorTrainer) Train(progress func(epoch, epochs int, found float64)) {
	rng := rand.New(rand.NewSource(vectorSeed))
	t.start(rng)
	b := newBatch(t)
	rate := firstRate
	for epoch := range t.opt.Epochs {
		found, all := 0, 0
		for _, list := range t.batches(rng) {
			found += b.step(list, float32(rate))
			all += len(list)
		}
		if progress != nil {
			progress(epoch+1, t.opt.Epochs, float64(found)/float64(max(1, all)))
		}
		rate *= rateFalls
	}
}

// start gives every word that was seen often enough a place and a first vector,
// the longer the more the word tells.
func (t *VectorTrainer) start(rng *rand.Rand) {
	n := 0
	for _, f := range t.langs {
		f.at = make([]int32, len(f.words))
		for k := range f.words {
			f.at[k] = -1
			if f.count[k] < leastSeen {
				continue
			}
			f.at[k] = int32(n)
			n++
			info := min(math.Log(2*float64(len(t.pairs))/f.count[k]), mostInfo) / mostInfo
			length := firstSpread * max(info, leastInfo)
			for range t.opt.Dims {
				t.table = append(t.table, float32(rng.NormFloat64()*length))
			}
		}
	}
	t.squares = make([]float32, n)
	for k := range t.squares {
		t.squares[k] = 1e-4
	}
}

// batches cuts the pairs into batches, in random order.
func (t *VectorTrainer) batches(rng *rand.Rand) [][]int32 {
	type far struct {
		pair int32
		key  float64
	}
	var near []int32
	var others []far
	for lo := 0; lo < len(t.pairs); lo += stretch {
		inOrder := rng.Float64() < neighbours && !t.pairs[lo].entry
		for k := lo; k < min(lo+stretch, len(t.pairs)); k++ {
			if inOrder {
				near = append(near, int32(k))
				continue
			}
			p := &t.pairs[k]
			others = append(others, far{int32(k), math.Log(float64(len(p.words[0])+len(p.words[1])+1)) + rng.NormFloat64()*likeLength})
		}
	}
	slices.SortFunc(others, func(a, b far) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.pair, b.pair)) })
	like := make([]int32, len(others))
	for k, x := range others {
		like[k] = x.pair
	}
	var out [][]int32
	for _, list := range [][]int32{near, like} {
		for part := range slices.Chunk(list, batchSize) {
			out = append(out, part)
		}
	}
	rng.Shuffle(len(out), func(a, b int) { out[a], out[b] = out[b], out[a] })
	return out
}

// weighed is a feature of a text with its weight.
type weighed struct {
	at     int32
	weight float32
}

// features lists what a text's vector is the sum of.
func (t *VectorTrainer) features(lang uint8, words []int32, to []weighed) []weighed {
	f := t.langs[lang]
	for _, k := range words {
		if at := f.at[k]; at >= 0 {
			to = append(to, weighed{at, 1})
		}
		for _, c := range characters(f.words[k]) {
			if at := f.at[f.ids[c]]; at >= 0 {
				to = append(to, weighed{at, characterWeight})
			}
		}
	}
	return to
}

// vector is that of the table's place.
func (t *VectorTrainer) vector(at int32) []float32 {
	return t.table[int(at)*t.opt.Dims : int(at+1)*t.opt.Dims]
}

// Vectors gives the vectors of a vocabulary in the given of the languages.
func (t *VectorTrainer) Vectors(lang int, v *Vocabulary) *Vectors {
	f := t.langs[lang]
	sum := make([]float32, t.opt.Dims)
	return newVectors(t.opt.Dims, len(v.Words), func(word int) []float32 {
		k, ok := f.ids[v.Words[word]]
		if !ok || f.at[k] < 0 {
			return nil // perhaps it has characters: Pair.Vectors adds them up
		}
		clear(sum)
		for _, x := range t.features(uint8(lang), []int32{k}, nil) {
			axpy(x.weight, t.vector(x.at), sum)
		}
		return sum
	})
}
