// Package near tells which texts are the same but for small things.
//
// A text is the set of its shingles: all runs of five letters or digits, of two
// characters in Chinese, white space, punctuation and case left out. Two texts
// are near duplicates if their sets have most in common (Broder 1997); how much
// is their Jaccard similarity, what both have divided by what any of them has.
//
// Similarity counts it. Where all pairs are too many, Sketch estimates it in a
// few bytes, and Index finds near duplicates among many texts; it misses some.
// Finder misses none, and is for a small set of texts against many.
package near

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Threshold is the similarity from which two texts are near duplicates: about
// one word of ten exchanged.
const Threshold = 0.8

// Sizes of a shingle in characters.
const (
	letters = 5
	hans    = 2
)

// Fold appends the letters and digits of a text in lower case. Texts that fold
// to the same are the same.
func Fold(dst []rune, text string) []rune {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
				dst = append(dst, rune(c))
			case 'A' <= c && c <= 'Z':
				dst = append(dst, rune(c|0x20))
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case 0x4E00 <= r && r <= 0x9FFF: // most of Han: no table is asked
			dst = append(dst, r)
		case 0x430 <= r && r <= 0x44F:
			dst = append(dst, r)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			dst = append(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// FNV-1a, 64 bits (Fowler, Noll and Vo), over runes, and the finishing steps of
// MurmurHash3 (Appleby), which spread it.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Hash gives a hash of a folded text.
func Hash(folded []rune) uint64 {
	h := uint64(fnvOffset)
	for _, r := range folded {
		h = (h ^ uint64(r)) * fnvPrime
	}
	return spread(h)
}

func spread(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Shingles appends the hashes of the shingles of a folded text, in no order and
// with repeats. A text that is shorter than a shingle is one.
func Shingles(dst []uint64, folded []rune) []uint64 {
	if len(folded) == 0 {
		return dst
	}
	start := len(dst)
	for i, r := range folded {
		n := letters
		if unicode.Is(unicode.Han, r) {
			n = hans
		}
		if i+n > len(folded) {
			continue
		}
		dst = append(dst, Hash(folded[i:i+n]))
	}
	if len(dst) == start {
		dst = append(dst, Hash(folded))
	}
	return dst
}

// Set sorts shingles and takes repeats out, in place.
func Set(shingles []uint64) []uint64 {
	slices.Sort(shingles)
	return slices.Compact(shingles)
}

// Similarity gives the Jaccard similarity of two sets, 0 to 1; 0 for empty ones.
func Similarity(a, b []uint64) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
