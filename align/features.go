package align

// The features of a bead, by which candidates are weighed again. Those of null
// beads and of full ones do not mix. All are symmetric: exchanging the texts
// changes none.
const (
	fLexical    = iota // lexical score, nats
	fMeanLex           // lexical score by the square root of the number of words
	fLength            // length score, nats
	fPrior             // prior of the bead's type, nats
	fLayout            // structure score, nats
	fUncovered         // information in words without translation, 10 nats
	fCovered           // information in translated words, 10 nats
	fWords             // log of the number of words
	fLeast             // least share of a unit's information that is translated
	fSupport           // least share of a unit that only it translates, of beads with two units or more on a side
	fIdle              // that share is under a fifth
	fLeak              // what neighbours translate better at the bead's ends, nats; all four ends
	fLeakMost          // the worst end
	fEdge              // untranslated stretches at the bead's ends, nats
	fHole              // the longest untranslated stretch, nats
	fNumbers           // numbers without a partner
	fQuotes            // difference in quotation marks
	fMarks             // difference in question and exclamation marks
	fEndsDiffer        // one side ends within a sentence, the other does not
	fEndsOpen          // both sides end within a sentence
	fStartsCut         // a side starts in lower case and the other does not
	fInnerCut          // units joined inside the bead where one goes on in lower case or after a clause mark
	fInnerWhole        // units joined inside the bead that look like whole sentences
	f11
	f12
	f13
	f14
	f22
	f23
	fBig
	fNull        // a null bead
	fNullWords   // log of its number of words
	fNullUnknown // share of its words that the lexicon does not know
	fNullNumbers // share of numbers among its words
	fNullCut     // it starts in lower case or ends with the mark of a clause
	fNullRate    // how often this document has null beads that stand out, log against 2 %
	fNullRare    // its negative part
	fDocUsual    // of the document: share of the information that is translated, both sides
	fDocGap      // its difference between the sides
	fDocNulls    // fNullRate, for all beads
	fDocSpread   // spread of the length ratio
	fNullNear    // the greatest share of it that a unit beside it translates
	fSpeech      // a speech goes on where the bead ends, on one side only
	fSpeechEdge  // ends of the bead at which a quotation starts or ends on one side only
	fVec         // cosine of the vectors, against the usual one
	fVecBad      // what it lacks to a bad one of the document
	fVecGain     // what a unit more would add
	fVecDrop     // what a unit less would add
	fVecMany     // the cosine of a bead that is larger than 1-1
	fVecNull     // of a null bead: the greatest cosine with a unit beside it
	fDocCosine   // of the document: the usual cosine
	features
)

// componentNames are the kinds of evidence that a score is told in.
var componentNames = []string{"lexical", "length", "structure", "type", "edges", "marks", "interplay"}

// Places in componentNames.
const (
	cLexical = iota
	cLength
	cStructure
	cType
	cEdges
	cMarks
	cInterplay // of the hidden units
	components
)

// componentOf says which kind of evidence a feature is.
var componentOf = func() (of [features]int) {
	for f := range of {
		of[f] = cLexical
	}
	for c, list := range map[int][]int{
		cLength:    {fLength},
		cStructure: {fLayout},
		cType: {fPrior, f11, f12, f13, f14, f22, f23, fBig, fNull, fNullRate, fNullRare,
			fDocUsual, fDocGap, fDocNulls, fDocSpread, fDocCosine},
		cEdges: {fLeak, fLeakMost, fEdge, fHole},
		cMarks: {fQuotes, fSpeech, fSpeechEdge, fMarks, fEndsDiffer, fEndsOpen, fStartsCut, fInnerCut, fInnerWhole, fNullCut},
	} {
		for _, f := range list {
			of[f] = c
		}
	}
	return of
}()
