package pipeline

import (
	"cmp"
	"math"
	"slices"

	"tritext/align/lexicon"
)

// Which documents translate each other? Words of one language are led into the
// words of the other by the translation model, once for the vocabulary of all
// documents together; numbers, dates, symbols and names in Latin letters stand for
// themselves. Each document then is a vector of what it holds, weighed by rarity
// (idf), and the documents of the other language with the greatest cosine are found
// over an inverted index, which costs time in proportion to what they share and not
// to the square of their number. What nearly all documents hold (formulas of annual
// resolutions) is not looked at where rarer things are there.

// bag is what a document holds.
type bag struct {
	lang   string
	words  map[string]int // matching forms of words, with their number
	exact  map[string]int // numbers, dates, symbols, and pairs of numbers that follow each other
	latin  map[string]int // words in Latin letters in text of another script: English words
	length float64        // in characters of English
	symbol string         // UN symbol in its masthead, "" if none
}

// match is a candidate of a document in another language.
type match struct {
	source, target int     // numbers of the documents
	score          float64 // cosine of what they hold, 0 to 1, less what their lengths speak against it
	rival          float64 // greatest score of another candidate of either
	exact          float64 // share of the exact things, weighed by rarity, that have a counterpart
	p              float64 // probability that they translate each other
}

const (
	candidates = 5   // of a document in each other language
	exactness  = 1.5 // weight of an exact thing against a word of the same rarity
	ledBy      = .08 // least probability by which a word is led to another
	commonest  = .25 // share of documents from which on a word is not looked up, of many documents
	few        = 40  // documents that are not many
)

// Between lengths of translations, brought to English by segment.Length, the
// logarithm of the ratio has a standard deviation of .12 to .2 on documents of the
// gold sets; twice as much is allowed for front matter that only one side has.
const lengthSpread = .4

// Of the logistic curve of confidence, fitted by hand to the gold sets that
// BenchmarkPair names: right pairs have scores of .25 to .7 and lie .1 to .5 above
// their rivals, wrong ones seldom above .2.
const (
	byScore  = 14
	byMargin = 22
	offset   = -4.6
)

// index is the documents of one language by what they hold.
type index struct {
	docs     []int // numbers in the list of all
	postings map[string][]posting
	idf      map[string]float64
	norm     []float64 // by place in docs
}

type posting struct {
	doc    int // place in docs
	weight float64
}

// Keys of exact things and of Latin words in an index begin so, those of words do not.
const (
	exactly = "="
	latin   = "~"
)

// newIndex makes the index of the documents in one language.
func newIndex(bags []bag, lang string) *index {
	x := &index{postings: map[string][]posting{}, idf: map[string]float64{}}
	for i := range bags {
		if bags[i].lang == lang {
			x.docs = append(x.docs, i)
		}
	}
	df := map[string]int{}
	for _, i := range x.docs {
		for w := range bags[i].words {
			df[w]++
		}
		for w := range bags[i].exact {
			df[exactly+w]++
		}
		for w := range bags[i].latin {
			df[latin+w]++
		}
	}
	n := float64(len(x.docs))
	for w, count := range df {
		x.idf[w] = math.Log(1 + n/float64(count))
	}
	x.norm = make([]float64, len(x.docs))
	for at, i := range x.docs {
		for _, w := range sortedKeys(bags[i].words) {
			x.add(at, w, 1, bags[i].words[w])
		}
		for _, w := range sortedKeys(bags[i].exact) {
			x.add(at, exactly+w, exactness, bags[i].exact[w])
		}
		for _, w := range sortedKeys(bags[i].latin) {
			x.add(at, latin+w, exactness, bags[i].latin[w])
		}
		x.norm[at] = math.Sqrt(x.norm[at])
	}
	return x
}

// add puts a thing of a document into the index.
func (x *index) add(at int, key string, factor float64, count int) {
	w := factor * x.idf[key] * often(count)
	x.postings[key] = append(x.postings[key], posting{at, w})
	x.norm[at] += w * w
}

// often is how much a thing that stands several times counts.
func often(count int) float64 { return 1 + math.Log(float64(count)) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// led is a word of the other language that a word is led to.
type led struct {
	word string
	p    float64
}

// lead leads the words of all documents of a language to words of another.
func lead(bags []bag, source, target string, lex *lexicon.Pair) map[string][]led {
	vocabulary := func(lang string) []string {
		all := map[string]bool{}
		for i := range bags {
			if bags[i].lang == lang {
				for w := range bags[i].words {
					all[w] = true
				}
			}
		}
		return sortedKeys(all)
	}
	from, to := vocabulary(source), vocabulary(target)
	out := map[string][]led{}
	lex.Links(from, to, func(i, j int, forward, backward float32) {
		if p := math.Sqrt(float64(forward) * float64(backward)); p >= ledBy {
			out[from[i]] = append(out[from[i]], led{to[j], p})
		}
	})
	return out
}

// matches finds the candidates of the documents of one language among those of
// another.
func matches(bags []bag, source, target string, lex *lexicon.Pair) []match {
	x := newIndex(bags, target)
	leads := lead(bags, source, target, lex)
	var all []match
	score := make([]float64, len(x.docs))
	exact := make([]float64, len(x.docs))
	for i := range bags {
		b := &bags[i]
		if b.lang != source || len(x.docs) == 0 {
			continue
		}
		clear(score)
		clear(exact)
		// What the document should hold in the other language.
		want := map[string]float64{}
		for w, count := range b.words {
			for _, l := range leads[w] {
				want[l.word] = max(want[l.word], l.p*often(count))
			}
		}
		for w, count := range b.exact {
			want[exactly+w] = exactness * often(count)
		}
		for w, count := range b.latin {
			if target == "en" {
				want[w] = max(want[w], exactness*often(count))
			} else {
				want[latin+w] = exactness * often(count)
			}
		}
		if source == "en" {
			for w, count := range b.words {
				if x.idf[latin+w] > 0 {
					want[latin+w] = exactness * often(count)
				}
			}
		}
		norm, exactAll := 0., 0.
		for _, key := range sortedKeys(want) {
			idf, known := x.idf[key]
			if !known {
				if key[:1] == exactly { // a number that no other document has
					idf = math.Log(1 + float64(len(x.docs)))
				} else {
					continue
				}
			}
			weight := want[key] * idf
			norm += weight * weight
			if key[:1] == exactly {
				exactAll += weight
			}
			list := x.postings[key]
			if len(x.docs) > few && float64(len(list)) > commonest*float64(len(x.docs)) {
				continue
			}
			for _, p := range list {
				score[p.doc] += weight * p.weight
				if key[:1] == exactly {
					exact[p.doc] += weight
				}
			}
		}
		if norm == 0 {
			continue
		}
		norm = math.Sqrt(norm)
		var list []match
		for at, s := range score {
			if s == 0 {
				continue
			}
			other := &bags[x.docs[at]]
			if b.symbol != "" && other.symbol != "" && b.symbol != other.symbol {
				continue // each says what it is
			}
			ratio := math.Log((b.length+50)/(other.length+50)) / lengthSpread
			m := match{source: i, target: x.docs[at], score: s/(norm*x.norm[at]) - .05*min(ratio*ratio, 6)}
			if exactAll > 0 {
				m.exact = exact[at] / exactAll
			}
			list = append(list, m)
		}
		slices.SortFunc(list, func(a, b match) int { return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.target, b.target)) })
		for k := range list[:min(candidates, len(list))] {
			m := list[k]
			if k == 0 && len(list) > 1 {
				m.rival = list[1].score
			} else {
				m.rival = list[0].score
			}
			all = append(all, m)
		}
	}
	// A rival of the target counts as much as one of the source.
	best := map[int][2]float64{}
	for i := range all {
		b := best[all[i].target]
		switch s := all[i].score; {
		case s > b[0]:
			b = [2]float64{s, b[0]}
		case s > b[1]:
			b[1] = s
		}
		best[all[i].target] = b
	}
	for i := range all {
		m := &all[i]
		b := best[m.target]
		other := b[0]
		if m.score == b[0] {
			other = b[1]
		}
		m.rival = max(m.rival, other)
		m.p = 1 / (1 + math.Exp(-(offset + byScore*m.score + byMargin*(m.score-max(m.rival, 0)))))
		if b1, b2 := bags[m.source].symbol, bags[m.target].symbol; b1 != "" && b1 == b2 {
			m.p = max(m.p, .99)
		}
	}
	return all
}
