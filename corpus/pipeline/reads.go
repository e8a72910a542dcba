package pipeline

import (
	"fmt"
	"unicode"

	"tritext/corpus"
	"tritext/segment"
)

const (
	// surelyReads is how sure it must be that a unit is in another language than
	// its version. Of 7,000 sentences of our gold that are in the right one, two
	// are surely told as another, lists of names.
	surelyReads = 0.99
	// fewReads is the fewest letters of such a unit, a Han character counted as
	// segment.HanLength.
	fewReads = 25.0
	// mostPassages is how many passages a version gets a problem each for.
	mostPassages = 20
)

// readLanguages checks the language of every unit that takes part in alignment:
// it fills Unit.Reads where that is surely not the version's, and tells each
// passage of such units once.
func readLanguages(d *corpus.Document, identify func(text string) (code string, sure float64)) {
	passages := 0
	for i := 0; i < len(d.Units); {
		code := reads(&d.Units[i], d.Lang, identify)
		n := i + 1
		if code != "" {
			d.Units[i].Reads = code
			for n < len(d.Units) && reads(&d.Units[n], d.Lang, identify) == code {
				d.Units[n].Reads = code
				n++
			}
			if passages++; passages <= mostPassages {
				d.Problems = append(d.Problems, corpus.Problem{Stage: "language", Path: d.Source.Path, Line: d.Blocks[d.Units[i].Block].Line,
					What: fmt.Sprintf("%s that read as language %s: a passage in another language, or not translated", units(n-i), code)})
			}
		}
		i = n
	}
	if passages > mostPassages {
		d.Problems = append(d.Problems, corpus.Problem{Stage: "language", Path: d.Source.Path,
			What: fmt.Sprintf("%d more passages in other languages, see the column reads of units", passages-mostPassages)})
	}
}

func units(n int) string {
	if n == 1 {
		return "1 unit"
	}
	return fmt.Sprintf("%d units", n)
}

// reads is the language that a unit surely reads as, "" if that is the version's
// or not known.
func reads(u *corpus.Unit, lang string, identify func(text string) (code string, sure float64)) string {
	if !u.Kind.Aligned() || u.Kind == corpus.KindSignature || letters(u.Norm) < fewReads {
		return ""
	}
	if code, sure := identify(u.Norm); code != lang && sure >= surelyReads {
		return code
	}
	return ""
}

// letters counts the letters of a text in letters of alphabets.
func letters(text string) float64 {
	n := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			n += segment.HanLength
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
