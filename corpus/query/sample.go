package query

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"tritext/corpus/store"
)

// Strata are what Draw can stratify by.
var Strata = []string{"confidence", "type", "direction", "languages", "split", "flagged"}

// bands are the upper ends of the bands of confidence.
var bands = []float64{.5, .8, .95, 1}

// SampleOptions of Draw.
type SampleOptions struct {
	Size    int      // groups to draw
	Seed    uint64   // the same seed draws the same groups of the same corpus
	By      []string // of Strata; none: one stratum
	Equal   bool     // as many of every stratum; else in proportion to its size, at least one of each
	Workers int      // 0: 1
	Only    *Chosen  // the part of the corpus to draw from; nil: all
}

// Stratum is a part of a corpus with what was drawn from it.
type Stratum struct {
	Name   string // "confidence 0.50–0.80, type 1-1-1"
	Groups int    // in the corpus
	Drawn  []*Group
}

// Draw draws groups of two languages and more at random, without putting back:
// those whose ids have the smallest hashes with the seed, so that the draw does
// not depend on the order of the corpus, and a larger sample holds the smaller
// one of the same seed and strata. Strata come by name, groups in the order of
// the corpus.
func Draw(ctx context.Context, c *store.Corpus, opt SampleOptions) ([]Stratum, error) {
	for _, by := range opt.By {
		if !slices.Contains(Strata, by) {
			return nil, fmt.Errorf("query: no strata by %q; known: %s", by, strings.Join(Strata, ", "))
		}
	}
	parts := make([]map[string]*drawn, max(1, opt.Workers))
	for i := range parts {
		parts[i] = map[string]*drawn{}
	}
	err := c.Scan(ctx, store.TableParallel, []string{"id", "type", "confidence", "orig_lang", "split", "flags"}, len(parts),
		func(worker int, ch *store.Chunk) error {
			for row := range ch.Rows {
				if oneLanguage(ch.Columns[1].Text(row, 0)) || !opt.Only.group(ch.First+row) {
					continue
				}
				name := stratumOf(ch, row, opt.By)
				d := parts[worker][name]
				if d == nil {
					d = &drawn{}
					parts[worker][name] = d
				}
				d.groups++
				d.add(ticket{hash(ch.Columns[0].Text(row, 0), opt.Seed), ch.Number, row}, opt.Size)
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	all := map[string]*drawn{}
	for _, part := range parts {
		for name, d := range part {
			if all[name] == nil {
				all[name] = &drawn{}
			}
			all[name].groups += d.groups
			for _, t := range d.tickets {
				all[name].add(t, opt.Size)
			}
		}
	}
	return fetch(ctx, c, all, opt)
}

// oneLanguage tells whether a type names units of one language only.
func oneLanguage(kind []byte) bool {
	langs := 0
	for _, n := range strings.Split(string(kind), "-") {
		if n != "0" {
			langs++
		}
	}
	return langs < 2
}

func stratumOf(ch *store.Chunk, row int, by []string) string {
	var parts []string
	for _, what := range by {
		value := ""
		switch what {
		case "confidence":
			i, _ := slices.BinarySearch(bands, min(1, ch.Columns[2].Number(row, 0)))
			value = fmt.Sprintf("%.2f–%.2f", append([]float64{0}, bands...)[i], bands[i])
		case "type":
			value = string(ch.Columns[1].Text(row, 0))
		case "languages":
			value = fmt.Sprint(3 - strings.Count("-"+string(ch.Columns[1].Text(row, 0))+"-", "-0-"))
		case "direction":
			var langs []string
			for k := range ch.Columns[3].Len(row) {
				langs = append(langs, string(ch.Columns[3].Text(row, k)))
			}
			value = known(strings.Join(langs, "+"))
		case "split":
			value = known(string(ch.Columns[4].Text(row, 0)))
		case "flagged":
			value = "no"
			if ch.Columns[5].Len(row) > 0 {
				value = "yes"
			}
		}
		parts = append(parts, what+" "+value)
	}
	return strings.Join(parts, ", ")
}

// hash is the lot of a group.
func hash(id []byte, seed uint64) uint64 {
	h := xxh3.New()
	_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, seed)) // never fails
	_, _ = h.Write(id)
	return h.Sum64()
}

// ticket is a group that may be drawn: its lot and its place.
type ticket struct {
	lot        uint64
	chunk, row int
}

func (t ticket) compare(o ticket) int {
	return cmp.Or(cmp.Compare(t.lot, o.lot), cmp.Compare(t.chunk, o.chunk), cmp.Compare(t.row, o.row))
}

// drawn is the smallest lots of a stratum.
type drawn struct {
	groups  int
	tickets []ticket // sorted
}

func (d *drawn) add(t ticket, most int) {
	if len(d.tickets) == most && (most == 0 || t.compare(d.tickets[most-1]) >= 0) {
		return
	}
	at, _ := slices.BinarySearchFunc(d.tickets, t, ticket.compare)
	d.tickets = slices.Insert(d.tickets, at, t)
	if len(d.tickets) > most {
		d.tickets = d.tickets[:most]
	}
}

// fetch says how many of each stratum are taken, and reads them.
func fetch(ctx context.Context, c *store.Corpus, all map[string]*drawn, opt SampleOptions) ([]Stratum, error) {
	names := slices.Sorted(maps.Keys(all))
	sizes := allot(names, all, opt)
	wanted := map[int]map[int]int{} // chunk → row → stratum
	out := make([]Stratum, len(names))
	for i, name := range names {
		out[i] = Stratum{Name: name, Groups: all[name].groups}
		for _, t := range all[name].tickets[:sizes[i]] {
			if wanted[t.chunk] == nil {
				wanted[t.chunk] = map[int]int{}
			}
			wanted[t.chunk][t.row] = i
		}
	}
	// One worker: groups come in the order of the corpus.
	err := c.Scan(ctx, store.TableParallel, nil, 1, func(_ int, ch *store.Chunk) error {
		rows := slices.Sorted(maps.Keys(wanted[ch.Number]))
		groups, err := store.RowsAt[Group](ch, rows)
		if err != nil {
			return err
		}
		for k, g := range groups {
			s := &out[wanted[ch.Number][rows[k]]]
			s.Drawn = append(s.Drawn, g)
		}
		return nil
	})
	return out, err
}

// allot shares the sample out among the strata: equally, or in proportion to
// their groups by the largest remainder, but at least one of each as long as
// there are enough.
func allot(names []string, all map[string]*drawn, opt SampleOptions) []int {
	sizes := make([]int, len(names))
	left, total := opt.Size, 0
	for _, name := range names {
		total += all[name].groups
	}
	give := func(i int) {
		if left > 0 && sizes[i] < len(all[names[i]].tickets) {
			sizes[i]++
			left--
		}
	}
	for i := range names {
		give(i)
	}
	for before := -1; left > 0 && left != before; {
		before = left
		if opt.Equal {
			for i := range names {
				give(i)
			}
			continue
		}
		// The stratum that is furthest below its share gets the next one.
		best, most := -1, 0.
		for i, name := range names {
			if short := float64(all[name].groups)/float64(total)*float64(opt.Size) - float64(sizes[i]); sizes[i] < len(all[name].tickets) && (best < 0 || short > most) {
				best, most = i, short
			}
		}
		if best >= 0 {
			give(best)
		}
	}
	return sizes
}
