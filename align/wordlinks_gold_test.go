package align_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/segment"
	"tritext/segment/lang"
	"tritext/testdata"
)

// wordGold is the gold of one pair of lines, by bytes of their words.
type wordGold struct {
	line           int
	sure, possible map[[2]int]bool // possible holds the sure ones too
}

// wordText is one document in one language, and of every unit's form the token
// that it comes from.
type wordText struct {
	lines  []string
	units  []align.Unit
	tokens [][]segment.Token
	from   [][]int
}

// wordDoc is a document with gold for words.
type wordDoc struct {
	name           string
	source, target *wordText
	gold           []wordGold
}

// readWordGold reads the word links of a pair of languages. A line that is not
// the one that the links were made for is an error.
func readWordGold(tb testing.TB, pair string) []*wordDoc {
	tb.Helper()
	folder := testdata.Shared(tb, "data", "gold", "pud-hans")
	data, err := os.ReadFile(filepath.Join("testdata", "words", "pud-hans.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	from, to, _ := strings.Cut(pair, "-")
	var docs []*wordDoc
	for row := range strings.Lines(string(data)) {
		if strings.HasPrefix(row, "#") {
			continue
		}
		c := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if c[2] != pair {
			continue
		}
		if len(docs) == 0 || docs[len(docs)-1].name != c[0] {
			docs = append(docs, &wordDoc{
				name: c[0], source: readWordText(tb, filepath.Join(folder, c[0]), from), target: readWordText(tb, filepath.Join(folder, c[0]), to),
			})
		}
		d := docs[len(docs)-1]
		g := wordGold{sure: map[[2]int]bool{}, possible: map[[2]int]bool{}}
		fmt.Sscan(c[1], &g.line)
		for side, t := range []*wordText{d.source, d.target} {
			h := fnv.New32a()
			h.Write([]byte(t.lines[g.line]))
			if fmt.Sprintf("%08x", h.Sum32()) != c[3+side] {
				tb.Fatalf("%s:%d: %s: not the line that its word links were made for", c[0], g.line, pair)
			}
		}
		for _, l := range strings.Fields(c[5]) {
			var i, j int
			var mark rune
			if _, err := fmt.Sscanf(l, "%d%c%d", &i, &mark, &j); err != nil {
				tb.Fatalf("%s:%d: %s: %v", c[0], g.line, l, err)
			}
			link := [2]int{d.source.tokenAt(g.line, i), d.target.tokenAt(g.line, j)}
			g.possible[link] = true
			if mark == '-' {
				g.sure[link] = true
			}
		}
		d.gold = append(d.gold, g)
	}
	return docs
}

func readWordText(tb testing.TB, stem, code string) *wordText {
	data, err := os.ReadFile(stem + "." + code)
	if err != nil {
		tb.Fatal(err)
	}
	l, _ := lang.ByCode(code)
	t := &wordText{lines: strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), units: readUnits(tb, stem, code)}
	for _, line := range t.lines {
		tokens := l.Tokens(line)
		t.tokens = append(t.tokens, tokens)
		t.from = append(t.from, segment.FormTokens(nil, tokens))
	}
	return t
}

// tokenAt gives the token of a line that holds the byte.
func (t *wordText) tokenAt(line, at int) int {
	return slices.IndexFunc(t.tokens[line], func(k segment.Token) bool { return k.Start <= at && at < k.End })
}

// aer counts for the alignment error rate of Och and Ney (2003).
type aer struct {
	found, sure, foundSure, foundPossible int
	// links by tenths of their probability, and those of them that are possible
	tenths, right [10]int
}

func (c aer) rate() float64 {
	return 1 - float64(c.foundSure+c.foundPossible)/float64(c.found+c.sure)
}

// reliability is the expected calibration error of the probabilities of links,
// against "possible": the mean distance between a tenth's middle and the share
// of its links that are possible.
func (c aer) reliability() float64 {
	sum, n := 0.0, 0
	for k, all := range c.tenths {
		if all > 0 {
			sum += math.Abs(float64(c.right[k]) - (float64(k)+.5)/10*float64(all))
			n += all
		}
	}
	return sum / float64(n)
}

func (c aer) precision() float64 { return float64(c.foundPossible) / float64(c.found) }
func (c aer) recall() float64    { return float64(c.foundSure) / float64(c.sure) }

// scoreWords aligns the documents and counts their word links: those of even
// documents, by which constants were chosen, and those of odd ones.
func scoreWords(docs []*wordDoc, a *align.Aligner) (even, odd aer) {
	for k, d := range docs {
		c := &even
		if k%2 == 1 {
			c = &odd
		}
		found := map[[3]int]float32{} // line, source and target token
		for _, b := range a.Align(d.source.units, d.target.units).Beads {
			for _, l := range b.Links {
				i, j := int(l.Source.Unit), int(l.Target.Unit)
				if i == j { // the texts are 1-1
					at := [3]int{i, d.source.from[i][l.Source.Token], d.target.from[j][l.Target.Token]}
					found[at] = max(found[at], l.P)
				}
			}
		}
		for _, g := range d.gold {
			c.sure += len(g.sure)
			for f, p := range found {
				if f[0] != g.line {
					continue
				}
				c.found++
				tenth := min(9, int(10*p))
				c.tenths[tenth]++
				link := [2]int{f[1], f[2]}
				if g.sure[link] {
					c.foundSure++
				}
				if g.possible[link] {
					c.foundPossible++
					c.right[tenth]++
				}
			}
		}
	}
	return even, odd
}

// TestWordGold holds the alignment error rate of the half of the gold by which
// no constant was chosen.
func TestWordGold(t *testing.T) {
	for _, c := range []struct {
		pair    string
		ceiling float64 // a hair above what was measured
	}{{"zh-en", .20}, {"en-ru", .13}, {"zh-ru", .22}} {
		t.Run(c.pair, func(t *testing.T) {
			_, odd := scoreWords(readWordGold(t, c.pair), align.New(pairOf(t, c.pair), align.Options{WordLinks: align.WordLinkFloor}))
			t.Logf("AER %.3f, precision %.3f, recall %.3f of %d sure links", odd.rate(), odd.precision(), odd.recall(), odd.sure)
			if !(odd.rate() <= c.ceiling) {
				t.Errorf("AER %.3f, above %.2f", odd.rate(), c.ceiling)
			}
		})
	}
}

// BenchmarkWordGold prints the alignment error rate, precision and recall of
// both halves of the word gold.
func BenchmarkWordGold(b *testing.B) {
	for _, pair := range []string{"zh-en", "en-ru", "zh-ru"} {
		b.Run(pair, func(b *testing.B) {
			docs, lex := readWordGold(b, pair), pairOf(b, pair)
			var even, odd aer
			for b.Loop() {
				even, odd = scoreWords(docs, align.New(lex, align.Options{WordLinks: align.WordLinkFloor}))
			}
			b.ReportMetric(100*even.rate(), "tuned-AER%")
			b.ReportMetric(100*odd.rate(), "AER%")
			b.ReportMetric(100*odd.precision(), "precision%")
			b.ReportMetric(100*odd.recall(), "recall%")
			b.ReportMetric(100*odd.reliability(), "ECE%")
		})
	}
}

// BenchmarkWordLinks tells what links between words cost: the same documents without and with.
func BenchmarkWordLinks(b *testing.B) {
	for _, set := range []string{"mac", "undev-hard"} {
		docs, lex := readGold(b, set, "zh-en"), pairOf(b, "zh-en")
		for _, floor := range []float64{0, align.WordLinkFloor} {
			b.Run(fmt.Sprintf("%s/floor=%v", set, floor), func(b *testing.B) {
				a := align.New(lex, align.Options{WordLinks: floor})
				b.ReportAllocs()
				for b.Loop() {
					for _, d := range docs {
						a.Align(d.source, d.target)
					}
				}
			})
		}
	}
}
