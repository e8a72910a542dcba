package align

// Quotation tells how quoted speech passes through a unit. A translation opens
// and closes a speech where the original does.
type Quotation struct {
	Enters bool // a mark closes what the unit has not opened: it begins within a speech
	Leaves bool // a mark opens what the unit does not close: it ends within a speech
	Starts bool // it starts with an opening mark
	Ends   bool // it ends with a closing mark
}

// then is the quotation of two units that follow each other, as one.
func (q Quotation) then(next Quotation) Quotation {
	return Quotation{
		Enters: q.Enters || next.Enters && !q.Leaves,
		Leaves: next.Leaves || q.Leaves && !next.Enters,
		Starts: q.Starts,
		Ends:   next.Ends,
	}
}

// or is what one of two texts says.
func (q Quotation) or(o Quotation) Quotation {
	return Quotation{q.Enters || o.Enters, q.Leaves || o.Leaves, q.Starts || o.Starts, q.Ends || o.Ends}
}

// speech is what is known of the places between the units of a text: place i
// is before unit i.
type speech struct {
	within []bool // a speech goes on there
	marked int    // units with marks
}

// longSpeech is how many units without a mark a speech goes on for: its end
// may have been lost.
const longSpeech = 12

func newSpeech(units []Unit) speech {
	s := speech{within: make([]bool, len(units)+1)}
	left := 0 // units that the open speech may go on for
	for i, u := range units {
		q := u.Quotation
		if q != (Quotation{}) {
			s.marked++
		}
		switch {
		case q.Leaves:
			left = longSpeech
		case q.Enters || q.Starts || q.Ends:
			left = 0
		default:
			left--
		}
		s.within[i+1] = left > 0
	}
	return s
}

// spoken tells whether a text has speech enough to tell by it.
func (s speech) spoken() bool { return s.marked >= 2 }

// speechFeatures sets the features of quoted speech of a bead that is not null.
func (x *measurer) speechFeatures(d candidate, f []float32) {
	s, t := &x.m.src.speech, &x.m.tgt.speech
	if !s.spoken() || !t.spoken() {
		return
	}
	i, j := int(d.i), int(d.j)
	if s.within[i] != t.within[j] {
		f[fSpeech] = 1
	}
	i0, j0 := i-int(d.a), j-int(d.c)
	a, b := x.m.src.units, x.m.tgt.units
	if a[i0].Quotation.Starts != b[j0].Quotation.Starts {
		f[fSpeechEdge]++
	}
	if a[i-1].Quotation.Ends != b[j-1].Quotation.Ends {
		f[fSpeechEdge]++
	}
}
