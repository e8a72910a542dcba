package segment

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Ending says whether a sentence can end after the point of an abbreviation.
type Ending uint8

// The classes, with the names that they have in the lists. "Ends" is always
// meant for a capital or a digit that follows; before a lower-case letter no
// point ends a sentence.
const (
	EndNever   Ending = iota // never: a title or the like, a name follows: Mr. ул. т.е.
	EndNumber                // number: not before a number, a roman numeral or a single letter: No. ст. para.
	EndStarter               // starter: only before a word that starts sentences: a.m. Inc. U.S.
	EndCapital               // capital: before any capital, though it looks like initials: т.д. н.э.
	EndUnit                  // unit: before a capital if a number stands before it, else never: м. (метр, минута; but г. м. улица)
	EndYear                  // year: before a starter if a number stands before it, else never: г. (год; город)
	EndLabel                 // label: no abbreviation; a number after it belongs to a heading: Article 5. Статья 5.
)

var endingNames = [...]string{"never", "number", "starter", "capital", "unit", "year", "label"}

// String is the class's name in the lists.
func (e Ending) String() string {
	if int(e) < len(endingNames) {
		return endingNames[e]
	}
	return "unknown"
}

// Rules are the facts by which a point that ends a sentence is told from one
// that does not. The marks themselves (。！？ ? ! …), the closing quotation
// marks and brackets, and the limits of paragraphs are the same in all
// languages and stand in sentences.go. A nil *Rules knows no abbreviations.
type Rules struct {
	// Abbreviations by their letters without the last point ("т.д", "Mr"). A
	// lower-case entry stands for its capitalised and upper-case spellings too.
	Abbreviations map[string]Ending
	// Starters are words that start sentences more often than they are names:
	// "The", "Он". As printed at the start of a sentence.
	Starters map[string]bool
}

// NewRules reads lists of abbreviations ("word class", one a line) and of
// starters (a word a line) and puts them together; # opens a comment. An error
// names the list and the line.
func NewRules(lists ...List) (*Rules, error) {
	r := &Rules{Abbreviations: map[string]Ending{}, Starters: map[string]bool{}}
	for _, l := range lists {
		for n, line := range l.Lines() {
			word, class, ok := strings.Cut(line, "\t")
			if !ok {
				r.Starters[line] = true
				continue
			}
			e := slices.Index(endingNames[:], class)
			if e < 0 {
				return nil, fmt.Errorf("segment: %s:%d: %q is no class of abbreviations", l.Name, n, class)
			}
			r.Abbreviations[word] = Ending(e)
		}
	}
	return r, nil
}

// List is the text of a word list with its name for messages.
type List struct{ Name, Text string }

// Lines gives the list's lines by their numbers, from 1, without empty lines
// and comments (from # on) and without white space at both ends.
func (l List) Lines() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range strings.Lines(l.Text) {
			n++
			line, _, _ = strings.Cut(line, "#")
			if line = strings.TrimSpace(line); line != "" && !yield(n, line) {
				return
			}
		}
	}
}

// ending gives the class of the abbreviation w (without its last point).
func (r *Rules) ending(w string) (Ending, bool) {
	if r == nil || w == "" {
		return 0, false
	}
	if e, ok := r.Abbreviations[w]; ok {
		return e, true
	}
	first, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(first) {
		return 0, false
	}
	e, ok := r.Abbreviations[strings.ToLower(w)]
	return e, ok
}

// abbreviation tells whether w keeps the point behind it in its token.
func (r *Rules) abbreviation(w string) bool {
	e, ok := r.ending(w)
	return ok && e != EndLabel
}

// starter tells whether the word at the start of text starts sentences. A
// single letter with a point is an initial, not a word.
func (r *Rules) starter(text string) bool {
	if r == nil {
		return false
	}
	end := 0
	for end < len(text) {
		c, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(c) || isHan(c) {
			break
		}
		end += n
	}
	return r.Starters[text[:end]] && !(strings.HasPrefix(text[end:], ".") && utf8.RuneCountInString(text[:end]) == 1)
}
