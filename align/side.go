package align

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Prior shares of words that neither the lexicon nor the document knows
// better; estimated on data/train of the model (the share of a word seen once).
const (
	unknownShare = 5e-6 // a word
	numberShare  = 2e-4 // a number: there are few different ones in running text
	anchorShare  = 2e-5 // a date or time

	// A word's share in the document itself is mixed in: df over all words,
	// taken as 15 words a sentence, smoothed by 1,000 words.
	wordsPerUnit = 15
	shareSmooth  = 1000
)

// side is one text with its words as numbers.
type side struct {
	units         []Unit
	vocab         []string // distinct forms, in order of first appearance
	df            []int32  // units that hold the word
	share         []float64
	info          []float64 // by word: information, nats, at most mostInfo
	number        []bool    // by word: holds a digit
	words         [][]int32 // distinct words of each unit
	chars         []float64 // prefix sums of Unit.Length: chars[i] is before unit i
	quotes, marks []uint8   // by unit: quotation marks; question and exclamation marks
	repeats       *repeats
	vec           *vectors // nil if the lexicon has none
	speech        speech
}

func newSide(units []Unit) *side {
	s := &side{units: units, words: make([][]int32, len(units)), chars: make([]float64, len(units)+1)}
	ids := make(map[string]int32)
	total := 0
	for _, u := range units {
		total += len(u.Tokens) + len(u.Anchors)
	}
	arena := make([]int32, 0, total) // one allocation for all units
	var lastUnit []int32             // by word: the unit that counted it last, +1
	add := func(i int, form string) {
		id, ok := ids[form]
		if !ok {
			id = int32(len(s.vocab))
			ids[form] = id
			s.vocab = append(s.vocab, form)
			s.df = append(s.df, 0)
			lastUnit = append(lastUnit, 0)
		}
		if lastUnit[id] != int32(i)+1 {
			lastUnit[id] = int32(i) + 1
			s.df[id]++
			arena = append(arena, id)
		}
	}
	for i, u := range units {
		from := len(arena)
		for _, t := range u.Tokens {
			add(i, t)
		}
		for _, a := range u.Anchors {
			add(i, anchorMark+a)
		}
		s.words[i] = arena[from:len(arena):len(arena)]
		s.chars[i+1] = s.chars[i] + u.Length
	}
	s.repeats = newRepeats(s)
	return s
}

// wordsOf gives the words of some units, which are not to be changed.
func (s *side) wordsOf(r Range) []int32 {
	if r.Len() == 1 {
		return s.words[r.Lo]
	}
	var all []int32
	for u := range r.each {
		all = append(all, s.words[u]...)
	}
	return all
}

// through is the same text seen through a view, with the same numbers of words.
func (s *side) through(v *view) *side {
	o := &side{units: v.units, vocab: s.vocab, df: s.df, share: s.share, info: s.info, number: s.number,
		words: make([][]int32, len(v.of)), chars: make([]float64, len(v.of)+1)}
	for i, r := range v.of {
		o.words[i] = s.words[r.Lo]
		for u := r.Lo + 1; u < r.Hi; u++ {
			o.words[i] = append(o.words[i][:len(o.words[i]):len(o.words[i])], s.words[u]...)
		}
		if r.Len() > 1 {
			slices.Sort(o.words[i])
			o.words[i] = slices.Compact(o.words[i])
		}
		o.chars[i+1] = o.chars[i] + s.length(r.Lo, r.Hi)
	}
	o.vec = s.vec.through(v)
	o.countMarks()
	o.repeats = newRepeats(o)
	return o
}

// anchorMark keeps anchors apart from words of the same form.
const anchorMark = "\x00"

// setShares takes the lexicon's shares and mixes the document's own in.
func (s *side) setShares(known []float64) {
	s.share = make([]float64, len(s.vocab))
	all := float64(len(s.units))*wordsPerUnit + shareSmooth
	for i, w := range s.vocab {
		var p float64
		if i < len(known) {
			p = known[i]
		}
		if p < 1e-6 { // below what the lexicon's counts can tell
			switch {
			case strings.HasPrefix(w, anchorMark):
				p = anchorShare
			case hasDigit(w):
				p = numberShare
			default:
				p = unknownShare
			}
		}
		if d := float64(s.df[i]) / all; d > p {
			p = (p + d) / 2
		}
		s.share[i] = p
	}
	s.info, s.number = make([]float64, len(s.vocab)), make([]bool, len(s.vocab))
	for w, p := range s.share {
		s.info[w] = min(mostInfo, -math.Log(p))
		s.number[w] = hasDigit(s.vocab[w])
	}
	s.countMarks()
}

// mostInfo caps a word's information, in nats: how rare a rare word is, is not
// known well.
const mostInfo = 10.0

// countMarks counts the marks that a translation keeps.
func (s *side) countMarks() {
	s.speech = newSpeech(s.units)
	s.quotes, s.marks = make([]uint8, len(s.units)), make([]uint8, len(s.units))
	for u := range s.units {
		for _, t := range s.units[u].Tokens {
			switch t {
			case "\"":
				s.quotes[u]++
			case "?", "!":
				s.marks[u]++
			}
		}
	}
}

// length is the summed length of units lo to hi, in characters of English.
func (s *side) length(lo, hi int) float64 { return s.chars[hi] - s.chars[lo] }

// postings lists, for every word, the units that hold it, in order.
func (s *side) postings() [][]int32 {
	start := make([]int32, len(s.vocab)+1)
	for w, n := range s.df {
		start[w+1] = start[w] + n
	}
	flat := make([]int32, start[len(s.vocab)])
	next := slices.Clone(start)
	for i, ws := range s.words {
		for _, w := range ws {
			flat[next[w]] = int32(i)
			next[w]++
		}
	}
	out := make([][]int32, len(s.vocab))
	for w := range out {
		out[w] = flat[start[w]:start[w+1]]
	}
	return out
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// logTable holds log(1+x) for 4096 steps of the mantissa; see fastLog.
var logTable = func() (t [4096]float64) {
	for i := range t {
		t[i] = math.Log1p((float64(i) + 0.5) / float64(len(t)))
	}
	return t
}()

// fastLog is the natural logarithm of a positive normal number by exponent and
// a table of the mantissa, exact to 1.3e-4: the search takes millions.
func fastLog(x float64) float64 {
	b := math.Float64bits(x)
	return float64(int(b>>52)-1023)*math.Ln2 + logTable[(b>>40)&4095]
}
