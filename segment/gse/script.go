package gse

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"

	"tritext/segment"
)

//go:embed data/traditional.txt
var traditionalText string

// traditionalSet has a bit for each character of the basic plane that only
// traditional script writes.
var traditionalSet = sync.OnceValue(func() *[1 << 10]uint64 {
	var set [1 << 10]uint64
	for _, line := range (segment.List{Name: "data/traditional.txt", Text: traditionalText}).Lines() {
		for _, r := range line {
			set[r>>6] |= 1 << (r & 63)
		}
	}
	return &set
})

// isTraditional tells whether a character of text is written so in traditional
// script alone. Simplified text pays for no more than this look.
func isTraditional(text string) bool {
	set := traditionalSet()
	for _, r := range text {
		if r <= 0xFFFF && set[r>>6]&(1<<(r&63)) != 0 {
			return true
		}
	}
	return false
}

// converter loads OpenCC's tables at the first traditional text (2 ms).
var converter = sync.OnceValue(func() *opencc.OpenCC {
	cc, err := opencc.New("t2s")
	if err != nil {
		panic("gse: OpenCC's embedded tables: " + err.Error()) // cannot happen: they are in the program
	}
	return cc
})

// simplified gives text in simplified script, rune for rune: where OpenCC's
// phrases change the number of runes, the characters are converted one by one,
// and one that has no single counterpart stays as it is.
func simplified(text string) string {
	if !isTraditional(text) {
		return text
	}
	cc := converter()
	s, err := cc.Convert(text)
	if err == nil && utf8.RuneCountInString(s) == utf8.RuneCountInString(text) {
		return s
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		c, err := cc.Convert(string(r))
		if err != nil || utf8.RuneCountInString(c) != 1 {
			c = string(r)
		}
		b.WriteString(c)
	}
	return b.String()
}
