package undoc

import (
	"fmt"
	"slices"
	"strings"

	"tritext/corpus"
)

// Resolve fills in what one language version of a document states and another
// leaves open. An original language that is not known, or only taken over from
// the section above, is read from the same section of another version, with
// evidence "sibling". Sections of two versions are the same if they have the
// same type and label, or else the same place among those of their type.
// Versions that contradict each other get a problem each, and keep what they
// say. Resolve knows what was stated before it began: the order of the
// versions does not matter, and resolving again changes nothing.
func Resolve(versions []*corpus.Document) {
	type found struct {
		original []string
		evidence corpus.Evidence
		lang     string
	}
	answers := make([][]found, len(versions))
	for v, d := range versions {
		answers[v] = make([]found, len(d.Sections))
		for k := range d.Sections {
			for o, other := range versions {
				if o == v {
					continue
				}
				m := sameSection(d.Sections, k, other.Sections)
				if m < 0 {
					continue
				}
				s := other.Sections[m]
				stated := !s.Inherits && (s.Evidence == corpus.EvidenceBracket || s.Evidence == corpus.EvidenceMasthead) && len(s.Original) > 0
				if best := &answers[v][k]; stated && (best.original == nil || best.evidence != corpus.EvidenceBracket && s.Evidence == corpus.EvidenceBracket) {
					*best = found{s.Original, s.Evidence, other.Lang}
				}
			}
		}
	}
	for v, d := range versions {
		for k := range d.Sections {
			s, a := &d.Sections[k], answers[v][k]
			switch {
			case a.original == nil:
			case len(s.Original) == 0, s.Inherits && a.evidence == corpus.EvidenceBracket:
				s.Original, s.Evidence, s.Inherits = a.original, corpus.EvidenceSibling, false
			case s.Evidence != corpus.EvidenceSibling && !s.Inherits && !slices.Equal(s.Original, a.original):
				problem(d, -1, fmt.Sprintf("original language of section %d is %s here and %s in the version in %s",
					k+1, strings.Join(s.Original, "+"), strings.Join(a.original, "+"), a.lang))
			}
		}
		for k := range d.Sections {
			if k > 0 && (len(d.Sections[k].Original) == 0 || d.Sections[k].Inherits) {
				inherit(d.Sections, k) // from a section that is known only now
			}
		}
	}
}

// sameSection finds section k of one version among those of another, -1 if it
// is not there.
func sameSection(here []corpus.Section, k int, there []corpus.Section) int {
	place := func(list []corpus.Section, n int) int {
		p := 0
		for i := range n {
			if sectionType(list[i].Type) == sectionType(list[n].Type) {
				p++
			}
		}
		return p
	}
	if t := here[k].Type; t == "speech" || t == "reply" { // replies stand in the order of the alphabet
		code := StateCode(here[k].Title)
		for m := range there {
			if code != "" && there[m].Type == t && StateCode(there[m].Title) == code {
				return m
			}
		}
		return -1
	}
	for m := range there {
		if sectionType(there[m].Type) != sectionType(here[k].Type) {
			continue
		}
		a, b := LabelKey(here[k].Label), LabelKey(there[m].Label)
		if a != "" && b != "" {
			if a == b {
				return m
			}
			continue
		}
		if place(here, k) == place(there, m) {
			return m
		}
	}
	return -1
}

// sectionType is the type by which sections compare: the main section of a
// version may be a letter whose title was lost in another.
func sectionType(t string) string {
	if t == "letter" {
		return "body"
	}
	return t
}
