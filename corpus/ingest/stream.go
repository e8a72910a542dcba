package ingest

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/klauspost/compress/zstd"

	"tritext/corpus"
)

// mostHeld is how much of a tape is held in memory while the other versions of
// its documents have not come, in bytes, packed.
const mostHeld = 512 << 20

// All gives all families: the plan's Families, and those of its collections, which
// are read as they come. Families with documents on a tape are not in the order of
// their ids, but in that in which the last of their versions comes. A Family
// without files tells in Problems of what could not be used.
//
// It can be called again, unless a collection comes from the standard input.
func (p *Plan) All() iter.Seq[Family] {
	return func(yield func(Family) bool) {
		ids := newIDs(p.Families)
		open := true
		give := func(f Family) bool {
			open = open && yield(f)
			return open
		}
		var taped []Family
		for _, f := range p.Families {
			if slices.ContainsFunc(f.Files, func(file File) bool { return file.tape != nil }) {
				taped = append(taped, f)
			} else if !give(f) {
				return
			}
		}
		var inTapes []*Collection
		for _, c := range p.Collections {
			if c.at.tape != nil {
				inTapes = append(inTapes, c)
			} else if c.families(ids, give); !open {
				return
			}
		}
		for _, t := range reels(taped, inTapes) {
			if t.play(ids, give); !open {
				return
			}
		}
	}
}

// reel is tapes that share families, and so are read side by side.
type reel struct {
	tapes       []*tape
	wants       map[spot]*waiting
	collections map[spot]*Collection
	families    []*waiting // in the order of the plan
	held        int
}

// spot is a place on a tape.
type spot struct {
	tape   *tape
	member string
}

// waiting is a family whose versions have not all come.
type waiting struct {
	Family
	missing int
}

// reels sorts tapes by the families that they share.
func reels(families []Family, collections []*Collection) []*reel {
	of := map[*tape]*reel{}
	var list []*reel
	get := func(t *tape) *reel {
		if of[t] == nil {
			of[t] = &reel{tapes: []*tape{t}, wants: map[spot]*waiting{}, collections: map[spot]*Collection{}}
			list = append(list, of[t])
		}
		return of[t]
	}
	for _, f := range families {
		w := &waiting{Family: f}
		w.Files = slices.Clone(f.Files)
		var to *reel
		for _, file := range f.Files {
			if file.tape == nil {
				continue
			}
			w.missing++
			r := get(file.tape)
			if to == nil {
				to = r
			} else if to != r { // one reel of two
				to.tapes = append(to.tapes, r.tapes...)
				to.families = append(to.families, r.families...)
				for k, v := range r.wants {
					to.wants[k] = v
				}
				for _, t := range r.tapes {
					of[t] = to
				}
				list = slices.DeleteFunc(list, func(x *reel) bool { return x == r })
			}
			to.wants[spot{file.tape, file.Member}] = w
		}
		to.families = append(to.families, w)
	}
	for _, c := range collections {
		get(c.at.tape).collections[spot{c.at.tape, c.Member}] = c
	}
	return list
}

// play reads the tapes of a reel, a member of each in turn, and gives each
// family as soon as it is whole.
func (l *reel) play(ids *ids, give func(Family) bool) {
	pack, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)) // options are right
	defer pack.Close()
	type head struct {
		next func() (spot, io.Reader, bool)
		stop func()
		err  error
	}
	heads := make([]*head, len(l.tapes))
	for i, t := range l.tapes {
		h := &head{}
		h.next, h.stop = iter.Pull2(func(yield func(spot, io.Reader) bool) {
			h.err = t.each(nil, func(name string, r io.Reader) error {
				if !yield(spot{t, name}, r) {
					return io.EOF // nobody listens any more
				}
				return nil
			})
		})
		defer h.stop()
		heads[i] = h
	}
	for running := len(heads); running > 0; {
		for i, h := range heads {
			if h == nil {
				continue
			}
			at, r, ok := h.next()
			if !ok {
				heads[i] = nil
				running--
				l.tapes[i].failed = h.err
				continue
			}
			if c := l.collections[at]; c != nil {
				delete(l.collections, at)
				if !c.familiesOf(io.NopCloser(r), ids, give) {
					return
				}
				continue
			}
			w := l.wants[at]
			if w == nil {
				continue
			}
			delete(l.wants, at)
			l.take(w, at, r, pack)
			if w.missing == 0 && !l.give(w, give) {
				return
			}
		}
	}
	for at, c := range l.collections { // at most one: a tape ends once
		give(Family{Problems: []corpus.Problem{{Stage: stage, Path: c.name(), Severe: true, What: unread(at.tape.failed)}}})
	}
	for _, w := range l.families { // what a damaged tape left behind
		if w.missing == 0 {
			continue
		}
		for i := range w.Files {
			if f := &w.Files[i]; f.tape != nil && l.wants[spot{f.tape, f.Member}] != nil {
				f.open = refuse(unread(f.tape.failed))
			}
		}
		if !l.give(w, give) {
			return
		}
	}
}

// unread says why a member was not found a second time.
func unread(err error) string {
	if err == nil {
		return "not there any more: the archive has changed while it was read"
	}
	return err.Error()
}

// refuse opens nothing.
func refuse(what string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return nil, fmt.Errorf("%s", what) }
}

// take reads a version into memory, where it stays packed until its family is whole.
func (l *reel) take(w *waiting, at spot, r io.Reader, pack *zstd.Encoder) {
	w.missing--
	i := slices.IndexFunc(w.Files, func(f File) bool { return f.tape == at.tape && f.Member == at.member })
	f := &w.Files[i]
	data, err := readLimited(r, f.Name(), maxBytes)
	switch {
	case err != nil:
		f.open = refuse(err.What)
		return
	case w.missing > 0:
		data = pack.EncodeAll(data, nil)
		if l.held+len(data) > mostHeld {
			f.open = refuse(fmt.Sprintf("the versions of its document stand too far apart in the archive: more than %d MB between them; unpack it, or make a zip file of it", mostHeld>>20))
			return
		}
		l.held += len(data)
		f.held, f.open = len(data), unpackHeld(data)
	default:
		f.open = fromMemory(data)
	}
}

// give hands a family on and forgets it.
func (l *reel) give(w *waiting, give func(Family) bool) bool {
	w.missing = 0
	for _, f := range w.Files {
		l.held -= f.held
	}
	f := w.Family
	w.Family = Family{}
	return give(f)
}
