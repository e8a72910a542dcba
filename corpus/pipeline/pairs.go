package pipeline

import (
	"fmt"
	"slices"

	"tritext/align"
	"tritext/corpus"
	"tritext/segment"
)

// languages lists the languages in the order of alignment: of each pair the
// first is the source, whatever the original language.
var languages = []string{"zh", "en", "ru"}

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
// into the form in which they compare across languages. With apart, the names of
// lists of States are left out: they are matched by stateBeads.
func sideOf(d *corpus.Document, label func(string) string, apart bool) *side {
	s := &side{doc: d}
	var forms []string
	block := -1
	for i := range d.Units {
		u := &d.Units[i]
		if !u.Kind.Aligned() || apart && u.Kind == corpus.KindState {
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

			Continues: segment.Continues(u.Norm), Unfinished: segment.Unfinished(u.Norm),
			Quotation: align.Quotation(segment.Quotes(u.Norm)),
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

// alignTexts aligns the texts of one stream, each pair of languages in the order
// of languages. Before it begins a pair it calls next, and ends with its error.
type alignTexts func(texts []align.Text, next func(source, target string) error, extra ...align.Scorer) ([]align.Pair, error)

// together aligns all versions at once: of three, each pair listens to the third.
func together(aligners map[[2]string]*align.Aligner) alignTexts {
	return func(texts []align.Text, next func(source, target string) error, extra ...align.Scorer) ([]align.Pair, error) {
		return align.Many(texts, 0, func(source, target string) (*align.Aligner, error) {
			if err := next(source, target); err != nil {
				return nil, err
			}
			return aligners[[2]string{source, target}].With(extra...), nil
		})
	}
}

// agreement is how far the alignments of three versions agree with each other:
// as they are, and as each pair was alone.
type agreement struct{ now, alone align.Consistency }

// beads aligns the versions of a family, by pair of languages and then stream.
func (s *stages) beads(id string, sides map[string]*side, next func(source, target string) error, extra ...align.Scorer) (all []corpus.Bead, agree agreement, err error) {
	var codes []string
	for _, code := range languages {
		if sides[code] != nil {
			codes = append(codes, code)
		}
	}
	if len(codes) < 2 {
		return nil, agree, nil
	}
	var streams [2][]align.Pair
	for i := range streams {
		texts := make([]align.Text, len(codes))
		for k, code := range codes {
			texts[k] = align.Text{Lang: code, Units: sides[code].streams[i].units}
		}
		if streams[i], err = s.align(texts, next, extra...); err != nil {
			return nil, agree, err
		}
		agree.now.Add(align.Cycle(streams[i], len(texts)))
		agree.alone.Add(align.Cycle(align.Alone(streams[i]), len(texts)))
	}
	for k := range streams[0] {
		first := len(all)
		for i := range streams {
			p := &streams[i][k]
			pair := [2]string{codes[p.Source], codes[p.Target]}
			source, target := sides[pair[0]], sides[pair[1]]
			from, to := &source.streams[i], &target.streams[i]
			tellCrossings(source, target, from, to, p.Crossings, s.crossing)
			slips := align.Slips(p.Beads)
			tellSlips(source, target, from, to, slips)
			for n, b := range p.Beads {
				bead := corpusBead(b, p.Names, from, to)
				bead.Slip = slices.ContainsFunc(slips, func(x align.Slip) bool { return n >= x.Beads.Lo && n < x.Beads.Hi })
				bead.ID = fmt.Sprintf("%s#%s-%s.%d", id, pair[0], pair[1], len(all)-first+1)
				bead.Source, bead.Target = pair[0], pair[1]
				all = append(all, bead)
			}
		}
		p := &streams[0][k]
		all = s.appendStates(id, all, first, sides[codes[p.Source]].doc, sides[codes[p.Target]].doc)
	}
	return all, agree, nil
}

// corpusBead gives a bead of two streams as one of their documents.
func corpusBead(b align.Bead, names []string, source, target *stream) corpus.Bead {
	bead := corpus.Bead{
		SourceUnits: source.index[b.Source.Lo:b.Source.Hi:b.Source.Hi],
		TargetUnits: target.index[b.Target.Lo:b.Target.Hi:b.Target.Hi],
		Score:       b.Score, Confidence: b.Confidence, Method: "tritext", Crossing: b.Crossing,
		Links: wordLinks(b, source, target),
	}
	for k, value := range b.Components {
		bead.Components = append(bead.Components, corpus.Component{Name: names[k], Value: value})
	}
	return bead
}
