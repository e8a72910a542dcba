package segment

import (
	"unicode"
	"unicode/utf8"
)

// Quotation tells how quoted speech passes through a sentence. A speech of
// several sentences opens in the first of them and closes in the last, in the
// text and in its translation.
type Quotation struct {
	Enters bool // a mark closes what no mark before it opened: the sentence begins within a speech
	Leaves bool // a mark opens what no mark after it closes: the sentence ends within a speech
	Starts bool // the sentence starts with an opening mark
	Ends   bool // the sentence ends with a closing mark
}

// Quotes reads the quotation marks of a sentence: “” ‘’ «» „“ 「」 『』 by their
// form, " and ' by what stands beside them. Apostrophes are none, and titles in
// 《》 are no speech.
func Quotes(text string) (q Quotation) {
	depth := 0
	before, any := ' ', false // the character before, and whether there was one but space
	for i, r := range text {
		kind := noQuote
		if quotes(r) {
			kind = quoteAt(before, r, next(text[i:]), depth > 0)
		}
		switch {
		case kind == quoteOpens:
			depth++
			q.Starts = q.Starts || !any
			q.Ends = false
		case kind == quoteCloses:
			q.Enters = q.Enters || depth == 0
			depth = max(0, depth-1)
			q.Ends = true
		case q.Ends && !unicode.IsSpace(r):
			q.Ends = false
		}
		any = any || !unicode.IsSpace(r)
		before = r
	}
	q.Leaves = depth > 0
	return q
}

// quotes tells whether a character may be a quotation mark.
func quotes(r rune) bool {
	switch r {
	case '"', '\'', '“', '”', '‘', '’', '„', '«', '»', '「', '」', '『', '』':
		return true
	}
	return false
}

// next is the second character of a text, a space if there is none.
func next(text string) rune {
	_, n := utf8.DecodeRuneInString(text)
	if n == len(text) {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(text[n:])
	return r
}

type quoteKind int

const (
	noQuote quoteKind = iota
	quoteOpens
	quoteCloses
)

// quoteAt tells what the character r is, between the characters before and
// after it (a space at the ends of the text), given whether a quotation is open.
func quoteAt(before, r, after rune, open bool) quoteKind {
	inWord := wordRune(before) && wordRune(after)
	fresh := unicode.IsSpace(before) || unicode.In(before, unicode.Ps, unicode.Pi, unicode.Pd) // where a quotation may open
	over := !wordRune(after)                                                                   // and where it may close
	switch r {
	case '«', '「', '『', '„', '‘':
		return quoteOpens
	case '»', '」', '』', '”':
		return quoteCloses
	case '“':
		if open && over && !fresh { // the end of „…“
			return quoteCloses
		}
		return quoteOpens
	case '"':
		switch {
		case fresh && !unicode.IsSpace(after):
			return quoteOpens
		case over && !fresh || open:
			return quoteCloses
		}
		return quoteOpens
	case '\'', '’':
		switch {
		case inWord:
			return noQuote
		case fresh && !over && r == '\'':
			return quoteOpens
		case over && (open || unicode.IsPunct(before)):
			return quoteCloses
		}
	}
	return noQuote
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
