package review

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Gold says what was written as gold.
type Gold struct {
	Documents int            // with something checked
	Whole     int            // of them, documents that are checked from end to end
	Texts     int            // stretches written: a whole document is one
	Beads     map[string]int // by pair: "zh-en"
}

// WriteGold writes what people have checked as gold beads into the folder out,
// in the form that tritext eval and tritext align --batch read: for each text
// NAME.zh, NAME.en … with a sentence a line, and NAME.zh-en.gold … with beads.
//
// A measuring set must not have holes, so a text is a stretch of rows that are
// all checked: the whole document, whose name is then the document's, or a part
// of it (NAME_part1 …). view names the languages whose rows count ("zh-en");
// "" for all languages of a document.
func (s *Session) WriteGold(out, view string) (*Gold, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, fmt.Errorf("review: %w", err)
	}
	g := &Gold{Beads: map[string]int{}}
	ids, err := s.checkedDocuments()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		d, err := s.document(id)
		if err != nil {
			return nil, err
		}
		languages, err := d.view(view)
		if err != nil {
			continue // a document without that pair
		}
		lines, err := d.lines(languages)
		if err != nil {
			return nil, err
		}
		texts := stretches(lines)
		whole := len(texts) == 1 && len(texts[0]) == len(lines)
		if len(texts) > 0 {
			g.Documents++
		}
		if whole {
			g.Whole++
		}
		for n, text := range texts {
			name := id
			if !whole {
				name = fmt.Sprintf("%s_part%d", id, n+1)
			}
			g.Texts++
			if err := d.writeGold(filepath.Join(out, name), languages, text, g.Beads); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

// checkedDocuments lists the documents in which a bead was checked.
func (s *Session) checkedDocuments() ([]string, error) {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for b, err := range s.corpus.Beads() {
		if err != nil {
			return nil, err
		}
		if b.Method == methodChecked {
			add(b.DocID)
		}
	}
	for _, r := range s.journal.pending() {
		add(r.Doc)
	}
	slices.Sort(ids)
	return ids, nil
}

// stretches gives the longest runs of rows that are all checked. Where a
// translation is wrong, the alignment is still right.
func stretches(lines []line) (runs [][]line) {
	start := -1
	for i := 0; i <= len(lines); i++ {
		switch in := i < len(lines) && lines[i].Checked; {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			runs, start = append(runs, lines[start:i]), -1
		}
	}
	return runs
}

// writeGold writes one text: its sentences by language, its beads by pair.
func (d *Document) writeGold(path string, languages []string, text []line, count map[string]int) error {
	number := map[string]int{} // unit → number of its sentence
	for _, lang := range languages {
		var sentences strings.Builder
		n := 0
		for _, l := range text {
			for _, id := range l.Units[lang] {
				number[id] = n
				n++
				sentences.WriteString(oneLine(d.family.Version(lang).Units[d.place[id].unit].Norm))
				sentences.WriteByte('\n')
			}
		}
		if err := writeWhole(path+"."+lang, []byte(sentences.String())); err != nil {
			return err
		}
	}
	list := func(ids []string) string {
		var numbers []string
		for _, id := range ids {
			numbers = append(numbers, fmt.Sprint(number[id]))
		}
		return "[" + strings.Join(numbers, ", ") + "]"
	}
	for i, source := range languages {
		for _, target := range languages[i+1:] {
			if !slices.Contains(d.pairs, [2]string{source, target}) {
				continue
			}
			var beads strings.Builder
			for _, l := range text {
				for _, b := range l.implied([]string{source, target}) {
					fmt.Fprintf(&beads, "%s:%s\n", list(b.sourceIDs), list(b.targetIDs))
					count[source+"-"+target]++
				}
			}
			if err := writeWhole(path+"."+source+"-"+target+".gold", []byte(beads.String())); err != nil {
				return err
			}
		}
	}
	return nil
}
