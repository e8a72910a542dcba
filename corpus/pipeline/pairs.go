package pipeline

import (
	"fmt"

	"tritext/align"
	"tritext/corpus"
	"tritext/segment"
)

// pairs lists the pairs of languages that are aligned, source first. The
// direction is always this, whatever the original language.
var pairs = [][2]string{{"zh", "en"}, {"zh", "ru"}, {"en", "ru"}}

// side is what the aligner sees of a document version, one stream after the
// other: the body, then the footnotes, which stand at the foot of pages that
// differ between versions and are aligned apart.
type side struct {
	doc     *corpus.Document
	streams [2]stream
}

type stream struct {
	units  []align.Unit
	tokens [][]segment.Token // by unit
	index  []int             // into Document.Units
}

// sideOf makes the side of a document. label brings the labels of paragraphs
// into the form in which they compare across languages.
func sideOf(d *corpus.Document, label func(string) string) *side {
	s := &side{doc: d}
	var forms []string
	block := -1
	for i := range d.Units {
		u := &d.Units[i]
		if !u.Kind.Aligned() {
			continue
		}
		to := &s.streams[0]
		if u.Kind == corpus.KindFootnote {
			to = &s.streams[1]
		}
		start := len(forms)
		forms = segment.Forms(forms, u.Tokens)
		a := align.Unit{
			Tokens:  forms[start:len(forms):len(forms)],
			Anchors: segment.Anchors(nil, u.Tokens),
			Length:  segment.Length(u.Norm),
			Section: u.Section,
			Text:    u.Norm,
			Opens:   u.Block != block,
		}
		if u.Label != "" {
			a.Label = label(u.Label)
		}
		block = u.Block
		to.units = append(to.units, a)
		to.tokens = append(to.tokens, u.Tokens)
		to.index = append(to.index, i)
	}
	return s
}

// aligner is what makes beads; *align.Aligner is one.
type aligner interface {
	Align(source, target []align.Unit) align.Result
}

// beads aligns two versions.
func beads(id string, pair [2]string, source, target *side, a aligner, crossing bool) []corpus.Bead {
	var all []corpus.Bead
	for i := range source.streams {
		s, t := &source.streams[i], &target.streams[i]
		if len(s.units)+len(t.units) == 0 {
			continue
		}
		result := a.Align(s.units, t.units)
		tellCrossings(source, target, s, t, result.Crossings, crossing)
		for _, b := range result.Beads {
			bead := corpus.Bead{
				ID:     fmt.Sprintf("%s#%s-%s.%d", id, pair[0], pair[1], len(all)+1),
				Source: pair[0], Target: pair[1],
				SourceUnits: s.index[b.Source.Lo:b.Source.Hi:b.Source.Hi],
				TargetUnits: t.index[b.Target.Lo:b.Target.Hi:b.Target.Hi],
				Score:       b.Score, Confidence: b.Confidence, Method: "tritext", Crossing: b.Crossing,
				Links: wordLinks(b, s, t),
			}
			for k, value := range b.Components {
				bead.Components = append(bead.Components, corpus.Component{Name: result.Names[k], Value: value})
			}
			all = append(all, bead)
		}
	}
	return all
}
