package near

// generation is after how many texts an Index begins to forget: it holds this
// many to twice as many, of about 110 bytes each.
const generation = 1 << 19

// Index finds near duplicates among texts that were added before. It forgets
// those of long ago, so that its memory is bounded (120 MB). The zero value is
// ready to use.
type Index struct {
	now, before store
}

type store struct {
	texts []indexed
	band  [Bands]map[uint32]uint32 // hash of the band → the last text that has it
}

type indexed struct {
	Sketch
	owner uint32
}

// Find gives the similarity of the nearest text that was found, among those of
// the same owner (a document) and among those of others; 0 if none.
func (x *Index) Find(s *Sketch, owner uint32) (same, other float64) {
	for _, st := range []*store{&x.now, &x.before} {
		for b := range st.band {
			at, ok := st.band[b][s.bands[b]]
			if !ok {
				continue
			}
			t := &st.texts[at]
			if j := s.Similarity(&t.Sketch); t.owner == owner {
				same = max(same, j)
			} else {
				other = max(other, j)
			}
		}
	}
	return same, other
}

// Add adds a text.
func (x *Index) Add(s *Sketch, owner uint32) {
	if len(x.now.texts) == generation {
		x.before, x.now = x.now, store{}
	}
	st := &x.now
	at := uint32(len(st.texts))
	st.texts = append(st.texts, indexed{*s, owner})
	for b := range st.band {
		if st.band[b] == nil {
			st.band[b] = map[uint32]uint32{}
		}
		st.band[b][s.bands[b]] = at
	}
}
