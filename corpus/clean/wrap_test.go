package clean

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// wrap breaks a text into lines: between words, and between Han characters but
// not before closing marks. The space between Han and a digit is lost there.
func (s noise) wrap(text string, width int, random *rand.Rand) []string {
	var lines []string
	line := []rune{}
	limit := width
	end := func() {
		lines = append(lines, strings.TrimSpace(string(line)))
		line = line[:0]
		limit = width
		if s.ragged > 0 {
			limit += random.IntN(2*s.ragged+1) - s.ragged
		}
	}
	for rest := []rune(text); len(rest) > 0; {
		n := 1
		if !isCJK(rest[0]) && rest[0] != ' ' {
			for n < len(rest) && rest[n] != ' ' && !isCJK(rest[n]) {
				n++
			}
		}
		for n < len(rest) && strings.ContainsRune(closersCJK, rest[n]) {
			n++
		}
		unit := rest[:n]
		if columns(string(line))+columns(strings.TrimSpace(string(unit))) > limit && len(line) > 0 {
			if cut := cutWord(unit, limit-columns(string(line))); len(s.hyphens) > 0 && cut > 0 {
				line = append(append(line, unit[:cut]...), []rune(s.hyphens[random.IntN(len(s.hyphens))])...)
				rest = rest[cut:]
				end()
				continue
			}
			if k := slices.Index(unit, '-'); s.breaks && k > 0 && columns(string(line))+k+1 <= limit {
				line = append(line, unit[:k+1]...)
				rest = rest[k+1:]
				end()
				continue
			}
			end()
			if unit[0] == ' ' {
				rest = rest[n:]
				continue
			}
		}
		line = append(line, unit...)
		rest = rest[n:]
	}
	end()
	return lines
}

// cutWord is where a Russian word may be cut so that room columns hold its
// head and a hyphen: behind a vowel, three letters from both ends.
func cutWord(word []rune, room int) int {
	for i := min(room-1, len(word)-3); i >= 3; i-- {
		if strings.ContainsRune("аеиоуыэюя", word[i-1]) && unicode.Is(unicode.Cyrillic, word[i]) && !strings.ContainsRune("ьъй", word[i]) && unicode.IsLower(word[i-2]) &&
			!slices.Contains(word, '-') {
			return i
		}
	}
	return 0
}

// boundaries counts the blocks of want that got has exactly, by text.
func boundaries(got, want []string) (right int) {
	left := map[string]int{}
	for _, b := range want {
		left[b]++
	}
	for _, b := range got {
		if left[b] > 0 {
			left[b]--
			right++
		}
	}
	return right
}
