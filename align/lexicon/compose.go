package lexicon

// Composing a pair through a third language.
const (
	composeFloor   = 0.01 // pairs below it in both directions are left out
	composeProduct = 1e-5 // and those whose two probabilities multiply to less
	directStrength = 8    // occurrences of a word at which the direct table counts as much as the composed one
	composedLeast  = 0.15 // share of the composed probability that stays for the most frequent words
)

// Compose makes the table a-c from the tables a-b and b-c of one model:
// p(c|a) = Σ_b p(b|a) p(c|b), and the same backwards. A direct table a-c, nil
// if there is none, counts the more the more often its words were seen;
// directWords are the running words, of either side, behind it.
func Compose(ab, bc, direct *Table, directWords float64) *Table {
	c := newCollector(len(bc.Target.Words))
	d := newCollector(len(bc.Target.Words)) // the direct entries of the word
	weight := func(v *Vocabulary, i int) float64 {
		if i < 0 {
			return 0
		}
		n := float64(v.Share[i]) * directWords
		return n / (n + directStrength)
	}
	for a, word := range ab.Source.Words {
		for _, e := range ab.row(a) {
			for _, f := range bc.row(int(e.Target)) {
				c.add(f.Target, float64(e.Forward.Float())*float64(f.Forward.Float()), float64(e.Backward.Float())*float64(f.Backward.Float()))
			}
		}
		da := -1
		if direct != nil {
			if da = direct.Source.find(word); da >= 0 {
				for _, e := range direct.row(da) {
					if k := bc.Target.find(direct.Target.Words[e.Target]); k >= 0 {
						d.add(uint32(k), float64(e.Forward.Float()), float64(e.Backward.Float()))
						c.add(uint32(k), 0, 0)
					}
				}
			}
		}
		wa := 0.0
		if direct != nil {
			wa = weight(direct.Source, da)
		}
		c.flush(a, func(j int32, p, back float64) (float64, float64, bool) {
			wc := 0.0
			if direct != nil {
				wc = weight(direct.Target, direct.Target.find(bc.Target.Words[j]))
			}
			f := max(wa*d.p[j]+(1-wa)*p, composedLeast*p)
			b := max(wc*d.back[j]+(1-wc)*back, composedLeast*back)
			return f, b, (f >= composeFloor || b >= composeFloor) && f*b >= composeProduct
		})
		d.flush(a, func(int32, float64, float64) (float64, float64, bool) { return 0, 0, false })
	}
	out := newTable(ab.Source, bc.Target, c.pairs)
	if direct != nil {
		out.Spelling = direct.Spelling
	}
	return out
}

// Widening by paraphrases.
const (
	wideWeight  = 0.25   // of a translation's paraphrase against the translation
	wideFrom    = 0.02   // translations less likely are not paraphrased
	wideFloor   = 0.0005 // what is left of a paraphrase to be taken
	tripFloor   = 0.03   // first step of the round trip
	tripProduct = 0.003  // both steps
	paraFloor   = 0.02   // a paraphrase's probability
)

// Widen adds, to each word's translations, their paraphrases: words that the
// translation reaches by a round trip through another language (Bannard and
// Callison-Burch 2005), at a discount. through are tables from other languages
// into the target language of t, over the same vocabulary.
func Widen(t *Table, through ...*Table) *Table {
	para := paraphrases(t.Target, through)
	c := newCollector(len(t.Target.Words))
	for i := range t.Source.Words {
		for _, e := range t.row(i) {
			c.add(e.Target, float64(e.Forward.Float()), float64(e.Backward.Float()))
		}
		for _, e := range t.row(i) {
			if p := float64(e.Forward.Float()); p > wideFrom {
				for _, x := range para[e.Target] {
					if g := wideWeight * p * x.p; g > wideFloor {
						c.add(uint32(x.tgt), g, g/2)
					}
				}
			}
		}
		c.flush(i, func(_ int32, p, back float64) (float64, float64, bool) { return p, back, true })
	}
	out := newTable(t.Source, t.Target, c.pairs)
	out.Spelling = t.Spelling
	return out
}

// paraphrases of every word of the vocabulary, by round trips.
func paraphrases(v *Vocabulary, through []*Table) [][]pairP {
	c := newCollector(len(v.Words))
	out := make([][]pairP, len(v.Words))
	var back []*Table
	for _, t := range through {
		back = append(back, t.Turned())
	}
	for w := range v.Words {
		for k, t := range through {
			for _, e := range back[k].row(w) {
				p := float64(e.Forward.Float())
				if p < tripFloor {
					continue
				}
				for _, f := range t.row(int(e.Target)) {
					if q := p * float64(f.Forward.Float()); int(f.Target) != w && q >= tripProduct {
						c.add(f.Target, q, 0)
					}
				}
			}
		}
		c.pairs = nil
		c.flush(w, func(_ int32, p, _ float64) (float64, float64, bool) { return p, 0, p > paraFloor })
		out[w] = c.pairs
	}
	return out
}
