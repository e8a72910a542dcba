package gse

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"tritext/segment"
)

// OpenCC's tables from traditional to simplified script. Its data are used
// here and not a port of its code: the ports link a trie under the GPL.
//
//go:embed data/TSCharacters.txt
var charactersText string

//go:embed data/TSPhrases.txt
var phrasesText string

// converter turns traditional script into simplified, rune for rune.
type converter struct {
	characters map[rune]rune
	phrases    map[string]string // of as many runes on both sides
	longest    int               // runes of the longest phrase
	opens      map[rune]bool     // first runes of phrases
	// only has a bit for each character of the basic plane that traditional
	// script alone writes.
	only [1 << 10]uint64
}

// tables loads the converter at the first Chinese text (2 ms).
var tables = sync.OnceValue(func() *converter {
	c := &converter{characters: map[rune]rune{}, phrases: map[string]string{}, opens: map[rune]bool{}}
	entries := func(name, text string, f func(from, to string)) {
		for _, line := range (segment.List{Name: name, Text: text}).Lines() {
			from, to, _ := strings.Cut(line, "\t")
			to, _, _ = strings.Cut(to, " ")
			f(from, to)
		}
	}
	entries("data/TSCharacters.txt", charactersText, func(from, to string) {
		r, n := utf8.DecodeRuneInString(from)
		s, m := utf8.DecodeRuneInString(to)
		if n != len(from) || m != len(to) || r == s {
			return // no single counterpart, or the same in both
		}
		c.characters[r] = s
		if r <= 0xFFFF {
			c.only[r>>6] |= 1 << (r & 63)
		}
	})
	entries("data/TSPhrases.txt", phrasesText, func(from, to string) {
		n := utf8.RuneCountInString(from)
		if n != utf8.RuneCountInString(to) {
			return // spans could not be led back
		}
		r, _ := utf8.DecodeRuneInString(from)
		c.phrases[from], c.opens[r], c.longest = to, true, max(c.longest, n)
	})
	return c
})

// isTraditional tells whether a character of text is written so in traditional
// script alone. Simplified text pays for no more than this look.
func (c *converter) isTraditional(text string) bool {
	for _, r := range text {
		if r <= 0xFFFF && c.only[r>>6]&(1<<(r&63)) != 0 {
			return true
		}
	}
	return false
}

// simplified gives text in simplified script with as many runes: the longest
// phrase of the table at each place, or else the character's usual
// counterpart; what has none stays as it is.
func simplified(text string) string {
	c := tables()
	if !c.isTraditional(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if c.opens[r] {
			if from, to := c.phrase(text[i:]); from > 0 {
				b.WriteString(to)
				i += from
				continue
			}
		}
		if s, ok := c.characters[r]; ok {
			b.WriteRune(s)
		} else {
			b.WriteString(text[i : i+n]) // also a byte that is no UTF-8
		}
		i += n
	}
	return b.String()
}

// phrase gives the length in bytes of the longest phrase that text begins
// with, and what stands for it; 0 if none.
func (c *converter) phrase(text string) (from int, to string) {
	end := 0
	for range c.longest {
		_, n := utf8.DecodeRuneInString(text[end:])
		if n == 0 {
			break
		}
		end += n
		if s, ok := c.phrases[text[:end]]; ok {
			from, to = end, s
		}
	}
	return from, to
}
