// Package gse is the one door to the Chinese word segmenter github.com/go-ego/gse.
//
// What it does about the traps of that package:
//
//   - It asks Segment for byte places and never takes the strings, which are
//     lower-cased and do not join back to the text. Segment's shortest path is
//     right where Cut's fails (a digit or letter spoils all that stands before it).
//   - Only runs of Han characters reach gse; numbers, Latin words, symbols and
//     marks go by the word rules that all languages share.
//   - Single characters keep their true frequencies (every loader of gse clamps
//     them to 2, which gives 外交部|长于 for 外交部长|于).
//   - All words are added before the distances are computed: a word that is
//     added later is not seen at the start of a text, and adding while another
//     goroutine reads is a data race.
//   - The dictionary is our own embedded file: gse's loaders read from the
//     folder of the machine that built the program, and its embedded variant
//     adds 32 MB to it.
//   - Traditional script goes through OpenCC, and the spans are mapped back.
//
// The dictionary is loaded at the first use, once.
package gse

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"tritext/segment"
)

//go:generate go run ./internal/mkdict

// dictGz is "word frequency tag", one a line, sorted: jieba's simplified
// dictionary as gse v1.0.2 ships it (data/dict/zh/s_1.txt; gse Apache-2.0,
// jieba MIT), cut by internal/mkdict, which says how and why.
//
//go:embed data/dict.txt.gz
var dictGz []byte

//go:embed data/terms.txt
var termsText string

// Default is the segmenter with our own list of United Nations terms.
var Default = New(nil)

// Segmenter cuts Chinese into words. It loads its dictionary at the first use
// and is then only read: safe for concurrent use.
type Segmenter struct {
	terms []string
	once  sync.Once
	seg   *gse.Segmenter
}

// New gives a segmenter that keeps the given terms whole, besides the United
// Nations terms of Default. A term must be written in Han characters alone,
// as ParseTerms makes sure; of others nothing is seen.
func New(terms []string) *Segmenter { return &Segmenter{terms: terms} }

// termFreq is the frequency of a term without one of its own: that of a common
// word (jieba's counts go up to 318,825 for 的, of 60 million in all), enough
// to win over its parts.
const termFreq = 5000

// userTag is the tag of users' terms: "nz", another proper noun.
const userTag = "nz"

// Load loads the dictionary now (about 0.3 s, 70 MB) instead of at the first
// use. It may be called from any goroutine, any number of times.
func (s *Segmenter) Load() { s.once.Do(s.load) }

func (s *Segmenter) load() {
	seg := &gse.Segmenter{SkipLog: true, NotLoadHMM: true, Dict: gse.NewDict()}
	seg.Init()
	add := func(word string, freq float64, tag string) {
		// AddToken fails only on an empty word, and the first entry of a word wins.
		_ = seg.AddToken(word, freq, tag)
	}
	for _, t := range s.terms {
		add(simplified(t), termFreq, userTag)
	}
	for _, line := range (segment.List{Name: "data/terms.txt", Text: termsText}).Lines() {
		word, tag, _ := strings.Cut(line, "\t")
		add(word, termFreq, tag)
	}
	tags := map[string]string{} // few: a copy of each lets go of the unpacked text
	for line := range strings.Lines(dictionary()) {
		word, rest, _ := strings.Cut(line, " ")
		count, tag, _ := strings.Cut(rest, " ")
		freq, err := strconv.ParseFloat(count, 64)
		if err != nil {
			panic(fmt.Sprintf("gse: embedded dictionary: %q: %v", line, err)) // cannot happen in a build that passed its tests
		}
		tag = strings.TrimSuffix(tag, "\n")
		kept, ok := tags[tag]
		if !ok {
			kept = strings.Clone(tag)
			tags[kept] = kept
		}
		add(word, freq, kept)
	}
	seg.CalcToken()
	s.seg = seg
}

// dictionary unpacks the embedded dictionary.
func dictionary() string {
	z, err := gzip.NewReader(bytes.NewReader(dictGz))
	if err != nil {
		panic("gse: embedded dictionary: " + err.Error()) // as above
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic("gse: embedded dictionary: " + err.Error())
	}
	return string(text)
}

// maxRun is the longest piece, in bytes, that gse gets at once; running text
// has a mark long before. It bounds memory, and the error of gse's single
// precision distances, for a text without any.
const maxRun = 3 * 2048

// Append appends the words of text[run.Start:run.End], a run of Han
// characters, to dst. Their spans are places in text and tile the run; Form is
// the word in simplified script, Tag the dictionary's tag of the word ("x" for
// what it does not know), not disambiguated. An ordinal before a word such as
// 条 or 届 is one token of kind Number with its value as Form: 第十九 is 19.
func (s *Segmenter) Append(dst []segment.Token, text string, run segment.Span) []segment.Token {
	s.Load()
	for {
		start, end, form := ordinal(run.In(text))
		if start < 0 {
			return s.plain(dst, text, run)
		}
		number := segment.Span{Start: run.Start + start, End: run.Start + end}
		if start > 0 {
			dst = s.plain(dst, text, segment.Span{Start: run.Start, End: number.Start})
		}
		dst = append(dst, segment.Token{Span: number, Kind: segment.Number, Form: form, Tag: "m"})
		run.Start = number.End
	}
}

// plain is Append for a run without ordinals.
func (s *Segmenter) plain(dst []segment.Token, text string, run segment.Span) []segment.Token {
	for run.Len() > maxRun {
		// Cut before the last word of a full piece, which the limit may have cut.
		end := run.Start + maxRun
		for !utf8.RuneStart(text[end]) {
			end--
		}
		first := len(dst)
		dst = s.append(dst, text, segment.Span{Start: run.Start, End: end})
		if len(dst) > first+1 {
			dst = dst[:len(dst)-1]
		}
		run.Start = dst[len(dst)-1].End
	}
	return s.append(dst, text, run)
}

func (s *Segmenter) append(dst []segment.Token, text string, run segment.Span) []segment.Token {
	original := run.In(text)
	form := simplified(original)
	if form == original {
		for _, g := range s.seg.Segment([]byte(form)) {
			span := segment.Span{Start: run.Start + g.Start(), End: run.Start + g.End()}
			dst = append(dst, segment.Token{Span: span, Kind: segment.Word, Form: span.In(text), Tag: g.Token().Pos()})
		}
		return dst
	}
	// As many runes on both sides: walk over the original rune by rune.
	at := run.Start
	for _, g := range s.seg.Segment([]byte(form)) {
		w := form[g.Start():g.End()]
		start := at
		for range w {
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
		}
		dst = append(dst, segment.Token{Span: segment.Span{Start: start, End: at}, Kind: segment.Word, Form: w, Tag: g.Token().Pos()})
	}
	return dst
}

// Alone runs nothing but gse's Segment over text and gives the number of
// words: the floor that speed is measured against.
func (s *Segmenter) Alone(text string) int {
	s.Load()
	return len(s.seg.Segment([]byte(text)))
}

// Words cuts any text into tokens that tile it: Chinese words by Default, the
// rest by the word rules that all languages share. Safe for concurrent use.
func Words(text string) []segment.Token { return words.Tokens(text) }

var words = &segment.Tokenizer{Own: segment.HanScript, Han: Default.Append}

// ParseTerms reads a list of terms, one a line. An error names the list and
// the line of a term that is not written in Han characters alone.
func ParseTerms(l segment.List) ([]string, error) {
	var terms []string
	for n, line := range l.Lines() {
		for _, r := range line {
			if segment.ScriptOf(r) != segment.HanScript {
				return nil, fmt.Errorf("segment: %s:%d: term %q: %q is no Chinese character", l.Name, n, line, r)
			}
		}
		terms = append(terms, line)
	}
	return terms, nil
}
