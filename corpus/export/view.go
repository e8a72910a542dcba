package export

import (
	"fmt"
	"slices"
	"strings"

	"tritext/corpus"
)

// This file holds what the formats see of a family.

// complete yields the groups that have all languages.
func (j *job) complete(f *corpus.Family) []*corpus.Group {
	return j.with(f, len(j.Languages))
}

// with yields the groups that have at least so many of the languages.
func (j *job) with(f *corpus.Family, least int) []*corpus.Group {
	var out []*corpus.Group
	for i := range f.Groups {
		g, n := &f.Groups[i], 0
		for _, lang := range j.Languages {
			if len(g.Members[lang]) > 0 {
				n++
			}
		}
		if n >= least {
			out = append(out, g)
		}
	}
	return out
}

// unitText is the text of a unit as it goes out.
func (j *job) unitText(u *corpus.Unit) string {
	if j.Clean {
		return u.Text
	}
	return u.Norm
}

// space is what stands between the units of one side.
func space(lang string) string {
	if lang == "zh" {
		return ""
	}
	return " "
}

// joined gives the text of some units of a version.
func (j *job) joined(d *corpus.Document, units []int) string {
	if len(units) == 1 {
		return j.unitText(&d.Units[units[0]])
	}
	parts := make([]string, len(units))
	for i, u := range units {
		parts[i] = j.unitText(&d.Units[u])
	}
	return strings.Join(parts, space(d.Lang))
}

// side gives a group's text in a language; "" if it has none.
func (j *job) side(f *corpus.Family, g *corpus.Group, lang string) string {
	d := f.Version(lang)
	if d == nil {
		return ""
	}
	return j.joined(d, g.Members[lang])
}

// unitIDs gives the ids of units.
func unitIDs(d *corpus.Document, units []int) []string {
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = d.Units[u].ID
	}
	return ids
}

// tail is the part of a unit's id that is its own in the version: 1.2.3.
func tail(id string) string { return id[strings.LastIndexByte(id, '#')+1:] }

// tails gives those of units, with a space between.
func tails(d *corpus.Document, units []int) string {
	ids := unitIDs(d, units)
	for i := range ids {
		ids[i] = tail(ids[i])
	}
	return strings.Join(ids, " ")
}

// fullID makes a unit's id of its parts.
func fullID(doc, lang, tail string) string { return doc + "/" + lang + "#" + tail }

// pairs gives the pairs of the languages, in their order.
func (j *job) pairs() (out [][2]string) {
	for i, a := range j.Languages {
		for _, b := range j.Languages[i+1:] {
			out = append(out, [2]string{a, b})
		}
	}
	return out
}

// pairBead is a bead with its sides in the order of the output.
type pairBead struct {
	*corpus.Bead
	from, to []int // units of the first and of the second language
}

// typ gives the sizes: "1-2".
func (b *pairBead) typ() string { return fmt.Sprintf("%d-%d", len(b.from), len(b.to)) }

// beads gives the beads of a pair, in order.
func (j *job) beads(f *corpus.Family, pair [2]string) []pairBead {
	var in map[string][]bool // units that are in a group, if some groups are left out
	if j.Keep != nil {
		in = map[string][]bool{}
		for _, d := range f.Versions {
			in[d.Lang] = make([]bool, len(d.Units))
		}
		for i := range f.Groups {
			for lang, units := range f.Groups[i].Members {
				for _, u := range units {
					in[lang][u] = true
				}
			}
		}
	}
	wanted := func(lang string, units []int) bool {
		return in == nil || slices.ContainsFunc(units, func(u int) bool { return in[lang][u] })
	}
	var out []pairBead
	for i := range f.Beads {
		b := pairBead{Bead: &f.Beads[i], from: f.Beads[i].SourceUnits, to: f.Beads[i].TargetUnits}
		switch {
		case b.Source == pair[0] && b.Target == pair[1]:
		case b.Source == pair[1] && b.Target == pair[0]:
			b.from, b.to = b.to, b.from
		default:
			continue
		}
		if wanted(pair[0], b.from) || wanted(pair[1], b.to) {
			out = append(out, b)
		}
	}
	return out
}

// sentences lists the units of a version that take part in alignment, in the
// order of its beads: the text, then the footnotes.
func sentences(d *corpus.Document) (units []int) {
	var notes []int
	for i := range d.Units {
		switch k := d.Units[i].Kind; {
		case k == corpus.KindFootnote:
			notes = append(notes, i)
		case k.Aligned():
			units = append(units, i)
		}
	}
	return append(units, notes...)
}

// section gives the section that a unit stands in, nil if it is not known.
func section(d *corpus.Document, unit int) *corpus.Section {
	if s := d.Units[unit].Section; s >= 0 && s < len(d.Sections) {
		return &d.Sections[s]
	}
	return nil
}

// symbol is the first symbol that a version of the family has.
func symbol(f *corpus.Family) string {
	for _, d := range f.Versions {
		if len(d.Masthead.Symbols) > 0 {
			return d.Masthead.Symbols[0]
		}
	}
	return ""
}

// date is the first date that a version of the family has, ISO 8601.
func date(f *corpus.Family) string {
	for _, d := range f.Versions {
		if d.Masthead.Date != "" {
			return d.Masthead.Date
		}
	}
	return ""
}

// checked tells who checked all beads of the group last, and when; ok is false
// if nobody checked some bead of it.
func checked(f *corpus.Family, g *corpus.Group) (editor, edited string, ok bool) {
	for _, i := range g.Beads {
		b := &f.Beads[i]
		if !b.Checked() {
			return "", "", false
		}
		if b.Edited >= edited {
			editor, edited = b.Editor, b.Edited
		}
	}
	return editor, edited, len(g.Beads) > 0
}
