package split

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tritext/corpus/near"
)

// Bounds of a cluster of documents that share sentences.
const (
	// Sentences of more documents than this are formulas and join nothing.
	formulaDocuments = 8
	// Two documents join if they share as many sentences, and such a share of the
	// shorter one's: less is quotation, and goes by sentence.
	sharedSentences = 2
	sharedPart      = .05
	// Texts with fewer shingles are headings and dates.
	clusterShingles = 12
	// The estimate of the sketches is rough; what it joins wrongly only makes a
	// cluster larger.
	likely = near.Threshold - .1
)

// clusters joins documents.
type clusters struct {
	keys   map[string]int // symbol or title → first document that has it
	joins  []join
	groups []sketched
	sizes  []int // by document: sentences with a sketch
	united map[string]int
	folded []rune
	mem    []uint64
}

type join struct {
	a, b int
	by   string
}

type sketched struct {
	near.Sketch
	document int32
}

func (c *clusters) init() { c.keys, c.united = map[string]int{}, map[string]int{} }

// suffix makes another document of the same family.
var suffix = regexp.MustCompile(`(?i)/(add|corr|rev|amend|summary|excerpt|part|add_|corr_|rev_)[._ ]?\d*(/.*)?$`)

// root gives the symbol of the family: in capitals, without Add., Corr. and Rev.
func root(symbol string) string {
	s := strings.ToUpper(strings.TrimSpace(strings.TrimSuffix(symbol, "*")))
	if at := suffix.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	return s
}

func (c *clusters) add(at int, d *Document) {
	for _, s := range d.Symbols {
		c.key("symbol", root(s), at)
	}
	const titleLetters = 10
	if d.Type == "draft" || d.Type == "resolution" {
		c.folded = near.Fold(c.folded[:0], d.Title)
		if len(c.folded) >= titleLetters {
			c.key("title", fmt.Sprintf("%d|%s", d.Session, string(c.folded)), at)
		}
	}
	c.sizes = append(c.sizes, 0)
	for i := range d.Groups {
		for _, text := range d.Groups[i].Texts {
			if text == "" {
				continue
			}
			c.folded = near.Fold(c.folded[:0], text)
			c.mem = near.Shingles(c.mem[:0], c.folded)
			if len(c.mem) >= clusterShingles {
				c.groups = append(c.groups, sketched{near.SketchOf(c.mem), int32(at)})
				c.sizes[at]++
			}
			break // one language tells enough
		}
	}
}

func (c *clusters) key(by, key string, at int) {
	key = by + "|" + key
	if first, ok := c.keys[key]; ok {
		c.joins = append(c.joins, join{first, at, by})
	} else {
		c.keys[key] = at
	}
}

// unite gives the root of every document's cluster.
func (c *clusters) unite(n int) []int {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, j := range append(c.joins, c.shared()...) {
		a, b := find(j.a), find(j.b)
		if a != b {
			parent[max(a, b)] = min(a, b)
			c.united[j.by]++
		}
	}
	roots := make([]int, n)
	for i := range roots {
		roots[i] = find(i)
	}
	return roots
}

// shared finds documents that have many sentences in common.
func (c *clusters) shared() (joins []join) {
	type match struct {
		group    uint32
		document int32
	}
	matches := map[match]bool{}
	order := make([]uint32, len(c.groups))
	for band := range near.Bands {
		for i := range order {
			order[i] = uint32(i)
		}
		key := func(i uint32) uint32 { return c.groups[i].Band(band) }
		slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b)) })
		for start := 0; start < len(order); {
			end, documents := start+1, 1
			for end < len(order) && key(order[end]) == key(order[start]) {
				if c.groups[order[end]].document != c.groups[order[end-1]].document {
					documents++
				}
				end++
			}
			if documents > 1 && documents <= formulaDocuments {
				for i := start; i < end; i++ {
					for j := i + 1; j < end; j++ {
						a, b := &c.groups[order[i]], &c.groups[order[j]]
						if a.document != b.document && a.Similarity(&b.Sketch) >= likely {
							matches[match{order[i], b.document}] = true
						}
					}
				}
			}
			start = end
		}
	}
	counts := map[[2]int]int{}
	for m := range matches {
		counts[[2]int{int(c.groups[m.group].document), int(m.document)}]++
	}
	for pair, n := range counts {
		shorter := min(c.sizes[pair[0]], c.sizes[pair[1]])
		if n >= min(sharedSentences, shorter) && float64(n) >= sharedPart*float64(shorter) {
			joins = append(joins, join{pair[0], pair[1], "sentences"})
		}
	}
	slices.SortFunc(joins, func(x, y join) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	return joins
}
