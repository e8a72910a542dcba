package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tritext/corpus"
)

// This file finds the units that a record means by its ids and its texts.

// resolve gives the units of a record's side, in the order of the text.
//
// People move texts and leave the ids where they are: where both are given and
// differ, the text counts, and the ids tell which of several equal texts it is.
func (a *applier) resolve(r *Record, lang string) ([]int, error) {
	d := a.family.Version(lang)
	if d == nil {
		if len(r.Units[lang]) > 0 || r.Text[lang] != "" {
			return nil, fmt.Errorf("%s: document %s has no version in %s", r.Place, a.family.ID, lang)
		}
		return nil, nil
	}
	named, err := a.named(r, d)
	if err != nil {
		return nil, err
	}
	text, given := r.Text[lang]
	if !given || key(text) == keyOf(d, named, false) || key(text) == keyOf(d, named, true) {
		return named, nil
	}
	near := named
	if g := a.group(r.ID); g != nil && len(near) == 0 {
		near = g.Members[lang]
	}
	found, ok := located(d, text, near)
	if !ok {
		return nil, fmt.Errorf("%s: the %s text is not one of whole sentences of %s/%s: %s (texts cannot be changed by an import)", r.Place, lang, a.family.ID, lang, shortened(text))
	}
	if r.Units[lang] != nil {
		a.done.Stale++
	}
	return found, nil
}

// named gives the units that the record names.
func (a *applier) named(r *Record, d *corpus.Document) ([]int, error) {
	var units []int
	for _, id := range r.Units[d.Lang] {
		u, ok := a.at[d.Lang][id]
		if !ok {
			return nil, fmt.Errorf("%s: document %s has no sentence %s", r.Place, a.family.ID, id)
		}
		if !d.Units[u].Kind.Aligned() {
			return nil, fmt.Errorf("%s: %s takes no part in alignment: it is a %s", r.Place, id, d.Units[u].Kind)
		}
		if slices.Contains(units, u) {
			return nil, fmt.Errorf("%s: sentence %s twice", r.Place, id)
		}
		units = append(units, u)
	}
	slices.Sort(units)
	return units, nil
}

// key is a text without white space and straight quotation marks, which
// programs of all kinds add and take away.
func key(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '"' || !inXML(r) {
			return -1
		}
		return r
	}, text)
}

// keyOf is the key of some units' text, normalised or clean.
func keyOf(d *corpus.Document, units []int, clean bool) string {
	var b strings.Builder
	for _, u := range units {
		if clean {
			b.WriteString(key(d.Units[u].Text))
		} else {
			b.WriteString(key(d.Units[u].Norm))
		}
	}
	return b.String()
}

// located finds neighbouring units whose text is the given one; of several such
// places the one nearest to some unit of near.
func located(d *corpus.Document, text string, near []int) ([]int, bool) {
	want := key(text)
	if want == "" {
		return nil, true
	}
	order := sentences(d)
	best, least := []int(nil), 0
	for _, clean := range []bool{false, true} {
		for i := range order {
			rest, n := want, i
			for n < len(order) && rest != "" {
				k := keyOf(d, order[n:n+1], clean)
				if k == "" || !strings.HasPrefix(rest, k) {
					break
				}
				rest = rest[len(k):]
				n++
			}
			if rest != "" {
				continue
			}
			away := 0
			if len(near) > 0 {
				away = max(order[i]-near[0], near[0]-order[i])
			}
			if best == nil || away < least {
				best, least = slices.Sorted(slices.Values(order[i:n])), away
			}
		}
		if best != nil {
			break
		}
	}
	return best, best != nil
}

// shortened is the head of a text for a message.
func shortened(text string) string {
	const most = 60
	runes := []rune(oneLine(text))
	if len(runes) > most {
		return fmt.Sprintf("%q…", string(runes[:most]))
	}
	return fmt.Sprintf("%q", string(runes))
}
