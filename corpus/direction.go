package corpus

import "slices"

// direction fills the original language, its evidence and the relay flag from
// the sections that the group stands in: the best evidence that any side has.
func (g *Group) direction(f *Family, units []member) {
	for _, m := range units {
		d := f.Versions[m.version]
		s := d.section(d.Units[m.unit].Section)
		if s == nil || len(s.Original) == 0 {
			continue
		}
		if g.Original == nil || strength(s.Evidence) > strength(g.Evidence) {
			g.Original, g.Evidence = s.Original, s.Evidence
		}
	}
	if g.Original == nil {
		g.Evidence = EvidenceNone
	}
	g.Relay = relayed(g.Original, g.Members)
}

// strength ranks evidence, from -1 for none.
func strength(e Evidence) int {
	return slices.Index([]Evidence{EvidenceSibling, EvidenceMasthead, EvidenceSpeech, EvidenceBracket}, e)
}

// relayed tells whether a side may have been translated through a third
// language: when no side is the original; or when the original is a language
// from which the United Nations often translate by way of English, and a side
// is neither the original nor English.
func relayed(original []string, members map[string][]int) bool {
	if len(original) == 0 || len(members) < 2 {
		return false
	}
	seen, direct, other := false, false, false
	for _, lang := range original {
		seen = seen || len(members[lang]) > 0
		direct = direct || lang == "en" || lang == "fr"
	}
	for lang := range members {
		other = other || lang != "en" && !slices.Contains(original, lang)
	}
	return !seen || !direct && other
}

// crossesSections tells whether the members stand in sections of different
// numbers, in versions that have the same number of sections.
func crossesSections(f *Family, units []member) bool {
	first := units[0]
	a := f.Versions[first.version]
	for _, m := range units[1:] {
		b := f.Versions[m.version]
		if len(a.Sections) == len(b.Sections) && a.Units[first.unit].Section != b.Units[m.unit].Section {
			return true
		}
	}
	return false
}
