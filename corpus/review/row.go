package review

import (
	"slices"
	"strings"
)

// Row is what belongs together in the languages of a view: a group, or a bead.
type Row struct {
	Units   map[string][]string `json:"units"`             // language → ids of its units, in the order of the text; no empty lists
	Checked bool                `json:"checked,omitempty"` // by a person: its beads are locked
	Wrong   bool                `json:"wrong,omitempty"`   // aligned rightly, but no good translation
}

// key tells rows of one document apart.
func (r Row) key(languages []string) string {
	var k strings.Builder
	for _, lang := range languages {
		k.WriteString(strings.Join(r.Units[lang], ","))
		k.WriteByte('|')
	}
	return k.String()
}

// empty tells whether the row holds nothing.
func (r Row) empty() bool {
	for _, ids := range r.Units {
		if len(ids) > 0 {
			return false
		}
	}
	return true
}

// first is the id of the row's first unit, by the languages in order.
func (r Row) first(languages []string) string {
	for _, lang := range languages {
		if len(r.Units[lang]) > 0 {
			return r.Units[lang][0]
		}
	}
	return ""
}

// with gives the row with other units of a language.
func (r Row) with(lang string, ids []string) Row {
	out := Row{Units: map[string][]string{}, Checked: r.Checked, Wrong: r.Wrong}
	for l, x := range r.Units {
		if l != lang {
			out.Units[l] = x
		}
	}
	if len(ids) > 0 {
		out.Units[lang] = slices.Clone(ids)
	}
	return out
}

// lock is a bead that a person has checked.
type lock struct {
	source, target       string
	sourceIDs, targetIDs []string // ids of units; one of them empty for a single unit without a partner
	editor, edited       string
	wrong                bool
}

func (l *lock) key() string {
	return l.source + "-" + l.target + "|" + strings.Join(l.sourceIDs, ",") + "|" + strings.Join(l.targetIDs, ",")
}

// implied gives the beads that a row says, by the pairs of the languages: units
// without a partner one by one.
func (r Row) implied(languages []string) (locks []lock) {
	for i, source := range languages {
		for _, target := range languages[i+1:] {
			from, to := r.Units[source], r.Units[target]
			switch {
			case len(from) > 0 && len(to) > 0:
				locks = append(locks, lock{source: source, target: target, sourceIDs: from, targetIDs: to, wrong: r.Wrong})
			default:
				for _, id := range from {
					locks = append(locks, lock{source: source, target: target, sourceIDs: []string{id}, wrong: r.Wrong})
				}
				for _, id := range to {
					locks = append(locks, lock{source: source, target: target, targetIDs: []string{id}, wrong: r.Wrong})
				}
			}
		}
	}
	return locks
}

// side writes units by their numbers: "zh#1.2.1+1.2.2".
func side(lang string, ids []string) string {
	if len(ids) == 0 {
		return lang + " –"
	}
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = id[strings.LastIndexByte(id, '#')+1:]
	}
	return lang + "#" + strings.Join(numbers, "+")
}
