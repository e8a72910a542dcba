package query

import (
	"context"
	"errors"
	"sync"

	"tritext/corpus/store"
	"tritext/segment"
)

// Search is what Find looks for: groups in which every term of Terms and none of
// Without stands.
type Search struct {
	Terms   []Term // at least one
	Without []Term
	// Keep tells whether a group that has the terms is wanted; nil: all are. It
	// is asked in the order of the corpus, by one goroutine at a time.
	Keep func(*Group) (bool, error)
	// Workers is how many row groups are looked through at a time; 0: 1.
	Workers int
}

// Hit is a group with the places of the terms, by language, in bytes of its texts.
type Hit struct {
	Group  *Group
	Places map[string][]segment.Span
}

// Find hands the groups that match to visit, in the order of the corpus, until
// visit says no. Only the texts in which a term is looked for are unpacked for
// all groups; the rest is read of those that match.
func Find(ctx context.Context, c *store.Corpus, s Search, visit func(*Hit) bool) error {
	f, err := newFinder(s, visit)
	if err != nil {
		return err
	}
	err = c.Scan(ctx, store.TableParallel, f.columns, max(1, s.Workers), f.chunk)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return err
}

// Count tells how many groups match, without reading more of them than the
// texts that are looked through. Keep is not asked.
func Count(ctx context.Context, c *store.Corpus, s Search) (int, error) {
	s.Keep = nil
	f, err := newFinder(s, nil)
	if err != nil {
		return 0, err
	}
	counts := make([]int, max(1, s.Workers))
	err = c.Scan(ctx, store.TableParallel, f.columns, len(counts), func(worker int, ch *store.Chunk) error {
		for row := range ch.Rows {
			if f.matches(ch, row) {
				counts[worker]++
			}
		}
		return nil
	})
	total := 0
	for _, n := range counts {
		total += n
	}
	return total, err
}

// newFinder compiles the terms of a search.
func newFinder(s Search, visit func(*Hit) bool) (*finder, error) {
	if len(s.Terms) == 0 {
		return nil, errors.New("query: nothing to look for")
	}
	f := &finder{Search: s, ready: map[int][]*Hit{}, visit: visit}
	for _, t := range s.Terms {
		m, err := t.compile()
		if err != nil {
			return nil, err
		}
		f.want = append(f.want, looked{f.column(t.Lang), t.Lang, m})
	}
	for _, t := range s.Without {
		m, err := t.compile()
		if err != nil {
			return nil, err
		}
		f.not = append(f.not, looked{f.column(t.Lang), t.Lang, m})
	}
	return f, nil
}

type finder struct {
	Search
	columns   []string
	want, not []looked
	visit     func(*Hit) bool

	mu    sync.Mutex
	next  int            // chunk whose hits come next
	ready map[int][]*Hit // of chunks that are done before their turn
	over  bool
}

// looked is a term with the column that it is looked for in.
type looked struct {
	column int
	lang   string
	match  matcher
}

// column gives the place of the column of a language's texts.
func (f *finder) column(lang string) int {
	name := "translation." + lang
	for i, c := range f.columns {
		if c == name {
			return i
		}
	}
	f.columns = append(f.columns, name)
	return len(f.columns) - 1
}

// chunk looks through a row group.
func (f *finder) chunk(_ int, ch *store.Chunk) error {
	var rows []int
	for row := range ch.Rows {
		if f.matches(ch, row) {
			rows = append(rows, row)
		}
	}
	found, err := store.RowsAt[Group](ch, rows)
	if err != nil {
		return err
	}
	hits := make([]*Hit, 0, len(found))
	for _, g := range found {
		h := &Hit{Group: g, Places: map[string][]segment.Span{}}
		for _, l := range f.want {
			h.Places[l.lang] = append(h.Places[l.lang], l.match([]byte(g.Text(l.lang)), true)...)
		}
		hits = append(hits, h)
	}
	return f.emit(ch.Number, hits)
}

func (f *finder) matches(ch *store.Chunk, row int) bool {
	for _, l := range f.want {
		if len(l.match(ch.Columns[l.column].Text(row, 0), false)) == 0 {
			return false
		}
	}
	for _, l := range f.not {
		if len(l.match(ch.Columns[l.column].Text(row, 0), false)) > 0 {
			return false
		}
	}
	return true
}

// emit hands out the hits of all chunks whose turn it is.
func (f *finder) emit(number int, hits []*Hit) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ready[number] = hits
	for {
		hits, done := f.ready[f.next]
		if !done {
			return nil
		}
		delete(f.ready, f.next)
		f.next++
		for _, h := range hits {
			if f.Keep != nil && !f.over {
				keep, err := f.Keep(h.Group)
				if err != nil {
					return err
				}
				if !keep {
					continue
				}
			}
			if f.over || !f.visit(h) {
				f.over = true
				return errEnough
			}
		}
	}
}
