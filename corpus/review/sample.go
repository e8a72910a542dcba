package review

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// Item is a group of a sample.
type Item struct {
	ID         string            `json:"id"` // of the group
	Doc        string            `json:"doc"`
	Stratum    string            `json:"stratum"`
	Confidence float64           `json:"confidence"`
	Flags      []string          `json:"flags,omitempty"`
	Texts      map[string]string `json:"texts"` // language → normalised text
	Units      []string          `json:"units"` // ids, for the context
}

// Sample is a stratified sample of the groups of a corpus that have two or more
// languages, which are what a corpus is used for.
type Sample struct {
	N      int            `json:"n"` // asked for
	Seed   uint64         `json:"seed"`
	Groups int            `json:"groups"` // of the corpus, with two or more languages
	Strata map[string]int `json:"strata"` // stratum → its groups in the corpus
	Items  []Item         `json:"items"`  // in the order of the corpus
}

// bands are the bands of confidence, by their lower ends.
var bands = []struct {
	least float64
	name  string
}{{.99, "≥.99"}, {.95, ".95–.99"}, {.8, ".8–.95"}, {.5, ".5–.8"}, {0, "<.5"}}

// stratum names the stratum of a group: band of confidence, one to one or not,
// original language.
func stratum(confidence float64, sizes []int, original []string) string {
	band := ""
	for _, b := range bands {
		if confidence >= b.least {
			band = b.name
			break
		}
	}
	kind := "1-1"
	for _, n := range sizes {
		if n > 1 {
			kind = "other"
		}
	}
	from := "?"
	if len(original) > 0 {
		from = strings.Join(original, "+")
	}
	return band + " " + kind + " " + from
}

// sampled is what a sample reads of a group.
type sampled struct {
	ID         string   `parquet:"id"`
	DocID      string   `parquet:"doc_id,dict"`
	EnIDs      []string `parquet:"en_ids,list"`
	RuIDs      []string `parquet:"ru_ids,list"`
	ZhIDs      []string `parquet:"zh_ids,list"`
	OrigLang   []string `parquet:"orig_lang,list"`
	Confidence float64  `parquet:"confidence"`
}

func (r *sampled) sizes() (sizes []int) {
	for _, ids := range [][]string{r.ZhIDs, r.EnIDs, r.RuIDs} {
		if len(ids) > 0 {
			sizes = append(sizes, len(ids))
		}
	}
	return sizes
}

// leastOfStratum is how many groups of every stratum are drawn at least, as far
// as it has them: with one alone nothing would be known of how much it varies.
const leastOfStratum = 2

// Draw draws a sample of n groups. Each stratum gives as many as its share of the
// corpus, and leastOfStratum at least; within a stratum the choice is random, by
// the seed. The same corpus, n and seed give the same sample. If the corpus has
// no more groups than n, all of them are the sample.
func Draw(c *store.Corpus, n int, seed uint64) (*Sample, error) {
	s := &Sample{N: n, Seed: seed, Strata: map[string]int{}}
	members := map[string][]int{} // stratum → numbers of its groups
	at := 0
	for r, err := range store.Rows[sampled](c, store.TableParallel) {
		if err != nil {
			return nil, err
		}
		if sizes := r.sizes(); len(sizes) > 1 {
			k := stratum(r.Confidence, sizes, r.OrigLang)
			members[k] = append(members[k], at)
			s.Strata[k]++
			s.Groups++
		}
		at++
	}
	names := make([]string, 0, len(members))
	for k := range members {
		names = append(names, k)
	}
	slices.Sort(names)
	sizes := make([]int, len(names))
	for i, k := range names {
		sizes[i] = len(members[k])
	}
	random := rand.New(rand.NewPCG(seed, 0))
	want := map[int]bool{}
	for i, take := range allocate(sizes, n) {
		all := members[names[i]]
		random.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		for _, x := range all[:take] {
			want[x] = true
		}
	}
	at = 0
	for r, err := range c.Parallel() {
		if err != nil {
			return nil, err
		}
		if want[at] {
			s.Items = append(s.Items, itemOf(r))
		}
		at++
	}
	return s, nil
}

func itemOf(r *store.ParallelRow) Item {
	light := sampled{EnIDs: r.EnIDs, RuIDs: r.RuIDs, ZhIDs: r.ZhIDs}
	it := Item{
		ID: r.ID, Doc: r.DocID, Stratum: stratum(r.Confidence, light.sizes(), r.OrigLang), Confidence: r.Confidence,
		Flags: r.Flags, Texts: map[string]string{}, Units: slices.Concat(r.ZhIDs, r.EnIDs, r.RuIDs),
	}
	if t := r.Translation; t != nil {
		for lang, text := range map[string]*string{"zh": t.Zh, "en": t.En, "ru": t.Ru} {
			if text != nil {
				it.Texts[lang] = *text
			}
		}
	}
	return it
}

// allocate says how many of n to take of strata of those sizes: in proportion,
// but leastOfStratum at least of each, and no more than it has. If n is smaller
// than the strata need, the sum is larger than n.
func allocate(sizes []int, n int) []int {
	total := 0
	for _, x := range sizes {
		total += x
	}
	take := make([]int, len(sizes))
	if total == 0 {
		return take
	}
	type part struct {
		i    int
		rest float64
	}
	var parts []part
	sum := 0
	for i, x := range sizes {
		exact := float64(n) * float64(x) / float64(total)
		take[i] = min(x, max(int(exact), leastOfStratum))
		sum += take[i]
		parts = append(parts, part{i, exact - float64(take[i])})
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(-cmp.Compare(a.rest, b.rest), cmp.Compare(a.i, b.i)) })
	for sum < min(n, total) { // those who lost most by rounding first
		for _, p := range parts {
			if sum < min(n, total) && take[p.i] < sizes[p.i] {
				take[p.i]++
				sum++
			}
		}
	}
	for sum > n { // the small strata took from the large ones
		large := 0
		for i := range take {
			if take[i] > take[large] {
				large = i
			}
		}
		if take[large] <= leastOfStratum {
			break
		}
		take[large]--
		sum--
	}
	return take
}

// name of the sample, for messages.
func (s *Sample) String() string {
	return fmt.Sprintf("%d of %d groups in %d strata, seed %d", len(s.Items), s.Groups, len(s.Strata), s.Seed)
}
