package review

import (
	"cmp"
	"fmt"
	"slices"

	"tritext/corpus/store"
)

// Queue is what to look at, the worst first.
type Queue struct {
	Documents []Summary  `json:"documents"`
	Places    []Doubtful `json:"places"`
	byDoc     map[string]*found
}

// Summary is a document in the queue.
type Summary struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Languages []string `json:"languages"`
	Groups    int      `json:"groups"`
	Checked   int      `json:"checked"` // groups that a person has checked
	Flagged   int      `json:"flagged"` // groups with a doubt by name
	Doubt     float64  `json:"doubt"`   // groups expected to be wrong: sum of 1 − confidence of those not checked
}

// Doubtful is a place in a document: neighbouring groups of low confidence.
type Doubtful struct {
	Doc        string   `json:"doc"`
	Unit       string   `json:"unit"` // first one
	Groups     int      `json:"groups"`
	Confidence float64  `json:"confidence"` // lowest
	Doubt      float64  `json:"doubt"`      // groups expected to be wrong
	Flags      []string `json:"flags,omitempty"`
	Text       string   `json:"text"` // how it begins
}

// found is what the queue knows of one document.
type found struct {
	summary Summary
	places  []Doubtful
}

const (
	doubtful    = 0.8 // confidence below which a group is worth a look
	mostPlaces  = 500 // shown
	placesOfDoc = 20  // of one document, at most
	previewed   = 80  // characters of a place's text
)

// queued is what the queue reads of a group.
type queued struct {
	ID          string             `parquet:"id"`
	DocID       string             `parquet:"doc_id,dict"`
	Translation *store.Translation `parquet:"translation,optional"`
	EnIDs       []string           `parquet:"en_ids,list"`
	RuIDs       []string           `parquet:"ru_ids,list"`
	ZhIDs       []string           `parquet:"zh_ids,list"`
	BeadIDs     []string           `parquet:"bead_ids,list"`
	Confidence  float64            `parquet:"confidence"`
	Flags       []string           `parquet:"flags,list"`
}

// group is a group as the queue weighs it.
type group struct {
	unit, text string // of the first unit
	checked    bool
	confidence float64
	flags      []string
}

// add counts a group, in the order of the document.
func (f *found) add(g group, open *bool) {
	s := &f.summary
	s.Groups++
	if len(g.flags) > 0 {
		s.Flagged++
	}
	if g.checked {
		s.Checked++
		*open = false
		return
	}
	s.Doubt += 1 - g.confidence
	if g.confidence >= doubtful && len(g.flags) == 0 {
		*open = false
		return
	}
	if !*open {
		f.places = append(f.places, Doubtful{Doc: s.ID, Unit: g.unit, Text: preview(g.text), Confidence: 1})
		*open = true
	}
	p := &f.places[len(f.places)-1]
	p.Groups++
	p.Doubt += 1 - g.confidence
	p.Confidence = min(p.Confidence, g.confidence)
	for _, x := range g.flags {
		if !slices.Contains(p.Flags, x) {
			p.Flags = append(p.Flags, x)
		}
	}
}

// trim keeps the worst places.
func (f *found) trim() {
	slices.SortStableFunc(f.places, worse)
	f.places = f.places[:min(len(f.places), placesOfDoc)]
}

// worse orders places: more groups that are probably wrong first.
func worse(a, b Doubtful) int {
	return cmp.Or(-cmp.Compare(a.Doubt, b.Doubt), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Unit, b.Unit))
}

// newQueue reads the corpus once.
func newQueue(c *store.Corpus) (*Queue, error) {
	q := &Queue{byDoc: map[string]*found{}}
	type document struct {
		ID    string `parquet:"id"`
		Lang  string `parquet:"lang,dict"`
		Title string `parquet:"title"`
	}
	var order []string
	for r, err := range store.Rows[document](c, store.TableDocuments) {
		if err != nil {
			return nil, err
		}
		f := q.byDoc[r.ID]
		if f == nil {
			f = &found{summary: Summary{ID: r.ID, Title: r.Title}}
			q.byDoc[r.ID], order = f, append(order, r.ID)
		}
		if r.Lang == "en" && r.Title != "" || f.summary.Title == "" {
			f.summary.Title = r.Title
		}
		f.summary.Languages = append(f.summary.Languages, r.Lang)
	}
	checked := map[string]bool{}
	type bead struct {
		ID     string `parquet:"id"`
		Method string `parquet:"method,dict"`
	}
	for r, err := range store.Rows[bead](c, store.TableBeads) {
		if err != nil {
			return nil, err
		}
		if r.Method == methodChecked {
			checked[r.ID] = true
		}
	}
	last, open := "", false
	for r, err := range store.Rows[queued](c, store.TableParallel) {
		if err != nil {
			return nil, err
		}
		f := q.byDoc[r.DocID]
		if f == nil {
			return nil, fmt.Errorf("review: group %s is of a document that is not there", r.ID)
		}
		if r.DocID != last {
			if last != "" {
				q.byDoc[last].trim()
			}
			last, open = r.DocID, false
		}
		g := group{confidence: r.Confidence, flags: r.Flags, checked: len(r.BeadIDs) > 0}
		for _, id := range r.BeadIDs {
			g.checked = g.checked && checked[id]
		}
		for _, side := range []struct {
			ids  []string
			text *string
		}{{r.ZhIDs, text(r, "zh")}, {r.RuIDs, text(r, "ru")}, {r.EnIDs, text(r, "en")}} {
			if len(side.ids) > 0 {
				g.unit = side.ids[0]
				if side.text != nil {
					g.text = *side.text
				}
			}
		}
		f.add(g, &open)
	}
	if last != "" {
		q.byDoc[last].trim()
	}
	q.sort()
	return q, nil
}

func text(r *queued, lang string) *string {
	if r.Translation == nil {
		return nil
	}
	return map[string]*string{"zh": r.Translation.Zh, "ru": r.Translation.Ru, "en": r.Translation.En}[lang]
}

func preview(text string) string {
	r := []rune(text)
	if len(r) <= previewed {
		return text
	}
	return string(r[:previewed-1]) + "…"
}

// update takes what a document has become.
func (q *Queue) update(d *Document) error {
	lines, err := d.lines(d.languages)
	if err != nil {
		return err
	}
	was := q.byDoc[d.rows.ID]
	f := &found{summary: Summary{ID: was.summary.ID, Title: was.summary.Title, Languages: was.summary.Languages}}
	open := false
	for i := range lines {
		l := &lines[i]
		g := group{checked: l.Checked, confidence: l.confidence, flags: l.flags}
		for _, lang := range []string{"zh", "ru", "en"} {
			if ids := l.Units[lang]; len(ids) > 0 {
				g.unit = ids[0]
				g.text = d.family.Version(lang).Units[d.place[ids[0]].unit].Norm
			}
		}
		f.add(g, &open)
	}
	f.trim()
	q.byDoc[d.rows.ID] = f
	q.sort()
	return nil
}

// sort puts the worst first; documents in one language have nothing to review.
func (q *Queue) sort() {
	q.Documents, q.Places = []Summary{}, []Doubtful{}
	for _, f := range q.byDoc {
		if len(f.summary.Languages) > 1 && f.summary.Groups > 0 {
			q.Documents = append(q.Documents, f.summary)
			q.Places = append(q.Places, f.places...)
		}
	}
	share := func(s Summary) float64 { return s.Doubt / float64(s.Groups) }
	slices.SortFunc(q.Documents, func(a, b Summary) int { return cmp.Or(-cmp.Compare(share(a), share(b)), cmp.Compare(a.ID, b.ID)) })
	slices.SortFunc(q.Places, worse)
	q.Places = q.Places[:min(len(q.Places), mostPlaces)]
}

// Queue gives what to look at, the worst first. What was done in this session
// counts already.
func (s *Session) Queue() (*Queue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue == nil {
		q, err := newQueue(s.corpus)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, r := range s.journal.pending() {
			if r.Doc == "" || seen[r.Doc] {
				continue
			}
			seen[r.Doc] = true
			d, err := s.document(r.Doc)
			if err != nil {
				return nil, err
			}
			if err := q.update(d); err != nil {
				return nil, err
			}
		}
		s.queue = q
	}
	out := *s.queue
	return &out, nil
}
